"""Why a score is what it is: exact contributions of every column, which add up to the score.

Reads the fitted model inside FollowerCore; numbers in, numbers out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression

from kit.followers.core import FollowerCore

Floats = NDArray[np.float64]
LEAF = -1  # scikit-learn's mark for "no child"


def contributions(core: FollowerCore, X: Floats) -> tuple[float, Floats]:
    """Scompone il punteggio di ogni riga fra le colonne.

    Parameters
    ----------
    core : FollowerCore
        Già addestrato.
    X : array, shape (righe, colonne)

    Returns
    -------
    base : float
        Il punteggio medio da cui si parte.
    parts : array, shape (righe, colonne)
        ``base + parts.sum(axis=1)`` è il punteggio (`FollowerCore.score_of`), a meno dell'arrotondamento.

    Notes
    -----
    Per gli alberi, a ogni bivio la differenza fra il valore del nodo e quello del genitore va alla colonna del bivio
    (Saabas 2014; è esatta, ma dipende dall'ordine dei bivi). Per la logistica, peso per distanza dalla media.
    """
    X = np.asarray(X, dtype=np.float64)
    model = core.model_
    if isinstance(model, RandomForestClassifier):
        return _of_trees(list(model.estimators_), X, X.shape[1], 1 / len(model.estimators_), 0.0)
    prepared = model[:-1].transform(X)
    owner = _owners(model.named_steps["impute"], X.shape[1])
    last = model[-1]
    if isinstance(last, LogisticRegression):
        base, wide = float(last.intercept_[0]), prepared * last.coef_[0]
    else:
        start = float(last.decision_function(prepared[:1])[0])
        trees = list(last.estimators_[:, 0])
        base, wide = _of_trees(trees, prepared, prepared.shape[1], last.learning_rate, 0.0)
        base += start - float(base + wide[0].sum())  # the prior from which boosting starts
    parts = np.zeros((len(X), X.shape[1]))
    for place, column in enumerate(owner):
        parts[:, column] += wide[:, place]
    return base, parts


def _owners(imputer: Any, columns: int) -> list[int]:
    """Tell which input column each prepared column belongs to (indicators of missing values come last)."""
    indicator = imputer.indicator_
    return [*range(columns), *(indicator.features_.tolist() if indicator is not None else [])]


def _of_trees(trees: list[Any], X: Floats, columns: int, weight: float, base: float) -> tuple[float, Floats]:
    parts = np.zeros((len(X), columns))
    for one in trees:
        tree = one.tree_
        value = _node_values(tree)
        rows = X.astype(np.float32)
        step = np.zeros((tree.node_count, columns))
        for child in (tree.children_left, tree.children_right):
            inner = np.flatnonzero(child != LEAF)
            step[child[inner], tree.feature[inner]] = value[child[inner]] - value[inner]
        parts += weight * (one.decision_path(rows) @ step)
        base += weight * value[0]
    return float(base), parts


def _node_values(tree: Any) -> Floats:
    """Value of each node as the weighted mean of the leaves below it: share of the second class, or leaf value."""
    raw = tree.value[:, 0, :]
    value = raw[:, 1] / raw.sum(axis=1) if raw.shape[1] == 2 else raw[:, 0].copy()
    size = tree.weighted_n_node_samples
    left, right = tree.children_left, tree.children_right
    for node in range(tree.node_count - 1, -1, -1):  # children are numbered after their parent
        if left[node] != LEAF:
            value[node] = (size[left[node]] * value[left[node]] + size[right[node]] * value[right[node]]) / (
                size[left[node]] + size[right[node]]
            )
    return np.asarray(value)
