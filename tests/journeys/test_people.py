"""Resampling sums what it should: people alike are held once without changing any total, and weights have mean one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from kit.journeys import Paths
from kit.journeys.people import People, _alike


@settings(max_examples=100, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    rows=st.integers(1, 60),
    columns=st.integers(1, 6),
    kind=st.sampled_from(["counts", "decimals", "powers"]),
)
def test_people_alike_are_held_once(seed: int, rows: int, columns: int, kind: str) -> None:
    rng = np.random.default_rng(seed)
    dense = rng.integers(0, 3, (rows, columns)).astype(float)
    if kind == "decimals":
        dense *= rng.choice([0.1, 1 / 3, 0.7], (rows, columns))
    elif kind == "powers":  # bits that differ only at the top: a weak hash takes them for equal
        dense = np.where(dense > 0, 2.0 ** rng.integers(0, 9, (rows, columns)), 0)
    times = rng.integers(1, 5, rows).astype(float)
    held, together = _alike(sparse.csr_array(dense), times)
    different = {tuple(row) for row in dense if row.any()}
    assert held.shape[0] == len(different)
    assert {tuple(row) for row in held.toarray()} == different
    for row, many in zip(held.toarray(), together, strict=True):
        assert many == times[(dense == row).all(axis=1)].sum()


def journeys(people: int | None) -> Paths:
    rng = np.random.default_rng(7)
    many = 400
    won = rng.integers(0, 2, many).astype(float)
    person = np.arange(many) if people is None else rng.integers(0, people, many)

    names = None if people is None else pd.RangeIndex(people)
    codes = rng.integers(0, 3, 2 * many)
    return Paths(("a", "b", "c"), codes, np.arange(0, 2 * many + 1, 2), won * 2, won * 5, 1 - won, person, names)


@pytest.mark.parametrize("people", [None, 90])
def test_replicates_scatter_around_the_data_by_people(people: int | None) -> None:
    paths = journeys(people)
    unit = People(paths)
    every = np.arange(len(paths))
    sums = unit.counted(every, np.zeros(len(paths), dtype=np.int64), 1, "won")
    draws = np.concatenate(list(unit.replicates(sums, 4000, 1)))[:, 0]
    total = paths.conversions.sum()
    by_person = np.bincount(paths.person, weights=paths.conversions) if people else np.ones(int(total))
    spread = np.sqrt((by_person**2).sum())
    assert draws.mean() == pytest.approx(total, abs=4 * spread / np.sqrt(4000))
    assert draws.std() == pytest.approx(spread, rel=0.05)
