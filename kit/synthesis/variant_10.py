"""The variant of lesson 10: journeys already counted, an experiment that switched channels off, and what each channel cost.

Pure.  Each channel has a hidden role; which name has which role belongs to the data, not to the questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kit.synthesis.making import Maker, Variant

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

CHANNELS = ("newsletter", "passaparola", "recensioni", "retargeting", "ricerca_marca", "social_foto", "social_video")
PATHS, LONGEST = 34, 5
PEOPLE = (40_000, 60_000)  # in the experiment: enough for chance not to hide the planted order
HELD_OUT = 0.12  # of the people, per channel; the rest has everything on
BASE_RATE = (0.070, 0.090)  # of those with everything on
EURO = (2_000, 8_000)
NOBODY = "nessuno"
CLEAR_CREDIT, CLEAR_EFFECT = 1.0, 0.006


class Role(NamedTuple):
    """Peso all'inizio, nel mezzo e alla fine di un percorso; effetto nell'esperimento (da, a)."""

    first: float
    middle: float
    last: float
    effect: tuple[float, float]


ROLES = {
    "raccoglie": Role(0.4, 0.8, 5.0, (-0.001, 0.001)),  # where the last touch is: it collects what others brought
    "apre": Role(5.0, 0.8, 0.4, (0.009, 0.013)),  # the first touch
    "convince": Role(0.8, 4.0, 1.2, (0.030, 0.036)),  # in the middle, and the one that works
    "accompagna": Role(1.0, 1.5, 1.0, (0.004, 0.006)),
}


def choose(rng: np.random.Generator) -> dict[str, Any]:
    """Sorteggia i canali, e quello su cui vertono le domande."""
    channels = sorted(rng.permutation(CHANNELS)[: len(ROLES)].tolist())
    return {"canali": channels, "canale": str(rng.choice(channels))}


def ask(params: Mapping[str, Any]) -> dict[str, str]:
    """Le domande, in parole."""
    one = params["canale"]
    return {
        "ultimo": f"Quante conversioni dà a {one} il modello dell'ultimo tocco?",
        "effetto": f"Nell'esperimento, di quanto è più alto il tasso di conversione di chi ha tutti i canali accesi rispetto a chi "
        f"non ha {one}? Se è più basso, il numero è negativo.",
        "canale": "Secondo l'esperimento, quale canale fa di più?",
        "costo": "Secondo l'esperimento, quanti euro costa ogni conversione in più portata dal canale che fa di più? Conta "
        "l'effetto su tutte le persone dell'esperimento.",
    }


def make(rng: np.random.Generator, params: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Inventa percorsi, esperimento e spesa."""
    roles = dict(zip(rng.permutation(params["canali"]).tolist(), ROLES.values(), strict=True))
    return {
        "percorsi": _paths(rng, roles),
        "esperimento": _experiment(rng, roles),
        "spesa": _spend(rng, params["canali"]),
    }


def _paths(rng: np.random.Generator, roles: Mapping[str, Role]) -> pd.DataFrame:
    import pandas as pd

    names = list(roles)
    weights = [np.array([getattr(roles[name], place) for name in names]) for place in ("first", "middle", "last")]
    found: dict[str, tuple[int, int]] = {}
    while len(found) < PATHS:
        length = int(rng.integers(1, LONGEST + 1))
        path: list[str] = []
        for step in range(length):
            weight = weights[2 if step == length - 1 else 0 if step == 0 else 1]
            chosen = _pick(rng, names, weight)
            if not path or path[-1] != chosen:
                path.append(chosen)
        common = rng.gamma(1.2, 12.0)
        won = int(rng.poisson(common * 0.16 + 0.4))
        found[" > ".join(path)] = (won, max(1, int(common)))
    return pd.DataFrame(
        {
            "percorso": pd.Series(list(found), dtype="str"),
            "conversioni": [won for won, _ in found.values()],
            "nulli": [lost for _, lost in found.values()],
        }
    )


def _pick(rng: np.random.Generator, names: list[str], weight: NDArray[np.float64]) -> str:
    return names[int(np.searchsorted(np.cumsum(weight) / weight.sum(), rng.random()))]


def _experiment(rng: np.random.Generator, roles: Mapping[str, Role]) -> pd.DataFrame:
    import pandas as pd

    people, rate = int(rng.integers(*PEOPLE)), rng.uniform(*BASE_RATE)
    held = round(people * HELD_OUT)
    everything = people - held * len(roles)
    rows = [(NOBODY, everything, int(rng.binomial(everything, rate)))]
    rows += [(name, held, int(rng.binomial(held, rate - rng.uniform(*roles[name].effect)))) for name in sorted(roles)]
    table = pd.DataFrame(rows, columns=["spento", "persone", "conversioni"])
    return table.astype({"spento": "str"})


def _spend(rng: np.random.Generator, channels: list[str]) -> pd.DataFrame:
    import pandas as pd

    euro = np.round(rng.uniform(*EURO, len(channels)), -1)
    return pd.DataFrame({"canale": pd.Series(channels, dtype="str"), "spesa": euro})


def _credits(variant: Variant) -> dict[str, dict[str, float]]:
    """First and last credits by channel, and the conversions of journeys that hold it, written out."""
    channels = variant.params["canali"]
    found = {model: dict.fromkeys(channels, 0.0) for model in ("primo", "ultimo", "con")}
    table = variant.tables["percorsi"]
    for path, won in zip(table["percorso"], table["conversioni"], strict=True):
        touches = path.split(" > ")
        found["primo"][touches[0]] += won
        found["ultimo"][touches[-1]] += won
        for name in set(touches):
            found["con"][name] += won
    return found


def _effects(variant: Variant) -> dict[str, float]:
    table = variant.tables["esperimento"].set_index("spento")
    rate = table["conversioni"] / table["persone"]
    return {name: float(rate[NOBODY] - rate[name]) for name in variant.params["canali"]}


def _top(values: Mapping[str, float], gap: float) -> str | None:
    first, second = sorted(values, key=lambda name: -values[name])[:2]
    return first if values[first] - values[second] >= gap else None


def _models_disagree(variant: Variant) -> bool:
    credits, effects = _credits(variant), _effects(variant)
    winners = [_top(credits["primo"], CLEAR_CREDIT), _top(credits["ultimo"], CLEAR_CREDIT), _top(effects, CLEAR_EFFECT)]
    return None not in winners and len(set(winners)) == 3


def _credits_differ(variant: Variant) -> bool:
    credits, asked = _credits(variant), variant.params["canale"]
    values = [credits[model][asked] for model in ("primo", "ultimo", "con")]
    return min(abs(a - b) for i, a in enumerate(values) for b in values[:i]) >= 0.5


def _effects_are_clear(variant: Variant) -> bool:
    effects = _effects(variant)
    best = max(effects.values())
    return best > 0.025 and min(effects.values()) < 0.002 and all(abs(value) > 1e-4 for value in effects.values())


MAKER = Maker(
    choose,
    ask,
    make,
    {
        "primo tocco, ultimo tocco ed esperimento indicano tre canali diversi": _models_disagree,
        "i modelli danno al canale chiesto meriti diversi": _credits_differ,
        "nell'esperimento un canale fa molto e uno quasi niente": _effects_are_clear,
    },
)
