"""Quello che chi impara non deve trovare già scritto: la soluzione (OIF01), numeri della prova (OIF08), output (OIF03)."""

import ast
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kit.course import model
from kit.course.lint.context import Context, Hit, View
from kit.course.markers import blocks
from kit.course.model import Cell, Exercise

TRIAL = r"mettiti alla prova"
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
CODE_SPAN = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
MIN_DIGITS = 3  # a number of one or two digits is too common to be a leak
SMALL_TABLE = 12
MIN_CODE = 12  # shorter statements say nothing

# Digits that do not come from the data: exercises, lessons, sections, the form asked for.
INNOCENT = re.compile(
    r"`[A-Za-z_][^`]*`|(?:per|diviso|su|×|÷)\s*100\b|\b0 e 1\b|\*\*Forma:\*\*.*|\b\d+\.\d+\b(?=\s*·)|"
    r"\b(?:esercizi[oi]?|lezion[ei]|sezion[ei]|parte|passo|domanda)\s+\d[\d.]*|"
    r"\b\d+\s+(?:decimal[ei]|cifr[ae]|domand[ae]|eserciz[i]o?|minut[oi])\b|^\s*\d+\.\s",
    re.IGNORECASE | re.MULTILINE,
)


def leak(context: Context) -> Iterator[Hit]:
    """OIF01: né il codice della soluzione né il valore giusto si leggono nel quaderno di chi impara."""
    pieces = [(view, piece) for view in context.views for piece in _code_pieces(view)]
    for exercise in context.lesson.exercises:
        for told in _telling(exercise):
            for view, piece in pieces:
                if piece.endswith(told) if told.startswith("= ") else told in piece:
                    yield Hit(
                        view.cell,
                        f"si legge la soluzione dell'esercizio {exercise.id}: «{told}».",
                        "mostra lo stesso comando su un'altra colonna o con altri nomi.",
                    )
        yield from _value_leak(context, exercise)


def _telling(exercise: Exercise) -> Iterator[str]:
    """What gives the answer away: the body of a function; what is assigned to the names that the check looks at."""
    for block in blocks(exercise.answer.source):
        for node in ast.walk(ast.parse(block.code)) if block.indent else ast.parse(block.code).body:
            if isinstance(node, ast.Return) and node.value is not None:
                value: ast.expr | None = node.value
            elif isinstance(node, ast.Assign):
                names = {name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)}
                value = node.value if names & set(exercise.names) else None
            else:
                value = None
            if value is None or isinstance(value, ast.Constant):
                continue
            code = ast.unparse(value)
            if len(code) >= MIN_CODE:
                # A bare column is too common to be an answer where it is part of something else.
                column = isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Constant)
                yield f"= {code}" if column or isinstance(value, ast.Attribute) else code


def _code_pieces(view: View) -> Iterator[str]:
    if view.cell.kind == "markdown":
        for found in CODE_SPAN.finditer(view.text):
            yield from _statements(_tree(found[1] or found[2]))
    else:
        yield from _statements(view.tree)


def _statements(tree: ast.Module | None) -> Iterator[str]:
    """Each statement in one spelling; a value that stands alone reads «= value», as if it had a name."""
    for node in tree.body if tree else []:
        yield f"= {ast.unparse(node.value)}" if isinstance(node, ast.Expr) else ast.unparse(node)


def _tree(code: str) -> ast.Module | None:
    try:
        return ast.parse(code.strip())
    except SyntaxError:
        return None


def _value_leak(context: Context, exercise: Exercise) -> Iterator[Hit]:
    if exercise.spec.get("kind") in ("choice", "text", "function", "model", "figure"):
        return
    wanted = _numbers_of(context.built.result.values[exercise.id].right)
    if not wanted:
        return
    for view in context.views:
        found = {
            value
            for text in _readable(view)
            for token in NUMBER.finditer(text)
            for value in wanted
            if _writes(token, text, value)
        }
        if len(found) >= min(2, len(wanted)):
            yield Hit(
                view.cell,
                f"si legge il risultato dell'esercizio {exercise.id}.",
                "togli il numero, o spostalo nel commento che si vede dopo aver risposto.",
            )


def _readable(view: View) -> Iterator[str]:
    if view.cell.kind == "markdown":
        yield view.text
    elif view.tree is not None:
        yield from (
            str(node.value)
            for node in ast.walk(view.tree)
            if isinstance(node, ast.Constant) and not isinstance(node.value, bool)
        )


def _numbers_of(value: Any) -> list[float]:
    """The distinct numbers of an answer, when they are few enough to be told in prose."""
    if isinstance(value, str) or value is None:
        return []
    items: Iterable[Any] = [value]
    if hasattr(value, "to_numpy"):
        items = value.to_numpy().ravel().tolist()
    elif isinstance(value, Mapping):
        items = value.values()
    elif isinstance(value, list | tuple | set):
        items = value
    numbers = set()
    for item in items:
        try:
            number = float(item)
        except (TypeError, ValueError):
            continue
        if math.isfinite(number):
            numbers.add(number)
    return sorted(numbers) if len(numbers) <= SMALL_TABLE else []


def _writes(token: re.Match[str], text: str, value: float) -> bool:
    """Whether this piece of text writes that value, in Italian or in Python, rounded, also as a percentage."""
    if len(token[0].replace(".", "").replace(",", "").strip("0")) < MIN_DIGITS:
        return False
    percent = bool(re.match(r"\s*(?:%|per cento)", text[token.end() :]))
    for plain in _readings(token[0]):
        decimals = len(plain.partition(".")[2])
        for wanted in (value, value * 100) if percent else (value,):
            if abs(float(plain) - wanted) <= 0.5 * 10**-decimals + 1e-9 * abs(wanted):
                return True
    return False


def _readings(token: str) -> Iterator[str]:
    if re.fullmatch(r"\d+(?:\.\d+)?", token):
        yield token
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})*(?:,\d+)?|\d+,\d+", token):
        yield token.replace(".", "").replace(",", ".")


def outputs(context: Context) -> Iterator[Hit]:
    """OIF03: i quaderni su disco non hanno output né numeri di esecuzione."""
    for path in (context.student, context.instructor):
        for number, cell in enumerate(_cells(path), 1):
            if cell.get("outputs") or cell.get("execution_count") is not None:
                yield Hit(
                    None,
                    f"{path.name}, cella {number} (id {cell.get('id')}): contiene un output.",
                    f"esegui `python -m kit build {context.lesson.header.lesson}`; prova le lezioni in lessons/mie/.",
                )


def ids(context: Context) -> Iterator[Hit]:
    """OIF02: ogni cella su disco ha l'id che la costruzione le dà, una volta sola."""
    remedy = f"esegui `python -m kit build {context.lesson.header.lesson}`: gli id si scrivono da soli."
    for path in (context.student, context.instructor):
        expected = [cell["id"] for cell in json.loads(context.built.files[path])["cells"]]
        seen: set[str] = set()
        for number, cell in enumerate(_cells(path), 1):
            cell_id = cell.get("id")
            if cell_id in seen or cell_id not in expected:
                what = "ripete l'id" if cell_id in seen else "ha un id che non è del corso:"
                yield Hit(None, f"{path.name}, cella {number} {what} {cell_id}.", remedy)
            seen.add(str(cell_id))


def _cells(path: Path) -> list[dict[str, Any]]:
    if not path.exists():  # `build --check` says so
        return []
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def trial_numbers(context: Context) -> Iterator[Hit]:
    """OIF08: in *Mettiti alla prova* testo, indizi e messaggi non contengono numeri, nomi o immagini dei dati."""
    here = {view.cell.number for view in context.section(TRIAL)}
    graded = {exercise.id for exercise in context.lesson.exercises if exercise.graded}
    names = _names_in_the_data(context)
    for cell in context.lesson.cells:
        inside = cell.number in here or cell.exercise in graded
        if inside and (cell.kind == "markdown" or cell.role == model.WRONG):
            yield from _data_in(cell, names)


def _data_in(cell: Cell, names: set[str]) -> Iterator[Hit]:
    text = cell.source
    if cell.role == model.WRONG:
        text = "\n".join(line for line in text.split("\n") if line.startswith("#"))
    remedy = "qui ogni persona ha dati diversi: scrivi il nome del parametro, oppure una frase che vale sempre."
    if "{{" in text:
        yield Hit(cell, "in *Mettiti alla prova* c'è un segnaposto: vale per una variante sola.", remedy)
        return
    if "![" in text or "<img" in text:
        yield Hit(cell, "in *Mettiti alla prova* c'è un'immagine: vale per una variante sola.", remedy)
    plain = INNOCENT.sub(" ", text)
    digits = re.search(r"\d[\d.,]*", plain)
    if digits:
        yield Hit(cell, f"in *Mettiti alla prova* c'è il numero {digits[0]}.", remedy)
    for name in sorted(names):
        if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            yield Hit(cell, f"in *Mettiti alla prova* c'è «{name}», un nome che viene dai dati.", remedy)


def _names_in_the_data(context: Context) -> set[str]:
    """Texts that change with the variant: its parameters, and what stands in the columns they are drawn from."""
    tables: list[Any] = []
    drawn: set[str] = set()
    for name in _loaded(context):
        value: Any = context.built.result.names.get(name)
        for part in value.values() if isinstance(value, Mapping) else [value]:
            if hasattr(part, "columns"):
                tables.append(part)
            elif isinstance(part, str):
                drawn.add(part)
    drawn -= {str(column) for table in tables for column in table.columns}
    found = set(drawn)
    for table in tables:
        for column in table.columns:
            labels = {label for label in table[column].dropna().unique() if isinstance(label, str)}
            if labels & drawn:
                found |= labels
    return {name for name in found if len(name) > 3}


def _loaded(context: Context) -> set[str]:
    """The names that the load cells create."""
    return {
        node.id
        for view in context.code
        if view.cell.role == model.LOAD and view.tree is not None
        for node in ast.walk(view.tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
