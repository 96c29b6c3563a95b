"""I due quaderni di una lezione, per chi impara e per chi insegna: celle, id stabili, byte sempre uguali."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from kit.course import model
from kit.course.card import LAYERS, minutes
from kit.course.markers import stub, without_markers
from kit.course.model import Cell, Exercise, Lesson

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
COLLAPSED = "jp-MarkdownHeadingCollapsed"  # read by JupyterLab and Notebook 7


def student(lesson: Lesson, prose: Mapping[int, str]) -> dict[str, Any]:
    """Il quaderno di chi impara: puntini al posto delle soluzioni, niente output."""
    cells = [_cell(cell_id, cell, text) for cell_id, cell, text in shown(lesson, prose)]
    return _notebook(lesson, cells, "student")


def shown(lesson: Lesson, prose: Mapping[int, str]) -> Iterator[tuple[str, Cell, str]]:
    """Ciò che chi impara vede: id della cella nel quaderno, cella del sorgente, testo."""
    names = {exercise.id: exercise.names for exercise in lesson.exercises}
    for cell_id, cell in _identified(lesson):
        source = stub(cell.source, names[str(cell.exercise)]) if cell.role == model.ANSWER else cell.source
        yield cell_id, cell, prose.get(cell.number, source)


def instructor(lesson: Lesson, prose: Mapping[int, str]) -> dict[str, Any]:
    """Il quaderno di chi insegna: risposte al loro posto e, sotto ogni verifica, indizi, alternative, errori tipici."""
    exercises = {exercise.id: exercise for exercise in lesson.exercises}
    cells = []
    for cell_id, cell in _identified(lesson):
        source = without_markers(cell.source) if cell.role == model.ANSWER else cell.source
        cells.append(_cell(cell_id, cell, prose.get(cell.number, source)))
        if cell.role == model.CHECK:
            exercise = exercises[str(cell.exercise)]
            note = Cell("markdown", _notes(lesson, exercise, prose), cell.line, cell.number, exercise.id, "notes")
            cells.append(_cell(f"{cell_id.removesuffix('-check')}-notes", note, note.source))
        for quiz in lesson.quizzes:
            if cell.kind == "code" and re.search(rf'\bquiz\(\s*["\']{re.escape(quiz.id)}["\']', cell.source):
                source = _details(f"quiz {quiz.id}", [prose[quiz.cell.number]])
                cells.append(_cell(f"{cell_id}-notes", Cell("markdown", source, cell.line, cell.number), source))
    return _notebook(lesson, cells, "instructor")


def dump(notebook: Mapping[str, Any]) -> bytes:
    """I byte di un file JSON generato: chiavi in ordine, UTF-8, LF, una riga vuota in fondo."""
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _identified(lesson: Lesson) -> Iterator[tuple[str, Cell]]:
    """Every student cell with its id: from the exercise and role, else from the lesson and a counter."""
    count: Counter[str] = Counter()
    for cell in lesson.student_cells():
        if cell.exercise is not None:
            yield f"l{lesson.header.lesson}-e{cell.exercise.split('.')[1]}-{cell.role}", cell
        else:
            count[cell.kind] += 1
            yield f"l{lesson.header.lesson}-{'t' if cell.kind == 'markdown' else 'c'}{count[cell.kind]:03d}", cell


def _cell(cell_id: str, cell: Cell, source: str) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    own = {
        "exercise": cell.exercise,
        "role": cell.role,
        "layer": "deep" if cell.layer == "deep" else None,
        "graded": cell.options.get("graded"),
        "objective": cell.options.get("objective"),
    }
    kept = {key: value for key, value in own.items() if value is not None}
    if kept:
        metadata["kit"] = kept
    if cell.tags:
        metadata["tags"] = list(cell.tags)
    if "jupyter" in cell.options:
        metadata["jupyter"] = cell.options["jupyter"]
    if cell.opens_deep:
        metadata[COLLAPSED] = True
    made: dict[str, Any] = {
        "cell_type": cell.kind,
        "id": cell_id,
        "metadata": metadata,
        "source": source.splitlines(keepends=True),
    }
    if cell.kind == "code":
        made |= {"execution_count": None, "outputs": []}
    return made


def _notebook(lesson: Lesson, cells: list[dict[str, Any]], audience: str) -> dict[str, Any]:
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": KERNEL,
            "kit": {"audience": audience, "format": 1, "lesson": lesson.header.lesson, "title": lesson.header.title},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _notes(lesson: Lesson, exercise: Exercise, prose: Mapping[int, str]) -> str:
    level = "Mettiti alla prova" if exercise.graded else LAYERS[exercise.layer]
    parts = [
        f"**Obiettivo {exercise.objective}.** {lesson.header.objectives[exercise.objective]}  \n"
        f"**Livello:** {level} · **Tempo:** {minutes(exercise.prompt.minutes)} · **Forma:** {exercise.form}",
    ]
    if exercise.hints:
        parts.append("**Indizi, nell'ordine**")
        parts += [f"*Indizio {i}.* {prose.get(hint.number, hint.source)}" for i, hint in enumerate(exercise.hints, 1)]
    if exercise.alternatives:
        parts.append("**Altre risposte giuste**")
        parts += [_code(cell.source) for cell in exercise.alternatives]
    if exercise.wrongs:
        parts.append("**Errori tipici, con il messaggio che compare**")
        parts += [f"`{wrong.slug}`: {wrong.message}\n\n{_code(wrong.code)}" for wrong in exercise.wrongs]
    for title, calls in (("Prove che chi impara vede", exercise.probes), ("Prove nascoste", exercise.hidden)):
        if calls:
            parts.append(f"**{title}:** `{calls!r}`")
    return _details(f"esercizio {exercise.id}", parts)


def _details(subject: str, parts: list[str]) -> str:
    return "\n\n".join([f"<details><summary>Per chi insegna: {subject}</summary>", *parts, "</details>"])


def _code(source: str) -> str:
    return f"```python\n{source.strip()}\n```"
