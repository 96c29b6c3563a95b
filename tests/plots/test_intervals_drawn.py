"""Bars with intervals: what is drawn is what the table says, and what the sentence says."""

from collections.abc import Iterator

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from kit.plots import interval_bars, interval_summary, picture, style


@pytest.fixture(autouse=True)
def clean_plots() -> Iterator[None]:
    with mpl.rc_context():
        mpl.use("agg")
        style()
        yield
    plt.close("all")


def table() -> pd.DataFrame:
    return pd.DataFrame(
        {"quota": [0.041, 0.023], "limite_inf": [0.032, 0.019], "limite_sup": [0.05, 0.028]},
        index=["newsletter", "social_foto"],
    )


def test_bars_whiskers_and_labels_carry_the_numbers() -> None:
    ax = interval_bars(table(), reference=0.03)
    assert [bar.get_width() for bar in ax.patches] == [0.041, 0.023]
    whiskers = [part.get_segments() for part in ax.collections]
    assert [np.round(np.array(one)[:, :, 0], 6).tolist() for one in whiskers] == [[[0.032, 0.05], [0.019, 0.028]]] * 2
    assert [text.get_text() for text in ax.texts] == ["4,1\u00a0%", "2,3\u00a0%"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["newsletter", "social_foto"]
    assert 0.03 in [line.get_xdata()[0] for line in ax.get_lines()]


def test_groups_have_a_hatch_each_and_a_legend() -> None:
    both = pd.concat([table().assign(modello="primo tocco"), table().assign(modello="Markov")])
    ax = interval_bars(both.rename(columns={"quota": "merito"}), group="modello")
    assert len({bar.get_hatch() for bar in ax.patches}) == 2
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["primo tocco", "Markov"]
    assert len(ax.get_yticks()) == 2


def test_names_may_stand_in_the_first_text_column() -> None:
    ax = interval_bars(table().rename_axis("canale").reset_index())
    assert [label.get_text() for label in ax.get_yticklabels()] == ["newsletter", "social_foto"]


def test_negative_values_leave_room_on_the_left() -> None:
    ax = interval_bars(
        pd.DataFrame({"stima": [-220.0], "limite_inf": [-400.0], "limite_sup": [-10.0]}, index=["a tutti"]),
        kind="euro",
        decimals=0,
    )
    assert ax.get_xlim()[0] < -400 and ax.get_xlim()[1] > 0
    assert [text.get_text() for text in ax.texts] == ["−220\u00a0€"]


def test_nothing_is_cut_off_the_picture() -> None:
    ax = interval_bars(table())
    picture(ax, alt="Barre della quota per canale: " + interval_summary(table()))
    edge = ax.figure.bbox.x1
    assert all(text.get_window_extent().x1 <= edge for text in ax.texts)


def test_summary_is_the_same_numbers() -> None:
    said = interval_summary(table()).replace("\u00a0", " ")
    assert said == "newsletter: 4,1 % (da 3,2 % a 5,0 %); social_foto: 2,3 % (da 1,9 % a 2,8 %)."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.drop(columns="limite_inf"), "manca limite_inf"),
        (lambda t: t.iloc[:0], "vuota"),
        (lambda t: t.assign(limite_sup=0.0), "limite_inf ≤ quota ≤ limite_sup"),
        (lambda t: t.assign(quota=np.nan), "senza valori mancanti"),
    ],
)
def test_faulty_tables_are_refused_in_italian(change: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        interval_bars(change(table()))  # type: ignore[operator]


def test_unknown_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="Misura sconosciuta"):
        interval_summary(table(), kind="dollari")
