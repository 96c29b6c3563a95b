"""Markers as columns for a linear model: damped, scaled, capped, so that one long text does not weigh a thousand.  Pure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kit.text.batch import Batch
from kit.text.marker_guide import NAMES
from kit.text.markers import PLACE, counts_of

Floats = NDArray[np.float64]
USUAL = 60.0  # words: in a longer text the counts become counts per 60 words
CAP = 4.0  # standard deviations
WORDS, GULPEASE = PLACE["parole"], PLACE["gulpease"]
MEASURES = (WORDS, GULPEASE)  # deviations from the mean text; the others count from zero


class MarkerFeatures:
    """Da conteggi a colonne paragonabili: zero vuol dire che il marcatore non c'è.

    ``parole`` e ``gulpease`` sono scarti dal testo medio; un Gulpease non definito vale come quello medio.
    """

    def fit(self, read: Batch) -> MarkerFeatures:
        """Impara il centro e la scala di ogni marcatore."""
        table = _damped(counts_of(read))
        self._centre = np.zeros(len(NAMES))
        with np.errstate(invalid="ignore"):
            self._centre[WORDS] = table[:, WORDS].mean()
            some = table[:, GULPEASE][~np.isnan(table[:, GULPEASE])]
            self._centre[GULPEASE] = some.mean() if len(some) else 0.0
            spread = np.nanstd(np.where(np.isnan(table), self._centre, table), axis=0)
        self._scale = np.where(spread > 1e-9, spread, 1.0)
        return self

    def transform(self, read: Batch) -> Floats:
        """Le colonne, shape (testi, marcatori)."""
        table = (_damped(counts_of(read)) - self._centre) / self._scale
        return np.asarray(np.clip(np.nan_to_num(table, nan=0.0), -CAP, CAP))


def _damped(counts: Floats) -> Floats:
    table = counts.copy()
    words = counts[:, WORDS]
    rate = np.minimum(1.0, USUAL / np.maximum(words, 1.0))
    usual = [place for place in range(len(NAMES)) if place not in MEASURES]
    table[:, usual] = np.log1p(counts[:, usual] * rate[:, None])
    table[:, WORDS] = np.log(words + 5)
    return table
