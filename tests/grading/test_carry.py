"""A value that left its process is judged exactly as it would have been inside; anything else is refused, not believed."""

import datetime as dt
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.exercises import check
from kit.exercises.canonical import Other, Scalar, Table, canonical
from kit.exercises.carry import MIME, Foreign, NotCarried, decode, encode
from kit.exercises.match import fits, match
from kit.exercises.seal import SealError, Spec, seal

finite = st.floats(allow_nan=False, allow_infinity=False, width=64, min_value=-1e12, max_value=1e12)
scalars = st.one_of(
    finite,
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
    st.dates(),
    st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2200, 1, 1)),
    st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2200, 1, 1), timezones=st.just(dt.UTC)),
    st.timedeltas(dt.timedelta(-1000), dt.timedelta(1000)),
)
columns = st.lists(st.one_of(finite, st.none()), min_size=3, max_size=3)
tables = st.builds(
    lambda a, b, names: pd.DataFrame({"chiave": ["x", "y", "z"], names[0]: a, names[1]: b}),
    columns,
    st.lists(st.text("ab è", max_size=4), min_size=3, max_size=3),
    st.sampled_from([("uno", "due"), ("è", "à")]),
)
values = st.one_of(
    scalars, tables, st.lists(finite, min_size=1), st.dictionaries(st.text("abc", min_size=1), finite, min_size=1)
)


def trip(form: Any) -> Any:
    return decode(json.loads(json.dumps(encode(form))))


@settings(deadline=None)
@given(values)
def test_a_carried_value_fits_the_seal_of_the_original(value: Any) -> None:
    form = canonical(value)
    try:
        sealed = seal(form, Spec(), "sale")
    except SealError:
        return
    again = trip(form)
    assert fits(sealed, again, "sale")
    assert encode(again) == encode(form)


@settings(deadline=None)
@given(values, values)
def test_a_carried_value_fits_no_seal_that_the_original_does_not(value: Any, other: Any) -> None:
    form, foreign = canonical(value), canonical(other)
    try:
        sealed = seal(foreign, Spec(), "sale")
    except SealError:
        return
    assert fits(sealed, trip(form), "sale") == fits(sealed, form, "sale")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), np.float32(1.5), np.int64(3), True, None])
def test_single_values(value: Any) -> None:
    assert encode(trip(canonical(value))) == encode(canonical(value))


def test_what_is_not_a_value_is_described() -> None:
    form = trip(canonical(print))
    assert (
        isinstance(form, Other) and isinstance(form.value, Foreign) and "la funzione `print`" in form.value.description
    )
    assert trip(canonical([1, ...])).value.unfinished
    assert trip(canonical(...)).value.unfinished
    huge = trip(canonical(np.zeros((400, 300))))
    assert "400 righe" in huge.value.description


def test_match_says_the_same_of_a_carried_value() -> None:
    from kit.exercises.sealing import seal_exercise

    entry = seal_exercise(
        "9.1",
        spec=Spec(decimals=2),
        right=0.5,
        alternatives=[],
        wrong=[("meta", "Hai diviso per due.", 0.25)],
        hints=[],
        title="t",
        layer="base",
        graded=True,
    )
    for value in (0.5, 0.25, 50, "0,5", [1, ...], print, pd.DataFrame({"a": [1, 2]}), None):
        inside, outside = match(entry, value), match(entry, trip(canonical(value)))
        if value is not None:
            assert (inside.outcome, inside.message, inside.mistake) == (
                outside.outcome,
                outside.message,
                outside.mistake,
            )


FORGED: list[Any] = [
    None,
    [],
    3,
    {},
    {"t": "scalar"},
    {"t": "scalar", "k": "number", "v": True},
    {"t": "scalar", "k": "number", "v": "1"},
    {"t": "scalar", "k": "number", "v": 10**400},
    {"t": "scalar", "k": "number", "v": [1]},
    {"t": "scalar", "k": "boolean", "v": 1},
    {"t": "scalar", "k": "text", "v": "x" * 5000},
    {"t": "scalar", "k": "instant", "v": 1 << 70},
    {"t": "scalar", "k": "object", "v": 1},
    {"t": "scalar", "k": ["number"], "v": 1},
    {"t": "other"},
    {"t": "other", "is": 3},
    {"t": "table", "columns": []},
    {"t": "table", "keys": 0, "shape": "x", "columns": [{"k": "number", "v": [1], "null": [7]}]},
    {
        "t": "table",
        "keys": 0,
        "shape": "x",
        "columns": [{"k": "number", "v": [1], "null": []}, {"k": "number", "v": [], "null": []}],
    },
    {"t": "table", "keys": True, "shape": "x", "columns": [{"k": "number", "v": [1], "null": []}]},
    {"t": "table", "keys": 0, "shape": "x" * 100, "columns": [{"k": "number", "v": [1], "null": []}]},
    {"t": "table", "keys": 0, "shape": "x", "columns": [{"k": "number", "v": {"0": 1}, "null": []}]},
    {"t": "table", "keys": 0, "shape": "x", "columns": [{"k": {}, "v": [1], "null": []}]},
    {"t": "table", "keys": 0, "shape": "x", "columns": [{"k": "text", "v": ["a" * 1999] * 3000, "null": []}]},
]


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: str(forged)[:60])
def test_a_forged_value_is_refused(forged: Any) -> None:
    with pytest.raises(NotCarried):
        decode(forged)


keys = st.sampled_from(["t", "k", "v", "columns", "keys", "null", "name", "is"]) | st.text()
plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
junk_json = st.recursive(plain, lambda inner: st.lists(inner) | st.dictionaries(keys, inner))


@settings(deadline=None)
@given(junk_json)
def test_nothing_that_json_can_hold_gets_past_the_door_otherwise(junk: Any) -> None:
    try:
        form = decode(junk)
    except NotCarried:
        return
    assert isinstance(form, Scalar | Table | Other)


def test_check_keeps_the_answer_of_a_handed_out_exercise(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {
        "kind": "number",
        "salt": "s",
        "form": "un numero",
        "right": [{"type": "number"}],
        "wrong": [],
        "hints": [],
        "graded": True,
    }
    for blind in (True, False):
        entry["blind"] = blind
        monkeypatch.setattr("kit.exercises.store.entry", lambda _id: entry)
        monkeypatch.setattr("kit.exercises.state.record", lambda *_: None)
        if not blind:
            entry["right"] = [seal(canonical(1.0), Spec(), "s")]
        bundle = check("9.1", np.float64(0.25))._repr_mimebundle_()
        assert bool(bundle) is blind
        if blind:
            assert decode(bundle[MIME]["value"]) == Scalar("number", 0.25)
