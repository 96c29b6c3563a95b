"""The variant of lesson 00: a small table of posts, with holes.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.synthesis.making import Maker, Variant

if TYPE_CHECKING:
    import pandas as pd

ROWS = 30
FIRST_DAY = "2025-04-01"
CHANNELS = ("social_foto", "social_video", "newsletter", "blog")
HOLES = (2, 5)  # missing values of the column that has them: at least, at most
RATIOS = (("clic", "persone_raggiunte"), ("acquisti", "clic"), ("incasso", "acquisti"))


def choose(rng: np.random.Generator) -> dict[str, Any]:
    """Sorteggia le colonne su cui verte la prova: una piena da sommare, una con vuoti, un rapporto fra colonne piene."""
    whole = ["persone_raggiunte", "clic", "acquisti", "incasso"]
    holed = whole[int(rng.choice([0, 3]))]
    full = [name for name in whole if name != holed]
    ratios = [pair for pair in RATIOS if holed not in pair]
    top, bottom = ratios[int(rng.integers(len(ratios)))]
    column = full[int(rng.integers(len(full)))]
    return {"colonna": column, "colonna_con_vuoti": holed, "numeratore": top, "denominatore": bottom}


def ask(params: Mapping[str, Any]) -> dict[str, str]:
    """Le domande, in parole."""
    column, holed, top, bottom = (params[key] for key in ("colonna", "colonna_con_vuoti", "numeratore", "denominatore"))
    return {
        "totale": f"Qual è la somma della colonna {column}?",
        "vuoti": f"Quanti valori mancano nella colonna {holed}?",
        "media": f"Qual è la media della colonna {holed}, calcolata sulle righe in cui il valore c'è?",
        "rapporto": f"Quanto fa la somma di {top} divisa per la somma di {bottom}?",
    }


def make(rng: np.random.Generator, params: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Inventa trenta messaggi; la colonna scelta ha qualche vuoto."""
    import pandas as pd

    people = np.round(rng.uniform(600, 5000) * np.exp(rng.normal(0, 0.5, ROWS))).astype(int)
    clicks = rng.binomial(people, rng.uniform(0.015, 0.06, ROWS))
    purchases = rng.binomial(clicks, rng.uniform(0.04, 0.12))
    table = pd.DataFrame(
        {
            "data": pd.date_range(FIRST_DAY, periods=ROWS, freq="D"),
            "canale": rng.choice(CHANNELS, size=ROWS),
            "persone_raggiunte": people,
            "clic": clicks,
            "acquisti": purchases,
            "incasso": np.round(purchases * rng.uniform(40, 75) * np.exp(rng.normal(0, 0.2, ROWS)), 2),
        }
    )
    holed = params["colonna_con_vuoti"]
    values = table[holed].astype("float64")
    values.iloc[rng.permutation(ROWS)[: int(rng.integers(HOLES[0], HOLES[1] + 1))]] = np.nan
    table[holed] = values
    return {"post": table}


def _far(first: float, second: float) -> bool:
    return abs(first - second) > 0.01 * max(abs(first), abs(second))


def _holes_matter(variant: Variant) -> bool:
    column = variant.tables["post"][variant.params["colonna_con_vuoti"]]
    return _far(column.mean(), column.fillna(0).mean())


def _ratio_is_not_mean_of_ratios(variant: Variant) -> bool:
    post = variant.tables["post"]
    top, bottom = post[variant.params["numeratore"]], post[variant.params["denominatore"]]
    some = bottom > 0
    return _far(top.sum() / bottom.sum(), (top[some] / bottom[some]).mean())


def _enough_purchases(variant: Variant) -> bool:
    return float(variant.tables["post"]["acquisti"].sum()) >= 30


MAKER = Maker(
    choose,
    ask,
    make,
    {
        "contare i vuoti come zero cambia la media": _holes_matter,
        "il rapporto fra somme non è la media dei rapporti": _ratio_is_not_mean_of_ratios,
        "ci sono almeno trenta acquisti": _enough_purchases,
    },
)
