"""The one form in which two answers are compared: a scalar, or a table of typed columns.

Reads a learner's value and changes nothing.  May import numpy and pandas; nothing of ours.
"""

import datetime as dt
import math
import numbers
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

SCALAR_KINDS = ("missing", "number", "boolean", "text", "instant", "naive instant", "date", "duration")


@dataclass(frozen=True)
class Scalar:
    """Un valore solo: `kind` è uno di SCALAR_KINDS, `value` è float, bool, str o int (microsecondi)."""

    kind: str
    value: Any
    note: str = ""


@dataclass(frozen=True)
class Column:
    """Una colonna: nome (None se non ne ha), tipo, valori canonici e maschera dei mancanti, tutti lunghi n."""

    name: str | None
    kind: str
    values: np.ndarray
    null: np.ndarray
    whole: bool = False  # every number was an integer, by type


@dataclass(frozen=True)
class Table:
    """Colonne di uguale lunghezza; le prime `n_keys` vengono dall'indice (o dalle chiavi di un dizionario)."""

    columns: tuple[Column, ...]
    n_keys: int = 0
    shape_name: str = "tabella"  # what the learner handed in, for messages
    unordered: bool = False
    note: str = field(default="", compare=False)

    def __len__(self) -> int:
        return len(self.columns[0].values) if self.columns else 0


@dataclass(frozen=True)
class Other:
    """Qualcosa che non è un valore: una funzione, un modello, una figura, i tre puntini."""

    value: Any


Canonical = Scalar | Table | Other


def text(value: str) -> str:
    """Testo in forma NFC, senza spazi ai bordi."""
    return unicodedata.normalize("NFC", value).strip()


def canonical(value: Any) -> Canonical:
    """
    La forma canonica di una risposta.

    Parameters
    ----------
    value : qualunque oggetto
        Numero, testo, data, lista, insieme, dizionario, array, Series o DataFrame.

    Returns
    -------
    Scalar, Table oppure Other
        `Other` quando il valore non è un dato (funzione, modello, figura).
    """
    if isinstance(value, Scalar | Table | Other):  # taken out of another process already in this form
        return value
    if isinstance(value, pd.DataFrame):
        return _frame(value)
    if isinstance(value, pd.Series):
        return _series(value)
    if isinstance(value, pd.Index):
        return Table((_column(None, value.to_series().reset_index(drop=True)),), shape_name="lista")
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, Set):
        ordered = sorted(value, key=lambda item: (type(item).__name__, str(item)))
        return Table((_column(None, _object_series(ordered)),), shape_name="insieme", unordered=True)
    if isinstance(value, list | tuple) or type(value).__name__ in (
        "dict_keys",
        "dict_values",
        "range",
        "map",
        "filter",
    ):
        return _list(list(value))
    return scalar(value)


def scalar(value: Any) -> Scalar | Other:
    """La forma canonica di un valore solo (anche scalari di numpy e pandas, Decimal e Fraction)."""
    if value is None or value is pd.NA or value is pd.NaT:
        return Scalar("missing", None)
    if isinstance(value, bool | np.bool_):
        return Scalar("boolean", bool(value))
    if isinstance(value, np.datetime64 | dt.datetime):
        stamp = pd.Timestamp(value)
        if pd.isna(stamp):
            return Scalar("missing", None)
        kind = "naive instant" if stamp.tzinfo is None else "instant"
        return Scalar(kind, _microseconds(stamp))
    if isinstance(value, dt.date | pd.Period):
        return Scalar("date", value.isoformat() if isinstance(value, dt.date) else str(value))
    if isinstance(value, np.timedelta64 | dt.timedelta):
        delta = pd.Timedelta(value)
        return Scalar("missing", None) if pd.isna(delta) else Scalar("duration", float(delta / pd.Timedelta(1, "us")))
    if isinstance(value, Decimal | Fraction | numbers.Real):
        try:
            return Scalar("number", float(value), "whole" if isinstance(value, numbers.Integral) else "")
        except OverflowError:
            return Scalar("number", math.inf if str(value)[0] != "-" else -math.inf)
    if isinstance(value, str):
        return Scalar("text", text(value))
    return Other(value)


def collapse(form: Canonical) -> tuple[Canonical, str]:
    """Una tabella di un solo valore diventa quel valore; la nota italiana dice che cosa era."""
    if not isinstance(form, Table) or len(form) != 1 or len(form.columns) - form.n_keys != 1 or form.unordered:
        return form, ""
    cell = form.columns[-1]
    if cell.kind not in SCALAR_KINDS or bool(cell.null[0]):
        return form, ""
    inner = cell.values[0]
    note = f"Hai consegnato una {form.shape_name} con un solo valore: va bene lo stesso."
    return Scalar(
        cell.kind, inner.item() if isinstance(inner, np.generic) else inner, "whole" if cell.whole else ""
    ), note


def _microseconds(stamp: pd.Timestamp) -> int:
    plain = stamp if stamp.tzinfo is None else stamp.tz_convert("UTC").tz_localize(None)
    return int(plain.to_datetime64().astype("datetime64[us]").astype("int64"))


def _object_series(items: list[Any]) -> pd.Series:
    series = pd.Series(np.empty(len(items), dtype=object))
    for position, item in enumerate(items):
        series.iloc[position] = item
    return series


def _list(items: list[Any]) -> Canonical:
    if items and all(isinstance(item, Mapping) for item in items):
        return _frame(pd.DataFrame(items), "lista di dizionari")
    if items and all(isinstance(item, list | tuple) for item in items) and len({len(item) for item in items}) == 1:
        return _frame(pd.DataFrame([list(item) for item in items]), "lista di liste", named=False)
    if any(isinstance(scalar(item), Other) for item in items):
        return Other(items)
    return Table((_column(None, _object_series(items)),), shape_name="lista")


def _array(array: np.ndarray) -> Canonical:
    if array.ndim == 0:
        return scalar(array.item())
    if array.ndim == 1:
        return Table((_column(None, pd.Series(array)),), shape_name="lista")
    if array.ndim == 2:
        return _frame(pd.DataFrame(array), "matrice", named=False)
    return Other(array)


def _mapping(mapping: Mapping[Any, Any]) -> Canonical:
    values = list(mapping.values())
    if values and all(isinstance(item, Mapping) for item in values):
        return _frame(pd.DataFrame(mapping), "dizionario")
    columns = [isinstance(item, list | tuple | np.ndarray | pd.Series) for item in values]
    if values and all(columns) and len({len(item) for item in values}) == 1:
        return _frame(pd.DataFrame({key: list(item) for key, item in mapping.items()}), "dizionario")
    if any(isinstance(scalar(item), Other) for item in values):
        return Other(mapping)
    keys = list(mapping)
    width = {len(key) for key in keys if isinstance(key, tuple)}
    if len(width) == 1 and all(isinstance(key, tuple) for key in keys):
        parts = [_column(None, _object_series([key[level] for key in keys])) for level in range(width.pop())]
    else:
        parts = [_column(None, _object_series(keys))]
    return Table((*parts, _column(None, _object_series(values))), n_keys=len(parts), shape_name="dizionario")


def _is_row_numbers(index: pd.Index) -> bool:
    """Unnamed integers: row numbers left over from loading, filtering or sorting, not a key."""
    return index.nlevels == 1 and index.name is None and pd.api.types.is_integer_dtype(index.dtype)


def _keys(index: pd.Index) -> list[Column]:
    if _is_row_numbers(index) or (len(index) == 0 and index.name is None and index.nlevels == 1):
        return []
    levels = [index.get_level_values(level) for level in range(index.nlevels)]
    return [_column(_name(level.name), level.to_series().reset_index(drop=True)) for level in levels]


def _series(series: pd.Series) -> Table:
    keys = _keys(series.index)
    value = _column(_name(series.name), series.reset_index(drop=True))
    return Table((*keys, value), n_keys=len(keys), shape_name="colonna")


def _frame(frame: pd.DataFrame, shape_name: str = "tabella", *, named: bool = True) -> Table:
    keys = _keys(frame.index)
    names = _flat_names(frame.columns) if named else [None] * frame.shape[1]
    columns = [_column(name, frame.iloc[:, place].reset_index(drop=True)) for place, name in enumerate(names)]
    return Table((*keys, *columns), n_keys=len(keys), shape_name=shape_name)


def _flat_names(columns: pd.Index) -> list[str | None]:
    if columns.nlevels == 1:
        return [_name(name) for name in columns]
    varied = [level for level in range(columns.nlevels) if len(columns.get_level_values(level).unique()) > 1] or [0]
    return ["_".join(str(name[level]) for level in varied if str(name[level])) for name in columns]


def _name(name: Any) -> str | None:
    return None if name is None else text(str(name))


def _column(name: str | None, series: pd.Series) -> Column:
    if isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype(series.cat.categories.dtype if series.notna().all() else object)
    null = series.isna().to_numpy(dtype=bool)
    dtype = series.dtype
    if pd.api.types.is_bool_dtype(dtype):
        return Column(name, "boolean", series.fillna(False).to_numpy(dtype=bool), null)
    if pd.api.types.is_complex_dtype(dtype):
        return Column(name, "text", np.array([str(item) for item in series], dtype=object), null)
    if pd.api.types.is_numeric_dtype(dtype):
        numbers_ = series.to_numpy(dtype="float64", na_value=np.nan)
        return Column(name, "number", numbers_, null, whole=pd.api.types.is_integer_dtype(dtype))
    if pd.api.types.is_datetime64_any_dtype(dtype):
        aware = getattr(dtype, "tz", None) is not None
        plain = series.dt.tz_convert("UTC").dt.tz_localize(None) if aware else series
        micros = plain.to_numpy(dtype="datetime64[us]").astype("int64")
        return Column(name, "instant" if aware else "naive instant", np.where(null, 0, micros), null)
    if pd.api.types.is_timedelta64_dtype(dtype):
        micros = series.to_numpy(dtype="timedelta64[us]").astype("int64").astype("float64")
        return Column(name, "duration", np.where(null, 0.0, micros), null)
    return _cells(name, series, null)


def _cells(name: str | None, series: pd.Series, null: np.ndarray) -> Column:
    """A column of objects or strings: the inner type of its cells."""
    if null.all():
        return Column(name, "missing", np.full(len(series), None, dtype=object), null)
    forms = [None if missing else scalar(item) for item, missing in zip(series, null, strict=True)]
    kinds = {form.kind if isinstance(form, Scalar) else "other" for form in forms if form is not None}
    if len(kinds) != 1 or "other" in kinds:
        cells = [
            "" if form is None else f"{form.kind}:{form.value}" if isinstance(form, Scalar) else text(repr(form.value))
            for form in forms
        ]
        return Column(name, "mixed", np.array(cells, dtype=object), null)
    kind = kinds.pop()
    empty: dict[str, Any] = {"number": math.nan, "boolean": False, "instant": 0, "naive instant": 0, "duration": 0.0}
    cells_ = [empty.get(kind, "") if form is None else form.value for form in forms if not isinstance(form, Other)]
    dtype = {
        "number": "float64",
        "duration": "float64",
        "boolean": "bool",
        "instant": "int64",
        "naive instant": "int64",
    }
    whole = kind == "number" and all(
        form is None or (isinstance(form, Scalar) and form.note == "whole") for form in forms
    )
    return Column(name, kind, np.array(cells_, dtype=dtype.get(kind, "object")), null, whole)
