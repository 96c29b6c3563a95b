"""Compare what came out of a cage with the marker's own reference: the same `match` that the learner meets.

Pure.  A function and a model are judged on the replies they gave, played back here; a figure on the table it shows.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator

from kit.exercises.canonical import Canonical, Scalar, Table
from kit.exercises.match import Verdict, match
from kit.grading.execute import Answer, Reply

HIDDEN = (
    "Nelle prove che hai visto la funzione va bene, in altre no: pensa ai casi limite (zero, un valore mancante, una lista "
    "vuota, un numero negativo)."
)


def judge(entry: Mapping[str, Any], answer: Answer) -> Verdict:
    """
    L'esito di una risposta.

    Parameters
    ----------
    entry : mapping
        La voce sigillata dal riferimento di chi valuta.
    answer : Answer
        Ciò che è uscito; di una funzione, le risposte alle prove di quella voce.
    """
    if answer.garbled:
        return Verdict("review", f"La risposta non si legge come un valore. Serve {entry['form']}.")
    if answer.unfinished:
        return Verdict("not_done", "Al posto della risposta ci sono ancora i tre puntini.")
    if entry["kind"] == "function":
        return _function(entry, answer)
    if entry["kind"] == "model":
        return match(dict(entry), Played(answer)) if answer.about.get("predicts") else match(dict(entry), object())
    if answer.form is None:
        if answer.error:
            return Verdict("stopped", answer.error)
        return Verdict("not_done", "Non c'è una risposta.")
    return match(dict(entry), answer.form)


def _function(entry: Mapping[str, Any], answer: Answer) -> Verdict:
    if answer.error and not answer.replies:
        return Verdict("stopped", answer.error)
    if not answer.about.get("callable"):
        return Verdict(
            "review", "Qui serve la funzione, non il suo risultato: scrivi solo il suo nome, senza parentesi."
        )
    name = str(answer.about.get("name") or "funzione")
    return match(dict(entry), _played(name, answer.replies))


def _played(name: str, replies: list[Reply]) -> Any:
    """A function that gives back, call after call, what the learner's gave."""
    waiting = iter(replies)

    def function(*_arguments: Any) -> Any:
        reply = next(waiting, Reply(error="nessun risultato"))
        if reply.form is None:
            kind, _, said = reply.error.partition(": ")
            raise type(kind if kind.isidentifier() else "Errore", (Exception,), {})(said or reply.error)
        return _plain(reply.form)

    function.__name__ = name if name.isidentifier() else "funzione"
    return function


def _plain(form: Canonical) -> Any:
    """The value as Python shows it, where there is such a thing."""
    if not isinstance(form, Scalar) or form.kind not in ("number", "text", "boolean", "missing"):
        return form
    return int(form.value) if form.note == "whole" and abs(form.value) < 1e15 else form.value


class Played(BaseEstimator):  # type: ignore[misc]
    """Un modello che ridà le previsioni già fatte nella gabbia."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        features = answer.about.get("features")
        if isinstance(features, list) and features:
            self.feature_names_in_ = np.array([str(name) for name in features], dtype=object)

    def __sklearn_is_fitted__(self) -> bool:
        return self.answer.about.get("fitted") is True

    def fit(self, *_data: Any) -> "Played":
        """Non si addestra: risponde soltanto."""
        return self

    def predict(self, rows: Any) -> Any:
        """Le risposte, una per riga."""
        return self._reply(len(rows), 1)

    def decision_function(self, rows: Any) -> Any:
        """I punteggi, uno per riga."""
        table = self._reply(len(rows), None)
        return table if table.ndim == 1 else table[:, -1]

    def _reply(self, rows: int, columns: int | None) -> Any:
        reply = self.answer.replies[0] if self.answer.replies else Reply(error="nessuna previsione")
        form = reply.form
        if isinstance(form, Scalar) and rows == 1:
            return np.array([form.value])
        if not isinstance(form, Table) or len(form) != rows or (columns and len(form.columns) != columns):
            raise ValueError(reply.error or f"le previsioni non sono {rows}, una per riga")
        parts = [
            np.where(column.null, np.nan, column.values) if column.kind == "number" else column.values
            for column in form.columns
        ]
        return parts[0] if len(parts) == 1 else np.column_stack(parts)
