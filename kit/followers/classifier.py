"""The classifier of accounts: a table of accounts in, probabilities and verdicts out.

A thin layer over the numeric core: names columns, checks them, turns probabilities into verdicts.  Imports scikit-learn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import NotFittedError

from kit.datasets.errors import DataError
from kit.followers.columns import Floats
from kit.followers.core import MODELS, FollowerCore
from kit.followers.decision import adjust, check_share, thresholds, verdicts
from kit.followers.traits import features, names_of

CHUNK = 50_000  # rows scored at once: memory stays flat


class FakeFollowerClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Riconosce i follower falsi dal profilo (e, se ci sono, da messaggi e relazioni).

    Parameters
    ----------
    model : {"forest", "logistic", "boosting"}
        Foresta casuale, regressione logistica, alberi in sequenza.
    cost : {"A", "B", "C"}
        Quali caratteristiche usa (vedi `features`).
    leave_out : sequence of str
        Caratteristiche da non usare, per esempio ``["eta_giorni", "seguiti_al_giorno"]``.
    reference_date : str, optional
        Il giorno in cui i conti sono stati letti.
    prevalence : float, optional
        Quota di falsi attesa nel pubblico da giudicare; se manca, quella dell'addestramento.
    false_alarm, miss, look : float
        Costi: segnare una persona, lasciar passare un falso, far guardare il conto a qualcuno (``None``: nessuno
        guarda, e nessun conto resta indeciso).
    trees : int, optional
        Quanti alberi (vedi `FollowerCore`).
    random_state : int
        Stesso seme, stesso modello.

    Attributes
    ----------
    classes_ : array
        ``[0, 1]``: 1 è falso.
    columns_ : list of str
        Le caratteristiche usate: quelle con almeno un valore nell'addestramento.
    core_ : FollowerCore
        Il classificatore numerico.
    prevalence_ : float
        Quota di falsi nell'addestramento.
    thresholds_ : tuple of float
        Le due soglie sulla probabilità (vedi `kit.followers.thresholds`).

    Notes
    -----
    Caratteristiche di Cresci e altri, *Decision Support Systems* 80 (2015). Un punteggio non è una prova.
    """

    def __init__(
        self,
        model: str = "forest",
        cost: str = "A",
        leave_out: Sequence[str] = (),
        reference_date: str | None = None,
        prevalence: float | None = None,
        false_alarm: float = 1.0,
        miss: float = 1.0,
        look: float | None = 0.2,
        trees: int | None = None,
        random_state: int = 0,
    ) -> None:
        self.model = model
        self.cost = cost
        self.leave_out = leave_out
        self.reference_date = reference_date
        self.prevalence = prevalence
        self.false_alarm = false_alarm
        self.miss = miss
        self.look = look
        self.trees = trees
        self.random_state = random_state

    def fit(self, accounts: pd.DataFrame, label: Any) -> FakeFollowerClassifier:
        """Impara da conti di cui si sa se sono falsi.

        Parameters
        ----------
        accounts : DataFrame
            Una riga per conto, con le colonne canoniche.
        label : Series or array
            1 o vero per i falsi, 0 o falso per le persone; nessun valore mancante.

        Returns
        -------
        FakeFollowerClassifier

        Raises
        ------
        DataError
            Se un parametro non esiste, le etichette non sono due, mancano o non sono tante quanti i conti, o nessuna
            caratteristica è disponibile.
        """
        truth = check_label(label, len(accounts))
        numbers = self.available(accounts)
        self.columns_ = list(numbers.columns)
        self.prevalence_ = float(truth.mean())
        self.thresholds_ = thresholds(self.false_alarm, self.miss, self.look)
        self.core_ = self.blank_core().fit(numbers.to_numpy(), truth)
        self.classes_ = self.core_.classes_
        return self

    def available(self, accounts: pd.DataFrame) -> pd.DataFrame:
        """Le caratteristiche che il modello userebbe su questi conti: richieste, non escluse, con almeno un valore.

        Raises
        ------
        DataError
            Se un parametro non esiste, o non ne resta nessuna.
        """
        self._check_parameters()
        found = features(accounts, self.cost, self.reference_date).drop(columns=list(self.leave_out))
        found = found.loc[:, found.notna().any()]
        if found.empty:
            raise DataError(
                "Nessuna caratteristica si può calcolare su questi conti: servono almeno follower e seguiti. "
                "Un archivio di soli nomi o codici non basta."
            )
        return found

    def blank_core(self) -> FollowerCore:
        """Il classificatore numerico, da addestrare."""
        return FollowerCore(self.model, self.trees, self.random_state)

    def table(self, accounts: pd.DataFrame, some_missing: bool = False) -> Floats:
        """Le caratteristiche usate dal modello, shape (conti, colonne).

        Parameters
        ----------
        accounts : DataFrame
            Una riga per conto.
        some_missing : bool
            Vero per accettare caratteristiche che mancano a tutti i conti (uno solo, per esempio).

        Raises
        ------
        DataError
            Se il modello non è addestrato, o manca del tutto una caratteristica che ha imparato a usare.
        """
        if not hasattr(self, "core_"):
            raise NotFittedError("Il classificatore non ha ancora imparato: prima .fit(conti, etichette).")
        found = features(accounts, self.cost, self.reference_date)[self.columns_]
        empty = [name for name in self.columns_ if not found[name].notna().any()]
        if empty and not some_missing:
            raise DataError(
                f"In questi conti mancano del tutto: {', '.join(empty)}. Il modello li ha imparati e senza giudicherebbe "
                f"a caso. Addestralo senza: leave_out={empty}."
            )
        return found.to_numpy()

    def probabilities(self, accounts: pd.DataFrame, progress: Callable[[int], None] | None = None) -> Floats:
        """La probabilità di essere falso, conto per conto, alla quota di falsi ``prevalence``.

        Parameters
        ----------
        accounts : DataFrame
            Una riga per conto.
        progress : function, optional
            Chiamata con il numero di conti già giudicati.

        Returns
        -------
        array, shape (conti,)

        Raises
        ------
        DataError
            Come in `table`.
        """
        numbers = self.table(accounts)
        fake = np.empty(len(numbers))
        for start in range(0, len(numbers), CHUNK):
            fake[start : start + CHUNK] = self.core_.predict_proba(numbers[start : start + CHUNK])[:, 1]
            if progress is not None:
                progress(min(start + CHUNK, len(numbers)))
        return fake if self.prevalence is None else adjust(fake, self.prevalence_, self.prevalence)

    def predict_proba(self, accounts: pd.DataFrame) -> Floats:
        """Probabilità di persona e di falso, shape (conti, 2), alla quota di falsi ``prevalence``.

        Raises
        ------
        DataError
            Come in `table`.
        """
        fake = self.probabilities(accounts)
        return np.column_stack([1 - fake, fake])

    def predict(self, accounts: pd.DataFrame) -> NDArray[np.intp]:
        """1 dove il conto, costretti a scegliere, va segnato come falso; 0 altrimenti."""
        single, _ = thresholds(self.false_alarm, self.miss)
        return (self.probabilities(accounts) >= single).astype(int)

    def judge(self, accounts: pd.DataFrame) -> pd.DataFrame:
        """Il giudizio su ogni conto.

        Parameters
        ----------
        accounts : DataFrame
            Una riga per conto.

        Returns
        -------
        DataFrame
            ``account`` (se c'è), ``probabilita`` di essere falso, ``verdetto``: persona, indeciso o falso.

        Raises
        ------
        DataError
            Come in `table`.
        """
        fake = self.probabilities(accounts)
        found = pd.DataFrame({"probabilita": fake, "verdetto": verdicts(fake, *self.thresholds_)}, index=accounts.index)
        if "account" in accounts.columns:
            found.insert(0, "account", accounts["account"])
        return found

    def _check_parameters(self) -> None:
        if self.model not in MODELS:
            raise DataError(f"Il modello «{self.model}» non esiste. Scegli fra: {', '.join(MODELS)}.")
        known = names_of(self.cost)
        unknown = [name for name in self.leave_out if name not in known]
        if unknown:
            raise DataError(
                f"Non conosco la caratteristica «{unknown[0]}». Quelle della classe {self.cost}: {', '.join(known)}."
            )
        if self.prevalence is not None:
            check_share(self.prevalence, "prevalence", open_ends=True)


def check_label(label: Any, size: int) -> NDArray[Any]:
    """Le etichette come 0 e 1.

    Raises
    ------
    DataError
        Se sono di un'altra lunghezza, ne manca qualcuna, non valgono 0 e 1, o ce n'è una sola.
    """
    values = pd.Series(np.asarray(label) if not isinstance(label, pd.Series) else label.to_numpy())
    if len(values) != size:
        raise DataError(f"Le etichette sono {len(values)} e i conti {size}: serve un'etichetta per conto.")
    if values.isna().any():
        raise DataError(
            f"Manca l'etichetta di {int(values.isna().sum())} conti (il primo alla riga {int(values.isna().argmax()) + 1}): "
            "togli quei conti, o scopri che cosa sono."
        )
    found = sorted(set(values.tolist()), key=str)
    if not set(found) <= {0, 1}:
        raise DataError(f"Le etichette valgono 1 (falso) o 0 (persona). Qui ci sono: {', '.join(map(str, found[:5]))}.")
    if len(found) < 2:
        raise DataError("Fra le etichette c'è un solo valore: per imparare servono sia persone sia falsi.")
    return values.astype(int).to_numpy()
