"""Read one person's marked hand-in again from the state of a marking that is over.  Writes nothing."""

from dataclasses import dataclass

from kit.grading.batch import STATE, Grading
from kit.grading.errors import GradingError
from kit.grading.people import Person
from kit.grading.state import Decision, Marked, State


@dataclass(frozen=True)
class Reread:
    """Una consegna già valutata: di chi è, che cosa ne è uscito, come si è valutato, che cosa si è deciso, i byte."""

    person: Person
    marked: Marked
    about: dict[str, str]
    decisions: dict[str, Decision]
    content: bytes


def reread(asked: Grading, matricola: str) -> Reread:
    """
    La consegna valutata di una persona.

    Raises
    ------
    GradingError
        Se la persona non è nell'elenco, o non ha una consegna valutata.
    """
    person = asked.people.get(matricola)
    state = State(asked.out / STATE)
    try:
        about = state.about()
        marked = state.marked(about.get("judge", "")).get(person.unit)
        if marked is None:
            raise GradingError(f"{person.name} ({person.matricola}) non ha una consegna valutata in {asked.out}.")
        decisions = {exercise: one for (unit, exercise), one in state.decisions().items() if unit == person.unit}
        return Reread(person, marked, about, decisions, state.content(person.unit))
    finally:
        state.close()
