"""From text to rows: recognises the separator and cuts the cells.  Pure functions on text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from kit.datasets.errors import DataError
from kit.datasets.italian.numbers import SPACES
from kit.datasets.italian.report import Report

SEPARATORS = {";": "punto e virgola", "\t": "tabulazione", "|": "barra verticale", ",": "virgola"}
OTHER_SEPARATORS = ("^", "~", "#", "\x01", ":", "  ")
SHARE = 0.6  # of the rows must have the same number of cells
LOOKED_AT = 2_000  # rows, to recognise the separator
BLANK = f" \t\n\ufeff{SPACES}"
EMPTY = f'{BLANK}"={"".join(SEPARATORS)}'
QUOTES = "Una cella che contiene virgolette o il separatore va chiusa fra virgolette doppie."


@dataclass(frozen=True)
class Row:
    """Una riga del file: il numero da cui comincia e le sue celle senza spazi attorno."""

    line: int
    cells: list[str]

    @cached_property
    def width(self) -> int:
        """Quante celle fino all'ultima piena."""
        return max((place for place, cell in enumerate(self.cells, 1) if cell), default=0)

    @cached_property
    def filled(self) -> int:
        """Quante celle piene."""
        return sum(1 for cell in self.cells if cell)


def split(text: str, separator: str | None, name: str, report: Report) -> list[Row]:
    """Divide il testo in righe e celle.

    Raises
    ------
    DataError
        Se il separatore non si riconosce, quello chiesto non divide niente, o le virgolette non si chiudono.
    """
    text = text.lstrip("\ufeff")
    if not text.strip(EMPTY + (separator or "")):
        raise DataError(f"Il file «{name}» non contiene nessun valore: solo righe e separatori. Esportalo di nuovo.")
    declared = re.match(r'"?sep=(.)"?\n', text)
    if declared:
        text = "\n" + text[declared.end() :]  # the empty line keeps the numbering
        separator = separator or declared[1]
    if separator is not None:
        return _split_as_told(text, separator, name, report)
    tried = {one: _try(text, one) for one in SEPARATORS}
    good = [one for one, trial in tried.items() if trial.share >= SHARE]
    if not good:
        return _single_column(text, name, report)
    best = max(good, key=lambda one: _merit(tried, one, good))  # at par the first
    report.note(f"separatore: {SEPARATORS[best]}")
    rivals = [SEPARATORS[one] for one in good if one != best and not _beats(tried, best, one)]
    if rivals:
        report.doubt(f"Anche questo segno divide le righe in celle: {', '.join(rivals)}. Se serve, indica `separator`.")
    return _cut(text, best, name, report)


def _split_as_told(text: str, separator: str, name: str, report: Report) -> list[Row]:
    if len(separator) != 1 or separator in '"\n':
        raise DataError(f'`separator` è un segno solo, per esempio ";". Ho ricevuto «{separator}».')
    rows = _cut(text, separator, name, report)
    better = max(SEPARATORS, key=lambda one: _try(text, one).share)
    if max(row.width for row in rows) < 2 and _try(text, better).share >= SHARE:
        raise DataError(
            f"Con il separatore «{separator}» in «{name}» viene una colonna sola. "
            f'Sembra invece {SEPARATORS[better]}: prova separator="{better}", o non indicarlo.'
        )
    report.note(f"separatore indicato: {SEPARATORS.get(separator, separator)}")
    return rows


def _cut(text: str, separator: str, name: str, report: Report) -> list[Row]:
    """Cut the whole text; call out cells that swallowed whole lines: mostly somebody forgot a quotation mark."""
    try:
        rows = _parse(text, separator)
    except csv.Error as error:
        odd = next((place for place, line in enumerate(text.split("\n"), 1) if line.count('"') % 2), None)
        where = f" (guarda la riga {odd})" if odd else ""
        raise DataError(f"In «{name}» le virgolette non si chiudono{where}. {QUOTES}") from error
    for row in rows:
        if any("\n" in cell and separator in cell for cell in row.cells):
            report.doubt(f"Alla riga {row.line} comincia una cella lunga più righe: forse mancano delle virgolette.")
    return rows


def _parse(text: str, separator: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, before = [], 0
    for cells in reader:
        rows.append(Row(before + 1, [_clean(cell) for cell in cells]))
        before = reader.line_num
    return rows


def _clean(cell: str) -> str:
    """Strip spaces of any kind, and the ="00123" with which spreadsheets protect a code."""
    cell = cell.strip(BLANK)
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell


@dataclass(frozen=True)
class _Trial:
    """What a separator makes of the first rows: the full ones, uncleaned, and their share of the filled ones."""

    share: float
    rows: list[list[str]]

    def holds(self, sign: str) -> float:
        """Return the share of rows with that sign inside a cell."""
        return sum(1 for row in self.rows if any(sign in cell for cell in row)) / len(self.rows)

    def untidy(self) -> float:
        """Return the share of rows that look cut inside a sentence: a cell begins with a space or holds a quotation mark."""
        return sum(1 for row in self.rows if any(cell[:1] == " " or '"' in cell for cell in row[1:])) / len(self.rows)


def _try(text: str, separator: str) -> _Trial:
    """Cut the first rows; the share is 0 where the commonest number of cells is one."""
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        rows = [row for row in islice(reader, LOOKED_AT) if any(map(str.strip, row))]
    except csv.Error:
        return _Trial(0.0, [])
    if not rows:
        return _Trial(0.0, [])
    cells, times = Counter(map(len, rows)).most_common(1)[0]
    return _Trial(times / len(rows) if cells > 1 else 0.0, [row for row in rows if len(row) == cells])


def _beats(tried: dict[str, _Trial], one: str, other: str) -> bool:
    """Tell whether `one` splits better: the cells that `other` makes hold `one` more often than the reverse.

    In a;b over 1,5;2,5 every row cut at the commas holds a semicolon; the header cut at the semicolons holds no comma.
    """
    return tried[other].holds(one) > tried[one].holds(other)


def _merit(tried: dict[str, _Trial], one: str, good: list[str]) -> tuple[int, float, bool, int]:
    """Rank separators: how many others it beats; tidy cells; any before the comma, which decimals use; the most cells."""
    wins = sum(_beats(tried, one, other) for other in good)
    return wins, -round(tried[one].untidy(), 1), one != ",", len(tried[one].rows[0])


def _single_column(text: str, name: str, report: Report) -> list[Row]:
    lines = [line for line in text.split("\n") if line.strip()]
    for sign in OTHER_SEPARATORS:
        counts = {len(re.split(r" {2,}", line.strip())) - 1 if sign == "  " else line.count(sign) for line in lines}
        if len(lines) > 1 and len(counts) == 1 and counts != {0}:
            how = "più spazi" if sign == "  " else f"«{sign}»"
            remedy = "salvalo con il punto e virgola" if sign == "  " else f'prova separator="{sign}"'
            raise DataError(f"In «{name}» le celle sembrano separate da {how}, segno poco usato: {remedy}.")
    rows = _cut(text, ";", name, report)
    if any(sign in line for line in lines for sign in SEPARATORS):
        raise DataError(
            f"Non riconosco il separatore di «{name}»: le righe hanno numeri di celle troppo diversi. "
            'Se lo conosci, indicalo, per esempio separator=";". Se è un testo, non è una tabella.'
        )
    report.doubt("C'è una colonna sola: se te ne aspettavi di più, guarda con quale segno sono separate le celle.")
    return rows
