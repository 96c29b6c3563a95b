"""What lies in lessons/ and solutions/ is what the sources give, and every declared answer is told apart."""

from dataclasses import replace
from pathlib import Path

from kit.course.build import Built, Place, differences, write
from kit.exercises.match import Verdict, match

Wrong = tuple[str, str, str, Verdict]


def test_there_are_lessons_and_nothing_else() -> None:
    place = Place()
    assert place.sources(), "solutions/ holds no lesson"
    assert place.orphans() == []


def test_the_generated_files_are_those_of_the_source(built: Built) -> None:
    assert "\n".join(str(problem) for problem in differences(built)) == ""


def test_an_edit_of_a_generated_file_is_seen(built: Built, tmp_path: Path) -> None:
    copies = {tmp_path / f"{i}{path.suffix}": content for i, (path, content) in enumerate(built.files.items())}
    copied = replace(built, files=copies)
    write(copied)
    for path in copies:
        path.write_bytes(path.read_bytes().replace(b'"', b'" ', 1))
        (problem,) = differences(copied)
        assert problem.path == path
        path.write_bytes(copies[path])
    assert differences(copied) == []


def test_no_cell_gives_a_warning(built: Built) -> None:
    assert "\n".join(str(problem) for problem in built.result.warnings) == ""


def test_right_answers_and_alternatives_are_right(built: Built) -> None:
    entries = built.checks["exercises"]
    verdicts = {
        (exercise.id, i): match(entries[exercise.id], value)
        for exercise in built.lesson.exercises
        for values in [built.result.values[exercise.id]]
        for i, value in enumerate([values.right, *values.alternatives])
    }
    assert {key: verdict for key, verdict in verdicts.items() if verdict.outcome != "right"} == {}


def test_every_typical_mistake_raises_its_own_message(built: Built) -> None:
    entries = built.checks["exercises"]
    astray: list[Wrong] = []
    for exercise in built.lesson.exercises:
        for slug, message, value in built.result.values[exercise.id].wrong:
            verdict = match(entries[exercise.id], value)
            if (verdict.outcome, verdict.mistake, verdict.message) != ("recognised", slug, message):
                astray.append((exercise.id, slug, message, verdict))
    assert astray == []
