"""Resampling people: each replicate gives every person a Poisson(1) weight and sums again.  Pure.

Where people are unknown (journeys from text) every conversion, and every journey that ends without one, is a person.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from kit.journeys.paths import Floats, Ints, Paths, sum_by

CHUNK = 4_000_000  # weights held at once


class People:
    """Chi si ricampiona: le somme per persona di qualunque cosa si conti sui percorsi.

    Parameters
    ----------
    paths : Paths
        I percorsi.
    """

    def __init__(self, paths: Paths) -> None:
        if paths.people is not None:
            numbers, _ = pd.factorize(paths.person)
            self.won = self.lost = numbers.astype(np.int64, copy=False)
            self.each_won, self.each_lost = paths.conversions, paths.nulls
            self.times: Floats = np.ones(int(numbers.max()) + 1)
        else:
            self.won = 2 * np.arange(len(paths))
            self.lost = self.won + 1
            self.each_won, self.each_lost = (paths.conversions > 0).astype(float), (paths.nulls > 0).astype(float)
            self.times = np.column_stack([paths.conversions, paths.nulls]).ravel()
        self.share = self.each_won / np.maximum(paths.conversions, 1)  # of a journey's value that one person holds

    def counted(
        self, path: Ints, column: Ints, columns: int, kind: str, weight: Floats | None = None
    ) -> sparse.csr_array:
        """Somme per persona, shape (persone, ``columns``), di voci che stanno nei percorsi.

        Parameters
        ----------
        path, column : array, shape (voci,)
            In quale percorso e in quale colonna sta ogni voce.
        columns : int
            Quante colonne.
        kind : {"walked", "won", "lost", "value"}
            Se la voce conta per ogni volta che il percorso è stato fatto, per ogni conversione, per ogni fine senza
            conversione, o se ``weight`` è il totale di un percorso che converte.
        weight : array, shape (voci,), optional
            Quanto vale la voce.
        """
        w = np.ones(len(path)) if weight is None else weight
        won = (self.won[path], column, w * (self.share if kind == "value" else self.each_won)[path])
        lost = (self.lost[path], column, w * self.each_lost[path])
        parts = {"walked": [won, lost], "won": [won], "value": [won], "lost": [lost]}[kind]
        row, col, data = (np.concatenate([part[i] for part in parts]) for i in range(3))
        matrix = sparse.coo_array((data, (row, col)), shape=(len(self.times), columns)).tocsr()
        matrix.eliminate_zeros()
        return matrix

    def replicates(self, sums: sparse.csr_array, replicates: int, seed: int) -> Iterator[Floats]:
        """I totali delle colonne in ogni ricampionamento, a blocchi, shape (blocco, colonne)."""
        rng = np.random.default_rng(seed)
        sums, times = _alike(sums, self.times)
        block = max(1, CHUNK // max(1, len(times)))
        for done in range(0, replicates, block):
            size = min(block, replicates - done)
            weights = rng.poisson(times, size=(size, len(times)))
            yield np.asarray((sums.T @ weights.T.astype(float)).T)


def _alike(sums: sparse.csr_array, times: Floats) -> tuple[sparse.csr_array, Floats]:
    """Hold people with the same row once: the sum of n Poisson(1) is a Poisson(n)."""
    filled = np.flatnonzero((np.diff(sums.indptr) > 0) & (times > 0))
    sums, times = sums[filled], times[filled]
    column = np.random.default_rng(0).integers(0, 2**64, size=sums.shape[1], dtype=np.uint64)
    entry = _mixed(sums.data.view(np.uint64) ^ column[sums.indices])
    hashed = np.add.reduceat(entry, sums.indptr[:-1]) if sums.nnz else np.zeros(0, dtype=np.uint64)
    _, example, group = np.unique(hashed, return_index=True, return_inverse=True)
    together, times_together = sums[example], sum_by(group, times, len(example))
    if not np.allclose(times_together @ together, times @ sums, rtol=1e-9):
        return sums, times  # two different rows with one number
    return together, times_together


def _mixed(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread every bit over the whole word (the finaliser of Steele, Lea and Flood's SplitMix, 2014)."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(bits ^ (bits >> np.uint64(31)))
