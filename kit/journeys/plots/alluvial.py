"""Alluvial diagram of the touches before (or after) each other, and of how journeys end.  Draws; the geometry is in ribbons.py."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path as Curve
from matplotlib.patheffects import withStroke

from kit.formats import it, pct
from kit.journeys.errors import JourneyError
from kit.journeys.paths import Paths
from kit.journeys.plots.output import finished
from kit.journeys.plots.ribbons import Node, Ribbon, layout
from kit.journeys.steps import LOST, WON
from kit.plots.picture import MARK, Picture

OTHERS = "altri"
HEIGHT, LABEL_POINTS = 7.6, 10.5  # inches, points
DRAWN = 0.86  # of the height, left to the nodes by titles and legend
LAST = {1: "ultimo tocco", 2: "penultimo", 3: "terzultimo", 4: "quartultimo"}
BAR = 0.045  # width of a node, in columns
STRONG, WEAK, NODE = "#0072B2", "#d0d0d0", "#595959"
HATCH = "////"
THINNEST = 0.003  # of the height: a rarer node is drawn so, to be seen
STROKE = 0.005  # of the height: a thinner ribbon has no room for a hatch and is drawn plain


def alluvial(
    paths: Paths,
    steps: int = 3,
    align: str = "end",
    top: int = 12,
    highlight: str | None = None,
    save: str | Path | None = None,
    mark: str | None = MARK,
) -> Picture:
    """Disegna da quale canale a quale passano le persone, e come finisce.

    Parameters
    ----------
    paths : Paths
        I percorsi.
    steps : int
        Quanti tocchi mostrare, da 2 a 5.
    align : {"end", "start"}
        Gli ultimi tocchi prima dell'esito, o i primi.
    top : int
        Quanti canali mostrare col loro nome; gli altri diventano "altri".
    highlight : str, optional
        Un canale: si scuriscono i percorsi che lo toccano, invece di quelli che convertono.
    save : str or Path, optional
        Dove salvare il grafico (``.png``, ``.svg``, ``.pdf``).
    mark : str or None
        La scritta in basso; ``None`` se i dati sono tuoi e veri.

    Returns
    -------
    Picture

    Raises
    ------
    JourneyError
        Se un parametro non si capisce.
    """
    if not 2 <= steps <= 5:
        raise JourneyError(f"steps va da 2 a 5 (hai scritto {steps}): con più colonne i nastri non si leggono.")
    if align not in ("end", "start"):
        raise JourneyError(f'align vale "end" o "start" (hai scritto {align!r}).')
    if highlight is not None and highlight not in paths.channels:
        raise JourneyError(f"Il canale «{highlight}» non c'è. I canali sono: {', '.join(paths.channels)}.")
    table = _long(paths, steps, align, top, highlight)
    flows, ends = _flows(table)
    touched = table[~table["name"].isin([WON, LOST, OTHERS])].groupby("name")["count"].sum()
    order = [*touched.sort_values(ascending=False).index, OTHERS, WON, LOST]
    label = LABEL_POINTS * 1.35 / 72 / (HEIGHT * DRAWN)
    nodes, ribbons = layout(flows, ends, order, label)
    columns = int(table["column"].max()) + 1
    figure, ax = plt.subplots(figsize=(2.3 * columns + 1.2, HEIGHT), layout="constrained")
    for ribbon in ribbons:
        _draw_ribbon(ax, ribbon)
    for node in nodes.values():
        _draw_node(ax, node)
    _finish_axes(ax, columns, steps, align)
    _legend(ax, highlight)
    alt, summary = _words(paths, table, flows, steps, align, highlight)
    return finished(figure, alt, summary, save, mark)


def _long(paths: Paths, steps: int, align: str, top: int, highlight: str | None) -> pd.DataFrame:
    """Return one row per journey, column and group: which node it is in, and how many times."""
    size = len(paths.channels)
    used = np.bincount(paths.codes, minlength=size)
    shown = np.sort(np.argsort(-used, kind="stable")[:top])
    names = np.array([paths.channels[code] if code in shown else OTHERS for code in range(size)], dtype=object)
    lengths = np.repeat(paths.lengths, paths.lengths)
    column = paths.place if align == "start" else steps - lengths + paths.place
    inside = (column >= 0) & (column < steps)
    path, name = paths.path_of_touch[inside], names[paths.codes[inside]]
    last = np.minimum(paths.lengths, steps) if align == "start" else np.full(len(paths), steps)
    touches_it = np.zeros(len(paths), dtype=bool)
    if highlight is not None:
        touches_it[paths.path_of_touch[paths.codes == paths.channels.index(highlight)]] = True
    parts = []
    for outcome, weight in ((WON, paths.conversions), (LOST, paths.nulls)):
        group = (
            np.where(touches_it, "a", "b")
            if highlight is not None
            else np.full(len(paths), "a" if outcome == WON else "b")
        )
        every = np.arange(len(paths))
        part = pd.DataFrame(
            {
                "path": np.concatenate([path, every]),
                "column": np.concatenate([column[inside], last]),
                "name": np.concatenate([name, np.full(len(paths), outcome, dtype=object)]),
                "outcome": outcome,
            }
        )
        parts.append(part.assign(group=group[part["path"]], count=weight[part["path"]]))
    table = pd.concat(parts, ignore_index=True)
    return table[table["count"] > 0]


def _flows(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    ends: pd.DataFrame = table.groupby(["column", "name", "group"])[["count"]].sum().reset_index()
    ordered = table.sort_values(["outcome", "path", "column"], ignore_index=True)
    after = ordered.shift(-1)
    same = (ordered["path"] == after["path"]) & (ordered["outcome"] == after["outcome"])
    steps = ordered[same].assign(target=after.loc[same, "name"]).rename(columns={"name": "source"})
    flows: pd.DataFrame = steps.groupby(["column", "source", "target", "group"])[["count"]].sum().reset_index()
    return flows, ends


def _draw_ribbon(ax: Axes, ribbon: Ribbon) -> None:
    left, right = ribbon.column + BAR, ribbon.column + 1 - BAR
    middle = (left + right) / 2
    (low, high), (low_end, high_end) = ribbon.start, ribbon.end
    points = [
        (left, high), (middle, high), (middle, high_end), (right, high_end),
        (right, low_end), (middle, low_end), (middle, low), (left, low), (left, high),
    ]  # fmt: skip
    kinds = [Curve.MOVETO, *[Curve.CURVE4] * 3, Curve.LINETO, *[Curve.CURVE4] * 3, Curve.CLOSEPOLY]
    strong = ribbon.group == "a"
    patch = PathPatch(Curve(points, kinds), facecolor=STRONG if strong else WEAK, edgecolor="white", linewidth=0)
    patch.set(alpha=0.9 if strong else 0.75, zorder=2 if strong else 1)
    if strong and high - low > STROKE:
        patch.set_hatch(HATCH)
    ax.add_patch(patch)


def _draw_node(ax: Axes, node: Node) -> None:
    outcome = node.name in (WON, LOST)
    height = max(node.high - node.low, THINNEST)
    ax.add_patch(Rectangle((node.column - BAR, node.middle - height / 2), 2 * BAR, height, facecolor=NODE, zorder=3))
    ax.text(
        node.column + BAR + 0.02,
        node.middle,
        node.name.strip("()"),
        va="center",
        ha="left",
        fontsize=LABEL_POINTS,
        fontweight="bold" if outcome else "normal",
        zorder=4,
        path_effects=[withStroke(linewidth=3, foreground="white")],
    )


def _finish_axes(ax: Axes, columns: int, steps: int, align: str) -> None:
    ax.set_xlim(-0.1, columns - 1 + 0.62)
    ax.set_ylim(-0.01, 1.01)
    if align == "end":
        counted = [LAST.get(back, f"{back}° dalla fine") for back in range(steps, 0, -1)]
        names = [*counted, "esito"]
    else:
        names = [f"tocco {at + 1}" for at in range(columns - 1)] + ["esito"]
    ax.set_xticks(range(columns), names[:columns])
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0)
    ax.set_yticks([])
    ax.grid(False)
    for side in ("top", "right", "bottom", "left"):
        ax.spines[side].set_visible(False)


def _legend(ax: Axes, highlight: str | None) -> None:
    dark, light = ("finisce con una conversione", "non finisce con una conversione")
    if highlight is not None:
        dark, light = f"passa da {highlight}", f"non passa da {highlight}"
    keys = [
        Patch(label=dark, facecolor=STRONG, edgecolor="white", hatch=HATCH),
        Patch(label=light, facecolor=WEAK),
    ]
    ax.legend(handles=keys, loc="upper center", bbox_to_anchor=(0.5, -0.02), ncols=2, frameon=False)


def _words(
    paths: Paths, table: pd.DataFrame, flows: pd.DataFrame, steps: int, align: str, highlight: str | None
) -> tuple[str, str]:
    many, won = float((paths.conversions + paths.nulls).sum()), float(paths.conversions.sum())
    which = "gli ultimi" if align == "end" else "i primi"
    shown = len(paths.channels)
    at = steps - 1 if align == "end" else 0
    edge = table[(table["column"] == at) & ~table["name"].isin([WON, LOST])]
    place = "L'ultimo tocco" if align == "end" else "Il primo tocco"
    said = []
    for outcome, words in ((WON, "prima di una conversione"), (LOST, "dove non c'è conversione")):
        part = edge[edge["outcome"] == outcome].groupby("name")["count"].sum()
        if len(part):
            said.append(f"{part.idxmax()} {words} ({pct(part.max() / part.sum(), 0)})")
    alt = (
        f"Diagramma a nastri: {which} {steps} tocchi e l'esito di {it(many)} percorsi su {shown} canali. "
        f"{pct(won / many)} finisce con una conversione. {place} più frequente: {'; '.join(said)}."
    )
    if highlight is not None:
        inside = table[table["name"].isin([WON, LOST]) & (table["group"] == "a")]
        rate = inside.loc[inside["name"] == WON, "count"].sum() / inside["count"].sum()
        alt += f" Chi passa da {highlight} sono {it(inside['count'].sum())} percorsi: {pct(rate)} converte."
    between = flows[~flows["target"].isin([WON, LOST])].groupby(["source", "target"])[["count"]].sum().reset_index()
    most = between.nlargest(3, "count")
    top = "; ".join(
        f"{a} → {b}: {it(n)}" for a, b, n in zip(most["source"], most["target"], most["count"], strict=True)
    )
    return alt, f"I passaggi più frequenti fra canali: {top}." if top else alt
