"""Every line of bad input gets an Italian sentence; good input comes out coded, ordered, with its instants right."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.journeys import JourneyError, JourneyWarning, attribute, build_paths, paths_from_strings, read_events
from kit.journeys import coding as coding_module
from kit.journeys.coding import code, in_order


def log(**changes: Any) -> pd.DataFrame:
    table = {
        "utente": ["U1", "U1", "U2", "U2"],
        "data_ora": ["2025-03-01 10:00", "2025-03-02 11:30:15", "2025-03-01 09:00", "2025-04-05 20:00"],
        "canale": ["ricerca", "negozio", "social_foto", "ricerca"],
        "evento": ["contatto", "conversione", "contatto", "contatto"],
        "valore": [0, 59.9, 0, 0],
    }
    return pd.DataFrame(table | changes)


def test_a_good_log_is_coded_and_ordered() -> None:
    events = read_events(log().iloc[[2, 0, 1, 3]])
    assert events["utente"].tolist() == ["U1", "U1", "U2", "U2"]
    assert events["canale"].cat.categories.tolist() == ["negozio", "ricerca", "social_foto"]
    assert str(events["data_ora"].dt.tz) == "Europe/Rome"
    assert events["data_ora"].iloc[0].isoformat() == "2025-03-01T10:00:00+01:00"
    assert events["data_ora"].iloc[3].isoformat() == "2025-04-05T20:00:00+02:00"  # after the clock changed
    assert events["valore"].tolist() == [0, 59.9, 0, 0]
    assert events.index.tolist() == [0, 1, 2, 3]


def test_reading_twice_changes_nothing() -> None:
    once = read_events(log())
    pd.testing.assert_frame_equal(read_events(once), once)


def test_other_column_names_and_no_events() -> None:
    table = log().rename(columns={"utente": "chi", "data_ora": "quando"}).drop(columns="evento")
    events = read_events(table, columns={"utente": "chi", "data_ora": "quando"})
    assert events["evento"].unique().tolist() == ["contatto"]


BAD = [
    (log().drop(columns="canale"), {}, r"manca la colonna «canale».*utente, data_ora"),
    (log(), {"columns": {"utente": "client"}}, r"«client», indicata per «utente»"),
    (log(utente=["U1", None, "U2", "U2"]), {}, r"«utente», alla riga con indice 1, è vuota"),
    (log(canale=["ricerca", "negozio", "  ", "x"]), {}, r"«canale», alla riga con indice 2, è vuota"),
    (log(canale=["ricerca", "negozio", None, "x"]), {}, r"«canale», alla riga con indice 2"),
    (log(data_ora=["2025-03-01", None, "2025-03-01", "2025-03-01"]), {}, r"indice 1, l'istante manca \(1 riga"),
    (log(data_ora=["2025-03-01", "boh", "2025-03-01", "2025-03-01"]), {}, r"indice 1, non riesco a leggere.*«boh»"),
    (log(data_ora=["01/03/2025 10:00"] * 4), {}, r"giorno e mese si scambiano"),
    (log(data_ora=["2025-03-01T10:00:00+01:00", "2025-03-01T10:00:00"] * 2), {}, r"2 istanti dicono.*indice 1"),
    (log(data_ora=[1740000000, 1, 2, 3]), {}, r"contiene numeri: sono secondi"),
    (log(data_ora=["2025-03-30 02:30:00"] * 4), {}, r"non esiste nel fuso Europe/Rome"),
    (log(), {"timezone": "Roma"}, r"Non conosco il fuso «Roma»"),
    (log(valore=[0, -5, 0, 0]), {}, r"«valore», alla riga con indice 1, contiene «-5».*reso"),
    (log(valore=["0", "59,90", "0", "0"]), {}, r"punto decimale"),
    (log(valore=[0, np.inf, 0, 0]), {}, r"contiene «inf».*punto decimale"),
    (log(data_ora=["2025-03-01 10:00"] * 4), {}, r"2 volte la stessa persona.*ties=\"rows\""),
    (log(), {"ties": "first"}, r"ties vale"),
    (log(evento=["contatto", None, "contatto", "contatto"]), {}, r"«evento», alla riga con indice 1"),
    (log(evento=["contatto", "acquisto", "conversione", "x"]), {"conversion": "acquisto"}, r"c'è anche un evento"),
    (log().iloc[:0], {}, r"registro è vuoto"),
    (log().drop(columns="evento").assign(conversione=[1, 1, 0, 0]), {}, r"dice chi ha comprato, non quando"),
    (log().drop(columns="evento").assign(conversione=[1, 2, 0, 0]), {}, r"solo 0 e 1"),
    (pd.concat([log(), log()[["canale"]]], axis=1), {}, r"«canale» c'è due volte"),
    ([1, 2], {}, r"Serve una tabella o il nome di un file"),
    ("niente.csv", {}, r"Non trovo il file «niente.csv»"),
]


@pytest.mark.parametrize(("table", "arguments", "said"), BAD, ids=[str(said)[:40] for _, _, said in BAD])
def test_bad_input_is_said_in_italian(table: Any, arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(JourneyError, match=said):
        read_events(table, **arguments)


def test_scrambled_rows_are_said() -> None:
    with pytest.warns(JourneyWarning, match=r"1 persona su 2 persone \(50,0.%\)"):
        events = read_events(log().iloc[[1, 0, 2, 3]])
    assert events["canale"].tolist() == ["ricerca", "negozio", "social_foto", "ricerca"]


def test_people_in_turn_are_not_scrambled(recwarn: pytest.WarningsRecorder) -> None:
    read_events(log().sort_values("data_ora"))
    assert not recwarn.list


def test_the_hour_that_comes_twice_is_said() -> None:
    with pytest.warns(JourneyWarning, match="1 istante cade nell'ora"):
        events = read_events(
            log(data_ora=["2025-10-26 01:00", "2025-10-26 02:30", "2025-10-25 09:00", "2025-10-27 20:00"])
        )
    assert events["data_ora"].iloc[1].isoformat() == "2025-10-26T02:30:00+02:00"


def test_ties_follow_the_rule() -> None:
    table = log(data_ora=["2025-03-01"] * 4, evento=["conversione", "contatto", "contatto", "contatto"])
    table["canale"] = ["negozio", "ricerca", "x", "x"]  # two equal rows are no tie
    rows = read_events(table, ties="rows")
    last = read_events(table, ties="conversion_last")
    assert rows["evento"].tolist()[:2] == ["conversione", "contatto"]
    assert last["evento"].tolist()[:2] == ["contatto", "conversione"]
    assert last["valore"].tolist() == [59.9, 0, 0, 0]


def test_a_conversion_needs_no_channel_and_an_empty_value_is_said() -> None:
    with pytest.warns(JourneyWarning, match="1 conversione non ha un valore"):
        events = read_events(log(canale=["ricerca", None, "x", "y"], valore=[0, None, 0, 0]))
    assert events["canale"].isna().tolist() == [False, True, False, False]
    assert build_paths(events).conversions.sum() == 1


def test_a_flag_becomes_an_event_after_its_touch() -> None:
    table = log().drop(columns="evento").assign(conversione=[0, 1, 0, 0])
    paths = build_paths(read_events(table)).to_frame()
    assert paths["percorso"].tolist() == ["ricerca > negozio", "social_foto", "ricerca"]
    assert paths["conversioni"].tolist() == [1, 0, 0]
    assert paths["valore"].tolist() == [59.9, 0, 0]


def ga4(name: str, second: int, user: str = "a.1", **more: Any) -> str:
    params = [{"key": k, "value": {"string_value": v, "int_value": None}} for k, v in more.pop("params", {}).items()]
    event = {"event_timestamp": str(1_740_000_000_000_000 + second * 10**6), "user_pseudo_id": user, "event_name": name}
    return json.dumps(event | {"event_params": params} | more)


def test_ga4_lines(tmp_path: Path) -> None:
    file = tmp_path / "eventi.jsonl"
    lines = [
        ga4("page_view", 0, params={"source": "google", "medium": "organic"}, device={"category": "mobile"}),
        ga4("scroll", 60, traffic_source={"source": "(direct)", "medium": "(none)"}),
        ga4("purchase", 120, params={"source": "news", "medium": "email"}, ecommerce={"purchase_revenue": 49.9}),
        "",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    events = read_events(file)
    assert events["canale"].tolist() == ["google / organic", "diretto", "news / email"]
    assert events["evento"].tolist() == ["page_view", "scroll", "conversione"]
    assert events["valore"].tolist() == [0, 0, 49.9]
    assert events["data_ora"].iloc[0] == pd.Timestamp("2025-02-19 22:20", tz="Europe/Rome")
    assert events["dispositivo"].tolist() == ["mobile", "", ""]


def test_ga4_as_one_list(tmp_path: Path) -> None:
    lines, whole = tmp_path / "righe.jsonl", tmp_path / "elenco.json"
    written = [ga4("page_view", 0, params={"source": "google", "medium": "organic"}), ga4("purchase", 60)]
    lines.write_text("\n".join(written), encoding="utf-8")
    whole.write_text("\n [" + ",\n ".join(written) + "]\n", encoding="utf-8")
    pd.testing.assert_frame_equal(read_events(whole), read_events(lines))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "riga 1 del file «x.jsonl» non è JSON"),
        ('{"event_name": "a"}', "manca «event_timestamp»"),
        ("[1]", "All'elemento 1 del file «x.jsonl» manca «event_timestamp»"),
        ('[{"event_timestamp"', "comincia come un elenco JSON .* scaricato a metà"),
        ("[]", "è vuoto"),
        ('{"event_timestamp": "ieri", "user_pseudo_id": "a", "event_name": "b"}', "numero di microsecondi"),
        ("", "è vuoto"),
        (ga4("purchase", 0, event_params={"source": "news"}), "riga 1 .*campi annidati non hanno la forma di GA4"),
        (ga4("purchase", 0, event_params=[1]), "elenco di oggetti"),
        (ga4("purchase", 0, device="mobile"), "«device» sono oggetti"),
        (ga4("purchase", 0, ecommerce={"purchase_revenue": "abc"}), "valore dell'acquisto non è un numero: «abc»"),
        (ga4("purchase", 0, ecommerce={"purchase_revenue": "inf"}), "valore dell'acquisto non è un numero"),
        (ga4("purchase", 0, event_timestamp="1740000000"), "numero di microsecondi: «1740000000».*16 cifre"),  # seconds
        (ga4("purchase", 0, event_timestamp="9" * 25), "numero di microsecondi"),
    ],
)
def test_bad_ga4_lines(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(JourneyError, match=said):
        read_events(file)


def test_a_ga4_file_that_is_not_utf8_is_said(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(ga4("purchase", 0).encode() + b'"\xe8"')
    with pytest.raises(JourneyError, match="non è in UTF-8"):
        read_events(file)


def test_a_csv_file_and_one_with_semicolons(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.csv", tmp_path / "b.csv"
    log().to_csv(good, index=False)
    log().to_csv(bad, index=False, sep=";")
    assert len(read_events(good)) == 4
    with pytest.raises(JourneyError, match="read_italian"):
        read_events(bad)


STRINGS = [
    ({"percorso": ["a > b", "a >  > b"]}, {}, r"indice 1 il percorso «a >  > b» contiene un canale vuoto \(1 riga"),
    ({"percorso": ["a > b", ""]}, {}, r"canale vuoto"),
    ({"percorso": ["a > b", None]}, {}, r"indice 1 manca"),
    ({"conversioni": [1, 0.5]}, {}, r"indice 1, «0.5» ha la virgola"),
    ({"conversioni": [1, -1]}, {}, r"«-1» è negativo"),
    ({"conversioni": [1, None]}, {}, r"non è un numero"),
    ({"nulli": [1, 2.5]}, {}, r"«nulli».*ha la virgola"),
    ({"valore": [5.0, 3.0], "conversioni": [1, 0]}, {"value": "valore"}, r"sta in un percorso senza conversioni"),
    ({"valore": [-5.0, 3.0]}, {"value": "valore"}, r"è negativo.*reso"),
    ({"percorso": ["a > b > c > d", "a > g>ads > b"]}, {}, r"forse fa parte del nome di un canale"),
    ({"percorso": ["a", "b"], "doppia": True}, {}, r"«percorso» c'è due volte"),
    ({}, {"path": "strada"}, r"manca la colonna «strada»"),
    ({}, {"separator": " "}, r"separatore è vuoto"),
    ({}, {"repeats": "no"}, r"repeats vale"),
    ({"conversioni": [0, 0], "nulli": [0, 0]}, {}, r"zero conversioni e zero nulli"),
]


@pytest.mark.parametrize(("changes", "arguments", "said"), STRINGS, ids=[said[:30] for _, _, said in STRINGS])
@pytest.mark.filterwarnings("ignore::kit.journeys.JourneyWarning")
def test_bad_strings_are_said(changes: dict[str, Any], arguments: dict[str, Any], said: str) -> None:
    table = pd.DataFrame({"percorso": ["a > b", "b"], "conversioni": [1, 2], "nulli": [3, 4]} | changes)
    with pytest.raises(JourneyError, match=said):
        paths_from_strings(table.rename(columns={"doppia": "percorso"}), **({"nulls": "nulli"} | arguments))


def test_no_nulls_is_said_and_still_shared_out() -> None:
    with pytest.warns(JourneyWarning, match="i tassi non sono definiti"):
        paths = paths_from_strings(pd.DataFrame({"percorso": ["a > b", "b"], "conversioni": [20, 10]}))
    assert attribute(paths, replicates=0)["merito"].sum() == pytest.approx(30 * 4)


def test_strings_merge_repeats_and_know_people() -> None:
    table = pd.DataFrame({"p": ["a>a>b", "b>b"], "c": [1, 0], "n": [0, 1], "chi": ["x", "x"]})
    paths = paths_from_strings(table, "p", "c", nulls="n", person="chi", repeats="merge")
    assert paths.to_frame()["percorso"].tolist() == ["a > b", "b"]
    assert paths.to_frame()["utente"].tolist() == ["x", "x"]


def test_a_separator_inside_a_name_is_not_written() -> None:
    paths = paths_from_strings(pd.DataFrame({"p": ["a>b|b"], "c": [1], "n": [2]}), "p", "c", nulls="n", separator="|")
    with pytest.raises(JourneyError, match=r"«>» sta dentro il nome del canale «a>b»"):
        paths.to_frame()
    assert paths.to_frame(" | ")["percorso"].tolist() == ["a>b | b"]


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40)), min_size=1, max_size=60),
    unit=st.sampled_from([1, 1_000_000]),
    wide=st.booleans(),
)
def test_time_order_is_a_stable_sort(rows: list[tuple[int, int]], unit: int, wide: bool) -> None:
    person = np.array([p for p, _ in rows]) * (2**40 if wide else 1)
    instant = np.array([t for _, t in rows]) * unit
    wanted = np.lexsort((np.arange(len(rows)), instant, person))
    if wide and (np.sort(instant) == instant).all():
        return  # gathering wants small numbers of people
    found = in_order(person, instant)
    np.testing.assert_array_equal(np.arange(len(rows)) if found.order is None else found.order, wanted)
    np.testing.assert_array_equal(found.person, person[wanted])
    np.testing.assert_array_equal(found.instant, instant[wanted])


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(st.sampled_from(["a", "b", "b ", "è", "zz", "10", "9", None]), min_size=1, max_size=50),
    large=st.booleans(),
    grouped=st.booleans(),
)
def test_codes_give_the_values_back(values: list[str | None], large: bool, grouped: bool) -> None:
    if grouped:
        values = sorted(values, key=str)
    with pytest.MonkeyPatch.context() as patch:
        if large:
            patch.setattr(coding_module, "LARGE", 2)
            patch.setattr(coding_module, "SAMPLE", 10)
        series = pd.Series(["".join(list(v)) if v else v for v in values], dtype=object)
        numbers, names = code(series)
    back = [None if n < 0 else names[n] for n in numbers]
    assert back == values
    assert names.is_unique and list(names) == sorted(names)
