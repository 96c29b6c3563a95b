"""Attribution by rule and by Shapley: each gives every touch of a journey its share of that journey.  Pure.

All are weights per touch that sum to 1 inside a journey, so credits add up by construction and resample in one pass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kit.journeys.errors import JourneyError, warn
from kit.journeys.grams import number_keys
from kit.journeys.paths import Floats, Ints, Paths

EDGE_SHARE = 0.4  # of first and of last touch in the U shape, from three touches on
HALF_LIFE = "7D"
HALF_LIFE_STEPS = 2.0  # where instants are unknown: a touch two steps earlier counts half


@dataclass(frozen=True)
class Rules:
    """Ciò che alcune regole vogliono sapere: il tempo di dimezzamento e quali canali sono visite dirette."""

    half_life: str | pd.Timedelta | float | None = None
    direct: str | tuple[str, ...] = "diretto"


def first(paths: Paths, rules: Rules) -> Floats:
    """Tutto al primo tocco."""
    return _at(paths, paths.offsets[:-1])


def last(paths: Paths, rules: Rules) -> Floats:
    """Tutto all'ultimo tocco."""
    return _at(paths, paths.offsets[1:] - 1)


def last_non_direct(paths: Paths, rules: Rules) -> Floats:
    """Tutto all'ultimo tocco che non è una visita diretta; se lo sono tutti, all'ultimo."""
    names = (rules.direct,) if isinstance(rules.direct, str) else tuple(rules.direct)
    codes = [code for code, name in enumerate(paths.channels) if name in names]
    if not codes:
        warn(
            f"Nei percorsi non c'è il canale {' o '.join(f'«{name}»' for name in names)}: «ultimo non diretto» è uguale a "
            '«ultimo tocco». Se le visite dirette hanno un altro nome, scrivilo in direct="…".'
        )
    at = np.where(np.isin(paths.codes, codes), -1, np.arange(len(paths.codes)))
    best = np.maximum.reduceat(at, paths.offsets[:-1])
    return _at(paths, np.where(best >= 0, best, paths.offsets[1:] - 1))


def linear(paths: Paths, rules: Rules) -> Floats:
    """In parti uguali a ogni tocco."""
    return np.repeat(1.0 / paths.lengths, paths.lengths)


def time_decay(paths: Paths, rules: Rules) -> Floats:
    """Di più ai tocchi vicini alla conversione: ogni tempo di dimezzamento prima, la metà."""
    age = _age(paths, rules.half_life)
    weight = np.exp2(np.repeat(np.minimum.reduceat(age, paths.offsets[:-1]), paths.lengths) - age)
    return np.asarray(weight / np.repeat(np.add.reduceat(weight, paths.offsets[:-1]), paths.lengths))


def u_shape(paths: Paths, rules: Rules) -> Floats:
    """40 % al primo tocco, 40 % all'ultimo, il resto in mezzo; con due tocchi metà per uno, con uno tutto."""
    length = np.repeat(paths.lengths, paths.lengths)
    edge = (paths.place == 0) | (paths.place == length - 1)
    middle = (1 - 2 * EDGE_SHARE) / np.maximum(length - 2, 1)
    return np.where(length < 3, 1.0 / length, np.where(edge, EDGE_SHARE, middle))


def shapley(paths: Paths, rules: Rules) -> Floats:
    """Valore di Shapley del gioco in cui un insieme di canali vale le conversioni dei percorsi che stanno tutti lì dentro.

    Notes
    -----
    I dividendi di Harsanyi di questo gioco sono le conversioni dei percorsi con esattamente quei canali; ogni dividendo si
    divide in parti uguali: ogni canale diverso di un percorso ne riceve la stessa parte. Shapley, *Contributions to the
    Theory of Games II* (1953), 307–317; Zhao, Mahboobi e Bagheri, arXiv:1804.05327 (2018).
    """
    key = paths.path_of_touch * np.int64(len(paths.channels)) + paths.codes
    numbers, keys = number_keys(key, len(paths) * len(paths.channels))
    times = np.bincount(numbers, minlength=len(keys))
    share = 1.0 / times[numbers]  # the touches of one channel share what the channel gets
    different = np.rint(np.add.reduceat(share, paths.offsets[:-1]))
    return np.asarray(share / np.repeat(different, paths.lengths))


def shapley_ordered(paths: Paths, rules: Rules) -> Floats:
    """Valore di Shapley quando i giocatori sono i canali *in una certa posizione* (primo tocco, secondo tocco…).

    Notes
    -----
    Le coppie canale–posizione di un percorso sono tutte diverse: ognuna riceve la stessa parte. Sommando le posizioni
    coincide con il lineare; il dettaglio per posizione è in `credits_by_stage`. Zhao, Mahboobi e Bagheri,
    arXiv:1804.05327 (2018), par. 4, con le ripetizioni divise in modo che i meriti sommino alle conversioni.
    """
    return linear(paths, rules)


RULES: dict[str, Callable[[Paths, Rules], Floats]] = {
    "first": first,
    "last": last,
    "last_non_direct": last_non_direct,
    "linear": linear,
    "time_decay": time_decay,
    "u_shape": u_shape,
    "shapley": shapley,
    "shapley_ordered": shapley_ordered,
}


def _at(paths: Paths, places: Ints) -> Floats:
    weight = np.zeros(len(paths.codes))
    weight[places] = 1.0
    return weight


def _age(paths: Paths, half_life: str | pd.Timedelta | float | None) -> Floats:
    """How many half-lives before the end each touch was."""
    if paths.times is not None and paths.ends is not None:
        return np.asarray((np.repeat(paths.ends, paths.lengths) - paths.times) / _microseconds(half_life))
    steps = HALF_LIFE_STEPS if half_life is None else half_life
    if not isinstance(steps, int | float) or not steps > 0:
        raise JourneyError(
            f"In questi percorsi non ci sono gli istanti: il tempo di dimezzamento è un numero di passi, per esempio 2 "
            f"(hai scritto {half_life!r})."
        )
    return np.asarray((np.repeat(paths.lengths, paths.lengths) - 1 - paths.place) / steps)


def _microseconds(half_life: str | pd.Timedelta | float | None) -> float:
    try:
        if isinstance(half_life, int | float):
            raise ValueError("no unit")
        span = pd.Timedelta(HALF_LIFE if half_life is None else half_life) / pd.Timedelta(microseconds=1)
        if span > 0:
            return float(span)
    except ValueError:
        pass
    raise JourneyError(
        f'Il tempo di dimezzamento vuole un numero con la sua unità, per esempio "7D" o "12h" (hai scritto {half_life!r}).'
    )
