"""Il blocco fra ``### BEGIN SOLUTION`` e ``### END SOLUTION``: trovarlo, toglierlo, mettere i puntini al suo posto."""

import ast
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


class MarkerError(ValueError):
    """I segni della soluzione non tornano; il testo dice che cosa e il rimedio, divisi da ``|``."""


@dataclass(frozen=True)
class Block:
    """Un blocco di soluzione: righe ``start``..``stop`` della cella (da 0, segni compresi)."""

    start: int
    stop: int
    indent: str
    code: str

    @property
    def assigned(self) -> tuple[str, ...]:
        """I nomi che il blocco assegna, senza entrare nelle funzioni; nessuno se sta dentro una funzione."""
        return () if self.indent else tuple(dict.fromkeys(_assigned(ast.parse(self.code))))


def _assigned(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield child.name
            continue
        if isinstance(child, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            continue
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            yield child.id
        yield from _assigned(child)


def blocks(source: str) -> list[Block]:
    """Tutti i blocchi di soluzione di una cella, nell'ordine.

    Raises
    ------
    MarkerError
        Se un segno è spaiato, scritto male, o il codice del blocco non è Python.
    """
    found: list[Block] = []
    start: int | None = None
    lines = source.split("\n")
    for number, line in enumerate(lines):
        mark = line.strip()
        if mark == BEGIN:
            if start is not None:
                raise MarkerError(f"c'è un secondo `{BEGIN}` prima di `{END}`.|chiudi il primo blocco.")
            start = number
        elif mark == END:
            if start is None:
                raise MarkerError(f"c'è `{END}` senza `{BEGIN}`.|apri il blocco sopra la soluzione.")
            code = textwrap.dedent("\n".join(lines[start + 1 : number]))
            indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
            try:
                statements = ast.parse(code).body
            except SyntaxError as error:
                raise MarkerError(
                    f"la soluzione non è Python: {error.msg}.|correggi il codice fra i due segni."
                ) from None
            if not statements:
                raise MarkerError("il blocco di soluzione è vuoto.|scrivi la risposta fra i due segni.")
            found.append(Block(start, number, indent, code))
            start = None
        elif "BEGIN SOLUTION" in mark or "END SOLUTION" in mark:
            raise MarkerError(
                f"il segno «{mark}» non è scritto come serve.|scrivi `{BEGIN}` e `{END}`, da soli nella riga."
            )
    if start is not None:
        raise MarkerError(f"c'è `{BEGIN}` senza `{END}`.|chiudi il blocco sotto la soluzione.")
    if not found:
        raise MarkerError(f"la cella di risposta non ha `{BEGIN}` e `{END}`.|mettili prima e dopo la soluzione.")
    return found


def stub(source: str, names: Sequence[str]) -> str:
    """La cella di chi impara: ogni blocco diventa ``nome = ...`` per i nomi di ``names`` che assegna, o ``...``."""
    lines = source.split("\n")
    waiting = list(names)
    kept: list[str] = []
    end = 0
    for block in blocks(source):
        mine = [name for name in waiting if name in block.assigned]
        waiting = [name for name in waiting if name not in mine]
        kept += lines[end : block.start]
        kept += [f"{name} = ..." for name in mine] or [f"{block.indent}..."]
        end = block.stop + 1
    return "\n".join(kept + lines[end:])


def around(source: str) -> tuple[str, str]:
    """Le righe che chi impara vede sopra e sotto la soluzione; vuote se la soluzione sta dentro una funzione.

    Quelle sotto conservano il loro numero di riga.
    """
    lines, found = source.split("\n"), blocks(source)
    if any(block.indent for block in found):
        return "", ""
    last = found[-1].stop + 1
    return "\n".join(lines[: found[0].start]), "\n" * last + "\n".join(lines[last:])


def without_markers(source: str) -> str:
    """La cella con la soluzione e senza i due segni, come la vede chi insegna."""
    return "\n".join(line for line in source.split("\n") if line.strip() not in (BEGIN, END))


def unanswered(source: str, names: Sequence[str]) -> list[str]:
    """I nomi della verifica che la soluzione non crea: né assegnati nel blocco, né funzioni che lo contengono."""
    here = blocks(source)
    created = {name for block in here for name in block.assigned}
    lines = {line for block in here for line in range(block.start + 1, block.stop + 2)}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and lines & set(range(node.lineno, (node.end_lineno or node.lineno) + 1)):
            created.add(node.name)
    return [name for name in names if name not in created]
