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
    state, offsets : array
        Gli stati attraversati, percorso dopo percorso, e dove comincia ognuno, shape (percorsi + 1,).
    """

    states: Ints
    source: Ints
    target: Ints
    count: Floats
    last_value: Floats
    state: Ints
    offsets: Ints

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
    state, offsets, states = _states(paths, int(order))
    size = len(states)
    walked, won, lost = _passages(state, offsets, size, paths)
    weight = paths.conversions + paths.nulls
    times = None if (weight == 1).all() else np.repeat(weight, np.diff(offsets))
    wins, losses = paths.conversions[paths.conversions > 0], paths.nulls[paths.nulls > 0]
    edges = (size + 1) * (size + 2)
    if edges <= min(TABLE, 8 * len(state) + 1000):
        many = sum_by(walked, times, edges).reshape(size + 1, size + 2)
        many[:, size] = sum_by(won // (size + 2), wins, size + 1)
        many[:, size + 1] = sum_by(lost // (size + 2), losses, size + 1)
        keys: Ints = np.flatnonzero(many)
        count: Floats = many.ravel()[keys]
    else:
        counted = np.concatenate([np.ones(len(state)) if times is None else times, wins, losses])
        number, found = number_keys(np.concatenate([walked, won, lost]), edges)
        order_of_keys = np.argsort(found)
        keys, count = found[order_of_keys], sum_by(number, counted, len(found))[order_of_keys]
    last_value = sum_by(state[offsets[1:] - 1], paths.value, size)
    return Chain(states, keys // (size + 2) - 1, keys % (size + 2), count, last_value, state, offsets)


def passages(chain: Chain, paths: Paths) -> dict[str, tuple[Ints, Ints]]:
    """Gli archi percorsi da ogni percorso: per genere ("walked", "won", "lost"), i percorsi e gli archi.

    Serve a ricampionare le persone.
    """
    keys = (chain.source + 1) * np.int64(chain.size + 2) + chain.target
    found = _passages(chain.state, chain.offsets, chain.size, paths)
    walks = np.repeat(np.arange(len(paths)), np.diff(chain.offsets))
    of = (walks, np.flatnonzero(paths.conversions), np.flatnonzero(paths.nulls))
    return {
        kind: (path, np.searchsorted(keys, key))
        for kind, path, key in zip(("walked", "won", "lost"), of, found, strict=True)
    }


def _passages(state: Ints, offsets: Ints, size: int, paths: Paths) -> tuple[Ints, Ints, Ints]:
    """Number every step, every conversion and every end without one: source and target in one number."""
    kind = np.dtype(np.int32 if (size + 1) * (size + 2) < 2**31 else np.int64)
    walked: NDArray[np.int64] = np.empty(len(state), dtype=kind)
    walked[1:] = state[:-1]
    walked += 1
    walked[offsets[:-1]] = 0  # from the start
    walked *= size + 2
    walked += state.astype(kind, copy=False)
    ends = (state[offsets[1:] - 1].astype(np.int64) + 1) * (size + 2) + size
    return walked, ends[paths.conversions > 0], ends[paths.nulls > 0] + 1


def _states(paths: Paths, order: int) -> tuple[Ints, Ints, Ints]:
    """Return the states one after another, where each journey's begin, and the channels of each state."""
    if order == 1:
        present = np.flatnonzero(np.bincount(paths.codes, minlength=len(paths.channels)))
        if len(present) == len(paths.channels):
            return paths.codes, paths.offsets, present[:, None]
        renamed = np.zeros(len(paths.channels), dtype=np.int64)
        renamed[present] = np.arange(len(present))
        return renamed[paths.codes], paths.offsets, present[:, None]
    whole = np.ones(len(paths.codes), dtype=bool)
    for early in range(order - 1):
        whole[paths.offsets[:-1][paths.lengths > early] + early] = False
    short = paths.lengths < order
    whole[paths.offsets[1:][short] - 1] = True
    at = np.flatnonzero(whole)
    offsets = np.concatenate([[0], np.cumsum(np.where(short, 1, paths.lengths - order + 1))])
    state, keys = number_keys(gram_numbers(paths, order)[at], (len(paths.channels) + 1) ** order)
    example = np.empty(len(keys), dtype=np.int64)
    example[state[::-1]] = at[::-1]
    start = paths.offsets[np.searchsorted(paths.offsets, example, side="right") - 1]
    back = np.arange(order)
    before = example[:, None] - back
    states = np.where(before >= start[:, None], paths.codes[np.maximum(before, 0)], -1)
    return state, offsets, states


def gram_numbers(paths: Paths, order: int) -> Ints:
    """Un numero per gli ultimi ``order`` tocchi, tocco per tocco: numeri uguali, tocchi uguali.

    Dove il percorso è ancora più corto di ``order`` il numero dice anche che comincia lì.
    """
    base = len(paths.channels) + 1
    gram: Ints = np.zeros(len(paths.codes), dtype=np.int64)
    bound = 1
    for back in range(order - 1, -1, -1):
        if bound * base > LARGEST:
            gram, keys = number_keys(gram, LARGEST)
            bound = len(keys)
        gram *= base
        bound *= base
        digit = np.zeros(len(gram), dtype=np.int64)
        digit[back:] = paths.codes[: max(len(gram) - back, 0)] + np.int64(1)
        for early in range(back):  # what lies that far back belongs to another journey
            digit[paths.offsets[:-1][paths.lengths > early] + early] = 0
        gram += digit
    return gram


def number_keys(keys: Ints, bound: int) -> tuple[Ints, Ints]:
    """Un numero piccolo per ogni chiave, e le chiavi diverse.

    Parameters
    ----------
    keys : array of int, shape (righe,)
        Da 0 in su.
    bound : int
        Nessuna chiave arriva a questo numero.
    """
    if bound <= min(TABLE, 8 * len(keys) + 1000):
        seen = np.flatnonzero(np.bincount(keys, minlength=1))
        table = np.zeros(int(seen[-1]) + 1 if len(seen) else 1, dtype=np.int64)
        table[seen] = np.arange(len(seen))
        return table[keys], seen
    numbers, different = pd.factorize(keys)
    return numbers, np.asarray(different, dtype=np.int64)
