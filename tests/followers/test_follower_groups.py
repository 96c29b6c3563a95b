"""Shift, group signals and bursts: they find what was planted, and stay quiet where nothing was."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.datasets import DataError, load
from kit.followers import bursts, features, first_digits, group_signals, shift_test
from kit.followers.groups import benford_deviation, largest_week
from kit.followers.traits import FEATURES
from kit.synthesis.clients import make_clients
from kit.synthesis.followers import make_profiles
from kit.synthesis.followers_audience import BRANDS, make_audiences
from kit.synthesis.followers_simulations import NO_SHIFT, PLANTED_SHIFTS, shift_rates

DAY = "2025-02-28"


def test_the_shift_test_has_power_and_few_false_alarms() -> None:
    assert shift_rates(6, resamples=40, cases=PLANTED_SHIFTS)["allarmi"].min() >= 0.8
    assert shift_rates(15, resamples=100, cases=NO_SHIFT)["allarmi"].mean() <= 0.10


def test_another_share_of_fakes_is_no_shift_and_the_mixture_is_found() -> None:
    rng = np.random.default_rng(5)
    reference = make_profiles(rng, {"dibattito": 1_400, "lampo": 600, "ondate": 700})
    audience = make_profiles(rng, {"dibattito": 1_600, "lampo": 400})
    tables = [features(one, "A", DAY) for one in (reference, audience)]
    by_group = shift_test(tables[0], reference["falso"], tables[1], reference["gruppo"])
    assert not by_group.attrs["spostato"]
    assert by_group.attrs["mescolanza"]["lampo"] == pytest.approx(0.2, abs=0.05)
    again = shift_test(tables[0], reference["falso"], tables[1], reference["gruppo"])
    assert again.equals(by_group)


def test_a_shift_names_the_features() -> None:
    rng = np.random.default_rng(6)
    reference = make_profiles(rng, {"dibattito": 900, "lampo": 400, "ondate": 500})
    audience = make_profiles(rng, {"dibattito": 700, "sparso": 300})
    found = shift_test(features(reference, "A", DAY), reference["falso"], features(audience, "A", DAY), replicates=60)
    assert found.attrs["spostato"]
    assert found["spostata"].iloc[0]
    assert FEATURES[found["caratteristica"].iloc[0]].what in found.attrs["giudizio"]
    assert (found["spostata"] == (found["distanza"] > found["limite"])).all()


def test_missing_values_are_a_value_of_their_own() -> None:
    rng = np.random.default_rng(7)
    people = make_profiles(rng, {"dibattito": 600, "lampo": 300})
    table = features(people, "A", DAY)
    holes = table.copy()
    holes.loc[holes.index % 2 == 0, "messaggi"] = np.nan
    found = shift_test(table, people["falso"], holes, replicates=60)
    assert found.attrs["spostato"]
    assert found["caratteristica"].iloc[0] == "messaggi"


def test_too_little_to_compare_is_said() -> None:
    people = make_profiles(np.random.default_rng(8), {"dibattito": 60, "lampo": 40})
    table = features(people, "A", DAY)
    with pytest.raises(DataError, match="almeno 30 conti"):
        shift_test(table, people["falso"], table.head(10))
    with pytest.raises(DataError, match="nessuna caratteristica in comune"):
        shift_test(table[["url"]], people["falso"], table[["bio"]])


def with_follows(rng: np.random.Generator, people: int, bought: int) -> pd.DataFrame:
    table = make_profiles(rng, {"dibattito": people, "lampo": bought})
    days = np.where(table["falso"] == 1, rng.integers(20, 22, len(table)), rng.integers(0, 400, len(table)))
    return table.assign(seguito_il=pd.Timestamp(DAY) - pd.to_timedelta(days, unit="D"))


def test_bought_followers_show_in_three_signals() -> None:
    table = group_signals(with_follows(np.random.default_rng(1), 900, 300)).set_index("segnale")
    assert table["oltre"].iloc[:3].all()
    assert table["quando"].notna().sum() == 2
    assert table["valore"].iloc[0] == pytest.approx(0.25 * 0.657, abs=0.03)  # a quarter were made in a flash
    assert table["valore"].iloc[1] == pytest.approx(0.25, abs=0.03)


def test_people_alone_show_none() -> None:
    alarms = [
        group_signals(with_follows(np.random.default_rng(seed), 1_000, 0))["oltre"].tolist() for seed in range(30)
    ]
    assert np.array(alarms, dtype=bool).mean(axis=0).max() <= 0.1


def test_the_vendor_without_bursts_does_not_show() -> None:
    table = make_profiles(np.random.default_rng(2), {"dibattito": 900, "sparso": 100})
    assert not group_signals(table)["oltre"].iloc[0]


def test_bursts_are_found_where_they_were_planted() -> None:
    table = with_follows(np.random.default_rng(3), 900, 150)
    found = bursts(table)
    assert len(found) == 1
    row = found.iloc[0]
    assert (row["inizio"], row["fine"]) == (pd.Timestamp("2025-02-07"), pd.Timestamp("2025-02-08"))
    assert row["conti"] == pytest.approx(150 + 2 * 900 / 400, abs=6)
    assert row["aperti_insieme"] > 0.5
    assert row["follower_mediani"] < 20
    assert bursts(with_follows(np.random.default_rng(4), 900, 0)).empty


def test_signals_without_their_datum_say_so() -> None:
    table = group_signals(pd.DataFrame({"follower": range(1, 200), "seguiti": range(1, 200)})).set_index("segnale")
    assert table["oltre"].iloc[:2].isna().all()
    assert "manca la colonna «creato»" in table["che_cosa_dice"].iloc[0]
    few = group_signals(with_follows(np.random.default_rng(1), 30, 0))
    assert few["valore"].isna().all()
    assert "ne servono 50" in few["che_cosa_dice"].iloc[0]
    with pytest.raises(DataError, match="almeno 50"):
        bursts(with_follows(np.random.default_rng(1), 30, 0))
    with pytest.raises(DataError, match="creato o seguito_il"):
        bursts(with_follows(np.random.default_rng(1), 100, 0), "follower")


@given(st.lists(st.integers(0, 300), min_size=1, max_size=60))
def test_the_largest_week_by_brute_force(days: list[int]) -> None:
    share, start = largest_week(np.array([*days, np.nan], dtype=float))
    best = max(sum(first <= day < first + 7 for day in days) for first in days)
    assert share == pytest.approx(best / len(days))
    assert sum(start <= day < start + 7 for day in days) == best


def test_benford_of_powers_and_of_equal_digits() -> None:
    assert benford_deviation(np.cumprod(np.full(600, 1.07))) < 0.01
    assert benford_deviation(np.full(100, 7.0)) > 0.15
    assert np.isnan(benford_deviation(np.array([0.0, np.nan])))
    table = first_digits(pd.DataFrame({"seguiti": [1, 10, 199, 2, 95, 0, 10**18]}))
    assert table["quota"].round(3).tolist() == [0.667, 0.167, 0, 0, 0, 0, 0, 0, 0.167]
    assert table["attesa"].sum() == pytest.approx(1)
    with pytest.raises(DataError, match="nessun valore maggiore di zero"):
        first_digits(pd.DataFrame({"seguiti": [0, 0]}))


@pytest.fixture(scope="module")
def audiences() -> pd.DataFrame:
    follower, truth = load("follower"), load("follower_verita")
    assert (follower["account"] == truth["account"]).all()
    return follower.assign(falso=truth["falso"], gruppo=truth["gruppo"])


def test_the_planted_shares_and_the_order_of_arrival(audiences: pd.DataFrame) -> None:
    shares = audiences.groupby("marchio")["falso"].mean()
    for name, brand in BRANDS.items():
        assert shares[name] == pytest.approx(brand.share)
    assert shares.drop("fiatolungo_club").to_dict() == {
        "fiatolungo": 0.02, "altocrinale": 0.1, "quotanova": 0.3, "scattofermo": 0.2,
    }  # fmt: skip
    for _, page in audiences.groupby("marchio"):
        assert page["posizione"].tolist() == list(range(1, len(page) + 1))
        assert page["seguito_il"].is_monotonic_decreasing
        assert (page["seguito_il"] >= page["creato"]).all()
    assert set(audiences["origine"]) == {"sintetico"}


def test_who_follows_joins_the_clients(audiences: pd.DataFrame) -> None:
    clients = load("clienti").set_index("utente")
    known = audiences.dropna(subset="utente")
    assert (clients.loc[known["utente"], "segue_social"] == 1).all()
    assert (known["falso"] == 0).all()
    ours = known[known["marchio"] == "fiatolungo"]
    assert len(ours) == int(clients["segue_social"].sum())
    assert ours["utente"].is_unique
    club = known.loc[known["marchio"] == "fiatolungo_club", "utente"]
    assert clients.loc[club, "tipo"].isin(["club", "studio"]).all()


def test_the_latest_arrivals_mislead_in_both_directions(audiences: pd.DataFrame) -> None:
    latest = audiences[audiences["posizione"] <= 500].groupby("marchio")["falso"].mean()
    whole = audiences.groupby("marchio")["falso"].mean()
    assert latest["altocrinale"] < 0.2 * whole["altocrinale"]
    assert latest["quotanova"] > 1.5 * whole["quotanova"]


def test_a_burst_can_be_a_success(audiences: pd.DataFrame) -> None:
    ours = bursts(audiences[audiences["marchio"] == "fiatolungo"]).iloc[0]
    bought = bursts(audiences[audiences["marchio"] == "altocrinale"]).iloc[0]
    assert ours["aperti_insieme"] < 0.1 < 0.8 < bought["aperti_insieme"]
    assert ours["follower_mediani"] > 3 * bought["follower_mediani"]
    assert bursts(audiences[audiences["marchio"] == "scattofermo"]).empty


def test_the_ranking_flips_and_likes_can_be_bought(audiences: pd.DataFrame) -> None:
    four = audiences[audiences["marchio"] != "fiatolungo_club"].groupby("marchio")
    reach, likes, shares = four.size(), four["mi_piace"].mean(), four["condivisioni"].mean()
    assert reach.idxmax() == "quotanova"
    assert likes.idxmax() == "scattofermo"
    assert shares.idxmax() == "fiatolungo"
    assert reach.idxmin() == "fiatolungo"
    real = four["mi_piace"].sum() / (four.size() - four["falso"].sum())
    assert real["scattofermo"] > likes["scattofermo"]  # dividing by real followers makes it look better still
    fakes = audiences[audiences["falso"] == 1].groupby("marchio")["mi_piace"].mean()
    assert fakes["scattofermo"] > 5
    assert fakes.drop("scattofermo").max() < 0.2


def test_effects_hold_on_other_seeds() -> None:
    clients = make_clients(np.random.default_rng(101))
    for seed in range(8):
        follower, truth = make_audiences(np.random.default_rng(seed), clients)
        page = follower.assign(falso=truth["falso"]).groupby("marchio")
        assert page["condivisioni"].mean().drop("fiatolungo_club").idxmax() == "fiatolungo"
        assert page["mi_piace"].mean().idxmax() == "scattofermo"
        assert (follower["seguito_il"] >= follower["creato"]).all()


def test_reactions_agree_with_the_counts_and_the_survey_falls() -> None:
    follower, reactions = load("follower"), load("follower_reazioni")
    ours = follower[follower["marchio"] == "fiatolungo"].set_index("account")
    for kind, column in (("commento", "commenti"), ("condivisione", "condivisioni")):
        counted = reactions[reactions["tipo"] == kind]["account"].value_counts()
        assert counted.reindex(ours.index, fill_value=0).equals(ours[column].rename("count"))
    survey = load("follower_indagine")
    number = (survey["guarda"] == "il numero di follower").groupby([survey["tipo"], survey["anno"]]).mean()
    assert number["B2B"].iloc[-1] < number["B2B"].iloc[0]
    assert number["B2C"].iloc[-1] < number["B2C"].iloc[0]
    assert number["B2B"].iloc[-1] < number["B2C"].iloc[-1]
