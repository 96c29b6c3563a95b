"""Where the checks of a lesson are found: beside the notebook (a released package), else in lessons/.

Reads only.  May import kit.paths.
"""

import difflib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from kit import paths


class UnknownExercise(KeyError):
    """Nessun esercizio ha questo numero; il messaggio elenca i più vicini."""

    def __str__(self) -> str:
        return str(self.args[0])


def lesson_of(exercise_id: str) -> str:
    """«1.3» → «01»."""
    return exercise_id.partition(".")[0].zfill(2)


def order(exercise_id: str) -> tuple[str, int]:
    """La chiave che mette 1.2 prima di 1.10."""
    lesson_number, _, place = exercise_id.partition(".")
    return lesson_number.zfill(2), int(place) if place.isdigit() else 0


def lesson_files() -> dict[str, Path]:
    """Il file dei controlli di ogni lezione: numero → percorso. Vince quello accanto al quaderno."""
    found = {path.name[:2]: path for path in sorted(paths.LESSONS.glob("[0-9][0-9]_*.checks.json"))}
    found.update({path.name[:2]: path for path in sorted(Path.cwd().glob("[0-9][0-9]_*.checks.json"))})
    return found


def lesson(number: str) -> dict[str, Any]:
    """Il contenuto del file dei controlli di una lezione («01»)."""
    path = lesson_files().get(number)
    if path is None:
        known = ", ".join(sorted(lesson_files())) or "nessuna"
        raise UnknownExercise(f"Non trovo i controlli della lezione {number}. Lezioni presenti: {known}.")
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _read(path: Path, _modified: int) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def entry(exercise_id: str) -> dict[str, Any]:
    """
    La voce di un esercizio.

    Raises
    ------
    UnknownExercise
        Con i numeri più vicini.
    """
    if not isinstance(exercise_id, str):
        raise UnknownExercise(f'Il numero dell\'esercizio va fra virgolette: "{exercise_id}".')
    exercises: dict[str, Any] = lesson(lesson_of(exercise_id))["exercises"]
    if exercise_id not in exercises:
        near = difflib.get_close_matches(exercise_id, exercises, 3, 0) or list(exercises)[:3]
        raise UnknownExercise(f"L'esercizio \"{exercise_id}\" non c'è. I più vicini: {', '.join(near)}.")
    found: dict[str, Any] = exercises[exercise_id]
    return found
