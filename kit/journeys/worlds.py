"""Invented worlds in which the effect of every channel is known, because it was put there.  Pure functions of a seed.

A person can buy once in thirty days.  Each day the odds depend on the channels that touched them in the last days, and on
how interested they already are.  The truth is the same world, with the same random numbers, and one channel switched off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.journeys.errors import JourneyError
from kit.journeys.events import read_events
from kit.journeys.paths import Bools, Floats, Ints

# Log-odds that a touch adds while it is remembered; the last two channels do nothing at all.
EFFECTS = {
    "social_video": 0.5,
    "newsletter": 0.9,
    "recensioni": 1.2,
    "social_foto": 0.4,
    "ricerca_marca": 0.0,
    "retargeting": 0.0,
}
FOLLOWERS = ("ricerca_marca", "retargeting")  # the channels that interested people meet most
DAYS = 30
MEMORY = 7  # days for which a touch counts
PEOPLE = 40_000
HELD_OUT = 0.10  # of the people, per channel, never touched by it in the experiment
FIRST_DAY = "2025-03-03"
NOBODY = "nessuno"
ORDER_VALUE = 60.0  # euro per conversion


@dataclass(frozen=True)
class Scenario:
    """Che cosa rende difficile un mondo.

    Attributes
    ----------
    rate : float
        Tocchi per giorno e canale.
    pull : tuple of float
        Quanto l'interesse aumenta i tocchi di ciascuno dei `FOLLOWERS` (esponente).
    wide_pull : float
        Quanto aumenta quelli degli altri canali.
    interest : float
        Quanto l'interesse aumenta le probabilità di comprare (log-odds per unità).
    base : float
        Log-odds di comprare in un giorno senza tocchi.
    half_life : float or None
        Se c'è, l'effetto di un tocco si dimezza ogni tanti giorni, invece di durare `MEMORY` giorni e poi finire.
    observed : bool
        Se l'interesse si vede nella tabella delle persone.
    follower_rate : float
        Tocchi per giorno di `FOLLOWERS`.
    """

    rate: float = 0.045
    pull: tuple[float, float] = (0.0, 0.0)
    wide_pull: float = 0.0
    interest: float = 0.0
    base: float = -6.9
    half_life: float | None = None
    observed: bool = True
    follower_rate: float = 0.027


CONFOUNDED = Scenario(rate=0.045, pull=(1.4, 1.4), interest=1.8, base=-8.2, follower_rate=0.01)
SCENARIOS = {
    "casuale": Scenario(),
    "confuso": CONFOUNDED,
    "navigazionale": Scenario(rate=0.04, pull=(1.7, 0.8), interest=1.7, base=-7.9, follower_rate=0.012),
    "decadimento": Scenario(half_life=2.0, base=-6.6),
    "nascosto": replace(CONFOUNDED, observed=False),
}


@dataclass(frozen=True, eq=False)
class World:
    """Un mondo inventato, con la verità accanto.

    Attributes
    ----------
    events : DataFrame
        Il registro che vedrebbe un'azienda: ``utente``, ``data_ora``, ``canale``, ``evento``, ``valore``.
    people : DataFrame
        Tutte le persone, anche mai toccate: ``utente``, ``interesse`` (se si può osservare), ``conversione``.
    truth : DataFrame
        ``canale``, ``effetto`` (log-odds), ``incremento`` (conversioni che non ci sarebbero senza il canale), ``quota``.
    holdout : DataFrame
        L'esperimento: ``utente``, ``spento`` (il canale tolto a quella persona, o "nessuno"), ``conversione``.
    conversions, without_any : int
        Conversioni con tutti i canali accesi, e con tutti spenti.
    scenario : str
        Il nome.
    """

    events: pd.DataFrame
    people: pd.DataFrame
    truth: pd.DataFrame
    holdout: pd.DataFrame
    conversions: int
    without_any: int
    scenario: str


def simulate_world(
    scenario: str = "casuale",
    effects: Mapping[str, float] | None = None,
    seed: int = 0,
    *,
    people: int = PEOPLE,
    exposure: Mapping[str, float] | None = None,
) -> World:
    """Inventa un mondo in cui l'effetto di ogni canale si conosce.

    Parameters
    ----------
    scenario : {"casuale", "confuso", "navigazionale", "decadimento", "nascosto"}
        "casuale": i tocchi capitano a caso. "confuso": chi è già interessato incontra di più ricerca di marca e retargeting, e compra
        di più comunque. "navigazionale": chi sta per comprare cerca la marca per arrivare al sito. "decadimento": come
        "casuale", ma l'effetto svanisce in pochi giorni. "nascosto": come "confuso", e l'interesse non si può osservare.
    effects : dict, optional
        Canale → log-odds aggiunti da un tocco; se manca, `EFFECTS`.
    seed : int
        Stesso seme, stesso mondo.
    people : int
        Quante persone.
    exposure : dict, optional
        Canale → quanto moltiplicare i suoi tocchi (1.3: il 30 % di budget in più). Gli altri numeri casuali restano gli stessi: la
        differenza di conversioni è l'effetto di aver spostato il budget.

    Returns
    -------
    World

    Raises
    ------
    JourneyError
        Se lo scenario o un canale non esistono, o se le persone sono meno di 100.
    """
    if scenario not in SCENARIOS:
        raise JourneyError(f"Scenario sconosciuto: «{scenario}». Scegli tra {', '.join(SCENARIOS)}.")
    effects = dict(EFFECTS if effects is None else effects)
    scale = dict.fromkeys(effects, 1.0) | dict(exposure or {})
    strange = [name for name in scale if name not in effects]
    if strange or not effects:
        said = f"Nessun canale si chiama «{strange[0]}»." if strange else "Serve almeno un canale."
        raise JourneyError(f"{said} I canali sono: {', '.join(effects)}.")
    if people < 100:
        raise JourneyError(f"Servono almeno 100 persone (hai scritto {people}).")
    if any(not size >= 0 for size in scale.values()):
        raise JourneyError("In exposure servono numeri da 0 in su: 1 è il budget di adesso, 0 lo spegne.")
    rule = SCENARIOS[scenario]
    interest, touched, luck, clock, group = _draws(rule, list(effects), scale, people, seed)
    strength = np.array(list(effects.values()))
    strengths = _carry(touched, rule) * strength  # shape (people, days, channels)
    own = rule.base + rule.interest * interest
    day_on = _buying_day(own, strengths.sum(axis=2), luck)
    whole = strengths.sum(axis=2)
    days_off = [_buying_day(own, whole - strengths[:, :, c], luck) for c in range(len(strength))]
    bought = day_on < DAYS
    off = np.array([day < DAYS for day in days_off])
    increment = (int(bought.sum()) - off.sum(axis=1)).astype(float)
    total = np.maximum(increment, 0).sum()
    truth = pd.DataFrame(
        {
            "canale": list(effects),
            "effetto": strength,
            "incremento": increment,
            "quota": np.maximum(increment, 0) / total if total else np.zeros(len(strength)),
        }
    )
    names = np.array([f"P{i:05d}" for i in range(1, people + 1)], dtype=object)
    held = np.append(np.array(list(effects), dtype=object), NOBODY)[group]
    in_trial = np.where(group < len(strength), np.vstack([off, bought])[group, np.arange(people)], bought)
    table = pd.DataFrame({"utente": names.astype(str), "interesse": interest, "conversione": bought.astype(int)})
    return World(
        events=_events(names, list(effects), touched, day_on, clock),
        people=table if rule.observed else table.drop(columns="interesse"),
        truth=truth,
        holdout=pd.DataFrame(
            {"utente": names.astype(str), "spento": held.astype(str), "conversione": in_trial.astype(int)}
        ),
        conversions=int(bought.sum()),
        without_any=int((_buying_day(own, np.zeros_like(whole), luck) < DAYS).sum()),
        scenario=scenario,
    )


def _draws(
    rule: Scenario, channels: list[str], scale: Mapping[str, float], people: int, seed: int
) -> tuple[Floats, Bools, Floats, Floats, Ints]:
    """Draw interest, touches, luck in buying, hours, and the group of the experiment; each from a stream of its own."""
    interest = np.round(np.random.default_rng([seed, 0]).normal(size=people) * 2) / 2
    luck = np.random.default_rng([seed, 1]).logistic(size=(people, DAYS))
    touched = np.empty((people, DAYS, len(channels)), dtype=bool)
    for c, name in enumerate(channels):
        follows = name in FOLLOWERS
        pull = rule.pull[FOLLOWERS.index(name)] if follows else rule.wide_pull
        rate = (rule.follower_rate if follows else rule.rate) * scale[name]
        chance = np.minimum(rate * np.exp(pull * interest), 0.6)
        touched[:, :, c] = np.random.default_rng([seed, 2, c]).random((people, DAYS)) < chance[:, None]
    clock = np.random.default_rng([seed, 3]).random((people, DAYS, len(channels)))
    group = np.minimum((np.random.default_rng([seed, 4]).random(people) / HELD_OUT).astype(np.int64), len(channels))
    return interest, touched, luck, clock, group


def _carry(touched: Bools, rule: Scenario) -> Floats:
    """Return how much of each channel's effect is at work on each day."""
    if rule.half_life is None:
        until = np.cumsum(touched, axis=1, dtype=np.int64)
        before = np.zeros_like(until)
        before[:, MEMORY:] = until[:, :-MEMORY]
        return (until > before).astype(float)
    kept = 2.0 ** (-1 / rule.half_life)
    carried = touched.astype(float)
    for day in range(1, DAYS):
        carried[:, day] = np.maximum(carried[:, day], kept * carried[:, day - 1])
    return carried


def _buying_day(own: Floats, channels: Floats, luck: Floats) -> Ints:
    """Return the first day on which luck (in log-odds) is below the odds of buying, `DAYS` if there is none."""
    buys = luck < own[:, None] + channels
    return np.where(buys.any(axis=1), buys.argmax(axis=1), DAYS)


def _events(
    names: NDArray[np.object_], channels: list[str], touched: Bools, day_on: Ints, clock: Floats
) -> pd.DataFrame:
    """Write the log: touches by day until the purchase, the purchase in the evening."""
    seen = touched & (np.arange(DAYS)[None, :, None] <= day_on[:, None, None])
    person, day, channel = np.nonzero(seen)
    seconds = day * 86_400 + 28_800 + (clock[seen] * 43_200).astype(np.int64)  # between 8 and 20
    buyers = np.flatnonzero(day_on < DAYS)
    evening = day_on[buyers] * 86_400 + 75_600 + (clock[buyers, 0, 0] * 7_200).astype(np.int64)  # between 21 and 23
    won = np.repeat([False, True], [len(person), len(buyers)])
    since = np.concatenate([seconds, evening])
    site = np.array([*channels, "sito"], dtype=object)
    table = pd.DataFrame(
        {
            "utente": names[np.concatenate([person, buyers])],
            "data_ora": pd.Timestamp(FIRST_DAY) + pd.to_timedelta(since, unit="s"),
            "canale": site[np.concatenate([channel, np.full(len(buyers), len(channels))])],
            "evento": np.where(won, "conversione", "contatto"),
            "valore": np.where(won, ORDER_VALUE, 0.0),
        }
    )
    table["data_ora"] = table["data_ora"].dt.tz_localize("UTC")
    return read_events(table.sort_values("data_ora", kind="stable", ignore_index=True), "UTC", ties="conversion_last")
