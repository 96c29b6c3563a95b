"""From a matplotlib figure to an image with alternative text, a visible text summary and the mark of its data.

`show` displays in the notebook; nothing is written to disk.
"""

import base64
import html
import io
import re
from dataclasses import dataclass
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kit.plots.style import finish

MARK = "Dati sintetici"
PIXELS_PER_INCH = 80
SHARPNESS = 2  # drawn larger than shown: crisp on dense screens and when zoomed

# Words that say that there is a chart, not what it shows.
EMPTY_WORDS = set(
    re.findall(
        r"\w+",
        """a ad al alla alt barra barre chart con da dati dei del della delle di e ecco figura foto grafici grafico i il
        immagine in istogramma l la le linea linee lo mio nome per picture plot png questa questo un una""",
    )
)


@dataclass(frozen=True)
class Picture:
    """Un grafico pronto da mostrare: immagine PNG in base64, testo alternativo, riassunto, larghezza e altezza."""

    png: str
    alt: str
    summary: str
    mark: str
    width: int
    height: int

    def image_html(self) -> str:
        """L'immagine con il testo alternativo, senza didascalia."""
        return (
            f'<img src="data:image/png;base64,{self.png}" alt="{html.escape(self.alt)}" decoding="sync" '
            f'width="{self.width}" height="{self.height}" style="max-width:100%;height:auto">'
        )

    def _repr_html_(self) -> str:
        caption = f"<div>{html.escape(self.summary or self.alt)}</div>"
        if self.summary:
            caption += (
                '<details style="margin-top:.3em"><summary>Descrizione del grafico</summary>'
                f"{html.escape(self.alt)}</details>"
            )
        return (
            f'<figure style="margin:0;max-width:{self.width}px">{self.image_html()}'
            f'<figcaption style="margin-top:.4em">{caption}</figcaption></figure>'
        )

    def __repr__(self) -> str:
        lines = [f"[Grafico] {self.alt}", self.summary, f"({self.mark})" if self.mark else ""]
        return "\n".join(line for line in lines if line)


def picture(figure: Any, alt: str, summary: str | None = None, mark: str | None = MARK) -> Picture:
    """Trasforma un grafico in un'immagine con testo alternativo, e chiude la figura.

    Parameters
    ----------
    figure : Figure, Axes, griglia di seaborn o array di Axes
        Il grafico.
    alt : str
        Che cosa si vede: tipo di grafico, che cosa misura, che cosa mostra.
    summary : str, optional
        Una o due frasi visibili sotto il grafico, con i numeri che contano; se manca si vede ``alt``.
    mark : str or None
        La scritta in basso sull'immagine; ``None`` se i dati sono tuoi e veri.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        Se il testo alternativo manca o dice soltanto che c'è un grafico.
    TypeError
        Se il primo argomento non è un grafico.
    """
    fig = _figure_of(figure)
    alt = _checked_alt(alt)
    finish(fig)
    if fig.get_layout_engine() is None and not fig.legends:  # a seaborn grid has arranged its own legend
        fig.set_layout_engine("constrained")
    label = fig.text(1, -0.01, mark, ha="right", va="top", fontsize=9, color="#595959") if mark else None
    buffer = io.BytesIO()
    try:
        fig.savefig(
            buffer,
            format="png",
            dpi=PIXELS_PER_INCH * SHARPNESS,
            bbox_inches="tight",
            pad_inches=0.08,
            metadata={"Software": None},
        )
    finally:
        if label:
            label.remove()
        plt.close(fig)
    png = buffer.getvalue()
    width, height = (int.from_bytes(png[start : start + 4], "big") // SHARPNESS for start in (16, 20))
    return Picture(base64.b64encode(png).decode("ascii"), alt, (summary or "").strip(), mark or "", width, height)


def show(figure: Any, alt: str, summary: str | None = None, mark: str | None = MARK) -> None:
    """Mostra un grafico con testo alternativo e riassunto, una volta sola.

    Parameters
    ----------
    figure, alt, summary, mark
        Come in `picture`.

    Raises
    ------
    ValueError, TypeError
        Come in `picture`.
    """
    from IPython.display import display

    display(picture(figure, alt, summary, mark))  # type: ignore[no-untyped-call]


def _figure_of(thing: Any) -> Figure:
    if isinstance(thing, np.ndarray) and thing.size:
        thing = thing.flat[0]
    found = thing.get_figure(root=True) if isinstance(thing, Axes) else getattr(thing, "figure", thing)
    if not isinstance(found, Figure):
        raise TypeError(
            f"`show` vuole un grafico e ha ricevuto un oggetto di tipo {type(thing).__name__}. "
            "Passa il risultato del disegno, per esempio: ax = sns.barplot(…); show(ax, alt=…)."
        )
    return found


def _checked_alt(alt: str) -> str:
    words = [word for word in re.findall(r"\w+", str(alt or "").lower()) if word not in EMPTY_WORDS]
    if not isinstance(alt, str) or len(set(words)) < 3:
        raise ValueError(
            f"Il testo alternativo «{alt}» non dice che cosa si vede: chi non vede l'immagine legge solo questo. "
            "Scrivi che grafico è, che cosa misura e che cosa mostra, per esempio: "
            'alt="Barre: la newsletter converte il 4,1 % delle persone raggiunte, social_foto il 2,3 %."'
        )
    return re.sub(r"[ \t\n]+", " ", alt.strip())  # no-break spaces stay
