"""Survival curves with their bands, each named at its end without collisions."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from kit.formats import it, pct
from kit.journeys.errors import JourneyError
from kit.journeys.plots.output import finished
from kit.plots.picture import MARK, Picture
from kit.plots.style import LINES, SERIES, italian_axis

MOST_CURVES = len(SERIES)
BANDS = 2  # curves up to which the whole band is drawn
ENOUGH = 20  # people still followed: with fewer the curve is not drawn any further
APART = 0.062  # of the height, between two names


def survival_curves(table: pd.DataFrame, save: str | Path | None = None, mark: str | None = MARK) -> Picture:
    """Disegna la quota di persone che non ha ancora convertito, giorno per giorno.

    Parameters
    ----------
    table : DataFrame
        Da `survival`, con al più cinque gruppi.
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
        Se la tabella non viene da `survival`, o se i gruppi sono più di cinque.
    """
    missing = [name for name in ("gruppo", "giorni", "quota", "limite_inf", "limite_sup") if name not in table.columns]
    if missing:
        raise JourneyError(f"Serve la tabella di `survival`: manca la colonna «{missing[0]}».")
    groups = list(dict.fromkeys(table["gruppo"]))
    if not 1 <= len(groups) <= MOST_CURVES:
        raise JourneyError(
            f"Si leggono da 1 a {MOST_CURVES} curve (qui sono {len(groups)}): scegli i gruppi con un filtro."
        )
    kept = table[table["a_rischio"] >= ENOUGH] if "a_rischio" in table else table
    kept = kept if set(kept["gruppo"]) == set(groups) else table
    figure, ax = plt.subplots(figsize=(8.6, 4.8), layout="constrained")
    end = float(kept["giorni"].max())
    bottom = max(0.0, float(kept["limite_inf"].min()) - 0.05)
    ends = {}
    for at, name in enumerate(groups):
        part = kept[kept["gruppo"] == name]
        days = np.append(part["giorni"], end)
        share, low, high = (np.append(part[c], part[c].iloc[-1]) for c in ("quota", "limite_inf", "limite_sup"))
        if len(groups) <= BANDS:
            ax.fill_between(days, low, high, step="post", color=SERIES[at], alpha=0.15, linewidth=0)
        else:  # many bands hide each other: the interval at the end only, one beside the other
            place = end * (1 + 0.02 * (at + 1))
            ax.vlines(place, low[-1], high[-1], color=SERIES[at], linestyle=LINES[at], linewidth=2, clip_on=False)
        ax.step(days, share, where="post", color=SERIES[at], linestyle=LINES[at], linewidth=2)
        ends[name] = float(share[-1])
    ax.set_ylim(bottom, 1.01)
    ax.set_xlim(0, end)
    ax.set_xlabel("giorni dal primo tocco")
    ax.set_ylabel("non ha ancora convertito")
    italian_axis(ax, y="percent")
    if len(groups) > 1:
        places = _apart(ends, APART * (1.01 - bottom))
        room = 1.045 if len(groups) <= BANDS else 1.06 + 0.02 * len(groups)
        for at, name in enumerate(groups):
            line = {"arrowstyle": "-", "color": SERIES[at], "linestyle": LINES[at], "linewidth": 1.4}
            text = (end * room, places[name])
            ax.annotate(name, (end, ends[name]), text, va="center", annotation_clip=False, arrowprops=line)
    said = "; ".join(f"{name} {pct(ends[name])}" for name in groups)
    people = int(table.groupby("gruppo", sort=False)["a_rischio"].first().sum()) if "a_rischio" in table else 0
    alt = (
        f"Curve a gradini: la quota di {it(people)} persone che non ha ancora convertito, dal giorno 0 al giorno {it(end)}. "
        f"Alla fine: {said}."
    )
    return finished(figure, alt, f"Dopo {it(end)} giorni non ha ancora convertito: {said}.", save, mark)


def _apart(ends: dict[str, float], gap: float) -> dict[str, float]:
    """Move names apart, as little as needed, keeping their order: pools of names that touch share their mean shift."""
    names = sorted(ends, key=lambda name: ends[name])
    pools: list[list[float]] = []
    for at, name in enumerate(names):
        pools.append([ends[name] - at * gap])
        while len(pools) > 1 and np.mean(pools[-2]) > np.mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    shared = [float(np.mean(pool)) for pool in pools for _ in pool]
    return {name: place + at * gap for at, (name, place) in enumerate(zip(names, shared, strict=True))}
