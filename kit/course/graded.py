"""*Mettiti alla prova* alone, on any variant: preparation cell, load cell, graded exercises.  Writes nothing.

The draw of a variant asks here whether every typical mistake can be told from the right answer on those data; the
marker asks for its reference.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from unittest import mock

from kit.course import model
from kit.course.build import sealed_exercises
from kit.course.model import Cell, Lesson
from kit.course.problems import CourseError
from kit.course.run import Run, run


def graded_part(lesson: Lesson) -> Lesson:
    """La lezione ridotta alla prova: la cella di preparazione, quella che carica i dati, gli esercizi valutati.

    Raises
    ------
    ValueError
        Se la lezione non ha una prova.
    """
    exercises = tuple(exercise for exercise in lesson.exercises if exercise.graded)
    load = next((cell for cell in lesson.cells if cell.role == model.LOAD), None)
    if load is None or not exercises:
        raise ValueError(
            f"La lezione {lesson.header.lesson} non ha «Mettiti alla prova»: mancano la cella load o esercizi graded."
        )
    wanted = {exercise.id for exercise in exercises}
    cells = (_preparation(lesson), load, *(cell for cell in lesson.cells if cell.exercise in wanted))
    return replace(lesson, cells=cells, exercises=exercises, quizzes=())


def run_on(lesson: Lesson, trial: Mapping[str, Any]) -> Run:
    """Esegue la prova su una variante.

    Parameters
    ----------
    lesson : Lesson
        Una lezione intera, o già ridotta da `graded_part`.
    trial : mapping
        Tabelle e parametri, come li dà `kit.datasets.load_variant`.
    """
    with mock.patch("kit.datasets.load_variant", lambda _lesson: trial):
        return run(graded_part(lesson))


def entries_on(lesson: Lesson, trial: Mapping[str, Any]) -> dict[str, Any]:
    """Le voci sigillate della prova su una variante.

    Raises
    ------
    CourseError
        Se su questi dati due risposte non si distinguono: la variante va scartata.
    """
    part = graded_part(lesson)
    return sealed_exercises(part, run_on(lesson, trial))


def collisions(lesson: Lesson, trial: Mapping[str, Any]) -> list[str]:
    """Che cosa non si distingue su questa variante: frasi, o una lista vuota se va bene."""
    try:
        entries_on(lesson, trial)
    except CourseError as error:
        return [problem.what for problem in error.problems]
    return []


def _preparation(lesson: Lesson) -> Cell:
    return next(cell for cell in lesson.cells if cell.kind == "code" and cell.role is None)
