"""A course exported to nbgrader: the real one generates, autogrades, gives feedback; its marks are ours on honest submissions."""

import csv
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from grading_handins import answered, package_notebook, save
from grading_lesson import HONEST, write_lesson
from grading_nbgrader import nbgrader

from kit.course.markers import without_markers
from kit.grading import batch
from kit.grading.cli import main
from kit.grading.errors import GradingError
from kit.grading.nbgrader import export
from kit.grading.people import ClassList, Person
from kit.grading.release import Order, release
from kit.grading.sandbox.levels import detect
from kit.grading.secret import Desk
from kit.grading.sources import Source, open_source
from kit.grading.state import State

FEW = ("tutto", "media", "vuoto")  # with KIT_LONG=1 all of them
STUDENTS = {name: answers for name, answers in HONEST.items() if name in FEW or os.environ.get("KIT_LONG")}


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return open_source(str(write_lesson(tmp_path / "lezione")))


def test_the_source_notebook_has_what_nbgrader_wants_and_nothing_is_overwritten(source: Source, tmp_path: Path) -> None:
    (first, *_) = export([source], tmp_path / "corso")
    assert first == f"1 compito scritto in {tmp_path / 'corso' / 'source'}."
    (path,) = (tmp_path / "corso" / "source").glob("*/*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    marked = [cell["metadata"]["nbgrader"] for cell in cells if "nbgrader" in cell["metadata"]]
    assert sum(note.get("points", 0) for note in marked) == len(source.exercises)
    assert len({note["grade_id"] for note in marked}) == len(marked) == 2 * len(source.exercises)
    assert len({cell["id"] for cell in cells}) == len(cells)
    with pytest.raises(GradingError, match="c'è già il compito"):
        export([source], tmp_path / "corso")


def test_nothing_of_nbgrader_is_in_the_lessons() -> None:
    from kit.paths import LESSONS, SOLUTIONS

    for path in [*LESSONS.glob("*.ipynb"), *SOLUTIONS.glob("*.ipynb")]:
        assert "nbgrader" not in path.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.network
@pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's; elsewhere the marker refuses to run code")
def test_the_real_nbgrader_gives_the_same_marks(source: Source, desk: Desk, tmp_path: Path) -> None:
    course = tmp_path / "corso"
    assert main(["export-nbgrader", str(course), str(source.path)]) == 0
    name = source.lesson.slug
    nbgrader(course, "generate_assignment", name)
    released = json.loads((course / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    text = json.dumps(released)
    for exercise in source.exercises:
        solution = without_markers(exercise.answer.source).strip().split("\n")[-1].strip()
        assert json.dumps(solution)[1:-1] not in text, f"{exercise.id}: the solution is in the released notebook"
    assert "HIDDEN TESTS" not in text

    for student, answers in STUDENTS.items():
        notebook = theirs(released, source, answers)
        save(course / "submitted" / student / name / f"{name}.ipynb", notebook)
        checks = course / "release" / name / f"{name}.checks.json"
        (course / "submitted" / student / name / checks.name).write_bytes(checks.read_bytes())
    nbgrader(course, "autograde", name, "--create")
    nbgrader(course, "generate_feedback", name)
    nbgrader(course, "export", "--to", str(tmp_path / "voti.csv"))
    with (tmp_path / "voti.csv").open(encoding="utf-8", newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    pages = {path.parts[-3]: path.read_text(encoding="utf-8") for path in (course / "feedback").rglob("*.html")}
    assert set(pages) == set(STUDENTS)
    assert "Hai usato tutti i canali" in pages["media"]

    assert scores == our_marks(source, desk, tmp_path)
    assert scores["tutto"] == len(source.exercises) and scores["vuoto"] == 0


def theirs(released: dict[str, Any], source: Source, answers: dict[str, str]) -> dict[str, Any]:
    """The released notebook answered; nbgrader's cells stay as they are."""
    return answered(released, source, answers)


def our_marks(source: Source, desk: Desk, tmp_path: Path) -> dict[str, float]:
    """The same answers, each on its own variant, marked by us."""
    people = ClassList(tuple(Person(student, student) for student in STUDENTS))
    release(Order(source, people, "nb", tmp_path / "pacchetti"), desk)
    for student, answers in STUDENTS.items():
        folder = next((tmp_path / "pacchetti").glob(f"*_{student}"))
        save(tmp_path / "consegne" / f"{student}.ipynb", answered(package_notebook(folder), source, answers))
    planned = batch.plan(source, people, desk, "nb", out=tmp_path / "esiti", level=detect(), workers=1)
    batch.grade(planned, tmp_path / "consegne")
    state = State(tmp_path / "esiti" / batch.STATE)
    marked = state.marked(planned.judge)
    state.close()
    return {
        student: float(sum(one["outcome"] == "right" for one in marked[student].result["exercises"].values()))
        for student in STUDENTS
    }
