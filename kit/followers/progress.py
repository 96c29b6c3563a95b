"""A progress bar for the terminal: one line, on standard error, in Italian."""

from __future__ import annotations

import sys
from typing import TextIO

from kit.formats import it, pct

WIDTH = 24
STEP = 0.1  # of the work, between two lines, where the line cannot be rewritten


class Bar:
    """Dice a che punto è un lavoro lungo.

    Parameters
    ----------
    label : str
        Che cosa si sta facendo.
    total : int, optional
        Quanti in tutto; se manca, si dice soltanto quanti finora.
    stream : file, optional
        Dove scrivere; se manca, lo standard error.
    """

    def __init__(self, label: str, total: int | None = None, stream: TextIO | None = None) -> None:
        self.label = label
        self.total = total
        self.stream = sys.stderr if stream is None else stream
        self.live = self.stream.isatty()
        self.shown = -1.0

    def __call__(self, done: int) -> None:
        """Aggiorna: ``done`` è quanti ne sono fatti."""
        share = done / self.total if self.total else 0.0
        if not self.live and (share < self.shown + STEP and share < 1 if self.total else self.shown >= 0):
            return
        self.shown = share
        text = f"{self.label}: {self._bar(share)}{it(done)}{f' di {it(self.total)}' if self.total else ''}"
        self.stream.write(f"\r{text}" if self.live else f"{text}\n")
        self.stream.flush()

    def close(self) -> None:
        """Va a capo, se la riga è stata riscritta."""
        if self.live and self.shown >= 0:
            self.stream.write("\n")
            self.stream.flush()

    def _bar(self, share: float) -> str:
        if not self.total:
            return ""
        full = round(WIDTH * share)
        line = "█" * full + "░" * (WIDTH - full)
        try:
            line.encode(self.stream.encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            line = "#" * full + "-" * (WIDTH - full)
        return f"{line} {pct(share, 0)}  "
