"""A linear classifier of texts: its reasons add up exactly, its probabilities are calibrated, it can say «non so».

Follows scikit-learn's estimators; takes a column of texts instead of a matrix.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from kit.text.batch import Batch, batch
from kit.text.door import as_series
from kit.text.marker_features import MarkerFeatures
from kit.text.marker_guide import NAMES
from kit.text.reading import problems_of
from kit.text.word_features import WordFeatures

Floats = NDArray[np.float64]
FEATURES = ("markers", "words", "both")
DONT_KNOW = "non so"
UNSURE = "poco sicuro"
WORD_SCALE = 10.0  # TF-IDF rows have length 1: with C=0.1 this is the C=10 that suits words alone
FOLDS = 5


class ContentClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Distingue i testi di classi diverse (per esempio inbound e outbound), e sa dire perché.

    Parameters
    ----------
    features : {"markers", "words", "both"}
        Che cosa guarda: i marcatori dello stile, le parole e le coppie di parole, o entrambi.
    C : float
        Quanto si fida dei dati: più è piccolo, più i pesi restano vicini a zero.
    balanced : bool
        Se True la decisione tratta le classi alla pari anche quando una è rara: chi è raro non sparisce. Le probabilità
        restano quelle dei dati.
    abstain_below : float
        Sotto questa probabilità `decide` (e, se è maggiore di 0, anche `predict`) dice «non so». Da 0 a 1.

    Attributes
    ----------
    classes_ : array
        Le classi.
    coef_, intercept_ : array
        I pesi calibrati: shape (1, colonne) con due classi, (classi, colonne) con di più.
    feature_names_ : list of str
        Il nome di ogni colonna.

    Notes
    -----
    Regressione logistica. La calibrazione (Platt 1999 con due classi, una temperatura con di più) usa previsioni su testi non
    visti: se dai ``groups`` a `fit`, su gruppi non visti. Essendo lineare entra nei pesi, così le ragioni di `explain`
    sommano alla decisione.
    """

    def __init__(
        self, features: str = "markers", C: float = 0.1, balanced: bool = True, abstain_below: float = 0.0
    ) -> None:
        self.features = features
        self.C = C
        self.balanced = balanced
        self.abstain_below = abstain_below

    def fit(self, texts: Any, y: Any, groups: Any = None) -> ContentClassifier:
        """Impara da testi già classificati.

        Parameters
        ----------
        texts : Series di testi, shape (testi,)
            I testi.
        y : array-like, shape (testi,)
            La classe di ogni testo.
        groups : array-like, shape (testi,), facoltativo
            La famiglia di ogni testo (``famiglia_id``): testi della stessa famiglia non stanno mai da due parti mentre
            calibra.

        Returns
        -------
        ContentClassifier

        Raises
        ------
        TypeError, ValueError
            Se i testi mancano, le lunghezze non tornano, c'è una classe sola, o un parametro è fuori dai limiti.
        """
        self._check_parameters()
        series = as_series(texts)
        labels = _labels(y, len(series))
        read = batch(series)
        _warn(problems_of(read, series.tolist()), "Li ho usati lo stesso per imparare: controllali con readable().")
        self.classes_, codes = np.unique(labels, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"C'è una classe sola («{self.classes_[0]}»): per distinguere ne servono almeno due.")
        self.markers_ = MarkerFeatures().fit(read) if self.features != "words" else None
        self.words_ = WordFeatures().fit(read) if self.features != "markers" else None
        self.feature_names_ = [*(NAMES if self.markers_ else ()), *(self.words_.names if self.words_ else ())]
        table = self._table(read)
        with threadpool_limits(limits=1):  # small matrices: more threads only wait for each other
            model = self._model().fit(table, codes)
            slope, shift = self._calibration(table, codes, groups)
        self.coef_ = model.coef_ * slope
        self.intercept_ = model.intercept_ * slope + shift
        share = np.bincount(codes) / len(codes)
        self.prior_ = np.log(share[1:] / share[:-1]) if len(share) == 2 else np.log(share)
        if not self.balanced:
            self.prior_ = np.zeros_like(self.prior_)
        return self

    def decision_function(self, texts: Any) -> Floats:
        """Il punteggio della decisione.

        Parameters
        ----------
        texts : Series di testi, shape (testi,)

        Returns
        -------
        array
            Con due classi, shape (testi,): sopra zero decide per la seconda di ``classes_``. Con di più, shape
            (testi, classi): decide per il più alto.

        Raises
        ------
        TypeError, ValueError
            Come in `fit`.
        """
        return self._scores(self._read(texts)[0]) - (self.prior_[0] if len(self.prior_) == 1 else self.prior_)

    def predict_proba(self, texts: Any) -> Floats:
        """Le probabilità calibrate: shape (testi, classi), nell'ordine di ``classes_``.

        Raises
        ------
        TypeError, ValueError
            Come in `fit`.
        """
        return _probability(self._scores(self._read(texts)[0]))

    def predict(self, texts: Any) -> NDArray[Any]:
        """La classe di ogni testo.

        Parameters
        ----------
        texts : Series di testi, shape (testi,)

        Returns
        -------
        array, shape (testi,)
            Come vuole scikit-learn, sempre una delle classi; con ``abstain_below`` maggiore di 0 anche «non so». Per i
            testi che non si leggono avvisa che tira a indovinare: `decide` si astiene.

        Raises
        ------
        TypeError, ValueError
            Come in `fit`.
        """
        if self.abstain_below > 0:
            return self.decide(texts)["decisione"].to_numpy(dtype=object)
        read, series = self._read(texts)
        _warn(problems_of(read, series.tolist()), "Per loro predict tira a indovinare; decide() invece dice «non so».")
        return np.asarray(self.classes_[self._winner(self._scores(read))])

    def decide(self, texts: Any) -> pd.DataFrame:
        """La classe di ogni testo, o «non so» con il motivo.

        Parameters
        ----------
        texts : Series di testi, shape (testi,)

        Returns
        -------
        DataFrame
            Stesso indice: ``decisione``, ``probabilita`` (della classe più probabile; NaN se il testo non si legge) e
            ``motivo`` del «non so» (vuoto se ha deciso).

        Raises
        ------
        TypeError, ValueError
            Come in `fit`.
        """
        read, series = self._read(texts)
        scores = self._scores(read)
        winner = self._winner(scores)
        chance = _probability(scores)[np.arange(len(winner)), winner]
        problems = problems_of(read, series.tolist())
        reasons = [one or (UNSURE if p < self.abstain_below else "") for one, p in zip(problems, chance, strict=True)]
        decided = self.classes_[winner].astype(object)
        decided[[bool(one) for one in reasons]] = DONT_KNOW
        chance = np.where([bool(one) for one in problems], np.nan, chance)
        return pd.DataFrame({"decisione": decided, "probabilita": chance, "motivo": reasons}, index=series.index)

    def contributions(self, text: str) -> tuple[Floats, Floats, Floats]:
        """I valori di un testo, i contributi di ogni colonna e il punto di partenza (per la decisione).

        Returns
        -------
        values : array, shape (colonne,)
        contributions : array, shape (colonne,) con due classi, (classi, colonne) con di più
        start : array, shape (1,) o (classi,)
            Contributi più punto di partenza fanno `decision_function`.

        Raises
        ------
        TypeError
            Se non è un testo.
        """
        read, _ = self._read(text)
        table = self._table(read)
        row = (table.toarray() if isinstance(table, csr_matrix) else table)[0]
        parts = self.coef_ * row
        return row, parts[0] if len(parts) == 1 else parts, self.intercept_ - self.prior_

    def _check_parameters(self) -> None:
        if self.features not in FEATURES:
            raise ValueError(f'features="{self.features}" non esiste: scegli tra {", ".join(FEATURES)}.')
        if not (isinstance(self.C, (int, float)) and self.C > 0):
            raise ValueError(f"C deve essere un numero maggiore di zero (hai scritto {self.C}).")
        if not 0 <= self.abstain_below <= 1:
            raise ValueError(f"abstain_below è una probabilità, tra 0 e 1 (hai scritto {self.abstain_below}).")

    def _read(self, texts: Any) -> tuple[Batch, pd.Series[str]]:
        check_is_fitted(self, "coef_")
        series = as_series(texts)
        return batch(series), series

    def _table(self, read: Batch) -> Floats | csr_matrix:
        if self.words_ is None:
            return self.markers_.transform(read)  # type: ignore[union-attr]
        words: csr_matrix = self.words_.transform(read) * WORD_SCALE
        if self.markers_ is None:
            return words
        return csr_matrix(hstack([csr_matrix(self.markers_.transform(read)), words]))

    def _scores(self, read: Batch) -> Floats:
        scores = np.asarray(self._table(read) @ self.coef_.T) + self.intercept_
        return np.asarray(scores[:, 0] if scores.shape[1] == 1 else scores)

    def _winner(self, scores: Floats) -> NDArray[np.intp]:
        if scores.ndim == 1:
            return np.asarray(scores > self.prior_[0]).astype(np.intp)
        return np.asarray(np.argmax(scores - self.prior_, axis=1))

    def _model(self) -> LogisticRegression:
        return LogisticRegression(C=self.C, max_iter=1000)

    def _calibration(self, table: Floats | csr_matrix, codes: NDArray[np.intp], groups: Any) -> tuple[float, float]:
        """Return slope and shift of the decision, from predictions on rows (or groups) not seen."""
        folds = min(FOLDS, int(np.bincount(codes).min()))
        if groups is not None:
            groups = np.asarray(groups)
            if len(groups) != len(codes):
                raise ValueError(f"I testi sono {len(codes)} e i gruppi {len(groups)}: serve un gruppo per ogni testo.")
            folds = min(folds, *(len(np.unique(groups[codes == code])) for code in np.unique(codes)))
        if folds < 2:
            return 1.0, 0.0
        kind = StratifiedKFold if groups is None else StratifiedGroupKFold
        unseen = np.zeros((len(codes), len(np.unique(codes)) if codes.max() > 1 else 1))
        for train, test in kind(folds, shuffle=True, random_state=0).split(codes, codes, groups):
            if len(np.unique(codes[train])) < len(np.unique(codes)):
                return 1.0, 0.0
            scores = self._model().fit(table[train], codes[train]).decision_function(table[test])
            unseen[test] = scores.reshape(len(test), -1)
        if unseen.shape[1] == 1:
            platt = LogisticRegression(C=1e6).fit(unseen, codes)
            return max(float(platt.coef_[0, 0]), 1e-3), float(platt.intercept_[0])
        return _temperature(unseen, codes), 0.0


def _temperature(scores: Floats, codes: NDArray[np.intp]) -> float:
    def loss(log_slope: float) -> float:
        chance = _probability(scores * np.exp(log_slope))[np.arange(len(codes)), codes]
        return float(-np.log(np.maximum(chance, 1e-300)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-4, 3), method="bounded").x))


def _probability(scores: Floats) -> Floats:
    if scores.ndim == 1:
        second = 1 / (1 + np.exp(-np.clip(scores, -500, 500)))
        return np.column_stack([1 - second, second])
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _labels(y: Any, size: int) -> NDArray[Any]:
    labels = pd.Series(y).reset_index(drop=True)
    if len(labels) != size:
        raise ValueError(f"I testi sono {size} e le classi {len(labels)}: serve una classe per ogni testo.")
    if labels.isna().any():
        raise ValueError(f"Manca la classe di {int(labels.isna().sum())} testi: togli quelle righe prima di imparare.")
    return labels.to_numpy(dtype=object if labels.dtype.kind not in "iufb" else None)


def _warn(problems: list[str], what: str) -> None:
    """Say once which texts cannot be read and what happens to them."""
    bad = pd.Series([one for one in problems if one], dtype=object).value_counts()
    if len(bad):
        reasons = "; ".join(f"{reason}: {times}" for reason, times in bad.items())
        warnings.warn(
            f"{bad.sum()} testi su {len(problems)} non si leggono ({reasons}). {what}", UserWarning, stacklevel=3
        )
