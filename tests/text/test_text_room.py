"""Tokens, Gulpease, markers and exact reasons, with nltk's data path empty."""

import math
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.text import ContentClassifier, agreement, explain, gulpease, markers, readable, tokens
from kit.text.batch import batch
from kit.text.door import as_series
from kit.text.marker_guide import GUIDE

TRADES = Path(__file__).with_name("other_trades.txt")
ROWS = [line.split(" | ", 2) for line in TRADES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
TEXTS, KINDS = [row[2] for row in ROWS], [row[0] for row in ROWS]


@pytest.fixture(autouse=True)
def no_nltk_data(monkeypatch: pytest.MonkeyPatch) -> None:
    import nltk

    monkeypatch.setattr(nltk.data, "path", [])


@given(st.text(max_size=200))
def test_many_texts_at_once_give_the_tokens_of_each(text: str) -> None:
    read = batch(as_series([text, "c'è"]))
    assert [read.kinds[one] for one in read.codes[: read.ends[0]] if read.kinds[one] != "\n"] == tokens(text)


@given(st.text(max_size=600))
def test_gulpease_stays_in_its_limits_or_is_undefined(text: str) -> None:
    value = gulpease(text)
    assert math.isnan(value) or 0 <= value <= 100


@pytest.mark.parametrize("marker", GUIDE, ids=lambda one: one.name)
def test_every_example_for_and_against_holds(marker) -> None:
    assert (markers(list(marker.yes))[marker.name] > 0).all()
    assert (markers(list(marker.no))[marker.name] == 0).all()


@pytest.fixture(scope="module", params=["markers", "words", "both"])
def model(request: pytest.FixtureRequest) -> ContentClassifier:
    return ContentClassifier(request.param).fit(TEXTS, KINDS)


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=200) | st.sampled_from(TEXTS))
def test_reasons_and_start_make_the_decision(model: ContentClassifier, text: str) -> None:
    _, parts, start = model.contributions(text)
    assert abs(float(parts.sum() + start[0]) - float(model.decision_function([text])[0])) < 1e-9


def test_the_table_of_reasons_adds_up(model: ContentClassifier) -> None:
    for text, label in product(TEXTS[:5], ("inbound", "outbound")):
        found = explain(model, text, label)
        assert abs(found.start + found.table["contributo"].sum() - found.score) < 1e-9


@pytest.mark.parametrize("text", ["", "🔥🔥", "This is a beautiful day and we are going to run."])
def test_what_cannot_be_read_is_said_and_not_guessed(model: ContentClassifier, text: str) -> None:
    assert readable([text])["problema"].iloc[0]
    assert model.decide([text])["decisione"].iloc[0] == "non so"


def test_agreement_is_that_of_nltk() -> None:
    import pandas as pd
    from nltk.metrics.agreement import AnnotationTask

    table = pd.DataFrame({"a": list("xxyyxyxy"), "b": list("xxyyyyxx"), "c": list("xyyyxyxy")})
    task = AnnotationTask([(who, row, value) for who in table for row, value in enumerate(table[who])])
    found = agreement(table)
    assert found.kappa == pytest.approx(task.kappa())
    assert found.alpha == pytest.approx(task.alpha())
