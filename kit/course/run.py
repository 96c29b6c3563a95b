"""Esegue una volta il sorgente di una lezione: i valori di ogni risposta, il testo con i numeri al loro posto."""

import builtins
import linecache
import re
import traceback
import warnings
from dataclasses import dataclass, field
from typing import Any

from kit import formats
from kit.course import model
from kit.course.headless import close_figures, headless
from kit.course.markers import around
from kit.course.model import Cell, Exercise, Lesson
from kit.course.problems import CourseError, Problem
from kit.course.snapshot import Snapshot, take

PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


@dataclass
class Values:
    """I valori di un esercizio: giusto, altri giusti, e per ogni errore tipico nome, messaggio e valore."""

    right: Any
    alternatives: list[Any] = field(default_factory=list)
    wrong: list[tuple[str, str, Any]] = field(default_factory=list)
    validation: dict[str, Any] | None = None


@dataclass
class Run:
    """Che cosa dà l'esecuzione: valori per id di esercizio, testo per numero di cella, avvisi, nomi alla fine."""

    values: dict[str, Values] = field(default_factory=dict)
    prose: dict[int, str] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=dict)


def run(lesson: Lesson, blocks: dict[str, str] | None = None) -> Run:
    """Esegue le celle della lezione nell'ordine, in questo processo, senza rete e senza finestre.

    Parameters
    ----------
    lesson : Lesson
        La lezione letta da ``parse``.
    blocks : dict of str, optional
        Testi pronti per i segnaposti ``{{ scheda }}`` e ``{{ glossario }}``.

    Returns
    -------
    Run
        Valori, testi e avvisi.

    Raises
    ------
    CourseError
        Se una cella si ferma, se un errore voluto non arriva, se una risposta non dà un valore.
    """
    with headless() as seen:
        runner = _Runner(lesson, blocks or {}, seen)
        runner.all()
    return runner.result


class _Runner:
    def __init__(self, lesson: Lesson, blocks: dict[str, str], seen: list[warnings.WarningMessage]) -> None:
        self.lesson, self.seen = lesson, seen
        self.texts = {"it": formats.it, "pct": formats.pct, "euro": formats.euro, **blocks}
        self.exercises = {exercise.id: exercise for exercise in lesson.exercises}
        self.names: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        self.problems: list[Problem] = []
        self.result = Run()

    def all(self) -> None:
        for cell in self.lesson.cells:
            if cell.kind == "markdown":
                self.result.prose[cell.number] = self.fill(cell)
            elif cell.role == model.ANSWER:
                self.answer(self.exercises[str(cell.exercise)])
            elif cell.role in (None, model.LOAD):
                self.plain(cell)
        if self.problems:
            raise CourseError(self.problems)
        self.result.names = self.names

    def say(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.lesson.path, line, what, remedy))

    def plain(self, cell: Cell) -> None:
        error = self.execute(cell, cell.source, self.names)
        if error and not cell.may_stop:
            self.stop(cell, error)
        if cell.may_stop and not error:
            self.say(
                cell.line,
                "qui l'errore era voluto, ma la cella arriva in fondo.",
                "togli l'etichetta `raises-exception`.",
            )
        self.collect_warnings(cell)

    def stop(self, cell: Cell, error: BaseException) -> None:
        """Nothing after a stopped cell makes sense."""
        self.say(self.line_of(cell, error), f"la cella si ferma: {_last_line(error)}", "correggi il codice.")
        raise CourseError(self.problems)

    def answer(self, exercise: Exercise) -> None:
        answer = exercise.answer
        before = take(self.names) if exercise.alternatives or exercise.wrongs or exercise.validation else None
        del self.seen[:]
        error = self.execute(answer, answer.source, self.names)
        if error:
            self.stop(answer, error)
        self.collect_warnings(answer)
        after = take(self.names)  # what later cells do to their names does not reach the value
        values = Values(self.looked_at(exercise, answer, after.names))
        if before:
            self.the_others(exercise, values, before)
        self.result.values[exercise.id] = values
        after.rewind()
        del self.seen[:]

    def the_others(self, exercise: Exercise, values: Values, before: Snapshot) -> None:
        """The values of what may stand in the place of the solution, and the rows a model is tried on."""
        values.validation = self.validation(exercise, before)
        for cell in exercise.alternatives:
            values.alternatives.append(self.instead(exercise, cell, cell.source, before))
        for wrong in exercise.wrongs:
            value = self.instead(exercise, wrong.cell, wrong.code, before)
            values.wrong.append((wrong.slug, wrong.message, value))

    def validation(self, exercise: Exercise, before: Snapshot) -> dict[str, Any] | None:
        if exercise.validation is None:
            return None
        try:
            made: dict[str, Any] = eval(exercise.validation.source.strip(), before.fresh())
        except Exception as error:
            self.say(
                exercise.validation.line,
                f"la convalida si ferma: {_last_line(error)}",
                "usa nomi creati nelle celle sopra.",
            )
            return None
        return made

    def instead(self, exercise: Exercise, cell: Cell, code: str, before: Snapshot) -> Any:
        """The value when this code stands in the place of the solution, between the lines that the learner is given."""
        above, below = around(exercise.answer.source)
        return self.value(exercise, cell, [(exercise.answer, above), (cell, code), (exercise.answer, below)], before)

    def value(self, exercise: Exercise, cell: Cell, pieces: list[tuple[Cell, str]], before: Snapshot) -> Any:
        names = before.fresh()
        for place, code in pieces:
            error = self.execute(place, code, names)
            if error:
                what = f"esercizio {exercise.id}: la cella «{cell.role}» si ferma: {_last_line(error)}"
                remedy = "ogni risposta, anche quella sbagliata, deve arrivare a un valore."
                self.say(self.line_of(place, error), what, remedy)
                return None
        return self.looked_at(exercise, cell, names)

    def looked_at(self, exercise: Exercise, cell: Cell, names: dict[str, Any]) -> Any:
        """What the check looks at."""
        try:
            return eval(exercise.argument, names)
        except NameError as missing:
            what = f"esercizio {exercise.id}: la cella «{cell.role}» non crea «{missing.name}»."
            self.say(cell.line, what, f"la verifica guarda `{exercise.argument}`: assegna quel nome.")
            return None

    def execute(self, cell: Cell, code: str, names: dict[str, Any]) -> BaseException | None:
        """Run the code; the exception if it stops."""
        name = self.file_name(cell)
        linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
        try:
            exec(compile(code, name, "exec"), names)
        except (Exception, SystemExit) as error:
            return error
        finally:
            close_figures()
            linecache.cache.pop(name, None)
        return None

    def file_name(self, cell: Cell) -> str:
        return f"<{self.lesson.path.name}, cella {cell.number}>"

    def line_of(self, cell: Cell, error: BaseException) -> int:
        if isinstance(error, SyntaxError) and error.filename == self.file_name(cell):
            return cell.line + (error.lineno or 1) - 1
        frames = [
            frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == self.file_name(cell)
        ]
        return cell.line + (frames[-1].lineno or 1) - 1 if frames else cell.line

    def collect_warnings(self, cell: Cell) -> None:
        for warning in self.seen:
            own = warning.filename == self.file_name(cell)
            line = cell.line + warning.lineno - 1 if own else cell.line
            text = " ".join(f"{warning.category.__name__}: {warning.message}".split())
            remedy = "chi impara vedrebbe questo avviso: cambia il codice."
            self.result.warnings.append(Problem(self.lesson.path, line, text, remedy))
        del self.seen[:]

    def fill(self, cell: Cell) -> str:
        """The cell's text with every placeholder replaced."""

        def replace(found: re.Match[str]) -> str:
            code = found[1].strip()
            line = cell.line + cell.source[: found.start()].count("\n")
            try:
                value = eval(code, {**self.names, **self.texts})
            except Exception as error:
                self.say(
                    line, f"il segnaposto `{code}` si ferma: {_last_line(error)}", "usa nomi creati nelle celle sopra."
                )
                return ""
            if isinstance(value, str):
                return value
            if isinstance(value, int) and not isinstance(value, bool):
                return formats.it(value)
            self.say(
                line,
                f"il segnaposto `{code}` dà un valore di tipo {type(value).__name__}.",
                "scrivilo con `it(…, decimali)`, `pct(…, decimali)` o `euro(…)`.",
            )
            return ""

        return PLACEHOLDER.sub(replace, cell.source)


def _last_line(error: BaseException) -> str:
    return "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
