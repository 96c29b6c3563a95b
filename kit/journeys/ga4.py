"""GA4's nested export, one JSON object per line or one list of them, to the columns of an event log.  Reads the file it is given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from kit.journeys.errors import JourneyError, cell

PURCHASE = "purchase"
NO_CAMPAIGN = ("(direct)", "(none)", "(not set)", "", None)
DIRECT = "diretto"
EARLIEST, LATEST = 946_684_800_000_000, 4_102_444_800_000_000  # microseconds: from 2000 to 2100


def read_ga4(path: Path) -> pd.DataFrame:
    """Legge un'esportazione di GA4: righe JSON, o un solo elenco JSON.

    Parameters
    ----------
    path : Path
        Un oggetto JSON per riga, o un elenco di oggetti, con ``event_timestamp`` (microsecondi UTC), ``user_pseudo_id``,
        ``event_name`` e, se ci sono, ``event_params`` (annidati), ``traffic_source``, ``device``, ``ecommerce``.

    Returns
    -------
    DataFrame
        ``utente``, ``data_ora`` (UTC), ``canale`` ("fonte / mezzo", "diretto" se non c'è), ``evento`` (``purchase`` diventa
        "conversione"), ``valore`` (€), ``dispositivo``.

    Raises
    ------
    JourneyError
        Se una riga non è JSON o le manca un campo.

    Notes
    -----
    Lo schema è quello dell'esportazione verso BigQuery. La fonte dell'evento (``source`` e ``medium`` tra i parametri) ha la
    precedenza su quella della persona (``traffic_source``), che è la prima di sempre.
    """
    try:
        rows = [_row(event, where) for event, where in _events(path)]
    except UnicodeDecodeError as fault:
        raise JourneyError(
            f"Il file {cell(path.name)} non è in UTF-8, come sono le esportazioni di GA4: scaricalo di nuovo senza aprirlo con altri "
            "programmi."
        ) from fault
    if not rows:
        raise JourneyError(f"Il file {cell(path.name)} è vuoto.")
    table = pd.DataFrame(rows)
    table["data_ora"] = pd.to_datetime(table["data_ora"], unit="us", utc=True)
    return table


def _events(path: Path) -> Iterator[tuple[Any, str]]:
    """Yield each object and where it is, in words that begin a sentence."""
    name = cell(path.name)
    with path.open(encoding="utf-8-sig") as lines:
        first = next((line for line in lines if line.strip()), "")
        lines.seek(0)
        if first.lstrip().startswith("["):
            try:
                whole = json.load(lines)
            except ValueError as fault:
                raise JourneyError(
                    f"Il file {name} comincia come un elenco JSON («[») ma non si legge fino in fondo: forse è stato scaricato a "
                    "metà. Scaricalo di nuovo."
                ) from fault
            for at, event in enumerate(whole, start=1):
                yield event, f"All'elemento {at} del file {name}"
            return
        for at, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield json.loads(line), f"Alla riga {at} del file {name}"
                except ValueError as fault:
                    raise JourneyError(
                        f"La riga {at} del file {name} non è JSON: {cell(line.strip())}. L'esportazione ha un oggetto per riga."
                    ) from fault


def _row(event: Any, where: str) -> dict[str, Any]:
    for field in ("event_timestamp", "user_pseudo_id", "event_name"):
        if not isinstance(event, dict) or event.get(field) in (None, ""):
            raise JourneyError(f"{where} manca «{field}»: è un'esportazione di GA4?")
    try:
        params = {one.get("key"): _value(one.get("value")) for one in event.get("event_params") or []}
        nested = [event.get(field) or {} for field in ("traffic_source", "ecommerce", "device")]
        origin, sale, device = ({**one} for one in nested)
    except (AttributeError, TypeError) as fault:
        raise JourneyError(
            f"{where} i campi annidati non hanno la forma di GA4: «event_params» è un elenco di oggetti con «key» e «value», "
            "«traffic_source», «ecommerce» e «device» sono oggetti."
        ) from fault
    source = params.get("source", origin.get("source"))
    medium = params.get("medium", origin.get("medium"))
    won = event["event_name"] == PURCHASE
    spent = sale.get("purchase_revenue", params.get("value"))
    instant = _number(event["event_timestamp"])
    if not EARLIEST <= instant <= LATEST:
        raise JourneyError(
            f"{where} «event_timestamp» non è un numero di microsecondi: {cell(event['event_timestamp'])}. GA4 scrive 16 cifre."
        )
    worth = _number(spent or 0) if won else 0.0
    if not abs(worth) < float("inf"):
        raise JourneyError(f"{where} il valore dell'acquisto non è un numero: {cell(spent)}.")
    return {
        "utente": str(event["user_pseudo_id"]),
        "data_ora": int(instant),
        "canale": DIRECT
        if source in NO_CAMPAIGN
        else f"{source} / {medium}"
        if medium not in NO_CAMPAIGN
        else str(source),
        "evento": "conversione" if won else str(event["event_name"]),
        "valore": worth,
        "dispositivo": str(device.get("category") or ""),
    }


def _value(value: dict[str, Any] | None) -> Any:
    """Take the one filled field among string_value, int_value, float_value, double_value."""
    return next((one for one in (value or {}).values() if one is not None), None)


def _number(value: Any) -> float:
    """Read a number exactly where it is whole; what is not a number is nan."""
    try:
        return value if isinstance(value, int) else int(value) if str(value).strip().isdecimal() else float(value)
    except (TypeError, ValueError):
        return float("nan")
