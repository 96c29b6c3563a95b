"""Export of lessons as an nbgrader course: source notebooks that the real nbgrader generates, autogrades and gives feedback on.

Writes only in the folder asked for.  nbgrader's metadata exist nowhere else in the project.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kit.course import model, notebooks
from kit.course.model import Exercise
from kit.grading.errors import GradingError, plural
from kit.grading.release import write
from kit.grading.sources import Source, build_whole, practice_variant
from kit.synthesis import variants

SCHEMA = 3  # of nbgrader's cell metadata
CONFIG = '''"""Il corso «Oltre i follower» per nbgrader (generato da python -m kit export-nbgrader)."""

c = get_config()
c.CourseDirectory.course_id = "oltre_i_follower"
c.ClearSolutions.code_stub = {"python": "# scrivi qui la tua risposta"}
c.ExecutePreprocessor.timeout = 300
'''
TEST = """# Questa cella assegna i punti: non cambiarla.
### BEGIN HIDDEN TESTS
import json
from kit.exercises.match import match
esito = match(json.loads({entry!r}), {argument})
assert esito.outcome == "right", esito.message
### END HIDDEN TESTS"""


def export(sources: Sequence[Source], folder: Path) -> list[str]:
    """
    Scrive un corso di nbgrader.

    Parameters
    ----------
    sources : sequence of Source
        Le lezioni: ognuna diventa un compito, con un punto a esercizio della prova.
    folder : Path
        La cartella del corso.

    Returns
    -------
    list of str
        Che cosa c'è da sapere.

    Raises
    ------
    GradingError
        Se nella cartella c'è già un compito con quel nome.

    Notes
    -----
    nbgrader dà a tutti lo stesso compito: i dati sono quelli per esercitarsi, uguali per tutti, e i valori giusti stanno nelle prove
    nascoste dei quaderni in `source/`. Chi vuole dati diversi per ognuno usa `release` e `grade`.
    """
    for source in sources:
        if (folder / "source" / source.lesson.slug).exists():
            raise GradingError(
                f"In {folder} c'è già il compito {source.lesson.slug}: scegli un'altra cartella, o toglilo."
            )
    for source in sources:
        home = folder / "source" / source.lesson.slug
        built = build_whole(source)
        write(home / f"{source.lesson.slug}.ipynb", notebooks.dump(assignment(source)))
        write(home / f"{source.lesson.slug}.checks.json", notebooks.dump(built.checks))
        for name, content in variants.variant_files(source.number, practice_variant(source.number)).items():
            write(home / "prova" / name, content)
    if not (folder / "nbgrader_config.py").exists():
        write(folder / "nbgrader_config.py", CONFIG.encode())
    return [
        f"{plural(len(sources), 'compito scritto', 'compiti scritti')} in {folder / 'source'}.",
        "Poi, in quella cartella: nbgrader generate_assignment NOME.",
        "Il kernel che esegue i quaderni deve essere quello dell'ambiente del corso (python -m kit setup).",
    ]


def assignment(source: Source) -> dict[str, Any]:
    """Il quaderno sorgente di un compito: soluzioni fra i segni di nbgrader, una cella di punti sotto ogni verifica."""
    built = build_whole(source)
    made: dict[str, Any] = notebooks.student(built.lesson, built.result.prose)
    exercises = {one.id: one for one in source.exercises}
    cells: list[dict[str, Any]] = []
    for cell in made["cells"]:
        note = cell["metadata"].get("kit", {})
        exercise = exercises.get(str(note.get("exercise")))
        if exercise is not None and note.get("role") == model.ANSWER:
            cell["source"] = _answer(exercise, "".join(cell["source"])).splitlines(keepends=True)
            cell["metadata"]["nbgrader"] = _metadata(f"risposta-{exercise.id}", solution=True)
        cells.append(cell)
        if exercise is not None and note.get("role") == model.CHECK:
            cells.append(_points(cell["id"], exercise, built.checks["exercises"][exercise.id]))
    return {**made, "cells": cells}


def _answer(exercise: Exercise, stub: str) -> str:
    """The learner's dots, then the author's solution between the marks that nbgrader removes."""
    if "def " in exercise.answer.source.partition("### BEGIN SOLUTION")[0]:
        return exercise.answer.source  # the marks are inside the function, where the dots would be
    return f"{stub.rstrip()}\n{exercise.answer.source.strip()}"


def _points(cell_id: str, exercise: Exercise, entry: dict[str, Any]) -> dict[str, Any]:
    text = TEST.format(entry=json.dumps(entry, sort_keys=True), argument=exercise.argument)
    return {
        "cell_type": "code",
        "id": f"{cell_id}-punti",
        "metadata": {"nbgrader": _metadata(f"punti-{exercise.id}", points=1)},
        "source": text.splitlines(keepends=True),
        "execution_count": None,
        "outputs": [],
    }


def _metadata(grade_id: str, *, solution: bool = False, points: int | None = None) -> dict[str, Any]:
    kept = {
        "grade": points is not None,
        "grade_id": grade_id.replace(".", "-"),
        "locked": points is not None,
        "schema_version": SCHEMA,
        "solution": solution,
        "task": False,
    }
    return kept if points is None else {**kept, "points": points}
