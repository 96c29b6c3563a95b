"""Pictures of journeys: labels apart, differences without colour, words with the numbers, files written."""

import importlib
from itertools import combinations
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from kit.journeys import JourneyError, Paths, attribute, paths_from_strings
from kit.journeys.plots import (
    alluvial,
    credit_points,
    funnel_bars,
    step_matrix,
    survival_curves,
    transition_heatmap,
)
from kit.journeys.plots.curves import _apart
from kit.journeys.plots.ribbons import layout
from kit.journeys.timing import kaplan_meier
from kit.plots import style

pytestmark = pytest.mark.filterwarnings("ignore::kit.journeys.JourneyWarning")
TWELVE = (
    "creator", "diretto", "gruppo", "negozio", "newsletter", "passaparola",
    "recensioni", "retargeting", "ricerca", "ricerca_marca", "social_foto", "social_video",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def course_style() -> None:
    style()


def journeys(channels: tuple[str, ...] = TWELVE, many: int = 900, seed: int = 1) -> Paths:
    rng = np.random.default_rng(seed)
    weight = rng.dirichlet(np.full(len(channels), 0.7))  # some channels are very rare
    texts = [" > ".join(rng.choice(channels, size=rng.geometric(0.35), p=weight)) for _ in range(many)]
    won = (rng.random(many) < 0.12).astype(int)
    won[0] = 1
    return paths_from_strings(pd.DataFrame({"percorso": texts, "conversioni": won, "nulli": 1 - won}), nulls="nulli")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> dict[str, Figure]:
    """The figures as they were when they became pictures."""
    kept: dict[str, Figure] = {}
    measured.clear()
    for name in ("alluvial", "matrices", "points", "curves"):
        module = importlib.import_module(f"kit.journeys.plots.{name}")
        original = module.finished

        def finished(figure: Figure, *rest: Any, original: Any = original) -> Any:
            kept["figure"] = figure
            measured[:] = _measured(figure)  # now: once it is a picture, places are those of another resolution
            return original(figure, *rest)

        monkeypatch.setattr(module, "finished", finished)
    return kept


measured: list[tuple[str, Any]] = []


def _measured(figure: Figure) -> list[tuple[str, Any]]:
    figure.canvas.draw()
    texts = [one for one in figure.findobj(Text) if one.get_visible() and one.get_text().strip()]
    return [
        (one.get_text(), Text.get_window_extent(one).frozen()) for one in texts
    ]  # without the arrows of annotations


def boxes(figure: Figure, keep: set[str] | None = None) -> list[tuple[str, Any]]:
    return [(name, box) for name, box in measured if keep is None or name in keep]


def colliding(found: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(a, b) for (a, left), (b, right) in combinations(found, 2) if left.overlaps(right)]


@pytest.mark.parametrize("align", ["end", "start"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_labels_of_twelve_channels_do_not_collide(drawn: dict[str, Figure], align: str, seed: int) -> None:
    alluvial(journeys(seed=seed), 4, align)
    found = boxes(drawn["figure"])
    names = [name for name, _ in found]
    assert {"conversione", "nessuna"} <= set(names)
    assert sum(name in TWELVE for name in names) >= 40
    assert colliding(found) == []


def test_ribbons_differ_without_colour(drawn: dict[str, Figure]) -> None:
    alluvial(journeys(), 3)
    patches = [one for one in drawn["figure"].findobj(PathPatch) if one.get_linewidth() == 0]
    greys = {round(float(np.dot(one.get_facecolor()[:3], [0.2126, 0.7152, 0.0722])), 2) for one in patches}
    assert len(greys) == 2 and max(greys) - min(greys) > 0.3
    assert any(one.get_hatch() for one in patches)
    legend = drawn["figure"].axes[0].get_legend()
    assert legend is not None and [bool(key.get_hatch()) for key in legend.get_patches()] == [True, False]


@settings(max_examples=60, deadline=None)
@given(
    counts=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from("ab"), st.integers(1, 500)), min_size=1
    )
)
def test_ribbons_fill_their_nodes_exactly(counts: list[tuple[int, int, str, int]]) -> None:
    rows = pd.DataFrame(counts, columns=["s", "t", "group", "count"])
    rows["source"], rows["target"] = "s" + rows["s"].astype(str), "t" + rows["t"].astype(str)
    flows = rows.groupby(["source", "target", "group"])[["count"]].sum().reset_index().assign(column=0)
    ends = pd.concat(
        [
            flows.rename(columns={"source": "name"})[["name", "group", "count"]].assign(column=0),
            flows.rename(columns={"target": "name"})[["name", "group", "count"]].assign(column=1),
        ]
    )
    order = [f"{side}{i}" for side in "st" for i in range(4)]
    nodes, ribbons = layout(flows, ends, order, 0.03)
    for (column, name), node in nodes.items():
        assert -1e-9 <= node.low <= node.high <= 1 + 1e-9
        side = [r.start if column == 0 else r.end for r in ribbons if (r.source if column == 0 else r.target) == name]
        assert sum(high - low for low, high in side) == pytest.approx(node.high - node.low)
        assert max(high for _, high in side) == pytest.approx(node.high)
        assert min(low for low, _ in side) == pytest.approx(node.low, abs=1e-9)
    for one, two in combinations([node for (column, _), node in nodes.items() if column == 0], 2):
        assert abs(one.middle - two.middle) >= 0.03  # a label's height apart
    for ribbon in ribbons:
        assert ribbon.start[1] - ribbon.start[0] == pytest.approx(ribbon.end[1] - ribbon.end[0])


def test_words_carry_the_numbers() -> None:
    table = pd.DataFrame({"p": ["a>b", "b", "a>b>c"], "c": [30, 0, 10], "n": [10, 40, 10]})
    paths = paths_from_strings(table, "p", "c", nulls="n")
    picture = alluvial(paths, 2, highlight="c", mark=None)
    assert "100 percorsi su 3 canali" in picture.alt and "40,0 % finisce" in picture.alt.replace("\u00a0", " ")
    assert "Chi passa da c sono 20 percorsi: 50,0 % converte" in picture.alt.replace("\u00a0", " ")
    assert "b → c: 20" in picture.summary and "a → b: 40" in picture.summary
    assert "Il primo tocco più frequente è a (60 %)" in step_matrix(paths, 3).alt.replace("\u00a0", " ")
    heat = transition_heatmap(paths)
    assert "c" in heat.alt and "50,0 %" in heat.alt.replace("\u00a0", " ")


def test_the_rest_becomes_others(drawn: dict[str, Figure]) -> None:
    alluvial(journeys(), 3, top=4)
    names = {name for name, _ in boxes(drawn["figure"])}
    assert "altri" in names and len(names & set(TWELVE)) == 4


def test_matrices_write_readable_numbers(drawn: dict[str, Figure]) -> None:
    for draw in (step_matrix, transition_heatmap):
        draw(journeys())
        figure = drawn["figure"]
        figure.canvas.draw()
        ax = figure.axes[0]
        image = ax.images[0]
        shades = np.asarray(image.get_array())
        for text in ax.texts:
            column, row = text.get_position()
            back = float(image.cmap(image.norm(shades[int(row), int(column)]))[0])
            assert _contrast(0.0 if text.get_color() == "black" else 1.0, back) >= 4.5
        assert colliding(boxes(figure, {one.get_text() for one in ax.get_yticklabels()})) == []
        slanted = {one.get_text() for one in ax.get_xticklabels()}  # their upright boxes overlap, their letters do not
        assert colliding([one for one in boxes(figure) if one[0] not in slanted]) == []


def _contrast(one: float, two: float) -> float:
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(grey: float) -> float:
    return grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4


def test_steps_add_up(drawn: dict[str, Figure]) -> None:
    paths = journeys()
    step_matrix(paths, 5)
    written = drawn["figure"].axes[0]
    columns: dict[int, float] = {}
    for text in written.texts:
        if text.get_text():
            column = int(text.get_position()[0])
            columns[column] = columns.get(column, 0) + float(text.get_text().split("\u00a0")[0])
    assert all(abs(total - 100) <= 7 for total in columns.values())  # whole percents of fourteen rows


def test_credits_show_models_intervals_and_truth(drawn: dict[str, Figure]) -> None:
    paths = journeys(("a", "b", "c"), 600)
    table = attribute(paths, ["primo tocco", "ultimo tocco", "markov"], replicates=200)
    truth = pd.DataFrame({"canale": ["a", "b", "c"], "quota": [0.7, 0.3, 0.0]})
    picture = credit_points(table, truth)
    ax = drawn["figure"].axes[0]
    legend = ax.get_legend()
    assert legend is not None
    assert [one.get_text() for one in legend.get_texts()] == ["primo tocco", "ultimo tocco", "markov", "effetto vero"]
    markers = [line.get_marker() for line in ax.get_lines() if line.get_marker() not in ("None", "")]
    assert len(set(markers)) == 3
    assert "più alto per a (70,0 %)" in picture.alt.replace("\u00a0", " ")
    assert picture.summary.startswith("Merito sul canale sbagliato: primo tocco ")
    with pytest.raises(JourneyError, match="da 1 a 5 modelli"):
        credit_points(attribute(paths, "tutti", replicates=0, direct="a"))
    with pytest.raises(JourneyError, match="manca la colonna «quota»"):
        credit_points(table.drop(columns="quota"))


def test_credits_without_intervals_are_still_drawn() -> None:
    assert credit_points(attribute(journeys(("a", "b"), 100), replicates=0)).png


def funnel_table() -> pd.DataFrame:
    return pd.DataFrame(
        {"tappa": ["scoperta", "acquisto"], "persone": [400, 100], "quota": [0.8, 0.25],
         "limite_inf": [0.76, 0.21], "limite_sup": [0.84, 0.295]}
    )  # fmt: skip


def test_the_funnel_says_where_most_are_lost(drawn: dict[str, Figure]) -> None:
    picture = funnel_bars(funnel_table())
    assert "scoperta 400 persone; acquisto 100 persone" in picture.alt
    assert "«acquisto»: 25,0 % (da 21,0 % a 29,5 %)" in picture.summary.replace("\u00a0", " ")
    left = boxes(drawn["figure"], {"400", "100", "80\u00a0%", "25\u00a0%"})
    assert len(left) >= 4 and colliding(left) == []
    with pytest.raises(JourneyError, match="manca la colonna «quota»"):
        funnel_bars(funnel_table().drop(columns="quota"))


def curves(groups: int) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    parts = []
    for i in range(groups):
        wait = rng.exponential(90 + i, 300)
        table = kaplan_meier(np.minimum(wait, 40), wait < 40).rename(columns={"tempo": "giorni"})
        parts.append(table.assign(gruppo=f"gruppo_{i}"))
    return pd.concat(parts, ignore_index=True)


@pytest.mark.parametrize("groups", [1, 2, 5])
def test_curves_have_their_own_strokes_and_names_apart(drawn: dict[str, Figure], groups: int) -> None:
    picture = survival_curves(curves(groups))
    lines = list(drawn["figure"].axes[0].get_lines())
    assert len({str(line.get_linestyle()) + str(line._dash_pattern) for line in lines}) == groups
    names = boxes(drawn["figure"], {f"gruppo_{i}" for i in range(groups)})
    assert len(names) == (groups if groups > 1 else 0)
    assert colliding(names) == []
    assert "gruppo_0" in picture.alt
    with pytest.raises(JourneyError, match="da 1 a 5 curve"):
        survival_curves(curves(6))


@given(values=st.lists(st.floats(0, 1), min_size=1, max_size=5, unique=True))
def test_names_are_moved_apart_in_order(values: list[float]) -> None:
    ends = {f"n{i}": value for i, value in enumerate(values)}
    places = _apart(ends, 0.06)
    by_end, by_place = (sorted(ends, key=table.__getitem__) for table in (ends, places))
    assert by_end == by_place
    assert (np.diff(sorted(places.values())) >= 0.06 - 1e-6).all()


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_pictures_are_written_with_their_description(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"imbuto{suffix}"
    picture = funnel_bars(funnel_table(), save=file)
    content = file.read_bytes()
    assert len(content) > 3000
    if suffix == ".svg":
        assert picture.alt in content.decode("utf-8")
    with pytest.raises(JourneyError, match="si salva in"):
        funnel_bars(funnel_table(), save=tmp_path / "imbuto.docx")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [({"steps": 9}, "da 2 a 5"), ({"align": "centro"}, "align"), ({"highlight": "zz"}, "«zz» non c'è")],
)
def test_alluvial_parameters_are_checked(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(JourneyError, match=said):
        alluvial(journeys(), **arguments)
    with pytest.raises(JourneyError, match="da 2 a 12"):
        step_matrix(journeys(), 20)


def test_no_figure_is_left_open() -> None:
    before = set(plt.get_fignums())
    alluvial(journeys(), 2)
    transition_heatmap(journeys())
    assert set(plt.get_fignums()) == before
