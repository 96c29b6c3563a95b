"""Dates as spreadsheets write them: how one cell can be read, and which order a column has.  Pure functions on text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from kit.datasets.italian.numbers import CACHE

MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip
DAY_FIRST, MONTH_FIRST = "gg/mm", "mm/gg"
FIRST_YEAR, LAST_YEAR = 1800, 2200
PIVOT = 30  # two-digit years below it are 2000s, as in a spreadsheet

_CLOCK = r"(?:[ t]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?)?"
_WEEKDAY = r"(?:(?:lun|mar|mer|gio|ven|sab|dom)[a-zì]*[., ]+)?"
_SLASHED = re.compile(rf"(?P<a>\d{{1,2}})(?P<sign>[/.\-])(?P<b>\d{{1,2}})(?P=sign)(?P<year>\d{{4}}|\d{{2}}){_CLOCK}")
_ISO = re.compile(rf"(?P<year>\d{{4}})(?P<sign>[-/])(?P<b>\d{{1,2}})(?P=sign)(?P<a>\d{{1,2}}){_CLOCK}")
_WORDS = re.compile(
    rf"{_WEEKDAY}(?P<a>\d{{1,2}})°?[ \-/]+(?P<word>[a-z]{{3,9}})\.?[ \-/]+(?P<year>\d{{4}}|\d{{2}}){_CLOCK}"
)
_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})")


@dataclass(frozen=True)
class Date:
    """Una cella che si legge come data; `order` è None se la scrittura non dice quale numero è il giorno."""

    first: int
    second: int
    year: int
    clock: tuple[int, int, int]
    slashed: bool  # two numbers whose order the writing does not tell
    short_year: bool

    @property
    def proves(self) -> str | None:
        """L'ordine che questa cella dimostra da sola, se lo dimostra."""
        if not self.slashed:
            return None
        if self.first > 12:
            return DAY_FIRST
        return MONTH_FIRST if self.second > 12 else None

    @property
    def ambiguous(self) -> bool:
        """True se giorno e mese si potrebbero scambiare e il risultato cambierebbe."""
        return self.slashed and self.proves is None and self.first != self.second

    def moment(self, order: str) -> datetime | None:
        """L'istante, con quell'ordine; None se il calendario non ce l'ha."""
        swap = self.slashed and order == MONTH_FIRST
        day, month = (self.second, self.first) if swap else (self.first, self.second)
        try:
            return datetime(self.year, month, day, *self.clock)
        except ValueError:
            return None


@lru_cache(maxsize=CACHE)
def look(cell: str) -> Date | None:
    """Legge una cella come data, se si può.

    Returns
    -------
    Date o None
        None anche quando nessun ordine dà un giorno del calendario.
    """
    text = cell.strip().lower()
    for shape in (_SLASHED, _ISO, _WORDS):
        found = shape.fullmatch(text)
        if not found:
            continue
        parts = found.groupdict()
        second = _month(parts["word"]) if "word" in parts else int(parts["b"])
        clock = tuple(int(parts[key] or 0) for key in ("hour", "minute", "second"))
        short = len(parts["year"]) == 2
        year = int(parts["year"])
        year += (2000 if year < PIVOT else 1900) if short else 0
        date = Date(int(parts["a"]), second, year, (clock[0], clock[1], clock[2]), shape is _SLASHED, short)
        valid = FIRST_YEAR <= year <= LAST_YEAR and (date.moment(DAY_FIRST) or date.moment(MONTH_FIRST))
        return date if valid else None
    return None


def zoned(cell: str) -> bool:
    """True per un istante con fuso orario (2025-04-03T10:00:00Z), che si lascia come testo."""
    return _ZONED.fullmatch(cell.strip()) is not None


def _month(word: str) -> int:
    """Return the number of a month written in Italian, whole or shortened; 0 if it is none."""
    return next((place for place, name in enumerate(MONTHS, 1) if name.startswith(word)), 0)
