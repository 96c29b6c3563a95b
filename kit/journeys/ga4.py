"""GA4's nested export, one JSON object per line, to the columns of an event log.  Reads the file it is given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from kit.journeys.errors import JourneyError, cell

PURCHASE = "purchase"
NO_CAMPAIGN = ("(direct)", "(none)", "(not set)", "", None)
DIRECT = "diretto"


def read_ga4(path: Path) -> pd.DataFrame:
    """Legge un'esportazione di GA4 in righe JSON.

    Parameters
    ----------
    path : Path
        Un oggetto JSON per riga, con ``event_timestamp`` (microsecondi UTC), ``user_pseudo_id``, ``event_name`` e, se ci sono,
        ``event_params`` (annidati), ``traffic_source``, ``device``, ``ecommerce``.

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
    rows = []
    with path.open(encoding="utf-8-sig") as lines:
        for at, line in enumerate(lines, start=1):
            if line.strip():
                rows.append(_row(line, at, path.name))
    if not rows:
        raise JourneyError(f"Il file {cell(path.name)} è vuoto.")
    table = pd.DataFrame(rows)
    table["data_ora"] = pd.to_datetime(table["data_ora"], unit="us", utc=True)
    return table


def _row(line: str, at: int, name: str) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except ValueError as fault:
        raise JourneyError(
            f"La riga {at} del file {cell(name)} non è JSON: {cell(line.strip())}. L'esportazione ha un oggetto per riga."
        ) from fault
    for field in ("event_timestamp", "user_pseudo_id", "event_name"):
        if not isinstance(event, dict) or event.get(field) in (None, ""):
            raise JourneyError(f"Alla riga {at} del file {cell(name)} manca «{field}»: è un'esportazione di GA4?")
    params = {one.get("key"): _value(one.get("value")) for one in event.get("event_params") or []}
    origin = event.get("traffic_source") or {}
    source = params.get("source", origin.get("source"))
    medium = params.get("medium", origin.get("medium"))
    won = event["event_name"] == PURCHASE
    spent = (event.get("ecommerce") or {}).get("purchase_revenue", params.get("value"))
    try:
        instant = int(event["event_timestamp"])
    except (TypeError, ValueError) as fault:
        raise JourneyError(
            f"Alla riga {at} del file {cell(name)} «event_timestamp» non è un numero di microsecondi: "
            f"{cell(event['event_timestamp'])}."
        ) from fault
    return {
        "utente": str(event["user_pseudo_id"]),
        "data_ora": instant,
        "canale": DIRECT
        if source in NO_CAMPAIGN
        else f"{source} / {medium}"
        if medium not in NO_CAMPAIGN
        else str(source),
        "evento": "conversione" if won else str(event["event_name"]),
        "valore": float(spent or 0) if won else 0.0,
        "dispositivo": str((event.get("device") or {}).get("category") or ""),
    }


def _value(value: dict[str, Any] | None) -> Any:
    """Take the one filled field among string_value, int_value, float_value, double_value."""
    return next((one for one in (value or {}).values() if one is not None), None)
