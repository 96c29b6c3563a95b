"""The audit of an audience, from accounts to findings: how many fakes, how sure, what it costs to be wrong, which signals.

Computes; report.py writes it down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kit.datasets.errors import DataError
from kit.followers.columns import REFERENCE, Floats, Inputs, reference_day
from kit.followers.decision import FAKE, PERSON, UNDECIDED, flag_meaning, verdicts
from kit.followers.groups import bursts, first_digits, group_signals
from kit.followers.sampling import check_frame
from kit.followers.share import CORRECTED, estimate_share, rogan_gladen
from kit.followers.traits import FEATURES, features

if TYPE_CHECKING:
    from kit.followers.classifier import FakeFollowerClassifier
    from kit.followers.evaluation import Validation

LABELLED, LABELLED_DAY = "follower_etichettati", "2025-02-28"
TREES = 200
EXAMPLES = {FAKE: 3, UNDECIDED: 2, PERSON: 1}
# The bundled vendors, in words.
VENDORS = {
    "lampo": "un venditore mai visto, che apre i conti in pochi giorni",
    "ondate": "un venditore mai visto, che apre i conti in un mese",
    "sparso": "un venditore mai visto, che usa conti aperti in molti anni",
}
NEEDED = ("follower", "seguiti")
Progress = Callable[[str, int, int], None]


@dataclass
class Example:
    """Un conto, con uno pseudonimo e le ragioni del suo punteggio."""

    account: str
    verdict: str
    probability: float
    reasons: pd.DataFrame


@dataclass
class Judged:
    """Ciò che si può dire quando i profili bastano a giudicare i conti."""

    shares: pd.DataFrame
    validation: Validation
    scenarios: pd.DataFrame
    costs: pd.DataFrame
    shift: pd.DataFrame | None
    probabilities: Floats
    thresholds: tuple[float, float]
    verdicts: pd.DataFrame
    examples: list[Example]
    columns: list[str]


@dataclass
class Audit:
    """L'esame di un pubblico. Come ultima riga di una cella si mostra da solo; ``save`` ne scrive il rapporto.

    Attributes
    ----------
    name : str
        Come si chiama il pubblico.
    accounts : int
        Quanti conti.
    audience : int
        Quanti follower in tutto, se i conti sono un campione.
    judged : Judged or None
        Quote, errori, esempi; niente se i profili mancano.
    signals, bursts, digits : DataFrame
        I segnali di gruppo.
    frame : DataFrame or None
        Da dove viene il campione.
    synthetic : bool
        Vero se i conti sono inventati.
    """

    name: str
    accounts: int
    audience: int
    reference: str
    synthetic: bool
    signals: pd.DataFrame
    bursts: dict[str, pd.DataFrame]
    digits: pd.DataFrame | None
    days: dict[str, Floats]
    judged: Judged | None
    frame: pd.DataFrame | None
    reading: dict[str, Any] = field(default_factory=dict)

    @property
    def share(self) -> pd.DataFrame:
        """La tabella delle quote (vuota se i profili mancano)."""
        return self.judged.shares if self.judged else pd.DataFrame()

    def html(self) -> str:
        """Il rapporto intero, una pagina sola."""
        from kit.followers.report import page

        return page(self)

    def save(self, path: str | Path) -> Path:
        """Scrive il rapporto in un file HTML che si apre senza rete e si stampa.

        Raises
        ------
        DataError
            Se non si può scrivere lì.
        """
        file = Path(path)
        try:
            file.write_text(self.html(), encoding="utf-8")
        except OSError as error:
            raise DataError(
                f"Non riesco a scrivere «{file}»: {error.strerror}. Scegli un'altra cartella con --out."
            ) from error
        return file

    def _repr_html_(self) -> str:
        from kit.followers.report import body

        return body(self)

    def __repr__(self) -> str:
        from kit.followers.findings import brief

        return "\n".join([f"Esame di {self.name}", *(f"- {line}" for line in brief(self))])


def audit(
    accounts: pd.DataFrame,
    *,
    name: str = "questo pubblico",
    labelled: pd.DataFrame | None = None,
    label: Any = None,
    groups: Any = None,
    reference_date: str | None = None,
    audience: int | None = None,
    positions: pd.Series | None = None,
    false_alarm: float = 1.0,
    miss: float = 1.0,
    look: float | None = 0.2,
    seed: int = 0,
    progress: Progress | None = None,
) -> Audit:
    """Esamina un pubblico: quota di falsi con intervallo, quanto ci si può fidare, segnali di gruppo, esempi.

    Parameters
    ----------
    accounts : DataFrame
        I follower, con le colonne canoniche (`load`), uno per riga.
    name : str
        Come chiamare il pubblico nel rapporto.
    labelled, label, groups : DataFrame, Series, Series, optional
        Conti di cui si sa se sono falsi, l'etichetta e il gruppo; se mancano, quelli sintetici del corso.
    reference_date : str, optional
        Il giorno in cui i conti sono stati letti; se manca quello annotato da `load`, o l'ultima data di arrivo.
    audience : int, optional
        Quanti follower ci sono in tutto, se questi sono un campione.
    positions : Series, optional
        Il posto di ogni conto nella lista dei follower (1 = l'ultimo arrivato), se questi sono un campione.
    false_alarm, miss, look : float
        I costi: segnare una persona, lasciar passare un falso, far guardare il conto a qualcuno.
    seed : int
        Stesso seme, stesso risultato.
    progress : function, optional
        Chiamata con che cosa si fa, quanti conti fatti, quanti in tutto.

    Returns
    -------
    Audit

    Raises
    ------
    DataError
        Se la tabella non è di conti, o un valore è impossibile.

    Notes
    -----
    Il modello impara da conti in stile 2013: la prova di spostamento dice se il pubblico somiglia a quelli. Senza follower
    e seguiti si leggono soltanto i segnali di gruppo.
    """
    if not isinstance(accounts, pd.DataFrame) or accounts.empty:
        raise DataError("Nessun conto da esaminare: la tabella è vuota, o non è una tabella.")
    if audience is not None and audience < len(accounts):
        raise DataError(
            f"Il pubblico intero ({audience}) è più piccolo dei conti dati ({len(accounts)}): controlla `audience`."
        )
    known = accounts.copy(deep=False)
    known.attrs = dict(accounts.attrs)
    day = _reference(known, reference_date)
    if day:
        known.attrs[REFERENCE] = day
    only_codes = not any(name in known.columns for name in (*NEEDED, "creato", "seguito_il"))
    days, rushes, digits, signals = _group(known, seed) if not only_codes else ({}, {}, None, pd.DataFrame())
    judged = None
    if all(column in known.columns and known[column].notna().any() for column in NEEDED):
        reference = _labelled(labelled, label, groups)
        judged = _judge(known, reference, (false_alarm, miss, look), seed, progress)
    size = audience or len(known)
    frame = check_frame(positions, size) if positions is not None else None
    return Audit(
        name,
        len(known),
        size,
        day,
        _synthetic(known),
        signals,
        rushes,
        digits,
        days,
        judged,
        frame,
        dict(known.attrs.get("lettura", {})),
    )


def _synthetic(accounts: pd.DataFrame) -> bool:
    if accounts.attrs.get("sintetico"):
        return True
    return "origine" in accounts.columns and bool((accounts["origine"] == "sintetico").any())


def _reference(accounts: pd.DataFrame, given: str | None) -> str:
    """Day the accounts were read: as told, as the loader noted, or the latest arrival."""
    day = reference_day(accounts, given)
    if day is None and "seguito_il" in accounts.columns and accounts["seguito_il"].notna().any():
        day = pd.Timestamp(pd.to_datetime(accounts["seguito_il"]).max())
    return f"{day:%Y-%m-%d}" if day is not None else ""


def _group(
    accounts: pd.DataFrame, seed: int
) -> tuple[dict[str, Floats], dict[str, pd.DataFrame], pd.DataFrame | None, pd.DataFrame]:
    signals = group_signals(accounts, seed)
    inputs = Inputs(accounts)
    days, rushes = {}, {}
    for name, place in (("seguito_il", 1), ("creato", 0)):
        if pd.notna(signals["valore"].iloc[place]):
            days[name] = inputs.days(name)
            rushes[name] = bursts(accounts, name, seed)
    digits = first_digits(accounts) if pd.notna(signals["valore"].iloc[2]) else None
    return days, rushes, digits, signals


@dataclass
class _Reference:
    accounts: pd.DataFrame
    label: pd.Series
    groups: pd.Series | None


def _labelled(labelled: pd.DataFrame | None, label: Any, groups: Any) -> _Reference:
    if labelled is None:
        from kit.datasets import load

        table = load(LABELLED)
        table.attrs[REFERENCE] = LABELLED_DAY
        return _Reference(table, table["falso"], table["gruppo"])
    if label is None:
        raise DataError("Con conti tuoi per imparare (labelled) serve anche l'etichetta: label=…, 1 per i falsi.")
    return _Reference(labelled, pd.Series(np.asarray(label)), None if groups is None else pd.Series(np.asarray(groups)))


def _judge(
    accounts: pd.DataFrame,
    reference: _Reference,
    costs: tuple[float, float, float | None],
    seed: int,
    progress: Progress | None,
) -> Judged:
    from kit.followers.classifier import FakeFollowerClassifier
    from kit.followers.evaluation import validation_of
    from kit.followers.shift import FEWEST, shift_test

    inputs = Inputs(accounts)
    missing = [name for name in FEATURES if FEATURES[name].cost == "A" and not _available(inputs, name)]
    classifier = FakeFollowerClassifier(
        leave_out=missing, false_alarm=costs[0], miss=costs[1], look=costs[2], trees=TREES, random_state=seed
    ).fit(reference.accounts, reference.label)
    chance = classifier.probabilities(
        accounts, None if progress is None else lambda done: progress("Giudico i conti", done, len(accounts))
    )
    seen = classifier.core_.held_out_probability_
    known = np.isfinite(seen)
    truth = reference.label.to_numpy()[known]
    validation = validation_of(truth, seen[known] >= 0.5, seen[known])
    flagged = chance >= 0.5
    shares = estimate_share(flagged, validation, chance, seed=seed)
    best = float(shares.loc[shares["metodo"] == CORRECTED, "stima"].iloc[0])
    shift = None
    if len(accounts) >= FEWEST:
        sample = accounts.sample(min(len(accounts), 5_000), random_state=seed).sort_index()
        sample.attrs = dict(accounts.attrs)
        table = features(sample)[classifier.columns_]
        shift = shift_test(
            features(reference.accounts)[classifier.columns_], reference.label, table, reference.groups, seed=seed
        )
    said = verdicts(chance, *classifier.thresholds_)
    counts = pd.Series(said).value_counts().reindex([PERSON, UNDECIDED, FAKE], fill_value=0)
    return Judged(
        shares,
        validation,
        _scenarios(classifier, reference, validation, float(flagged.mean())),
        flag_meaning(validation.sensitivity, validation.specificity, best, len(accounts)),
        shift,
        chance,
        classifier.thresholds_,
        pd.DataFrame({"verdetto": counts.index, "conti": counts.to_numpy(), "quota": counts.to_numpy() / len(said)}),
        _examples(classifier, accounts, chance, said),
        classifier.columns_,
    )


def _available(inputs: Inputs, name: str) -> bool:
    return bool(np.isfinite(FEATURES[name].compute(inputs)).any())


def _scenarios(
    classifier: FakeFollowerClassifier, reference: _Reference, validation: Validation, apparent: float
) -> pd.DataFrame:
    """Share of fakes if those of this audience came from a vendor the model has never seen."""
    from kit.followers.evaluation import evaluate_unseen

    rows = [("venditori già visti", validation.sensitivity)]
    if reference.groups is not None:
        names = reference.groups[(reference.label == 1).to_numpy()].unique().tolist()
        found = evaluate_unseen(classifier, reference.accounts, reference.label, reference.groups, only=names)
        rows += [
            (VENDORS.get(group, f"un venditore mai visto, come «{group}»"), float(share))
            for group, share in zip(found["gruppo"], found["quota_segnata"], strict=True)
        ]
    scenarios = []
    for name, sensitivity in rows:
        try:
            share = rogan_gladen(apparent, sensitivity, validation.specificity)
        except DataError:
            share = np.nan
        # A vendor of whom the model flags so few cannot explain so many flagged accounts.
        possible = max(share, 0.0) if share <= 1 else np.nan
        scenarios.append({"se_i_falsi_sono_di": name, "sensibilita": sensitivity, "quota_di_falsi": possible})
    return pd.DataFrame(scenarios)


def _examples(classifier: FakeFollowerClassifier, accounts: pd.DataFrame, chance: Floats, said: Any) -> list[Example]:
    from kit.followers.reasons import explain

    found = []
    for verdict, size in EXAMPLES.items():
        rows = np.flatnonzero(said == verdict)
        wanted = {FAKE: -chance[rows], PERSON: chance[rows], UNDECIDED: np.abs(chance[rows] - 0.5)}[verdict]
        for row in rows[np.argsort(wanted, kind="stable")[:size]]:
            one = accounts.iloc[[row]]
            one.attrs = dict(accounts.attrs)
            found.append(Example(f"conto numero {row + 1}", verdict, float(chance[row]), explain(classifier, one)))
    return found
