"""From a path to text: finds the file, refuses what is no text, recognises the encoding.  Reads one file as a stream.

Files of a million rows must fit: nothing here holds the whole of a CSV.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.datasets.errors import DataError
from kit.datasets.italian import content
from kit.formats import it

HEAD = 64_000  # bytes looked at to recognise a file
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SEPARATORS = {",": "virgola", ";": "punto e virgola", "\t": "tabulazione", "|": "barra verticale"}
WEB_PAGE = ("<!doctype", "<html", "<head", "<body", "<?xml", "<script", "<table", "<div", "<!--")
AGAIN = "Scaricalo di nuovo: forse lo scaricamento si è interrotto."
CHUNK = 20_000  # rows
EXCEL_HINT = re.compile(r"\"?sep=([,;\t|])\"?")  # the first row by which Excel is told the separator
MOST_CELL = 1 << 24  # characters


@dataclass
class Source:
    """Un file di testo riconosciuto, e ciò che se ne è capito."""

    path: Path
    encoding: str
    errors: str = "strict"
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Il nome del file, per i messaggi."""
        return self.path.name

    def stream(self) -> io.TextIOWrapper:
        """Il testo, a flusso, con i fine riga come sono."""
        return io.TextIOWrapper(self.path.open("rb"), encoding=self.encoding, errors=self.errors, newline="")

    def head(self) -> str:
        """L'inizio del testo, senza spazi davanti."""
        with self.stream() as text:
            return text.read(HEAD).lstrip("\ufeff \t\r\n")


def open_source(path: str | Path, encoding: str | None = None) -> Source:
    """Trova il file e ne riconosce la codifica.

    Raises
    ------
    DataError
        Se non c'è, è vuoto, non è testo, è una pagina web, o mescola due codifiche.
    """
    if not isinstance(path, (str, Path)):
        raise DataError(
            f'Serve il nome di un file, non un oggetto di tipo {type(path).__name__}: per esempio load("follower.csv").'
        )
    file = content.find(path)
    try:
        with file.open("rb") as stream:
            start = stream.read(HEAD)
    except OSError as error:
        raise DataError(
            f"Non riesco ad aprire «{file.name}»: è aperto in un altro programma? ({error.strerror})"
        ) from error
    if not start.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise DataError(f"Il file «{file.name}» è vuoto. {AGAIN}")
    for signature, what in content.SIGNATURES.items():
        if start.startswith(signature):
            raise DataError(
                f"«{file.name}» non è un elenco di conti: è {what}. Serve il file CSV o JSON che c'è dentro."
            )
    source = _recognise(file, start, encoding)
    opening = source.head()[:200].lower()
    if opening.startswith(WEB_PAGE):
        raise DataError(
            f"«{file.name}» è una pagina web (HTML) salvata con quel nome. Spesso è la pagina di accesso di un sito: "
            "entra, poi scarica di nuovo il file. Dove si può scegliere fra HTML e JSON, scegli JSON."
        )
    return source


def _recognise(file: Path, start: bytes, encoding: str | None) -> Source:
    if encoding is not None:
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            raise DataError(f"Non conosco la codifica «{encoding}». Le più usate: utf-8, cp1252, utf-16.") from error
        source = Source(file, encoding, "replace", [f"codifica indicata da te: {encoding}"])
        source.doubts.append("Le lettere che non si leggono con quella codifica sono diventate «�».")
        return source
    for bom, codec in BOMS.items():
        if start.startswith(bom):
            _refuse_bytes(file, codec)
            return Source(file, codec, notes=[f"codifica {codec.upper()} con BOM"])
    if b"\x00" in start:
        raise DataError(f"«{file.name}» non è un file di testo: contiene byte che nessun CSV o JSON ha.")
    good, bad = _lines_by_encoding(file)
    if bad is None:
        return Source(file, "utf-8")
    if good is not None:
        raise DataError(
            f"In «{file.name}» ci sono due codifiche: la riga {good} è UTF-8, la riga {bad} no. Salvalo di nuovo in UTF-8, "
            'oppure scrivi encoding="utf-8" per leggerlo comunque (qualche lettera diventerà «�»).'
        )
    return Source(file, "cp1252", "replace", ["codifica cp1252 (Windows)"])


def _refuse_bytes(file: Path, codec: str) -> None:
    """Say so when a file with a byte-order mark does not decode."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeError as error:
        raise DataError(
            f"«{file.name}» comincia come un testo {codec.upper()}, ma poi non si legge. {AGAIN}"
        ) from error


def _lines_by_encoding(file: Path) -> tuple[int | None, int | None]:
    """Return the first line with accents that is UTF-8, and the first that is not."""
    good = bad = None
    with file.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
            except UnicodeError:
                bad = bad or number
            else:
                good = good or number
            if good and bad:
                break
    return good, bad


def separator_of(source: Source) -> str:
    """Il segno fra le celle, dalla prima riga.

    Raises
    ------
    DataError
        Se la prima riga non ne contiene nessuno.
    """
    lines = source.head().splitlines()
    if told := EXCEL_HINT.fullmatch(lines[0]):
        return told[1]
    counts = {sign: lines[0].count(sign) for sign in SEPARATORS}
    best = max(counts, key=lambda sign: counts[sign])
    if not counts[best]:
        raise DataError(
            f"«{source.name}» ha una colonna sola: «{lines[0][:60]}». Le colonne vanno separate da "
            f"{', '.join(SEPARATORS.values())}: esportalo di nuovo come CSV."
        )
    return best


class Ragged(DataError):
    """Una riga con un numero di celle diverso dai nomi di colonna."""


@dataclass
class Chunk:
    """Alcune righe di una tabella: nomi di colonna, celle, e dove stava ogni riga nel file."""

    header: list[str]
    rows: list[list[str]]
    places: list[int]
    word: str = "riga"

    def column(self, name: str) -> list[str]:
        """Le celle di una colonna."""
        here = self.header.index(name)
        return [row[here] for row in self.rows]


QUOTING = (  # ways in which exports write a quotation mark inside a cell, the commonest first
    {"strict": True},  # doubled
    {"strict": True, "escapechar": "\\"},  # with a backslash before
    {"strict": False},  # as it comes
)


def csv_chunks(source: Source, separator: str, quoting: Mapping[str, Any]) -> Iterator[Chunk]:
    """Le righe di un CSV, a pezzi.

    Parameters
    ----------
    source : Source
    separator : str
    quoting : mapping
        Uno dei modi di `QUOTING`.

    Raises
    ------
    Ragged
        Se una riga ha più o meno celle dei nomi di colonna (di solito il file è troncato).
    DataError
        Se le virgolette non si chiudono, o non c'è nessuna riga di dati.
    """
    csv.field_size_limit(MOST_CELL)
    with source.stream() as text:
        try:
            reader = csv.reader(text, delimiter=separator, **quoting)
            header = _header(reader)
            yield from _chunks(source, reader, header, separator)
        except csv.Error as error:
            raise Ragged(
                f"In «{source.name}», vicino alla riga {reader.line_num}, una cella non si chiude. "
                "Mancano delle virgolette, oppure il file è troncato."
            ) from error


def _header(reader: Any) -> list[str]:
    """Read the names of the columns, below empty rows and Excel's own first row."""
    for row in reader:
        cells = [cell.strip("\ufeff \t\r\n") for cell in row]
        if any(cells) and cells[0] != "sep=":
            return cells
    return []


def _chunks(source: Source, reader: Any, header: list[str], separator: str) -> Iterator[Chunk]:
    while header and not header[-1]:
        header.pop()
    twice = [name for name in header if name and header.count(name) > 1]
    if twice:
        raise DataError(f"In «{source.name}» la colonna «{twice[0]}» c'è due volte: togline una.")
    rows: list[list[str]] = []
    places: list[int] = []
    before, found, width, blank = reader.line_num, False, len(header), 0
    for row in reader:
        place, lines, before = before + 1, reader.line_num - before, reader.line_num
        if lines > 1 and any(_swallowed(cell, separator, width) for cell in row):
            raise Ragged(
                f"In «{source.name}», alla riga {place}, una cella contiene righe intere: mancano delle virgolette di chiusura."
            )
        if not any(cell.strip() for cell in row):
            blank += bool(row)
            continue
        if len(row) != width:
            if len(row) < width or any(cell.strip() for cell in row[width:]):
                raise Ragged(
                    f"In «{source.name}» la riga {place} ha {len(row)} celle, ma i nomi di colonna sono {width}. Il file è "
                    "troncato, o una cella contiene il separatore e va chiusa fra virgolette."
                )
            row = row[:width]
        rows.append(row)
        places.append(place)
        found = True
        if len(rows) == CHUNK:
            yield Chunk(header, rows, places)
            rows, places = [], []
    if blank:
        source.doubts.append(f"Righe senza nessun valore, saltate: {it(blank)}.")
    if not found:
        raise DataError(f"In «{source.name}» ci sono i nomi di colonna ma nessun conto. Esportalo di nuovo.")
    if rows:
        yield Chunk(header, rows, places)


def _swallowed(cell: str, separator: str, width: int) -> bool:
    """Tell a cell that holds whole rows, because its quotation mark was never closed."""
    return "\n" in cell and any(line.count(separator) == width - 1 for line in cell.split("\n")[1:])


def ends_with_newline(source: Source) -> bool:
    """Dice se il file finisce con un a capo: se no, l'ultima riga può essere tagliata."""
    with source.path.open("rb") as stream:
        stream.seek(max(0, source.path.stat().st_size - 2))
        return stream.read().rstrip(b"\x00").endswith((b"\n", b"\r"))


def read_json(source: Source) -> Any:
    """Il contenuto di un JSON (o di un `window.YTD… = […]`).

    Raises
    ------
    DataError
        Se è troncato o rotto, con la riga.
    """
    with source.stream() as text:
        whole = text.read().lstrip("\ufeff \t\r\n")
    if whole.startswith("window."):
        whole = whole.partition("=")[2].strip().rstrip(";")
    try:
        return json.loads(whole)
    except RecursionError as error:
        raise DataError(f"«{source.name}» è un JSON troppo annidato per essere un elenco di conti.") from error
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        if getattr(error, "msg", "") == "Extra data" and whole.startswith("{"):
            raise DataError(
                f"«{source.name}» contiene un oggetto JSON per riga. Serve un elenco solo: gli oggetti separati da virgole, fra "
                "parentesi quadre."
            ) from error
        raise DataError(f"«{source.name}» è un JSON interrotto o rotto, alla riga {line}. {AGAIN}") from error
