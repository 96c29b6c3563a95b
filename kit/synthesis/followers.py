"""Generator of labelled accounts: people and bought followers with the marginals and the dependence of real ones.

Pure: a numpy Generator in, a table out; reads only followers_calibration.json beside it.  A Gaussian copula per group on
the aggregates published there (Cresci et al., *Fame for Sale*, 2015): no account of a real person can be read from it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.synthesis.clients import REFERENCE_DAY

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CALIBRATION = Path(__file__).with_name("followers_calibration.json")
# Our name of each group → its name in the paper. The first two are people, the other three were bought from vendors.
PEOPLE = {"dibattito": "E13", "verificate": "TFP"}
VENDORS = {"lampo": "FSF", "ondate": "INT", "sparso": "TWT"}
GROUPS = PEOPLE | VENDORS
HELD_OUT = ("verificate", "sparso")  # never in a training set: transfer fails visibly on them
TRAINING, KEPT = "addestramento", "tenuto da parte"
SYNTHETIC = "sintetico"

# Share of fakes that imitate people, and of people who only watch.
LEVELS = {"base": 0.0, "realistico": 0.1, "difficile": 0.3}
IMITATED = ("followers", "statuses")  # the columns taken from the other side: a crowd and a past that were bought too

# Creation days, counted back from the reference day. `lampo` was made in five days, `ondate` in about thirty.
FLASH_DAYS = {77: 0.657, 92: 0.103, 93: 0.17, 94: 0.05, 95: 0.02}  # days: share
WAVE_MAIN = (290, 312)  # between these days nearly all were made, within a week …
WAVE_WEEK = (305, 311)
WAVE_STEP = 16  # … the others on a day every so many …
WAVE_OLD = (0.99, 344, 1_544, 240)  # … and the last hundredth long before: from, days, to days, on a day every so many.
# The calibration trims extremes. Without those few old accounts a forest learns that bought means recent, and on a vendor
# never seen it fails far more than the published one.
EDGES = (0.6, 1.2)  # ages go on to these multiples of the first and last published quantile
TOP = 3.3  # heavy tails: the last slope goes on to this normal score, then stops

# A Gaussian copula makes too many people who follow many and are hardly followed: a share of them, in order of that gap,
# is never drawn. Chosen on the published figures (2·followers ≥ friends, the small tree, the vendor never seen).
NEVER_DRAWN = 0.06
DRAWS = 100_000  # from which the marginals of those who are left are known

COUNTS = {
    "followers": "follower",
    "friends": "seguiti",
    "statuses": "messaggi",
    "favourites": "preferiti",
    "listed": "liste",
}
FLAGS = {"has_image": "immagine", "has_bio": "bio", "has_url": "url", "has_address": "indirizzo"}


@cache
def calibration() -> Mapping[str, Any]:
    """Gli aggregati su cui sono calibrati i gruppi (quantili, correlazioni di Spearman, quote)."""
    found: Mapping[str, Any] = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    return found


@cache
def _root(group: str) -> Floats:
    """Return the factor of the normal correlations that give the group's Spearman matrix."""
    spearman = np.array(calibration()["groups"][GROUPS[group]]["spearman"])
    values, vectors = np.linalg.eigh(2 * np.sin(np.pi * spearman / 6))
    root = vectors * np.sqrt(np.clip(values, 1e-6, None))
    return np.asarray(root / np.linalg.norm(root, axis=1, keepdims=True))


def _gap(scores: Floats) -> Floats:
    """How much more an account follows than it is followed, in normal scores."""
    columns = calibration()["columns_of_spearman"]
    return np.asarray(scores[:, columns.index("friends")] - scores[:, columns.index("followers")])


@cache
def _left(group: str) -> tuple[float, Floats, Floats]:
    """Return the gap beyond which people are never drawn, and the scores of those left that each normal score stands for."""
    from scipy.special import ndtr

    scores = np.random.default_rng(0).standard_normal((DRAWS, len(_root(group)))) @ _root(group).T
    gap = _gap(scores)
    most = float(np.quantile(gap, 1 - NEVER_DRAWN))
    normal = np.linspace(-4, 4, 161)
    return most, normal, np.quantile(scores[gap <= most], ndtr(normal), axis=0)


def _scores(rng: np.random.Generator, group: str, size: int) -> Floats:
    """Draw dependent normal scores, one row per account."""
    if group in VENDORS:
        return np.asarray(rng.standard_normal((size, len(_root(group)))) @ _root(group).T)
    most, normal, left = _left(group)
    drawn = np.empty((0, len(_root(group))))
    while len(drawn) < size:
        more = rng.standard_normal((size, len(_root(group)))) @ _root(group).T
        drawn = np.concatenate([drawn, more[_gap(more) <= most]])
    return np.column_stack([np.interp(column, left[:, place], normal) for place, column in enumerate(drawn[:size].T)])


def _count(scores: Floats, levels: Floats, quantiles: Floats) -> Floats:
    """Map normal scores to a count by its quantiles, on the log scale, with a tail above the last."""
    from scipy.special import ndtri

    places, logs = ndtri(levels), np.log1p(quantiles)
    value = np.interp(scores, places, logs)
    slope = (logs[-1] - logs[-3]) / (places[-1] - places[-3])
    beyond = np.clip(scores, places[-1], TOP) - places[-1]
    return np.asarray(np.round(np.expm1(value + slope * beyond)))


def _age(group: str, uniform: Floats, levels: Floats, quantiles: Floats) -> Floats:
    """Days since creation; bought groups were made on few days."""
    if group == "lampo":
        return np.array(list(FLASH_DAYS), dtype=np.float64)[
            np.searchsorted(np.cumsum(list(FLASH_DAYS.values()))[:-1], uniform)
        ]
    ends = [max(EDGES[0] * quantiles[0], 1.0), *quantiles, EDGES[1] * quantiles[-1]]  # or a hundredth opened in one day
    days = np.round(np.interp(uniform, [0.0, *levels, 1.0], ends))
    if group == "ondate":
        main = (days >= WAVE_MAIN[0]) & (days <= WAVE_MAIN[1])
        days = np.where(main, np.clip(days, *WAVE_WEEK), np.maximum(np.round(days / WAVE_STEP) * WAVE_STEP, 3))
        start, first, last, step = WAVE_OLD
        old = first + (uniform - start) / (1 - start) * (last - first)
        return np.asarray(np.where(uniform > start, first + np.round((old - first) / step) * step, days))
    return np.asarray(days)


def _raw(rng: np.random.Generator, group: str, size: int) -> dict[str, Floats]:
    """Draw the calibrated columns of a group, under their names in the calibration."""
    from scipy.special import ndtr

    one = calibration()["groups"][GROUPS[group]]
    levels = np.array(one["quantile_levels"])
    scores = _scores(rng, group, size)
    raw: dict[str, Floats] = {}
    for place, name in enumerate(calibration()["columns_of_spearman"]):
        score = scores[:, place]
        if name in FLAGS:
            raw[name] = (ndtr(score) > 1 - one["flags"][name]).astype(float)
        elif name == "age_days":
            raw[name] = _age(group, ndtr(score), levels, np.array(one["quantiles"][name]))
        else:
            raw[name] = _count(score, levels, np.array(one["quantiles"][name]))
    return raw


def _split(size: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Share a number among groups in proportion to their weights, to the last account."""
    total = sum(weights.values())
    exact = np.array([size * weight / total for weight in weights.values()])
    whole = np.floor(exact).astype(int)
    whole[np.argsort(whole - exact, kind="stable")[: size - whole.sum()]] += 1
    return dict(zip(weights, whole.tolist(), strict=True))


def group_sizes() -> dict[str, int]:
    """Quanti conti ha ogni gruppo nell'insieme di riferimento: 1.950 persone e 1.950 falsi."""
    return {group: int(calibration()["groups"][paper]["n"]) for group, paper in GROUPS.items()}


def make_profiles(rng: np.random.Generator, sizes: Mapping[str, int], level: str = "base") -> pd.DataFrame:
    """Inventa profili di conti, gruppo dopo gruppo.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    sizes : dict
        Gruppo → quanti conti.
    level : {"base", "realistico", "difficile"}
        Quanti falsi imitano le persone e quante persone guardano soltanto: 0, 10 o 30 %.

    Returns
    -------
    DataFrame
        ``gruppo``, ``falso`` (0/1), ``creato`` e le colonne del profilo; una riga per conto, non mescolate.

    Raises
    ------
    ValueError
        Se un gruppo o un livello non esiste.
    """
    import pandas as pd

    unknown = [name for name in sizes if name not in GROUPS]
    if unknown or level not in LEVELS:
        raise ValueError(
            f"Gruppi: {', '.join(GROUPS)}. Livelli: {', '.join(LEVELS)}. Non c'è «{(unknown or [level])[0]}»."
        )
    parts = []
    for group, size in sizes.items():
        raw = _raw(rng, group, size)
        if LEVELS[level]:
            _imitate(rng, raw, PEOPLE if group in VENDORS else VENDORS, LEVELS[level])
        born = np.datetime64(REFERENCE_DAY) - raw.pop("age_days").astype("timedelta64[D]")
        columns = {COUNTS.get(name) or FLAGS[name]: value.astype(int) for name, value in raw.items()}
        created = pd.Series(born).astype("datetime64[us]")
        parts.append(pd.DataFrame({"gruppo": group, "falso": int(group in VENDORS), "creato": created, **columns}))
    table = pd.concat(parts, ignore_index=True)
    repeated = np.where(table["falso"] == 1, SAME_PICTURE["falso"], SAME_PICTURE["persona"])
    table["nome"] = 1
    table["bio_bot"] = (rng.random(len(table)) < BOT_IN_BIO).astype(int) * table["bio"]
    table["immagine_ripetuta"] = (rng.random(len(table)) < repeated).astype(int) * table["immagine"]
    return table


SAME_PICTURE = {"persona": 0.072, "falso": 0.014}  # published for the rule of the repeated picture
BOT_IN_BIO = 0.002  # not published: invented, the same for all


def _imitate(rng: np.random.Generator, raw: dict[str, Floats], others: Mapping[str, str], share: float) -> None:
    """Give some accounts the crowd and the past of the other side."""
    rows = np.flatnonzero(rng.random(len(raw["followers"])) < share)
    weights = {name: size for name, size in group_sizes().items() if name in others}
    drawn = [_raw(rng, name, size) for name, size in _split(len(rows), weights).items()]
    order = rng.permutation(len(rows))
    for name in IMITATED:
        raw[name][rows] = np.concatenate([one[name] for one in drawn])[order]


def make_labelled(
    rng: np.random.Generator, level: str = "base", sizes: Mapping[str, int] | None = None
) -> pd.DataFrame:
    """Inventa i conti con etichetta: 1.950 persone e 1.950 falsi comprati da tre venditori.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    level : {"base", "realistico", "difficile"}
        Come in `make_profiles`.
    sizes : dict, facoltativo
        Gruppo → quanti conti; se manca, come nell'insieme di riferimento.

    Returns
    -------
    DataFrame
        Una riga per conto, mescolate; colonne e unità nella scheda `datasets/follower_etichettati.md`.
    """
    from kit.synthesis.followers_costly import add_relations, add_timeline

    table = make_profiles(rng, sizes or group_sizes(), level)
    table = add_relations(rng, add_timeline(rng, table))
    table = table.iloc[rng.permutation(len(table))].reset_index(drop=True)
    table.insert(0, "account", [f"C{place:04d}" for place in range(1, len(table) + 1)])
    table.insert(1, "origine", SYNTHETIC)
    table.insert(3, "uso", np.where(table["gruppo"].isin(HELD_OUT), KEPT, TRAINING))
    return table
