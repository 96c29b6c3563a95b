"""The numeric core: a scikit-learn classifier of two classes, calibrated on folds it did not see.

Numbers in, numbers out; knows nothing of accounts.  Imports scikit-learn: kit.followers imports this file late.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_is_fitted, validate_data

Floats = NDArray[np.float64]

MODELS = ("forest", "logistic", "boosting")
FOLDS = 5
EDGE = 0.002  # a forest's share of votes is kept this far from 0 and 1 before the logit


def signed_log(values: Floats) -> Floats:
    """Logaritmo di 1 + valore, con il segno: i conteggi hanno code lunghe."""
    return np.asarray(np.sign(values) * np.log1p(np.abs(values)))


class FollowerCore(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Classificatore di due classi con probabilità calibrate.

    Parameters
    ----------
    model : {"forest", "logistic", "boosting"}
        Foresta casuale, regressione logistica (su logaritmi) o alberi in sequenza.
    trees : int, optional
        Quanti alberi: se manca 300 per la foresta e 150 in sequenza; la logistica non ne ha.
    random_state : int, RandomState or None
        Stesso seme, stesso modello.

    Attributes
    ----------
    classes_ : array, shape (2,)
        Le due classi; la seconda è quella positiva.
    model_ : estimator
        Il modello imparato su tutte le righe.
    slope_, intercept_ : float
        Dalla scala del punteggio al logit della probabilità (Platt 1999).
    held_out_probability_ : array, shape (righe,)
        La probabilità di ogni riga di addestramento quando era fuori dal modello; NaN dove non lo è mai stata (pochi
        alberi, o righe troppo poche per dividerle).

    Notes
    -----
    Il punteggio è la media degli alberi (foresta) o il logit (gli altri). La calibrazione usa punteggi di righe tenute
    fuori (dagli alberi che non le hanno viste, o a parti alterne),
    con i bersagli di Platt, *Advances in Large Margin Classifiers* (1999). Valori mancanti ammessi.
    """

    def __init__(self, model: str = "forest", trees: int | None = None, random_state: Any = 0) -> None:
        self.model = model
        self.trees = trees
        self.random_state = random_state

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.input_tags.allow_nan = True
        return tags

    def fit(self, X: Any, y: Any) -> FollowerCore:
        """Impara da numeri e classi.

        Parameters
        ----------
        X : array, shape (righe, colonne)
            Numeri; NaN dove manca.
        y : array, shape (righe,)
            Due classi.

        Returns
        -------
        FollowerCore

        Raises
        ------
        ValueError
            Se il modello non esiste, le classi non sono due, o i numeri non sono tali (testo inglese di scikit-learn).
        """
        X, y = validate_data(self, X, y, dtype=np.float64, ensure_all_finite="allow-nan", ensure_min_samples=2)
        check_classification_targets(y)
        if self.model not in MODELS:
            raise ValueError(f"model deve essere uno fra {', '.join(MODELS)}, non {self.model!r}.")
        if type_of_target(y) != "binary":
            raise ValueError(f"Only binary classification is supported. The type of the target is {type_of_target(y)}.")
        self.classes_, codes = np.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError("Servono due classi: y has 1 class.")
        blank = _blank_model(self.model, self.trees, self.random_state)
        self.model_ = blank if self.model == "forest" else clone(blank)
        with warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", "Some inputs do not have OOB scores"
            )  # few trees: those rows are left out
            self.model_.fit(X, codes)
        if self.model == "forest":  # each tree leaves out a third of the rows: no need of folds
            held_out = _scale("forest", self.model_.oob_decision_function_[:, 1])
        else:
            held_out = held_out_scores(self, X, codes, FOLDS)
        self.slope_, self.intercept_ = platt(held_out, codes)
        self.held_out_probability_ = self.probability_of(held_out)
        return self

    def score_of(self, X: Any) -> Floats:
        """Il punteggio prima della calibrazione, quello che `contributions` spiega.

        Parameters
        ----------
        X : array, shape (righe, colonne)

        Returns
        -------
        array, shape (righe,)
            Da 0 a 1 per la foresta (media degli alberi), un logit per gli altri.
        """
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, ensure_all_finite="allow-nan", reset=False)
        return _raw(self.model_, X)

    def predict_proba(self, X: Any) -> Floats:
        """Probabilità calibrate, shape (righe, 2), nell'ordine di ``classes_``."""
        positive = self.probability_of(_scale(self.model, self.score_of(X)))
        return np.column_stack([1 - positive, positive])

    def predict(self, X: Any) -> NDArray[Any]:
        """La classe più probabile di ogni riga."""
        chosen = (self.predict_proba(X)[:, 1] > 0.5).astype(int)
        return np.asarray(self.classes_[chosen])

    def probability_of(self, scaled: Floats) -> Floats:
        """La probabilità calibrata di punteggi già portati sulla scala dei logit."""
        from scipy.special import expit

        return np.asarray(expit(self.slope_ * scaled + self.intercept_))


def _blank_model(name: str, trees: int | None, random_state: Any) -> Any:
    if name == "forest":
        return RandomForestClassifier(n_estimators=trees or 300, oob_score=True, random_state=random_state)
    impute = SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True)
    if name == "boosting":
        boosting = GradientBoostingClassifier(n_estimators=trees or 150, random_state=random_state)
        return Pipeline([("impute", impute), ("model", boosting)])
    steps = [("log", FunctionTransformer(signed_log)), ("impute", impute), ("scale", StandardScaler())]
    return Pipeline([*steps, ("model", LogisticRegression(max_iter=2000))])


def _raw(model: Any, X: Floats) -> Floats:
    if isinstance(model, RandomForestClassifier):
        return np.asarray(model.predict_proba(X)[:, 1])
    return np.asarray(model.decision_function(X))


def _scale(name: str, score: Floats) -> Floats:
    """Bring a score to the scale of logits, where the calibration is a straight line."""
    from scipy.special import logit

    return np.asarray(logit(np.clip(score, EDGE, 1 - EDGE))) if name == "forest" else score


def held_out_scores(core: FollowerCore, X: Floats, codes: NDArray[np.intp], folds: int) -> Floats:
    """Punteggi di ogni riga dati da un modello che non l'ha vista, sulla scala dei logit.

    Parameters
    ----------
    core : FollowerCore
        Il modello da provare (se ne addestrano copie).
    X : array, shape (righe, colonne)
    codes : array, shape (righe,)
        0 o 1.
    folds : int
        In quante parti; meno, se una classe ha meno righe.

    Returns
    -------
    array, shape (righe,)
        NaN ovunque se le righe non bastano per due parti.
    """
    found = np.full(len(codes), np.nan)
    parts = min(folds, int(np.bincount(codes, minlength=2).min()))
    if parts < 2:
        return found
    blank = _blank_model(core.model, core.trees, core.random_state)
    if core.model == "forest":
        blank.set_params(oob_score=False)
    seed = core.random_state if isinstance(core.random_state, int) else 0
    for learn, test in StratifiedKFold(parts, shuffle=True, random_state=seed).split(X, codes):
        found[test] = _scale(core.model, _raw(clone(blank).fit(X[learn], codes[learn]), X[test]))
    return found


def platt(scaled: Floats, codes: NDArray[np.intp]) -> tuple[float, float]:
    """Pendenza e intercetta della calibrazione di Platt, con i suoi bersagli smussati.

    Returns
    -------
    tuple of float
        (1, 0), cioè nessuna correzione, se le righe tenute fuori non bastano o l'ordine verrebbe rovesciato.
    """
    known = np.isfinite(scaled)
    scaled, codes = scaled[known], codes[known]
    positive, negative = int(codes.sum()), int((1 - codes).sum())
    if min(positive, negative) < 2:
        return 1.0, 0.0
    target = np.where(codes == 1, (positive + 1) / (positive + 2), 1 / (negative + 2))
    rows = np.concatenate([scaled, scaled])[:, None]
    labels = np.repeat([1, 0], len(scaled))
    line = LogisticRegression(C=1e6, max_iter=1000).fit(rows, labels, np.concatenate([target, 1 - target]))
    slope = float(line.coef_[0, 0])
    return (slope, float(line.intercept_[0])) if slope > 0 else (1.0, 0.0)
