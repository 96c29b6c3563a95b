"""Random folds beside grouped folds: how much of a score is only having seen the same family of texts before.  Pure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, clone
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from kit.text.door import as_series

RANDOM, GROUPED = "a caso", "per famiglia"
REPLICATES = 500


def grouped_scores(
    model: BaseEstimator, texts: Any, y: Any, groups: Any, *, folds: int = 5, seed: int = 0
) -> pd.DataFrame:
    """La bontà di un classificatore con pieghe a caso e con pieghe per famiglia, una accanto all'altra.

    Parameters
    ----------
    model : estimator
        Un `ContentClassifier`, o un altro classificatore di scikit-learn che prende testi.
    texts : Series di testi, shape (testi,)
        I testi.
    y : array-like, shape (testi,)
        Le classi.
    groups : array-like, shape (testi,)
        La famiglia di ogni testo (``famiglia_id``).
    folds : int
        Quante pieghe, almeno due.
    seed : int
        Stesso seme, stesse pieghe.

    Returns
    -------
    DataFrame
        Indice ``pieghe``: "a caso" e "per famiglia". Colonne ``quota`` (macro-F1), ``limite_inf``, ``limite_sup`` e
        ``accuratezza``. Pronta per `kit.plots.interval_bars`.

    Raises
    ------
    ValueError
        Se le lunghezze non tornano, o se le famiglie sono meno delle pieghe.

    Notes
    -----
    Con pieghe a caso, testi scritti con lo stesso stampo stanno da tutte e due le parti: il modello li riconosce, e il
    risultato è troppo bello. Il numero che vale per testi nuovi è quello per famiglia. Gli intervalli al 95 % ricampionano
    le famiglie intere.
    """
    series = as_series(texts)
    labels, families = np.asarray(pd.Series(y)), np.asarray(pd.Series(groups))
    if not len(series) == len(labels) == len(families):
        raise ValueError(f"Lunghezze diverse: {len(series)} testi, {len(labels)} classi, {len(families)} famiglie.")
    if folds < 2 or len(np.unique(families)) < folds:
        raise ValueError(
            f"Con {len(np.unique(families))} famiglie non si fanno {folds} pieghe: abbassa folds (almeno 2)."
        )
    classes, truth = np.unique(labels, return_inverse=True)
    names, family = np.unique(families, return_inverse=True)
    rows = {}
    for name, splits in (
        (RANDOM, StratifiedKFold(folds, shuffle=True, random_state=seed).split(series, labels)),
        (GROUPED, StratifiedGroupKFold(folds, shuffle=True, random_state=seed).split(series, labels, families)),
    ):
        unseen = np.empty(len(labels), dtype=object)
        for train, test in splits:
            fitted = clone(model).fit(series.iloc[train], labels[train])
            unseen[test] = fitted.predict(series.iloc[test])
        place = {label: number for number, label in enumerate(classes.tolist())}
        guess = np.array([place.get(one, -1) for one in unseen.tolist()])
        crossed = np.zeros((len(names), len(classes), len(classes) + 1))
        np.add.at(crossed, (family, truth, guess), 1)
        weights = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), REPLICATES)
        draws = _macro_f1(np.tensordot(weights, crossed, axes=1))
        estimate = float(_macro_f1(crossed.sum(axis=0)[None])[0])
        low, high = np.quantile(draws, [0.025, 0.975])
        rows[name] = (estimate, min(float(low), estimate), max(float(high), estimate), float(np.mean(guess == truth)))
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["quota", "limite_inf", "limite_sup", "accuratezza"])
    return table.rename_axis("pieghe")


def _macro_f1(crossed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean F1 of tables of counts, shape (tables, truth, guess); the last guess is «non so»."""
    right = np.diagonal(crossed[:, :, :-1], axis1=1, axis2=2)
    truth, guess = crossed.sum(axis=2), crossed[:, :, :-1].sum(axis=1)
    return np.asarray((2 * right / np.maximum(truth + guess, 1)).mean(axis=1))
