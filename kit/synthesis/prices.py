"""Generator of `prezzi`: a price test, one row per week.  Pure: a numpy Generator in, a table out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

FIRST_WEEK = "2024-01-08"
WEEKS_PER_PRICE = 8
UNIT_COST = 28.0  # euro
# Pieces expected per week at each price.  Most pieces at the lowest price, most money taken at 39.90, most profit at 49.90.
DEMAND = {29.90: 255, 39.90: 212, 49.90: 148, 59.90: 80, 69.90: 40, 79.90: 18}
BEST_BY_PIECES, BEST_BY_TAKINGS, BEST_BY_PROFIT = 29.90, 39.90, 49.90


def make_prices(rng: np.random.Generator) -> pd.DataFrame:
    """Inventa la prova dei prezzi: ogni settimana un prezzo estratto a sorte.

    Returns
    -------
    DataFrame
        Una riga per settimana; colonne e unità nella scheda `datasets/prezzi.md`.
    """
    import pandas as pd

    price = rng.permutation(np.repeat(list(DEMAND), WEEKS_PER_PRICE))
    weeks = pd.date_range(FIRST_WEEK, periods=len(price), freq="7D")
    pieces = rng.poisson([DEMAND[float(one)] for one in price])
    return pd.DataFrame({"settimana": weeks, "prezzo": price, "pezzi": pieces, "costo_unitario": UNIT_COST})
