"""Generators of `spese` (weekly spend and conversions, with a season that drives both) and `condivisioni` (cascades).

Pure: a numpy Generator in, a table out.  Planted: the response curves, the season, the re-shares per share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kit.synthesis.actions import make_actions
from kit.synthesis.actions_texts import make_faq, make_faq_trial
from kit.synthesis.content_parts import typed

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WEEKS = 52
USUAL, TRIAL = "abituale", "prova"
FIRST_WEEK = {USUAL: "2024-01-01", TRIAL: "2025-01-06"}
# Conversions that a week's spend adds: top · spend / (spend + half). Top in conversions, half in euro.
CURVES = {
    "content": (60.0, 220.0),
    "advertising": (95.0, 520.0),
    "messaging": (38.0, 110.0),
    "influence": (70.0, 800.0),
}
BASE = {"content": 34.0, "advertising": 40.0, "messaging": 18.0, "influence": 24.0}  # conversions without spending
USUAL_SPEND = {"content": 260.0, "advertising": 700.0, "messaging": 90.0, "influence": 420.0}  # euro a week, on average
TRIAL_LEVELS = (0.0, 0.5, 1.0, 1.75, 2.5)  # times the usual spend, drawn at random each week
# The demand of the week: the calendar, which the table shows in three names, and what only Tullio feels (weather, bookings).
CALENDAR = 0.38
FELT = 0.16
SEASONS = ("bassa", "media", "alta")
SEASON_CUTS = (0.85, 1.15)
FOLLOWS_DEMAND = 1.0  # how much the usual spend follows the demand: 1 is in proportion
WHIM = 0.12  # spread of the usual spend for no reason
NOISE = 0.55  # times the square root of the mean conversions, besides counting noise

# Cascades: first shares of each post, re-shares that a share brings, views that a share brings.
CASCADES = {"cliente": (46, 0.72), "azienda": (30, 0.40), "influencer": (14, 0.55)}  # posts, re-shares per share
FIRST_SHARES = 6.0
VIEWS = 45.0
LARGEST = 400


def make_cami(actions: np.random.Generator, spend: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Le tabelle del metodo C.A.M.I.: azioni, condivisioni, spese, domande frequenti e la loro prova."""
    table = make_actions(actions)
    tables = {
        "azioni": table,
        "condivisioni": make_shares(actions, table),
        "faq": make_faq(),
        "faq_prova": make_faq_trial(),
        "spese": make_spend(spend),
    }
    return {name: typed(one) for name, one in tables.items()}


def curve(dimension: str, spend: float | Floats) -> float | Floats:
    """Le conversioni in più che la spesa di una settimana porta davvero."""
    top, half = CURVES[dimension]
    return top * spend / (spend + half)


def demand(rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Quanto le persone hanno voglia di comprare, settimana per settimana: (calendario, domanda), shape (settimane,)."""
    week = np.arange(WEEKS)
    calendar = 1 + CALENDAR * (0.8 * np.sin(2 * np.pi * (week - 8) / 52) + 0.55 * np.sin(4 * np.pi * (week - 11) / 52))
    felt = rng.normal(0, FELT, WEEKS)
    return calendar, np.clip(calendar + felt, 0.2, None)


def make_spend(rng: np.random.Generator) -> pd.DataFrame:
    """Inventa due anni di spesa e conversioni per dimensione.

    Nel periodo "abituale" Tullio spende di più quando sente che si venderà di più; in quello di "prova" la spesa di ogni
    settimana è estratta a sorte.

    Returns
    -------
    DataFrame
        ``periodo``, ``settimana``, ``stagione``, ``dimensione``, ``spesa`` (euro), ``conversioni``, ``sintetico``.
    """
    import pandas as pd

    parts = []
    for period in (USUAL, TRIAL):
        calendar, wish = demand(rng)
        season = np.array(SEASONS)[np.digitize(calendar, SEASON_CUTS)]
        weeks = pd.date_range(FIRST_WEEK[period], periods=WEEKS, freq="7D")
        for dimension, usual in USUAL_SPEND.items():
            if period == USUAL:
                spend = usual * wish**FOLLOWS_DEMAND * np.exp(rng.normal(0, WHIM, WEEKS))
            else:
                times = np.resize(TRIAL_LEVELS, WEEKS)
                spend = usual * rng.permutation(times)
            spend = np.round(spend, -1)
            mean = BASE[dimension] * wish + curve(dimension, spend)
            sold = rng.poisson(np.maximum(mean + NOISE * np.sqrt(mean) * rng.normal(size=WEEKS), 0))
            parts.append(
                pd.DataFrame(
                    {
                        "periodo": period,
                        "settimana": weeks,
                        "stagione": season,
                        "dimensione": dimension,
                        "spesa": spend,
                        "conversioni": sold,
                    }
                )
            )
    table = pd.concat(parts, ignore_index=True)
    table["sintetico"] = 1
    return table.sort_values(["settimana", "dimensione"], kind="stable").reset_index(drop=True)


def make_shares(rng: np.random.Generator, actions: pd.DataFrame) -> pd.DataFrame:
    """Inventa le cascate di condivisioni di alcune azioni.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    actions : DataFrame
        La tabella `azioni`.

    Returns
    -------
    DataFrame
        ``condivisione``, ``azione``, ``chi_pubblica``, ``da`` (vuoto se viene dal post), ``utente``, ``ore`` dal post,
        ``viste``, ``sintetico``.
    """
    import pandas as pd

    public = actions[actions["visibile_a"] == "tutti"]
    rows: list[tuple[str, str, str, str | None, str, float, int]] = []
    for who, (posts, reshares) in CASCADES.items():
        names = public.loc[public["chi_pubblica"] == who, "azione"].to_numpy()
        for action in rng.permutation(names)[:posts].tolist():
            waiting: list[tuple[str | None, float]] = [(None, 0.0)] * (1 + int(rng.poisson(FIRST_SHARES)))
            done = 0
            while waiting and done < LARGEST:
                parent, before = waiting.pop(0)
                done += 1
                name = f"{action}-{done:03d}"
                hours = before + float(np.round(rng.exponential(9.0) + 0.1, 1))
                user = f"U{int(rng.integers(1, 6001)):04d}"
                rows.append((name, action, who, parent, user, round(hours, 1), int(rng.poisson(VIEWS))))
                waiting += [(name, hours)] * int(rng.poisson(reshares))
    columns = ["condivisione", "azione", "chi_pubblica", "da", "utente", "ore", "viste"]
    return pd.DataFrame(rows, columns=columns).assign(sintetico=1)
