"""What enters the room: tables of actions or of spend, checked once, with the row and the remedy in the message.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

SHOWN = 5  # rows named in a message


def check_table(data: object, columns: Sequence[str]) -> pd.DataFrame:
    """Ferma ciò che non è una tabella, le tabelle vuote e le colonne che mancano.

    Raises
    ------
    TypeError, KeyError, ValueError
        Con che cosa manca e che cosa c'è.
    """
    if not isinstance(data, pd.DataFrame):
        raise TypeError(f"Serve una tabella (DataFrame), non un oggetto di tipo {type(data).__name__}.")
    missing = [name for name in columns if name not in data.columns]
    if missing:
        present = ", ".join(map(str, data.columns))
        raise KeyError(f"Nella tabella manca la colonna «{', '.join(missing)}». Le colonne presenti sono: {present}.")
    if data.empty:
        raise ValueError("La tabella è vuota: guarda il filtro della cella sopra.")
    return data


def check_numbers(data: pd.DataFrame, columns: Sequence[str]) -> None:
    """Ferma testo, valori mancanti, infiniti e numeri negativi dove non possono esserci.

    Raises
    ------
    ValueError
        Con la colonna e le righe.
    """
    for name in columns:
        values = data[name]
        if not pd.api.types.is_numeric_dtype(values):
            raise ValueError(
                f"La colonna «{name}» contiene testo ({values.dtype}): qui servono numeri. "
                "Se vengono da un file italiano, leggilo con read_italian."
            )
        for bad, what, remedy in (
            (values.isna(), "valori mancanti", "decidi che cosa vogliono dire: dropna o fillna(0)"),
            (
                values.isin([float("inf"), float("-inf")]),
                "valori infiniti",
                "una divisione per zero li ha creati: cercala",
            ),
            (
                values < 0,
                "numeri negativi",
                "un costo o un conteggio non scende sotto zero: è uno storno? Toglilo prima",
            ),
        ):
            if bad.any():
                raise ValueError(
                    f"La colonna «{name}» ha {int(bad.sum())} {what} (righe {rows(data.index[bad])}): {remedy}."
                )


def rows(labels: pd.Index) -> str:
    """I primi indici di riga, in parole."""
    return ", ".join(map(str, labels[:SHOWN])) + (", …" if len(labels) > SHOWN else "")
