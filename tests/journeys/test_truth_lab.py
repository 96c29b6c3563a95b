"""The truth lab: the truth is what switching off does, the table of models has its known shape, hazards and experiments are right.

With KIT_LONG=1 on the full number of worlds.
"""

import os

import numpy as np
import pandas as pd
import pytest

from kit.journeys import (
    JourneyError,
    World,
    attribute,
    build_paths,
    compare_with_truth,
    discrete_hazard,
    holdout_effect,
    simulate_world,
)
from kit.journeys import worlds as worlds_module
from kit.journeys.worlds import DAYS, EFFECTS, SCENARIOS

pytestmark = pytest.mark.filterwarnings("ignore::kit.journeys.JourneyWarning")
LONG = bool(os.environ.get("KIT_LONG"))
NULL = ["ricerca_marca", "retargeting"]
CONFOUNDED = ["confuso", "navigazionale", "nascosto"]
PATH_MODELS = ["primo tocco", "ultimo tocco", "lineare", "decadimento", "a U", "markov", "shapley"]


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    """All models against the truth, mean of three worlds of 20,000 people per scenario (ten of 40,000)."""
    worlds, people = (10, 40_000) if LONG else (3, 20_000)
    found = {}
    for scenario in SCENARIOS:
        parts = []
        for seed in range(worlds):
            world = simulate_world(scenario, seed=seed, people=people)
            credits = attribute(build_paths(world.events, after_conversion="cut"), PATH_MODELS, replicates=0)
            blind = discrete_hazard(world.events, world.people[["utente"]]).assign(modello="rischio senza interesse")
            tried = [credits, blind, holdout_effect(world.holdout)]
            if "interesse" in world.people:
                seeing = discrete_hazard(world.events, world.people[["utente", "interesse"]])
                tried.append(seeing.assign(modello="rischio con interesse"))
            parts.append(compare_with_truth(pd.concat(tried), world.truth).set_index("modello"))
        found[scenario] = pd.concat(parts).groupby(level=0).mean()
        print(scenario, found[scenario][["quota_sbagliata", "quota_ai_nulli", "rapporto_livello"]].round(3), sep="\n")
    return found


class TestShapeOfTheTable:
    def test_path_models_misplace_a_fifth_to_a_half(self, tables: dict[str, pd.DataFrame]) -> None:
        for scenario, table in tables.items():
            wrong = table.loc[PATH_MODELS, "quota_sbagliata"]
            assert wrong.between(0.17, 0.52).all(), f"{scenario}: {wrong}"

    def test_markov_is_the_worst_when_touches_are_random(self, tables: dict[str, pd.DataFrame]) -> None:
        assert tables["casuale"].loc[PATH_MODELS, "quota_sbagliata"].idxmax() == "markov"

    def test_without_the_confounder_good_statistics_are_as_wrong_as_a_rule(
        self, tables: dict[str, pd.DataFrame]
    ) -> None:
        for scenario in CONFOUNDED:
            wrong = tables[scenario]["quota_sbagliata"]
            assert wrong["rischio senza interesse"] > 0.33
            assert wrong["rischio senza interesse"] > wrong["markov"]

    def test_with_the_confounder_the_hazard_is_right(self, tables: dict[str, pd.DataFrame]) -> None:
        for scenario in ("casuale", "confuso", "navigazionale"):
            assert tables[scenario].loc["rischio con interesse", "quota_sbagliata"] < 0.07
            assert tables[scenario].loc["rischio con interesse", "quota_ai_nulli"] < 0.05
        assert "rischio con interesse" not in tables["nascosto"].index

    def test_a_wrong_memory_costs_the_hazard_something(self, tables: dict[str, pd.DataFrame]) -> None:
        casual, decaying = (
            tables[name].loc["rischio con interesse", "quota_sbagliata"] for name in ("casuale", "decadimento")
        )
        assert decaying > casual

    def test_the_experiment_is_better_than_every_path_model(self, tables: dict[str, pd.DataFrame]) -> None:
        for scenario in ("casuale", *CONFOUNDED):
            wrong = tables[scenario]["quota_sbagliata"]
            assert wrong["esperimento"] < wrong[PATH_MODELS].min()

    def test_models_hand_out_more_than_the_channels_bring(self, tables: dict[str, pd.DataFrame]) -> None:
        for scenario, table in tables.items():
            assert (table.loc[PATH_MODELS, "rapporto_livello"] > 1.1).all(), scenario
            assert table.loc["esperimento", "rapporto_livello"] == pytest.approx(1, abs=0.6)
        assert tables["casuale"].loc["rischio con interesse", "rapporto_livello"] == pytest.approx(1, abs=0.12)


@pytest.fixture(scope="module")
def world() -> World:
    return simulate_world("confuso", seed=3, people=10_000)


def test_truth_is_what_switching_off_does(world: World) -> None:
    """The same world with a channel's exposure at zero has exactly the conversions that the truth says."""
    for name in ("newsletter", "ricerca_marca"):
        off = simulate_world("confuso", seed=3, people=10_000, exposure={name: 0})
        lost = world.truth.set_index("canale").loc[name, "incremento"]
        assert world.conversions - off.conversions == lost
    nothing = simulate_world("confuso", seed=3, people=10_000, exposure=dict.fromkeys(EFFECTS, 0))
    assert nothing.conversions == world.without_any
    assert (nothing.events["evento"] == "conversione").all()


def test_channels_without_effect_do_exactly_nothing(world: World) -> None:
    truth = world.truth.set_index("canale")
    assert (truth.loc[NULL, ["effetto", "incremento", "quota"]] == 0).all(axis=None)
    assert truth["quota"].sum() == pytest.approx(1)


def test_effects_do_not_add_up(world: World) -> None:
    together = world.conversions - world.without_any
    assert world.truth["incremento"].sum() > 1.1 * together
    assert 0.25 < world.without_any / world.conversions < 0.55


def test_more_budget_on_a_useless_channel_sells_nothing(world: World) -> None:
    more = simulate_world("confuso", seed=3, people=10_000, exposure={"retargeting": 2.0})
    assert more.conversions == world.conversions
    assert len(more.events) > len(world.events)
    useful = simulate_world("confuso", seed=3, people=10_000, exposure={"recensioni": 2.0})
    assert useful.conversions > world.conversions + 20


def test_the_log_agrees_with_the_people(world: World) -> None:
    won = world.events[world.events["evento"] == "conversione"]
    assert len(won) == world.conversions == world.people["conversione"].sum()
    assert won["utente"].is_unique
    last = world.events.groupby("utente", observed=True)["evento"].last()
    assert (last[won["utente"].astype("str")] == "conversione").all()  # nothing is seen after the purchase
    assert set(world.events["utente"]) <= set(world.people["utente"])
    days = world.events["data_ora"].dt.normalize()
    assert (days.max() - days.min()).days < DAYS


def test_the_experiment_is_drawn_at_random(world: World) -> None:
    joined = world.holdout.merge(world.people, on="utente", suffixes=("", "_libera"))
    size = joined["spento"].value_counts(normalize=True)
    assert size.drop("nessuno").between(0.08, 0.12).all()
    assert joined.groupby("spento")["interesse"].mean().abs().max() < 0.12
    free = joined[joined["spento"] == "nessuno"]
    assert (free["conversione"] == free["conversione_libera"]).all()
    assert (joined["conversione"] <= joined["conversione_libera"]).all()


def test_same_seed_same_world_and_unobserved_interest_is_hidden() -> None:
    one, two = (simulate_world("nascosto", seed=8, people=500) for _ in range(2))
    pd.testing.assert_frame_equal(one.events, two.events)
    pd.testing.assert_frame_equal(one.truth, two.truth)
    assert "interesse" not in one.people
    assert not simulate_world("nascosto", seed=9, people=500).events.equals(one.events)


def test_own_effects() -> None:
    world = simulate_world("casuale", {"a": 2.0, "b": 0.0}, people=4_000)
    assert world.truth["canale"].tolist() == ["a", "b"]
    assert world.truth["incremento"].tolist()[1] == 0 and world.truth["incremento"].tolist()[0] > 0


@pytest.mark.slow
def test_hazard_intervals_cover_the_planted_effects() -> None:
    """The 95 % intervals of the log-odds hold the planted value between 91 and 98 times out of 100: each over 200 worlds, all over 40."""
    worlds, inside = 200 if LONG else 40, np.zeros(7)
    planted = np.array([*sorted_effects().values(), SCENARIOS["confuso"].interest])
    for seed in range(worlds):
        world = simulate_world("confuso", seed=1000 + seed, people=3_000)
        table = discrete_hazard(world.events, world.people[["utente", "interesse"]])
        inside += (table["log_odds_inf"].to_numpy() <= planted) & (planted <= table["log_odds_sup"].to_numpy())
    coverage = inside / worlds
    print(table["canale"].tolist(), coverage)
    assert 0.91 <= coverage.mean() <= 0.98, coverage
    lowest, highest = (0.91, 0.98) if LONG else (0.95 - 3 * np.sqrt(0.95 * 0.05 / worlds), 1)
    assert (coverage >= lowest).all() and (coverage <= highest).all(), coverage


def sorted_effects() -> dict[str, float]:
    return dict(sorted(EFFECTS.items()))


def test_hazard_equals_a_fit_on_every_person_day() -> None:
    """The grouped fit against scikit-learn's plain logistic regression on one row per person and day."""
    from sklearn.linear_model import LogisticRegression

    world = simulate_world("confuso", seed=5, people=1_500)
    table = discrete_hazard(world.events, world.people[["utente", "interesse"]])
    start = world.events["data_ora"].dt.tz_convert("UTC").min().floor("D")
    events = world.events.assign(giorno=(world.events["data_ora"] - start).dt.days)
    channels = sorted(EFFECTS)
    rows, wins = [], []
    by_person = dict(list(events.groupby("utente", observed=True)))
    for person, interest in zip(world.people["utente"], world.people["interesse"], strict=True):
        own = by_person.get(person)
        touches = (
            []
            if own is None
            else list(own.loc[own["evento"] == "contatto", ["giorno", "canale"]].itertuples(index=False))
        )
        bought = None if own is None or "conversione" not in set(own["evento"]) else int(own["giorno"].max())
        for day in range(DAYS if bought is None else bought + 1):
            near = {channel for at, channel in touches if day - 7 < at <= day}
            rows.append([*(name in near for name in channels), interest])
            wins.append(day == bought)
    plain = LogisticRegression(C=np.inf, tol=1e-10, max_iter=500).fit(np.array(rows, dtype=float), wins)
    np.testing.assert_allclose(table["log_odds"], plain.coef_[0], atol=2e-3)


def test_experiment_intervals_cover_the_truth() -> None:
    """Random groups: over 60 worlds the intervals of the increment hold the true one as often as they say."""
    hits = []
    for seed in range(60):
        world = simulate_world("casuale", seed=seed, people=2_000)
        found = holdout_effect(world.holdout).set_index("canale")
        real = world.truth.set_index("canale")["incremento"]
        hits += [found.loc[c, "merito_inf"] <= real[c] <= found.loc[c, "merito_sup"] for c in real.index]
    assert 0.90 <= np.mean(hits) <= 0.99


def test_the_comparison_table() -> None:
    truth = pd.DataFrame({"canale": ["a", "b", "c"], "incremento": [30.0, 10.0, 0.0], "quota": [0.75, 0.25, 0.0]})
    credits = pd.DataFrame(
        {"modello": "m", "canale": ["a", "b", "c", "covariata"], "merito": [40.0, 40.0, 20.0, np.nan],
         "quota": [0.4, 0.4, 0.2, np.nan], "limite_inf": [0.3, 0.2, 0.1, 0], "limite_sup": [0.5, 0.5, 0.3, 0]}
    )  # fmt: skip
    row = compare_with_truth(credits, truth).iloc[0]
    assert row["quota_sbagliata"] == pytest.approx(0.35) and row["quota_ai_nulli"] == pytest.approx(0.2)
    assert (row["merito_totale"], row["incremento_vero"], row["rapporto_livello"]) == (100, 40, 2.5)
    assert row["copertura"] == pytest.approx(1 / 3)
    detail = compare_with_truth(credits, truth, by_channel=True)
    assert detail["differenza"].tolist() == pytest.approx([-0.35, 0.15, 0.2])


BAD_WORLDS = [
    ({"scenario": "boh"}, "Scenario sconosciuto"),
    ({"people": 5}, "almeno 100"),
    ({"exposure": {"tv": 2}}, "Nessun canale si chiama «tv»"),
    ({"exposure": {"newsletter": -1}}, "da 0 in su"),
    ({"effects": {}}, "almeno un canale"),
]


@pytest.mark.parametrize(("arguments", "said"), BAD_WORLDS)
def test_bad_worlds_are_said(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(JourneyError, match=said):
        simulate_world(**({"people": 200} | arguments))  # type: ignore[arg-type]


def test_bad_hazards_are_said(world: World) -> None:
    people = world.people[["utente", "interesse"]]
    for covariates, said in (
        (people.drop(columns="utente"), "manca la colonna «utente»"),
        (pd.concat([people, people.head(1)]), "più di una volta"),
        (people.assign(interesse="alto"), "fatta di numeri"),
        (people.iloc[:5], "mancano dalle covariate"),
        (people.assign(uno=1.0), "«uno» è uguale per tutte"),
        (people.assign(doppio=2 * people["interesse"]), "non si può stimare"),
    ):
        with pytest.raises(JourneyError, match=said):
            discrete_hazard(world.events, covariates)
    touches = world.events[world.events["evento"] != "conversione"]
    with pytest.raises(JourneyError, match="nessuna conversione"):
        discrete_hazard(touches)
    with pytest.raises(JourneyError, match="memory"):
        discrete_hazard(world.events, memory="una settimana")


def test_a_channel_that_is_in_every_purchase_cannot_be_estimated() -> None:
    rows = [(f"U{i}", day, "a" if i % 2 else "b", "contatto") for i in range(40) for day in (1, 3)]
    rows += [(f"U{i}", 4, "sito", "conversione") for i in range(1, 40, 2)]
    table = pd.DataFrame(rows, columns=["utente", "data_ora", "canale", "evento"])
    table["data_ora"] = pd.Timestamp("2025-03-01") + pd.to_timedelta(table["data_ora"], unit="D")
    with pytest.raises(JourneyError, match="non si può stimare"):
        discrete_hazard(table, memory="1D")


def test_bad_experiments_are_said() -> None:
    table = pd.DataFrame({"spento": ["a", "nessuno"], "conversione": [0, 1]})
    with pytest.raises(JourneyError, match="manca la colonna «spento»"):
        holdout_effect(table.rename(columns={"spento": "x"}))
    with pytest.raises(JourneyError, match="0 o 1"):
        holdout_effect(table.assign(conversione=2))
    with pytest.raises(JourneyError, match="almeno un canale"):
        holdout_effect(table.head(1))
    with pytest.raises(JourneyError, match="manca il canale «b»"):
        truth = pd.DataFrame({"canale": ["a", "b"], "incremento": [1.0, 1], "quota": [0.5, 0.5]})
        compare_with_truth(pd.DataFrame({"modello": ["m"], "canale": ["a"], "merito": [1.0], "quota": [1.0]}), truth)
    with pytest.raises(JourneyError, match="manca la colonna «incremento»"):
        compare_with_truth(pd.DataFrame(columns=["modello", "canale", "merito", "quota"]), table.assign(canale="a"))


def test_scenarios_all_have_both_useless_channels() -> None:
    assert list(worlds_module.FOLLOWERS) == NULL
    assert [name for name, effect in EFFECTS.items() if effect == 0] == NULL
