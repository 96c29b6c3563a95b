"""Quiz questions written in Markdown become plain data; what is missing is named."""

import json
from pathlib import Path

import pytest

from kit.course import model, quizzes
from kit.course.model import Cell, Header, Lesson
from kit.course.problems import CourseError
from kit.exercises.veil import unveil


def lesson(source: str, quiz: str = "1.a") -> Lesson:
    header = Header("01", "Prova", "Prova.", 10, 0, (), {}, (), (), None)
    cell = Cell("markdown", source, 1, 1, role=model.QUIZ, options={"quiz": quiz})
    return Lesson(Path("01_prova.py"), header, (cell,), ())


def test_questions_options_and_explanations_are_read() -> None:
    source = "Quanto fa\n2 + 2?\n\n- [ ] 5\n  > No.\n- [x] 4,\n  di solito\n  > Sì,\n  > sempre.\n\nE poi?\n\n- [x] a\n  > A.\n- [ ] b\n  > B."
    first, second = json.loads(unveil(quizzes.read(lesson(source), {})["1.a"]))
    assert first["question"] == "Quanto fa 2 + 2?"
    assert [option["right"] for option in first["options"]] == [False, True]
    assert first["options"][1] == {"text": "4, di solito", "right": True, "feedback": "Sì, sempre."}
    assert second["question"] == "E poi?"


@pytest.mark.parametrize(
    ("source", "piece"),
    [
        ("", "non ci sono domande"),
        ("Che cosa?\n\n- [x] solo questa\n  > Sì.", "meno di due"),
        ("Che cosa?\n\n- [ ] a\n  > A.\n- [ ] b\n  > B.", "risposta giusta"),
        ("Che cosa?\n\n- [x] a\n  > A.\n- [ ] b", "spiegazione"),
    ],
)
def test_what_a_quiz_lacks_is_named(source: str, piece: str) -> None:
    with pytest.raises(CourseError, match=piece):
        quizzes.read(lesson(source), {})


def test_a_quiz_belongs_to_its_lesson() -> None:
    with pytest.raises(CourseError, match=r"1\.a"):
        quizzes.read(lesson("Che?\n\n- [x] a\n  > A.\n- [ ] b\n  > B.", quiz="2.a"), {})
