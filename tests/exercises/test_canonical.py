"""The canonical form: eight natural shapes of one answer are one answer; types that differ stay different."""

import datetime as dt
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from kit.exercises.canonical import Other, Scalar, Table, canonical, collapse


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (3, "number", 3.0),
        (np.int64(3), "number", 3.0),
        (np.float32(0.5), "number", 0.5),
        (np.array(0.5), "number", 0.5),
        (Decimal("0.25"), "number", 0.25),
        (Fraction(1, 4), "number", 0.25),
        (10**400, "number", math.inf),
        (-(10**400), "number", -math.inf),
        (True, "boolean", True),
        (np.bool_(False), "boolean", False),
        ("perché ", "text", "perché"),
        ("perche\u0301", "text", "perché"),
        (pd.NA, "missing", None),
        (pd.NaT, "missing", None),
        (np.datetime64("NaT"), "missing", None),
        (dt.date(2025, 3, 1), "date", "2025-03-01"),
        (pd.Period("2025-03", "M"), "date", "2025-03"),
        (pd.Timestamp("1970-01-01 00:00:01"), "naive instant", 1_000_000),
        (pd.Timestamp("1970-01-01 01:00:01+01:00"), "instant", 1_000_000),
        (dt.timedelta(seconds=2), "duration", 2e6),
    ],
)
def test_scalars(value: object, kind: str, expected: object) -> None:
    form = canonical(value)
    assert isinstance(form, Scalar)
    assert (form.kind, form.value) == (kind, expected)


def test_true_is_never_one() -> None:
    assert canonical(True) != canonical(1)


def test_what_is_not_data_is_other() -> None:
    assert isinstance(canonical(len), Other)
    assert isinstance(canonical([1, len]), Other)
    assert isinstance(canonical({"a": ...}), Other)


@pytest.mark.parametrize(
    ("series", "kind"),
    [
        (pd.Series(["a", "b"], dtype="category"), "text"),
        (pd.Series([1, 2], dtype="category"), "number"),
        (pd.Series([1, None], dtype="Int64"), "number"),
        (pd.Series([1, "a"], dtype=object), "mixed"),
        (pd.Series([True, None], dtype="boolean"), "boolean"),
        (pd.Series(["a", None], dtype="str"), "text"),
        (pd.Series([None, None], dtype=object), "missing"),
        (pd.Series(pd.to_datetime(["2025-01-01", None])), "naive instant"),
        (pd.Series(pd.to_datetime(["2025-01-01"], utc=True)), "instant"),
        (pd.Series([dt.date(2025, 1, 1)]), "date"),
        (pd.Series([Decimal("1.5")]), "number"),
        (pd.Series(pd.to_timedelta([1, 2], unit="s")), "duration"),
    ],
)
def test_columns_take_their_inner_type(series: pd.Series, kind: str) -> None:
    form = canonical(series)
    assert isinstance(form, Table)
    assert form.columns[-1].kind == kind


def test_row_numbers_are_not_a_key_and_a_named_index_is() -> None:
    frame = pd.DataFrame({"canale": ["a", "b", "c"], "x": [1, 2, 3]})
    filtered = canonical(frame[frame["x"] > 1])
    assert isinstance(filtered, Table) and filtered.n_keys == 0
    indexed = canonical(frame.set_index("canale"))
    assert isinstance(indexed, Table) and indexed.n_keys == 1
    assert [column.name for column in indexed.columns] == ["canale", "x"]


def test_one_level_multiindex_columns_are_flattened() -> None:
    frame = pd.DataFrame({"canale": ["a", "b"], "x": [1, 2]}).groupby("canale").agg({"x": ["mean"]})
    form = canonical(frame)
    assert isinstance(form, Table)
    assert form.columns[-1].name == "x"


def test_a_table_of_one_value_becomes_that_value_with_a_note() -> None:
    form, note = collapse(canonical(pd.Series([0.5])))
    assert form == Scalar("number", 0.5)
    assert "un solo valore" in note
