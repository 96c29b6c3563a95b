"""From results to points, from points to a vote out of thirty.  Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kit.formats import it
from kit.grading.people import Person
from kit.grading.scheme import COUNTS, DECIDE, FULL, SUFFICIENT, ZERO, Scheme
from kit.grading.state import Decision

TYPED_COUNTS = ("text", "choice", "boolean")  # kinds whose expected form invites to write the answer
ABSENT, WITHDRAWN, PENDING, FAILED = "assente", "ritirato", "in attesa", "insufficiente"
HONOURS = "30 e lode"


@dataclass(frozen=True)
class Points:
    """I punti di un esercizio: `value` è None finché una persona non decide; `why` dice che cosa deve decidere."""

    exercise: str
    value: float | None
    most: float
    why: str = ""
    note: str = ""


@dataclass(frozen=True)
class Total:
    """Il totale di una prova: punti certi, punti in sospeso, massimo."""

    points: tuple[Points, ...]
    practice: float
    most: float

    @property
    def value(self) -> float:
        """I punti certi."""
        return round(sum(one.value or 0.0 for one in self.points) + self.practice, 6)

    @property
    def pending(self) -> tuple[Points, ...]:
        """Gli esercizi su cui una persona deve decidere."""
        return tuple(one for one in self.points if one.value is None)

    @property
    def share(self) -> float:
        """La quota dei punti (da 0 a 1), senza quelli in sospeso."""
        return self.value / self.most if self.most else 0.0

    @property
    def highest(self) -> float:
        """La quota se ogni decisione fosse favorevole."""
        return (self.value + sum(one.most for one in self.pending)) / self.most if self.most else 0.0


def total(
    result: Mapping[str, Any], exercises: Sequence[str], scheme: Scheme, decisions: Mapping[str, Decision]
) -> Total:
    """I punti di una consegna."""
    points = tuple(of_exercise(one, result, scheme, decisions.get(one)) for one in exercises)
    done = result.get("practice", {})
    share = done["done"] / done["of"] if done.get("of") else 0.0
    most = sum(one.most for one in points) + scheme.practice
    return Total(points, scheme.practice * share, most)


def of_exercise(exercise: str, result: Mapping[str, Any], scheme: Scheme, decision: Decision | None) -> Points:
    """I punti di un esercizio."""
    most = scheme.of(exercise)
    decided = parse_points(decision.points) if decision else None
    if decision and decided is not None:
        return Points(exercise, min(max(decided, 0.0), most), most, note=decision.note)
    if "failed" in result:
        return Points(exercise, None, most, f"non si è potuto valutare: {result['failed']}")
    found = result["exercises"].get(exercise)
    if found is None or found["outcome"] == "not_done":
        return Points(exercise, 0.0, most)
    if exercise in scheme.by_person:
        return Points(exercise, None, most, "la legge una persona")
    if found["person"]:
        return Points(exercise, None, most, found["message"])
    if found["outcome"] == "right":
        return _right(exercise, found, scheme, most)
    share = scheme.partial.get(f"{exercise}:{found['mistake']}", 0.0) if found["mistake"] else 0.0
    return Points(exercise, most * share, most)


def parse_points(text: str) -> float | None:
    """«1,5» o «1.5»; None se non è un numero."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def thirtieths(share: float, scheme: Scheme) -> float:
    """La quota in trentesimi, arrotondata come dice lo schema."""
    exact = round(FULL * share, 9)
    return {
        "vicino": math.floor(exact + 0.5),
        "difetto": math.floor(exact),
        "eccesso": math.ceil(exact),
        "nessuno": exact,
    }[scheme.rounding]


def vote(share: float, scheme: Scheme) -> str:
    """Il voto di una quota: un numero, «30 e lode» o «insufficiente»."""
    if scheme.honours is not None and share >= scheme.honours - 1e-9:
        return HONOURS
    value = min(thirtieths(share, scheme), FULL)
    if value < SUFFICIENT:
        return FAILED
    return it(value, 0 if value == int(value) else 2)


def vote_of(found: Total | None, person: Person, scheme: Scheme) -> str:
    """Il voto di una persona in una prova sola."""
    if person.matricola in scheme.withdrawn:
        return WITHDRAWN
    if found is None:
        return ABSENT
    if found.pending:
        return PENDING
    return vote(found.share, scheme)


@dataclass(frozen=True)
class Final:
    """Il voto finale di una persona, e da che cosa viene."""

    vote: str
    parts: tuple[tuple[str, float], ...] = ()  # name, thirtieths
    why: str = ""


def final(person: Person, shares: Sequence[Sequence[float | str | None]], scheme: Scheme) -> Final:
    """
    Il voto finale.

    Parameters
    ----------
    shares : sequence of sequence
        Per ogni parte, per ogni cartella: la quota, None se non c'è consegna, «in attesa» se manca una decisione.
    """
    if person.matricola in scheme.withdrawn:
        return Final(WITHDRAWN)
    flat = [one for part in shares for one in part]
    if all(one is None for one in flat):
        return Final(ABSENT)
    if any(isinstance(one, str) for one in flat):
        return Final(PENDING, why="mancano decisioni in da_correggere.csv")
    parts = []
    for part, found in zip(scheme.parts, shares, strict=True):
        values = sorted((one if isinstance(one, float) else 0.0 for one in found), reverse=True)[
            : part.best or len(found)
        ]
        parts.append((part, sum(values) / len(values)))
    share = sum(part.weight * value for part, value in parts) / sum(part.weight for part, _ in parts)
    shown = tuple((part.name, round(FULL * value, 2)) for part, value in parts)
    below = [part.name for part, value in parts if FULL * value < part.floor - 1e-9]
    if below:
        return Final(FAILED, shown, f"sotto il minimo in: {', '.join(below)}")
    return Final(vote(share, scheme), shown)


def _right(exercise: str, found: Mapping[str, Any], scheme: Scheme, most: float) -> Points:
    if not found["by_hand"]:
        return Points(exercise, most, most)
    usual = COUNTS if found["kind"] in TYPED_COUNTS else DECIDE
    rule = scheme.by_hand.get(exercise, usual)
    if rule == COUNTS:
        return Points(exercise, most, most)
    return Points(exercise, 0.0, most) if rule == ZERO else Points(exercise, None, most, "valore scritto a mano?")
