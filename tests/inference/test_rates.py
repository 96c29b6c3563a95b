"""Wilson and Newcombe: against scipy, against the published example, and their exact coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from kit.inference import rate_difference, rate_interval

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_is_scipys(count: tuple[int, int], confidence: float) -> None:
    found = rate_interval(*count, confidence)
    peer = binomtest(*count).proportion_ci(confidence, method="wilson")
    assert (found.limite_inf, found.limite_sup) == pytest.approx((peer.low, peer.high), abs=1e-9)
    assert 0 <= found.limite_inf <= found.stima <= found.limite_sup <= 1


@pytest.mark.parametrize(
    ("counts_", "limits"),
    [  # Newcombe (1998), table II, method 10
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((10, 10, 0, 10), (0.6075, 1.0)),
    ],
)
def test_newcombe_is_the_published_one(counts_: tuple[int, int, int, int], limits: tuple[float, float]) -> None:
    found = rate_difference(*counts_)
    assert (found.limite_inf, found.limite_sup) == pytest.approx(limits, abs=5e-5)


@given(counts, counts)
def test_turned_round_the_difference_changes_sign(one: tuple[int, int], other: tuple[int, int]) -> None:
    there, back = rate_difference(*one, *other), rate_difference(*other, *one)
    assert (there.stima, there.limite_inf) == pytest.approx((-back.stima, -back.limite_sup))
    assert -1 <= there.limite_inf <= there.stima <= there.limite_sup <= 1


@pytest.mark.parametrize(("treated", "control"), [(0.06, 0.04), (0.2, 0.2), (0.5, 0.3)])
def test_exact_coverage_of_the_difference(treated: float, control: float) -> None:
    """Every possible pair of counts, weighted by its probability: no simulation needed."""
    n, m = 60, 45
    weight = np.outer(binom.pmf(np.arange(n + 1), n, treated), binom.pmf(np.arange(m + 1), m, control))
    intervals = [[rate_difference(a, n, b, m) for b in range(m + 1)] for a in range(n + 1)]
    hit = [[one.limite_inf <= treated - control <= one.limite_sup for one in row] for row in intervals]
    covered = float((weight * np.array(hit)).sum())
    assert 0.94 <= covered <= 0.98  # never much below the promise; a little generous where people are few


@pytest.mark.parametrize("wrong", [(5, 4), (-1, 4), (0, 0)])
def test_counts_that_do_not_add_up_are_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="conteggi non tornano"):
        rate_interval(*wrong)
    with pytest.raises(ValueError, match="conteggi non tornano"):
        rate_difference(1, 2, *wrong)


def test_confidence_is_a_share() -> None:
    with pytest.raises(ValueError, match=r"scrivi 0\.95"):
        rate_interval(1, 2, confidence=95)
