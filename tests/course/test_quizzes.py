"""Quiz questions written in Markdown become plain data; what is missing is named."""

from pathlib import Path

import pytest

from kit.course.model import Cell
from kit.course.problems import Problem
from kit.course.quizzes import questions, read_quizzes

SOURCE = """Quanto fa
2 + 2?

- [ ] 5
  > No.
- [x] 4,
  di solito
  > Sì,
  > sempre.

E poi?

- [x] a
  > A.
- [ ] b
  > B."""


def faults(*sources: str) -> str:
    problems: list[Problem] = []
    cells = [Cell("markdown", source, 1, 1, options={"quiz": "1.a"}) for source in sources]
    read_quizzes(cells, None, Path("01_prova.py"), problems)
    return " ".join(str(problem) for problem in problems)


def test_questions_options_and_explanations_are_read() -> None:
    first, second = questions(SOURCE)
    assert first.text == "Quanto fa 2 + 2?"
    assert [option.right for option in first.options] == [False, True]
    assert (first.options[1].text, first.options[1].feedback) == ("4, di solito", "Sì, sempre.")
    assert second.text == "E poi?"
    assert faults(SOURCE) == ""


@pytest.mark.parametrize(
    ("sources", "piece"),
    [
        ([""], "non ci sono domande"),
        (["Che cosa?\n\n- [x] solo questa\n  > Sì."], "meno di due"),
        (["Che cosa?\n\n- [ ] a\n  > A.\n- [ ] b\n  > B."], "risposta giusta"),
        (["Che cosa?\n\n- [x] a\n  > A.\n- [ ] b"], "spiegazione"),
        ([SOURCE, SOURCE], "stesso id"),
    ],
)
def test_what_a_quiz_lacks_is_named(sources: list[str], piece: str) -> None:
    assert piece in faults(*sources)
