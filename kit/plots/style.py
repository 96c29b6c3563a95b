"""One look for every chart: colours, markers, lines and hatches that go together, and Italian numbers on the axes.

Changes matplotlib's settings (`style`) and the axes it is given; opens and shows nothing.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_rgba
from matplotlib.container import BarContainer
from matplotlib.dates import AutoDateFormatter, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import Formatter, ScalarFormatter

from kit.formats import euro, it, pct

# Okabe and Ito's colours whose contrast with white is at least 3:1 (WCAG 2.2, 1.4.11); never colour alone:
# the n-th series has the n-th colour of SERIES and also the n-th marker, line and hatch.
PALETTE = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7")
SERIES = (*PALETTE[1:], PALETTE[0])  # black last: as a first colour it hides error bars and axes
MARKERS = ("o", "s", "D", "^", "v")
LINES: tuple[str | tuple[int, tuple[float, ...]], ...] = (
    "-",
    (0, (5, 2)),
    (0, (1, 1.5)),
    (0, (6, 2, 1, 2)),
    (0, (3, 1, 1, 1, 1, 1)),
)
HATCHES = ("", "//", "..", "xx", "--")
MARKED_POINTS = 15  # a daily series gets a marker now and then, not a caterpillar

WRITERS: dict[str, Callable[[float, int], str]] = {
    "number": it,
    "percent": pct,
    "euro": euro,
    "year": lambda value, decimals: f"{value:.{decimals}f}".replace(".", ","),
}
MONTHS = {
    "Jan": "gen",
    "Feb": "feb",
    "Mar": "mar",
    "Apr": "apr",
    "May": "mag",
    "Jun": "giu",
    "Jul": "lug",
    "Aug": "ago",
    "Sep": "set",
    "Oct": "ott",
    "Nov": "nov",
    "Dec": "dic",
}


def style() -> None:
    """Applica lo stile dei grafici del corso a tutto il notebook.

    Una volta, nella prima cella. Le serie di uno stesso grafico hanno colore, segno e tratto diversi.

    Notes
    -----
    Colori: Okabe e Ito, *Color Universal Design* (2008), solo quelli con contrasto di almeno 3:1 sul bianco.
    """
    import seaborn as sns

    sns.set_theme(
        style="whitegrid",
        palette=SERIES,
        rc={
            "font.family": "DejaVu Sans",  # comes with matplotlib: the same picture on every computer
            "font.size": 12,
            "axes.titlesize": 14,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.labelsize": 12,
            "xtick.labelsize": 11,
            "ytick.labelsize": 11,
            "legend.fontsize": 11,
            "legend.title_fontsize": 11,
            "figure.figsize": (7.5, 4.5),
            "text.color": "#1a1a1a",
            "axes.labelcolor": "#1a1a1a",
            "xtick.color": "#1a1a1a",
            "ytick.color": "#1a1a1a",
            "axes.edgecolor": "#595959",
            "grid.color": "#d9d9d9",
            "lines.linewidth": 2,
            "lines.markersize": 7,
            "hatch.color": "white",
            "axes.spines.top": False,
            "axes.spines.right": False,
        },
    )


class ItalianFormatter(Formatter):
    """Le etichette di un asse all'italiana, con i decimali che bastano a distinguerle."""

    def __init__(self, kind: str = "number", decimals: int | None = None):
        self.kind = kind
        self.decimals = decimals

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Scrive un valore."""
        return WRITERS[self.kind](x, self._enough() if self.decimals is None else self.decimals)

    def _enough(self) -> int:
        if not isinstance(self.axis, Axis):
            return 0
        ticks = np.asarray(self.axis.get_majorticklocs(), dtype=float) * (100 if self.kind == "percent" else 1)
        noise = 1e-6 * max(float(np.ptp(ticks)), 1e-9)
        return next((n for n in range(6) if np.allclose(ticks, ticks.round(n), rtol=0, atol=noise)), 6)


class ItalianDates(Formatter):
    """Un formato di date (di matplotlib o di pandas) con i nomi dei mesi in italiano."""

    def __init__(self, english: Formatter):
        self.english = english

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Scrive una data."""
        return _italian_month(self.english(x, pos))

    def format_ticks(self, values: Any) -> list[str]:
        """Scrive tutte le date dell'asse."""
        return [_italian_month(label) for label in self.english.format_ticks(values)]

    def get_offset(self) -> str:
        """Scrive la parte comune a tutte le date."""
        return _italian_month(self.english.get_offset())

    def set_axis(self, axis: Any) -> None:
        """Collega l'asse."""
        super().set_axis(axis)
        self.english.set_axis(axis)


def _italian_month(label: str) -> str:
    for english, italian in MONTHS.items():
        label = label.replace(english, italian)
    return label


def italian_axis(ax: Axes, *, x: str | None = None, y: str | None = None, decimals: int | None = None) -> None:
    """Scrive i numeri di un asse all'italiana.

    I numeri semplici e le date diventano italiani da soli quando il grafico passa da `show`: serve solo per
    percentuali, euro e anni.

    Parameters
    ----------
    ax : Axes
        Il grafico.
    x, y : {"number", "percent", "euro", "year"}, optional
        Che cosa misura ciascun asse. ``"percent"`` vuole quote (0,25) e scrive 25 %; ``"year"`` non mette il punto
        delle migliaia.
    decimals : int, optional
        Cifre dopo la virgola; se manca, quelle che bastano.

    Raises
    ------
    ValueError
        Se la misura non è tra quelle elencate.
    """
    for axis, kind in ((ax.xaxis, x), (ax.yaxis, y)):
        if kind is None:
            continue
        if kind not in WRITERS:
            raise ValueError(f"Misura dell'asse sconosciuta: «{kind}». Scegli tra {', '.join(WRITERS)}.")
        axis.set_major_formatter(ItalianFormatter(kind, decimals))


def finish(figure: Figure) -> None:
    """Completa una figura: numeri e date italiani dove nessuno ha deciso altro, mai il solo colore."""
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            _italian_ticks(axis)
        _hatch_bars(ax)
        _mark_lines(ax)


def _italian_ticks(axis: Axis) -> None:
    formatter = axis.get_major_formatter()
    if type(formatter) is ScalarFormatter:
        axis.set_major_formatter(ItalianFormatter())
    elif type(formatter) is AutoDateFormatter:
        axis.set_major_formatter(ItalianDates(ConciseDateFormatter(axis.get_major_locator())))  # type: ignore[no-untyped-call]
    elif type(formatter).__module__.startswith("pandas."):  # a pandas time series: years large, months small
        axis.set_major_formatter(ItalianDates(formatter))
        axis.set_minor_formatter(ItalianDates(axis.get_minor_formatter()))


def _hatch_bars(ax: Axes) -> None:
    """Give each colour of bars a hatch of its own, in the legend too, unless the author chose hatches."""
    bars = [bar for group in ax.containers if isinstance(group, BarContainer) for bar in group.patches]
    colours = list(dict.fromkeys(to_rgba(bar.get_facecolor()) for bar in bars))
    if len(colours) < 2 or any(bar.get_hatch() for bar in bars):
        return
    hatch = {colour[:3]: HATCHES[i % len(HATCHES)] for i, colour in enumerate(colours)}
    legend = ax.get_legend()
    keys = [key for key in legend.legend_handles if isinstance(key, Patch)] if legend else []
    for patch in [*bars, *keys]:
        patch.set_hatch(hatch.get(to_rgba(patch.get_facecolor())[:3], ""))


def _mark_lines(ax: Axes) -> None:
    """Give each colour of lines a stroke and a marker of its own, in the legend too, unless the author chose them."""
    legend = ax.get_legend()
    keys = [key for key in legend.legend_handles if isinstance(key, Line2D)] if legend else []
    colours = list(dict.fromkeys(to_rgba(key.get_color()) for key in keys))
    if len(colours) < 2 or len({(key.get_linestyle(), key.get_marker()) for key in keys}) > 1:
        return
    for line in [*ax.get_lines(), *keys]:
        if to_rgba(line.get_color()) in colours:
            nth = colours.index(to_rgba(line.get_color())) % len(MARKERS)
            line.set(linestyle=LINES[nth], marker=MARKERS[nth])
            if line not in keys:
                line.set_markevery(max(1, len(np.atleast_1d(line.get_xdata())) // MARKED_POINTS))
