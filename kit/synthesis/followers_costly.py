"""What costs more to collect: timelines (class B, published marginals) and relations (class C, invented).

Pure: a numpy Generator and a table of profiles in, the table with more columns out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

# Share of accounts with a yes: people, fakes. Published (Cresci et al. 2015). `client_diversi` of fakes contradicts
# `usa_api` (most never leave the website): the contradiction is in the paper, and it is kept.
TIMELINE = {
    "geotag": (0.348, 0.014),
    "preferito_da_altri": (0.897, 0.421),
    "punteggiatura": (0.998, 0.952),
    "hashtag": (0.992, 0.776),
    "client_iphone": (0.433, 0.023),
    "client_android": (0.347, 0.009),
    "client_foursquare": (0.134, 0.004),
    "client_instagram": (0.397, 0.031),
    "client_web": (0.949, 0.933),
    "menzioni": (0.995, 0.451),
    "non_solo_link": (0.996, 0.936),
    "ritwittato": (0.982, 0.476),
    "client_diversi": (0.987, 0.939),
    "usa_api": (0.984, 0.221),
    "stessa_frase": (0.220, 0.096),
}
# Whoever writes more has done more of everything: common part of the fifteen columns above. With it the published set of
# rules reaches its published figures (share of fakes called bots, neutral accounts).
ACTIVITY = 0.4

# Not published: invented so that relations add a little to what profiles say, as in the paper.
BACK = {"persona": (2.0, 3.5), "falso": (0.7, 9.0)}  # Beta: share of those followed who follow back
NEIGHBOURS = {  # median and spread (log) of the accounts followed
    "vicini_follower": {"persona": (9_000, 1.0), "falso": (30_000, 1.0)},
    "vicini_messaggi": {"persona": (4_500, 0.7), "falso": (3_500, 0.7)},
    "vicini_follower_mediana": {"persona": (600, 0.9), "falso": (1_800, 0.9)},
}


def add_timeline(rng: np.random.Generator, profiles: pd.DataFrame) -> pd.DataFrame:
    """Aggiunge ciò che si vede leggendo i messaggi di ogni conto (sì = 1).

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    profiles : DataFrame
        Con ``falso`` e ``messaggi``.

    Returns
    -------
    DataFrame
        Con in più le colonne di `TIMELINE`; chi non ha scritto niente ha 0 in tutte.
    """
    fake = profiles["falso"].to_numpy() == 1
    written = profiles["messaggi"].to_numpy()
    added = {name: np.zeros(len(profiles), dtype=int) for name in TIMELINE}
    for side in (False, True):
        rows = np.flatnonzero(fake == side)
        if not len(rows):
            continue
        common = _normal_ranks(written[rows] + rng.random(len(rows)) * 0.5)
        for name, shares in TIMELINE.items():
            score = ACTIVITY * common + np.sqrt(1 - ACTIVITY**2) * rng.standard_normal(len(rows))
            score[written[rows] == 0] = -np.inf
            wanted = min(round(shares[side] * len(rows)), int((written[rows] > 0).sum()))
            added[name][rows[np.argsort(-score, kind="stable")[:wanted]]] = 1
    return profiles.assign(**added)


def _normal_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.special import ndtri

    place = np.empty(len(values))
    place[np.argsort(values, kind="stable")] = (np.arange(len(values)) + 0.5) / len(values)
    return np.asarray(ndtri(place))


def add_relations(rng: np.random.Generator, profiles: pd.DataFrame) -> pd.DataFrame:
    """Aggiunge ciò che si vede leggendo chi è seguito da ogni conto.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    profiles : DataFrame
        Con ``falso``.

    Returns
    -------
    DataFrame
        Con in più ``reciproci`` (quota da 0 a 1) e le tre colonne di `NEIGHBOURS` (conteggi).
    """
    fake = profiles["falso"].to_numpy() == 1
    first, second = (np.where(fake, BACK["falso"][k], BACK["persona"][k]) for k in (0, 1))
    added = {"reciproci": np.round(rng.beta(first, second), 2)}
    for name, sides in NEIGHBOURS.items():
        median, spread = (np.where(fake, sides["falso"][k], sides["persona"][k]) for k in (0, 1))
        added[name] = np.round(median * np.exp(spread * rng.standard_normal(len(fake)))).astype(int)
    return profiles.assign(**added)
