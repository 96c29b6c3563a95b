"""A fitted model judged by what it uses and how well it ranks or predicts rows it has not seen.

Calls the learner's model on the validation rows of the seal; changes neither.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kit.formats import it

SCORES = {"roc_auc": "AUC", "accuracy": "quota di previsioni giuste", "r2": "R²"}


@dataclass(frozen=True)
class Report:
    """Che cosa usa il modello e quanto vale sulle righe di convalida."""

    score: float
    features: tuple[str, ...]
    forbidden: tuple[str, ...]


def observe(model: Any, validation: dict[str, Any]) -> Report | str:
    """
    Il resoconto di un modello, oppure la frase che dice perché non si può valutare.

    Parameters
    ----------
    model : stimatore di scikit-learn già addestrato
    validation : dict
        `data` (colonne → valori), `target`, `score` (uno di SCORES), `columns` (colonne ammesse).
    """
    if not hasattr(model, "predict"):
        return "Qui serve il modello: l'oggetto su cui hai chiamato `.fit(...)`."
    if isinstance(model, type):
        return "Hai consegnato il tipo di modello, non un modello: mancano le parentesi dopo il nome."
    frame = pd.DataFrame(validation["data"])
    try:
        from sklearn.utils.validation import check_is_fitted

        check_is_fitted(model)
    except Exception:
        return "Il modello non è ancora addestrato: chiama `.fit(...)` con le colonne e la risposta da imparare."
    names = getattr(model, "feature_names_in_", None)
    features = tuple(str(name) for name in names) if names is not None else tuple(validation["columns"])
    missing = [name for name in features if name not in frame.columns]
    if missing:
        return (
            f"Il modello usa {', '.join(f'`{name}`' for name in missing)}, fuori dalle colonne fra cui scegliere in questo esercizio: "
            f"{', '.join(validation['columns'])}."
        )
    if validation["target"] not in frame.columns:  # a handed-out exercise: who marks has the answers
        return Report(float("nan"), features, tuple(name for name in features if name not in validation["columns"]))
    try:
        score = _score(model, frame[list(features)], frame[validation["target"]], validation["score"])
    except Exception as error:
        return f"Il modello non riesce a prevedere le righe di convalida: {type(error).__name__}: {error}"
    return Report(score, features, tuple(name for name in features if name not in validation["columns"]))


def fits(sealed: dict[str, Any], report: Report) -> bool:
    """Giusto: colonne ammesse e punteggio oltre la soglia. Errore tipico: stesse colonne, punteggio nella fascia."""
    if sealed["type"] == "model":
        return not report.forbidden and report.score >= sealed["threshold"]
    if sealed["type"] == "model_mistake":
        same = sorted(report.features) == sealed["features"]
        return bool(same and sealed["low"] <= report.score <= sealed["high"])
    return False


def explain(report: Report, sealed: dict[str, Any]) -> str:
    """La frase per un modello che non passa."""
    if report.forbidden:
        return (
            f"Il modello usa {', '.join(f'`{name}`' for name in report.forbidden)}: prima di contattare la persona quel "
            "dato non si conosce ancora. Tieni solo le colonne note prima."
        )
    return (
        f"Sulle righe mai viste il punteggio ({SCORES[sealed['score']]}) è {it(report.score, 3)}: ne serve almeno "
        f"{it(sealed['threshold'], 2)}. Quali colonne aiutano a distinguere chi compra?"
    )


def _score(model: Any, rows: pd.DataFrame, target: pd.Series, score: str) -> float:
    from sklearn import metrics

    if score == "roc_auc":
        ranked = model.predict_proba(rows)[:, 1] if hasattr(model, "predict_proba") else model.decision_function(rows)
        return float(metrics.roc_auc_score(target, ranked))
    predicted = np.asarray(model.predict(rows))
    return float(
        metrics.accuracy_score(target, predicted) if score == "accuracy" else metrics.r2_score(target, predicted)
    )
