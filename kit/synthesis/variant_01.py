"""The variant of lesson 01: a campaign with a group not contacted, in two months and three segments, and a price test.

Pure.  Each segment has a hidden role; which name has which role belongs to the data, not to the questions, so that an
answer typed in by hand does not survive a fresh variant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kit.synthesis.campaigns import CONTACTED, NOT_CONTACTED
from kit.synthesis.making import Maker, Variant

if TYPE_CHECKING:
    import pandas as pd

PEOPLE = 3_000
SHARE_CONTACTED = 0.6
MONTHS = ("marzo", "aprile", "maggio", "giugno", "settembre", "ottobre")
SEGMENTS = ("camminatori", "corridori", "escursionisti", "principianti", "squadre", "viaggiatori")
RATES = (("clic", "raggiunto"), ("acquisto", "raggiunto"), ("acquisto", "clic"))
MARGINS = (14.0, 16.0, 18.0, 20.0, 22.0, 24.0)  # euro per purchase
CONTACT_COSTS = (0.2, 0.3, 0.4, 0.5)  # euro per person contacted
SEEN = 0.72
CLICK_IF_SEEN = {True: 0.5, False: 0.09}  # by whether the person bought
PRICES, WEEKS_PER_PRICE = 6, 4
FIRST_PRICES, PRICE_STEPS = (24.90, 29.90, 34.90, 39.90), (10.0, 12.0)  # euro
COST_OF_FIRST = (0.75, 0.95)  # a piece costs this share of the lowest price
FIRST_DEMAND = (300, 500)  # pieces a week at the lowest price
GENTLE_FALL, STEEP_FALL = 0.94, 0.75  # of demand, or of profit, from one price to the next
CLEAR_INCREMENT = 0.02  # an increment nearer to zero than this is no question for a beginner
CLEAR_PRICE = 0.05  # the best price beats the second by this share


class Role(NamedTuple):
    """Quota della lista, tasso di chi non è contattato (da, a), effetto su chi vede (da, a)."""

    share: float
    base: tuple[float, float]
    effect: tuple[float, float]


ROLES = {
    "numeroso": Role(0.60, (0.10, 0.13), (0.03, 0.06)),  # most purchases, by sheer number
    "fedele": Role(0.20, (0.34, 0.42), (-0.09, -0.03)),  # best rate, buys anyway, is annoyed
    "persuadibile": Role(0.20, (0.07, 0.11), (0.17, 0.23)),  # the message changes it
}
RATE_WORDS = {
    ("clic", "raggiunto"): "fra le persone raggiunte, quale quota ha fatto clic?",
    ("acquisto", "raggiunto"): "fra le persone raggiunte, quale quota ha comprato?",
    ("acquisto", "clic"): "fra le persone che hanno fatto clic, quale quota ha comprato?",
}


def choose(rng: np.random.Generator) -> dict[str, Any]:
    """Sorteggia mese, segmento, tasso, margine e costo su cui verte la prova."""
    start = int(rng.integers(len(MONTHS) - 1))
    months = list(MONTHS[start : start + 2])
    segments = sorted(rng.permutation(SEGMENTS)[: len(ROLES)].tolist())
    top, bottom = RATES[int(rng.integers(len(RATES)))]
    return {
        "mese": months[int(rng.integers(2))],
        "segmento": segments[int(rng.integers(3))],
        "numeratore": top,
        "denominatore": bottom,
        "margine": float(rng.choice(MARGINS)),
        "costo_contatto": float(rng.choice(CONTACT_COSTS)),
        "mesi": months,
        "segmenti": segments,
    }


def ask(params: Mapping[str, Any]) -> dict[str, str]:
    """Le domande, in parole."""
    month, segment = params["mese"], params["segmento"]
    margin, cost = (f"{params[key]:.2f}".replace(".", ",") for key in ("margine", "costo_contatto"))
    return {
        "tasso": f"Nel mese di {month}, {RATE_WORDS[params['numeratore'], params['denominatore']]}",
        "incremento": f"Nel mese di {month}, nel segmento {segment}: qual è l'incremento, cioè il tasso di acquisto "
        "delle persone contattate meno quello delle non contattate? Può essere negativo.",
        "segmento": f"Nel mese di {month}, in quale segmento il messaggio ha fatto crescere di più il tasso di acquisto?",
        "profitto": f"Nel mese di {month}, su tutti i segmenti: qual è il profitto incrementale in euro, se un acquisto rende "
        f"{margin} € e ogni contatto costa {cost} €?",
        "prezzo": "A quale prezzo il profitto totale della prova è più alto?",
    }


def make(rng: np.random.Generator, params: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Inventa la campagna e la prova dei prezzi."""
    return {"campagna": _campaign(rng, params), "prezzi": _prices(rng)}


def _campaign(rng: np.random.Generator, params: Mapping[str, Any]) -> pd.DataFrame:
    import pandas as pd

    roles = dict(zip(rng.permutation(params["segmenti"]).tolist(), ROLES.values(), strict=True))
    size = PEOPLE // len(params["mesi"])
    parts = []
    for month in params["mesi"]:
        names = list(roles)
        segment = rng.permutation(np.repeat(names, [round(size * roles[name].share) for name in names]))
        base_of = {name: rng.uniform(*roles[name].base) for name in names}
        effect_of = {name: rng.uniform(*roles[name].effect) for name in names}
        contacted = _split(rng, segment)
        seen = contacted & (rng.random(size) < SEEN)
        chance = np.array([base_of[name] for name in segment]) + seen * np.array([effect_of[name] for name in segment])
        bought = rng.random(size) < chance
        clicked = seen & (rng.random(size) < np.where(bought, CLICK_IF_SEEN[True], CLICK_IF_SEEN[False]))
        parts.append(
            pd.DataFrame(
                {
                    "mese": month,
                    "segmento": segment,
                    "gruppo": np.where(contacted, CONTACTED, NOT_CONTACTED),
                    "raggiunto": seen.astype(int),
                    "clic": clicked.astype(int),
                    "acquisto": bought.astype(int),
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    table.insert(0, "utente", [f"V{number:04d}" for number in range(1, len(table) + 1)])
    return table


def _split(rng: np.random.Generator, segment: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Draw who is contacted, segment by segment."""
    contacted = np.full(len(segment), False)
    for name in np.unique(segment):
        rows = np.flatnonzero(segment == name)
        contacted[rng.permutation(rows)[: round(len(rows) * SHARE_CONTACTED)]] = True
    return contacted


def _prices(rng: np.random.Generator) -> pd.DataFrame:
    import pandas as pd

    first, step = float(rng.choice(FIRST_PRICES)), float(rng.choice(PRICE_STEPS))
    prices = np.round(first + step * np.arange(PRICES), 2)
    cost = round(first * float(rng.uniform(*COST_OF_FIRST)))
    best = int(rng.integers(1, 4))
    # From the price before the best one, demand falls too little for the profit and too much for the takings.
    lowest, highest = (prices[best - 1] - cost) / (prices[best] - cost), prices[best - 1] / prices[best]
    weight = rng.uniform(0.4, 0.6)
    falls = np.full(PRICES - 1, GENTLE_FALL)
    falls[best - 1] = lowest**weight * highest ** (1 - weight)
    falls[best:] = STEEP_FALL * (prices[best:-1] - cost) / (prices[best + 1 :] - cost)
    demand = rng.uniform(*FIRST_DEMAND) * np.concatenate([[1.0], np.cumprod(falls)])
    price = rng.permutation(np.repeat(prices, WEEKS_PER_PRICE))
    pieces = rng.poisson([demand[int(np.searchsorted(prices, one))] for one in price])
    weeks = pd.date_range("2025-01-06", periods=len(price), freq="7D")
    return pd.DataFrame({"settimana": weeks, "prezzo": price, "pezzi": pieces, "costo_unitario": float(cost)})


def _month(variant: Variant) -> pd.DataFrame:
    """Return the rows of the month asked for."""
    table = variant.tables["campagna"]
    month: pd.DataFrame = table[table["mese"] == variant.params["mese"]]
    return month


def _rates(variant: Variant, group: str) -> pd.Series[float]:
    """Return the purchase rate of each segment in one group, in the month asked for."""
    month = _month(variant)
    rates: pd.Series[float] = month[month["gruppo"] == group].groupby("segmento")["acquisto"].mean()
    return rates


def _increments(variant: Variant) -> pd.Series[float]:
    return _rates(variant, CONTACTED) - _rates(variant, NOT_CONTACTED)


def _three_winners(variant: Variant) -> bool:
    month = _month(variant)
    counts = month[month["gruppo"] == CONTACTED].groupby("segmento")["acquisto"].sum()
    winners = {counts.idxmax(), _rates(variant, CONTACTED).idxmax(), _increments(variant).idxmax()}
    return len(winners) == 3


def _increment_is_clear(variant: Variant) -> bool:
    return abs(float(_increments(variant)[variant.params["segmento"]])) >= CLEAR_INCREMENT


def _winner_is_clear(variant: Variant) -> bool:
    first, second = _increments(variant).nlargest(2)
    return bool(first - second >= CLEAR_INCREMENT)


def _months_differ(variant: Variant) -> bool:
    """Tell whether forgetting to filter the month changes the rate that is asked for."""
    table, params = variant.tables["campagna"], variant.params
    base = table[table[params["denominatore"]] == 1]
    month = base[base["mese"] == params["mese"]][params["numeratore"]].mean()
    return bool(abs(month - base[params["numeratore"]].mean()) >= 0.002)


def _profit(variant: Variant) -> tuple[float, float]:
    """Return incremental and naive profit of the month asked for, in euro."""
    month, params = _month(variant), variant.params
    rate = month.groupby("gruppo")["acquisto"].mean()
    contacted = int((month["gruppo"] == CONTACTED).sum())
    cost = contacted * params["costo_contatto"]
    naive = rate[CONTACTED] * contacted * params["margine"] - cost
    return float((rate[CONTACTED] - rate[NOT_CONTACTED]) * contacted * params["margine"] - cost), float(naive)


def _profit_differs(variant: Variant) -> bool:
    incremental, naive = _profit(variant)
    return naive > 2 * abs(incremental) and abs(incremental) > 50


def _price_is_inside(variant: Variant) -> bool:
    table = variant.tables["prezzi"]
    total = table.assign(
        profit=(table["prezzo"] - table["costo_unitario"]) * table["pezzi"], taken=table["prezzo"] * table["pezzi"]
    )
    sums = total.groupby("prezzo")[["pezzi", "profit", "taken"]].sum()
    best, second = sums["profit"].nlargest(2)
    winner = sums["profit"].idxmax()
    edges = {sums.index.min(), sums.index.max(), sums["pezzi"].idxmax(), sums["taken"].idxmax()}
    return bool(winner not in edges and best > (1 + CLEAR_PRICE) * second)


MAKER = Maker(
    choose,
    ask,
    make,
    {
        "il segmento migliore cambia se guardi il numero, il tasso o l'incremento": _three_winners,
        "l'incremento chiesto è lontano da zero": _increment_is_clear,
        "il segmento con l'incremento più alto si stacca dal secondo": _winner_is_clear,
        "dimenticare il mese cambia il tasso": _months_differ,
        "il profitto ingenuo è molto più alto di quello incrementale": _profit_differs,
        "il prezzo migliore non è agli estremi né quello che incassa di più": _price_is_inside,
    },
)
