"""What the terminal shows: plain Italian lines, and steps with the seconds they took.  Writes to standard output only."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self


def accents() -> None:
    """Fa passare gli accenti anche dove il terminale non li conosce tutti."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def write(text: str) -> None:
    """Scrive subito; se il terminale non c'è più (``| head``, finestra chiusa) continua in silenzio."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:  # a set-up left half done would cost more than a lost line
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def line(text: str = "") -> None:
    """Scrive una riga, subito."""
    write(text + "\n")


def seconds(value: float) -> str:
    """Scrive una durata come la direbbe una persona: ``8 s``, ``1 min 5 s``."""
    whole = max(1, round(value))
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60} s"


class Step:
    """Un passo in corso: mostra il tempo che scorre e, se c'è, a che punto è."""

    WIDTH = 52

    def __init__(self, label: str) -> None:
        self.label = label
        self.detail = ""
        self._live = sys.stdout.isatty()
        self._start = time.monotonic()
        self._done = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        if self._live:
            self._ticker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        if self._live:
            self._ticker.join()
            write("\r" + " " * (self.WIDTH + 24) + "\r")
        if kind is None:
            line(self._row(""))

    def _row(self, detail: str) -> str:
        text = f"  {self.label} {detail}".rstrip()
        return f"{text} {'.' * max(3, self.WIDTH - len(text))} {seconds(time.monotonic() - self._start)}"

    def _tick(self) -> None:
        while not self._done.wait(0.5):
            write("\r" + self._row(self.detail) + "   ")


class Steps:
    """Numera i passi: ``1 di 4``, ``2 di 4``…"""

    def __init__(self, total: int) -> None:
        self.total = total
        self._number = 0

    @contextmanager
    def step(self, label: str) -> Iterator[Step]:
        """Apre il passo successivo."""
        self._number += 1
        with Step(f"{self._number} di {self.total}  {label}") as current:
            yield current
