"""One column at a time: text, numbers, dates or true/false; whatever is uncertain goes into the report.  Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kit.datasets.italian import dates, numbers
from kit.datasets.italian.report import Report, lines_of, some

MOSTLY = 0.8  # from this share of numbers (or dates) on, the rest is called out and left missing
MIXED = 0.2  # from this share on, numbers among text are called out
MISSING = {"-", "–", "—", "n.d.", "n.d", "nd", "n/d", "n.a.", "na", "n/a", "null", "nan", "none", "...", "…", "?"}
BROKEN = {
    "#n/d",
    "#n/a",
    "#div/0!",
    "#valore!",
    "#value!",
    "#rif!",
    "#ref!",
    "#nome?",
    "#name?",
    "#num!",
    "#nullo!",
    "#null!",
}
TRUTH = {"vero": True, "true": True, "falso": False, "false": False}
EXACT = 2**53  # whole numbers up to here are the same as float64
SERIALS = (20_000, 60_000)  # days since 1900 in a spreadsheet: from 1954 to 2064


@dataclass(frozen=True)
class Column:
    """Una colonna come sta nel file: nome e celle piene, con la riga di ognuna."""

    name: str
    size: int
    cells: dict[int, tuple[int, str]]  # place in the table → line in the file, text

    def values(self) -> list[tuple[int, str]]:
        """Le celle che portano un valore (senza «n.d.» e simili)."""
        return [one for one in self.cells.values() if not _absent(one[1])]


@dataclass(frozen=True)
class Options:
    """Le scelte di chi legge, che vincono su ciò che si riconosce."""

    decimal: str | None
    order: str | None
    text: frozenset[str]


def _absent(cell: str) -> bool:
    low = cell.lower()
    return low in MISSING or low in BROKEN or not cell.strip("#")


def certain_decimals(columns: list[Column]) -> set[str]:
    """I segni decimali certi in un file, colonna per colonna: {","}, {"."}, tutti e due o nessuno."""
    signs = {numbers.ITALIAN: ",", numbers.ENGLISH: "."}
    found = set()
    for column in columns:
        looked = [numbers.look(cell) for _, cell in column.values()]
        known = [one.kind for one in looked if one]
        if known and len(known) >= MOSTLY * len(looked):
            found |= {signs[kind] for kind in known if kind in signs}
    return found


def convert(column: Column, elsewhere: set[str], options: Options, report: Report) -> list[Any]:
    """Traduce una colonna in valori di Python.

    Returns
    -------
    list, lunga quanto la tabella
        Con None dove il valore manca; i numeri sono tutti int oppure tutti float.
    """
    if column.name in options.text:
        report.note("lasciate come testo perché l'hai chiesto", column.name)
        return _as_text(column, report, check=False)
    if not column.cells:
        report.doubt(f"La colonna «{column.name}» è tutta vuota.")
        return [None] * column.size
    values = column.values()
    truths = [cell for _, cell in values if cell.lower() in TRUTH]
    if values and len(truths) == len(column.cells):
        report.note("vero o falso", column.name)
        return _fill(column, {place: TRUTH[cell.lower()] for place, (_, cell) in column.cells.items()})
    codes = [cell for _, cell in values if numbers.is_code(cell)]
    figures = [cell for _, cell in values if numbers.look(cell)]
    days = [cell for _, cell in values if dates.look(cell)]
    if values and figures and len(figures) + len(codes) >= MOSTLY * len(values) and not codes:
        return _as_numbers(column, elsewhere, options, report)
    if values and len(days) >= MOSTLY * len(values):
        return _as_dates(column, options, report)
    if codes and len(figures) + len(codes) >= MOSTLY * len(values):
        report.note(f"codici lasciati come testo (per esempio «{codes[0]}»)", column.name)
        return _as_text(column, report, check=False)
    if len(figures) >= MIXED * len(column.cells):
        others = [one for one in column.cells.values() if not numbers.look(one[1])]
        report.doubt(
            f"La colonna «{column.name}» mescola numeri e testo: l'ho lasciata come testo. "
            f"Numeri: {len(figures)}; altro: {lines_of(others)}."
        )
    elif any(dates.zoned(cell) for _, cell in values):
        report.doubt(f"La colonna «{column.name}» contiene istanti con il fuso orario: l'ho lasciata come testo.")
    elif len(days) >= MIXED * len(column.cells):
        report.doubt(f"La colonna «{column.name}» mescola date e testo: l'ho lasciata come testo.")
    return _as_text(column, report, check=True)


def _fill(column: Column, known: dict[int, Any]) -> list[Any]:
    return [known.get(place) for place in range(column.size)]


def _as_text(column: Column, report: Report, *, check: bool) -> list[Any]:
    if check:
        written: dict[str, set[str]] = {}
        for _, cell in column.cells.values():
            written.setdefault(" ".join(cell.lower().split()), set()).add(cell)
        twins = [" / ".join(sorted(forms)) for forms in written.values() if len(forms) > 1]
        if twins:
            report.doubt(
                f"Nella colonna «{column.name}» valori che cambiano solo per maiuscole o spazi: {some(twins)}."
            )
    return _fill(column, {place: cell for place, (_, cell) in column.cells.items()})


def _contradiction(column: Column, why: str, report: Report) -> list[Any]:
    report.doubt(f"La colonna «{column.name}» {why}: l'ho lasciata come testo. Correggi il file e rileggilo.")
    return _as_text(column, report, check=False)


def _as_numbers(column: Column, elsewhere: set[str], options: Options, report: Report) -> list[Any]:
    known = {place: found for place, (_, cell) in column.cells.items() if (found := numbers.look(cell))}
    looked = list(known.values())
    if len({one.percent for one in looked}) > 1:
        return _contradiction(column, "ha numeri con il segno % e numeri senza", report)
    money = {one.currency for one in looked if one.currency}
    if len(money) > 1:
        return _contradiction(column, f"ha più di una moneta ({', '.join(sorted(money))})", report)
    decision = numbers.decide(looked, elsewhere, options.decimal)
    if decision.decimal is None:
        place = {kind: cell for (_, cell) in column.values() if (one := numbers.look(cell)) for kind in [one.kind]}
        return _contradiction(
            column, f"usa il punto e la virgola in modi diversi ({', '.join(place.values())})", report
        )
    decimal = decision.decimal
    _tell_numbers(column, known, decision, report)
    _tell_left_out(column, set(known), "numeri", report)
    low, high = SERIALS
    if re.search(r"\b(data|date|giorno)\b", column.name.lower()) and all(
        low < one.value(decimal) < high for one in looked
    ):
        report.doubt(
            f"I numeri della colonna «{column.name}» sembrano date di un foglio di calcolo: formattale come data e risalva."
        )
    clock = all(one.kind == numbers.ENGLISH and re.fullmatch(r"(?:1?\d|2[0-3])\.[0-5]\d", one.body) for one in looked)
    if clock and re.search(r"\b(ora|ore|orario|alle)\b", column.name.lower()):
        report.doubt(f"I numeri della colonna «{column.name}» sembrano orari: scrivili con i due punti e rileggi.")
    values = {place: one.value(decimal) for place, one in known.items()}
    whole = len(known) == column.size and all(one.whole(decimal) and abs(one.value(decimal)) < EXACT for one in looked)
    return _fill(column, {place: int(value) if whole else float(value) for place, value in values.items()})


def _tell_numbers(column: Column, known: dict[int, numbers.Number], decision: numbers.Decision, report: Report) -> None:
    decimal = decision.decimal or ","
    ambiguous = {numbers.DOT3, numbers.COMMA3}
    uncertain = [place for place, one in known.items() if one.kind in ambiguous]
    if decision.doubt and uncertain:
        cell = column.cells[uncertain[0]][1]
        value = known[uncertain[0]].value(decimal)
        other = known[uncertain[0]].value("." if decimal == "," else ",")
        sign = "." if decimal == "," else ","
        report.doubt(
            f"Nella colonna «{column.name}» ho letto «{cell}» come {_show(value)}, ma potrebbe essere {_show(other)}. "
            f'Se è così, rileggi con decimal="{sign}".'
        )
    elif decision.doubt:
        what = "il punto" if decimal == "." else "la virgola"
        report.doubt(f"La colonna «{column.name}» usa {what} per i decimali, al contrario di altre colonne del file.")
    if any(decimal in one.body for one in known.values()):
        report.note("virgola decimale" if decimal == "," else "punto decimale", column.name)
    thousands = next(
        (place for place, one in known.items() if re.search(r"\d[.,' ’]\d{3}", one.body.split(decimal)[0])), None
    )
    if thousands is not None:
        cell, value = column.cells[thousands][1], known[thousands].value(decimal)
        report.note("separatore delle migliaia", f"{column.name} («{cell}» → {_show(value)})")
    if any(one.percent for one in known.values()):
        place = next(iter(known))
        report.note(
            "percentuali divise per 100",
            f"{column.name} («{column.cells[place][1]}» → {_show(known[place].value(decimal))})",
        )
    for money in sorted({one.currency for one in known.values() if one.currency}):
        report.note(f"segno {money} tolto", column.name)
    if any(one.accounting for one in known.values()):
        report.note("numeri fra parentesi o con il meno in fondo letti come negativi", column.name)
    rough = [column.cells[place] for place, one in known.items() if one.scientific]
    if rough:
        report.doubt(
            f"La colonna «{column.name}» ha numeri abbreviati dal foglio di calcolo, con cifre perse: {lines_of(rough)}."
        )


def _show(value: Any) -> str:
    return f"{value:f}".replace(".", ",")


def _tell_left_out(column: Column, known: set[int], what: str, report: Report) -> None:
    """Say which cells became missing, and why."""
    left = {place: one for place, one in column.cells.items() if place not in known}
    broken = [one for one in left.values() if one[1].lower() in BROKEN or not one[1].strip("#")]
    absent = [one for one in left.values() if _absent(one[1]) and one not in broken]
    junk = [one for one in left.values() if one not in broken and one not in absent]
    if absent:
        signs = ", ".join(dict.fromkeys(f"«{cell}»" for _, cell in absent))
        report.note("segni letti come valore mancante", f"{column.name} ({signs}: {len(absent)})")
    if broken:
        report.doubt(
            f"Nella colonna «{column.name}» il foglio di calcolo aveva errori, ora valori mancanti: {lines_of(broken)}."
        )
    if junk:
        hint = ""
        if what == "numeri" and any(
            dates.look(cell) or re.fullmatch(r"\d{1,2}-[a-z]{3}", cell.lower()) for _, cell in junk
        ):
            hint = " Forse il foglio di calcolo ha trasformato dei numeri in date."
        report.doubt(
            f"La colonna «{column.name}» contiene {what}, salvo celle che ho lasciato mancanti: {lines_of(junk)}.{hint} "
            f'Se è testo, rileggi con text=["{column.name}"].'
        )


def _as_dates(column: Column, options: Options, report: Report) -> list[Any]:
    looked = {place: found for place, (_, cell) in column.cells.items() if (found := dates.look(cell))}
    proofs = {found.proves for found in looked.values() if found.proves}
    if len(proofs) > 1 and options.order is None:
        return _contradiction(column, "ha date con il giorno prima e date con il mese prima", report)
    order = options.order or next(iter(proofs), dates.DAY_FIRST)
    known = {place: moment for place, found in looked.items() if (moment := found.moment(order))}
    doubtful = [column.cells[place] for place, found in looked.items() if found.ambiguous]
    slashed = any(found.slashed for found in looked.values())
    label = (
        ("gg/mm/aaaa" if order == dates.DAY_FIRST else "mm/gg/aaaa")
        if slashed
        else "anno-mese-giorno o mese in lettere"
    )
    report.note(f"date ({label})", column.name)
    if doubtful and not proofs and options.order is None:
        line, cell = doubtful[0]
        found = dates.look(cell)
        moment = found.moment(order) if found else None
        read = f"{moment.day} {dates.MONTHS[moment.month - 1]} {moment.year}" if moment else cell
        report.doubt(
            f"Nella colonna «{column.name}» nessuna data dice se viene prima il giorno o il mese: ho letto «{cell}» "
            f'(riga {line}) come {read}. Se è il contrario, rileggi con dates="mm/gg".'
        )
    elif order == dates.MONTH_FIRST and options.order is None:
        report.doubt(
            f"Nella colonna «{column.name}» il mese viene prima del giorno (uso americano): controlla una data che conosci."
        )
    if any(found.short_year for found in looked.values()):
        report.doubt(
            f"Nella colonna «{column.name}» l'anno ha due cifre: ho letto 00–29 come 2000–2029, 30–99 come 1930–1999."
        )
    _tell_left_out(column, set(known), "date", report)
    return _fill(column, known)
