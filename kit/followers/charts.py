"""The charts of the report, each with an alternative text that carries its numbers.  Draws; decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kit.followers.columns import Floats
from kit.formats import it, pct

if TYPE_CHECKING:
    from kit.plots import Picture

BINS = 20
BLUE, ORANGE = "#0072B2", "#D55E00"  # of kit.plots.PALETTE
SHOWN_YEARS = 4  # of a long history: bursts are a matter of days


def share_chart(shares: pd.DataFrame, mark: str | None) -> Picture:
    """La quota di falsi secondo ogni metodo, con il suo intervallo."""
    from kit.plots import interval_bars, interval_summary, picture, style

    style()
    table = shares.rename(columns={"stima": "quota_di_falsi"})
    words = interval_summary(table, value="quota_di_falsi")
    ax = interval_bars(table, value="quota_di_falsi")
    ax.set_xlabel("quota di falsi")
    return picture(ax, alt=f"Barre con intervalli: quota stimata di follower falsi. {words}", summary=words, mark=mark)


def probability_chart(chance: Floats, thresholds: tuple[float, float], mark: str | None) -> Picture:
    """Quanti conti hanno ogni probabilità di essere falsi, con le soglie."""
    import matplotlib.pyplot as plt

    from kit.plots import italian_axis, picture, style

    style()
    fig, ax = plt.subplots(figsize=(7.5, 3.6))
    counts, _, _ = ax.hist(chance, bins=BINS, range=(0, 1), color=BLUE, edgecolor="white")
    ax.set_yscale("log")
    ax.set_ylim(bottom=0.8)
    for threshold in dict.fromkeys(thresholds):
        ax.axvline(threshold, color="black", linestyle=(0, (4, 3)), linewidth=1.5)
    ax.set_xlabel("probabilità di essere falso, secondo il modello")
    ax.set_ylabel("conti (scala logaritmica)")
    italian_axis(ax, x="percent")
    italian_axis(ax, y="number", decimals=0)
    low, high = pct(np.mean(chance < thresholds[0])), pct(np.mean(chance >= thresholds[1]))
    words = f"Sotto la prima soglia ({pct(thresholds[0], 0)}): {low} dei conti; dalla seconda ({pct(thresholds[1], 0)}) in su: {high}."
    ends = f"Nella prima barra {it(counts[0])} conti, nell'ultima {it(counts[-1])}."
    alt = f"Istogramma delle probabilità di {it(len(chance))} conti. {words} {ends}"
    return picture(fig, alt=alt, summary=words, mark=mark)


def timeline_chart(days: Floats, bursts: pd.DataFrame, what: str, mark: str | None) -> Picture:
    """Quanti conti per settimana, con le raffiche segnate."""
    import matplotlib.pyplot as plt

    from kit.plots import picture, style

    style()
    dates = pd.Series(pd.to_datetime(np.floor(days[~np.isnan(days)]), unit="D"))
    weekly = (
        dates[dates >= dates.max() - pd.DateOffset(years=SHOWN_YEARS)].value_counts().sort_index().resample("7D").sum()
    )
    fig, ax = plt.subplots(figsize=(7.5, 3.4))
    ax.fill_between(weekly.index, weekly.to_numpy(), step="post", color=BLUE, alpha=0.35)
    ax.step(weekly.index, weekly.to_numpy(), where="post", color=BLUE, linewidth=1.5)
    largest = bursts[bursts["inizio"] >= weekly.index[0]].head(3).to_dict("records")
    if largest:
        top = 1.06 * float(weekly.max())
        places = [row["inizio"] for row in largest]
        ax.plot(places, [top] * len(places), linestyle="none", marker="v", color=ORANGE, label="raffiche più grandi")
        ax.legend(loc="upper left")
    ax.set_ylabel(f"{what} per settimana")
    ax.set_ylim(bottom=0)
    said = [
        f"dal {row['inizio']:%d/%m/%Y} al {row['fine']:%d/%m/%Y} {it(row['conti'])} conti, attesi {it(row['attesi'])}"
        for row in largest
    ]
    words = f"Raffiche: {'; '.join(said)}." if said else "Nessuna raffica."
    alt = (
        f"Linea: {what} per settimana, dal {weekly.index[0]:%d/%m/%Y} al {weekly.index[-1]:%d/%m/%Y}, "
        f"{it(weekly.median())} in una settimana di mezzo e {it(weekly.max())} nella più piena. {words}"
    )
    return picture(fig, alt=alt, summary=words, mark=mark)


def digits_chart(digits: pd.DataFrame, column: str, mark: str | None) -> Picture:
    """Le prime cifre, accanto a quelle di Benford."""
    import matplotlib.pyplot as plt

    from kit.plots import italian_axis, picture, style

    style()
    fig, ax = plt.subplots(figsize=(7.5, 3.2))
    ax.bar(digits["cifra"], digits["quota"], color=BLUE, label="in questo pubblico")
    ax.plot(digits["cifra"], digits["attesa"], color="black", marker="o", linestyle="--", label="attese (Benford)")
    ax.set_xticks(range(1, 10))
    ax.set_xlabel(f"prima cifra di «{column}»")
    ax.set_ylabel("quota di conti")
    ax.grid(False, axis="x")
    ax.legend()
    italian_axis(ax, y="percent")
    worst = int((digits["quota"] - digits["attesa"]).abs().to_numpy().argmax())
    seen, expected = (pct(digits[name].iloc[worst]) for name in ("quota", "attesa"))
    words = f"La cifra che si scosta di più è {worst + 1}: {seen} dei conti, attesi {expected}."
    listed = ", ".join(f"{int(row['cifra'])}: {pct(row['quota'])}" for row in digits.to_dict("records"))
    return picture(
        fig,
        alt=f"Barre: prime cifre di «{column}» con la linea di Benford. {listed}. {words}",
        summary=words,
        mark=mark,
    )
