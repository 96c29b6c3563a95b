"""What to ask of a submission, exercise by exercise: which kind of answer, which names, which calls.  Pure.

Only this leaves the marker's process: no expected value is in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kit.course.build import sealed_exercises
from kit.course.model import Exercise
from kit.exercises import predicates
from kit.grading.reference import Reference
from kit.grading.sources import Source

KINDS = ("function", "model", "figure")
RANKS, VALUES = ("predict_proba", "decision_function"), ("predict",)


@dataclass(frozen=True)
class Question:
    """Un esercizio da chiedere: genere, espressione dei nomi, chiamate a una funzione, righe per un modello."""

    id: str
    kind: str
    expression: str
    names: tuple[str, ...]
    calls: tuple[Any, ...] = ()  # encoded arguments: the probes that everybody sees, then the hidden ones
    visible: int = 0
    rows: Mapping[str, Any] | None = None  # column → cells, without the answer
    columns: tuple[str, ...] = ()  # what a model that names none of its columns is given: those it may use
    methods: tuple[str, ...] = ()


def questions(source: Source, made: Reference, *, hidden: bool = False) -> list[Question]:
    """
    Le domande della prova, nell'ordine.

    Parameters
    ----------
    source : Source
    made : Reference
    hidden : bool
        Se chiamare le funzioni anche sulle prove nascoste: soltanto dove niente di ciò che esce sarà mostrato.
    """
    found = []
    for exercise in source.exercises:
        entry = made.entries[exercise.id]
        kind = entry["kind"] if entry["kind"] in KINDS else "value"
        question = Question(exercise.id, kind, exercise.argument, exercise.names)
        if kind == "function":
            shown = exercise.probes or []
            calls = [predicates.encode(probe) for probe in (*shown, *((exercise.hidden or ()) if hidden else ()))]
            question = replace(question, calls=tuple(calls), visible=len(shown))
        if kind == "model":
            check = entry["validation"]
            rows = {name: cells for name, cells in check["data"].items() if name != check["target"]}
            methods = RANKS if check["score"] == "roc_auc" else VALUES
            question = replace(question, rows=rows, columns=tuple(check["columns"]), methods=methods)
        found.append(question)
    return found


def hidden_entry(exercise: Exercise, source: Source, made: Reference) -> dict[str, Any] | None:
    """La voce con le prove nascoste di una funzione, o None se non ne ha."""
    if not exercise.hidden:
        return None
    secret = replace(exercise, probes=exercise.hidden, wrongs=())
    part = replace(source.part, exercises=(secret,))
    entry: dict[str, Any] = sealed_exercises(part, made.result)[exercise.id]
    return entry
