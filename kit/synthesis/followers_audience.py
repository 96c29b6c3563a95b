"""Generator of `follower` and `follower_verita`: who follows Fiatolungo and its rivals, in order of arrival, and who is who.

Pure: a numpy Generator and the clients in, two tables out.  The planted facts are the constants below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kit.synthesis.clients import REFERENCE_DAY
from kit.synthesis.followers import SYNTHETIC, make_profiles

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Delivery:
    """Una consegna di follower comprati: quanti, di quale venditore, da quanti giorni fa a quanti giorni fa."""

    vendor: str
    size: int
    first: int
    last: int


@dataclass(frozen=True)
class Brand:
    """Una pagina: chi la segue davvero, quali follower sono stati comprati, come reagiscono.

    ``people`` è gruppo → quanti; ``real`` e ``bought`` sono reazioni medie per conto in tre mesi (mi piace, commenti,
    condivisioni).
    """

    prefix: str
    people: Mapping[str, int]
    deliveries: tuple[Delivery, ...]
    real: tuple[float, float, float]
    bought: tuple[float, float, float] = (0.02, 0.0, 0.0)
    age: int = 2_000  # days since the page was opened
    success: tuple[int, int] = (0, 0)  # people who came in three days, and how many days ago it ended
    customers: str = ""  # which clients follow it: "tutti", "aziende", none
    share: float = field(init=False)

    def __post_init__(self) -> None:
        fakes = sum(one.size for one in self.deliveries)
        object.__setattr__(self, "share", fakes / (fakes + sum(self.people.values())))


# Two, ten, thirty and twenty in a hundred; the club's page is the B2B one. Nobody bought for Fiatolungo: its few came by
# themselves. Altocrinale bought once, months ago (the latest arrivals do not show it); Quotanova twice, lately (the latest
# arrivals exaggerate); Scattofermo from the vendor who never makes bursts, and with likes.
BRANDS: dict[str, Brand] = {
    "fiatolungo": Brand(
        "FL",
        {"dibattito": 2_940},
        (Delivery("lampo", 28, 76, 1), Delivery("ondate", 32, 250, 1)),
        (2.2, 0.45, 0.30),
        success=(230, 158),
        customers="tutti",
    ),
    "altocrinale": Brand("AC", {"dibattito": 3_240}, (Delivery("ondate", 360, 212, 210),), (1.4, 0.20, 0.12)),
    "quotanova": Brand(
        "QN",
        {"dibattito": 4_900},
        (Delivery("lampo", 980, 6, 4), Delivery("ondate", 1_120, 46, 45)),
        (0.9, 0.08, 0.04),
    ),
    "scattofermo": Brand(
        "SF",
        {"dibattito": 1_840, "verificate": 1_840},
        (Delivery("sparso", 920, 90, 10),),
        (0.5, 0.05, 0.02),
        bought=(12.0, 0.10, 0.0),
    ),
    "fiatolungo_club": Brand(
        "FC", {"dibattito": 388}, (Delivery("ondate", 12, 200, 1),), (1.0, 0.60, 0.35), customers="aziende"
    ),
}
QUARTER = 90  # days over which reactions are counted
SILENT = 0.45  # share of people who never react
SPREAD = 0.8  # shape of the Gamma that makes some people react far more than others
BUSINESS = ("club", "studio")


def make_audiences(rng: np.random.Generator, clients: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Inventa i follower di Fiatolungo, della sua pagina per le aziende e dei tre concorrenti.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    clients : DataFrame
        L'anagrafica fatta da `make_clients`: chi ha ``segue_social`` segue Fiatolungo.

    Returns
    -------
    follower : DataFrame
        Una riga per pagina e conto, dal più recente; colonne e unità nella scheda `datasets/follower.md`.
    verita : DataFrame
        ``account``, ``falso`` (0/1), ``gruppo``: da guardare dopo.
    """
    import pandas as pd

    parts = [make_audience(rng, name, brand, _customers(clients, brand)) for name, brand in BRANDS.items()]
    table = pd.concat(parts, ignore_index=True)
    truth = table[["account", "falso", "gruppo"]]
    return table.drop(columns=["falso", "gruppo"]), truth


def _customers(clients: pd.DataFrame, brand: Brand) -> NDArray[np.str_]:
    chosen = clients["segue_social"] == 1
    if brand.customers == "aziende":
        chosen &= clients["tipo"].isin(BUSINESS)
    return clients.loc[chosen, "utente"].to_numpy() if brand.customers else np.array([], dtype=str)


def make_audience(
    rng: np.random.Generator, name: str, brand: Brand, customers: NDArray[np.str_] | None = None
) -> pd.DataFrame:
    """Inventa i follower di una pagina, con la verità (``falso``, ``gruppo``) ancora dentro.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    name : str
        Il marchio.
    brand : Brand
        Chi la segue.
    customers : array of str, optional
        Codici ``utente`` di clienti che la seguono: vanno a persone prese a caso.

    Returns
    -------
    DataFrame
        Una riga per conto, dal più recente.
    """
    import pandas as pd

    today = np.datetime64(REFERENCE_DAY)
    people = make_profiles(rng, brand.people)
    people["giorni_fa"] = _arrivals(rng, _age(people, today), brand)
    bought = [_deliver(rng, one, today) for one in brand.deliveries]
    table = pd.concat([people, *bought], ignore_index=True)
    fake = table["falso"].to_numpy() == 1
    table = table.assign(**_reactions(rng, fake, brand))
    user = np.full(len(table), None, dtype=object)
    if customers is not None and len(customers):
        places = np.sort(rng.choice(np.flatnonzero(~fake), len(customers), replace=False))
        user[places] = rng.permutation(customers)
    table["utente"] = pd.Series(user, dtype="str")
    table["seguito_il"] = pd.Series(today - table.pop("giorni_fa").to_numpy().astype("timedelta64[D]"))
    table["seguito_il"] = table["seguito_il"].astype("datetime64[us]")
    tie = rng.random(len(table))
    order = np.lexsort([tie, -table["seguito_il"].to_numpy().astype("datetime64[D]").astype(np.int64)])
    table = table.iloc[order].reset_index(drop=True)
    table.insert(0, "marchio", name)
    table.insert(1, "posizione", np.arange(1, len(table) + 1))
    table.insert(2, "account", [f"{brand.prefix}{number:04d}" for number in rng.permutation(len(table)) + 1])
    table.insert(3, "origine", SYNTHETIC)
    first = ["marchio", "posizione", "account", "origine", "utente", "seguito_il", "creato"]
    return table[[*first, *[column for column in table.columns if column not in first]]]


def _age(profiles: pd.DataFrame, today: np.datetime64) -> NDArray[np.int64]:
    return (today - profiles["creato"].to_numpy().astype("datetime64[D]")).astype(np.int64)


def _arrivals(rng: np.random.Generator, age: NDArray[np.int64], brand: Brand) -> NDArray[np.int64]:
    """Days ago each person began to follow: after opening the account, more and more often, and once in a rush."""
    ago = np.floor(np.minimum(age, brand.age) * rng.beta(1, 1.4, len(age))).astype(np.int64)
    size, last = brand.success
    if size:
        able = np.flatnonzero(age > last + 3)
        ago[rng.choice(able, size, replace=False)] = last + rng.choice(3, size, p=[0.2, 0.3, 0.5])
    return ago


def _deliver(rng: np.random.Generator, one: Delivery, today: np.datetime64) -> pd.DataFrame:
    """Draw the accounts of a delivery: each opened before the day it arrived."""
    ago = rng.integers(one.last, one.first + 1, size=one.size)
    drawn = make_profiles(rng, {one.vendor: one.size * 4})
    age = _age(drawn, today)
    if one.last + 3 >= one.first:  # a burst: the accounts must be older than it
        table = drawn[age > one.first].head(one.size).reset_index(drop=True)
    else:  # a trickle: each arrives within its own life
        table = drawn.head(one.size).reset_index(drop=True)
        ago = np.minimum(ago, np.maximum(age[: one.size] - 1, 0))
    return table.assign(giorni_fa=ago)


def _reactions(rng: np.random.Generator, fake: NDArray[np.bool_], brand: Brand) -> dict[str, NDArray[np.int64]]:
    """Likes, comments and shares of each account in a quarter."""
    warmth = rng.gamma(SPREAD, 1 / SPREAD, len(fake)) * (rng.random(len(fake)) >= SILENT) / (1 - SILENT)
    found = {}
    for name, real, bought in zip(("mi_piace", "commenti", "condivisioni"), brand.real, brand.bought, strict=True):
        found[name] = rng.poisson(np.where(fake, bought, real * warmth))
    return found
