"""The reasons of a decision in words: eight in full, the rest in one line, singular and plural."""

import pandas as pd
import pytest

from kit.text import Explanation


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ([0.25], "+0,25 un altro elemento"),
        ([-0.1, -0.1], "−0,20 altri 2 elementi insieme"),
    ],
)
def test_the_reasons_that_do_not_fit_are_summed_in_one_line(rest: list[float], said: str) -> None:
    pushes = [*range(9, 1, -1), *rest]
    table = pd.DataFrame(
        {"elemento": "prezzi", "genere": "marcatore", "contributo": pushes, "spinge_verso": "outbound"}
    )
    shown = Explanation("Uno zaino.", "outbound", 0.9, "outbound", "inbound", table, 0.0, float(sum(pushes)), [])
    assert repr(shown).split("\n")[-1] == said
