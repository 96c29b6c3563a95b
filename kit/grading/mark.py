"""Mark one submission: reference, run, compare outside, run again on data nobody has seen.

Touches the disk only through the cage.  The result is plain JSON: the same submission always gives the same one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kit.exercises import carry
from kit.exercises.canonical import Canonical, Scalar, canonical, collapse
from kit.exercises.match import Verdict
from kit.grading import slicing
from kit.grading.execute import Answer, Execution, Outcome
from kit.grading.judge import HIDDEN, judge
from kit.grading.notebook import Cell, Notebook
from kit.grading.reference import Reference, Supply
from kit.grading.sandbox.terms import Limits
from kit.grading.shown import shown
from kit.grading.sources import Source
from kit.grading.work import Question, hidden_entry, questions

if TYPE_CHECKING:
    from kit.grading.sandbox.cage import Warm

RUN, VALUES = "esecuzione", "valori"
BY_HAND = "Il valore è giusto sui tuoi dati, ma sugli stessi conti con altri dati non esce il risultato: valore scritto a mano?"
NOT_CHECKED = "La cella `check` di questo esercizio non è stata eseguita prima di salvare: decide chi insegna."
NEEDS_RUNNING = "Questa risposta va eseguita, e qui non si esegue niente: decide chi insegna."
STALE = (
    "Nel quaderno salvato c'era il valore giusto, ma rieseguendo le celle dall'alto in basso ne esce un altro: le avevi "
    "eseguite in un altro ordine?"
)


@dataclass(frozen=True)
class Job:
    """Una consegna da valutare: la lezione, da dove vengono i dati giusti, i limiti."""

    source: Source
    supply: Supply
    limits: Limits = field(default_factory=Limits)

    @cached_property
    def first(self) -> Reference:
        """Il riferimento sui dati consegnati."""
        return self.supply.first(mistakes=False)

    @cached_property
    def explained(self) -> Mapping[str, Any]:
        """Le voci con gli errori tipici, per dire che cosa è successo."""
        return self.supply.first(mistakes=True).entries

    @cached_property
    def fresh(self) -> Reference:
        """Il riferimento sui dati che nessuno ha visto."""
        return self.supply.fresh()

    @property
    def allowed(self) -> Limits:
        """I limiti per questa prova."""
        return replace(self.limits, cpu=max(self.limits.cpu, self.limits.times * self.first.cpu))


def mark_by_running(job: Job, notebook: Notebook, warm: Warm) -> dict[str, Any]:
    """
    Il risultato di una consegna eseguita in isolamento.

    Raises
    ------
    Broken
        Se la gabbia non funziona più: si riprova con una nuova.
    GradingError
        Se i dati non sono più quelli consegnati.
    """
    asked = questions(job.source, job.first)
    part = slicing.graded_slice(notebook.cells, [question.id for question in asked])
    attempts = [_Attempt(job, notebook, part, asked, warm)]
    attempts[0].check_fresh([question.id for question in asked if attempts[0].right(question.id)])
    if len(part) < len(notebook.cells) and attempts[0].worth_more:
        attempts.append(_Attempt(job, notebook, notebook.cells, asked, warm, attempts[0].guilty))
    found = {question.id: _best(attempts, question.id) for question in asked}
    for attempt in attempts[1:]:
        attempt.check_fresh([one for one, best in found.items() if best is attempt and attempt.right(one)])
    return {
        "mode": RUN,
        "exercises": _with_kinds(job, {one: best.result(one) for one, best in found.items()}),
        "right": right_numbers(job),
        "practice": practice(job.source, notebook),
        "runs": sum(attempt.outcome.runs for attempt in attempts),
        "gave_up": any(attempt.outcome.gave_up for attempt in attempts),
        "cpu": sum(attempt.cpu for attempt in attempts),
    }


def mark_by_values(job: Job, notebook: Notebook) -> dict[str, Any]:
    """Il risultato di una consegna di cui non si esegue niente: i valori che `check` ha lasciato negli output."""
    exercises: dict[str, dict[str, Any]] = {}
    for question in questions(job.source, job.first):
        carried = notebook.carried(question.id)
        if question.kind in ("function", "model"):
            verdict, form = Verdict("review", NEEDS_RUNNING), None
            exercises[question.id] = _result(verdict, form, person=notebook.answered(question.id))
            continue
        if carried is None:
            answered = notebook.answered(question.id)
            verdict = Verdict("review", NOT_CHECKED) if answered else Verdict("not_done", "Non c'è una risposta.")
            exercises[question.id] = _result(verdict, None, person=answered)
            continue
        try:
            form = carry.decode(carried)
            answer = Answer(form, unfinished=isinstance(carried, dict) and carried.get("unfinished") is True)
        except carry.NotCarried:
            form, answer = None, Answer(garbled=True)
        exercises[question.id] = _result(judge(job.explained[question.id], answer), form)
    return {
        "mode": VALUES,
        "exercises": _with_kinds(job, exercises),
        "right": right_numbers(job),
        "practice": practice(job.source, notebook),
        "runs": 0,
        "gave_up": False,
        "cpu": 0.0,
    }


def _with_kinds(job: Job, exercises: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return {one: {**found, "kind": job.first.entries[one]["kind"]} for one, found in exercises.items()}


def right_numbers(job: Job) -> dict[str, tuple[float, float]]:
    """I numeri giusti di questa unità, con la tolleranza: servono a riconoscerli in una consegna altrui."""
    sealed = {one: entry["right"][0] for one, entry in job.first.entries.items()}
    return {
        one: (canonical_number(job.first.right(one)), right["step"] / 2)
        for one, right in sealed.items()
        if right["type"] == "number"
    }


def canonical_number(value: Any) -> float:
    """Un numero giusto, comunque sia scritto (anche una Series di un elemento)."""
    form = collapse(canonical(value))[0]
    return float(form.value) if isinstance(form, Scalar) and form.kind == "number" else math.nan


def practice(source: Source, notebook: Notebook) -> dict[str, int]:
    """Gli esercizi non valutati del percorso base: quanti hanno una risposta, e quanti sono."""
    wanted = [one.id for one in source.lesson.exercises if not one.graded and one.layer == "base"]
    return {"done": sum(notebook.answered(one) for one in wanted), "of": len(wanted)}


class _Attempt:
    """One way of running a submission: some of its cells, on the data handed out and then on unseen ones."""

    def __init__(
        self,
        job: Job,
        notebook: Notebook,
        cells: Sequence[Cell],
        asked: Sequence[Question],
        warm: Warm,
        guilty: Mapping[int, str] | None = None,
    ) -> None:
        self.job, self.notebook, self.cells, self.asked, self.warm = job, notebook, cells, asked, warm
        self.guilty = dict(guilty or {})  # a cell that has killed or stalled one run is not given another
        self.outcome = self.run(job.first)
        self.cpu = self.outcome.cpu
        self.verdicts = {one.id: self.verdict(one, self.outcome, job.first) for one in asked}
        self.by_hand: set[str] = set()
        self.unseen: set[str] = set()  # functions right only on the probes that everybody sees

    @property
    def worth_more(self) -> bool:
        """True when an answer is neither right nor a known mistake, and the whole notebook may say otherwise.

        A whole lesson costs ten times its graded part, and a value that is exactly that of a typical mistake was made
        by the cells that the slice holds.
        """
        return any(self._may_change(question) for question in self.asked)

    def _may_change(self, question: Question) -> bool:
        outcome = self.verdicts[question.id].outcome
        if self.right(question.id) or any(cell.number in self.guilty for cell in self.notebook.of(question.id)):
            return False
        if outcome == "not_done":
            return self.notebook.answered(question.id)
        return self.verdict(question, self.outcome, self.job.first, self.job.explained).outcome != "recognised"

    def right(self, exercise: str) -> bool:
        """True when the answer is right on the data handed out."""
        return self.verdicts[exercise].outcome == "right" and exercise not in self.unseen

    def run(self, made: Reference, *, hidden: bool = False) -> Outcome:
        """Run the cells on these data; `hidden`: functions are called on the hidden probes too."""
        files = {f"prova/{name}": content for name, content in made.files(self.job.source.number).items()}
        # The rows a model is asked about are those of these data.
        asked = questions(self.job.source, made, hidden=hidden)
        execution = Execution(self.warm, self.cells, asked, files, self.job.allowed)
        execution.guilty |= self.guilty
        outcome = execution.go()
        self.guilty |= execution.guilty
        return outcome

    def check_fresh(self, exercises: Sequence[str]) -> None:
        """Run again on unseen data; what is right there no more was not computed.

        Functions meet the hidden probes only here: nothing that comes out of this run is shown, so no learner's code can
        tell anybody what it was asked.
        """
        if not exercises:
            return
        outcome = self.run(self.job.fresh, hidden=True)
        self.cpu += outcome.cpu
        for question in self.asked:
            if question.id not in exercises:
                continue
            answer, function = self.answer(question.id, outcome), question.kind == "function"
            if function and answer.error:
                self.unseen.add(question.id)
            elif self.verdict(question, outcome, self.job.fresh).outcome != "right":
                self.by_hand.add(question.id)
            elif function and not self.right_where_unseen(question, answer):
                self.unseen.add(question.id)

    def right_where_unseen(self, question: Question, answer: Answer) -> bool:
        """True when a function is right on the hidden probes too (or there are none)."""
        entry = hidden_entry(self.job.source.exercise(question.id), self.job.source, self.job.fresh)
        seen = replace(answer, replies=answer.replies[question.visible :])
        return entry is None or judge(entry, seen).outcome == "right"

    def answer(self, exercise: str, outcome: Outcome) -> Answer:
        """What came out, or why nothing did."""
        found = outcome.answers.get(exercise, Answer())
        if found.form is None and not (found.error or found.about or found.garbled):
            question = next(one for one in self.asked if one.id == exercise)
            return Answer(error=self.error_of(question, outcome))
        return found

    def verdict(
        self, question: Question, outcome: Outcome, made: Reference, entries: Mapping[str, Any] | None = None
    ) -> Verdict:
        """Compare one answer with a reference (`entries`: the same with the typical mistakes)."""
        answer = self.answer(question.id, outcome)
        if question.kind == "function":
            answer = replace(answer, replies=answer.replies[: question.visible])
        return judge((entries or made.entries)[question.id], answer)

    def error_of(self, question: Question, outcome: Outcome) -> str:
        """The error of the exercise's own cells, or of the first cell that would have made its names."""
        for cell in self.notebook.of(question.id):
            if cell.number in outcome.errors:
                return outcome.errors[cell.number]
        for cell in self.cells:
            if cell.number in outcome.errors and any(name in cell.code for name in question.names):
                return outcome.errors[cell.number]
        return ""

    def result(self, exercise: str) -> dict[str, Any]:
        """What is kept of one exercise."""
        question = next(one for one in self.asked if one.id == exercise)
        answer = self.answer(exercise, self.outcome)
        if self.right(exercise):
            verdict = self.verdicts[exercise]
            if exercise in self.by_hand:
                return _result(Verdict("right", BY_HAND, note=verdict.note), answer.form, by_hand=True)
            return _result(verdict, answer.form)
        if exercise in self.unseen:
            return _result(Verdict("review", HIDDEN), None)
        verdict = self.verdicts[exercise]
        if verdict.outcome == "not_done":
            return _result(verdict, answer.form)
        verdict = self.verdict(question, self.outcome, self.job.first, self.job.explained)
        stale = self.saved_was_right(exercise)
        return _result(verdict, answer.form, note=STALE if stale else verdict.note)

    def saved_was_right(self, exercise: str) -> bool:
        """True when the value kept in the notebook's output was right, though the one computed is not."""
        try:
            kept = carry.decode(self.notebook.carried(exercise))
        except carry.NotCarried:
            return False
        return judge(self.job.first.entries[exercise], Answer(kept)).outcome == "right"


def _best(attempts: Sequence[_Attempt], exercise: str) -> _Attempt:
    """The attempt on which the answer is right; else the whole notebook, as it was handed in."""
    return next((attempt for attempt in attempts if attempt.right(exercise)), attempts[-1])


def _result(
    verdict: Verdict, form: Canonical | None, *, by_hand: bool = False, person: bool = False, note: str = ""
) -> dict[str, Any]:
    return {
        "outcome": verdict.outcome,
        "message": verdict.message,
        "mistake": verdict.mistake,
        "note": note or verdict.note,
        "value": shown(form),
        "carried": None if form is None else carry.encode(form),
        "by_hand": by_hand,
        "person": person,
    }
