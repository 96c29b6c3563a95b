"""A progress bar with the time that remains.  Writes to standard error only, and only to a terminal."""

import sys
import time
from types import TracebackType
from typing import Self

from kit.launch.say import seconds

WIDTH = 28


class Bar:
    """Una barra: `at(fatti, in_tutto)`; fuori da un terminale non scrive niente."""

    def __init__(self, label: str) -> None:
        self.label = label
        self._live = sys.stderr.isatty()
        self._start = time.monotonic()
        self._last = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            sys.stderr.write("\r" + " " * (WIDTH + 70) + "\r")
            sys.stderr.flush()

    def at(self, done: int, total: int) -> None:
        """Aggiorna la barra (al massimo cinque volte al secondo)."""
        now = time.monotonic()
        if not self._live or (now - self._last < 0.2 and done < total):
            return
        self._last = now
        sys.stderr.write("\r" + self.text(done, total, now - self._start))
        sys.stderr.flush()

    def text(self, done: int, total: int, spent: float) -> str:
        """La barra come testo: quanti, e quanto manca."""
        share = done / total if total else 1.0
        filled = "█" * round(share * WIDTH)
        left = f", mancano circa {seconds(spent / done * (total - done))}" if 0 < done < total else ""
        return f"{self.label} {filled:·<{WIDTH}} {done} di {total}{left}   "
