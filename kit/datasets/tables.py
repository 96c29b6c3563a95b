"""A table of the course as bytes: kinds of columns, parsing, fingerprint.  Touches no file."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

TEXT, WHOLE, DECIMAL, DATE = "testo", "intero", "decimale", "data"
DTYPES = {TEXT: "str", WHOLE: "int64", DECIMAL: "float64"}  # dates are parsed apart


def fingerprint(content: bytes) -> str:
    """SHA-256 del contenuto, in esadecimale."""
    return hashlib.sha256(content).hexdigest()


def column_kinds(table: pd.DataFrame) -> dict[str, str]:
    """Genere di ogni colonna: "testo", "intero", "decimale" o "data".

    Raises
    ------
    TypeError
        Se una colonna ha un altro genere: le tabelle del corso usano solo questi quattro.
    """
    known = {"str": TEXT, "int64": WHOLE, "float64": DECIMAL, "datetime64[us]": DATE}
    kinds = {}
    for name, dtype in table.dtypes.items():
        if str(dtype) not in known:
            raise TypeError(f"La colonna «{name}» è di tipo {dtype}: qui servono {', '.join(known)}.")
        kinds[str(name)] = known[str(dtype)]
    return kinds


def to_csv(table: pd.DataFrame) -> bytes:
    """Una tabella come file del corso: UTF-8, virgola, punto decimale, date ISO, fine riga LF."""
    return table.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode("utf-8")


def from_csv(content: bytes, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Rilegge una tabella del corso con i generi di colonna dichiarati.

    Parameters
    ----------
    content : bytes
        Il file, come lo scrive `to_csv`.
    kinds : dict
        Colonna → genere (vedi `column_kinds`).

    Returns
    -------
    DataFrame
        Solo la cella vuota è un valore mancante: «NA» resta testo (è anche Napoli).
    """
    import pandas as pd

    dates = [name for name, kind in kinds.items() if kind == DATE]
    dtypes = {name: DTYPES[kind] for name, kind in kinds.items() if kind in DTYPES}
    table = pd.read_csv(io.BytesIO(content), dtype=dtypes, keep_default_na=False, na_values=[""])
    for name in dates:
        table[name] = pd.to_datetime(table[name], format="%Y-%m-%d").dt.as_unit("us")
    return table
