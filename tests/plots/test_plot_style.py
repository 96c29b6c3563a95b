"""Colours that can be seen, charts that never speak by colour alone, Italian numbers and dates on the axes."""

from collections.abc import Iterator

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.ticker import FixedLocator

from kit.plots import HATCHES, LINES, MARKERS, PALETTE, SERIES, italian_axis, picture, style
from kit.plots.style import ItalianFormatter

WHITE = (1.0, 1.0, 1.0)


@pytest.fixture(autouse=True)
def clean_plots() -> Iterator[None]:
    with mpl.rc_context():
        mpl.use("agg")
        style()
        yield
    plt.close("all")


def luminance(colour: tuple[float, float, float]) -> float:
    """Relative luminance, WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: tuple[float, float, float]) -> float:
    high, low = sorted([luminance(to_rgb(one)), luminance(other)], reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_formula_knows_black_on_white() -> None:
    assert contrast("black", WHITE) == pytest.approx(21)


@pytest.mark.parametrize("colour", PALETTE)
def test_every_colour_stands_out_on_white(colour: str) -> None:
    assert contrast(colour, WHITE) >= 3


@pytest.mark.parametrize("setting", ["text.color", "axes.labelcolor", "xtick.color", "ytick.color"])
def test_text_is_readable(setting: str) -> None:
    assert contrast(mpl.rcParams[setting], WHITE) >= 4.5
    assert mpl.rcParams["font.size"] >= 11


def test_every_series_has_a_colour_a_marker_a_line_and_a_hatch_of_its_own() -> None:
    assert set(SERIES) == set(PALETTE)
    for signs in (SERIES, MARKERS, LINES, HATCHES):
        assert len(set(signs)) == len(PALETTE) == 5


def ticks(axis: mpl.axis.Axis) -> list[str]:
    axis.figure.canvas.draw()
    return [label.get_text() for label in axis.get_ticklabels()]


def axis_with(values: list[float], **kinds: str) -> list[str]:
    _, ax = plt.subplots()
    italian_axis(ax, **kinds)
    ax.xaxis.set_major_locator(FixedLocator(values))
    ax.set_xlim(min(values), max(values))
    return ticks(ax.xaxis)


@pytest.mark.parametrize(
    ("kind", "values", "labels"),
    [
        ("number", [0, 0.5, 1], ["0,0", "0,5", "1,0"]),
        ("number", [-1500, 0, 1500], ["−1.500", "0", "1.500"]),
        ("percent", [0, 0.1, 0.2], ["0\u00a0%", "10\u00a0%", "20\u00a0%"]),
        ("percent", [0, 0.005, 0.01], ["0,0\u00a0%", "0,5\u00a0%", "1,0\u00a0%"]),
        ("euro", [0, 10_000], ["0\u00a0€", "10.000\u00a0€"]),
        ("year", [2012, 2023], ["2012", "2023"]),
    ],
)
def test_axis_numbers_are_italian(kind: str, values: list[float], labels: list[str]) -> None:
    assert axis_with(values, x=kind) == labels


def test_decimals_can_be_asked_for() -> None:
    _, ax = plt.subplots()
    italian_axis(ax, y="percent", decimals=2)
    assert ax.yaxis.get_major_formatter()(0.1234) == "12,34\u00a0%"


@given(st.floats(-1e6, 1e6), st.integers(2, 9), st.sampled_from([0.001, 0.01, 0.05, 0.25, 1, 2.5, 10, 5000]))
def test_labels_of_an_even_axis_are_all_different(start: float, many: int, step: float) -> None:
    start = round(start / step) * step
    _, ax = plt.subplots()
    values = [start + i * step for i in range(many)]
    ax.xaxis.set_major_locator(FixedLocator(values))
    ax.xaxis.set_major_formatter(ItalianFormatter())
    ax.set_xlim(values[0], values[-1])
    labels = ax.xaxis.get_major_formatter().format_ticks(values)
    plt.close("all")
    assert len(set(labels)) == many
    read = [float(label.replace(".", "").replace(",", ".").replace("−", "-")) for label in labels]
    assert read == pytest.approx(values, abs=step * 1e-3)


def test_unknown_measure_names_the_valid_ones() -> None:
    _, ax = plt.subplots()
    with pytest.raises(ValueError, match="percent, euro, year"):
        italian_axis(ax, y="dollari")


def test_plain_numbers_become_italian_when_shown_and_the_authors_choice_stays() -> None:
    _, ax = plt.subplots()
    ax.plot([0, 1], [0, 2000])
    ax.xaxis.set_major_formatter("{x:.3f}")
    picture(ax, alt="Linea delle vendite che cresce da zero a duemila")
    assert "2.000" in ticks(ax.yaxis)
    assert "0.000" in ticks(ax.xaxis)


@pytest.mark.parametrize("with_pandas", [True, False])
def test_months_are_italian(with_pandas: bool) -> None:
    series = pd.Series(range(24), index=pd.date_range("2024-01-01", periods=24, freq="MS"))
    if with_pandas:
        ax = series.plot()
    else:
        _, ax = plt.subplots()
        ax.plot(series.index, series)
    picture(ax, alt="Linea delle vendite mensili, in crescita per due anni")
    ax.figure.canvas.draw()
    text = " ".join(label.get_text() for which in ("major", "minor") for label in ax.xaxis.get_ticklabels(which=which))
    assert any(month in text for month in ("gen", "mag", "lug", "set", "ott"))
    assert not any(month in text for month in ("Jan", "May", "Jul", "Sep", "Oct"))


def two_lines() -> pd.DataFrame:
    return pd.DataFrame({"x": np.tile(np.arange(60), 2), "y": np.arange(120), "luogo": np.repeat(["a", "b"], 60)})


def test_lines_and_their_legend_differ_by_more_than_colour() -> None:
    ax = sns.lineplot(two_lines(), x="x", y="y", hue="luogo")
    picture(ax, alt="Linee delle vendite nei due luoghi, tutte in crescita")
    lines = [line for line in ax.get_lines() if len(line.get_xdata())]
    assert len({line.get_marker() for line in lines}) == len({line.get_linestyle() for line in lines}) == 2
    keys = ax.get_legend().legend_handles
    assert [key.get_marker() for key in keys] == [line.get_marker() for line in lines]
    assert lines[0].get_markevery() == 4


def test_lines_that_already_differ_are_left_alone() -> None:
    ax = sns.lineplot(two_lines(), x="x", y="y", hue="luogo", style="luogo")
    before = [line.get_linestyle() for line in ax.get_lines()]
    picture(ax, alt="Linee delle vendite nei due luoghi, tutte in crescita")
    assert [line.get_linestyle() for line in ax.get_lines()] == before


def test_bars_and_their_legend_differ_by_more_than_colour() -> None:
    table = pd.DataFrame({"x": ["a", "a", "b", "b"], "y": [1, 2, 3, 4], "gruppo": ["uno", "due"] * 2})
    ax = sns.barplot(table, x="x", y="y", hue="gruppo")
    picture(ax, alt="Barre delle vendite per luogo, due gruppi ciascuna")
    hatches = [{bar.get_hatch() for bar in group} for group in ax.containers[:2]]
    assert hatches[0] != hatches[1] and all(len(one) == 1 for one in hatches)
    assert [{key.get_hatch()} for key in ax.get_legend().legend_handles] == hatches


def test_bars_of_one_colour_have_no_hatch() -> None:
    _, ax = plt.subplots()
    ax.bar(["a", "b"], [1, 2])
    picture(ax, alt="Barre delle vendite in due luoghi diversi")
    assert not any(bar.get_hatch() for bar in ax.patches)
