"""What happened to each content in twelve weeks: people reached, clicks, sales, cost, opinions, trust.

Pure: a numpy Generator and the posts in, tables out.  Planted effects are the constants below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kit.synthesis.content import DISCLOSED, FIRM, NO, OUTBOUND, UNDISCLOSED, make_posts
from kit.synthesis.content_parts import typed

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WEEKS = 12
# People reached. A pushed content lives as long as it is paid for; a sought one starts slowly and goes on.
PUSHED = 6_500.0  # people in all, at the median
PUSHED_WEEKS = (0.55, 0.32, 0.13)
FIRST_WEEK = {"cercato": 60.0, "seguito": 330.0, "suggerito": 450.0}  # people, at the median
FALL = 0.30  # of the first week's reach that is left the week after, for followed and suggested contents
TAIL = {"cercato": 115.0, "seguito": 14.0, "suggerito": 10.0}  # people a week who find it later on
SLOW_START = np.minimum(np.arange(1, WEEKS + 1) / 4, 1.0)  # search engines need a month
SPREAD = 0.45  # of the logarithm of reach, between contents

CLICKS = {"cercato": 0.070, "seguito": 0.045, "suggerito": 0.016, "sponsorizzato": 0.011, "interruzione": 0.007}
SALES_PER_CLICK = {"cercato": 0.095, "seguito": 0.085, "suggerito": 0.08, "sponsorizzato": 0.085, "interruzione": 0.075}
PRESSURE_ON_SALES = 0.0  # at equal encounter, pressing harder sells neither more nor less
NEW_PEOPLE = {"cercato": 0.45, "seguito": 0.06, "suggerito": 0.50, "sponsorizzato": 0.62, "interruzione": 0.66}

# Sponsorship of creators.
SALES_IF = {NO: 1.0, DISCLOSED: 1.0, UNDISCLOSED: 1.30}  # of sales per click: hiding it sells more, at first
TRUST_BEFORE, TRUST_BEFORE_UNDISCLOSED = 7.2, 6.9  # mean of a panel, 1–10; who hides was less trusted already
TRUST_CHANGE = {NO: 0.10, DISCLOSED: -0.05, UNDISCLOSED: -0.90}  # three months later
PANEL, TRUST_SPREAD = 40, 1.6  # followers asked, standard deviation between them
NEXT_POST = {NO: 6.0, DISCLOSED: 5.6, UNDISCLOSED: 3.4}  # sales of the author's next post, mean

# Opinions of a panel of people who saw it.
USEFUL = {"soluzione": 0.30, "base": 0.24, "pressione": -0.035}  # per point of pressure above 1
ANNOYED = {"base": 0.05, "pressione": 0.05, "interruzione": 0.16, "sponsorizzato": 0.05}

COST_PER_PERSON = {
    "sponsorizzato": 0.034,
    "interruzione": 0.028,
}  # euro of media; a suggested advertisement is boosted too
BOOST = 0.020
WORK = {
    "social_foto": 90.0,
    "social_video": 190.0,
    "blog": 230.0,
    "newsletter": 140.0,
    "ricerca": 60.0,
    "messaggi": 40.0,
}
WORK_OF_ADS = 0.55  # an advertisement is written faster than a guide
FEE = {NO: 0.0, DISCLOSED: 260.0, UNDISCLOSED: 210.0}  # euro to the creator


def make_contents(rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Le due tabelle dei contenuti: `contenuti` e `contenuti_settimane`."""
    posts = make_posts(rng)
    weeks = make_weeks(rng, posts)
    return {"contenuti": typed(add_results(rng, posts, weeks)), "contenuti_settimane": typed(weeks.assign(sintetico=1))}


def make_weeks(rng: np.random.Generator, posts: pd.DataFrame) -> pd.DataFrame:
    """I risultati di ogni contenuto, settimana per settimana dalla pubblicazione.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    posts : DataFrame
        Quelli di `content.make_posts`.

    Returns
    -------
    DataFrame
        ``contenuto``, ``settimana`` (da 1 a 12), ``raggiunte``, ``clic``, ``vendite``; solo le settimane in cui qualcuno è
        stato raggiunto.
    """
    import pandas as pd

    people = rng.poisson(_reach(rng, posts))
    clicks = rng.binomial(people, _of(posts, CLICKS)[:, None])
    factor = posts["sponsorizzazione"].map(SALES_IF).to_numpy(dtype=float)
    factor = factor * np.exp(PRESSURE_ON_SALES * (posts["pressione"].to_numpy(dtype=float) - 3))
    sales = rng.binomial(clicks, np.minimum(_of(posts, SALES_PER_CLICK) * factor, 1)[:, None])
    place, week = np.nonzero(people)
    return pd.DataFrame(
        {
            "contenuto": posts["contenuto"].to_numpy()[place],
            "settimana": week + 1,
            "raggiunte": people[place, week],
            "clic": clicks[place, week],
            "vendite": sales[place, week],
        }
    )


def add_results(rng: np.random.Generator, posts: pd.DataFrame, weeks: pd.DataFrame) -> pd.DataFrame:
    """Aggiunge a ogni contenuto i totali, il costo, i giudizi e, per i creator, la fiducia.

    Returns
    -------
    DataFrame
        Le colonne della scheda `datasets/contenuti.md`.
    """
    totals = weeks.groupby("contenuto")[["raggiunte", "clic", "vendite"]].sum()
    table = posts.join(totals, on="contenuto").fillna({"raggiunte": 0, "clic": 0, "vendite": 0})
    table = table.astype({"raggiunte": int, "clic": int, "vendite": int})
    table["nuove"] = rng.binomial(table["raggiunte"], _of(table, NEW_PEOPLE))
    table["costo"] = _cost(rng, table)
    votes = rng.integers(20, 61, len(table))
    pressure = table["pressione"].to_numpy(dtype=float) - 1
    useful = USEFUL["base"] + USEFUL["soluzione"] * table["soluzione"] + USEFUL["pressione"] * pressure
    annoyed = ANNOYED["base"] + ANNOYED["pressione"] * pressure + _of(table, ANNOYED, 0.0)
    table["voti"] = votes
    table["voti_utile"] = rng.binomial(votes, np.clip(useful, 0.03, 0.97))
    table["voti_fastidio"] = rng.binomial(votes, np.clip(annoyed, 0.03, 0.97))
    table = _trust(rng, table)
    table["sintetico"] = 1
    return table


def _reach(rng: np.random.Generator, posts: pd.DataFrame) -> Floats:
    """Return the expected people reached, shape (posts, weeks)."""
    size = np.exp(rng.normal(0, SPREAD, (len(posts), 2)))
    pushed = (posts["tipo"] == OUTBOUND).to_numpy()
    shape = np.zeros(WEEKS)
    shape[: len(PUSHED_WEEKS)] = PUSHED_WEEKS
    ads = PUSHED * size[:, :1] * shape
    first = _of(posts, FIRST_WEEK, 0.0)[:, None] * size[:, :1] * FALL ** np.arange(WEEKS)
    tail = _of(posts, TAIL, 0.0)[:, None] * size[:, 1:] * SLOW_START
    return np.asarray(np.where(pushed[:, None], ads, first + tail))


def _cost(rng: np.random.Generator, table: pd.DataFrame) -> Floats:
    pushed = (table["tipo"] == OUTBOUND).to_numpy()
    work = table["canale"].map(WORK).to_numpy(dtype=float) * np.exp(rng.normal(0, 0.2, len(table)))
    work = np.where(pushed, work * WORK_OF_ADS, work)
    work = np.where(table["autore"] == FIRM, work, 0.0)  # creators and customers work at their own expense
    media = np.where(pushed, table["raggiunte"] * _of(table, COST_PER_PERSON, BOOST), 0.0)
    fee = table["sponsorizzazione"].map(FEE).to_numpy(dtype=float) * np.exp(rng.normal(0, 0.25, len(table)))
    return np.asarray(np.round(work + media + fee, 2))


def _trust(rng: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    creator = (table["chi_pubblica"] == "creator").to_numpy()
    hidden = (table["sponsorizzazione"] == UNDISCLOSED).to_numpy()
    before = np.where(hidden, TRUST_BEFORE_UNDISCLOSED, TRUST_BEFORE) + rng.normal(0, 0.35, len(table))
    after = before + table["sponsorizzazione"].map(TRUST_CHANGE).to_numpy(dtype=float)
    error = TRUST_SPREAD / np.sqrt(PANEL)
    for name, value in (("fiducia_prima", before), ("fiducia_dopo", after)):
        asked = np.clip(value + rng.normal(0, error, len(table)), 1, 10)
        table[name] = np.where(creator, np.round(asked, 1), np.nan)
    later = rng.poisson(table["sponsorizzazione"].map(NEXT_POST).to_numpy(dtype=float)).astype(float)
    table["vendite_post_dopo"] = np.where(creator, later, np.nan)
    return table


def _of(table: pd.DataFrame, values: dict[str, float], otherwise: float | None = None) -> Floats:
    """Map the encounter of every row to a number."""
    found = table["incontro"].map(values)
    return np.asarray(found if otherwise is None else found.fillna(otherwise), dtype=float)
