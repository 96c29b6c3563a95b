"""read_italian: a CSV as Italian spreadsheets write it becomes a table, saying what was recognised and what is in doubt.

Reads one file, prints a report, writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.datasets.errors import DataError
from kit.datasets.italian import columns, content, dates, rows, separators
from kit.datasets.italian.report import Report, some

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_italian"]


def read_italian(
    path: str | Path,
    *,
    separator: str | None = None,
    encoding: str | None = None,
    decimal: str | None = None,
    dates: str | None = None,
    header_row: int | None = None,
    text: Iterable[str] = (),
    quiet: bool = False,
) -> pd.DataFrame:
    """Legge un CSV come lo salva un foglio di calcolo italiano, e dice che cosa ha riconosciuto.

    Riconosce separatore, codifica, virgola decimale, punto delle migliaia, gg/mm/aaaa, %, €, righe di titolo, colonne
    vuote in coda. Dove non può essere certo lo scrive fra i dubbi; non inventa e non tace.

    Parameters
    ----------
    path : str o Path
        Il file; un nome relativo è cercato anche fra i dati del corso.
    separator : str, facoltativo
        Il segno fra le celle, se non va riconosciuto.
    encoding : str, facoltativo
        La codifica, per esempio "cp1252".
    decimal : "," o ".", facoltativo
        Il segno dei decimali.
    dates : "gg/mm" o "mm/gg", facoltativo
        L'ordine nelle date.
    header_row : int, facoltativo
        La riga del file (si conta da 1) con i nomi di colonna.
    text : lista di str, facoltativo
        Colonne da lasciare come testo.
    quiet : bool
        True per non stampare il rapporto.

    Returns
    -------
    DataFrame
        Percentuali divise per 100; importi senza segno della moneta; celle vuote mancanti. Il rapporto resta in
        `tabella.attrs["lettura"]`, con le chiavi "riconosciuto" e "dubbi".

    Raises
    ------
    DataError
        Se il file manca, è vuoto, non è un CSV (HTML, Excel, PDF…), o le sue celle non si allineano.
    """
    import pandas as pd

    report = Report()
    options = _options(decimal, dates, text)
    file = content.find(path)
    lines = separators.split(content.read_text(file, encoding, report), separator, file.name, report)
    sheet = rows.arrange(lines, header_row, file.name, report)
    unknown = options.text - set(sheet.names)
    if unknown:
        raise DataError(
            f"In «{file.name}» non c'è la colonna {some(sorted(unknown))}. Le colonne sono: {', '.join(sheet.names)}."
        )
    found = [
        columns.Column(
            name, len(sheet.rows), {p: (r.line, r.cells[here]) for p, r in enumerate(sheet.rows) if r.cells[here]}
        )
        for here, name in enumerate(sheet.names)
    ]
    signs = columns.certain_decimals([one for one in found if one.name not in options.text])
    table = pd.DataFrame({one.name: _series(columns.convert(one, signs, options, report)) for one in found})
    empty = {one.name: one.size - len(one.cells) for one in found if len(one.cells) < one.size}
    if empty:
        report.note("celle vuote, cioè valori mancanti", ", ".join(f"{name} {count}" for name, count in empty.items()))
    table.attrs["lettura"] = report.as_dict()
    if not quiet:
        print(report.text(f"Ho letto «{file.name}»: {len(table)} righe, {table.shape[1]} colonne."))
    return table


def _options(decimal: str | None, order: str | None, text: Iterable[str]) -> columns.Options:
    if decimal not in (None, ",", "."):
        raise DataError(f'`decimal` è "," oppure ".". Ho ricevuto «{decimal}».')
    if order not in (None, dates.DAY_FIRST, dates.MONTH_FIRST):
        raise DataError(f'`dates` è "{dates.DAY_FIRST}" oppure "{dates.MONTH_FIRST}". Ho ricevuto «{order}».')
    return columns.Options(decimal, order, frozenset([text] if isinstance(text, str) else text))


def _series(values: list[Any]) -> pd.Series[Any]:
    """Make a column with the dtype of its values: str, int64, float64, bool or datetime64."""
    import pandas as pd
    from pandas.api.types import infer_dtype

    kind = infer_dtype(values, skipna=True)
    dtype = {
        "string": "str",
        "datetime": "datetime64[us]",
        "integer": "int64",
        "floating": "float64",
        "empty": "float64",
    }
    return pd.Series(values, dtype=dtype.get(kind))
