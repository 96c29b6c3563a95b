"""The effects planted in Fiatolungo's journeys are found by the careful reading and missed by the naive one."""

import json
from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from kit.datasets import load
from kit.journeys import (
    attribute,
    build_paths,
    choose_order,
    compare_with_truth,
    discrete_hazard,
    dynamic_indices,
    funnel,
    holdout_effect,
    next_step,
    paths_from_strings,
    read_events,
    sessions,
    stitch_identities,
)
from kit.paths import DATASETS
from kit.synthesis import journeys as log
from kit.synthesis import journeys_lab as lab
from kit.synthesis import journeys_shop as shop
from kit.synthesis import variants
from kit.synthesis.clients import make_clients
from kit.synthesis.making import Variant

pytestmark = pytest.mark.filterwarnings("ignore::kit.journeys.JourneyWarning")
SEEDS = range(6)
Made = tuple[pd.DataFrame, pd.DataFrame]


@pytest.fixture(scope="module")
def clients() -> pd.DataFrame:
    return make_clients(np.random.default_rng(101))


@pytest.fixture(scope="module")
def logs(clients: pd.DataFrame) -> list[Made]:
    return [log.make_journeys(np.random.default_rng([7, seed]), clients) for seed in SEEDS]


@pytest.fixture(scope="module")
def joined(logs: list[Made]) -> list[pd.DataFrame]:
    return [read_events(stitch_identities(events, links, "split"), ties="rows") for events, links in logs]


@pytest.fixture(scope="module")
def indices(joined: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.DataFrame([dynamic_indices(table).set_index("indice")["valore"] for table in joined])


def test_people_are_clients_and_the_log_fits_its_weeks(logs: list[Made], clients: pd.DataFrame) -> None:
    for events, links in logs:
        known = events.loc[events["utente"].str.startswith("U"), "utente"]
        assert known.isin(clients["utente"]).all() and links["utente"].isin(clients["utente"]).all()
        day = events["data_ora"].str[:10]
        assert day.min() >= log.FIRST_DAY and day.max() <= "2025-06-01"
        assert not events["data_ora"].between("2025-03-30 02", "2025-03-30 03").any()  # an hour that does not exist
        assert set(events["canale"]) == {*log.CHANNELS, "sito"}
        assert events["data_ora"].is_monotonic_increasing


def test_without_identities_journeys_look_short_and_people_many(logs: list[Made], joined: list[pd.DataFrame]) -> None:
    for (events, _), together in zip(logs, joined, strict=True):
        apart = build_paths(read_events(events, ties="rows"), after_conversion="cut")
        whole = build_paths(together, after_conversion="cut")
        assert events["utente"].nunique() > 1.4 * together["utente"].nunique()
        assert whole.lengths[whole.conversions > 0].mean() > 1.7 * apart.lengths[apart.conversions > 0].mean()
        assert apart.untouched > 2.5 * whole.untouched


def test_a_shared_device_joins_people_unless_it_is_set_apart(logs: list[Made]) -> None:
    for events, links in logs:
        merged = stitch_identities(events, links)["utente"].nunique()
        split = stitch_identities(events, links, "split")["utente"].nunique()
        assert split - merged >= log.SHOP_TABLET


def test_earned_touches_precede_more_purchases_and_quicker_steps(indices: pd.DataFrame) -> None:
    assert indices["rapporto_conversioni"].mean() > 1.3
    assert (indices["ore_dopo_consiglio"] < 0.5 * indices["ore_dopo_pagato"]).all()


def test_touches_come_in_sittings(joined: list[pd.DataFrame]) -> None:
    for table in joined:
        many = {gap: sessions(table, gap)["sessione"].nunique() for gap in ("10min", "30min")}
        assert many["10min"] > 1.05 * many["30min"]  # the silence chosen matters
        assert len(table) > 1.2 * many["30min"]  # and a sitting is more than a touch


def test_everybody_has_a_channel_of_their_own(indices: pd.DataFrame) -> None:
    assert (indices["scarto_hhi"] > 0.15).all()


def test_the_journey_is_no_pure_funnel(indices: pd.DataFrame) -> None:
    assert indices["linearita"].between(0.6, 0.85).all()
    assert indices["ritorni"].between(0.15, 0.3).all()


def test_the_brand_answers_as_often_as_planted(indices: pd.DataFrame) -> None:
    assert indices["tasso_di_risposta"].mean() == pytest.approx(log.ANSWERED, abs=0.06)


def test_two_touches_of_memory_predict_better_than_one(joined: list[pd.DataFrame]) -> None:
    chosen = []
    for table in joined[:3]:
        paths = build_paths(table, after_conversion="cut")
        orders = choose_order(paths)
        chosen.append(int(orders.loc[orders["scelto"], "ordine"].iloc[0]))
        after = next_step(paths, ["social_foto", "ricerca"]).set_index("prossimo")["quota"]
        plain = next_step(paths, "ricerca").set_index("prossimo")["quota"]
        assert after["recensioni"] > 1.8 * plain["recensioni"]
    assert chosen == [2, 2, 2]


def test_touches_of_video_crowd_around_the_broadcast(joined: list[pd.DataFrame]) -> None:
    for table in joined:
        when = table["data_ora"]
        race = (when.dt.day_of_week == log.BROADCAST_DAY) & when.dt.hour.between(21, 22)
        by_channel = race.groupby(table["canale"].astype("str")).mean()
        assert by_channel["social_video"] > 0.2
        assert by_channel.drop("social_video").max() < 0.05


def test_where_people_stop_is_not_where_they_are_displeased(joined: list[pd.DataFrame], clients: pd.DataFrame) -> None:
    for seed, table in zip(SEEDS, joined, strict=True):
        reached = funnel(table).set_index("tappa")["quota"].drop("scoperta")
        marks = shop.make_marks(np.random.default_rng(seed), clients).groupby("tappa")["voto"].mean()
        assert marks.idxmin() == "fedelta"
        assert reached.idxmin() != "fedelta"


def test_reading_the_request_helps_among_those_who_agreed(clients: pd.DataFrame) -> None:
    gaps, naive = [], []
    for seed in range(30):
        requests, visits = shop.make_requests(np.random.default_rng(seed), clients)
        assert requests["utente"].notna().equals(requests["consenso"] == 1)
        rows = requests[requests["consenso"] == 1].merge(visits, on=["utente", "prodotto"], suffixes=("", "_visita"))
        rate = rows[rows["data_visita"] >= rows["data"]].groupby("richiesta_letta")["acquisto"].mean()
        gaps.append(rate[1] - rate[0])
        read = visits["richiesta_letta"] == 1
        naive.append(visits.loc[read, "acquisto"].mean() - visits.loc[~read, "acquisto"].mean())
    assert np.mean(gaps) == pytest.approx(0.18, abs=0.03)
    assert np.mean(naive) > np.mean(gaps) + 0.05  # against everybody, reading looks better than it is


def test_consenting_people_are_keener(clients: pd.DataFrame) -> None:
    requests, visits = shop.make_requests(np.random.default_rng(3), clients)
    agreed = visits["utente"].isin(requests["utente"].dropna()) & (visits["richiesta_letta"] == 0)
    others = ~visits["utente"].isin(requests["utente"].dropna())
    assert visits.loc[agreed, "acquisto"].mean() > visits.loc[others, "acquisto"].mean() + 0.05


def test_the_brand_is_chosen_when_considered_and_seldom_considered() -> None:
    table = shop.make_considered(np.random.default_rng(4))
    here = table["fiatolungo"] == 1
    assert here.mean() < 0.4
    assert (table.loc[here, "comprata"] == "fiatolungo").mean() > 0.5
    assert (table.loc[~here, "comprata"] != "fiatolungo").all()
    assert all(row[row["comprata"]] == 1 for _, row in table.iterrows())


def test_the_bundled_lab_tells_its_story() -> None:
    events = read_events(load("laboratorio"), "UTC", ties="rows")
    people, truth = load("laboratorio_persone"), load("laboratorio_verita")
    credits = attribute(build_paths(events, after_conversion="cut"), ["ultimo tocco", "markov"])
    seeing = discrete_hazard(events, people[["utente", "interesse"]]).assign(modello="con interesse")
    blind = discrete_hazard(events, people[["utente"]]).assign(modello="senza interesse")
    trial = holdout_effect(people, outcome="conversione_prova")
    table = compare_with_truth(pd.concat([credits, seeing, blind, trial]), truth).set_index("modello")
    wrong = table["quota_sbagliata"]
    assert wrong["con interesse"] < 0.08 < wrong["esperimento"] < wrong["markov"] < wrong["senza interesse"]
    assert table.loc["markov", "copertura"] < 0.35  # narrow and wrong
    real = truth.set_index("canale")["incremento"]
    trial = trial.set_index("canale").loc[real.index]
    inside = (trial["merito_inf"] <= real) & (real <= trial["merito_sup"])
    assert inside.sum() >= 5  # wide and right
    assert len(people) == lab.PEOPLE


def test_the_nested_example_reads_as_the_same_people() -> None:
    events = load("eventi")
    nested = read_events(DATASETS / "esempi" / "eventi_ga4.jsonl", ties="rows")
    assert set(nested["utente"]) <= set(events["utente"])
    won = nested[nested["evento"] == "conversione"]
    same = events[(events["evento"] == "conversione") & events["utente"].isin(set(won["utente"]))]
    assert won["valore"].sum() <= same["valore"].sum() and len(won) >= 20


def answers_09(variant: Variant) -> dict[str, object]:
    """The answers as a lesson would compute them, with kit.journeys."""
    params, tables = variant.params, variant.tables
    events = read_events(stitch_identities(tables["eventi"], tables["collegamenti"]))
    paths = build_paths(events, after_conversion="cut")
    following = next_step(paths, params["canale"]).set_index("prossimo")["quota"]
    reached = funnel(events).set_index("tappa")["quota"].drop("scoperta")
    index = dynamic_indices(events, earned=[], paid=[], search=[]).set_index("indice")["valore"]
    return {
        "sessioni": sessions(events, f"{params['silenzio']}min")["sessione"].nunique(),
        "dopo": following[params["prossimo"]],
        "tappa_persa": reached.idxmin(),
        "tappa_scontenta": tables["soddisfazione"].groupby("tappa")["voto"].mean().idxmin(),
        "ritorni": index["ritorni"],
    }


def test_variant_09_by_hand_equals_the_kit() -> None:
    from kit.synthesis import variant_09

    seen = []
    for student in range(12):
        variant = variants.draw("segreto", "09", "2026", f"S{student}").variant
        found = answers_09(variant)
        assert set(found) == set(variant.questions)
        start, goes, _ = variant_09._steps_after(variant)
        assert found["dopo"] == pytest.approx(goes / start)
        people = variant_09._reached(variant)
        lost = int(np.argmin([b / a for a, b in pairwise(people)])) + 1
        assert found["tappa_persa"] == variant_09.STAGES[lost]
        prepared = variant_09._prepared(variant)
        assert found["sessioni"] == variant_09._sessions(prepared, "utente", variant.params["silenzio"])
        seen.append(found["tappa_persa"])
    assert len(set(seen)) == 3


def answers_10(variant: Variant) -> Mapping[str, object]:
    params, tables = variant.params, variant.tables
    paths = paths_from_strings(tables["percorsi"], nulls="nulli")
    credits = attribute(paths, ["primo tocco", "ultimo tocco"], replicates=0).set_index(["modello", "canale"])["merito"]
    trial = tables["esperimento"].set_index("spento")
    rate = trial["conversioni"] / trial["persone"]
    effect = (rate["nessuno"] - rate).drop("nessuno")
    spent = tables["spesa"].set_index("canale")["spesa"]
    return {
        "ultimo": credits["ultimo tocco", params["canale"]],
        "effetto": effect[params["canale"]],
        "canale": effect.idxmax(),
        "costo": spent[effect.idxmax()] / (effect.max() * trial["persone"].sum()),
    }


def test_variant_10_by_hand_equals_the_kit() -> None:
    from kit.synthesis import variant_10

    for student in range(12):
        variant = variants.draw("segreto", "10", "2026", f"S{student}").variant
        found = answers_10(variant)
        assert set(found) == set(variant.questions)
        credits, asked = variant_10._credits(variant), variant.params["canale"]
        assert found["ultimo"] == pytest.approx(credits["ultimo"][asked])
        assert found["canale"] != max(credits["ultimo"], key=credits["ultimo"].__getitem__)
        assert 0 < found["costo"] < 100  # type: ignore[operator]
        assert json.dumps(variant.params)
