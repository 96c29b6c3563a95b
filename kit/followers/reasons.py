"""Why an account got its score, in Italian: one row per feature, contributions that add up.

Reads a fitted FakeFollowerClassifier; a table out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kit.datasets.errors import DataError
from kit.followers.traits import FEATURES
from kit.formats import it

if TYPE_CHECKING:
    from kit.followers.classifier import FakeFollowerClassifier

START, TOTAL = "punto di partenza", "punteggio"
POINTS = 100  # a forest's score is shown as trees out of a hundred


def explain(classifier: FakeFollowerClassifier, account: pd.DataFrame | pd.Series) -> pd.DataFrame:
    """Spiega il punteggio di un conto: le ragioni, dalla più pesante, che sommate danno il punteggio.

    Parameters
    ----------
    classifier : FakeFollowerClassifier
        Già addestrato.
    account : DataFrame of one row, or Series
        Il conto.

    Returns
    -------
    DataFrame
        ``caratteristica``, ``valore``, ``contributo``, ``motivo``. La prima riga è il punto di partenza, l'ultima il
        punteggio: la somma delle altre. Con la foresta sono alberi su cento (100 = tutti dicono falso); con gli altri
        modelli punti senza unità: sopra zero pesa verso falso. Nota: il punteggio viene prima della calibrazione e della
        quota di falsi attesa, perciò non è la probabilità.

    Raises
    ------
    DataError
        Se non è un conto solo, o mancano le colonne che servono.

    Notes
    -----
    Contributi esatti lungo i bivi (Saabas 2014) per gli alberi, peso per distanza dalla media per la logistica. Dicono
    perché **il modello** dà quel punteggio, non perché il conto sia falso.
    """
    from kit.followers.contributions import contributions

    row = account.to_frame().T if isinstance(account, pd.Series) else account
    if not isinstance(row, pd.DataFrame) or len(row) != 1:
        raise DataError('Serve un conto solo: per esempio conti.iloc[[0]], o conti[conti["account"] == "C0001"].')
    if isinstance(account, pd.Series):
        row = row.infer_objects()
        row.attrs = dict(account.attrs)
    numbers = classifier.table(row, some_missing=True)
    base, parts = contributions(classifier.core_, numbers)
    unit = POINTS if classifier.model == "forest" else 1
    found = pd.DataFrame({"caratteristica": classifier.columns_, "valore": numbers[0], "contributo": parts[0] * unit})
    order = np.argsort(-np.abs(parts[0]), kind="stable")
    found = found.iloc[order].reset_index(drop=True)
    found["motivo"] = [_reason(*row) for row in found.itertuples(index=False)]
    total = base * unit + float(found["contributo"].sum())
    first = pd.DataFrame({"caratteristica": [START], "contributo": [base * unit], "motivo": ["il conto medio"]})
    last = pd.DataFrame({"caratteristica": [TOTAL], "contributo": [total], "motivo": ["la somma delle righe sopra"]})
    return pd.concat([first, found, last], ignore_index=True)[["caratteristica", "valore", "contributo", "motivo"]]


def _reason(name: str, value: float, part: float) -> str:
    feature = FEATURES[name]
    if np.isnan(value):
        what = f"{feature.what}: non si sa"
    elif _is_answer(name):
        what = f"{feature.what}: {'sì' if value == 1 else 'no'}"
    else:
        decimals = 0 if value == round(value) else 2
        what = f"{feature.what}: {it(value, decimals)}{' ' + feature.unit if feature.unit else ''}"
    if abs(part) < 1e-9:
        return f"{what} (non sposta il punteggio)"
    return f"{what} → verso {'falso' if part > 0 else 'persona'}"


def _is_answer(name: str) -> bool:
    from kit.followers.columns import COLUMNS, FLAG

    derived = ("immagine_predefinita", "seguiti_50_volte", "follower_doppi", "rapporto_100", "vuoto_e_segue_100")
    return name in derived or (name in COLUMNS and COLUMNS[name].kind == FLAG)
