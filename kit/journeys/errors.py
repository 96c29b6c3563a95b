"""What this room says when data cannot be used, or can be used with care.  Pure."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

from kit.formats import it

HERE = str(Path(__file__).parent)


class JourneyError(ValueError):
    """Dati o parametri che non permettono il calcolo: che cosa, dove, e il rimedio."""

    def _render_traceback_(self) -> list[str]:
        """Show a learner the sentence alone: IPython asks this method before printing twenty lines of ours."""
        return [f"JourneyError: {self}"]


class JourneyWarning(UserWarning):
    """Il calcolo si fa, ma c'è qualcosa da sapere prima di usarlo."""


def warn(message: str) -> None:
    """Avvisa, puntando alla riga di chi ha chiamato questa stanza."""
    level, frame = 2, sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(HERE):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, JourneyWarning, stacklevel=level)


def number(count: int, one: str, many: str) -> str:
    """Un conteggio con il suo nome: «1 riga», «1.200 righe»."""
    return f"{it(count)} {one if count == 1 else many}"


def cell(value: object, limit: int = 40) -> str:
    """Un valore come si cita in un messaggio, accorciato."""
    text = str(value)
    return f"«{text if len(text) <= limit else text[: limit - 1] + '…'}»"
