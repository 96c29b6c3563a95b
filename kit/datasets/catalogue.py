"""Which tables the course has: the generated manifest, and what to answer to a name that is not there.  Reads only."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass

from kit import paths
from kit.datasets.errors import DataError
from kit.datasets.tables import fingerprint

MANIFEST = "checksums.json"
REMEDY = (
    "Per riaverlo com'era, nel terminale, dalla cartella del corso: python -m kit data "
    "(i tuoi quaderni in lessons/mie non si toccano)."
)


@dataclass(frozen=True)
class Entry:
    """Una tabella del corso come la dichiara il manifesto."""

    name: str
    file: str
    sha256: str
    rows: int
    kinds: dict[str, str]


def entries() -> dict[str, Entry]:
    """Tutte le tabelle, per nome.

    Raises
    ------
    DataError
        Se il manifesto manca o non si legge.
    """
    path = paths.DATASETS / MANIFEST
    try:
        tables = json.loads(path.read_text(encoding="utf-8"))["tabelle"]
        return {
            name: Entry(name, one["file"], one["sha256"], one["righe"], one["colonne"])
            for name, one in sorted(tables.items())
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"Non riesco a leggere l'elenco dei dati, datasets/{MANIFEST}. {REMEDY}") from error


def entry(name: object) -> Entry:
    """La tabella con quel nome.

    Raises
    ------
    DataError
        Se non c'è: il messaggio dà i nomi più vicini e l'elenco intero.
    """
    known = entries()
    if not isinstance(name, str):
        raise DataError(
            f'Il nome di una tabella è un testo fra virgolette, per esempio load("clienti"). {_list(known)}'
        )
    if name in known:
        return known[name]
    asked = name.strip().lower().replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".csv")
    near = [asked] if asked in known else difflib.get_close_matches(asked, known, n=3, cutoff=0.5)
    hint = f" Forse cercavi {' oppure '.join(f'«{one}»' for one in near)}." if near else ""
    raise DataError(f"Fra i dati del corso non c'è «{name}».{hint} {_list(known)}")


def _list(known: dict[str, Entry]) -> str:
    return f"I nomi validi sono: {', '.join(known)}."


def content(one: Entry) -> bytes:
    """I byte di una tabella, dopo aver controllato che siano quelli del corso.

    Raises
    ------
    DataError
        Se il file manca o è stato cambiato.
    """
    try:
        data = (paths.DATASETS / one.file).read_bytes()
    except OSError as error:
        raise DataError(f"Non riesco a leggere il file datasets/{one.file}. {REMEDY}") from error
    if fingerprint(data) != one.sha256:
        raise DataError(
            f"Il file datasets/{one.file} non è più quello del corso: qualcuno l'ha aperto e salvato? "
            f"Con dati diversi i controlli degli esercizi non tornano. {REMEDY}"
        )
    return data
