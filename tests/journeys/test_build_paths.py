"""Journeys, sessions and identities against the same thing written as slow loops over one person at a time."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.journeys import (
    JourneyError,
    JourneyWarning,
    build_paths,
    identities,
    read_events,
    sessions,
    stitch_identities,
)

quiet = pytest.mark.filterwarnings("ignore::kit.journeys.JourneyWarning")
START = pd.Timestamp("2025-03-01 08:00", tz="Europe/Rome")
Row = tuple[int, int, str]  # person, hour, channel ("$" is a conversion)


def log(rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "utente": [f"U{person}" for person, _, _ in rows],
            "data_ora": [START + pd.Timedelta(hours=hour) for _, hour, _ in rows],
            "canale": ["sito" if channel == "$" else channel for _, _, channel in rows],
            "evento": ["conversione" if channel == "$" else "contatto" for _, _, channel in rows],
            "valore": [hour + 1.0 if channel == "$" else 0.0 for _, hour, channel in rows],
        }
    )


def by_hand(rows: list[Row], window: int, again: bool, merge: bool) -> list[tuple[str, str, int, float]]:
    """One person at a time, one conversion at a time."""
    found = []
    for person in sorted({person for person, _, _ in rows}):
        own = [(hour, channel) for who, hour, channel in rows if who == person]
        used = [False] * len(own)
        winners = []
        last = -1
        for i, (hour, channel) in enumerate(own):
            if channel != "$":
                continue
            low = 0 if again else last + 1
            inside = [j for j in range(low, i) if own[j][1] != "$" and hour - own[j][0] <= window]
            for j in inside:
                used[j] = True
            if inside:
                winners.append(([own[j] for j in inside], 1, hour + 1.0))
            last = i
        losers: list[tuple[list[tuple[int, str]], int, float]] = []
        before: tuple[int, int] | None = None  # hour and place of the touch before, among those left
        for j, (hour, channel) in enumerate(own):
            if channel == "$" or used[j]:
                continue
            broken = before is None or hour - before[0] > window
            if before is not None and not again:
                broken = broken or any(used[before[1] : j])  # another journey lies between
            if broken:
                losers.append(([], 0, 0.0))
            losers[-1][0].append((hour, channel))
            before = (hour, j)
        for touches, won, value in winners + losers:
            channels = [channel for _, channel in touches]
            if merge:
                channels = [c for k, c in enumerate(channels) if k == 0 or channels[k - 1] != c]
            found.append((f"U{person}", " > ".join(channels), won, value))
    return sorted(found)


@quiet
@settings(max_examples=200, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 3), st.integers(1, 60), st.sampled_from(["a", "b", "c", "$"])), min_size=1, max_size=40
    ).filter(lambda rows: any(channel != "$" for _, _, channel in rows)),
    window=st.sampled_from([1, 24, 72, 5000]),
    again=st.booleans(),
    merge=st.booleans(),
)
def test_paths_equal_the_slow_way(steps: list[Row], window: int, again: bool, merge: bool) -> None:
    hour, rows = 0, []
    for person, gap, channel in steps:
        hour += gap
        rows.append((person, hour, channel))
    paths = build_paths(log(rows), f"{window}h", "continue" if again else "cut", "merge" if merge else "keep")
    table = paths.to_frame()
    found = list(table[["utente", "percorso", "conversioni", "valore"]].itertuples(index=False, name=None))
    assert sorted(found) == by_hand(rows, window, again, merge)
    assert (table["nulli"] == 1 - table["conversioni"]).all()
    assert paths.untouched == sum(channel == "$" for _, _, channel in rows) - paths.conversions.sum()


def test_unfinished_journeys_could_still_convert() -> None:
    rows = [(1, 0, "a"), (2, 24 * 40, "a"), (3, 24 * 50, "b")]
    table = build_paths(log(rows), "30D").to_frame()
    assert table["aperto"].tolist() == [False, True, True]
    assert table["inizio"].iloc[0] == START


def test_the_rule_after_a_conversion_is_asked_for() -> None:
    with pytest.raises(JourneyError, match=r"1 persona va avanti dopo una conversione.*cut.*continue"):
        build_paths(log([(1, 0, "a"), (1, 1, "$"), (1, 2, "b"), (2, 3, "a"), (2, 4, "$")]))
    with pytest.raises(JourneyError, match="1 persona va avanti"):
        build_paths(log([(1, 0, "a"), (1, 1, "$"), (1, 2, "$")]))


@quiet
def test_where_nobody_goes_on_no_rule_is_needed() -> None:
    assert len(build_paths(log([(1, 0, "a"), (1, 1, "$"), (2, 3, "a"), (2, 4, "$")]))) == 2
    assert len(build_paths(log([(1, 0, "a"), (2, 3, "$")]))) == 1


def test_conversions_without_a_touch_and_no_nulls_are_said() -> None:
    with pytest.warns(JourneyWarning) as said:
        paths = build_paths(log([(1, 0, "a"), (1, 1, "$"), (2, 3, "$")]))
    assert "1 conversione su 2 senza alcun tocco" in str(said[0].message)
    assert "Tutti i percorsi finiscono con una conversione" in str(said[1].message)
    assert said[0].filename == __file__
    assert (paths.untouched, paths.untouched_value) == (1, 4.0)
    assert "nessun modello può attribuire: 1" in repr(paths)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"lookback": 30}, "con la sua unità"),
        ({"lookback": "trenta"}, "con la sua unità"),
        ({"lookback": "-3D"}, "con la sua unità"),
        ({"after_conversion": "stop"}, "after_conversion"),
        ({"repeats": "si"}, "repeats"),
        ({"touches": ["visita"]}, "Nessun evento si chiama «visita»"),
    ],
)
def test_parameters_of_paths_are_checked(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(JourneyError, match=said):
        build_paths(log([(1, 0, "a")]), **arguments)


def test_only_conversions_make_no_path() -> None:
    with pytest.raises(JourneyError, match="solo conversioni"):
        build_paths(log([(1, 0, "$")]))


@quiet
def test_touches_can_be_chosen_and_a_filtered_log_still_works() -> None:
    events = read_events(log([(1, 0, "a"), (1, 1, "b"), (1, 2, "$"), (2, 0, "a")]))
    events["evento"] = events["evento"].cat.add_categories("visita")
    events.loc[1, "evento"] = "visita"
    assert build_paths(events, touches=["visita"]).to_frame()["percorso"].tolist() == ["b"]
    assert build_paths(events[events["canale"] != "b"]).to_frame()["percorso"].tolist() == ["a", "a"]


def test_sessions_break_at_a_silence() -> None:
    rows = [(1, 0, "a"), (1, 1, "b"), (1, 3, "a"), (2, 3, "a")]
    assert sessions(log(rows), "90min")["sessione"].tolist() == [1, 1, 2, 3]
    assert sessions(log(rows), "2h")["sessione"].tolist() == [1, 1, 1, 2]
    for wrong in ("mezz'ora", 30, "0min"):
        with pytest.raises(JourneyError, match="con la sua unità"):
            sessions(log(rows), wrong)  # type: ignore[arg-type]


LINKS = pd.DataFrame({"utente": ["U1", "U1", "U2", "U3", "U2"], "id_collegato": ["k1", "k2", "k3", "tablet", "tablet"]})


def test_identities_are_connected_components() -> None:
    table = identities(LINKS).set_index("identificativo")
    assert table["persona"].to_dict() == {
        "U1": "U1", "k1": "U1", "k2": "U1", "U2": "U2", "U3": "U2", "k3": "U2", "tablet": "U2",
    }  # fmt: skip
    assert table.loc["k1", ["identificativi", "persone_unite"]].tolist() == [3, 1]
    assert table.loc["tablet", ["identificativi", "persone_unite"]].tolist() == [4, 2]
    split = identities(LINKS, shared="split").set_index("identificativo")["persona"]
    assert split["tablet"] == "tablet" and split["k3"] == "U2" and "U3" not in split


@settings(max_examples=60, deadline=None)
@given(pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 15)), min_size=1, max_size=25))
def test_identities_equal_a_slow_union(pairs: list[tuple[int, int]]) -> None:
    group: dict[str, set[str]] = {}
    for a, b in pairs:
        merged = group.get(f"U{a}", {f"U{a}"}) | group.get(f"k{b}", {f"k{b}"})
        for one in merged:
            group[one] = merged
    table = identities(
        pd.DataFrame(pairs, columns=["a", "b"]).assign(
            utente=lambda t: "U" + t["a"].astype(str), id_collegato=lambda t: "k" + t["b"].astype(str)
        )
    )
    for row in table.itertuples():
        assert row.identificativi == len(group[row.identificativo])
        assert row.persona == min(group[row.identificativo])
        assert row.persone_unite == sum(one.startswith("U") for one in group[row.identificativo])


def test_stitching_renames_and_says_who_was_joined() -> None:
    events = pd.DataFrame({"utente": ["k1", "U1", "tablet", "nessuno"], "canale": list("abcd")})
    with pytest.warns(JourneyWarning, match=r"1 gruppo unisce persone conosciute diverse \(2 in tutto\)"):
        joined = stitch_identities(events, LINKS)
    assert joined["utente"].tolist() == ["U1", "U1", "U2", "nessuno"]
    assert joined["identificativo"].tolist() == events["utente"].tolist()
    assert stitch_identities(events, LINKS, "split")["utente"].tolist() == ["U1", "U1", "tablet", "nessuno"]


def test_links_may_be_a_column_of_the_log() -> None:
    events = pd.DataFrame({"utente": ["U1", "k1", "k1"], "id_collegato": ["k1", None, None]})
    assert stitch_identities(events)["utente"].tolist() == ["U1", "U1", "U1"]


@pytest.mark.parametrize(
    ("links", "said"),
    [
        (LINKS.rename(columns={"utente": "chi"}), "manca la colonna «utente»"),
        (LINKS.assign(id_collegato=[None, "a", "b", "c", "d"]), "indice 0, la colonna «id_collegato» è vuota"),
    ],
)
def test_bad_links_are_said(links: pd.DataFrame, said: str) -> None:
    with pytest.raises(JourneyError, match=said):
        identities(links)
    with pytest.raises(JourneyError, match="Servono i collegamenti"):
        stitch_identities(pd.DataFrame({"utente": ["a"]}))
    with pytest.raises(JourneyError, match="shared vale"):
        identities(LINKS, "forse")


def test_stitched_events_go_on_to_paths() -> None:
    rows = log([(1, 0, "a"), (2, 5, "b"), (2, 6, "$"), (3, 7, "a")])
    joined = read_events(stitch_identities(rows, pd.DataFrame({"utente": ["U1"], "id_collegato": ["U2"]})))
    assert build_paths(joined).to_frame()["percorso"].tolist() == ["a > b", "a"]
    assert np.asarray(build_paths(joined).person).tolist() == [0, 1]
