import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.formats import euro, it, pct


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.5, 1, "1.234,5"),
        (1234567, 0, "1.234.567"),
        (10**20 + 1, 0, "100.000.000.000.000.000.001"),
        (-0.04, 1, "0,0"),
        (-1234.5, 2, "−1.234,50"),
        (np.float64(0.1234), 3, "0,123"),
        (np.int64(42), 0, "42"),
        (math.nan, 2, "n.d."),
        (math.inf, 2, "∞"),
        (-math.inf, 2, "−∞"),
    ],
)
def test_it(value: float, decimals: int, text: str) -> None:
    assert it(value, decimals) == text


def test_percent_and_euro_hold_together() -> None:
    assert pct(0.032) == "3,2\u00a0%"
    assert pct(1, 0) == "100\u00a0%"
    assert euro(1234.5) == "1.234,50\u00a0€"
    assert euro(1200, 0) == "1.200\u00a0€"
    assert pct(math.nan) == euro(math.nan) == "n.d."


def test_negative_decimals_are_refused() -> None:
    with pytest.raises(ValueError, match="scrivi 0, 1, 2"):
        it(1, -1)


@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_reads_back_as_the_rounded_number(value: float, decimals: int) -> None:
    text = it(value, decimals)
    back = float(text.replace(".", "").replace(",", ".").replace("−", "-"))
    assert back == float(f"{value:.{decimals}f}")
    assert not text.startswith("−") or back < 0
