"""CSV as Italian Excel, Moodle and university offices write it: encodings, separators, lines above the header.

Reads bytes, writes none.  Standard library only.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.grading.errors import GradingError

SEPARATORS = (";", ",", "\t", "|")
HEADER_WITHIN = 30  # university exports put a title above the header
csv.field_size_limit(1 << 30)  # a file in a zip may have a name longer than the usual limit: it must read back


@dataclass(frozen=True)
class Rows:
    """Le righe di un file: testo delle celle, numero di riga del file, separatore e codifica trovati."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    separator: str
    encoding: str
    header_at: int = 0  # rows above the one with the names


def read(path: Path, is_header: Callable[[Sequence[str]], bool], wanted: str) -> Rows:
    """
    Legge un file CSV.

    Parameters
    ----------
    path : Path
    is_header : funzione
        Riceve le celle di una riga già ripulite; dice se è la riga con i nomi delle colonne.
    wanted : str
        Che cosa ci si aspetta di trovare, per il messaggio.

    Raises
    ------
    GradingError
        Se il file non c'è, non è un CSV, o non ha la riga dei nomi.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GradingError(f"Non riesco a leggere {path}: {error.strerror or error}.") from error
    return parse(content, is_header, wanted, path.name)


def parse(content: bytes, is_header: Callable[[Sequence[str]], bool], wanted: str, name: str) -> Rows:
    """Come `read`, da byte già letti."""
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise GradingError(f"{name} è un file di Excel: aprilo e salvalo come «CSV UTF-8», poi riprova con quello.")
    text, encoding = decode(content)
    for separator in SEPARATORS:
        found = _try(text, separator, is_header)
        if found is not None:
            header, rows, above = found
            return Rows(header, rows, separator, encoding, above)
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")[:100]
    raise GradingError(f"In {name} non trovo la riga con i nomi delle colonne ({wanted}). Comincia con: «{first}».")


def decode(content: bytes) -> tuple[str, str]:
    """Il testo e la codifica: UTF-8 (con o senza BOM), UTF-16 con BOM, altrimenti Windows."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace"), "utf-16"
    try:
        text = content.decode("utf-8-sig")
        return text, "utf-8-sig" if content[:3] == b"\xef\xbb\xbf" else "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "cp1252"


def clean(cell: str) -> str:
    """La cella senza spazi ai bordi (anche non separabili) né la forma `="0123"` di Excel; testo NFC."""
    cell = unicodedata.normalize("NFC", cell).replace("\u00a0", " ").replace("\ufeff", "").strip()
    formula = re.fullmatch(r'="(.*)"', cell)
    return formula[1].strip() if formula else re.sub(r"\s+", " ", cell)


def again(cell: str) -> str:
    """La cella com'è quando si rilegge da un foglio scritto con `dump`."""
    return clean(harmless(cell)).removeprefix("'")


def plain(name: str) -> str:
    """Un nome di colonna da confrontare: minuscole, senza accenti, parole divise da uno spazio."""
    stripped = "".join(c for c in unicodedata.normalize("NFKD", clean(name)) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", stripped.casefold()))


def raw(content: bytes, separator: str) -> list[list[str]]:
    """Tutte le righe con le celle com'erano scritte."""
    return list(csv.reader(io.StringIO(decode(content)[0], newline=""), delimiter=separator))


def dump(rows: Sequence[Sequence[object]], separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """I byte di un CSV che Excel apre bene (BOM); niente celle che un foglio di calcolo prenderebbe per formule."""
    safe = [[harmless(str(cell)) for cell in row] for row in rows]
    return write(safe, separator, encoding, "\r\n")


def write(rows: Sequence[Sequence[str]], separator: str, encoding: str, newline: str) -> bytes:
    """I byte di un CSV, con le celle così come sono."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=newline).writerows(rows)
    return out.getvalue().encode(encoding, errors="replace")


def harmless(cell: str) -> str:
    """Una cella che un foglio di calcolo non prende per una formula (testo scritto da altri)."""
    number = re.fullmatch(r"[+-]?[\d.,]+(e[+-]?\d+)?", cell, re.IGNORECASE)
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not number else cell


def _try(
    text: str, separator: str, is_header: Callable[[Sequence[str]], bool]
) -> tuple[tuple[str, ...], tuple[tuple[int, tuple[str, ...]], ...], int] | None:
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=separator)
    header: tuple[str, ...] | None = None
    above, rows = 0, []
    try:
        for number, cells in enumerate(reader):
            line = tuple(clean(cell) for cell in cells)
            if header is not None:
                if any(line):
                    rows.append((reader.line_num, line))
            elif number >= HEADER_WITHIN:
                return None
            elif len(line) > 1 and is_header(line):
                header, above = line, number
    except csv.Error:
        return None
    return None if header is None else (header, tuple(rows), above)
