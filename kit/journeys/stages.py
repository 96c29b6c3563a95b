"""The funnel: how many people reach each stage, with intervals; and how they really move from stage to stage.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kit.journeys.errors import JourneyError
from kit.journeys.events import CONVERSION, is_conversion, ordered_events
from kit.journeys.paths import Ints
from kit.journeys.shares import wilson

STAGES = ("scoperta", "considerazione", "intenzione", "acquisto", "fedelta")


def funnel(
    events: pd.DataFrame,
    steps: Sequence[str] | None = None,
    by: str = "tappa",
    ordered: bool = True,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Quante persone arrivano a ogni tappa.

    Parameters
    ----------
    events : DataFrame
        Da `read_events`.
    steps : list of str, optional
        Le tappe, dalla prima; se manca, "scoperta", "considerazione", "intenzione", "acquisto", "fedelta".
    by : str
        La colonna che dice la tappa. Con ``"evento"`` o ``"canale"`` le tappe sono i loro valori.
    ordered : bool
        Se contare soltanto chi arriva alle tappe una dopo l'altra (``True``), o chiunque le tocchi (``False``).
    confidence : float
        Tra 0 e 1 esclusi.

    Returns
    -------
    DataFrame
        ``tappa``; ``persone`` che ci arrivano; ``quota_del_totale`` (di tutte le persone); ``quota`` (di chi era alla tappa
        precedente) con ``limite_inf`` e ``limite_sup``; ``fuori_ordine`` (persone che toccano la tappa senza essere passate,
        prima, da quelle precedenti).

    Raises
    ------
    JourneyError
        Se la colonna o una tappa non esistono.

    Notes
    -----
    Intervallo di Wilson: ogni persona conta una volta per tappa. L'imbuto **suppone** che le persone vadano in avanti: guarda
    ``fuori_ordine`` prima di crederci.
    """
    events = ordered_events(events)
    wanted = list(STAGES if steps is None else steps)
    place = stage_numbers(events, wanted, by)
    person = events["utente"].cat.codes.to_numpy(dtype=np.int64)
    here, person_here = np.unique(person, return_inverse=True)
    people, rows = len(here), len(events)
    reached = np.full(people, -1)  # the row at which each person got to the stage before
    inside = np.ones(people, dtype=bool)
    table, before = [], people
    for step, name in enumerate(wanted):
        at = np.flatnonzero(place == step)
        touched = np.zeros(people, dtype=bool)
        touched[person_here[at]] = True
        if ordered:
            later = at[inside[person_here[at]] & (at > reached[person_here[at]])]
            first = np.full(people, rows)
            np.minimum.at(first, person_here[later], later)
            now = first < rows
            reached = np.where(now, first, reached)
            inside = now
        else:
            now = touched
        count = int(now.sum())
        table.append(
            (name, count, count / people, count / before if before else np.nan, before, int((touched & ~now).sum()))
        )
        before = count
    found = pd.DataFrame(table, columns=["tappa", "persone", "quota_del_totale", "quota", "prima", "fuori_ordine"])
    if not ordered:  # the share of those at the stage before is only a share if they are among them
        found["quota"] = found["quota_del_totale"]
        found["prima"] = people
    low, high = wilson(found["quota"].to_numpy(), found.pop("prima").to_numpy(dtype=float), confidence)
    found.insert(4, "limite_inf", low)
    found.insert(5, "limite_sup", high)
    return found


def stage_moves(events: pd.DataFrame, steps: Sequence[str] | None = None, by: str = "tappa") -> pd.DataFrame:
    """I passaggi da una tappa a un'altra, persona per persona.

    Parameters
    ----------
    events : DataFrame
        Da `read_events`.
    steps, by
        Come in `funnel`.

    Returns
    -------
    DataFrame
        Una riga per passaggio fra due tappe diverse: ``utente``, ``data_ora`` (dell'arrivo), ``da``, ``a``, ``salto`` (di
        quante tappe: 1 avanza di una, −1 torna indietro di una).

    Raises
    ------
    JourneyError
        Se la colonna o una tappa non esistono.

    Notes
    -----
    Gli eventi che non stanno in una di quelle tappe non contano.
    """
    events = ordered_events(events)
    wanted = list(STAGES if steps is None else steps)
    stage = stage_numbers(events, wanted, by)
    kept = np.flatnonzero(stage >= 0)
    person, place = events["utente"].cat.codes.to_numpy()[kept], stage[kept]
    moved = np.flatnonzero((person[1:] == person[:-1]) & (place[1:] != place[:-1]))
    before, after = place[moved], place[moved + 1]
    rows = events[["utente", "data_ora"]].iloc[kept[moved + 1]].reset_index(drop=True)
    names = np.array(wanted, dtype=object)
    return rows.assign(da=names[before], a=names[after], salto=after - before)


def stage_numbers(events: pd.DataFrame, steps: Sequence[str], by: str = "tappa") -> Ints:
    """La tappa di ogni evento, come posizione in ``steps``; −1 se non è una di quelle.

    Raises
    ------
    JourneyError
        Se la colonna o una tappa non esistono.
    """
    if by not in events.columns:
        raise JourneyError(
            f'Negli eventi manca la colonna «{by}». Ci sono: {", ".join(map(str, events.columns))}. Scegli quale dice la tappa con by="…".'
        )
    names = events[by].astype("str").to_numpy(dtype=object)
    present = set(names[events[by].notna().to_numpy()])
    if by == "tappa" and "acquisto" in steps and "acquisto" not in present:
        names = np.where(is_conversion(events), "acquisto", names)
        present.add("acquisto")
    unknown = [step for step in steps if step not in present and step != CONVERSION]
    if unknown:
        raise JourneyError(
            f"Nessun evento ha «{by}» uguale a «{unknown[0]}». I valori sono: {', '.join(sorted(present))}."
        )
    lookup = {step: i for i, step in enumerate(steps)}
    return np.array([lookup.get(name, -1) for name in names], dtype=np.int64)
