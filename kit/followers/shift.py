"""Is this audience made of the people and the fakes the classifier has seen?  If not, its errors are unknown.

Pure: two tables of features in, a table out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.datasets.errors import DataError
from kit.followers.classifier import check_label
from kit.followers.columns import Floats
from kit.followers.traits import FEATURES

GRID = 24  # points at which distributions are compared, by column
REPLICATES = 200
LEVEL = 0.05
FEWEST = 30  # accounts of each part
RARE = 6  # accounts
MOST = 5_000  # accounts of the audience compared: more add time, not sense


def shift_test(
    reference: pd.DataFrame,
    label: Any,
    audience: pd.DataFrame,
    groups: Any = None,
    *,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> pd.DataFrame:
    """Prova se le caratteristiche del pubblico sono una mescolanza di persone e falsi già visti.

    Una quota diversa di falsi **non** è uno spostamento: la prova cerca prima la mescolanza che somiglia di più, poi
    guarda che cosa resta.

    Parameters
    ----------
    reference : DataFrame
        Le caratteristiche (`features`) dei conti con etichetta.
    label : Series or array
        1 per i falsi, 0 per le persone.
    audience : DataFrame
        Le stesse caratteristiche, dei conti del pubblico.
    groups : Series or array, optional
        Il gruppo di ogni conto con etichetta (venditore, raccolta): se c'è, la mescolanza è di gruppi, e un pubblico con
        un venditore solo fra quelli noti non risulta spostato.
    replicates : int
        Quanti pubblici simulati senza spostamento.
    seed : int
        Stesso seme, stesso risultato.

    Returns
    -------
    DataFrame
        Una riga per caratteristica, dalla più spostata: ``caratteristica``, ``distanza`` (0 = uguale, 1 = tutta diversa),
        ``limite`` (quella che il solo caso supera una volta su venti), ``spostata``. In ``.attrs``: ``p`` (quanto spesso il
        caso fa altrettanto), ``spostato`` (p < 0,05), ``mescolanza`` (quote stimate), ``giudizio``.

    Raises
    ------
    DataError
        Se le due tabelle non hanno colonne in comune con valori, o i conti sono meno di trenta.

    Notes
    -----
    Massima distanza di Kolmogorov e Smirnov dalla mescolanza ai minimi quadrati (pesi non negativi); il limite viene da
    ricampionamenti dei conti con etichetta. Vede gli spostamenti grandi: pochi falsi di un venditore nuovo, in un
    pubblico piccolo, possono sfuggirle.
    """
    truth = check_label(label, len(reference))
    columns = [
        name
        for name in reference.columns
        if name in audience.columns and reference[name].notna().any() and audience[name].notna().any()
    ]
    if not columns:
        raise DataError(
            "Le due tabelle non hanno nessuna caratteristica in comune: calcolale con features(…) tutte e due."
        )
    if len(audience) < FEWEST or len(reference) < FEWEST:
        raise DataError(
            f"Servono almeno {FEWEST} conti da una parte e dall'altra: qui {len(audience)} e {len(reference)}."
        )
    rng = np.random.default_rng(seed)
    seen = audience if len(audience) <= MOST else audience.iloc[np.sort(rng.choice(len(audience), MOST, replace=False))]
    steps = [_grid(reference[name], seen[name]) for name in columns]
    known, there = (_place(table[columns], steps) for table in (reference, seen))
    ladder = _Ladder([len(grid) + 2 for grid in steps])
    names = (
        pd.Series(np.asarray(groups, dtype=object))
        if groups is not None
        else pd.Series(np.where(truth, "falsi", "persone"))
    )
    codes, kinds = pd.factorize(names)
    rows = [np.flatnonzero(codes == code) for code in range(len(kinds))]
    weights, distance = ladder.compare([known[part] for part in rows], there)
    null = np.empty((replicates, len(columns)))
    for turn in range(replicates):
        counts = rng.multinomial(len(seen), weights)
        fake_audience = np.concatenate([rng.choice(part, size) for part, size in zip(rows, counts, strict=True)])
        again = [known[rng.choice(part, len(part))] for part in rows]
        null[turn] = ladder.compare(again, known[fake_audience])[1]
    # Each column in units of what chance alone does; a difference of a few accounts, in a rare yes or no, says nothing.
    # The audience stands among its copies here, or it alone would not have had a say, and alarms would come too often.
    usual = np.quantile(np.vstack([null, distance]), 1 - LEVEL, axis=0)
    scale = np.maximum(usual, RARE / min(len(seen), len(reference)))
    worst, worst_null = (distance / scale).max(), (null / scale).max(axis=1)
    p = float((1 + (worst_null >= worst).sum()) / (1 + replicates))
    limit = np.quantile(worst_null, 1 - LEVEL) * scale
    table = pd.DataFrame({"caratteristica": columns, "distanza": distance, "limite": limit})
    table["spostata"] = table["distanza"] > table["limite"]
    table = table.iloc[np.argsort(-(distance / scale), kind="stable")].reset_index(drop=True)
    moved = p < LEVEL
    mixture = dict(zip(map(str, kinds), np.round(weights, 4).tolist(), strict=True))
    table.attrs.update(p=p, spostato=moved, mescolanza=mixture, giudizio=_verdict(table, moved))
    return table


def _grid(reference: pd.Series, audience: pd.Series) -> Floats:
    pooled = np.concatenate([one.dropna().to_numpy(dtype=float) for one in (reference, audience)])
    return np.unique(np.quantile(pooled, np.linspace(0, 1, GRID + 2)[1:-1]))


def _place(table: pd.DataFrame, grids: list[Floats]) -> NDArray[np.intp]:
    """Step of the ladder each value stands on, column after column; a missing value is a step of its own, below all."""
    places, first = [], 0
    for name, grid in zip(table.columns, grids, strict=True):
        values = table[name].to_numpy(dtype=float)
        step = np.where(np.isnan(values), 0, np.searchsorted(grid, values, side="left") + 1)
        places.append(first + step)
        first += len(grid) + 2
    return np.column_stack(places)


class _Ladder:
    """The steps of every column, one after another, on which distributions are compared."""

    def __init__(self, sizes: list[int]) -> None:
        ends = np.cumsum(sizes)
        self.total = int(ends[-1])
        self.column = np.repeat(np.arange(len(sizes)), sizes)
        self.inner = np.delete(np.arange(self.total), ends - 1)  # at the last step of a column every curve is 1
        self.starts = np.concatenate([[0], ends[:-1]]) - np.arange(len(sizes))

    def curve(self, places: NDArray[np.intp]) -> Floats:
        """Cumulated shares of some rows, column after column."""
        counts = np.bincount(places.ravel(), minlength=self.total)
        return np.asarray(((np.cumsum(counts) / len(places)) - self.column)[self.inner])

    def compare(self, parts: list[NDArray[np.intp]], there: NDArray[np.intp]) -> tuple[Floats, Floats]:
        """Return the mixture of parts nearest to the audience, and how far each column stays from it."""
        from scipy.optimize import nnls

        curves, goal = np.column_stack([self.curve(part) for part in parts]), self.curve(there)
        heavy = 1e3  # the shares must add up to one
        weights, _ = nnls(np.vstack([curves, np.full(len(parts), heavy)]), np.append(goal, heavy))
        weights = weights / weights.sum()
        return weights, np.maximum.reduceat(np.abs(curves @ weights - goal), self.starts)


def _verdict(table: pd.DataFrame, moved: bool) -> str:
    if not moved:
        return "Nessuno spostamento visibile: il pubblico somiglia a una mescolanza di conti già visti. Non è una garanzia."
    worst = table.loc[table["spostata"], "caratteristica"].head(3)
    names = "; ".join(FEATURES[name].what if name in FEATURES else str(name) for name in worst)
    return (
        f"Il pubblico non somiglia ai conti già visti (soprattutto per: {names}). Gli errori verificati altrove qui non valgono: "
        "la quota corretta può essere lontana dal vero. Verifica a mano un campione di questo pubblico."
    )
