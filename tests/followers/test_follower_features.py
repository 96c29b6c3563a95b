"""The features by cost, and the cost itself."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.datasets import DataError, load
from kit.followers import crawl_cost, features
from kit.followers.traits import FEATURES

DAY = "2025-02-28"


@cache
def whole() -> pd.DataFrame:
    return load("follower_etichettati")


def labelled(rows: int = 200) -> pd.DataFrame:
    return whole().head(rows).copy()


def test_class_a_has_the_nineteen_published_features_in_their_order() -> None:
    table = features(labelled(), "A", DAY)
    assert table.shape == (200, 19)
    assert list(table.columns[:3]) == ["seguiti_su_follower2", "eta_giorni", "messaggi"]
    assert table.columns[-1] == "follower"
    assert table.notna().all(axis=None)


def test_a_dearer_class_only_adds() -> None:
    names = [list(features(labelled(), cost, DAY).columns) for cost in "ABC"]
    assert names[0] == names[1][:19]
    assert names[1] == names[2][: len(names[1])]
    assert {FEATURES[name].cost for name in names[2]} == {"A", "B", "C"}


def test_by_hand() -> None:
    one = pd.DataFrame(
        [
            {
                "follower": 10,
                "seguiti": 300,
                "messaggi": 5,
                "immagine": 0,
                "bio": 0,
                "indirizzo": 0,
                "creato": "2025-01-29",
            }
        ]
    )
    found = features(one, "A", DAY).iloc[0]
    assert found["seguiti_su_follower2"] == 3.0
    assert found["eta_giorni"] == 30
    assert found["seguiti_al_giorno"] == 10.0
    assert found["seguiti_50_volte"] == 0
    assert found["follower_doppi"] == 0
    assert found["vuoto_e_segue_100"] == 1
    assert found["immagine_predefinita"] == 0  # younger than two months
    assert np.isnan(found["url"])
    assert np.isnan(found["liste"])


def test_zero_followers_count_as_one() -> None:
    one = pd.DataFrame([{"follower": 0, "seguiti": 60}])
    found = features(one, "A").iloc[0]
    assert found["seguiti_su_follower2"] == 60
    assert (found["seguiti_50_volte"], found["rapporto_100"]) == (1, 0)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(["follower", "seguiti", "messaggi", "creato", "bio", "immagine", "indirizzo", "url"])))
def test_a_missing_value_stays_missing_and_touches_nothing_else(holes: set[str]) -> None:
    table = labelled(3)
    known = features(table, "A", DAY)
    for name in holes:
        table[name] = table[name].astype("object")
        table.loc[1, name] = None
    found = features(table, "A", DAY)
    pd.testing.assert_frame_equal(found.drop(index=1), known.drop(index=1))
    for name in holes & set(found.columns):
        assert np.isnan(found.loc[1, name])
    rest = [name for name in found.columns if not np.isnan(found.loc[1, name])]
    assert (found.loc[1, rest] == known.loc[1, rest]).all()


def test_the_day_comes_from_the_loader_or_is_asked_for() -> None:
    table = labelled(5)
    with pytest.raises(DataError, match='reference_date="2025-02-28"'):
        features(table)
    table.attrs["data_riferimento"] = DAY
    assert features(table).equals(features(table, "A", DAY))
    with pytest.raises(DataError, match="non è una data"):
        features(table, "A", "domani")


def test_numbers_larger_than_the_largest_integer_pass() -> None:
    table = pd.DataFrame({"follower": [2**63 + 1, 10**30], "seguiti": ["99999999999999999999999", "1"]})
    found = features(table, "A")
    assert found["follower"].tolist() == [float(2**63 + 1), 1e30]
    assert found["seguiti"].tolist() == [1e23, 1.0]


def test_an_unknown_class_names_the_known_ones() -> None:
    with pytest.raises(DataError, match=r"A \(profilo\), B"):
        features(labelled(), "D", DAY)


@pytest.mark.parametrize(
    ("n", "cost", "low", "high"),
    [
        (1_000, "A", 0.8, 0.8),
        (1_000, "B", 1.4 * 60, 22.2 * 60),
        (1_000, "C", 33.3 * 60, None),
        (100_000, "A", 83.3, 83.3),
        (100_000, "B", 139 * 60, 2_222 * 60),
        (100_000, "C", 3_333 * 60, None),
    ],
)
def test_the_published_costs(n: int, cost: str, low: float, high: float | None) -> None:
    row = crawl_cost(n, cost).iloc[0]
    assert row["minuti_min"] == pytest.approx(low, rel=0.05)
    if high is None:
        assert np.isnan(row["minuti_max"])
    else:
        assert row["minuti_max"] == pytest.approx(high, rel=0.05)


def test_a_cost_of_a_broken_number_is_refused() -> None:
    assert crawl_cost(0, "A")["minuti_min"].iloc[0] == 0
    for wrong in (-1, 1.5, np.nan, "mille"):
        with pytest.raises(DataError, match="numero intero"):
            crawl_cost(wrong, "A")  # type: ignore[arg-type]
