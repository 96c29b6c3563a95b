"""Quiz questions written in Markdown become plain data; what is missing is named."""

from pathlib import Path

import pytest

from kit.course.model import Cell, Header
from kit.course.problems import Problem
from kit.course.quizzes import questions, read_quizzes

HEADER = Header("01", "Prova", "Prova.", 10, 0, (), {}, (), (), None)


def problems(*sources: str, quiz: str = "1.a") -> str:
    cells = [Cell("markdown", source, 1, 1, role="questions", options={"quiz": quiz}) for source in sources]
    found: list[Problem] = []
    read_quizzes(cells, HEADER, Path("01_prova.py"), found)
    return "\n".join(str(problem) for problem in found)


def test_questions_options_and_explanations_are_read() -> None:
    first, second = questions(
        "Quanto fa\n2 + 2?\n\n- [ ] 5\n  > No.\n- [x] 4,\n  di solito\n  > Sì,\n  > sempre.\n\n"
        "E poi?\n\n- [x] a\n  > A.\n- [ ] b\n  > B."
    )
    assert first.text == "Quanto fa 2 + 2?"
    assert [option.right for option in first.options] == [False, True]
    assert (first.options[1].text, first.options[1].feedback) == ("4, di solito", "Sì, sempre.")
    assert second.text == "E poi?"


GOOD = "Che?\n\n- [x] a\n  > A.\n- [ ] b\n  > B."


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
    assert piece in problems(source)


def test_ids() -> None:
    assert problems(GOOD) == ""
    assert "1.a" in problems(GOOD, quiz="2.a")
    assert "lo stesso id" in problems(GOOD, GOOD)
