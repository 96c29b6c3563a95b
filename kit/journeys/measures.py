"""How each index of the dynamic journey is computed on the coded log.  Pure; the words are in indices.py."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.journeys.building import build_paths
from kit.journeys.coding import boundaries
from kit.journeys.ordering import choose_order
from kit.journeys.paths import Bools, Floats, Ints, sum_by
from kit.journeys.timing import DAY, HOUR, kaplan_meier

Value = NDArray[np.bool_]
NOTHING = float("nan")
ENOUGH = 3  # touches from which a person can be called concentrated
AFTER, ANSWER, AFTERWARDS = 7 * DAY, 24 * HOUR, 30 * DAY


@dataclass(frozen=True, eq=False)
class Log:
    """Il registro in numeri: una riga per evento, in ordine di persona e di tempo."""

    events: pd.DataFrame
    person: Ints
    instant: Ints
    channel: Ints
    won: Bools
    earned: Bools
    paid: Bools
    search: Bools
    device: Ints
    thread: Ints
    brand: Bools
    stage: Ints


def effective_channels(log: Log) -> float:
    """Media di exp(entropia) dei canali per persona."""
    touch = ~log.won
    return _mean(np.exp(_entropies(log.person[touch], log.channel[touch])))


def effective_devices(log: Log) -> float:
    """Media di exp(entropia) dei dispositivi per persona."""
    known = log.device >= 0
    return _mean(np.exp(_entropies(log.person[known], log.device[known])))


def device_switches(log: Log) -> float:
    """Quota di eventi di fila con dispositivo diverso."""
    known = log.device >= 0
    person, device = log.person[known], log.device[known]
    same = person[1:] == person[:-1]
    return _mean((device[1:] != device[:-1])[same])


def unique_journeys(log: Log) -> float:
    """Quota di persone la cui sequenza di canali è unica."""
    touch = ~log.won
    person, channel = log.person[touch], log.channel[touch]
    kept = boundaries(person)
    kept[1:] |= channel[1:] != channel[:-1]
    sequences = pd.Series(channel[kept]).groupby(person[kept]).agg(tuple)
    return _mean((sequences.map(sequences.value_counts()) == 1).to_numpy())


def hhi_person(log: Log) -> float:
    """Concentrazione media per persona."""
    return _mean((_shares(log) ** 2).sum(axis=1))


def hhi_market(log: Log) -> float:
    """Concentrazione di tutti i tocchi."""
    many = np.bincount(log.channel[~log.won])
    return float(((many / many.sum()) ** 2).sum())


def hhi_gap(log: Log) -> float:
    """Concentrazione media per persona meno quella del mercato."""
    return hhi_person(log) - hhi_market(log)


def gini_touches(log: Log) -> float:
    """Indice di Gini dei tocchi per persona."""
    many = np.sort(np.bincount(log.person[~log.won]))
    many = many[many > 0]
    rank = np.arange(1, len(many) + 1)
    return float((2 * (rank * many).sum() / (len(many) * many.sum())) - (len(many) + 1) / len(many))


def hub_share(log: Log) -> float:
    """Quota di persone con un canale perno."""
    return _mean(_shares(log).max(axis=1) >= 0.5)


def earned_rate_ratio(log: Log) -> float:
    """Conversioni per giorno dopo un tocco guadagnato diviso dopo un tocco pagato."""
    earned, paid = _rate_after(log, log.earned), _rate_after(log, log.paid)
    return earned / paid if paid > 0 else NOTHING


def hours_after_earned(log: Log) -> float:
    """Mediana delle ore dal tocco guadagnato al passo seguente."""
    return _median_wait(log, log.earned & ~log.won)


def hours_after_paid(log: Log) -> float:
    """Mediana delle ore dal tocco pagato al passo seguente."""
    return _median_wait(log, log.paid & ~log.won)


def search_depth(log: Log) -> float:
    """Tocchi di ricerca prima del primo acquisto, fra chi compra."""
    if not log.won.any():
        return NOTHING
    bought = _first_of(log, log.won)
    before = log.search & ~log.won & (np.arange(len(log.person)) < bought[log.person])
    buyers = np.unique(log.person[log.won])
    return _mean(np.bincount(log.person[before], minlength=len(bought))[buyers])


def search_loops(log: Log) -> float:
    """Quota di persone che tornano a cercare dopo aver fatto altro."""
    touch = ~log.won
    person, search = log.person[touch], log.search[touch]
    again = np.zeros(len(person), dtype=bool)
    again[1:] = (person[1:] == person[:-1]) & search[1:] & ~search[:-1]
    place = np.arange(len(person))
    first = np.full(int(log.person.max()) + 1, len(person))
    np.minimum.at(first, person[search], place[search])
    again &= place > first[person]
    return len(np.unique(person[again])) / len(np.unique(log.person))


def reply_rate(log: Log) -> float:
    """Quota di messaggi delle persone con risposta entro 24 ore."""
    wait, answered = _waits(log)
    return _mean(answered & (wait <= ANSWER / HOUR)) if len(wait) else NOTHING


def reply_hours(log: Log) -> float:
    """Mediana delle ore di attesa di una risposta, contando chi aspetta ancora."""
    wait, answered = _waits(log)
    return _median(wait, answered) if len(wait) else NOTHING


def reply_share(log: Log) -> float:
    """Quota di tocchi che rispondono a un messaggio precedente."""
    touch = ~log.won
    talk = np.flatnonzero(touch & (log.thread >= 0))
    first = pd.DataFrame({"t": log.thread[talk], "i": log.instant[talk]}).groupby("t")["i"].transform("min").to_numpy()
    return float((log.instant[talk] > first).sum() / touch.sum())


def reciprocity(log: Log) -> float:
    """Quota di conversazioni in cui parlano tutti e due."""
    by_thread = pd.Series(log.brand[log.thread >= 0]).groupby(log.thread[log.thread >= 0])
    return _mean((by_thread.any() & ~by_thread.all()).to_numpy())


def thread_length(log: Log) -> float:
    """Messaggi per conversazione."""
    return _mean(np.bincount(log.thread[log.thread >= 0]))


def talk_after_purchase(log: Log) -> float:
    """Quota di chi compra che scrive nei 30 giorni dopo."""
    if not log.won.any():
        return NOTHING
    bought = np.full(int(log.person.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(bought, log.person[log.won], log.instant[log.won])
    wait = log.instant.astype(float) - bought[log.person].astype(float)
    wrote = (log.thread >= 0) & ~log.brand & (wait > 0) & (wait <= AFTERWARDS)
    return len(np.unique(log.person[wrote])) / len(np.unique(log.person[log.won]))


def newcomers_per_thread(log: Log) -> float:
    """Persone arrivate da una conversazione aperta da altri, per conversazione."""
    talk = log.thread >= 0
    if not talk.any():
        return NOTHING
    rows = np.flatnonzero(talk)
    order = rows[np.lexsort((log.instant[rows], log.thread[rows]))]
    opener = log.person[order[boundaries(log.thread[order])]]
    first = np.flatnonzero(boundaries(log.person))
    invited = first[talk[first] & ~log.brand[first]]
    return float((opener[log.thread[invited]] != log.person[invited]).sum() / len(opener))


def linearity(log: Log) -> float:
    """Quota di passaggi che avanzano di una tappa."""
    return _mean(_moves(log) == 1)


def loop_rate(log: Log) -> float:
    """Quota di passaggi che tornano indietro."""
    return _mean(_moves(log) < 0)


def stage_entropy(log: Log) -> float:
    """Entropia della tappa seguente, in bit, media sui passaggi."""
    before, after = _stage_pairs(log)
    if not len(before):
        return NOTHING
    table = pd.crosstab(before, after).to_numpy(dtype=float)
    share = table / table.sum(axis=1, keepdims=True)
    bits = -np.where(share > 0, share * np.log2(np.where(share > 0, share, 1.0)), 0.0).sum(axis=1)
    return float((bits * table.sum(axis=1)).sum() / table.sum())


def memory_gain(log: Log) -> float:
    """Log-verosimiglianza guadagnata dall'ordine 2 sull'ordine 1, su persone tenute da parte."""
    import warnings

    from kit.journeys.errors import JourneyWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", JourneyWarning)
        paths = build_paths(log.events, after_conversion="cut")
    return float(choose_order(paths, (1, 2))["guadagno"].iloc[1])


def _mean(values: NDArray[np.generic]) -> float:
    return float(np.mean(values.astype(float))) if len(values) else NOTHING


def _entropies(person: Ints, kind: Ints) -> Floats:
    if not len(person):
        return np.empty(0)
    counts = pd.Series(1, index=range(len(person))).groupby([person, kind]).sum()
    share = counts / counts.groupby(level=0).transform("sum")
    return np.asarray(-(share * np.log(share)).groupby(level=0).sum())


def _shares(log: Log) -> Floats:
    """Return shares of touches by channel of people with enough touches, shape (people, channels)."""
    touch = ~log.won
    size = int(log.channel.max()) + 1
    many = sum_by(log.person[touch] * size + log.channel[touch], None, (int(log.person.max()) + 1) * size).reshape(
        -1, size
    )
    many = many[many.sum(axis=1) >= ENOUGH]
    return many / many.sum(axis=1, keepdims=True) if len(many) else np.full((1, size), np.nan)


def _next_of(log: Log, goal: Bools) -> tuple[Ints, Bools]:
    """Return the place of the next goal of the same person after each row, and whether there is one."""
    rows = len(log.person)
    place = np.where(goal, np.arange(rows), rows)
    after = np.append(np.minimum.accumulate(place[::-1])[::-1][1:], rows)
    near = np.minimum(after, rows - 1)
    return near, (after < rows) & (log.person[near] == log.person)


def _first_of(log: Log, goal: Bools) -> Ints:
    """Return the place of each person's first goal, far beyond the rows if there is none."""
    first = np.full(int(log.person.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, log.person[goal], np.flatnonzero(goal))
    return first


def _rate_after(log: Log, touched: Bools) -> float:
    """Count conversions per day of exposure in the days after the touches."""
    rows = np.flatnonzero(touched & ~log.won)
    near, found = _next_of(log, log.won)
    end = np.minimum(log.instant[rows] + AFTER, log.instant.max())
    wins = found[rows] & (log.instant[near[rows]] <= end)
    end = np.where(wins, log.instant[near[rows]], end)
    days = float((end - log.instant[rows]).sum()) / DAY
    return float(wins.sum()) / days if days > 0 else NOTHING


def _median_wait(log: Log, touched: Bools) -> float:
    rows = np.flatnonzero(touched)
    if not len(rows):
        return NOTHING
    near, found = _next_of(log, np.ones(len(log.person), dtype=bool))
    end = np.where(found, log.instant[near], log.instant.max())[rows]
    return _median((end - log.instant[rows]) / HOUR, found[rows])


def _median(wait: Floats, seen: Bools) -> float:
    curve = kaplan_meier(wait, seen)
    down = np.flatnonzero(curve["quota"].to_numpy() <= 0.5 + 1e-12)
    return float(curve["tempo"].iloc[down[0]]) if len(down) else NOTHING


def _waits(log: Log) -> tuple[Floats, Bools]:
    """Return how many hours each person's message waits for the brand, and whether the answer was seen."""
    rows = np.flatnonzero(log.thread >= 0)
    order = rows[np.lexsort((log.instant[rows], log.thread[rows]))]
    thread, instant, brand = log.thread[order], log.instant[order], log.brand[order]
    place = np.where(brand, np.arange(len(order)), len(order))
    after = np.minimum.accumulate(place[::-1])[::-1]
    near = np.minimum(after, len(order) - 1)
    found = (after < len(order)) & (thread[near] == thread)
    end = np.where(found, instant[near], log.instant.max())
    asked = ~brand
    return ((end - instant) / HOUR)[asked], found[asked]


def _stage_pairs(log: Log) -> tuple[Ints, Ints]:
    known = log.stage >= 0
    person, stage = log.person[known], log.stage[known]
    moved = (person[1:] == person[:-1]) & (stage[1:] != stage[:-1])
    return stage[:-1][moved], stage[1:][moved]


def _moves(log: Log) -> Ints:
    before, after = _stage_pairs(log)
    return after - before
