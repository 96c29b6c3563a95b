"""Raccoglie le celle di ogni esercizio e ne controlla le regole: ordine, ruoli, obiettivo, verifica, errori tipici."""

import ast
import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from kit.course import model
from kit.course.markers import MarkerError, blocks, stub, unanswered
from kit.course.model import Cell, Exercise, Header, Mistake
from kit.course.problems import Problem

KINDS = ("number", "text", "choice", "list", "set", "dict", "series", "table", "function", "model", "figure")
SPEC = ("kind", "tol", "decimals", "order", "key", "columns", "options")
FORM = re.compile(r"^\*\*Forma:\*\*\s+(.+)$", re.MULTILINE)
VALIDATION_EXAMPLE = (
    'scrivi `{"data": tabella, "target": "acquista", "score": "roc_auc", "columns": [...], "threshold": 0.7}`.'
)


class _Bad(Exception):
    """The group cannot become an exercise; everything has been said."""


def group(cells: Sequence[Cell], header: Header, path: Path, problems: list[Problem]) -> list[Exercise]:
    """Gli esercizi della lezione, nell'ordine in cui compaiono; i difetti si aggiungono a ``problems``."""
    found: list[Exercise] = []
    seen: set[str] = set()
    shape = re.compile(rf"{int(header.lesson)}\.[1-9]\d*")
    for exercise_id, run in groupby(cells, key=lambda cell: cell.exercise):
        members = list(run)
        if exercise_id is None:
            continue
        reader = _Reader(exercise_id, members, path, problems)
        if not shape.fullmatch(exercise_id):
            reader.say(
                members[0], "l'id non è di questa lezione.", f'scrivi `exercise="{int(header.lesson)}.1"`, `.2`, …'
            )
        if exercise_id in seen:
            reader.say(
                members[0], "le celle non sono una di seguito all'altra.", "riuniscile, o cambia id alle seconde."
            )
            continue
        seen.add(exercise_id)
        try:
            found.append(reader.exercise(header))
        except _Bad:
            continue
    return found


class _Reader:
    def __init__(self, exercise_id: str, cells: list[Cell], path: Path, problems: list[Problem]) -> None:
        self.id, self.cells, self.path, self.problems = exercise_id, cells, path, problems

    def say(self, cell: Cell, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.path, cell.line, f"esercizio {self.id}: {what}", remedy))

    def of(self, role: str) -> list[Cell]:
        return [cell for cell in self.cells if cell.role == role]

    def exercise(self, header: Header) -> Exercise:
        first = [model.PROMPT, model.ANSWER, model.CHECK]
        roles = [cell.role for cell in self.cells]
        if roles[:3] != first or any(role in first for role in roles[3:]):
            self.say(
                self.cells[0],
                f"le celle sono {', '.join(str(role) for role in roles)}.",
                "prima una `prompt`, una `answer` e una `check`; poi alternative, errori tipici, prove e indizi.",
            )
            raise _Bad
        prompt, answer, check = self.cells[:3]
        before = len(self.problems)
        argument, names = self.argument(check)
        self.solution(answer, names)
        title = re.match(rf"#{{2,5}} Esercizio {re.escape(self.id)}\s*[.:·–—-]?\s+(\S.*)", prompt.source)
        if not title:
            self.say(prompt, "la consegna comincia senza titolo.", f"scrivi `### Esercizio {self.id} · Calcola …`.")
        form = FORM.search(prompt.source)
        if not form:
            self.say(
                prompt,
                "la consegna non dice la forma attesa.",
                "aggiungi la riga `**Forma:** un numero con 3 decimali.`",
            )
        objective = prompt.options.get("objective")
        if objective not in header.objectives:
            self.say(
                prompt,
                f"l'obiettivo {objective!r} non esiste." if objective else "la consegna non nomina un obiettivo.",
                f'scrivi `objective="…"` con uno di questi: {", ".join(header.objectives)}.',
            )
        graded = prompt.options.get("graded", False)
        if not isinstance(graded, bool):
            self.say(prompt, f"`graded={graded!r}` non va bene.", "scrivi `graded=true`, o niente.")
        spec = self.spec(prompt)
        probes, hidden = self.calls(model.PROBES), self.calls(model.HIDDEN)
        if (spec.get("kind") == "function") != (probes is not None):
            self.say(prompt, 'le prove (`role="probes"`) vanno con `kind="function"`.', "aggiungi quello che manca.")
        if (spec.get("kind") == "model") != bool(self.of(model.VALIDATION)):
            self.say(prompt, 'la convalida (`role="validation"`) va con `kind="model"`.', "aggiungi quello che manca.")
        wrongs = tuple(self.mistake(cell) for cell in self.of(model.WRONG))
        if len({wrong.slug for wrong in wrongs}) < len(wrongs):
            self.say(self.cells[0], "due errori tipici hanno lo stesso nome.", "dai a ognuno il suo `mistake`.")
        for cell in self.of(model.ALTERNATIVE):
            self.compiles(cell, cell.source)
        if len(self.problems) > before:
            raise _Bad
        assert title is not None and form is not None and isinstance(objective, str)
        return Exercise(
            id=self.id,
            title=title[1].strip().rstrip("."),
            form=form[1].strip().rstrip("."),
            objective=objective,
            graded=graded,
            prompt=prompt,
            answer=answer,
            check=check,
            names=names,
            argument=argument,
            alternatives=tuple(self.of(model.ALTERNATIVE)),
            wrongs=wrongs,
            hints=tuple(self.of(model.HINT)),
            probes=probes,
            hidden=hidden,
            validation=self.validation(),
            spec=spec,
        )

    def argument(self, check: Cell) -> tuple[str, tuple[str, ...]]:
        """The expression given to ``check`` and the names in it."""
        try:
            body = ast.parse(check.source).body
        except SyntaxError:
            body = []
        call = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id == "check"
            and not call.keywords
            and len(call.args) == 2
            and isinstance(call.args[0], ast.Constant)
            and call.args[0].value == self.id
            and all(
                isinstance(node, ast.Name | ast.Tuple | ast.List | ast.Dict | ast.Constant | ast.expr_context)
                for node in ast.walk(call.args[1])
            )
        ):
            names = [node.id for node in ast.walk(call.args[1]) if isinstance(node, ast.Name)]
            if names:
                return ast.unparse(call.args[1]), tuple(dict.fromkeys(names))
        self.say(check, "la cella di verifica non è quella attesa.", f'scrivi soltanto `check("{self.id}", nome)`.')
        raise _Bad

    def solution(self, answer: Cell, names: Sequence[str]) -> None:
        try:
            blocks(answer.source)
        except MarkerError as error:
            self.say(answer, *str(error).split("|"))
            raise _Bad from None
        self.compiles(answer, answer.source)
        self.compiles(answer, stub(answer.source, names))
        missing = unanswered(answer.source, names)
        if missing:
            self.say(
                answer,
                f"la soluzione non crea {', '.join(missing)}, che la verifica guarda.",
                "assegna un nome nuovo dentro il blocco: nel quaderno di chi impara diventa `nome = ...`, "
                "e la verifica sa dire «non ancora svolto».",
            )

    def compiles(self, cell: Cell, code: str) -> None:
        try:
            ast.parse(code)
        except SyntaxError as error:
            line = Cell(cell.kind, code, cell.line + (error.lineno or 1) - 1, cell.number)
            self.say(line, f"il codice non è Python: {error.msg}.", "correggilo.")
            raise _Bad from None

    def spec(self, prompt: Cell) -> dict[str, Any]:
        spec = {key: prompt.options[key] for key in SPEC if key in prompt.options}
        rules: dict[str, tuple[bool, str]] = {
            "kind": (spec.get("kind") in KINDS, f"uno di {', '.join(KINDS)}"),
            "decimals": (type(spec.get("decimals")) is int and spec["decimals"] >= 0, "un intero, come `decimals=3`"),
            "tol": (type(spec.get("tol")) in (int, float) and spec["tol"] > 0, "un numero positivo, come `tol=0.01`"),
            "order": (spec.get("order") in ("any", "given"), '`order="any"` oppure `order="given"`'),
            "key": (
                isinstance(spec.get("key"), str) or _is_names(spec.get("key")),
                'il nome di una colonna, o una lista di nomi, come `key="canale"`',
            ),
            "columns": (spec.get("columns") == "given", '`columns="given"`'),
            "options": (_is_names(spec.get("options")), 'una lista di testi, come `options=["prima", "dopo"]`'),
        }
        for key, value in spec.items():
            good, want = rules[key]
            if not good:
                self.say(prompt, f"`{key}={value!r}` non va bene.", f"serve {want}.")
        return spec

    def calls(self, role: str) -> list[tuple[Any, ...]] | None:
        cells = self.of(role)
        if not cells:
            return None
        try:
            value = ast.literal_eval(cells[0].source.strip())
        except (ValueError, SyntaxError):
            value = None
        if len(cells) > 1 or not isinstance(value, list) or not value or not all(isinstance(x, tuple) for x in value):
            self.say(cells[0], "le prove non sono una lista di argomenti.", "una cella, come `[(3, 100), (0, 5)]`.")
            raise _Bad
        return value

    def validation(self) -> Cell | None:
        cells = self.of(model.VALIDATION)
        if not cells:
            return None
        try:
            ast.parse(cells[0].source.strip(), mode="eval")
        except SyntaxError:
            self.say(cells[0], "la convalida non è una sola espressione.", VALIDATION_EXAMPLE)
            raise _Bad from None
        return cells[0]

    def mistake(self, cell: Cell) -> Mistake:
        slug = str(cell.options["mistake"])
        lines = cell.source.split("\n")
        count = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
        message = " ".join(line.lstrip("#").strip() for line in lines[:count]).strip()
        code = "\n" * count + "\n".join(lines[count:])
        if not re.fullmatch(r"[a-z][a-z0-9_]*", slug):
            self.say(cell, f'`mistake="{slug}"` non va bene.', "parole minuscole senza accenti unite da `_`.")
        if not message or not code.strip():
            self.say(cell, "l'errore tipico non ha messaggio o codice.", "prima righe `# …`, poi il codice.")
        if "{{" in message:
            self.say(cell, "il messaggio contiene un segnaposto.", "un messaggio vale per ogni dato: toglilo.")
        self.compiles(cell, code)
        return Mistake(slug, message, code, cell)


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(x, str) for x in value)
