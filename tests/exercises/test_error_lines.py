"""How an error of Python's is shown in a notebook: the last line is the one that lesson 00 teaches to read."""

from types import SimpleNamespace
from typing import Any

import pytest

from kit.exercises import errors


class _IncompleteInputError(SyntaxError):
    """As Python 3.13 calls, in private, a cell that breaks off."""


def shown(error: BaseException) -> list[str]:
    """The lines that a learner would see."""
    said: list[Any] = []
    shell: Any = SimpleNamespace(user_ns={}, _showtraceback=lambda kind, value, lines: said.extend(lines))
    errors._show(shell, type(error), error, error.__traceback__)  # type: ignore[arg-type]
    return said


@pytest.mark.parametrize(
    ("error", "last"),
    [
        (
            _IncompleteInputError("incomplete input", ("<cella>", 1, 10, 'tabella["clic".sum()')),
            "SyntaxError: incomplete input",
        ),
        (
            IndentationError("unexpected indent", ("<cella>", 1, 2, " prezzo = 3")),
            "IndentationError: unexpected indent",
        ),
        (KeyError("Clic"), "KeyError: 'Clic'"),
    ],
)
def test_the_last_line_begins_with_a_name_that_learners_know(error: BaseException, last: str) -> None:
    assert shown(error)[-1] == last


def test_a_cell_that_breaks_off_is_told_to_look_for_the_parenthesis() -> None:
    lines = shown(_IncompleteInputError("incomplete input", ("<cella>", 1, 10, 'tabella["clic".sum()')))
    assert "una parentesi è stata aperta e mai chiusa" in " ".join(lines)
    assert "Nella tua cella, riga 1:" in lines
