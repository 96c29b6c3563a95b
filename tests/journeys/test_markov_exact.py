"""Markov credits against deleting each channel and solving again, against simulation, and on awkward chains."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from kit.journeys import JourneyError, attribute, paths_from_strings
from kit.journeys import removal as removal_module
from kit.journeys.grams import count_chain
from kit.journeys.removal import removal_effects

pytestmark = pytest.mark.filterwarnings("ignore::kit.journeys.JourneyWarning")
NAMES = "abcdefgh"


def table(rows: list[tuple[str, int, int]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "percorso": [" > ".join(path) for path, _, _ in rows],
            "conversioni": [won for _, won, _ in rows],
            "nulli": [lost for _, _, lost in rows],
            "valore": [float(won * (1 + len(path))) for path, won, _ in rows],
        }
    )


def by_deletion(rows: list[tuple[str, int, int]], order: int, value: bool = False) -> dict[str, float]:
    """Delete the states that hold a channel, solve the dense system again; written from the definition alone."""
    edges: Counter[tuple[Any, Any]] = Counter()
    worth: Counter[Any] = Counter()
    for path, won, lost in rows:
        grams = [path[i : i + order] for i in range(len(path) - order + 1)] if len(path) >= order else [path]
        for a, b in zip(["(start)", *grams], grams, strict=False):
            edges[a, b] += won + lost
        edges[grams[-1], "(conv)"] += won
        edges[grams[-1], "(null)"] += lost
        worth[grams[-1]] += won * (1 + len(path)) if value else won
    states = sorted({b for _, b in edges} - {"(conv)", "(null)"})
    out = {a: sum(n for (b, _), n in edges.items() if b == a) for a in ["(start)", *states]}

    def expected(gone: str | None) -> float:
        alive = [g for g in states if gone is None or gone not in g]
        if not alive:
            return 0.0
        q = np.array([[edges[a, b] / out[a] for b in alive] for a in alive])
        r = np.array([worth[a] / out[a] for a in alive])
        s = np.array([edges["(start)", a] / out["(start)"] for a in alive])
        return float(s @ np.linalg.solve(np.eye(len(alive)) - q, r))

    channels = sorted({c for path, _, _ in rows for c in path})
    effect = {c: 1 - expected(c) / expected(None) for c in channels}
    total = sum(worth.values())
    return {c: total * effect[c] / sum(effect.values()) for c in channels}


def path_rows(max_channels: int = 6) -> st.SearchStrategy[list[tuple[str, int, int]]]:
    row = st.tuples(st.text(NAMES[:max_channels], min_size=1, max_size=9), st.integers(0, 9), st.integers(0, 9)).filter(
        lambda one: one[1] + one[2] > 0
    )
    return st.lists(row, min_size=1, max_size=25).filter(lambda rows: any(won for _, won, _ in rows))


@settings(max_examples=150, deadline=None)
@given(rows=path_rows(), order=st.integers(1, 4), value=st.booleans(), series=st.booleans())
def test_credits_equal_deletion(rows: list[tuple[str, int, int]], order: int, value: bool, series: bool) -> None:
    paths = paths_from_strings(table(rows), nulls="nulli", value="valore")
    with pytest.MonkeyPatch.context() as patch:
        if series:
            patch.setattr(removal_module, "DENSE", 0)
        found = attribute(paths, "markov", order, replicates=0, measure="valore" if value else "conversioni")
    wanted = by_deletion(rows, order, value)
    assert found.set_index("canale")["merito"].to_dict() == pytest.approx(wanted, rel=1e-9, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), size=st.integers(1, 30), channels=st.integers(1, 5), series=st.booleans())
def test_any_chain_equals_deletion(seed: int, size: int, channels: int, series: bool) -> None:
    """Chains that no data gave: states that belong to several channels or none, any rewards."""
    rng = np.random.default_rng(seed)
    q = rng.dirichlet(np.full(size + 1, 0.3), size=size)[:, :size] * rng.uniform(0.3, 0.98, (size, 1))
    reward, start = rng.exponential(size=size), rng.dirichlet(np.ones(size))
    members = rng.random((size, channels)) < 0.4
    total = start @ np.linalg.solve(np.eye(size) - q, reward)
    wanted = []
    for inside in members.T:
        out = np.flatnonzero(~inside)
        left = np.linalg.solve(np.eye(len(out)) - q[np.ix_(out, out)], reward[out]) if len(out) else reward[out]
        wanted.append(1 - start[out] @ left / total)
    with pytest.MonkeyPatch.context() as patch:
        if series:
            patch.setattr(removal_module, "DENSE", 0)
        found = removal_effects(sparse.csr_array(q), reward, start, members)
    np.testing.assert_allclose(found.effect, wanted, rtol=1e-9, atol=1e-9)
    assert found.total == pytest.approx(total, rel=1e-10)


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_credits_equal_a_simulation(order: int) -> None:
    """A million journeys drawn from the chain: removal effect = share of converting ones that pass through."""
    rng = np.random.default_rng(5)
    rows = [
        ("".join(rng.choice(list("abcd"), size=rng.geometric(0.3))), int(rng.integers(0, 5)), int(rng.integers(0, 9)))
        for _ in range(300)
    ]
    paths = paths_from_strings(table([row for row in rows if row[1] + row[2]]), nulls="nulli")
    chain = count_chain(paths, order)
    q, reward, start, visits = chain.probabilities()
    exact = removal_effects(q, reward, start, chain.members(4), visits).effect
    many = 1_000_000
    # From a state at most four touches and the conversion can follow; whatever is left over is the end without one.
    after = np.full((chain.size, 5), -1)
    step = np.zeros((chain.size, 5))
    for at, chances in enumerate(np.column_stack([q.toarray(), reward])):
        possible = np.flatnonzero(chances)
        after[at, : len(possible)], step[at, : len(possible)] = possible, np.cumsum(chances[possible])
        step[at, len(possible) :] = chances.sum()
    state = rng.choice(chain.size, p=start, size=many)
    alive, passed, won = np.arange(many), np.zeros((many, 4), dtype=bool), np.zeros(many, dtype=bool)
    holds = chain.members(4)
    while len(alive):
        passed[alive] |= holds[state]
        drawn = (rng.random(len(alive))[:, None] > step[state]).sum(axis=1)
        following = np.column_stack([after, np.full(chain.size, -1)])[state, drawn]
        won[alive[following == chain.size]] = True
        going = (following >= 0) & (following < chain.size)
        alive, state = alive[going], following[going]
    share = passed[won].mean(axis=0)
    error = np.sqrt(share * (1 - share) / won.sum())
    assert (np.abs(share - exact) <= 4 * error + 1e-9).all()


def steps(text: str, won: int = 1, lost: int = 1) -> pd.DataFrame:
    return table([(text, won, lost)])


def credits(frame: pd.DataFrame, order: int = 1) -> dict[str, float]:
    paths = paths_from_strings(frame, nulls="nulli")
    found: dict[str, float] = attribute(paths, "markov", order, replicates=0).set_index("canale")["merito"].to_dict()
    return found


@pytest.fixture(params=[500, 0])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Once by factorisation, once by the series."""
    monkeypatch.setattr(removal_module, "DENSE", request.param)
    yield


@pytest.mark.usefixtures("either_way")
class TestAwkwardChains:
    def test_one_channel(self) -> None:
        assert credits(steps("a", 3, 2)) == {"a": 3.0}

    def test_a_channel_seen_once(self) -> None:
        rows = [("ab", 50, 50), ("b", 5, 70), ("ca", 1, 0)]
        assert credits(table(rows)) == pytest.approx(by_deletion(rows, 1), rel=1e-12)

    def test_a_channel_that_never_converts(self) -> None:
        assert credits(table([("a", 5, 5), ("b", 0, 9)])) == pytest.approx({"a": 5.0, "b": 0.0}, abs=1e-12)

    def test_no_nulls(self) -> None:
        rows = [("ab", 5, 0), ("ba", 3, 0), ("c", 1, 0)]
        assert credits(table(rows)) == pytest.approx(by_deletion(rows, 1), rel=1e-12)

    @pytest.mark.parametrize("order", [1, 2, 4])
    def test_a_path_of_ten_thousand_steps(self, order: int) -> None:
        """A loop that is left once in ten thousand times, beside ordinary journeys."""
        rows = [("ab" * 5000, 1, 0), ("ab", 20, 30), ("cb", 5, 5), ("abca", 2, 2)]
        assert credits(table(rows), order) == pytest.approx(by_deletion(rows, order), rel=1e-9)

    def test_ten_thousand_times_the_same_channel(self) -> None:
        rows = [("a" * 10_000, 1, 0), ("b", 1, 1)]
        assert credits(table(rows)) == pytest.approx(by_deletion(rows, 1), rel=1e-9)

    def test_longer_order_than_any_path(self) -> None:
        rows = [("ab", 5, 1), ("ba", 3, 2), ("c", 1, 8)]
        assert credits(table(rows), 9) == pytest.approx(by_deletion(rows, 9), rel=1e-12)


def test_five_hundred_channels() -> None:
    rng = np.random.default_rng(1)
    names = [f"c{i:03d}" for i in range(500)]
    texts = [" > ".join(rng.choice(names, size=rng.integers(1, 8))) for _ in range(4000)] + names
    won = rng.integers(0, 2, len(texts))
    frame = pd.DataFrame({"percorso": texts, "conversioni": won, "nulli": 1 - won + rng.integers(0, 2, len(texts))})
    for order in (1, 2):
        found = attribute(paths_from_strings(frame, nulls="nulli"), "markov", order, replicates=0)
        assert len(found) == 500
        assert found["merito"].sum() == pytest.approx(won.sum(), abs=1e-9)
        assert (found["merito"] >= 0).all()
    chain = count_chain(paths_from_strings(frame, nulls="nulli"))
    q, reward, start, _ = chain.probabilities()
    found_effect = removal_effects(q, reward, start, chain.members(500)).effect
    dense = q.toarray()
    total = start @ np.linalg.solve(np.eye(500) - dense, reward)
    for i in range(0, 500, 20):
        keep = np.delete(np.arange(500), i)
        left = start[keep] @ np.linalg.solve(np.eye(499) - dense[np.ix_(keep, keep)], reward[keep])
        assert found_effect[i] == pytest.approx(1 - left / total, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("dense", [500, 0])
def test_a_loop_nobody_leaves_is_said(dense: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removal_module, "DENSE", dense)
    q = sparse.csr_array(np.array([[0.0, 0.5, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]))
    with pytest.raises(JourneyError, match="non finisce mai"):
        removal_effects(q, np.array([0.5, 0, 0]), np.array([1.0, 0, 0]), np.eye(3, dtype=bool))


def test_a_chain_that_never_converts_is_said() -> None:
    with pytest.raises(JourneyError, match="non si converte mai"):
        removal_effects(sparse.csr_array((2, 2)), np.zeros(2), np.array([0.5, 0.5]), np.eye(2, dtype=bool))


@pytest.mark.parametrize("order", [0, -1, 1.5, "1", True])
def test_order_is_a_positive_integer(order: Any) -> None:
    with pytest.raises(JourneyError, match="ordine"):
        count_chain(paths_from_strings(steps("ab"), nulls="nulli"), order)


def test_digits_that_do_not_fit_are_compressed() -> None:
    """Order 40 on 500 channels would need a number of 359 bits."""
    rng = np.random.default_rng(2)
    texts = [" > ".join(f"c{i}" for i in rng.integers(0, 500, 60)) for _ in range(20)]
    frame = pd.DataFrame(
        {"percorso": [*texts, *texts], "conversioni": [1] * 20 + [0] * 20, "nulli": [0] * 20 + [1] * 20}
    )
    chain = count_chain(paths_from_strings(frame, nulls="nulli"), 40)
    assert chain.size == 20 * 21
    assert (chain.count == np.where((chain.target >= chain.size), 1, 2)).all()
