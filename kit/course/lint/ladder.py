"""La scala di Python (OIF10): quale lezione introduce un costrutto; e i nomi che solo una soluzione crea (OIF17)."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kit.course import model
from kit.course.lint.context import Context, Hit, View, called
from kit.course.markers import blocks, without_markers

NEVER, DEEP = "mai", "approfondimento"


@dataclass(frozen=True)
class Step:
    """Un costrutto: come si chiama, chi lo introduce (una lezione, l'approfondimento, nessuno), come si riconosce."""

    name: str
    since: str
    found: Callable[[ast.AST], bool]


def _node(*kinds: type[ast.AST]) -> Callable[[ast.AST], bool]:
    return lambda node: isinstance(node, kinds)


def _method(*names: str) -> Callable[[ast.AST], bool]:
    return lambda node: isinstance(node, ast.Attribute) and node.attr in names


def _name(*names: str) -> Callable[[ast.AST], bool]:
    return lambda node: (isinstance(node, ast.Name) and node.id in names) or _method(*names)(node)


def _filter(node: ast.AST) -> bool:
    return isinstance(node, ast.Subscript) and any(isinstance(inner, ast.Compare) for inner in ast.walk(node.slice))


def _new_column(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and any(isinstance(target, ast.Subscript) for target in node.targets)


def _two_keys(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and called(node) in ("groupby", "set_index")
        and bool(node.args)
        and isinstance(node.args[0], ast.List)
        and len(node.args[0].elts) > 1
    )


STEPS = (
    Step("un filtro `tabella[tabella[…] > …]`", "01", _filter),
    Step("una colonna nuova `tabella[…] = …`", "01", _new_column),
    Step("`.sort_values`", "01", _method("sort_values")),
    Step("`.mean`", "01", _method("mean")),
    Step("`.groupby`", "01", _method("groupby")),
    Step("`.value_counts`", "02", _method("value_counts")),
    Step("le date", "02", _name("to_datetime", "dt", "Timestamp", "Timedelta")),
    Step("`.merge`", "02", _method("merge", "join", "concat")),
    Step("`def`", "03", _node(ast.FunctionDef)),
    Step("i metodi del testo `.str`", "03", _method("str")),
    Step("un ciclo", DEEP, _node(ast.For, ast.While)),
    Step("`if`", DEEP, _node(ast.If, ast.IfExp)),
    Step("`try`", DEEP, _node(ast.Try)),
    Step("`with`", DEEP, _node(ast.With)),
    Step("`.loc` e `.iloc`", DEEP, _method("loc", "iloc", "at", "iat")),
    Step("`.apply`", DEEP, _method("apply", "map", "transform", "agg", "aggregate", "pipe", "assign", "query")),
    Step("una tabella a doppia entrata", DEEP, _method("pivot_table", "pivot", "melt", "stack", "unstack", "crosstab")),
    Step("una classe", NEVER, _node(ast.ClassDef)),
    Step(
        "una lista in forma breve (comprehension)",
        NEVER,
        _node(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    ),
    Step("`lambda`", NEVER, _node(ast.Lambda)),
    Step("un indice a più livelli (MultiIndex)", NEVER, lambda node: _two_keys(node) or _name("MultiIndex")(node)),
    Step("codice asincrono", NEVER, _node(ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)),
)


def ladder(context: Context) -> Iterator[Hit]:
    """OIF10: una cella usa solo costrutti introdotti da questa lezione o da una prima."""
    here = context.lesson.header.lesson
    setup = next((view for view in context.views if view.cell.kind == "code"), None)
    for view in context.views:
        if view.cell.kind != "code" or view.cell.source_hidden or view is setup:
            continue
        seen: set[str] = set()
        for node in _nodes(view):
            for step in STEPS:
                if step.name in seen or not step.found(node) or _allowed(step, here, view):
                    continue
                seen.add(step.name)
                yield Hit(view.cell, f"usa {step.name}, {_who(step)}.", _remedy(step), getattr(node, "lineno", 1) - 1)


def _nodes(view: View) -> Iterator[ast.AST]:
    """What stands in the cell, with the solution in its place: the learner has to write it."""
    try:
        yield from ast.walk(ast.parse(without_markers(view.cell.source)))
    except SyntaxError:
        return


def _allowed(step: Step, here: str, view: View) -> bool:
    if step.since == NEVER:
        return False
    return view.cell.layer == "deep" or (step.since != DEEP and step.since <= here)


def _who(step: Step) -> str:
    if step.since == NEVER:
        return "che il corso non chiede mai"
    return "che sta solo negli approfondimenti" if step.since == DEEP else f"che introduce la lezione {step.since}"


def _remedy(step: Step) -> str:
    hide = 'se è codice offerto pronto, chiudilo con `jupyter={"source_hidden": true}`'
    if step.since == NEVER:
        return f"scrivilo con ciò che il corso insegna; {hide}."
    return f"scrivilo con ciò che si sa già, o spostalo in un approfondimento; {hide}."


def run_all(context: Context) -> Iterator[Hit]:
    """OIF17: nessuna cella data usa un nome che solo la soluzione di un esercizio crea."""
    waiting: dict[str, str] = {}
    exercises = {exercise.id: exercise for exercise in context.lesson.exercises}
    for view in context.views:
        if view.tree is None:
            continue
        if view.cell.role != model.CHECK:
            for node in ast.walk(view.tree):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in waiting:
                    yield Hit(
                        view.cell,
                        f"usa «{node.id}», che solo la soluzione dell'esercizio {waiting[node.id]} crea.",
                        "«Esegui tutto» sul quaderno intatto si fermerebbe qui: ricalcola il valore in questa cella.",
                        node.lineno - 1,
                    )
        given = _given(view)
        waiting = {name: exercise for name, exercise in waiting.items() if name not in given}
        if view.cell.role == model.ANSWER:
            exercise = exercises[str(view.cell.exercise)]
            made = {name for block in blocks(exercise.answer.source) for name in block.assigned} - given
            waiting |= dict.fromkeys([*made, *(set(exercise.names) - _functions(view))], exercise.id)


def _given(view: View) -> set[str]:
    """Names that the visible code creates with a value."""
    assert view.tree is not None
    dots = {
        target.id
        for node in ast.walk(view.tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value is ...
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    stored = {node.id for node in ast.walk(view.tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return (stored | _functions(view)) - dots


def _functions(view: View) -> set[str]:
    assert view.tree is not None
    return {node.name for node in ast.walk(view.tree) if isinstance(node, ast.FunctionDef)}
