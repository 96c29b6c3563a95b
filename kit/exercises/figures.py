"""A figure read back as a table: what the bars, lines or points of its axes actually show.

Reads matplotlib objects, draws nothing of its own.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from kit.exercises.canonical import Table, canonical


def read(value: Any) -> Table | str:
    """
    I dati disegnati, come tabella canonica; oppure la frase italiana che dice perché non si leggono.

    Parameters
    ----------
    value : Axes, Figure, griglia di seaborn, lista di barre o array di assi

    Returns
    -------
    Table or str
        Barre: etichetta (e serie, se ce n'è più d'una) e altezza. Linee e punti: x, y (e serie).
    """
    if isinstance(value, Table):  # read in another process already
        return value
    axes = _axes(value)
    if not axes:
        return (
            "Qui serve il grafico: assegna il risultato del comando che disegna, per esempio "
            "`grafico = tabella.plot.bar()`, senza `plt.show()`."
        )
    drawn = {axis: _rows(axis) for axis in axes}
    rows = [row for _, found in drawn.values() for row in found]
    if not rows:
        return "Il grafico è vuoto: non trovo né barre, né linee, né punti."
    frame = pd.DataFrame(rows, columns=["serie", "etichetta", "valore"])
    if len(set(frame["serie"])) == 1:
        frame = frame.drop(columns="serie")
    form = canonical(frame)
    assert isinstance(form, Table)
    return replace(form, shape_name=next(kind for kind, found in drawn.values() if found))


def _axes(value: Any) -> list[Any]:
    if hasattr(value, "patches") and hasattr(value, "get_lines"):
        return [value]
    if hasattr(value, "axes"):
        inner = value.axes
        return [axis for one in np.ravel(np.array(inner, dtype=object)) for axis in _axes(one)]
    if isinstance(value, np.ndarray | list | tuple) and len(value):
        if hasattr(value, "patches") and value.patches:  # a BarContainer
            return [value.patches[0].axes]
        return [axis for one in np.ravel(np.array(value, dtype=object)) for axis in _axes(one)]
    return []


def _rows(axis: Any) -> tuple[str, list[tuple[Any, Any, float]]]:
    """What kind of chart it is, and its series, labels and values."""
    axis.figure.canvas.draw()
    bars = [box for box in axis.containers if hasattr(box, "patches") and len(box.patches)]
    if bars:
        return "grafico a barre", [row for box in bars for row in _bar_rows(axis, box)]
    lines = [line for line in axis.get_lines() if line.get_transform() == axis.transData and len(line.get_xdata()) > 1]
    rows: list[tuple[Any, Any, float]] = []
    for line in lines:
        xs = _x_values(axis, line.get_xdata(orig=True), line.get_xdata(orig=False))
        rows += [(_label(line), x, float(y)) for x, y in zip(xs, line.get_ydata(orig=False), strict=True)]
    if lines:
        return "grafico a linee", rows
    for points in axis.collections:
        for x, y in np.asarray(points.get_offsets()):
            rows.append((_label(points), float(x), float(y)))
    return "grafico a punti", rows


def _bar_rows(axis: Any, box: Any) -> list[tuple[Any, Any, float]]:
    flat = getattr(box, "orientation", "vertical") == "horizontal"
    ticks = (axis.yaxis if flat else axis.xaxis).get_major_ticks()
    labels = [(tick.get_loc(), tick.label1.get_text()) for tick in ticks if tick.label1.get_text()]
    rows = []
    for patch in box.patches:
        centre = patch.get_y() + patch.get_height() / 2 if flat else patch.get_x() + patch.get_width() / 2
        size = patch.get_width() if flat else patch.get_height()
        if np.isnan(size):
            continue
        near = min(labels, key=lambda item: abs(item[0] - centre), default=(centre, str(centre)))
        rows.append((_label(box), near[1].replace("−", "-"), float(size)))
    return rows


def _x_values(axis: Any, original: Any, plain: Any) -> list[Any]:
    values = list(original)
    if values and isinstance(values[0], str | np.datetime64 | pd.Timestamp | pd.Period):
        return values
    return [float(value) for value in plain]


def _label(artist: Any) -> str | None:
    label = str(artist.get_label())
    return None if label.startswith("_") else label
