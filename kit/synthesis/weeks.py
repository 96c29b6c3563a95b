"""Generator of `settimane`: three years of weekly spend and sales.  Pure: a numpy Generator in, a table out.

Planted: the season drives spend and sales, spend does nothing; inside a season the owner spends more when it rains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

FIRST_WEEK = "2023-01-02"
WEEKS = 156
HIGH_MONTHS, MIDDLE_MONTHS = (4, 5, 6, 9), (3, 7, 10, 12)
SALES = {"bassa": 190.0, "media": 320.0, "alta": 470.0}  # pieces a week, in dry weather and without promotion
RAIN_EFFECT = -20.0  # pieces for each rainy day above RAIN_MEAN
RAIN_MEAN = 2.5
PROMO_EFFECT = 40.0  # pieces
PROMO_WEEKS = 15
SPEND_EFFECT = 0.0  # pieces per euro: in this world a week's spend does not move that week's sales
GROWTH = 8.0  # pieces a week more, each year
NOISE = 12.0  # pieces, standard deviation
STRONG_SPEND, WEAK_SPEND, SPEND_CUT = 420.0, 180.0, 300.0  # euro a week; from SPEND_CUT on a week counts as "strong"
STRONG_SHARE = {"bassa": 0.25, "media": 0.50, "alta": 0.75}  # share of weeks with strong spend
RAIN_PULL = 1.0  # weight of a rainy day, against a standard normal whim, in choosing the weeks of strong spend
ONLINE_START, ONLINE_END = 0.18, 0.46  # share of pieces sold online, first and last week


def season(months: NDArray[np.int_]) -> NDArray[np.str_]:
    """Stagione di vendita di ogni mese: "bassa", "media" o "alta"."""
    return np.where(np.isin(months, HIGH_MONTHS), "alta", np.where(np.isin(months, MIDDLE_MONTHS), "media", "bassa"))


def _strong_weeks(rng: np.random.Generator, names: NDArray[np.str_], rain: NDArray[np.int_]) -> NDArray[np.bool_]:
    """Choose, inside each season, its share of weeks with strong spend: rather the rainy ones."""
    wish = RAIN_PULL * rain + rng.normal(size=len(names))
    strong = np.full(len(names), False)
    for name, share in STRONG_SHARE.items():
        rows = np.flatnonzero(names == name)
        strong[rows[np.argsort(-wish[rows])[: round(len(rows) * share)]]] = True
    return strong


def make_weeks(rng: np.random.Generator) -> pd.DataFrame:
    """Inventa tre anni di settimane di Fiatolungo.

    Returns
    -------
    DataFrame
        Una riga per settimana; colonne e unità nella scheda `datasets/settimane.md`.
    """
    import pandas as pd

    weeks = pd.date_range(FIRST_WEEK, periods=WEEKS, freq="7D")
    time = np.arange(WEEKS)
    names = season(weeks.month.to_numpy())
    rain = rng.binomial(7, RAIN_MEAN / 7, WEEKS)
    strong = _strong_weeks(rng, names, rain)
    spend = np.round(np.where(strong, STRONG_SPEND, WEAK_SPEND) + np.clip(rng.normal(0, 40, WEEKS), -100, 100), -1)
    promo = np.zeros(WEEKS, dtype=int)
    promo[rng.permutation(WEEKS)[:PROMO_WEEKS]] = 1
    pieces = (
        np.array([SALES[name] for name in names])
        + RAIN_EFFECT * (rain - RAIN_MEAN)
        + PROMO_EFFECT * promo
        + SPEND_EFFECT * spend
        + GROWTH * time / 52
        + rng.normal(0, NOISE, WEEKS)
    )
    online = ONLINE_START + (ONLINE_END - ONLINE_START) * time / (WEEKS - 1)
    pieces_online = np.round(pieces * (online + rng.normal(0, 0.02, WEEKS))).astype(int)
    warmth = 13 - 9 * np.cos(2 * np.pi * (weeks.day_of_year.to_numpy() - 20) / 365) + rng.normal(0, 2, WEEKS)
    return pd.DataFrame(
        {
            "settimana": weeks,
            "anno": weeks.year.to_numpy(dtype="int64"),
            "stagione": names,
            "giorni_pioggia": rain,
            "temperatura_media": np.round(warmth, 1),
            "promo": promo,
            "spesa_social": spend,
            "pezzi_negozio": np.round(pieces).astype(int) - pieces_online,
            "pezzi_online": pieces_online,
        }
    )
