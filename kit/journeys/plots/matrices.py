"""Two tables drawn as shades with their numbers: where journeys are at each step, and what comes after what."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from kit.formats import it, pct
from kit.journeys.errors import JourneyError
from kit.journeys.paths import Floats, Paths
from kit.journeys.plots.output import finished
from kit.journeys.steps import BEGIN, LOST, WON, transitions
from kit.plots.picture import MARK, Picture

TURN = 0.46  # the grey (0 black, 1 white) on which black and white text have the same contrast, 4.6:1
FEW = 20  # steps from a channel under which its shares are only dots


def step_matrix(paths: Paths, steps: int = 6, save: str | Path | None = None, mark: str | None = MARK) -> Picture:
    """Disegna dove si trovano i percorsi a ogni passo.

    Parameters
    ----------
    paths : Paths
        I percorsi.
    steps : int
        Quanti passi mostrare, da 2 a 12.
    save : str or Path, optional
        Dove salvare il grafico (``.png``, ``.svg``, ``.pdf``).
    mark : str or None
        La scritta in basso; ``None`` se i dati sono tuoi e veri.

    Returns
    -------
    Picture
        Ogni colonna somma al 100 %: chi è già arrivato all'esito ci resta.

    Raises
    ------
    JourneyError
        Se i passi non sono da 2 a 12.
    """
    if not 2 <= steps <= 12:
        raise JourneyError(f"steps va da 2 a 12 (hai scritto {steps}).")
    weight = paths.conversions + paths.nulls
    total = float(weight.sum())
    size = len(paths.channels)
    share = np.zeros((size + 2, steps))
    inside = paths.place < steps
    np.add.at(share, (paths.codes[inside], paths.place[inside]), weight[paths.path_of_touch[inside]] / total)
    for step in range(steps):
        ended = paths.lengths <= step
        share[size, step] = paths.conversions[ended].sum() / total
        share[size + 1, step] = paths.nulls[ended].sum() / total
    order = [*np.argsort(-share[:size].sum(axis=1), kind="stable"), size, size + 1]
    names = [*paths.channels, WON, LOST]
    rows = [names[at].strip("()") for at in order]
    shades = share[order]
    written = [[pct(value, 0) if value >= 0.005 else "" for value in row] for row in shades]
    figure = _shaded(
        np.minimum(shades, share[:size].max()), written, rows, [str(step + 1) for step in range(steps)], "passo", ""
    )
    first = int(np.argmax(share[:size, 0]))
    alt = (
        f"Tabella colorata: la quota di {it(total)} percorsi in ogni canale, dal passo 1 al passo {steps}. Il primo tocco più "
        f"frequente è {paths.channels[first]} ({pct(share[first, 0], 0)}). Al passo {steps} {pct(share[size, -1])} ha già convertito "
        f"e {pct(share[size + 1, -1])} si è fermato."
    )
    going = 1 - share[size:, -1].sum()
    return finished(figure, alt, f"Al passo {steps} è ancora in cammino {pct(going)} dei percorsi.", save, mark)


def transition_heatmap(paths: Paths, save: str | Path | None = None, mark: str | None = MARK) -> Picture:
    """Disegna, per ogni canale, dove si va dopo.

    Parameters
    ----------
    paths : Paths
        I percorsi.
    save : str or Path, optional
        Dove salvare il grafico (``.png``, ``.svg``, ``.pdf``).
    mark : str or None
        La scritta in basso; ``None`` se i dati sono tuoi e veri.

    Returns
    -------
    Picture
        Ogni riga somma al 100 %. Un punto segna le righe con meno di 20 passaggi.
    """
    table = transitions(paths)
    wide = table.pivot(index="da", columns="a", values="quota").fillna(0.0)
    many = table.groupby("da")["passaggi"].sum()
    rows = [BEGIN, *sorted((name for name in wide.index if name != BEGIN), key=lambda name: -many[name])]
    columns = [*[name for name in rows if name != BEGIN], *[name for name in (WON, LOST) if name in wide.columns]]
    wide = wide.reindex(index=rows, columns=columns, fill_value=0.0)
    enough = (many.reindex(rows) >= FEW).to_numpy()
    shades = np.where(enough[:, None], wide.to_numpy(), 0.0)
    written = [
        [(pct(value, 0) if ok else "·") if value >= 0.005 else "" for value in row]
        for row, ok in zip(wide.to_numpy(), enough, strict=True)
    ]
    labels = [f"{name.strip('()')} ({it(many[name])})" for name in rows]
    figure = _shaded(
        shades, written, labels, [name.strip("()") for name in columns], "il passo seguente", "da (passaggi)"
    )
    inner = table[(table["da"] != BEGIN) & ~table["a"].isin([WON, LOST]) & (table["passaggi"] >= FEW)]
    most = table[(table["a"] == WON) & table["da"].map(many).ge(FEW)].nlargest(1, "quota")
    said = "".join(
        f" Dopo {da} si converte più spesso: {pct(quota)}." for da, quota in zip(most["da"], most["quota"], strict=True)
    )
    top = inner.nlargest(3, "quota")
    steps = "; ".join(f"{a} → {b}: {pct(q, 0)}" for a, b, q in zip(top["da"], top["a"], top["quota"], strict=True))
    alt = f"Tabella colorata dei passaggi: per ognuno di {len(rows) - 1} canali, la quota che va a ogni altro canale o all'esito.{said}"
    return finished(figure, alt, f"I passaggi con la quota più alta: {steps}." if steps else alt, save, mark)


def _shaded(share: Floats, written: list[list[str]], rows: list[str], columns: list[str], x: str, y: str) -> Figure:
    figure, ax = plt.subplots(figsize=(2.6 + 0.62 * len(columns), 1.5 + 0.38 * len(rows)), layout="constrained")
    top = max(float(share.max()), 1e-9)
    image = ax.imshow(share, cmap="Greys", vmin=0, vmax=top * 1.15, aspect="auto")
    for row, line in enumerate(written):
        for column, text in enumerate(line):
            grey = image.cmap(image.norm(share[row, column]))[0]
            colour = "white" if grey < TURN else "black"
            ax.text(column, row, text, ha="center", va="center", fontsize=9.5, color=colour)
    slanted = max(map(len, columns)) > 4
    ax.set_xticks(range(len(columns)), columns, rotation=45 if slanted else 0, ha="left" if slanted else "center")
    ax.set_yticks(range(len(rows)), rows)
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.set_xlabel(x)
    ax.set_ylabel(y)
    ax.set_xticks(np.arange(len(columns) + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(len(rows) + 1) - 0.5, minor=True)
    ax.grid(False)
    ax.grid(True, which="minor", color="white", linewidth=1.5)
    ax.tick_params(which="both", length=0)
    return figure
