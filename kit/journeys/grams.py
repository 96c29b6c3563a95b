"""From journeys to the Markov chain of order k: states are the last k touches, edges are counted.  Pure.

A journey shorter than k is one short state.  Every journey starts at (start) and ends at (conversion) or (null).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from kit.journeys.errors import JourneyError
from kit.journeys.paths import Floats, Ints, Paths, sum_by

START = -1
LARGEST = 2**62  # a gram is one number as long as it fits
TABLE = 4_000_000  # cells of a counting table that is still cheaper than hashing


@dataclass(frozen=True, eq=False)
class Chain:
    """Una catena di Markov contata sui percorsi.

    Attributes
    ----------
    states : array, shape (stati, ordine)
        I canali di ogni stato, dal più recente; −1 dove lo stato è più corto.
    source, target : array, shape (archi,)
        Da quale stato a quale; ``source`` −1 è la partenza; ``target`` uguale a ``len(states)`` è la conversione, più 1 è la
        fine senza conversione.
    count : array, shape (archi,)
        Quante volte.
    last_value : array, shape (stati,)
        Il valore (€) delle conversioni arrivate da ogni stato.
    touch_edge, touch_path : array, shape (passaggi,)
        L'arco e il percorso di ogni passaggio: serve a ricampionare le persone.
    last_state : array, shape (percorsi,)
        L'ultimo stato di ogni percorso.
    """

    states: Ints
    source: Ints
    target: Ints
    count: Floats
    last_value: Floats
    touch_edge: Ints
    touch_path: Ints
    last_state: Ints

    @property
    def size(self) -> int:
        """Quanti stati."""
        return len(self.states)

    def members(self, channels: int) -> NDArray[np.bool_]:
        """Quali stati contengono ogni canale, shape (stati, canali)."""
        found = np.zeros((self.size, channels + 1), dtype=bool)
        for column in self.states.T:
            found[np.arange(self.size), column] = True  # −1 falls in the extra column
        return found[:, :channels]

    def probabilities(self, measure: str = "conversioni") -> tuple[sparse.csr_array, Floats, Floats, Floats]:
        """Q, r, s e le visite attese sN: shape (stati, stati), (stati,), (stati,), (stati,)."""
        size = self.size
        leaving = self.source != START
        visits = sum_by(self.source[leaving], self.count[leaving], size)
        inner = leaving & (self.target < size)
        q = sparse.csr_array(
            (self.count[inner] / visits[self.source[inner]], (self.source[inner], self.target[inner])),
            shape=(size, size),
        )
        wins = self.target == size
        won = sum_by(self.source[wins], self.count[wins], size)
        reward = (self.last_value if measure == "valore" else won) / visits
        starting = self.count[~leaving]
        total = starting.sum()
        start = sum_by(self.target[~leaving], starting, size) / total
        return q, reward, start, visits / total


def count_chain(paths: Paths, order: int = 1) -> Chain:
    """Conta la catena di ordine ``order``.

    Parameters
    ----------
    paths : Paths
        I percorsi.
    order : int
        Quanti tocchi ricorda uno stato, da 1 in su.

    Returns
    -------
    Chain

    Raises
    ------
    JourneyError
        Se l'ordine non è un intero positivo.
    """
    if isinstance(order, bool) or not isinstance(order, int | np.integer) or order < 1:
        raise JourneyError(f"L'ordine è un intero da 1 in su (hai scritto {order!r}): 1 ricorda solo l'ultimo tocco.")
    state, path, states = _states(paths, int(order))
    size = len(states)
    weight = paths.conversions + paths.nulls
    unit = bool((weight == 1).all())
    first = np.ones(len(path), dtype=bool)
    first[1:] = path[1:] != path[:-1]
    last = np.concatenate([first[1:], [True]])
    previous = np.concatenate([[START], state[:-1]])
    previous[first] = START
    inner = (previous + 1) * np.int64(size + 2) + state
    last_state = state[last]
    ends = (last_state + 1) * np.int64(size + 2) + size
    won, lost = paths.conversions > 0, paths.nulls > 0
    key = np.concatenate([inner, ends[won], ends[lost] + 1])
    of_path = np.concatenate([path, np.flatnonzero(won), np.flatnonzero(lost)])
    counted = None if unit else np.concatenate([weight[path], paths.conversions[won], paths.nulls[lost]])
    edge, keys = number_keys(key, (size + 1) * (size + 2))
    count = sum_by(edge, counted, len(keys))
    return Chain(
        states,
        keys // (size + 2) - 1,
        keys % (size + 2),
        count,
        sum_by(last_state, paths.value, size),
        edge,
        of_path,
        last_state,
    )


def _states(paths: Paths, order: int) -> tuple[Ints, Ints, Ints]:
    if order == 1:
        present = np.flatnonzero(np.bincount(paths.codes, minlength=len(paths.channels)))
        if len(present) == len(paths.channels):
            return paths.codes, paths.path_of_touch, present[:, None]
        renamed = np.zeros(len(paths.channels), dtype=np.int64)
        renamed[present] = np.arange(len(present))
        return renamed[paths.codes], paths.path_of_touch, present[:, None]
    whole = paths.place >= order - 1
    ends = paths.offsets[1:] - 1
    whole[ends[paths.lengths < order]] = True
    at = np.flatnonzero(whole)
    state, keys = number_keys(gram_numbers(paths, order, at), (len(paths.channels) + 1) ** order)
    example = np.empty(len(keys), dtype=np.int64)
    example[state[::-1]] = at[::-1]
    back = np.arange(order)
    inside = paths.place[example][:, None] >= back
    states = np.where(inside, paths.codes[np.maximum(example[:, None] - back, 0)], -1)
    return state, paths.path_of_touch[at], states


def gram_numbers(paths: Paths, order: int, at: Ints) -> Ints:
    """Number the last ``order`` touches at each place: equal numbers, equal touches."""
    base = len(paths.channels) + 1
    place = paths.place[at]
    gram: Ints = np.zeros(len(at), dtype=np.int64)
    bound = 1
    for back in range(order - 1, -1, -1):
        digit = np.where(place >= back, paths.codes[np.maximum(at - back, 0)] + 1, 0)
        if bound * base > LARGEST:
            gram, keys = number_keys(gram, LARGEST)
            bound = len(keys)
        gram = gram * base + digit
        bound *= base
    return gram


def number_keys(keys: Ints, bound: int) -> tuple[Ints, Ints]:
    """Return a small number for each key, and the different keys."""
    if bound <= min(TABLE, 8 * len(keys) + 1000):
        seen = np.flatnonzero(np.bincount(keys, minlength=1))
        table = np.zeros(int(seen[-1]) + 1 if len(seen) else 1, dtype=np.int64)
        table[seen] = np.arange(len(seen))
        return table[keys], seen
    numbers, different = pd.factorize(keys)
    return numbers.astype(np.int64, copy=False), np.asarray(different, dtype=np.int64)
