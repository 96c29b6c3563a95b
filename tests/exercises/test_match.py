"""match: tolerance exactly as declared, float noise always accepted, natural shapes recognised, mistakes named."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.exercises.match import match
from kit.exercises.sealing import SealError, Spec, blind, seal_exercise


def entry(
    right: Any, wrong: list[tuple[str, str, Any]] | None = None, alternatives: list[Any] | None = None, **spec: Any
) -> dict[str, Any]:
    extra = {name: spec.pop(name) for name in ("probes", "validation") if name in spec}
    return seal_exercise(
        "1.1",
        spec=Spec(**spec),
        right=right,
        alternatives=alternatives or [],
        wrong=wrong or [],
        hints=["uno"],
        title="prova",
        layer="base",
        graded=False,
        **extra,
    )


numbers = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)


@given(right=numbers, tol=st.floats(1e-4, 1e3), share=st.floats(-0.99, 0.99))
def test_tolerance_accepts_within(right: float, tol: float, share: float) -> None:
    assert match(entry(right, tol=tol), right + share * tol).outcome == "right"


@given(right=numbers, tol=st.floats(1e-4, 1e3), excess=st.floats(1.01, 50), sign=st.sampled_from([-1, 1]))
def test_tolerance_refuses_beyond(right: float, tol: float, excess: float, sign: int) -> None:
    assert match(entry(right, tol=tol), right + sign * excess * tol).outcome != "right"


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    cells=st.sampled_from([1, 2, 20, 1000, 20_000]),
    scale=st.sampled_from([1e-6, 1.0, 1e6]),
    decimals=st.sampled_from([None, 2]),
)
def test_float_noise_is_always_accepted(seed: int, cells: int, scale: float, decimals: int | None) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(scale=scale, size=cells)
    if decimals is not None and scale >= 1:
        values = values.round(decimals)
    else:
        decimals = None
    noisy = values * (1 + rng.normal(scale=1e-15, size=cells))
    verdict = match(entry(pd.Series(values), decimals=decimals), pd.Series(noisy))
    assert verdict.outcome == "right"


SALES = pd.DataFrame({"canale": ["foto", "video", "foto", "blog"], "acquisti": [1.0, 2.0, 4.0, 3.5]})
SHAPES: list[Callable[[pd.DataFrame], Any]] = [
    lambda t: t.groupby("canale")["acquisti"].mean(),
    lambda t: t.groupby("canale")["acquisti"].mean().reset_index(),
    lambda t: t.groupby("canale", as_index=False)["acquisti"].mean(),
    lambda t: t.groupby("canale")[["acquisti"]].mean(),
    lambda t: t.groupby("canale")["acquisti"].mean().to_dict(),
    lambda t: t.pivot_table(index="canale", values="acquisti", aggfunc="mean"),
    lambda t: t.groupby("canale").agg({"acquisti": ["mean"]}),
    lambda t: t.groupby("canale")["acquisti"].agg(media="mean"),
    lambda t: t.groupby("canale")["acquisti"].mean().sort_values(),
    lambda t: t.astype({"canale": "category"}).groupby("canale", observed=True)["acquisti"].mean(),
]


@pytest.mark.parametrize("sealed", range(len(SHAPES)))
@pytest.mark.parametrize("given_", range(len(SHAPES)))
def test_natural_shapes_of_one_groupby_are_one_answer(sealed: int, given_: int) -> None:
    made = entry(SHAPES[sealed](SALES), [("sum", "Hai sommato.", SALES.groupby("canale")["acquisti"].sum())])
    assert match(made, SHAPES[given_](SALES)).outcome == "right"
    assert match(made, SHAPES[given_](SALES.assign(acquisti=SALES["acquisti"] + 1))).outcome == "review"


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_variants_of_a_small_exercise_never_collide(seed: int) -> None:
    """Right and two mistakes on 300 random tables: each gets its own verdict, or the build refuses."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(
        {"c": rng.choice(list("abc"), 40), "persone": rng.integers(50, 400, 40), "clic": rng.integers(0, 50, 40)}
    )
    total = table.groupby("c")[["persone", "clic"]].sum()
    right = total["clic"] / total["persone"]
    mean_of_rates = (table["clic"] / table["persone"]).groupby(table["c"]).mean()
    over_clicks = total["persone"] / total["clic"]
    made = entry(
        right, [("media", "media dei tassi", mean_of_rates), ("capovolto", "capovolto", over_clicks)], decimals=4
    )
    assert match(made, right).outcome == "right"
    assert match(made, mean_of_rates).mistake == "media"
    assert match(made, over_clicks).mistake == "capovolto"


@pytest.mark.parametrize(
    ("answer", "piece"),
    [
        (12.345, "100 volte più grande"),
        (-0.12345, "segno contrario"),
        (1 - 0.12345, "parte che resta"),
        ("0.123", "virgolette"),
        (True, "vero/falso"),
        (0.2, "non è ancora quello cercato"),
        (float("nan"), "non è ancora"),
        ({"a": 1, "b": 2}, "un dizionario"),
        (len, "la funzione `len`"),
        (SALES.groupby("canale")["acquisti"], "raggruppamento"),
        (SALES.iloc[:0], "vuota"),
    ],
)
def test_what_differs_is_said(answer: Any, piece: str) -> None:
    verdict = match(entry(0.12345, decimals=4), answer)
    assert verdict.outcome in ("review", "recognised")
    assert piece in verdict.message


@pytest.mark.parametrize("answer", [..., None])
def test_nothing_yet_is_not_done(answer: Any) -> None:
    assert match(entry(1.0), answer).outcome == "not_done"


@pytest.mark.parametrize(
    "answer", [0.12345, np.float64(0.12345), np.array(0.12345), pd.Series([0.12345]), pd.DataFrame({"x": [0.12345]})]
)
def test_one_number_in_many_dresses(answer: Any) -> None:
    assert match(entry(0.12345, decimals=4), answer).outcome == "right"


def test_integers_are_exact() -> None:
    assert match(entry(1_234_567), 1_234_567.0).outcome == "right"
    assert match(entry(1_234_567), 1_234_568).outcome == "review"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_special_numbers_in_a_table_have_buckets_of_their_own(value: float) -> None:
    made = entry(pd.Series([1.0, value, 3.0]))
    assert match(made, pd.Series([1.0, value, 3.0])).outcome == "right"
    assert match(made, pd.Series([1.0, 0.0, 3.0])).outcome == "review"
    assert match(made, pd.Series([1.0, -value if math.isinf(value) else math.inf, 3.0])).outcome == "review"


@pytest.mark.parametrize(
    ("change", "piece"),
    [
        (lambda t: t.head(2), "2 righe"),
        (lambda t: t.assign(altro=1), "colonne in più"),
        (lambda t: t.rename(columns={"clic": "click"}), "`click`"),
        (lambda t: t.assign(clic=t["clic"] + 1), "`clic`"),
        (lambda t: t.assign(clic=t["clic"].astype(str)), "testi"),
        (lambda t: t.assign(canale=["x", "video", "blog"]), "`canale`"),
        (lambda t: t.drop(columns="clic"), "colonne"),
    ],
)
def test_the_part_of_a_table_that_differs_is_named(change: Callable[[pd.DataFrame], pd.DataFrame], piece: str) -> None:
    table = pd.DataFrame({"canale": ["foto", "video", "blog"], "clic": [5, 6, 7], "tasso": [0.1, 0.25, 0.3]})
    made = entry(table)
    assert match(made, table[["tasso", "canale", "clic"]].iloc[::-1]).outcome == "right"
    verdict = match(made, change(table))
    assert verdict.outcome == "review"
    assert piece in verdict.message


def test_asked_order_of_rows_counts() -> None:
    table = pd.DataFrame({"canale": ["foto", "video"], "clic": [5, 6]})
    made = entry(table, order="given")
    assert match(made, table).outcome == "right"
    assert "altro ordine" in match(made, table.iloc[::-1]).message


def test_sets_lists_and_text() -> None:
    assert match(entry({"b", "a"}), {"a", "b"}).outcome == "right"
    assert match(entry(["a", "b"]), ("a", "b")).outcome == "right"
    assert match(entry(["a", "b"]), ["b", "a"]).outcome == "review"
    assert (
        match(entry("social_foto", kind="choice", options=("social_foto", "blog")), " Social_Foto ").outcome == "right"
    )


def test_naive_and_aware_instants_differ_and_it_is_said() -> None:
    made = entry(pd.Timestamp("2025-01-01 10:00", tz="Europe/Rome"))
    assert match(made, pd.Timestamp("2025-01-01 09:00", tz="UTC")).outcome == "right"
    assert "fuso" in match(made, pd.Timestamp("2025-01-01 10:00")).message


def test_the_build_refuses_what_cannot_be_told_apart() -> None:
    with pytest.raises(SealError, match="stesso valore"):
        entry(0.5, [("vicino", "…", 0.503)], tol=0.001)
    with pytest.raises(SealError, match="unisci"):
        entry(0.5, [("a", "uno", 0.7), ("b", "due", 0.702)], tol=0.001)
    entry(0.5, [("a", "uno", 0.7), ("b", "uno", 0.702)], tol=0.001)
    with pytest.raises(SealError, match="rumore"):
        entry(1e9, tol=1e-9)
    with pytest.raises(SealError, match="chiave"):
        entry(pd.Series([0.1, 0.2]), order="any")
    with pytest.raises(SealError, match="celle"):
        entry(pd.Series(np.arange(20_001.0)))
    with pytest.raises(SealError, match="vuota"):
        entry(pd.DataFrame({"a": []}))


def rate(part: float, whole: float) -> float:
    return part / whole


def test_functions_are_tried_and_the_failing_case_is_shown() -> None:
    made = entry(
        rate,
        [("capovolta", "Hai capovolto il rapporto.", lambda a, b: b / a)],
        kind="function",
        probes=[(3, 100), (1, 4)],
        decimals=3,
    )

    def stub(part: float, whole: float) -> float: ...  # type: ignore[empty-body]

    def crash(part: float, whole: float) -> float:
        return part / (whole - whole)

    def spoil(part: list[int], whole: float) -> float:
        return 0.0

    assert match(made, rate).outcome == "right"
    assert match(made, stub).outcome == "not_done"
    assert match(made, crash).outcome == "stopped"
    assert "`spoil(3, 100)` restituisce `0.0`" in match(made, spoil).message
    assert match(made, lambda a, b: b / a).mistake == "capovolta"
    assert "senza parentesi" in match(made, 0.03).message


def test_an_endless_function_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.exercises.predicates.SECONDS", 0.2)

    def endless(part: float, whole: float) -> float:
        while True:
            pass

    assert match(entry(rate, kind="function", probes=[(3, 100)]), endless).outcome == "stopped"


def test_probes_are_copies() -> None:
    def tidy(rows: list[int]) -> int:
        rows.clear()
        return 3

    made = entry(len, kind="function", probes=[([1, 2, 3],)])
    assert match(made, tidy).outcome == "right"
    assert match(made, tidy).outcome == "right"


def test_figures_are_read_back() -> None:
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt
    import seaborn as sns

    means = SALES.groupby("canale")["acquisti"].mean()
    sums = SALES.groupby("canale")["acquisti"].sum()

    def drawn(draw: Callable[[Any], Any]) -> Any:
        axis = plt.subplots()[1]
        return draw(axis)

    made = entry(
        drawn(lambda ax: means.plot.bar(ax=ax)),
        [("somma", "Hai sommato.", drawn(lambda ax: sums.plot.bar(ax=ax)))],
        kind="figure",
    )
    for draw in (
        lambda ax: means.plot.barh(ax=ax),
        lambda ax: sns.barplot(data=SALES, x="canale", y="acquisti", ax=ax),
        lambda ax: ax.bar(means.index, means.values),
        lambda ax: means.plot.bar(ax=ax).figure,
    ):
        assert match(made, drawn(draw)).outcome == "right"
    assert match(made, drawn(lambda ax: sums.plot.bar(ax=ax))).mistake == "somma"
    assert "vuoto" in match(made, drawn(lambda ax: ax)).message
    assert "grafico" in match(made, means).message
    plt.close("all")


def test_models_are_judged_on_rows_they_have_not_seen() -> None:
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(0)
    data = pd.DataFrame({"visite": rng.normal(size=600), "rumore": rng.normal(size=600)})
    data["acquisto"] = (data["visite"] + rng.normal(size=600) > 0).astype(int)
    data["importo"] = data["acquisto"] * 10.0
    train, check_rows = data[:400], data[400:]

    def fitted(columns: list[str]) -> Any:
        return LogisticRegression().fit(train[columns], train["acquisto"])

    validation = {
        "data": check_rows,
        "target": "acquisto",
        "score": "roc_auc",
        "columns": ["visite", "rumore"],
        "threshold": 0.75,
    }
    made = entry(
        fitted(["visite"]),
        [("rumore", "Hai usato solo il rumore.", fitted(["rumore"]))],
        kind="model",
        validation=validation,
    )
    assert match(made, fitted(["visite", "rumore"])).outcome == "right"
    assert match(made, fitted(["rumore"])).mistake == "rumore"
    assert "`importo`" in match(made, fitted(["visite", "importo"])).message
    assert "addestrato" in match(made, LogisticRegression()).message
    assert "parentesi" in match(made, LogisticRegression).message


def test_a_blind_entry_holds_no_right_value() -> None:
    made = blind(entry(0.12345, [("x", "y", 0.5)], decimals=4))
    assert "digest" not in str(made)
    assert match(made, 0.9).outcome == match(made, 0.12345).outcome == "received"
    assert match(made, "ciao").outcome == "review"
