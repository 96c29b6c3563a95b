"""Instants as they are written, to microseconds UTC, or an Italian sentence about the first one that cannot be read.  Pure."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pandas as pd

from kit.journeys.errors import JourneyError, cell, number, warn
from kit.journeys.paths import Bools, Ints

OFFSET = r"(?:Z|[+-]\d{2}:?\d{2})\s*$"


def read_instants(values: pd.Series[Any], timezone: str) -> Ints:
    """Legge una colonna di istanti.

    Parameters
    ----------
    values : Series
        Istanti con o senza fuso, o testo ISO ("2025-03-01 14:05:00", anche con lo scarto "+01:00").
    timezone : str
        Il fuso di quelli che non lo dicono.

    Returns
    -------
    array, shape (righe,)
        Microsecondi UTC.

    Raises
    ------
    JourneyError
        Un istante manca, non si legge, non esiste (cambio dell'ora); alcuni hanno il fuso e altri no.
    """
    _known(timezone)
    if pd.api.types.is_numeric_dtype(values.dtype):
        raise JourneyError(
            "La colonna «data_ora» contiene numeri: sono secondi, millisecondi o microsecondi? Trasformali prima, per esempio "
            'pd.to_datetime(tabella["data_ora"], unit="s", utc=True).'
        )
    _missing(values, values.isna().to_numpy())
    if not pd.api.types.is_datetime64_any_dtype(values.dtype):
        values = _from_text(values)
    if values.dt.tz is None:
        values = _localised(values, timezone)
    return np.asarray(values.dt.as_unit("us").astype("int64"))


def _from_text(values: pd.Series[Any]) -> pd.Series[Any]:
    text = values.astype("str")
    aware = text.str.contains(OFFSET, regex=True).to_numpy(dtype=bool) & (text.str.len() > 10).to_numpy(dtype=bool)
    if aware.any() and not aware.all():
        row = int(np.flatnonzero(aware != aware[0])[0])
        raise JourneyError(
            f"Nella colonna «data_ora» {number(int(aware.sum()), 'istante dice', 'istanti dicono')} il fuso e gli altri no: per "
            f"esempio {cell(text.iloc[0])} e, alla riga con indice {values.index[row]}, {cell(text.iloc[row])}. Mettilo in tutti o in "
            "nessuno, altrimenti l'ordine degli eventi è sbagliato."
        )
    read = pd.to_datetime(text, format="ISO8601", errors="coerce", utc=bool(aware.any()))
    _missing(values, read.isna().to_numpy())
    return read


def _localised(values: pd.Series[Any], timezone: str) -> pd.Series[Any]:
    shifts = _changes(values, timezone)
    if not shifts:  # one offset for all: no need to look instant by instant
        offset = values.iloc[0].tz_localize(timezone).utcoffset()
        shifted: pd.Series[Any] = (values - offset).dt.tz_localize("UTC")
        return shifted
    read: pd.Series[Any] = values.dt.tz_localize(timezone, ambiguous="NaT", nonexistent="NaT")
    lost = read.isna().to_numpy()
    if not lost.any():
        return read
    first: pd.Series[Any] = values.dt.tz_localize(
        timezone, ambiguous=np.ones(len(values), dtype=bool), nonexistent="NaT"
    )
    never = first.isna().to_numpy()
    if never.any():
        row = int(np.flatnonzero(never)[0])
        raise JourneyError(
            f"Alla riga con indice {values.index[row]} l'istante {cell(values.iloc[row])} non esiste nel fuso {timezone}: quella notte "
            "l'orologio salta un'ora. Forse gli istanti sono in un altro fuso: scrivilo in timezone=\"…\"."
        )
    warn(
        f"{number(int(lost.sum()), 'istante cade', 'istanti cadono')} nell'ora che in autunno si ripete: li leggo come la prima "
        "delle due. Se l'ordine conta, esporta gli istanti con il fuso."
    )
    return first


def _changes(values: pd.Series[Any], timezone: str) -> bool:
    """Tell whether the clock changes between the first and the last instant (with a day to spare)."""
    zone = ZoneInfo(timezone)
    days = pd.date_range(values.min() - pd.Timedelta("2D"), values.max() + pd.Timedelta("2D"), freq="1D")
    return len({zone.utcoffset(day.to_pydatetime()) for day in days}) > 1


def _known(timezone: str) -> None:
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, IsADirectoryError, TypeError) as fault:
        raise JourneyError(
            f'Non conosco il fuso {cell(timezone)}: si scrive per esempio "Europe/Rome" o "UTC".'
        ) from fault


def _missing(values: pd.Series[Any], wrong: Bools) -> None:
    if not wrong.any():
        return
    row = int(np.flatnonzero(wrong)[0])
    value = values.iloc[row]
    what = "l'istante manca" if pd.isna(value) else f"non riesco a leggere l'istante {cell(value)}"
    raise JourneyError(
        f"Nella colonna «data_ora», alla riga con indice {values.index[row]}, {what} "
        f"({number(int(wrong.sum()), 'riga così', 'righe così')}). Scrivi gli istanti così: 2025-03-01 14:05:00. Se il file è "
        "italiano (01/03/2025) leggilo con `kit.datasets.read_italian`, altrimenti giorno e mese si scambiano."
    )
