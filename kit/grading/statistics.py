"""Numbers about a class: difficulty, discrimination, common mistakes, answers that belong to somebody else.  Pure."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kit.grading.votes import Total

FEW = 10  # under this many hand-ins discrimination says nothing
DISTINCT = 0.9  # right answers must differ this much in the class for a shared one to mean something


@dataclass(frozen=True)
class Item:
    """Un esercizio nella classe: quanti l'hanno tentato, quota media dei punti, discriminazione (o None)."""

    exercise: str
    tried: int
    mean: float
    discrimination: float | None
    outcomes: Mapping[str, int]


@dataclass(frozen=True)
class Shared:
    """Una risposta sbagliata che è quella giusta di un'altra unità."""

    unit: str
    exercise: str
    value: str
    other: str


def items(
    results: Mapping[str, Mapping[str, Any]], totals: Mapping[str, Total], exercises: Sequence[str]
) -> list[Item]:
    """
    Difficoltà e discriminazione di ogni esercizio.

    Notes
    -----
    La discriminazione è la correlazione fra i punti nell'esercizio e quelli in tutti gli altri: vicina a zero o negativa,
    l'esercizio non distingue chi sa da chi non sa.
    """
    found = []
    units = [unit for unit, result in results.items() if "failed" not in result]
    for exercise in exercises:
        outcomes = Counter(results[unit]["exercises"][exercise]["outcome"] for unit in units)
        own, rest = [], []
        for unit in units:
            point = next(one for one in totals[unit].points if one.exercise == exercise)
            own.append((point.value or 0.0) / point.most if point.most else 0.0)
            rest.append(totals[unit].value - (point.value or 0.0))
        tried = sum(count for outcome, count in outcomes.items() if outcome != "not_done")
        found.append(
            Item(exercise, tried, float(np.mean(own)) if own else 0.0, _correlation(own, rest), dict(outcomes))
        )
    return found


def mistakes(results: Mapping[str, Mapping[str, Any]], most: int = 12) -> list[tuple[str, str, str, int]]:
    """Gli errori più comuni: (esercizio, nome breve, messaggio, quante volte)."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for result in results.values():
        for exercise, one in result.get("exercises", {}).items():
            if one["outcome"] in ("recognised", "stopped"):
                name = one["mistake"] if one["outcome"] == "recognised" else "codice fermo"
                message = one["message"] if one["outcome"] == "recognised" else one["message"].partition(":")[0]
                seen[exercise, name or "errore", message] += 1
    ordered = sorted(seen.items(), key=lambda item: (-item[1], item[0]))
    return [(*key, count) for key, count in ordered[:most]]


def by_hand(results: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
    """(unità, esercizio) dei valori giusti che sui dati nuovi non escono."""
    return [
        (unit, exercise)
        for unit, result in sorted(results.items())
        for exercise, one in result.get("exercises", {}).items()
        if one["by_hand"]
    ]


def shared(results: Mapping[str, Mapping[str, Any]]) -> list[Shared]:
    """
    Le risposte sbagliate che sono quelle giuste di un'altra unità, e di una sola.

    Notes
    -----
    Solo per i numeri, e solo dove le risposte giuste della classe sono quasi tutte diverse: altrove una coincidenza non
    vuol dire niente. Ogni risultato porta il valore giusto della sua unità in `right` (numero e tolleranza).
    """
    found = []
    owners: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
    for unit, result in results.items():
        for exercise, right in result.get("right", {}).items():
            owners[exercise].append((right[0], right[1], unit))
    for exercise, known in owners.items():
        known.sort()
        values = [value for value, _, _ in known]
        if len({round(value, 9) for value in values}) < DISTINCT * len(values):
            continue
        widest = max(tolerance for _, tolerance, _ in known)
        for unit, result in results.items():
            one = result.get("exercises", {}).get(exercise, {})
            value = _number(one) if one.get("outcome") not in ("right", "not_done") else None
            if value is None:
                continue
            near = known[bisect_left(values, value - widest) : bisect_right(values, value + widest)]
            others = [other for right, tolerance, other in near if other != unit and abs(right - value) <= tolerance]
            if len(others) == 1:
                found.append(Shared(unit, exercise, one["value"], others[0]))
    return sorted(found, key=lambda one: (one.unit, one.exercise))


def first_to_help(
    results: Mapping[str, Mapping[str, Any]], totals: Mapping[str, Total], most: int = 10
) -> list[tuple[str, str]]:
    """Chi aiutare per primo, e perché: chi ha lavorato e non è arrivato, prima di chi non ha provato."""
    ranked = []
    for unit, found in totals.items():
        exercises = results[unit].get("exercises", {})
        tried = sum(one["outcome"] != "not_done" for one in exercises.values())
        stopped = sum(one["outcome"] == "stopped" for one in exercises.values())
        if "failed" in results[unit]:
            ranked.append((0, 0.0, unit, "la consegna non si è potuta valutare"))
        elif tried and found.highest < 0.6:
            why = f"ha provato {tried} esercizi su {len(exercises)}" + (
                f", {stopped} con il codice fermo" if stopped else ""
            )
            ranked.append((1, found.share, unit, why))
        elif not tried:
            ranked.append((2, 0.0, unit, "ha consegnato senza risposte"))
    return [(unit, why) for _, _, unit, why in sorted(ranked)[:most]]


def histogram(shares: Sequence[float], bins: int = 10) -> list[int]:
    """Quante consegne in ogni decimo di punteggio."""
    counts = [0] * bins
    for share in shares:
        counts[min(int(share * bins + 1e-9), bins - 1)] += 1
    return counts


def _correlation(own: Sequence[float], rest: Sequence[float]) -> float | None:
    if len(own) < FEW or np.std(own) == 0 or np.std(rest) == 0:
        return None
    return float(np.corrcoef(own, rest)[0, 1])


def _number(one: Mapping[str, Any]) -> float | None:
    carried = one.get("carried") or {}
    value = carried.get("v")
    scalar = carried.get("t") == "scalar" and carried.get("k") == "number"
    return float(value) if scalar and isinstance(value, int | float) else None
