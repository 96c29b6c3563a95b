"""From a figure to a picture with alternative text, and to a file when asked.  Writes only the path it is given."""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure

from kit.journeys.errors import JourneyError
from kit.plots.picture import MARK, Picture, picture
from kit.plots.style import finish

FORMATS = (".png", ".svg", ".pdf")


def finished(
    figure: Figure, alt: str, summary: str, save: str | Path | None = None, mark: str | None = MARK
) -> Picture:
    """Chiude la figura e la restituisce come immagine; prima, se richiesto, la scrive in un file.

    Parameters
    ----------
    figure : Figure
        Il grafico.
    alt, summary : str
        Testo alternativo e riassunto visibile.
    save : str or Path, optional
        Dove scriverlo: ``.png``, ``.svg`` o ``.pdf``.
    mark : str or None
        La scritta in basso; ``None`` se i dati sono tuoi e veri.

    Raises
    ------
    JourneyError
        Se il formato non è tra quelli.
    """
    if save is not None:
        path = Path(save)
        if path.suffix.lower() not in FORMATS:
            raise JourneyError(f"Il grafico si salva in {', '.join(FORMATS)} (hai scritto «{path.name}»).")
        finish(figure)
        note = figure.text(1, -0.01, mark, ha="right", va="top", fontsize=9, color="#595959") if mark else None
        title = {"Title": alt} if path.suffix.lower() != ".png" else {"Description": alt}
        figure.savefig(path, dpi=160, bbox_inches="tight", pad_inches=0.08, metadata=title)
        if note:
            note.remove()
    return picture(figure, alt, summary, mark)
