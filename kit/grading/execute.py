"""Run the cells of a submission in a cage and bring its answers out as data.  One bad cell costs its own points only.

Nothing that comes out is executed; every wait has a limit.  After a death the cells run again without the guilty one.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kit.exercises.canonical import Canonical
from kit.exercises.carry import NotCarried, decode
from kit.grading.notebook import Cell
from kit.grading.sandbox.frames import Gone, TooLate
from kit.grading.sandbox.terms import Limits
from kit.grading.work import Question

if TYPE_CHECKING:
    from kit.grading.sandbox.cage import Run, Warm

MOST_RUNS = 8
FLAGS = ("callable", "predicts", "fitted", "probabilities", "decision")
LONGEST_NAME, MOST_FEATURES = 80, 100
SLOW, DEAD = "slow", "dead"
WHY = {
    SLOW: "La cella non finisce entro il tempo concesso: c'è un ciclo che non si ferma, o un conto troppo lungo?",
    DEAD: "La cella ha chiuso Python: memoria finita, un'uscita forzata o un errore interno.",
}


@dataclass(frozen=True)
class Reply:
    """Il risultato di una chiamata: un valore, oppure perché non c'è."""

    form: Canonical | None = None
    error: str = ""
    late: bool = False


@dataclass
class Answer:
    """Una risposta portata fuori: la sua forma, o perché non c'è."""

    form: Canonical | None = None
    about: dict[str, Any] = field(default_factory=dict)  # of a function or a model
    replies: list[Reply] = field(default_factory=list)
    unfinished: bool = False
    error: str = ""
    own: bool = False  # taken in the exercise's own cell
    garbled: bool = False


@dataclass
class Outcome:
    """Un'esecuzione: le risposte, gli errori per cella, quante ripartenze, i secondi di CPU delle celle."""

    answers: dict[str, Answer] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    runs: int = 0
    cpu: float = 0.0
    gave_up: bool = False


class Execution:
    """Le celle di una consegna, eseguite finché non restano celle che uccidono il processo."""

    def __init__(
        self, warm: Warm, cells: Sequence[Cell], asked: Sequence[Question], files: Mapping[str, bytes], limits: Limits
    ) -> None:
        self.warm, self.cells, self.files, self.limits = warm, cells, files, limits
        self.asked = {question.id: question for question in asked}
        self.guilty: dict[int, str] = {}  # cells not to be run again, and why
        self.mute: dict[str, str] = {}  # exercises whose own calls kill or stall the process
        self.left: set[int] = set()  # cells of this run that left a thread or a timer behind
        self.doubtful: list[tuple[dict[Any, str], Any]] = []  # blamed while something left behind was alive

    def go(self) -> Outcome:
        """Esegue, e riparte senza la cella colpevole quante volte serve (al massimo `MOST_RUNS`)."""
        deadline = time.monotonic() + MOST_RUNS * self.limits.wall
        outcome = Outcome()
        for number in range(1, MOST_RUNS + 1):
            outcome = Outcome(runs=number, cpu=outcome.cpu)
            if self.once(outcome):
                break
            if time.monotonic() > deadline:
                outcome.gave_up = True
                break
        else:
            outcome.gave_up = True
        outcome.errors |= {cell: WHY[why] for cell, why in self.guilty.items()}
        for exercise, why in self.mute.items():
            outcome.answers.setdefault(exercise, Answer(error=WHY[why]))
        return outcome

    def once(self, outcome: Outcome) -> bool:
        """Un giro; falso se il processo è morto e bisogna ripartire."""
        kinds = {one.id: one.kind for one in self.asked.values()}
        self.left.clear()
        seconds: dict[int, float] = {}
        with self.warm.run(self.files, kinds, self.limits) as run:
            alive = run.threads()
            for cell in self.cells:
                if cell.number in self.guilty:
                    continue
                start = time.monotonic()
                try:
                    reply = run.ask("cell", code=cell.code)
                except (Gone, TooLate) as error:
                    self.blame(self.guilty, cell.number, error)
                    return False
                self.note_error(outcome, cell, reply)
                before, alive = alive, run.threads() + _count(reply.get("timers"))
                if alive > before:
                    self.left.add(cell.number)
                if not self.collect(run, outcome, reply.get("taken"), cell.exercise):
                    return False
                seconds[cell.number] = time.monotonic() - start
                if run.overdue():
                    self.hurry(seconds)
                    return False
            if not self.by_name(run, outcome):
                return False
            outcome.cpu += _spent(run)
        return True

    def blame(self, whom: dict[Any, str], key: Any, error: Exception) -> None:
        """Chi non si esegue più: la cella (o l'esercizio) che ha ucciso il processo.

        Alla seconda morte, se una cella di prima aveva lasciato qualcosa in funzione, è stata quella, e le altre tornano.
        """
        why = SLOW if isinstance(error, TooLate) else DEAD
        left = self.left - {key}
        if left and self.doubtful:
            for those, one in self.doubtful:
                those.pop(one, None)
            self.doubtful.clear()
            self.guilty |= dict.fromkeys(left, why)
            return
        whom[key] = why
        if left:
            self.doubtful.append((whom, key))

    def hurry(self, seconds: Mapping[int, float]) -> None:
        """Il tempo di tutte le celle insieme è finito: senza le più lente, e senza quelle non ancora viste che nessun esercizio ha."""
        rest = sum(seconds.values())
        for number in sorted(seconds, key=lambda one: -seconds[one]):
            if rest <= self.limits.whole / 3:
                break
            rest -= seconds[number]
            self.guilty[number] = SLOW
        last = max(seconds)
        unseen = (cell for cell in self.cells if cell.number > last and cell.exercise not in self.asked)
        self.guilty |= {cell.number: SLOW for cell in unseen if not set(cell.checks) & set(self.asked)}

    def note_error(self, outcome: Outcome, cell: Cell, reply: dict[str, Any]) -> None:
        """Ricorda l'errore di una cella, in parole."""
        error = reply.get("error")
        if isinstance(error, dict):
            outcome.errors[cell.number] = error_text(error)

    def collect(self, run: Run, outcome: Outcome, taken: object, here: str) -> bool:
        """Le risposte prese da `check` in una cella; falso se il processo è morto rispondendo."""
        for exercise, carried in (taken if isinstance(taken, dict) else {}).items():
            question = self.asked.get(exercise)
            if question is None or exercise in self.mute:
                continue
            before = outcome.answers.get(exercise)
            own = here == exercise
            if before is not None and before.own and not own:
                continue
            answer = read(question, carried)
            answer.own = own
            if before is not None and answer.unfinished and not before.unfinished:
                continue
            outcome.answers[exercise] = answer
            if not self.interview(run, question, answer):
                return False
        return True

    def by_name(self, run: Run, outcome: Outcome) -> bool:
        """Gli esercizi che nessun `check` ha mostrato: si guardano i nomi che la loro verifica userebbe."""
        for question in self.asked.values():
            answer = outcome.answers.get(question.id)
            if question.id in self.mute or (answer is not None and (answer.own or not answer.unfinished)):
                continue
            try:
                reply = run.ask("take", exercise=question.id, expression=question.expression)
            except (Gone, TooLate) as error:
                self.blame(self.mute, question.id, error)
                return False
            if not self.collect(run, outcome, reply.get("taken"), ""):
                return False
        return True

    def interview(self, run: Run, question: Question, answer: Answer) -> bool:
        """Chiama una funzione sulle prove, o un modello sulle righe, subito dopo la sua cella."""
        try:
            if question.kind == "function" and answer.about.get("callable") and not answer.unfinished:
                for arguments in question.calls:
                    reply = run.ask("call", exercise=question.id, arguments=arguments)
                    answer.replies.append(_reply(reply))
            if question.kind == "model" and answer.about.get("fitted"):
                self.ask_model(run, question, answer)
        except (Gone, TooLate) as error:
            self.blame(self.mute, question.id, error)
            return False
        return True

    def ask_model(self, run: Run, question: Question, answer: Answer) -> None:
        """Le previsioni di un modello sulle righe, con le colonne che dice di usare."""
        rows = question.rows or {}
        features = answer.about.get("features")
        columns = features or list(question.columns)
        if not set(columns) <= set(rows):
            return
        has = {"predict_proba": "probabilities", "decision_function": "decision", "predict": "predicts"}
        method = next((name for name in question.methods if answer.about.get(has[name])), None)
        if method is not None:
            encoded = [{"$frame": {name: rows[name] for name in columns}}]
            answer.replies.append(_reply(run.ask("predict", exercise=question.id, rows=encoded, method=method)))


def read(question: Question, carried: object) -> Answer:
    """Una risposta arrivata da fuori, controllata."""
    if question.kind in ("function", "model"):
        if not isinstance(carried, dict) or carried.get("t") != question.kind:
            return Answer(garbled=True)
        return Answer(about=_about(carried), unfinished=carried.get("unfinished") is True)
    try:
        form = decode(carried)
    except NotCarried:
        return Answer(garbled=True)
    unfinished = isinstance(carried, dict) and carried.get("t") == "other" and carried.get("unfinished") is True
    return Answer(form, unfinished=unfinished)


def _about(carried: dict[str, Any]) -> dict[str, Any]:
    """What a function or a model says of itself, and no more than that."""
    name, features = carried.get("name"), carried.get("features")
    told: dict[str, Any] = {flag: carried.get(flag) is True for flag in FLAGS}
    told["name"] = name[:LONGEST_NAME] if isinstance(name, str) else ""
    words = (
        [one[:LONGEST_NAME] for one in features[:MOST_FEATURES] if isinstance(one, str)]
        if isinstance(features, list)
        else []
    )
    return told | {"features": words}


def error_text(error: dict[str, Any]) -> str:
    """Un errore di Python in una frase; il testo viene da fuori ed è tagliato."""

    def word(name: str, longest: int) -> str:
        value = error.get(name)
        return value[:longest] if isinstance(value, str) else ""

    line = error.get("line")
    where = f" (riga {line} della cella)" if isinstance(line, int) and 0 < line < 100_000 else ""
    said = f"{word('kind', 80)}: {word('said', 300)}"
    italian = word("italian", 400)
    return f"{said}{where}" + (f". In italiano: {italian}" if italian else "")


def _count(value: object) -> int:
    return value if type(value) is int else 0


def _reply(reply: dict[str, Any]) -> Reply:
    if reply.get("ok") is not True:
        error = reply.get("error")
        return Reply(error=error_text(error) if isinstance(error, dict) else "errore")
    try:
        return Reply(decode(reply.get("value")))
    except NotCarried:
        return Reply(error="il risultato non si legge")


def _spent(run: Run) -> float:
    try:
        spent = run.ask("spent").get("cpu")
    except (Gone, TooLate):
        return 0.0
    return float(spent) if isinstance(spent, int | float) and 0 <= spent < 1e6 else 0.0
