"""A value outside the process where it was born: canonical form to plain JSON and back, checked on the way in.

Pure.  `decode` reads what anybody may have written: every type, length and size is checked, nothing is executed.
"""

import math
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

from kit.exercises.canonical import SCALAR_KINDS, Canonical, Column, Other, Scalar, Table

MAX_CELLS = 100_000  # five times what a seal accepts: more is described, not carried
MAX_COLUMNS = 200
MAX_TEXT = 2_000  # characters of one text
MAX_CHARACTERS = 4_000_000  # of all the texts of a table
MIME = "application/vnd.oltre-i-follower.risposta+json"
NUMBERS, INSTANTS = ("number", "duration"), ("instant", "naive instant")


class NotCarried(ValueError):
    """Ciò che è arrivato non è un valore scritto da `encode`."""


@dataclass(frozen=True)
class Foreign:
    """Qualcosa che non è un dato, visto da fuori: la sua descrizione, e se contiene ancora i tre puntini."""

    description: str
    unfinished: bool = False


def encode(form: Canonical) -> dict[str, Any]:
    """La forma canonica come JSON semplice (dizionari, liste, testi, numeri)."""
    if isinstance(form, Scalar):
        return {"t": "scalar", "k": form.kind, "v": _out(form.kind, form.value), "note": form.note}
    if isinstance(form, Other):
        return {"t": "other", "is": describe(form.value)[:MAX_TEXT], "unfinished": unfinished(form.value)}
    cells = len(form) * len(form.columns)
    if cells > MAX_CELLS or len(form.columns) > MAX_COLUMNS:
        shape = f"una {form.shape_name} di {len(form)} righe e {len(form.columns)} colonne, troppo grande"
        return {"t": "other", "is": shape, "unfinished": False}
    return {
        "t": "table",
        "shape": form.shape_name,
        "keys": form.n_keys,
        "unordered": form.unordered,
        "columns": [_out_column(column) for column in form.columns],
    }


def decode(carried: object) -> Canonical:
    """
    L'inverso di `encode`, su dati di cui non ci si fida.

    Raises
    ------
    NotCarried
        Se un tipo, una lunghezza o un valore non è quello che `encode` scrive.
    """
    if not isinstance(carried, dict):
        raise NotCarried("non è un dizionario")
    kind = carried.get("t")
    if kind == "scalar":
        return _scalar(carried)
    if kind == "other":
        return Other(Foreign(_text(carried.get("is"), MAX_TEXT), carried.get("unfinished") is True))
    if kind == "table":
        return _table(carried)
    raise NotCarried("tipo sconosciuto")


def describe(value: Any) -> str:
    """Che cosa è un oggetto che non è un dato, in parole per chi impara."""
    if isinstance(value, Foreign):
        return value.description
    if isinstance(value, type):
        return f"il nome `{value.__name__}` senza virgolette (un testo va fra virgolette)"
    if callable(value):
        name = getattr(value, "__name__", "senza nome")
        return f"la funzione `{name}` senza usarla (mancano forse le parentesi `()` dopo il nome?)"
    if type(value).__module__.startswith("pandas") and "GroupBy" in type(value).__name__:
        return "un raggruppamento ancora senza calcolo (manca forse `.mean()`, `.sum()` o `.size()` in fondo?)"
    return f"un oggetto di tipo {type(value).__name__}"


def unfinished(value: Any) -> bool:
    """Vero se in una parte della risposta sono rimasti i tre puntini."""
    if isinstance(value, Foreign):
        return value.unfinished
    if isinstance(value, dict):
        return any(item is ... for item in value.values())
    if value is ...:
        return True
    return isinstance(value, list | tuple) and any(item is ... for item in value)


def _out(kind: str, value: Any) -> Any:
    if kind in NUMBERS:
        number = float(value)
        return number if math.isfinite(number) else repr(number)
    if kind in INSTANTS:
        return int(value)
    if kind == "boolean":
        return bool(value)
    return None if kind == "missing" or value is None else str(value)[:MAX_TEXT]


def _out_column(column: Column) -> dict[str, Any]:
    return {
        "name": None if column.name is None else column.name[:MAX_TEXT],
        "k": column.kind,
        "v": [_out(column.kind, value) for value in column.values.tolist()],
        "null": [int(place) for place in np.flatnonzero(column.null)],
        "whole": bool(column.whole),
    }


def _scalar(carried: dict[str, Any]) -> Scalar:
    kind, note = carried.get("k"), carried.get("note", "")
    if kind not in SCALAR_KINDS or note not in ("", "whole"):
        raise NotCarried("genere sconosciuto")
    return Scalar(kind, None if kind == "missing" else _in(kind, carried.get("v")), note)


def _table(carried: dict[str, Any]) -> Table:
    columns, keys = carried.get("columns"), carried.get("keys")
    if not isinstance(columns, list) or not 0 < len(columns) <= MAX_COLUMNS:
        raise NotCarried("colonne")
    if type(keys) is not int or not 0 <= keys <= len(columns):
        raise NotCarried("chiavi")
    made = tuple(_column(column) for column in columns)
    if len({len(column.values) for column in made}) != 1 or len(made) * len(made[0].values) > MAX_CELLS:
        raise NotCarried("lunghezza delle colonne")
    if sum(len(cell) for column in made for cell in column.values if isinstance(cell, str)) > MAX_CHARACTERS:
        raise NotCarried("testi troppo lunghi")
    return Table(made, keys, _text(carried.get("shape"), 40), carried.get("unordered") is True)


def _column(carried: object) -> Column:
    if not isinstance(carried, dict) or not isinstance(carried.get("v"), list) or len(carried["v"]) > MAX_CELLS:
        raise NotCarried("colonna")
    kind, cells, missing = carried.get("k"), carried["v"], carried.get("null")
    if kind not in (*SCALAR_KINDS, "mixed"):
        raise NotCarried("genere di colonna")
    if not isinstance(missing, list) or not all(type(place) is int and 0 <= place < len(cells) for place in missing):
        raise NotCarried("mancanti")
    null = np.zeros(len(cells), dtype=bool)
    null[missing] = True
    name = carried.get("name")
    values = _values(str(kind), [_cell(str(kind), cell) for cell in cells])
    return Column(
        None if name is None else _text(name, MAX_TEXT), str(kind), values, null, carried.get("whole") is True
    )


def _cell(kind: str, value: Any) -> Any:
    return None if kind == "missing" else _in(kind, value)


def _values(kind: str, cells: list[Any]) -> np.ndarray[Any, Any]:
    if kind in NUMBERS:
        return np.array(cells, dtype="float64")
    if kind in INSTANTS:
        return np.array(cells, dtype="int64")
    if kind == "boolean":
        return np.array(cells, dtype=bool)
    made = np.empty(len(cells), dtype=object)
    made[:] = cells
    return made


def _in(kind: str, value: Any) -> Any:
    if kind in NUMBERS:
        if isinstance(value, str) and value in ("nan", "inf", "-inf"):
            return float(value)
        if type(value) not in (int, float) or (isinstance(value, int) and abs(value) > sys.maxsize):
            raise NotCarried("numero")
        return float(value)
    if kind in INSTANTS:
        if type(value) is not int or abs(value) >= 1 << 63:
            raise NotCarried("istante")
        return value
    if kind == "boolean":
        if type(value) is not bool:
            raise NotCarried("vero o falso")
        return value
    return _text(value, MAX_TEXT)


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise NotCarried("testo")
    return value.encode("utf-8", "replace").decode(
        "utf-8"
    )  # half a character (a lone surrogate) can be written nowhere
