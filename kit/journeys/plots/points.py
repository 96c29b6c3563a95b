"""Numbers with their intervals: credits by channel and model with the truth marked, and the funnel."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from kit.formats import it, pct
from kit.journeys.errors import JourneyError
from kit.journeys.plots.output import finished
from kit.plots.picture import MARK, Picture
from kit.plots.style import MARKERS, SERIES, italian_axis

MOST_MODELS = len(SERIES)
TRUTH = "effetto vero"
BAR = "#0072B2"


def credit_points(
    credits: pd.DataFrame,
    truth: pd.DataFrame | None = None,
    save: str | Path | None = None,
    mark: str | None = MARK,
) -> Picture:
    """Disegna la quota di merito di ogni canale secondo ogni modello, con l'intervallo, e la verità se si conosce.

    Parameters
    ----------
    credits : DataFrame
        Da `attribute` (o da `discrete_hazard`, `holdout_effect`): ``modello``, ``canale``, ``quota``, e i limiti se ci sono.
    truth : DataFrame, optional
        Da `simulate_world`: ``canale``, ``quota``.
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
        Se mancano colonne o i modelli sono più di cinque.
    """
    missing = [name for name in ("modello", "canale", "quota") if name not in credits.columns]
    if missing:
        raise JourneyError(f"Nella tabella dei meriti manca la colonna «{missing[0]}».")
    rows = credits[credits["quota"].notna()]
    models, channels = list(dict.fromkeys(rows["modello"])), list(dict.fromkeys(rows["canale"]))
    if not 1 <= len(models) <= MOST_MODELS:
        raise JourneyError(
            f"Si leggono da 1 a {MOST_MODELS} modelli (qui sono {len(models)}): scegline alcuni con un filtro."
        )
    real = {} if truth is None else dict(zip(truth["canale"], truth["quota"], strict=True))
    spread = 0.7 / len(models)
    figure, ax = plt.subplots(
        figsize=(8.6, 1.6 + max(0.5, 0.24 * len(models) + 0.16) * len(channels)), layout="constrained"
    )
    for at, model in enumerate(models):
        part = rows[rows["modello"] == model].set_index("canale")
        place = np.array([channels.index(name) for name in part.index]) + (at - (len(models) - 1) / 2) * spread
        if {"limite_inf", "limite_sup"} <= set(part.columns):
            known = part["limite_inf"].notna().to_numpy()
            low, high = part["limite_inf"].to_numpy(float)[known], part["limite_sup"].to_numpy(float)[known]
            ax.hlines(place[known], low, high, color=SERIES[at], linewidth=2.2)
        ax.plot(
            part["quota"], place, MARKERS[at], color=SERIES[at], markersize=7.5, markeredgecolor="white", label=model
        )
    for row, name in enumerate(channels):
        if row:
            ax.axhline(row - 0.5, color="#d9d9d9", linewidth=1)
        if name in real:
            label = "" if TRUTH in ax.get_legend_handles_labels()[1] else TRUTH
            ax.vlines(
                real[name], row - 0.44, row + 0.44, color="black", linewidth=3, linestyle=(0, (2, 1)), label=label
            )
    ax.set_yticks(range(len(channels)), channels)
    ax.set_ylim(len(channels) - 0.5, -0.5)
    ax.set_xlim(left=min(-0.01, ax.get_xlim()[0]))
    ax.grid(False, axis="y")
    ax.set_xlabel("quota del merito")
    italian_axis(ax, x="percent")
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    alt, summary = _credit_words(rows, models, real)
    return finished(figure, alt, summary, save, mark)


def _credit_words(rows: pd.DataFrame, models: list[str], real: dict[str, float]) -> tuple[str, str]:
    said = []
    for model in models:
        part = rows[rows["modello"] == model].set_index("canale")["quota"]
        said.append(f"per {model} il primo canale è {part.idxmax()} ({pct(part.max())})")
    alt = (
        f"Punti con intervalli: la quota di merito di {rows['canale'].nunique()} canali. "
        + "; ".join(said).capitalize()
        + "."
    )
    if not real:
        return alt, alt
    best = max(real, key=lambda name: real[name])
    alt += f" L'effetto vero, segnato con una linea nera tratteggiata, è più alto per {best} ({pct(real[best])})."
    inside = rows[rows["canale"].isin(real)]
    gap = (inside["quota"] - inside["canale"].map(real)).abs() / 2
    wrong = {model: float(gap[inside["modello"] == model].sum()) for model in models}
    return alt, "Merito sul canale sbagliato: " + "; ".join(
        f"{name} {pct(value, 0)}" for name, value in wrong.items()
    ) + "."


def funnel_bars(table: pd.DataFrame, save: str | Path | None = None, mark: str | None = MARK) -> Picture:
    """Disegna quante persone arrivano a ogni tappa, e con quale quota dalla precedente.

    Parameters
    ----------
    table : DataFrame
        Da `funnel`.
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
        Se la tabella non viene da `funnel`.
    """
    missing = [name for name in ("tappa", "persone", "quota", "limite_inf", "limite_sup") if name not in table.columns]
    if missing:
        raise JourneyError(f"Serve la tabella di `funnel`: manca la colonna «{missing[0]}».")
    names, place = table["tappa"].astype(str).tolist(), np.arange(len(table))
    figure, (left, right) = plt.subplots(
        1, 2, figsize=(9.4, 1.4 + 0.62 * len(table)), sharey=True, layout="constrained", width_ratios=(3, 2)
    )
    left.barh(place, table["persone"], color=BAR, height=0.62)
    for at, count in zip(place, table["persone"], strict=True):
        left.annotate(it(count), (count, at), (6, 0), textcoords="offset points", va="center")
    left.set_xlim(0, float(table["persone"].max()) * 1.18)
    left.set_yticks(place, names)
    left.invert_yaxis()
    left.locator_params(axis="x", nbins=4)
    left.set_xlabel("persone")
    below, above = table["quota"] - table["limite_inf"], table["limite_sup"] - table["quota"]
    right.errorbar(
        table["quota"], place, xerr=[below, above], fmt="o", color="black", markersize=4.5, elinewidth=2, capsize=5
    )
    for at, share, high in zip(place, table["quota"], table["limite_sup"], strict=True):
        if not np.isnan(share):
            right.annotate(pct(share, 0), (high, at), (6, 0), textcoords="offset points", va="center")
    right.set_xlim(0, 1.2)
    right.set_xticks([0, 0.25, 0.5, 0.75, 1])
    right.set_xlabel("quota che arriva dalla tappa prima")
    italian_axis(right, x="percent")
    for ax in (left, right):
        ax.grid(False, axis="y")
    later = table.iloc[1:]
    worst = later.nsmallest(1, "quota").to_dict("records")
    alt = (
        "Barre dell'imbuto: "
        + "; ".join(f"{name} {it(count)} persone" for name, count in zip(names, table["persone"], strict=True))
        + "."
    )
    summary = alt
    for row in worst:
        summary = (
            f"La quota più bassa è all'arrivo a «{row['tappa']}»: {pct(row['quota'])} "
            f"(da {pct(row['limite_inf'])} a {pct(row['limite_sup'])})."
        )
    return finished(figure, alt, summary, save, mark)
