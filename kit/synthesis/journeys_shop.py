"""Generators of the shop's side of the journey: social requests and receipts, a survey by stage, brands considered.

Pure: a numpy Generator and the clients in, tables out.  The planted effects are the constants below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kit.synthesis.clients import propensity
from kit.synthesis.journeys import DAYS, FIRST_DAY, STAGES

if TYPE_CHECKING:
    import pandas as pd

REQUESTS, OTHER_VISITS = 900, 700
PRODUCTS = {"scarpe": 0.40, "zaino": 0.22, "giacca": 0.18, "bastoncini": 0.12, "calze": 0.08}
PRICES = {"scarpe": 119.0, "zaino": 59.9, "giacca": 99.0, "bastoncini": 44.9, "calze": 14.9}  # euro
CONSENT = -0.1  # log-odds of agreeing that the shop sees the request
CONSENT_BY_INTEREST = 0.9  # who is keener agrees more often: consenting people are not like the others
TABLET_WORKS = 0.5  # of the visits with consent, drawn at random: only then the clerk reads the request
BUY, BUY_BY_INTEREST = -1.3, 0.9  # log-odds of buying the thing asked for, during the visit
BUY_IF_READ = 0.8  # more, if the clerk has read the request
COMES = 0.75  # of the people who asked, how many come to the shop

ANSWERS = 1_500
# Mean mark from 1 to 5 of those who were at the stage. The least satisfied stage is not where most people stop.
MARKS = {"scoperta": 4.0, "considerazione": 3.6, "intenzione": 3.8, "acquisto": 4.1, "fedelta": 2.7}
SPREAD_OF_MARKS = 0.9

INTERVIEWS = 800
BRANDS = ("altocrinale", "fiatolungo", "quotanova", "scattofermo")
CONSIDERED = {"altocrinale": 0.62, "fiatolungo": 0.34, "quotanova": 0.48, "scattofermo": 0.30}
LIKED = {"altocrinale": 0.0, "fiatolungo": 0.75, "quotanova": 0.1, "scattofermo": -0.2}  # log-odds once considered
HEARD_OF = {"amici": 0.30, "ricerca": 0.26, "negozio": 0.20, "social": 0.16, "pubblicita": 0.08}


def make_requests(rng: np.random.Generator, clients: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Inventa le richieste arrivate sui social e le visite in negozio, con lo scontrino di chi compra.

    Returns
    -------
    tuple
        `richieste` e `visite`; colonne e unità nelle schede. Senza consenso la richiesta non ha l'utente.
    """
    import pandas as pd

    interest = _interest(clients)
    weight = np.exp(0.6 * interest)
    asks = rng.choice(len(clients), REQUESTS, replace=False, p=weight / weight.sum())
    product = rng.choice(list(PRODUCTS), REQUESTS, p=list(PRODUCTS.values()))
    asked = rng.uniform(0, DAYS - 14, REQUESTS)
    consent = rng.random(REQUESTS) < _chance(CONSENT + CONSENT_BY_INTEREST * interest[asks])
    comes = rng.random(REQUESTS) < COMES
    visit = asked + rng.gamma(2.0, 2.0, REQUESTS)
    read = consent & (rng.random(REQUESTS) < TABLET_WORKS)
    bought = comes & (rng.random(REQUESTS) < _chance(BUY + BUY_BY_INTEREST * interest[asks] + BUY_IF_READ * read))
    names = clients["utente"].to_numpy(dtype=object)
    order = np.argsort(asked)
    requests = pd.DataFrame(
        {
            "richiesta": [f"R{number:04d}" for number in range(1, REQUESTS + 1)],
            "data": _days(asked[order]),
            "canale": rng.choice(["social_foto", "gruppo", "social_video"], REQUESTS, p=[0.55, 0.30, 0.15]),
            "prodotto": product[order],
            "consenso": consent[order].astype(int),
            "utente": pd.Series(names[asks]).where(consent)[order].to_numpy(),
        }
    )
    others = rng.choice(np.setdiff1d(np.arange(len(clients)), asks), OTHER_VISITS, replace=False)
    here = np.flatnonzero(comes)
    other_product = rng.choice(list(PRODUCTS), OTHER_VISITS, p=list(PRODUCTS.values()))
    other_bought = rng.random(OTHER_VISITS) < _chance(BUY + BUY_BY_INTEREST * interest[others])
    receipts = pd.DataFrame(
        {
            "utente": np.concatenate([names[asks[here]], names[others]]),
            "when": np.concatenate([visit[here], rng.uniform(0, DAYS, OTHER_VISITS)]),
            "prodotto": np.concatenate([product[here], other_product]),
            "richiesta_letta": np.concatenate([read[here], np.zeros(OTHER_VISITS, dtype=bool)]).astype(int),
            "acquisto": np.concatenate([bought[here], other_bought]).astype(int),
        }
    ).sort_values("when", ignore_index=True)
    receipts.insert(0, "visita", [f"N{number:04d}" for number in range(1, len(receipts) + 1)])
    receipts.insert(2, "data", _days(receipts.pop("when").to_numpy()))
    price = receipts["prodotto"].map(PRICES).to_numpy(dtype=float)
    receipts["importo"] = np.where(receipts["acquisto"] == 1, price, 0.0)
    return _text(requests, "richiesta", "canale", "prodotto", "utente"), _text(receipts, "visita", "utente", "prodotto")


def make_marks(rng: np.random.Generator, clients: pd.DataFrame) -> pd.DataFrame:
    """Inventa un'indagine: quanto sono soddisfatte le persone a ogni tappa, da 1 a 5.

    Returns
    -------
    DataFrame
        `soddisfazione`: ``utente``, ``tappa``, ``voto``.
    """
    import pandas as pd

    who = rng.choice(len(clients), ANSWERS // 3, replace=False)
    person = np.repeat(who, 3)
    stage = np.concatenate([np.sort(rng.choice(len(STAGES), 3, replace=False)) for _ in who])
    warmth = np.repeat(rng.normal(0, 0.4, len(who)), 3)
    mean = np.array([MARKS[STAGES[one]] for one in stage])
    mark = np.clip(np.round(mean + warmth + rng.normal(0, SPREAD_OF_MARKS, len(person))), 1, 5)
    table = pd.DataFrame(
        {
            "utente": clients["utente"].to_numpy(dtype=object)[person],
            "tappa": np.array(STAGES, dtype=object)[stage],
            "voto": mark.astype(int),
        }
    )
    return _text(table, "utente", "tappa")


def make_considered(rng: np.random.Generator) -> pd.DataFrame:
    """Inventa interviste a chi ha comprato da poco: quali marche ha considerato, quale ha scelto.

    Returns
    -------
    DataFrame
        `considerazione`: ``intervista``, una colonna 0/1 per marca, ``comprata``, ``prima_fonte``.
    """
    import pandas as pd

    considered = rng.random((INTERVIEWS, len(BRANDS))) < [CONSIDERED[brand] for brand in BRANDS]
    none = ~considered.any(axis=1)
    considered[none, BRANDS.index("altocrinale")] = True
    taste = np.array([LIKED[brand] for brand in BRANDS]) + rng.gumbel(size=considered.shape)
    bought = np.where(considered, taste, -np.inf).argmax(axis=1)
    table = pd.DataFrame(considered.astype(int), columns=list(BRANDS))
    table.insert(0, "intervista", [f"I{number:04d}" for number in range(1, INTERVIEWS + 1)])
    table["comprata"] = np.array(BRANDS, dtype=object)[bought]
    table["prima_fonte"] = rng.choice(list(HEARD_OF), INTERVIEWS, p=list(HEARD_OF.values()))
    return _text(table, "intervista", "comprata", "prima_fonte")


def _interest(clients: pd.DataFrame) -> np.ndarray:
    own = propensity(clients)
    logit = np.log(own / (1 - own))
    return np.asarray((logit - logit.mean()) / logit.std())


def _chance(logit: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-logit)))


def _days(days: np.ndarray) -> pd.Series[pd.Timestamp]:
    import pandas as pd

    last = np.minimum(days.astype(np.int64), DAYS - 1)
    return pd.Series(pd.Timestamp(FIRST_DAY) + pd.to_timedelta(last, unit="D")).dt.as_unit("us")


def _text(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    for name in columns:
        table[name] = table[name].astype("str")
    return table
