"""What lesson 10 says of its data in words, without a number, holds on the bundled data."""

from functools import cache

import pandas as pd
import pytest

from kit.datasets import load
from kit.journeys import (
    Paths,
    World,
    attribute,
    build_paths,
    compare_with_truth,
    discrete_hazard,
    holdout_effect,
    read_events,
    simulate_world,
    stitch_identities,
)
from kit.synthesis.journeys_lab import PEOPLE, SCENARIO, SEED

pytestmark = pytest.mark.filterwarnings("ignore::kit.journeys.JourneyWarning")
RULES = ["primo tocco", "ultimo tocco", "lineare", "markov"]
NULL = {"ricerca_marca", "retargeting"}


@cache
def lab_events() -> pd.DataFrame:
    return read_events(load("laboratorio"), "UTC")


@cache
def lab_paths(days: int = 30) -> Paths:
    return build_paths(lab_events(), lookback=f"{days}D", after_conversion="cut")


@cache
def lab_world() -> World:
    return simulate_world(SCENARIO, seed=SEED, people=PEOPLE)


def test_the_dashboard_of_tullio_says_what_the_lesson_says() -> None:
    log = load("eventi")
    events = stitch_identities(read_events(log[log["mittente"] != "marca"]), load("collegamenti"), shared="split")
    paths = build_paths(events, lookback="30D", after_conversion="cut")
    credit = attribute(paths, RULES, replicates=0).set_index(["modello", "canale"])["merito"]
    assert credit["ultimo tocco", "retargeting"] > credit["ultimo tocco", "social_foto"]
    assert credit["primo tocco", "retargeting"] < credit["primo tocco", "social_foto"]


def test_the_world_made_again_is_the_bundled_one() -> None:
    truth = load("laboratorio_verita").set_index("canale")["incremento"]
    pd.testing.assert_series_equal(truth, lab_world().truth.set_index("canale")["incremento"], check_names=False)
    assert len(load("laboratorio").query("evento == 'conversione'")) == lab_world().conversions
    assert 0 < lab_world().without_any < lab_world().conversions


def test_no_rule_memory_or_window_clears_the_channels_that_do_nothing() -> None:
    truth = load("laboratorio_verita")
    for days in (3, 7, 14, 30):
        for order in (1, 2, 3):
            asked = RULES if order == 1 else ["markov"]
            found = compare_with_truth(attribute(lab_paths(days), asked, order=order, replicates=0), truth)
            assert found["quota_ai_nulli"].min() > 0.1, (days, order)


def test_the_experiment_sees_two_channels_and_a_larger_one_sees_more_but_no_null() -> None:
    small = holdout_effect(load("laboratorio_persone"), outcome="conversione_prova")
    assert set(small[small["merito_inf"] > 0]["canale"]) == {"newsletter", "recensioni"}
    assert (small["merito_sup"] > 0).all()
    large = holdout_effect(simulate_world(SCENARIO, seed=SEED, people=40_000).holdout)
    seen = set(large[large["merito_inf"] > 0]["canale"])
    assert len(seen) > 2
    assert not seen & NULL


def test_moving_the_budget_costs_or_pays_as_told() -> None:
    credits = attribute(lab_paths(), RULES, replicates=0)
    credits = pd.concat([credits, holdout_effect(lab_world().holdout)])
    sales = {}
    for name, table in credits.groupby("modello"):
        channels = table.sort_values("merito", kind="stable")["canale"].tolist()
        moved = {channels[0]: 0.5, channels[-1]: 1.5}
        sales[name] = simulate_world(SCENARIO, seed=SEED, people=PEOPLE, exposure=moved).conversions
    still = lab_world().conversions
    assert sales["primo tocco"] < still
    assert sales["ultimo tocco"] > still
    assert sales["markov"] == sales["esperimento"] > still


def test_the_hazard_without_interest_rewards_the_null_channels_and_one_interval_misses_with_it() -> None:
    blind = discrete_hazard(lab_events()).set_index("canale")
    assert set(blind["log_odds"].nlargest(3).index) >= NULL
    seeing = discrete_hazard(lab_events(), load("laboratorio_persone")[["utente", "interesse"]]).set_index("canale")
    assert seeing.loc["retargeting", "log_odds_sup"] < 0
    low, high = seeing.loc["ricerca_marca", ["log_odds_inf", "log_odds_sup"]]
    assert low < 0 < high
    assert (seeing.drop(index=[*NULL, "interesse"])["log_odds_inf"] > 0).all()


def test_single_increments_add_up_to_more_than_all_channels_together() -> None:
    together = lab_world().conversions - lab_world().without_any
    assert load("laboratorio_verita")["incremento"].sum() > together
