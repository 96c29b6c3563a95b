"""The variant of lesson 05: a quarter of actions, their re-shares, and a trial of spend in two channels.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.synthesis.content_parts import typed
from kit.synthesis.making import Maker, Variant

if TYPE_CHECKING:
    import pandas as pd

MONTHS = ("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "settembre", "ottobre")
DIMENSIONS = ("content", "advertising", "messaging", "influence")
MANY = {"content": 60, "advertising": 44, "messaging": 30, "influence": 30}
# Numerator, denominator, multiplier, words.
RATES = (
    ("interazioni", "raggiunte", 100, "interazioni ogni 100 persone raggiunte"),
    ("clic", "raggiunte", 100, "clic ogni 100 persone raggiunte"),
    ("conversioni", "clic", 100, "conversioni ogni 100 clic"),
    ("conversioni", "raggiunte", 1000, "conversioni ogni 1000 persone raggiunte"),
    ("costo", "raggiunte", 1000, "euro di costo ogni 1000 persone raggiunte"),
)
# Roles, given to the dimensions by lot: people, interactions, clicks and conversions per person or click, euro of cost.
ROLES = {
    "tanti": (4600.0, 0.020, 0.014, 0.050, 260.0),  # most conversions, by sheer number
    "convinti": (170.0, 0.050, 0.050, 0.120, 55.0),  # best conversion per click
    "economici": (800.0, 0.045, 0.024, 0.055, 18.0),  # cheapest conversion
    "chiacchierati": (1100.0, 0.120, 0.012, 0.020, 70.0),  # most interactions
}
SPREAD, REACH_SPREAD = 0.28, 0.6
CASCADES, FIRST_SHARES, RESHARES = 14, 5.0, (0.35, 0.75)
LARGEST = 150
CHANNELS = ("social_foto", "social_video", "newsletter", "ricerca")
LEVELS, WEEKS_PER_LEVEL = 4, 10
CLEAR = 0.03
CLEAR_STEP = 1.5  # conversions a week


def choose(rng: np.random.Generator) -> dict[str, Any]:
    """Sorteggia mese, dimensione, tasso, canali e livelli di spesa su cui verte la prova."""
    start = int(rng.integers(len(MONTHS) - 2))
    months = list(MONTHS[start : start + 3])
    top, bottom, times, words = RATES[int(rng.integers(len(RATES)))]
    channels = sorted(rng.permutation(CHANNELS)[:2].tolist())
    step = int(rng.choice([100, 150, 200]))
    return {
        "mese": months[int(rng.integers(3))],
        "mesi": months,
        "dimensione": DIMENSIONS[int(rng.integers(4))],
        "numeratore": top,
        "denominatore": bottom,
        "ogni": times,
        "tasso_in_parole": words,
        "canali": channels,
        "canale": channels[int(rng.integers(2))],
        "spesa_da": step,
        "spesa_a": 2 * step,
    }


def ask(params: Mapping[str, Any]) -> dict[str, str]:
    """Le domande, in parole."""
    low, high = params["spesa_da"], params["spesa_a"]
    return {
        "tasso": f"Nel mese di {params['mese']}, nella dimensione {params['dimensione']}: quante {params['tasso_in_parole']}? "
        "Dividi una somma per l'altra.".replace("quante euro", "quanti euro").replace("quante clic", "quanti clic"),
        "dimensione": "Su tutti i mesi, in quale dimensione una conversione costa meno (costo totale diviso conversioni)?",
        "ricondivisioni": "Quante ricondivisioni porta in media una condivisione? Sono ricondivisioni le righe in cui «da» non "
        "è vuoto; si divide per tutte le condivisioni.",
        "passo": f"Nella prova, nel canale {params['canale']}: quante conversioni in più a settimana, in media, con {high} € "
        f"invece di {low} €?",
        "canale": f"In quale canale passare da {low} a {high} € a settimana aggiunge più conversioni?",
    }


def make(rng: np.random.Generator, params: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Inventa le azioni, le condivisioni e la prova di spesa."""
    actions = _actions(rng, params)
    tables = {"azioni": actions, "condivisioni": _shares(rng), "prova_spesa": _trial(rng, params)}
    return {name: typed(one) for name, one in tables.items()}


def _actions(rng: np.random.Generator, params: Mapping[str, Any]) -> pd.DataFrame:
    import pandas as pd

    roles = dict(zip(rng.permutation(DIMENSIONS).tolist(), ROLES.values(), strict=True))
    parts = []
    for dimension, many in MANY.items():
        people, interactions, clicks, conversions, cost = roles[dimension]
        reached = np.maximum(rng.poisson(people * np.exp(rng.normal(-0.18, REACH_SPREAD, many))), 30)
        clicked = rng.binomial(reached, np.minimum(clicks * np.exp(rng.normal(0, SPREAD, many)), 1))
        parts.append(
            pd.DataFrame(
                {
                    "dimensione": dimension,
                    "mese": rng.permutation(np.resize(params["mesi"], many)),
                    "costo": np.round(cost * np.exp(rng.normal(0, SPREAD, many)), 2),
                    "raggiunte": reached,
                    "interazioni": rng.binomial(
                        reached, np.minimum(interactions * np.exp(rng.normal(0, SPREAD, many)), 1)
                    ),
                    "clic": clicked,
                    "conversioni": rng.binomial(clicked, min(conversions, 1)),
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    table = table.iloc[rng.permutation(len(table))].reset_index(drop=True)
    table.insert(0, "azione", [f"B{number:03d}" for number in range(1, len(table) + 1)])
    return table


def _shares(rng: np.random.Generator) -> pd.DataFrame:
    import pandas as pd

    reshares = rng.uniform(*RESHARES)
    rows: list[tuple[str, str, str | None]] = []
    for cascade in range(1, CASCADES + 1):
        waiting: list[str | None] = [None] * (1 + int(rng.poisson(FIRST_SHARES)))
        done = 0
        while waiting and done < LARGEST:
            done += 1
            name = f"P{cascade:02d}-{done:03d}"
            rows.append((name, f"P{cascade:02d}", waiting.pop(0)))
            waiting += [name] * int(rng.poisson(reshares))
    return pd.DataFrame(rows, columns=["condivisione", "post", "da"])


def _trial(rng: np.random.Generator, params: Mapping[str, Any]) -> pd.DataFrame:
    """Two channels with the same top: one is already near it, the other is not; which is which belongs to the data."""
    import pandas as pd

    halves = rng.permutation([0.15, 2.5]) * params["spesa_da"]
    base, top = rng.uniform(14, 24), rng.uniform(80, 110)
    parts = []
    for channel, half in zip(params["canali"], halves, strict=True):
        spend = rng.permutation(np.repeat(np.arange(LEVELS) * params["spesa_da"], WEEKS_PER_LEVEL)).astype(float)
        sold = rng.poisson(base + top * spend / (spend + half))
        weeks = pd.date_range("2025-01-06", periods=len(spend), freq="7D")
        parts.append(pd.DataFrame({"settimana": weeks, "canale": channel, "spesa": spend, "conversioni": sold}))
    return (
        pd.concat(parts, ignore_index=True).sort_values(["settimana", "canale"], kind="stable").reset_index(drop=True)
    )


def _sums(variant: Variant, month: bool) -> pd.DataFrame:
    table = variant.tables["azioni"]
    if month:
        table = table[table["mese"] == variant.params["mese"]]
    sums: pd.DataFrame = table.groupby("dimensione")[["costo", "raggiunte", "interazioni", "clic", "conversioni"]].sum()
    return sums


def _rate(variant: Variant, month: bool) -> float:
    params = variant.params
    row = _sums(variant, month).loc[params["dimensione"]]
    return float(row[params["numeratore"]] / row[params["denominatore"]] * params["ogni"])


def _month_matters(variant: Variant) -> bool:
    with_month, without = _rate(variant, True), _rate(variant, False)
    return with_month > 0 and abs(with_month - without) > CLEAR * with_month


def _not_mean_of_rates(variant: Variant) -> bool:
    params, table = variant.params, variant.tables["azioni"]
    mine = table[(table["mese"] == params["mese"]) & (table["dimensione"] == params["dimensione"])]
    mine = mine[mine[params["denominatore"]] > 0]
    mean = float((mine[params["numeratore"]] / mine[params["denominatore"]]).mean() * params["ogni"])
    return abs(mean - _rate(variant, True)) > 0.01 * _rate(variant, True)


def _winners_differ(variant: Variant) -> bool:
    """The cheapest conversion, most conversions, best per click, most interactions: no two the same."""
    sums = _sums(variant, False)
    cheap = (sums["costo"] / sums["conversioni"]).sort_values()
    winners = {
        cheap.index[0],
        sums["conversioni"].idxmax(),
        (sums["conversioni"] / sums["clic"]).idxmax(),
        (sums["interazioni"] / sums["raggiunte"]).idxmax(),
    }
    return len(winners) == 4 and float(cheap.iloc[1]) > 1.1 * float(cheap.iloc[0])


def _steps(variant: Variant) -> pd.Series[float]:
    """Return what the step of spend adds, channel by channel."""
    table, params = variant.tables["prova_spesa"], variant.params
    means = table.pivot_table("conversioni", index="canale", columns="spesa", aggfunc="mean")
    steps: pd.Series[float] = means[float(params["spesa_a"])] - means[float(params["spesa_da"])]
    return steps


def _steps_are_clear(variant: Variant) -> bool:
    table, steps = variant.tables["prova_spesa"], _steps(variant)
    best_by_total = table.groupby("canale")["conversioni"].sum().idxmax()
    asked = float(steps[variant.params["canale"]])
    clear = float(steps.max() - steps.min()) > CLEAR_STEP and asked > CLEAR_STEP / 3
    return bool(clear and steps.idxmax() != best_by_total)


def _reshares_are_some(variant: Variant) -> bool:
    shares = variant.tables["condivisioni"]
    return len(shares) >= 80 and 0.15 < float(shares["da"].notna().mean()) < 0.95


MAKER = Maker(
    choose,
    ask,
    make,
    {
        "dimenticare il mese cambia il tasso": _month_matters,
        "il tasso non è la media dei tassi": _not_mean_of_rates,
        "la dimensione migliore cambia con il tasso che guardi": _winners_differ,
        "le condivisioni sono abbastanza": _reshares_are_some,
        "il canale che cresce di più non è quello che converte di più": _steps_are_clear,
    },
)
