"""How good a classifier is: by folds, and on vendors and people it has never seen, with the paper's row beside.

Reads a FakeFollowerClassifier and labelled accounts; tables out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.datasets.errors import DataError
from kit.followers import published
from kit.followers.columns import Floats
from kit.followers.scoring import confusion, measures
from kit.inference import rate_interval

if TYPE_CHECKING:
    from kit.followers.classifier import FakeFollowerClassifier


@dataclass(frozen=True)
class Validation:
    """Che cosa fa una regola sui conti di cui si conosce la verità.

    Attributes
    ----------
    fakes, flagged_fakes : int
        Quanti falsi, e quanti di loro la regola segna.
    people, cleared_people : int
        Quante persone, e quante di loro la regola lascia stare.
    fake_probabilities, people_probabilities : array
        Le probabilità date a falsi e persone (vuote se la regola non ne dà): servono al metodo EM.

    Raises
    ------
    DataError
        Se non ci sono falsi, o persone, o se ne sono segnati più di quanti ce ne siano.
    """

    fakes: int
    flagged_fakes: int
    people: int
    cleared_people: int
    fake_probabilities: Floats = field(default_factory=lambda: np.empty(0), repr=False)
    people_probabilities: Floats = field(default_factory=lambda: np.empty(0), repr=False)

    def __post_init__(self) -> None:
        pairs = ((self.flagged_fakes, self.fakes, "falsi"), (self.cleared_people, self.people, "persone"))
        for part, whole, who in pairs:
            if whole < 1 or not 0 <= part <= whole:
                raise DataError(
                    f"La verifica non torna: {part} su {whole} {who}. Servono almeno un falso e una persona verificati, e "
                    "mai più riconosciuti che verificati."
                )

    @property
    def sensitivity(self) -> float:
        """Quota dei falsi che la regola segna."""
        return self.flagged_fakes / self.fakes

    @property
    def specificity(self) -> float:
        """Quota delle persone che la regola lascia stare."""
        return self.cleared_people / self.people

    def to_frame(self) -> pd.DataFrame:
        """Sensibilità e specificità con il loro intervallo (Wilson, 95 %)."""
        rows = {
            "sensibilita": rate_interval(self.flagged_fakes, self.fakes),
            "specificita": rate_interval(self.cleared_people, self.people),
        }
        found = [
            {
                "misura": name,
                "stima": one.stima,
                "limite_inf": one.limite_inf,
                "limite_sup": one.limite_sup,
                "conti": one.people,
            }
            for name, one in rows.items()
        ]
        return pd.DataFrame(found)


def validation_of(truth: Any, flagged: Any, probabilities: Any = None) -> Validation:
    """Confronta ciò che una regola segna con la verità.

    Parameters
    ----------
    truth : Series or array
        1 o vero dove il conto è falso.
    flagged : Series or array
        1 o vero dove la regola lo segna.
    probabilities : Series or array, optional
        La probabilità che la regola gli dà.

    Returns
    -------
    Validation

    Raises
    ------
    DataError
        Se mancano le persone o i falsi, o le lunghezze non tornano.
    """
    from kit.followers.classifier import check_label

    real = check_label(truth, len(np.asarray(flagged))).astype(bool)
    said = np.asarray(flagged).astype(bool)
    chance = np.empty(0) if probabilities is None else np.asarray(probabilities, dtype=float)
    if len(chance) not in (0, len(real)):
        raise DataError(f"Le probabilità sono {len(chance)} e i conti {len(real)}: ne serve una per conto.")
    return Validation(
        int(real.sum()),
        int((real & said).sum()),
        int((~real).sum()),
        int((~real & ~said).sum()),
        chance[real] if len(chance) else chance,
        chance[~real] if len(chance) else chance,
    )


def validate(classifier: FakeFollowerClassifier, accounts: pd.DataFrame, label: Any, folds: int = 5) -> Validation:
    """Sensibilità e specificità di un classificatore su conti che non ha visto (a turno, una parte resta fuori).

    Parameters
    ----------
    classifier : FakeFollowerClassifier
        Anche non addestrato: se ne addestra una copia per ogni parte.
    accounts : DataFrame
        Conti con etichetta.
    label : Series or array
        1 per i falsi, 0 per le persone.
    folds : int
        In quante parti.

    Returns
    -------
    Validation

    Raises
    ------
    DataError
        Se le etichette non vanno bene, o una delle due è più rara delle parti.
    """
    truth, chance = _held_out(classifier, accounts, label, folds)
    return validation_of(truth, chance >= _single(classifier), chance)


def evaluate(classifier: FakeFollowerClassifier, accounts: pd.DataFrame, label: Any, folds: int = 10) -> pd.DataFrame:
    """Misura un classificatore a parti alterne, con accanto la riga della fonte.

    Parameters
    ----------
    classifier, accounts, label, folds
        Come in `validate`.

    Returns
    -------
    DataFrame
        ``fonte``, ``accuratezza``, ``precisione``, ``richiamo``, ``f``, ``mcc``, ``auc``: la prima riga è misurata qui, la
        seconda è pubblicata (se c'è, per quel modello e quella classe di costo).

    Raises
    ------
    DataError
        Come in `validate`.
    """
    from sklearn.metrics import roc_auc_score

    truth, chance = _held_out(classifier, accounts, label, folds)
    flagged = pd.Series(chance >= _single(classifier))
    ours = measures(**confusion(pd.Series(truth), flagged))
    rows = [{"fonte": "qui", **ours, "auc": float(roc_auc_score(truth, chance))}]
    paper = published.CLASSIFIERS.get((classifier.model, classifier.cost))
    if paper:
        rows.append({"fonte": published.SOURCE, "accuratezza": paper[0], "mcc": paper[1], "auc": paper[2]})
    return pd.DataFrame(rows)


def evaluate_unseen(
    classifier: FakeFollowerClassifier,
    accounts: pd.DataFrame,
    label: Any,
    groups: pd.Series,
    only: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Addestra senza un gruppo e prova su quello: il venditore mai visto, le persone mai viste.

    Parameters
    ----------
    classifier, accounts, label
        Come in `validate`.
    groups : Series
        Il gruppo di ogni conto (venditore, o raccolta di persone).
    only : sequence of str, optional
        I soli gruppi da tenere fuori, uno alla volta; se manca, tutti.

    Returns
    -------
    DataFrame
        Una riga per gruppo: ``gruppo``, ``chi_sono`` (falsi o persone), ``conti``, ``segnati``, ``quota_segnata`` con
        ``limite_inf`` e ``limite_sup`` (Wilson, 95 %), ``quota_pubblicata`` (se c'è). Per i falsi la quota segnata è il
        richiamo; per le persone sono falsi allarmi.

    Raises
    ------
    DataError
        Se il gruppo di un conto manca, mescola falsi e persone, o senza di lui resta un'etichetta sola.
    """
    from sklearn.base import clone

    from kit.followers.classifier import check_label

    truth = check_label(label, len(accounts))
    names = pd.Series(np.asarray(groups), dtype="object")
    if names.isna().any():
        raise DataError(
            f"Manca il gruppo di {int(names.isna().sum())} conti (il primo alla riga {int(names.isna().argmax()) + 1}): scrivilo, "
            "o togli quei conti."
        )
    rows = []
    for name in dict.fromkeys(names if only is None else only):
        out = (names == name).to_numpy()
        if not out.any():
            raise DataError(f"Il gruppo «{name}» non c'è. I gruppi sono: {', '.join(map(str, names.unique()))}.")
        if len(set(truth[out])) > 1:
            raise DataError(f"Il gruppo «{name}» contiene sia persone sia falsi: separali, o usa un'altra colonna.")
        if len(set(truth[~out])) < 2:
            raise DataError(f"Senza il gruppo «{name}» resta un'etichetta sola: servono almeno due gruppi per parte.")
        learnt = clone(classifier).fit(accounts[~out], truth[~out])
        flagged = int(learnt.predict(accounts[out]).sum())
        share = rate_interval(flagged, int(out.sum()))
        rows.append(
            {
                "gruppo": name,
                "chi_sono": "falsi" if truth[out][0] else "persone",
                "conti": int(out.sum()),
                "segnati": flagged,
                "quota_segnata": share.stima,
                "limite_inf": share.limite_inf,
                "limite_sup": share.limite_sup,
                "quota_pubblicata": _published(classifier, str(name)),
            }
        )
    return pd.DataFrame(rows)


def _published(classifier: FakeFollowerClassifier, group: str) -> float:
    key = classifier.model + ("_no_age" if "eta_giorni" in classifier.leave_out else "")
    if group in published.UNSEEN_PEOPLE and not classifier.leave_out:
        return float(np.mean(published.UNSEEN_PEOPLE[group]))
    return published.UNSEEN_VENDOR.get(group, {}).get(key, np.nan)


def _single(classifier: FakeFollowerClassifier) -> float:
    """Return the threshold above which an account is flagged when nobody may stay undecided."""
    from kit.followers.decision import thresholds

    return thresholds(classifier.false_alarm, classifier.miss)[0]


def _held_out(
    classifier: FakeFollowerClassifier, accounts: pd.DataFrame, label: Any, folds: int
) -> tuple[NDArray[Any], Floats]:
    """Return truth and, for each account, its probability by a model that did not see it."""
    from kit.followers.classifier import check_label
    from kit.followers.core import held_out_scores, platt
    from kit.followers.decision import adjust

    truth = check_label(label, len(accounts))
    rarest = int(min(truth.sum(), (1 - truth).sum()))
    if not 2 <= folds <= rarest:
        raise DataError(f"Le parti vanno da 2 a {rarest} (i conti dell'etichetta più rara): hai scritto {folds}.")
    core = classifier.blank_core()
    scaled = held_out_scores(core, classifier.available(accounts).to_numpy(), truth, folds)
    core.slope_, core.intercept_ = platt(scaled, truth)
    chance = core.probability_of(scaled)
    if classifier.prevalence is not None:
        chance = adjust(chance, float(truth.mean()), classifier.prevalence)
    return truth, chance
