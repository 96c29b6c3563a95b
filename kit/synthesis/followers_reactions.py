"""Generators of `follower_reazioni` (what people write to Fiatolungo) and `follower_indagine` (what firms look at).

Pure: a numpy Generator (and the audiences) in, a table out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kit.synthesis.clients import REFERENCE_DAY
from kit.synthesis.followers import SYNTHETIC
from kit.synthesis.followers_audience import QUARTER

if TYPE_CHECKING:
    import pandas as pd

COMMENT, SHARE = "commento", "condivisione"
# What a comment is about, and how often: each theme asks for another action.
THEMES = {
    "domanda su un prodotto": 0.28,
    "prezzo e disponibilità": 0.17,
    "reclamo": 0.10,
    "complimento": 0.25,
    "racconto di un'uscita": 0.20,
}
SHARED = {"consiglio a un amico": 0.7, "racconto di un'uscita": 0.3}

YEARS = (2012, 2015, 2018, 2021, 2024)
ASKED = 120  # firms of each kind, each year
# Share of firms that answer "il numero di follower": first and last year. It falls, more where one sells to firms.
NUMBER_FIRST, REACTIONS, SALES = "il numero di follower", "le reazioni", "le vendite"
LOOKS_AT_NUMBER = {"B2B": (0.55, 0.25), "B2C": (0.62, 0.42)}


def make_reactions(rng: np.random.Generator, audiences: pd.DataFrame) -> pd.DataFrame:
    """Inventa commenti e condivisioni di chi segue Fiatolungo, coerenti con i conteggi di `follower`.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    audiences : DataFrame
        I follower fatti da `make_audiences`.

    Returns
    -------
    DataFrame
        Una riga per reazione, in ordine di data: ``data``, ``account``, ``tipo``, ``tema``, ``origine``.
    """
    import pandas as pd

    ours = audiences[audiences["marchio"] == "fiatolungo"]
    parts = []
    for kind, column, themes in ((COMMENT, "commenti", THEMES), (SHARE, "condivisioni", SHARED)):
        account = np.repeat(ours["account"].to_numpy(), ours[column].to_numpy())
        theme = rng.choice(list(themes), size=len(account), p=list(themes.values()))
        ago = rng.integers(0, QUARTER, len(account))
        parts.append(pd.DataFrame({"giorni_fa": ago, "account": account, "tipo": kind, "tema": theme}))
    table = pd.concat(parts, ignore_index=True).sort_values("giorni_fa", ascending=False, kind="stable")
    days = np.datetime64(REFERENCE_DAY) - table.pop("giorni_fa").to_numpy().astype("timedelta64[D]")
    table.insert(0, "data", pd.Series(days, index=table.index).astype("datetime64[us]"))
    return table.assign(origine=SYNTHETIC).reset_index(drop=True)


def make_survey(rng: np.random.Generator) -> pd.DataFrame:
    """Inventa un'indagine: a che cosa guardano le aziende quando giudicano la propria pagina.

    Returns
    -------
    DataFrame
        Una riga per azienda e anno: ``anno``, ``tipo`` (B2B, B2C), ``guarda``, ``origine``.
    """
    import pandas as pd

    rows = []
    for kind, (first, last) in LOOKS_AT_NUMBER.items():
        for place, year in enumerate(YEARS):
            number = first + (last - first) * place / (len(YEARS) - 1)
            shares = [number, (1 - number) * 0.6, (1 - number) * 0.4]
            answers = rng.choice([NUMBER_FIRST, REACTIONS, SALES], size=ASKED, p=shares)
            rows.append(pd.DataFrame({"anno": year, "tipo": kind, "guarda": answers, "origine": SYNTHETIC}))
    return pd.concat(rows, ignore_index=True).sort_values(["anno", "tipo"], kind="stable", ignore_index=True)
