"""Rules against their definition written out, Shapley against the enumeration of all coalitions, sums, measures, people."""

from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.journeys import JourneyError, JourneyWarning, Paths, attribute, credits_by_stage, paths_from_strings
from kit.journeys.attribution import LABELS

pytestmark = pytest.mark.filterwarnings("ignore::kit.journeys.JourneyWarning")
Row = tuple[str, int, int]


def read(rows: list[Row]) -> Paths:
    frame = pd.DataFrame(
        {
            "p": [">".join(path) for path, _, _ in rows],
            "c": [won for _, won, _ in rows],
            "n": [lost for _, _, lost in rows],
            "v": [won * 10.0 + len(path) * (won > 0) for path, won, _ in rows],
        }
    )
    return paths_from_strings(frame, "p", "c", "v", "n")


def rows(channels: str = "abcdz", most: int = 15) -> st.SearchStrategy[list[Row]]:
    one = st.tuples(st.text(channels, min_size=1, max_size=7), st.integers(0, 6), st.integers(0, 6))
    some = one.filter(lambda row: row[1] + row[2] > 0)
    return st.lists(some, min_size=1, max_size=most).filter(lambda found: any(won for _, won, _ in found))


def by_definition(path: str, model: str) -> list[float]:
    size = len(path)
    weight = [0.0] * size
    if model == "first":
        weight[0] = 1
    elif model == "last":
        weight[-1] = 1
    elif model == "last_non_direct":
        weight[max((i for i in range(size) if path[i] != "z"), default=size - 1)] = 1
    elif model in ("linear", "shapley_ordered"):
        weight = [1 / size] * size
    elif model == "u_shape":
        weight = [1.0] if size == 1 else [0.5, 0.5] if size == 2 else [0.4, *([0.2 / (size - 2)] * (size - 2)), 0.4]
    else:
        half = [2.0 ** (-(size - 1 - i) / 2) for i in range(size)]
        weight = [one / sum(half) for one in half]
    return weight


@settings(max_examples=150, deadline=None)
@given(found=rows(), model=st.sampled_from(["first", "last", "last_non_direct", "linear", "time_decay", "u_shape"]))
def test_rules_follow_their_definition(found: list[Row], model: str) -> None:
    wanted = dict.fromkeys("abcdz", 0.0)
    for path, won, _ in found:
        for channel, share in zip(path, by_definition(path, model), strict=True):
            wanted[channel] += won * share
    got = attribute(read(found), model, replicates=0, direct="z").set_index("canale")["merito"]
    assert got.to_dict() == pytest.approx({c: wanted[c] for c in got.index}, abs=1e-9)


def shapley_by_enumeration(players: list[object], worth: list[tuple[frozenset[object], float]]) -> dict[object, float]:
    """Average marginal contribution over all coalitions; a coalition is worth the journeys that lie within it."""
    n = len(players)

    def value(coalition: frozenset[object]) -> float:
        return sum(amount for needed, amount in worth if needed <= coalition)

    result = {}
    for player in players:
        others = [one for one in players if one != player]
        total = 0.0
        for size in range(n):
            weight = factorial(size) * factorial(n - size - 1) / factorial(n)
            for group in combinations(others, size):
                coalition = frozenset(group)
                total += weight * (value(coalition | {player}) - value(coalition))
        result[player] = total
    return result


@settings(max_examples=40, deadline=None)
@given(found=rows("abcdef", 10))
def test_shapley_equals_enumeration(found: list[Row]) -> None:
    paths = read(found)
    worth = [(frozenset(path), float(won)) for path, won, _ in found]
    wanted = shapley_by_enumeration(list(paths.channels), worth)
    got = attribute(paths, "shapley", replicates=0).set_index("canale")["merito"].to_dict()
    assert got == pytest.approx(wanted, abs=1e-9)


def test_shapley_of_twelve_channels_equals_enumeration() -> None:
    """By dividends found from v alone: v(S) minus the dividends of its subsets, for all 4,096 sets."""
    rng = np.random.default_rng(3)
    letters = "abcdefghijkl"
    found = [
        ("".join(rng.choice(list(letters), size=rng.integers(1, 13))), int(rng.integers(1, 9)), 1) for _ in range(400)
    ]
    found += [(letter, 1, 0) for letter in letters]
    value = np.zeros(2**12)
    for path, won, _ in found:
        value[sum(1 << letters.index(c) for c in set(path))] += won
    for bit in range(12):  # conversions within each set
        has = (np.arange(2**12) >> bit) & 1 == 1
        value[has] += value[~has]
    weight = np.array([factorial(s) * factorial(11 - s) / factorial(12) for s in range(12)])
    size = np.array([bin(i).count("1") for i in range(2**12)])
    wanted = []
    for bit in range(12):
        out = np.flatnonzero((np.arange(2**12) >> bit) & 1 == 0)
        wanted.append((weight[size[out]] * (value[out | (1 << bit)] - value[out])).sum())
    got = attribute(read(found), "shapley", replicates=0)["merito"]
    np.testing.assert_allclose(got, wanted, atol=1e-9)


@settings(max_examples=25, deadline=None)
@given(found=rows("abc", 4).filter(lambda found: all(len(path) <= 3 for path, _, _ in found)))
def test_ordered_shapley_equals_enumeration_by_position(found: list[Row]) -> None:
    players: list[object] = sorted({(c, i) for path, _, _ in found for i, c in enumerate(path, 1)})
    worth = [(frozenset[object]((c, i) for i, c in enumerate(path, 1)), float(won)) for path, won, _ in found]
    wanted = shapley_by_enumeration(players, worth)
    table = credits_by_stage(read(found))
    got: dict[object, float] = {(row.canale, row.posizione): row.merito for row in table.itertuples()}
    assert got == pytest.approx({key: amount for key, amount in wanted.items() if amount > 1e-12}, abs=1e-9)
    by_channel = attribute(read(found), "shapley_ordered", replicates=0).set_index("canale")["merito"]
    summed = table.groupby("canale")["merito"].sum().reindex(by_channel.index, fill_value=0.0)
    np.testing.assert_allclose(by_channel, summed, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(found=rows(), measure=st.sampled_from(["conversioni", "valore"]), order=st.integers(1, 3))
def test_every_model_shares_out_everything(found: list[Row], measure: str, order: int) -> None:
    paths = read(found)
    table = attribute(paths, "tutti", order, replicates=0, measure=measure, direct="z")
    total = paths.conversions.sum() if measure == "conversioni" else paths.value.sum()
    sums = table.groupby("modello")[["merito", "quota"]].sum()
    assert len(sums) == len(LABELS)
    np.testing.assert_allclose(sums["merito"], total, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(sums["quota"], 1, atol=1e-9)
    assert (table["merito"] >= -1e-12).all()


def test_the_table_says_what_it_promises() -> None:
    table = attribute(read([("ab", 40, 10), ("c", 12, 5)]), ["lineare", "markov"], 2)
    assert table.columns.tolist() == [
        "modello", "canale", "merito", "quota", "limite_inf", "limite_sup",
        "merito_inf", "merito_sup", "conversioni_con_canale", "avviso",
    ]  # fmt: skip
    assert table["modello"].unique().tolist() == ["lineare", "markov ordine 2"]
    assert table["conversioni_con_canale"].tolist() == [40, 40, 12] * 2
    assert table["avviso"].tolist() == ["", "", "meno di 30 conversioni"] * 2
    assert (table["limite_inf"] <= table["quota"]).all() and (table["quota"] <= table["limite_sup"]).all()
    assert (table["merito_inf"] <= table["merito"]).all() and (table["merito"] <= table["merito_sup"]).all()


def test_same_seed_same_table_and_conversions_leave_no_trace_of_the_seed() -> None:
    paths = read([("ab", 40, 10), ("c", 12, 5), ("cab", 3, 50)])
    pd.testing.assert_frame_equal(attribute(paths, seed=4), attribute(paths, seed=4))
    other = attribute(paths, seed=5)
    assert not other["limite_inf"].equals(attribute(paths, seed=4)["limite_inf"])
    pd.testing.assert_series_equal(other["merito"], attribute(paths, seed=4)["merito"])


def test_unknown_model_names_the_choices() -> None:
    with pytest.raises(JourneyError, match=r"Modello sconosciuto: «primo».*primo tocco"):
        attribute(read([("a", 1, 1)]), "primo")
    with pytest.raises(JourneyError, match="almeno un modello"):
        attribute(read([("a", 1, 1)]), [])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"replicates": 5}, "da 100 a 100.000"),
        ({"confidence": 95}, "0.95"),
        ({"measure": "euro"}, "conversioni"),
        ({"models": "decadimento", "half_life": "7D"}, "numero di passi"),
        ({"models": "decadimento", "half_life": -1}, "numero di passi"),
    ],
)
def test_parameters_are_checked_at_the_door(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(JourneyError, match=said):
        attribute(read([("a", 20, 1)]), **arguments)  # type: ignore[arg-type]


def test_no_conversions_and_no_value_are_said() -> None:
    with pytest.raises(JourneyError, match="nessuna conversione"):
        attribute(read([("ab", 0, 4)]))
    frame = pd.DataFrame({"percorso": ["a"], "conversioni": [3], "nulli": [1]})
    with pytest.raises(JourneyError, match="valore"):
        attribute(paths_from_strings(frame, nulls="nulli"), measure="valore")


def test_few_people_get_no_interval() -> None:
    with pytest.warns(JourneyWarning, match="troppo poche per un intervallo"):
        table = attribute(read([("ab", 4, 4)]))
    assert table["limite_inf"].isna().all() and table["merito"].notna().all()


def test_direct_that_is_not_there_is_said() -> None:
    with pytest.warns(JourneyWarning, match="«diretto»"):
        attribute(read([("ab", 40, 4)]), "ultimo non diretto", replicates=0)
