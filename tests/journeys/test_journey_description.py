"""Funnel, transitions, times, orders, groups and indices: small cases by hand, intervals against simulation."""

import numpy as np
import pandas as pd
import pytest

from kit.journeys import (
    JourneyError,
    JourneyWarning,
    Paths,
    build_paths,
    choose_order,
    cluster_paths,
    dynamic_indices,
    funnel,
    next_step,
    paths_from_strings,
    read_events,
    stage_moves,
    survival,
    time_to_next,
    transitions,
)
from kit.journeys.timing import kaplan_meier

pytestmark = pytest.mark.filterwarnings("ignore::kit.journeys.JourneyWarning")
START = pd.Timestamp("2025-03-03 08:00", tz="Europe/Rome")


def log(rows: list[tuple[str, float, str, str]], **more: list[object]) -> pd.DataFrame:
    """Person, hour, channel, event."""
    table = pd.DataFrame(rows, columns=["utente", "ora", "canale", "evento"])
    table["data_ora"] = START + pd.to_timedelta(table.pop("ora"), unit="h")
    return read_events(table.assign(**more), ties="rows")


def strings(rows: dict[str, tuple[int, int]]) -> Paths:
    table = pd.DataFrame(
        [(path, *counts) for path, counts in rows.items()], columns=["percorso", "conversioni", "nulli"]
    )
    return paths_from_strings(table, nulls="nulli")


def test_transitions_count_every_step() -> None:
    table = transitions(strings({"a > b": (3, 1), "b": (0, 6), "a > b > a": (2, 0)})).set_index(["da", "a"])
    assert table["passaggi"].to_dict() == {
        ("(inizio)", "a"): 6, ("(inizio)", "b"): 6, ("a", "b"): 6, ("a", "(conversione)"): 2,
        ("b", "(nessuna)"): 7, ("b", "(conversione)"): 3, ("b", "a"): 2,
    }  # fmt: skip
    assert table.loc[("b", "(nessuna)"), "quota"] == pytest.approx(7 / 12)
    assert table.groupby(level="da")["quota"].sum().tolist() == pytest.approx([1, 1, 1])
    assert (table["limite_inf"] <= table["quota"]).all() and (table["quota"] <= table["limite_sup"]).all()


def test_transitions_of_order_two_and_the_next_step() -> None:
    paths = strings({"a > b > c": (1, 4), "a > b": (5, 0), "c": (0, 2)})
    table = transitions(paths, 2).set_index(["da", "a"])["passaggi"].to_dict()
    assert table == {
        ("(inizio)", "a > b"): 10, ("(inizio)", "c"): 2, ("a > b", "c"): 5, ("a > b", "(conversione)"): 5,
        ("b > c", "(conversione)"): 1, ("b > c", "(nessuna)"): 4, ("c", "(nessuna)"): 2,
    }  # fmt: skip
    following = next_step(paths, ["a", "b"])
    assert following["prossimo"].tolist() == ["(conversione)", "c"]
    assert following["quota"].tolist() == [0.5, 0.5]
    assert next_step(paths, "c")["passaggi"].tolist() == [6, 1]
    with pytest.raises(JourneyError, match="«zz» non c'è"):
        next_step(paths, "zz")
    with pytest.raises(JourneyError, match="contiene di fila: c > a"):
        next_step(paths, ["c", "a"])
    with pytest.raises(JourneyError, match="almeno un canale"):
        next_step(paths, [])
    with pytest.raises(JourneyError, match="confidenza"):
        transitions(paths, confidence=95)


def test_transition_intervals_know_that_people_repeat_themselves() -> None:
    """People with a habit: intervals over people cover; as if every step were a person they would be too narrow."""
    hits, widths, naive = [], [], []
    for seed in range(300):
        rng = np.random.default_rng(seed)
        habit = rng.beta(1, 1, 150)
        steps = [rng.random(10) < h for h in habit]
        codes = np.concatenate([np.where(one, 1, 0) for one in steps])
        many = np.ones(150)
        paths = Paths(
            ("a", "b"), codes, np.arange(0, 1501, 10), many, many * 0, many * 0, np.arange(150), pd.RangeIndex(150)
        )
        row = transitions(paths).set_index(["da", "a"]).loc[("(inizio)", "b")]
        hits.append(row["limite_inf"] <= 0.5 <= row["limite_sup"])
        inner = transitions(paths).set_index(["da", "a"]).loc[("b", "b")]
        truth = (1 / 3) / (1 / 2) * 9 / 10  # E[h²]·9 over E[h]·10
        hits.append(inner["limite_inf"] <= truth <= inner["limite_sup"])
        widths.append(inner["limite_sup"] - inner["limite_inf"])
        naive.append(2 * 1.96 * np.sqrt(truth * (1 - truth) / (750)))
    assert 0.92 <= np.mean(hits) <= 0.98
    assert np.mean(widths) > 1.2 * np.mean(naive)


GEHAN_TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
GEHAN_OBSERVED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


def test_survival_equals_the_published_table() -> None:
    """Freireich and others (1963), 6-MP arm: the curve printed in every survival textbook."""
    curve = kaplan_meier(np.array(GEHAN_TREATED), np.array(GEHAN_OBSERVED)).set_index("tempo")
    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert curve.loc[list(published), "quota"].to_dict() == pytest.approx(published, abs=6e-4)
    assert curve["a_rischio"].tolist() == [21, 21, 17, 15, 12, 11, 7, 6]
    assert curve.loc[10.0, ["limite_inf", "limite_sup"]].tolist() == pytest.approx([0.503, 0.889], abs=1e-3)


def test_survival_intervals_cover() -> None:
    hits = []
    for seed in range(400):
        rng = np.random.default_rng(seed)
        event, censor = rng.exponential(10, 120), rng.uniform(0, 30, 120)
        curve = kaplan_meier(np.minimum(event, censor), event <= censor)
        row = curve[curve["tempo"] <= 8].iloc[-1]
        hits.append(row["limite_inf"] <= np.exp(-0.8) <= row["limite_sup"])
    assert 0.92 <= np.mean(hits) <= 0.98


def test_survival_when_everybody_gets_there() -> None:
    curve = kaplan_meier(np.array([1.0, 2.0]), np.array([True, True]))
    assert curve["quota"].tolist() == [1, 0.5, 0]
    for wrong in ([], [-1.0], [np.nan]):
        with pytest.raises(JourneyError):
            kaplan_meier(np.array(wrong), np.ones(len(wrong), dtype=bool))


def test_time_to_the_first_conversion() -> None:
    rows = [("U1", 0, "a", "contatto"), ("U1", 48, "s", "conversione"), ("U2", 24, "b", "contatto"), ("U3", 72, "a", "contatto"),
            ("U4", 1, "s", "conversione"), ("U4", 2, "a", "contatto"), ("U5", 96, "b", "contatto")]  # fmt: skip
    with pytest.warns(JourneyWarning, match="1 persona ha una conversione prima del primo tocco"):
        table = survival(log(rows))
    assert table["a_rischio"].tolist() == [4, 2]  # U5 is followed for no time at all, U3 for a day, U2 for three
    assert table["giorni"].tolist() == [0, 2]
    assert table["quota"].tolist() == [1, 0.5]
    by_channel = survival(log(rows), "canale")
    assert by_channel.groupby("gruppo")["a_rischio"].first().to_dict() == {"a": 2, "b": 2}
    with pytest.raises(JourneyError, match="manca la colonna «zona»"):
        survival(log(rows), "zona")
    with pytest.raises(JourneyError, match="Nessuna persona"):
        survival(log([("U1", 0, "s", "conversione")]))


def test_time_to_the_next_step_counts_who_is_still_waiting() -> None:
    rows = [("U1", 0, "a", "contatto"), ("U1", 2, "b", "contatto"), ("U1", 3, "s", "conversione"),
            ("U2", 0, "a", "contatto"), ("U2", 6, "a", "contatto"), ("U3", 10, "b", "contatto")]  # fmt: skip
    table = time_to_next(log(rows)).set_index("canale")
    assert table["casi"].to_dict() == {"a": 3, "b": 2}
    assert table.loc["a", "senza_seguito"] == pytest.approx(1 / 3)
    assert table.loc["a", "ore_quarto"] == 2 and table.loc["a", "ore_mediana"] == 6
    assert table.loc["b", "ore_mediana"] == 1
    until = time_to_next(log(rows), until="conversione").set_index("canale")
    assert until.loc["a", "ore_quarto"] == 3 and np.isnan(until.loc["a", "ore_mediana"])
    with pytest.raises(JourneyError, match=r"«reso».*contatto"):
        time_to_next(log(rows), until="reso")


def stages(path: str, person: str) -> list[tuple[str, float, str, str]]:
    names = {"s": "scoperta", "c": "considerazione", "i": "intenzione", "a": "acquisto", "f": "fedelta"}
    return [(person, hour, names[one], "contatto") for hour, one in enumerate(path)]


def staged(*paths: str) -> pd.DataFrame:
    events = log([row for i, path in enumerate(paths) for row in stages(path, f"U{i}")])
    return events.assign(tappa=events["canale"].astype("str"))


def test_moves_between_stages_have_their_length() -> None:
    stages = ["scoperta", "considerazione", "considerazione", "altro", "scoperta", "acquisto", "scoperta", "intenzione"]
    rows = [("ada", float(hour), "x", "contatto") for hour in range(6)]
    rows += [("bea", 9.0, "x", "contatto"), ("cleo", 9.0, "x", "contatto")]
    moves = stage_moves(log(rows, tappa=stages), ["scoperta", "considerazione", "intenzione", "acquisto"])
    assert moves[["utente", "da", "a", "salto"]].to_numpy().tolist() == [
        ["ada", "scoperta", "considerazione", 1],
        ["ada", "considerazione", "scoperta", -1],
        ["ada", "scoperta", "acquisto", 3],
    ]
    assert moves["data_ora"].dt.hour.tolist() == [9, 12, 13]
    with pytest.raises(JourneyError, match="manca la colonna «tappa»"):
        stage_moves(log(rows))


def test_the_funnel_counts_people_in_order() -> None:
    events = staged("scia", "sc", "csi", "ia", "sscciaf")
    table = funnel(events).set_index("tappa")
    assert table["persone"].to_dict() == {
        "scoperta": 4,
        "considerazione": 3,
        "intenzione": 2,
        "acquisto": 2,
        "fedelta": 1,
    }
    assert table["fuori_ordine"].to_dict() == {
        "scoperta": 0,
        "considerazione": 1,
        "intenzione": 2,
        "acquisto": 1,
        "fedelta": 0,
    }
    assert table.loc["intenzione", "quota"] == pytest.approx(2 / 3)
    assert table.loc["intenzione", "quota_del_totale"] == pytest.approx(2 / 5)
    assert (table["limite_inf"] < table["quota"]).all() and (table["quota"] <= table["limite_sup"]).all()
    free = funnel(events, ordered=False).set_index("tappa")["persone"]
    assert free.to_dict() == {"scoperta": 4, "considerazione": 4, "intenzione": 4, "acquisto": 3, "fedelta": 1}
    with pytest.raises(JourneyError, match="uguale a «prova»"):
        funnel(events, ["scoperta", "prova"])
    with pytest.raises(JourneyError, match=r"manca la colonna «tappa».*by"):
        funnel(events.drop(columns="tappa"))


def test_conversions_are_the_purchase_where_no_event_says_so() -> None:
    events = log([("U1", 0, "a", "contatto"), ("U1", 1, "s", "conversione")], tappa=["scoperta", None])
    assert funnel(events, ["scoperta", "acquisto"])["persone"].tolist() == [1, 1]


def walks(order: int, people: int, seed: int) -> Paths:
    """Journeys in which the next touch depends on exactly the last `order` touches."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(people):
        path = list(rng.integers(0, 3, order))
        while rng.random() < 0.8:
            path.append((path[-order] + 1) % 3 if rng.random() < 0.75 else int(rng.integers(0, 3)))
        rows.append(" > ".join("abc"[c] for c in path))
    won = rng.integers(0, 2, people)
    table = pd.DataFrame({"percorso": rows, "conversioni": won, "nulli": 1 - won, "chi": range(people)})
    return paths_from_strings(table, nulls="nulli", person="chi")


@pytest.mark.parametrize("order", [1, 2, 3])
def test_the_right_order_is_chosen(order: int) -> None:
    table = choose_order(walks(order, 1500, order))
    assert table.loc[table["scelto"], "ordine"].tolist() == [order]
    assert table["guadagno"].iloc[0] == 0
    if order > 1:
        assert table["guadagno"].iloc[order - 1] > 5 * table["errore"].iloc[order - 1]


def test_held_out_likelihood_by_hand() -> None:
    """Two people, two parts: each is predicted from the other alone, with the back-off written out."""
    table = pd.DataFrame({"percorso": ["a", "a > a"], "conversioni": [1, 1], "nulli": [0, 0], "chi": [1, 2]})
    found = choose_order(paths_from_strings(table, nulls="nulli", person="chi"), [1], 2)["log_verosimiglianza"].iloc[0]

    def chance(counts: dict[str, dict[str, int]], context: str, symbol: str) -> float:
        value = 1 / 3  # a, conversion, null
        for level in ("", context):
            seen = counts.get(level, {})
            total, kinds = sum(seen.values()), len(seen)
            if total:
                value = (seen.get(symbol, 0) + kinds * value) / (total + kinds)
        return value

    from_two = {"": {"a": 2, "$": 1}, "(": {"a": 1}, "a": {"a": 1, "$": 1}}
    from_one = {"": {"a": 1, "$": 1}, "(": {"a": 1}, "a": {"$": 1}}
    logs = [np.log(chance(from_two, *step)) for step in [("(", "a"), ("a", "$")]]
    logs += [np.log(chance(from_one, *step)) for step in [("(", "a"), ("a", "a"), ("a", "$")]]
    assert found == pytest.approx(np.mean(logs))


def test_orders_are_checked() -> None:
    paths = walks(1, 30, 0)
    for wrong in ([], [0], ["a"], [True]):
        with pytest.raises(JourneyError, match="Gli ordini"):
            choose_order(paths, wrong)  # type: ignore[arg-type]
    with pytest.raises(JourneyError, match="almeno 2 parti"):
        choose_order(paths, folds=1)
    with pytest.raises(JourneyError, match="meno delle 5 parti"):
        choose_order(walks(1, 3, 0))


def test_groups_find_two_kinds_of_journeys() -> None:
    paths = strings(
        {"a > b > a": (40, 10), "a > b": (30, 10), "b > a > b": (20, 5), "x": (1, 60), "x > y": (2, 70), "y": (1, 55)}
    )
    label, profile = cluster_paths(paths, 2)
    by_path = dict(zip(paths.to_frame()["percorso"], label, strict=True))
    assert by_path["a > b"] == by_path["b > a > b"] == "B"
    assert by_path["x > y"] == by_path["y"] == "A"
    assert profile["percorsi"].tolist() == [189, 115]
    assert profile["tasso_conversione"].tolist() == pytest.approx([4 / 189, 90 / 115])
    assert profile[["quota_a", "quota_b", "quota_x", "quota_y"]].sum(axis=1).tolist() == pytest.approx([1, 1])
    assert len(cluster_paths(paths)[1]) >= 2
    with pytest.raises(JourneyError, match="I gruppi vanno da 2 a"):
        cluster_paths(paths, 50)


def indices(events: pd.DataFrame, **more: list[str]) -> dict[str, float]:
    wanted = {"earned": ["amici"], "paid": ["banner"], "search": ["ricerca"]} | more
    table = dynamic_indices(events, **wanted)  # type: ignore[arg-type]
    assert table["che_cosa_misura"].str.len().min() > 20
    return dict(zip(table["indice"], table["valore"], strict=True))


@pytest.fixture(scope="module")
def small() -> pd.DataFrame:
    rows = [
        ("U1", 0, "banner", "contatto", "scoperta", "telefono", "", ""),
        ("U1", 5, "ricerca", "ricerca", "considerazione", "computer", "", ""),
        ("U1", 6, "chat", "messaggio", "considerazione", "computer", "t1", "persona"),
        ("U1", 8, "chat", "messaggio", "considerazione", "computer", "t1", "marca"),
        ("U1", 30, "ricerca", "ricerca", "scoperta", "computer", "", ""),
        ("U1", 40, "negozio", "conversione", "acquisto", "computer", "", ""),
        ("U1", 60, "chat", "messaggio", "fedelta", "telefono", "t2", "persona"),
        ("U2", 61, "chat", "messaggio", "scoperta", "telefono", "t2", "persona"),
        ("U2", 70, "amici", "contatto", "considerazione", "telefono", "", ""),
        ("U2", 82, "negozio", "conversione", "acquisto", "telefono", "", ""),
        ("U3", 10, "banner", "contatto", "scoperta", "telefono", "", ""),
        ("U3", 11, "banner", "contatto", "scoperta", "telefono", "", ""),
        ("U3", 12, "banner", "contatto", "scoperta", "telefono", "", ""),
    ] + [(f"U{i}", 90, "amici", "contatto", "scoperta", "telefono", "", "") for i in range(4, 9)]
    table = pd.DataFrame(
        rows, columns=["utente", "ora", "canale", "evento", "tappa", "dispositivo", "conversazione", "mittente"]
    )
    table["data_ora"] = START + pd.to_timedelta(table.pop("ora"), unit="h")
    return read_events(table)


def test_indices_by_hand(small: pd.DataFrame) -> None:
    found = indices(small)
    shares = np.array([1, 2, 3]) / 6  # U1: one banner, two searches, three messages
    assert found["canali_effettivi"] == pytest.approx((np.exp(-(shares * np.log(shares)).sum()) + 2 + 1 + 5) / 8)
    assert found["cambi_dispositivo"] == pytest.approx(2 / 10)
    assert found["percorsi_unici"] == pytest.approx(3 / 8)
    assert found["hhi_persona"] == pytest.approx(((shares**2).sum() + 1) / 2)
    assert found["hhi_mercato"] == pytest.approx((16 + 4 + 16 + 36) / 256)
    assert found["scarto_hhi"] == pytest.approx(found["hhi_persona"] - found["hhi_mercato"])
    assert found["canale_perno"] == 1
    assert found["profondita_ricerca"] == pytest.approx(1.0)
    assert found["giri_di_ricerca"] == pytest.approx(1 / 8)
    assert found["tasso_di_risposta"] == pytest.approx(1 / 3)
    assert found["reciprocita"] == pytest.approx(1 / 2)
    assert found["lunghezza_conversazione"] == 2
    assert found["quota_risposte"] == pytest.approx(2 / 16)
    assert found["conversazione_dopo_acquisto"] == pytest.approx(1 / 2)
    assert found["persone_nuove_per_conversazione"] == pytest.approx(1 / 2)
    assert found["linearita"] == pytest.approx(3 / 6)
    assert found["ritorni"] == pytest.approx(1 / 6)
    waits = ((82 - 70) + 0) / 24, (40 + 24 * 0 + (90 - 10) + (90 - 11) + (90 - 12)) / 24
    assert found["rapporto_conversioni"] == pytest.approx((1 / waits[0]) / (1 / waits[1]))
    assert found["gini_tocchi"] == pytest.approx(_gini([6, 2, 3, 1, 1, 1, 1, 1]))


def _gini(values: list[int]) -> float:
    array = np.array(values, dtype=float)
    return float(np.abs(array[:, None] - array).sum() / (2 * len(array) ** 2 * array.mean()))


def test_missing_columns_are_said_and_nothing_is_invented(small: pd.DataFrame) -> None:
    table = dynamic_indices(
        small[["utente", "data_ora", "canale", "evento"]], earned=["amici"], paid=["banner"], search=["ricerca"]
    ).set_index("indice")
    assert np.isnan(table.loc["reciprocita", "valore"])
    assert "«conversazione» e «mittente»" in table.loc["reciprocita", "che_cosa_non_dice"]
    assert table["valore"].notna().sum() >= 12
    with pytest.raises(JourneyError, match=r"Nessuno dei canali di paid \(tv\)"):
        dynamic_indices(small, earned=["amici"], paid=["tv"], search=["ricerca"])


def test_a_pure_funnel_is_all_linear() -> None:
    found = indices(staged(*["scia"] * 9, "sciaf"), earned=["scoperta"], paid=["intenzione"], search=["considerazione"])
    assert found["linearita"] == 1 and found["ritorni"] == 0
    assert found["entropia_passaggi"] == 0


def test_descriptions_accept_paths_from_events(small: pd.DataFrame) -> None:
    paths = build_paths(small, after_conversion="cut")
    assert transitions(paths)["passaggi"].sum() == len(paths.codes) + len(paths)
    assert len(cluster_paths(paths, 2)[0]) == len(paths)
