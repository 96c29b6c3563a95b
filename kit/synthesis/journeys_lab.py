"""The bundled truth-lab world, as tables, and a small export in GA4's shape.  Pure; the world itself is made by kit.journeys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

SCENARIO, SEED, PEOPLE = "confuso", 33, 4_000
GA4_PEOPLE = 40
SOURCES = {
    "newsletter": ("newsletter", "email"),
    "social_foto": ("social_foto", "social"),
    "social_video": ("social_video", "social"),
    "ricerca": ("ricerca", "organic"),
    "ricerca_marca": ("ricerca", "cpc"),
    "retargeting": ("retargeting", "display"),
    "recensioni": ("recensioni", "referral"),
    "diretto": ("(direct)", "(none)"),
}


def make_lab() -> dict[str, pd.DataFrame]:
    """Un mondo del laboratorio della verità, in tre tabelle.

    Returns
    -------
    dict
        `laboratorio` (il registro che vede l'azienda), `laboratorio_persone` (interesse ed esperimento), `laboratorio_verita`.
    """
    from kit.journeys import simulate_world

    world = simulate_world(SCENARIO, seed=SEED, people=PEOPLE)
    log = world.events[["utente", "data_ora", "canale", "evento"]].sort_values("data_ora", kind="stable")
    log = log.assign(data_ora=log["data_ora"].dt.strftime("%Y-%m-%d %H:%M:%S")).reset_index(drop=True).astype("str")
    people = world.people.drop(columns="conversione").merge(world.holdout, on="utente")
    people = people.rename(columns={"conversione": "conversione_prova"})
    people["utente"] = people["utente"].astype("str")
    people["spento"] = people["spento"].astype("str")
    truth = world.truth.assign(canale=world.truth["canale"].astype("str"), quota=world.truth["quota"].round(6))
    return {"laboratorio": log, "laboratorio_persone": people, "laboratorio_verita": truth}


def ga4_file(events: pd.DataFrame) -> bytes:
    """Poche persone del registro, scritte come le esporta GA4: una riga JSON per evento, con i parametri annidati.

    Parameters
    ----------
    events : DataFrame
        La tabella `eventi`.
    """
    import pandas as pd

    buyers = events.loc[events["evento"] == "conversione", "utente"].drop_duplicates().iloc[:GA4_PEOPLE]
    part = events[
        events["utente"].isin(buyers) & (events["mittente"] != "marca") & (events["dispositivo"] != "negozio")
    ]
    instants = pd.to_datetime(part["data_ora"]).dt.tz_localize("Europe/Rome").dt.as_unit("us").astype("int64")
    lines = []
    rows = zip(*(part[name] for name in ("canale", "evento", "utente", "dispositivo", "valore")), instants, strict=True)
    for channel, kind, user, device, value, instant in rows:
        source, medium = SOURCES.get(channel, ("(direct)", "(none)"))
        event: dict[str, object] = {
            "event_timestamp": str(instant),
            "event_name": "purchase" if kind == "conversione" else "page_view",
            "user_pseudo_id": user,
            "event_params": [
                {"key": "source", "value": {"string_value": source, "int_value": None}},
                {"key": "medium", "value": {"string_value": medium, "int_value": None}},
            ],
            "device": {"category": {"telefono": "mobile", "computer": "desktop"}.get(device, "tablet")},
            "traffic_source": {"source": "(direct)", "medium": "(none)"},
        }
        if kind == "conversione":
            event["ecommerce"] = {"purchase_revenue": value}
        lines.append(json.dumps(event, ensure_ascii=False))
    return ("\n".join(lines) + "\n").encode("utf-8")
