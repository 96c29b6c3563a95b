"""From rows to header and data: skips titles, blank rows and notes, names the columns.  Pure functions on rows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kit.datasets.errors import DataError
from kit.datasets.italian import dates, numbers
from kit.datasets.italian.report import Report, lines_of, some
from kit.datasets.italian.separators import Row

TOP = 30  # the header is looked for in the first rows
SHARE = 0.6  # of the cells of a header must be full


@dataclass(frozen=True)
class Sheet:
    """Un foglio riconosciuto: nomi di colonna, righe di dati."""

    names: list[str]
    rows: list[Row]


def arrange(rows: list[Row], header_line: int | None, name: str, report: Report) -> Sheet:
    """Trova i nomi di colonna e le righe di dati.

    Raises
    ------
    DataError
        Se una riga ha più celle dell'intestazione, o sotto l'intestazione non c'è nessun dato.
    """
    if header_line is not None:
        place = next((here for here, row in enumerate(rows) if row.line == header_line and row.filled), None)
        if place is None:
            raise DataError(
                f"In «{name}» la riga {header_line} è vuota o non c'è: quale riga contiene i nomi di colonna?"
            )
    else:
        place = _find_header(rows, name, report)
    above = [row for row in rows[: place or 0] if row.filled]
    if place is None:
        width = max(row.width for row in rows)
        header = [f"colonna_{number}" for number in range(1, width + 1)]
        body = rows
        report.doubt("Non trovo i nomi di colonna, perciò li ho inventati. Se ci sono, indica `header_row`.")
    else:
        header = rows[place].cells
        body = rows[place + 1 :]
        skipped = f"; righe di titolo saltate sopra: {len(above)}" if above else ""
        report.note(f"nomi di colonna alla riga {rows[place].line}{skipped}")
    body = _drop_extras(body, header, report)
    if not body:
        raise DataError(f"In «{name}» ci sono i nomi di colonna ma nessuna riga di dati. Esportalo di nuovo.")
    names, kept = _name_columns(header, body, name, report)
    return Sheet(
        names, [Row(row.line, [row.cells[here] if here < len(row.cells) else "" for here in kept]) for row in body]
    )


def _is_value(cell: str) -> bool:
    return numbers.look(cell) is not None or dates.look(cell) is not None or numbers.is_code(cell)


def _is_year(cell: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", cell) is not None


def _like_header(row: Row, width: int) -> bool:
    cells = [cell for cell in row.cells if cell]
    values = [cell for cell in cells if _is_value(cell) and not _is_year(cell)]
    enough = row.width >= width and len(cells) >= max(1, SHARE * width)
    return enough and not values and any(not _is_year(cell) for cell in cells)


def _find_header(rows: list[Row], name: str, report: Report) -> int | None:
    width = max(row.width for row in rows)
    common = Counter(row.width for row in rows if row.filled).most_common(1)[0][0]
    for wanted in dict.fromkeys((width, common)):  # where no row is as wide as the widest, one row overflows
        top = [here for here, row in enumerate(rows[:TOP]) if row.width >= wanted]
        heads = [here for here in top if _like_header(rows[here], wanted)]
        if heads and heads[0] == top[0]:
            return _below_a_blank(rows, heads, report)
        if len(heads) == 1 and heads[0] <= 6 and wanted > 1:
            report.doubt(
                f"Ho preso i nomi di colonna dalla riga {rows[heads[0]].line}, sotto altre righe piene: controlla."
            )
            return heads[0]
    short = [row for row in rows[:TOP] if 2 <= row.filled == row.width < width and _like_header(row, row.width)]
    if short:
        raise DataError(
            f"In «{name}» la riga {short[0].line} ha {short[0].width} nomi di colonna, ma sotto ci sono righe con "
            f"{width} celle. Forse la virgola separa le celle e anche i decimali: salva con il punto e virgola, "
            "oppure indica `header_row`."
        )
    return None


def _below_a_blank(rows: list[Row], heads: list[int], report: Report) -> int:
    """Prefer a header that follows a blank row: what stands above it are titles as wide as the table."""
    first = heads[0]
    for here in heads[1:]:
        if here - first > 6 or here + 1 >= len(rows):
            break
        if not rows[here - 1].filled and any(_is_value(cell) for cell in rows[here + 1].cells):
            report.doubt(
                f"Ho preso i nomi di colonna dalla riga {rows[here].line} e saltato quelle sopra la riga vuota: "
                f"se sono dati, indica header_row={rows[first].line}."
            )
            return here
    if any(_is_year(cell) for cell in rows[first].cells):
        report.doubt(
            f"Alla riga {rows[first].line} ho preso gli anni come nomi di colonna: se sono dati, indica `header_row`."
        )
    return first


def _drop_extras(body: list[Row], header: list[str], report: Report) -> list[Row]:
    """Leave out blank rows, repeated headers and notes below the table; say each."""
    last = max((here for here, row in enumerate(body) if not row.filled), default=-1)
    while last >= 0 and not any(row.filled for row in body[last:]):  # blank rows at the very end
        body = body[:last]
        last = max((here for here, row in enumerate(body) if not row.filled), default=-1)
    tail = [row for row in body[last + 1 :] if row.filled] if last >= 0 else []
    wide = sum(1 for cell in header if cell) > 1
    if wide and tail and last > 0 and all(row.filled == 1 and not _is_value("".join(row.cells)) for row in tail):
        report.note("note sotto la tabella, saltate", some(["".join(row.cells) for row in tail]))
        body = body[:last]
    blank = sum(1 for row in body if not row.filled)
    if blank:
        report.note(f"righe vuote saltate: {blank}")
    repeated = [row for row in body if row.filled and row.cells == header]
    if repeated:
        report.note(f"nomi di colonna ripetuti fra i dati, saltati: {len(repeated)}")
    kept = [row for row in body if row.filled and row.cells != header]
    totals = [
        row for row in kept if re.match(r"(sub)?total[ei]\b|somma\b|media\b", next(filter(None, row.cells)), re.I)
    ]
    if wide and totals:
        where = ", ".join(str(row.line) for row in totals[:4])
        report.doubt(f"Sembrano righe di totale, che ho lasciato fra i dati (righe {where}): toglile prima di sommare.")
    lonely = [row for row in kept if row.filled == 1]
    if sum(1 for cell in header if cell) > 2 and lonely and len(kept) > 1:
        where = lines_of([(row.line, "".join(row.cells)) for row in lonely])
        report.doubt(f"Righe con una cella sola, che ho lasciato fra i dati ({where}): sono titoli o note?")
    return kept


def _name_columns(header: list[str], body: list[Row], name: str, report: Report) -> tuple[list[str], list[int]]:
    """Return unique names and the places of the columns to keep."""
    width = max((place for place, cell in enumerate(header, 1) if cell), default=0)
    used = Counter(here for row in body for here, cell in enumerate(row.cells) if cell)
    # A nameless column that most rows fill is a column; one that few rows reach is an overflow.
    room = max((here + 1 for here, times in used.items() if here < len(header) and times >= len(body) / 2), default=0)
    wide = next((row for row in body if row.width > max(width, room)), None)
    if wide is not None:
        raise DataError(
            f"In «{name}» la riga {wide.line} ha {wide.width} celle, ma i nomi di colonna sono {width}. Di solito una cella "
            "contiene il separatore (una virgola nei decimali, un «;» in un titolo): va chiusa fra virgolette."
        )
    kept = [here for here, cell in enumerate(header) if cell or here in used]
    if len(kept) < len(header):
        report.note(f"colonne senza nome e senza dati, tolte: {len(header) - len(kept)}")
    names: list[str] = []
    for here in kept:
        plain = " ".join(header[here].split()) or f"colonna_{here + 1}"
        if not header[here]:
            report.doubt(f"La colonna {here + 1} ha dati ma non ha nome: l'ho chiamata «{plain}».")
        again = sum(1 for earlier in kept if earlier < here and header[earlier] == header[here])
        unique = f"{plain}_{again + 1}" if again and header[here] else plain
        while unique in names:
            unique += "_2"
        if unique != plain:
            report.doubt(f"Il nome «{plain}» c'è più di una volta: una delle colonne ora si chiama «{unique}».")
        names.append(unique)
    short = [row.line for row in body if len(row.cells) < width]
    if short:
        where = ", ".join(map(str, short[:4]))
        report.doubt(
            f"Righe con meno celle delle altre ({len(short)}; la prima alla riga {where}): in fondo ho messo celle vuote."
        )
    return names, kept
