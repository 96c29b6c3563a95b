"""Bars with their intervals, labelled, and the same numbers as a sentence.

Draws on matplotlib axes; the table comes ready from kit.inference or from the author.
"""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from kit.plots.style import HATCHES, SERIES, WRITERS, italian_axis

VALUES = ("quota", "stima", "merito")
LOW, HIGH = "limite_inf", "limite_sup"
LABEL = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}  # a number stays readable on a grid or reference line


def interval_bars(
    table: pd.DataFrame,
    *,
    value: str | None = None,
    kind: str = "percent",
    decimals: int = 1,
    group: str | None = None,
    reference: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Disegna barre orizzontali con il loro intervallo e il numero scritto accanto.

    Parameters
    ----------
    table : DataFrame
        Una riga per barra: nomi nell'indice (o nella prima colonna di testo), valore e le colonne
        ``limite_inf`` e ``limite_sup``.
    value : str, optional
        La colonna del valore; se manca, la prima presente tra ``quota``, ``stima``, ``merito``.
    kind : {"percent", "number", "euro"}
        Che cosa misura il valore.
    decimals : int
        Cifre dopo la virgola nelle etichette.
    group : str, optional
        Colonna che distingue più barre con lo stesso nome (per esempio il modello).
    reference : float, optional
        Una linea verticale di confronto, nell'unità del valore.
    ax : Axes, optional
        Dove disegnare; se manca, una figura nuova.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        Se mancano colonne, la tabella è vuota o un valore sta fuori dal suo intervallo.
    """
    rows, value = _checked(table, value, kind, group)
    names, groups = list(dict.fromkeys(rows["nome"])), list(dict.fromkeys(rows["gruppo"]))
    thickness = 0.7 / len(groups)
    if ax is None:
        _, ax = plt.subplots(figsize=(7.5, 1.3 + max(0.62, 0.48 * len(groups)) * len(names)))
    reach = float(rows[HIGH].max())
    for i, name in enumerate(groups):
        part = rows[rows["gruppo"] == name]
        places = [names.index(one) + (i - (len(groups) - 1) / 2) * thickness for one in part["nome"]]
        colour = SERIES[i % len(SERIES)]
        ax.barh(
            places,
            part[value],
            height=thickness * 0.9,
            color=colour,
            hatch=HATCHES[i % len(HATCHES)] or None,
            edgecolor="white",
            label=name,
        )
        below, above = part[value] - part[LOW], part[HIGH] - part[value]
        ax.errorbar(
            part[value], places, xerr=[below, above], fmt="none", ecolor="white", elinewidth=4.5, capsize=0, zorder=3
        )
        ax.errorbar(
            part[value], places, xerr=[below, above], fmt="none", ecolor="black", elinewidth=1.8, capsize=5, zorder=4
        )
        for place, row in zip(places, part.itertuples(index=False), strict=True):
            text = WRITERS[kind](getattr(row, value), decimals)
            ax.annotate(
                text, (max(getattr(row, HIGH), 0.0), place), (8, 0), textcoords="offset points", va="center", bbox=LABEL
            )
    ax.set_yticks(range(len(names)), names)
    ax.invert_yaxis()
    ax.grid(False, axis="y")
    low, high = min(0.0, float(rows[LOW].min())), max(0.0, reach)
    ax.set_xlim(low * 1.08, high + 0.22 * (high - low))
    ax.axvline(0, color="black", linewidth=1)
    if reference is not None:
        ax.axvline(reference, color="black", linestyle=(0, (4, 3)), linewidth=1.5)
    italian_axis(ax, x=kind)
    ax.set_xlabel(value.replace("_", " "))
    if group:
        ax.legend(title=group.replace("_", " "), loc="upper left", bbox_to_anchor=(1, 1))
    return ax


def interval_summary(
    table: pd.DataFrame,
    *,
    value: str | None = None,
    kind: str = "percent",
    decimals: int = 1,
    group: str | None = None,
) -> str:
    """Scrive in una frase i valori e gli intervalli di una tabella, per il riassunto o il testo alternativo.

    Parameters
    ----------
    table, value, kind, decimals, group
        Come in `interval_bars`.

    Returns
    -------
    str
        Per esempio «newsletter: 4,1 % (da 3,2 % a 5,0 %); social_foto: 2,3 % (da 1,9 % a 2,8 %).»

    Raises
    ------
    ValueError
        Come in `interval_bars`.
    """
    rows, value = _checked(table, value, kind, group)
    write = WRITERS[kind]
    parts = [
        f"{row['nome']}{', ' + row['gruppo'] if group else ''}: {write(row[value], decimals)} "
        f"(da {write(row[LOW], decimals)} a {write(row[HIGH], decimals)})"
        for row in rows.to_dict("records")
    ]
    return "; ".join(parts) + "."


def _checked(table: pd.DataFrame, value: str | None, kind: str, group: str | None) -> tuple[pd.DataFrame, str]:
    if kind not in WRITERS:
        raise ValueError(f"Misura sconosciuta: «{kind}». Scegli tra {', '.join(WRITERS)}.")
    value = value or next((name for name in VALUES if name in table.columns), VALUES[0])
    missing = [name for name in (value, LOW, HIGH, *([group] if group else [])) if name not in table.columns]
    if missing:
        present = ", ".join(map(str, table.columns))
        raise ValueError(f"Nella tabella manca {', '.join(missing)}. Le colonne presenti sono: {present}.")
    if table.empty:
        raise ValueError("La tabella è vuota: nessuna barra da disegnare. Guarda il filtro della cella sopra.")
    numbers = table[[value, LOW, HIGH]].astype(float)
    if not (
        np.isfinite(numbers).all(axis=None)
        and (numbers[LOW] <= numbers[value]).all()
        and (numbers[value] <= numbers[HIGH]).all()
    ):
        raise ValueError(f"Ogni riga vuole {LOW} ≤ {value} ≤ {HIGH}, senza valori mancanti: controlla la tabella.")
    text = [name for name in table.select_dtypes(exclude="number") if name != group]
    plain_index = isinstance(table.index, pd.RangeIndex)
    names = table[text[0]] if plain_index and text else table.index
    rows = numbers.assign(nome=[str(name) for name in names], gruppo=table[group].astype(str) if group else "")
    return rows.reset_index(drop=True), value
