"""Seals: what a check knows of an answer without holding it.

A number keeps its position inside a step of 2·tol (one byte) and a digest of the bucket it falls in; the grid is
centred on the right value, so exactly ±tol is accepted.  A table keeps one such digest per column, and separate
digests for column names, row keys and row order.  A seal hides from the eye, not from brute force: no mark depends
on it.  Pure functions; may import numpy and the canonical form.
"""

import base64
import hashlib
import json
import math
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kit.exercises.canonical import Canonical, Column, Other, Scalar, Table

MAX_CELLS = 20_000
NULL, PLUS_INF, MINUS_INF = np.array([1, 2, 3], dtype=np.int64) - (1 << 62)
NOISE = 64 * np.finfo(float).eps


class SealError(ValueError):
    """Un valore che non si può sigillare; il messaggio è per chi scrive la lezione."""


@dataclass(frozen=True)
class Spec:
    """
    Come si confronta una risposta.

    Parameters
    ----------
    kind : str, optional
        number, text, choice, list, set, dict, series, table, function, model o figure; se manca si ricava dal valore.
    tol : float, optional
        Tolleranza assoluta, nelle unità del valore.
    decimals : int, optional
        Decimali chiesti dalla consegna: la tolleranza diventa mezza unità dell'ultimo.
    order : {"any", "given"}, optional
        Se conta l'ordine delle righe. Senza indicazione: non conta quando le righe hanno una chiave.
    key : tuple of str, optional
        Colonne che identificano le righe.
    columns : {"given"}, optional
        Se conta l'ordine delle colonne.
    options : tuple of str, optional
        Le scelte possibili, per kind="choice".
    """

    kind: str | None = None
    tol: float | None = None
    decimals: int | None = None
    order: str | None = None
    key: tuple[str, ...] = ()
    columns: str | None = None
    options: tuple[str, ...] = ()


def digest(salt: str, label: str, data: bytes) -> str:
    """L'impronta di `data`: 22 caratteri."""
    raw = hashlib.sha256(f"{salt}|{label}|".encode() + data).digest()[:16]
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def seal(form: Canonical, spec: Spec, salt: str, *, widen: float = 1.0) -> dict[str, Any]:
    """
    Il sigillo di un valore canonico.

    Parameters
    ----------
    form : Scalar or Table
    spec : Spec
    salt : str
        Lo stesso per ogni sigillo di un esercizio.
    widen : float
        Allarga le tolleranze: serve alla costruzione per misurare le distanze fra risposte.

    Raises
    ------
    SealError
        Se il valore non è un dato, la tabella supera 20.000 celle, la tolleranza sta sotto il rumore dei decimali
        binari, oppure l'ordine libero non ha una chiave che identifichi le righe.
    """
    if isinstance(form, Other):
        raise SealError(f"Il valore è di tipo {type(form.value).__name__}: non è un dato che si possa sigillare.")
    if isinstance(form, Scalar):
        return _seal_scalar(form, spec, salt, widen)
    return _seal_table(form, spec, salt, widen)


def scalar_token(form: Scalar) -> bytes:
    """I byte da confrontare di un valore che non è un numero: nei testi contano le lettere, non maiuscole e spazi."""
    if form.kind == "text":
        return " ".join(form.value.casefold().split()).encode()
    return json.dumps(form.value).encode()


def buckets(values: NDArray[np.float64], step: float, offsets: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Il numero del gradino di ogni valore; mancanti e infiniti hanno gradini propri."""
    finite = np.isfinite(values)
    origin = (offsets.astype(float) + 0.5) / 256 * step
    with np.errstate(invalid="ignore", over="ignore"):
        place = np.rint((np.where(finite, values, 0.0) - origin) / step)
    out = np.clip(place, -(2.0**61), 2.0**61).astype(np.int64)
    out[np.isnan(values)] = NULL
    out[np.isposinf(values)] = PLUS_INF
    out[np.isneginf(values)] = MINUS_INF
    return out


def column_bytes(column: Column, rows: NDArray[np.int64], seal_: dict[str, Any]) -> bytes:
    """I byte da confrontare di una colonna, con le righe nell'ordine `rows`."""
    if column.kind in ("number", "duration"):
        values = np.where(column.null, np.nan, column.values)[rows]
        offsets = np.frombuffer(base64.b64decode(seal_["off"]), dtype=np.uint8)
        return buckets(values, seal_["step"], offsets).astype("<i8").tobytes()
    return "\x1f".join(_plain_tokens(column)[row] for row in rows).encode()


def _plain_tokens(column: Column) -> list[str]:
    """Exact tokens of a column: for keys, and for values that are not numbers."""
    if column.kind in ("number", "duration"):
        cells = [str(int(value)) if value == math.floor(value) else repr(round(value, 9)) for value in _finite(column)]
    elif column.kind == "boolean":
        cells = ["vero" if value else "falso" for value in column.values]
    else:
        cells = [str(value) for value in column.values]
    return ["\x00" if missing else cell for cell, missing in zip(cells, column.null, strict=True)]


def _finite(column: Column) -> list[float]:
    return [float(value) if math.isfinite(value) else 0.5 for value in column.values]


def key_rows(columns: list[Column]) -> list[tuple[str, ...]]:
    """Le chiavi delle righe, come testo."""
    return list(zip(*(_plain_tokens(column) for column in columns), strict=True)) if columns else []


def key_bytes(keys: list[tuple[str, ...]]) -> bytes:
    """I byte da confrontare di una sequenza di chiavi."""
    return "\x1e".join("\x1f".join(key) for key in keys).encode()


def names_bytes(columns: list[Column]) -> bytes:
    """I byte da confrontare dei nomi di colonna, in ordine alfabetico."""
    return "\x1f".join(sorted(column.name or "" for column in columns)).encode()


def _tolerance(values: NDArray[np.float64], whole: bool, spec: Spec) -> float:
    finite = np.abs(values[np.isfinite(values)])
    largest = float(finite.max()) if finite.size else 0.0
    if spec.tol is not None:
        tol = float(spec.tol)
    elif spec.decimals is not None:
        tol = 0.51 * 10.0**-spec.decimals
    elif whole:
        tol = 0.001 if largest < 1e10 else 0.25
    else:
        size = float(np.median(finite)) if finite.size else 0.0
        tol = 1e-6 * (size or largest or 1.0)
    if tol <= NOISE * largest:
        raise SealError(
            f"La tolleranza {tol:g} è sotto il rumore di calcolo di un valore grande {largest:g}: "
            "dichiara una tolleranza più larga (tol=…) o meno decimali (decimals=…)."
        )
    return tol


def _grid(values: NDArray[np.float64], whole: bool, spec: Spec, widen: float) -> tuple[float, NDArray[np.uint8]]:
    step = 2 * widen * _tolerance(values, whole, spec)
    place = np.mod(np.where(np.isfinite(values), values, 0.0), step) / step
    return step, np.minimum(place * 256, 255).astype(np.uint8)


def _transforms(values: NDArray[np.float64], tol: float) -> list[str]:
    """Generic slips that can be told from the right value: names understood by kit.exercises.match."""
    finite = values[np.isfinite(values)]
    if not finite.size:
        return []
    largest = float(np.abs(finite).max())
    names = ["times100"] if 99 * largest > 400 * tol else []
    names += ["over100"] if 0.99 * largest > 4 * tol else []
    names += ["sign"] if 2 * largest > 4 * tol else []
    if finite.min() >= 0 and finite.max() <= 1 and float(np.abs(1 - 2 * finite).max()) > 4 * tol:
        names.append("complement")
    return names


def _seal_scalar(form: Scalar, spec: Spec, salt: str, widen: float) -> dict[str, Any]:
    if form.kind == "missing":
        raise SealError("La risposta giusta è un valore mancante: cambia la domanda.")
    if form.kind not in ("number", "duration"):
        return {"type": form.kind, "digest": digest(salt, form.kind, scalar_token(form))}
    values = np.array([float(form.value)])
    step, offsets = _grid(values, form.note == "whole", spec, widen)
    return {
        "type": form.kind,
        "step": step,
        "off": base64.b64encode(offsets.tobytes()).decode(),
        "digest": digest(salt, form.kind, buckets(values, step, offsets).astype("<i8").tobytes()),
        "slips": _transforms(values, step / 2),
    }


def choose_keys(table: Table, spec: Spec) -> list[int]:
    """Le posizioni delle colonne chiave: quelle dell'autore, l'indice, oppure le colonne non numeriche se bastano."""
    places = list(range(len(table.columns)))
    if spec.key:
        chosen = [place for place in places if table.columns[place].name in spec.key]
        if len(chosen) != len(spec.key):
            raise SealError(f"key={','.join(spec.key)}: la tabella non ha tutte queste colonne.")
    elif table.unordered:
        chosen = places
    elif table.n_keys:
        chosen = places[: table.n_keys]
    else:
        chosen = [place for place in places if table.columns[place].kind not in ("number", "duration", "mixed")]
        if len(chosen) == len(places):
            chosen = []
    keys = key_rows([table.columns[place] for place in chosen])
    usable = bool(keys) and len(set(keys)) == len(keys) and all(_label(table.columns[place]) for place in chosen)
    return chosen if usable else []


def _label(column: Column) -> bool:
    """Whether the cells can name a row: integers, and prices or years with a few decimals, but not measurements."""
    if column.kind not in ("number", "duration"):
        return True
    values = column.values[~column.null]
    return bool(np.all(np.isfinite(values)) and np.all(values == np.round(values, 4)))


def _seal_table(table: Table, spec: Spec, salt: str, widen: float) -> dict[str, Any]:
    if len(table) * len(table.columns) > MAX_CELLS:
        raise SealError(
            f"La tabella ha {len(table) * len(table.columns)} celle, più di {MAX_CELLS}: chiedi un riassunto "
            "(per esempio le prime righe, o i totali) invece della tabella intera."
        )
    if not len(table):
        raise SealError("La risposta giusta è vuota: cambia la domanda.")
    chosen = choose_keys(table, spec)
    if (spec.order == "any" or table.unordered) and not chosen:
        raise SealError('order="any" chiede una chiave: una colonna non decimale che identifichi ogni riga (key=…).')
    key_columns = [table.columns[place] for place in chosen]
    value_columns = [column for place, column in enumerate(table.columns) if place not in chosen]
    keys = key_rows(key_columns)
    rows = np.array(sorted(range(len(table)), key=keys.__getitem__) if keys else range(len(table)), dtype=np.int64)
    sealed = {
        "type": "table",
        "rows": len(table),
        "keys": len(key_columns),
        "names": digest(salt, "names", names_bytes([*key_columns, *value_columns])),
        "named": spec.kind in (None, "table") and len(value_columns) > 1 and all(c.name for c in value_columns),
        "rowkeys": digest(salt, "rowkeys", key_bytes(sorted(keys))),
        "key_names": [digest(salt, "name", (column.name or "").encode()) for column in key_columns],
        "values": [_seal_column(column, rows, spec, salt, widen) for column in value_columns],
    }
    if spec.order == "given" and keys:
        sealed["order"] = digest(salt, "order", key_bytes(keys))
    if spec.columns == "given":
        sealed["column_order"] = digest(salt, "columns", "\x1f".join(c.name or "" for c in table.columns).encode())
    return sealed


def _seal_column(column: Column, rows: NDArray[np.int64], spec: Spec, salt: str, widen: float) -> dict[str, Any]:
    sealed: dict[str, Any] = {"kind": column.kind, "name": digest(salt, "name", (column.name or "").encode())}
    if column.kind in ("number", "duration"):
        values = np.where(column.null, np.nan, column.values)[rows]
        step, offsets = _grid(values, column.whole, spec, widen)
        sealed |= {"step": step, "off": base64.b64encode(offsets.tobytes()).decode()}
        sealed["slips"] = _transforms(values, step / 2)
    sealed["digest"] = digest(salt, "values", column_bytes(column, rows, sealed))
    return sealed


def assignments(sealed: dict[str, Any], table: Table, salt: str) -> list[list[int]]:
    """Gli ordini in cui le colonne di `table` possono stare al posto di quelle sigillate: prima le chiavi, poi i valori."""
    wanted = [*sealed["key_names"], *(value["name"] for value in sealed["values"])]
    found = [digest(salt, "name", (column.name or "").encode()) for column in table.columns]
    if sorted(wanted) == sorted(found) and len(set(wanted)) == len(wanted):
        return [[found.index(name) for name in wanted]]
    if sealed["named"]:
        return []
    places = list(range(len(table.columns)))
    if sealed["keys"] == 0 and len(places) > len(wanted):
        places = places[table.n_keys :]
    if len(places) != len(wanted):
        return []
    return [list(order) for order in permutations(places)] if len(places) <= 4 else [places]
