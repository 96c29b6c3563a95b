"""I grafici dei percorsi: fermi, esportabili, con testo alternativo calcolato dai dati.

Each function returns a picture (kit.plots) and can also write it to a file; nothing is said by colour alone.
"""

from kit.journeys.plots.alluvial import alluvial
from kit.journeys.plots.curves import survival_curves
from kit.journeys.plots.matrices import step_matrix, transition_heatmap
from kit.journeys.plots.points import credit_points, funnel_bars

__all__ = [
    "alluvial",
    "credit_points",
    "funnel_bars",
    "step_matrix",
    "survival_curves",
    "transition_heatmap",
]
