"""From a path to text: finds the file, refuses what is not a CSV, recognises the encoding.  Reads one file."""

from __future__ import annotations

import codecs
import difflib
import json
import re
from pathlib import Path

from kit import paths
from kit.datasets.errors import DataError
from kit.datasets.italian.report import Report

SAVE_AS = "Aprilo con il programma che l'ha fatto e scegli «Salva con nome», tipo CSV."
# First bytes → what the file really is.
SIGNATURES = {
    b"PK\x03\x04": "una cartella di lavoro di Excel (.xlsx) o un archivio zip con il nome cambiato",
    b"\xd0\xcf\x11\xe0": "una vecchia cartella di lavoro di Excel (.xls) con il nome cambiato",
    b"%PDF": "un PDF",
    b"\x1f\x8b": "un archivio compresso (gz)",
    b"Rar!": "un archivio compresso (rar)",
    b"7z\xbc\xaf": "un archivio compresso (7z)",
    b"\x89PNG": "un'immagine",
    b"\xff\xd8\xff": "un'immagine",
    b"GIF8": "un'immagine",
    b"PAR1": "un file Parquet",
    b"SQLite format 3": "una base di dati SQLite",
    b"{\\rtf": "un documento di testo formattato (RTF)",
}
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 con BOM"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# What Italian accents written by a Mac or by DOS become when they are read as Windows text.
FOREIGN_ACCENT = re.compile(r"[A-Za-z][ˆ˜ŽŠ•‚](?![A-Za-z]{2})")
CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x19\x1b-\x1f]")
DOUBLE_ENCODED = re.compile(r"Ã[ \xa0¨©¬²¹ˆ€]|â€|Ã¨|Ã©")


def find(path: str | Path) -> Path:
    """Il file chiesto: dov'è indicato, oppure fra i dati del corso.

    Raises
    ------
    DataError
        Se non c'è; il messaggio dice dove è stato cercato e quale file ha il nome più simile.
    """
    asked = Path(path)
    if str(path).lower().startswith(("http://", "https://")):
        raise DataError(f"«{path}» è un indirizzo web. Scarica il file, poi indica il suo nome.")
    for candidate in (asked, paths.DATASETS / asked):
        if candidate.is_file():
            return candidate
        if candidate.is_dir():
            raise DataError(f"«{path}» è una cartella: indica un file, per esempio «{asked.name}/vendite.csv».")
    folder = asked.parent if asked.parent.is_dir() else Path()
    near = difflib.get_close_matches(
        asked.name, [one.name for one in folder.iterdir() if one.is_file()], n=1, cutoff=0.6
    )
    hint = f" C'è però «{near[0]}»: cercavi quello?" if near else ""
    raise DataError(f"Non trovo il file «{path}». L'ho cercato nella cartella «{folder.resolve().name}».{hint}")


def read_text(path: Path, encoding: str | None, report: Report) -> str:
    """Il testo di un file, con i fine riga ridotti a uno solo.

    Raises
    ------
    DataError
        Se il file è vuoto, non è un CSV, o non si decodifica con la codifica chiesta.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(
            f"Non riesco ad aprire «{path.name}»: è aperto in un altro programma? ({error.strerror})"
        ) from error
    _refuse_binary(data, path.name)
    text = _decode(data, encoding, path.name, report)
    _refuse_text(text, path.name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_binary(data: bytes, name: str) -> None:
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise DataError(f"Il file «{name}» è vuoto. Esportalo di nuovo: forse lo scaricamento si è interrotto.")
    for start, what in SIGNATURES.items():
        if data.startswith(start):
            raise DataError(f"«{name}» non è un CSV: è {what}. {SAVE_AS}")


def _refuse_text(text: str, name: str) -> None:
    start = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype", "<html", "<head", "<body", "<table", "<?xml", "<script", "<div", "<!--")):
        raise DataError(
            f"«{name}» non è un CSV: è una pagina web (HTML o XML) salvata con quel nome. "
            "Spesso è la pagina di accesso di un sito: entra, poi scarica di nuovo il file."
        )
    if start.startswith(("{", "[")):
        try:
            json.loads(text.lstrip("\ufeff"))
        except ValueError:
            return
        raise DataError(f"«{name}» non è un CSV: è un file JSON. {SAVE_AS}")


def _decode(data: bytes, encoding: str | None, name: str, report: Report) -> str:
    if encoding is not None:
        try:
            text = data.decode(encoding)
        except LookupError as error:
            raise DataError(f"Non conosco la codifica «{encoding}». Le più usate: utf-8, cp1252, utf-16.") from error
        except UnicodeError as error:
            raise DataError(
                f"«{name}» non è scritto in {encoding}. Togli `encoding`: provo a riconoscerla io."
            ) from error
        report.note(f"codifica indicata da te: {encoding}")
        return _printable(text.removeprefix("\ufeff"), name)
    for bom, codec, label in BOMS:
        if data.startswith(bom):
            try:
                text = data.decode(codec)
            except UnicodeError as error:
                raise DataError(
                    f"«{name}» comincia come un testo {label}, ma poi non si legge. Esportalo di nuovo."
                ) from error
            report.note(f"codifica {label}")
            return _printable(text, name)
    return _printable(_guess(data, report), name)


def _guess(data: bytes, report: Report) -> str:
    """Decode bytes without a BOM: UTF-16 by its zeros, UTF-8 if it holds, else Windows, else Mac."""
    zeros = data.count(0)
    if zeros > len(data) / 5 and len(data) % 2 == 0:
        codec = "utf-16-le" if data[1::2].count(0) > zeros / 2 else "utf-16-be"
        try:
            text = data.decode(codec)
        except UnicodeError:
            return data.decode("latin-1")  # still full of zeros: refused as binary by the caller
        report.note("codifica UTF-16 senza BOM")
        return text
    try:
        text = data.decode("utf-8")
    except UnicodeError:
        return _guess_single_byte(data, report)
    report.note("codifica UTF-8" if not text.isascii() else "nessuna lettera accentata: la codifica non conta")
    if DOUBLE_ENCODED.search(text):
        report.doubt(
            "Ci sono lettere come «Ã¨»: il file è stato salvato due volte con codifiche diverse. Esportalo di nuovo."
        )
    return text


def _guess_single_byte(data: bytes, report: Report) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeError:
        report.note("codifica Mac Roman")
        report.doubt(
            'La codifica non è certa: guarda le lettere accentate. Se sono strane, prova encoding="cp850" o "latin-1".'
        )
        return data.decode("mac_roman")
    report.note("codifica cp1252 (Windows)")
    if FOREIGN_ACCENT.search(text):
        report.doubt(
            'Alcune lettere accentate sembrano strane: se lo sono, prova encoding="mac_roman" o encoding="cp850".'
        )
    if "¤" in text:
        report.doubt('C\'è il segno «¤»: se doveva essere «€», usa encoding="iso-8859-15".')
    return text


def _printable(text: str, name: str) -> str:
    """Refuse what no spreadsheet writes in a text file."""
    if "\x00" in text or len(CONTROL.findall(text)) > len(text) / 100:
        raise DataError(f"«{name}» non è un file di testo: contiene byte che nessun CSV ha. {SAVE_AS}")
    return text.replace("\x1a", "")
