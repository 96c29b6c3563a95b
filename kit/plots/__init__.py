"""I grafici delle lezioni: uno stile, una tavolozza leggibile, testo alternativo, intervalli.

Draws with matplotlib and seaborn; knows nothing of lessons or data sets.  What three lines of seaborn can show
does not belong here.
"""

from kit.plots.intervals import interval_bars, interval_summary
from kit.plots.picture import Picture, picture, show
from kit.plots.style import HATCHES, LINES, MARKERS, PALETTE, SERIES, italian_axis, style

__all__ = [
    "HATCHES",
    "LINES",
    "MARKERS",
    "PALETTE",
    "SERIES",
    "Picture",
    "interval_bars",
    "interval_summary",
    "italian_axis",
    "picture",
    "show",
    "style",
]
