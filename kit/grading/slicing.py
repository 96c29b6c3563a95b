"""Which cells the graded part needs: its own, and those above that make a name it uses.  Reads syntax trees, runs nothing.

A slice saves the cost of a whole lesson.  It is never the last word: whatever is not right on it is run again in full.
"""

import ast
from collections.abc import Collection, Sequence

from kit.grading.notebook import Cell, parsed


def graded_slice(cells: Sequence[Cell], exercises: Collection[str]) -> list[Cell]:
    """
    Le celle che servono alla prova, nell'ordine del quaderno.

    Parameters
    ----------
    cells : sequence of Cell
    exercises : collection of str
        Gli esercizi valutati.

    Returns
    -------
    list of Cell
        Quelle degli esercizi e del caricamento dei dati, e all'indietro quelle che creano i nomi usati.
    """
    own = [cell for cell in cells if cell.exercise in exercises or set(cell.checks) & set(exercises)]
    if not own:
        return list(cells)
    last = max(cell.number for cell in own)
    kept = {cell.number for cell in own}
    needed: set[str] = set()
    for cell in reversed(cells):
        if cell.number > last:
            continue
        tree = parsed(cell.code)
        if tree is None:
            kept.add(cell.number)
            continue
        made, used = names(tree)
        if cell.number in kept or cell.role == "load" or made & needed:
            kept.add(cell.number)
            needed |= used
    return [cell for cell in cells if cell.number in kept]


def names(tree: ast.Module) -> tuple[set[str], set[str]]:
    """I nomi che una cella crea o cambia, e quelli che usa."""
    made: set[str] = set()
    used: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else made).add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            made.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            made |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            made |= _root(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            made |= _root(node.func)  # `tabella.drop(…, inplace=True)`, `lista.append(…)`
        elif isinstance(node, ast.ExceptHandler) and node.name:
            made.add(node.name)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            made |= set(node.names)
    return made, used


def _root(node: ast.expr) -> set[str]:
    """The name at the bottom of `a.b["c"].d`."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()
