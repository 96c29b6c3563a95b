"""Credits beside the truth: shares and incremental level, and what an experiment says.  Pure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kit.inference import rate_difference
from kit.journeys.errors import JourneyError
from kit.journeys.worlds import NOBODY

EXPERIMENT = "esperimento"


def compare_with_truth(credits: pd.DataFrame, truth: pd.DataFrame, *, by_channel: bool = False) -> pd.DataFrame:
    """Confronta i meriti di uno o più modelli con l'effetto vero dei canali.

    Parameters
    ----------
    credits : DataFrame
        Da `attribute`, `discrete_hazard` o `holdout_effect`: ``modello``, ``canale``, ``merito``, ``quota`` (e i limiti, se ci sono).
    truth : DataFrame
        Da `simulate_world`: ``canale``, ``incremento``, ``quota``.
    by_channel : bool
        Se restituire una riga per modello e canale invece di una per modello.

    Returns
    -------
    DataFrame
        Per modello: ``quota_sbagliata`` (parte del merito che sta sul canale sbagliato, da 0 a 1), ``quota_ai_nulli`` (parte che va a
        canali che non fanno niente), ``merito_totale``, ``incremento_vero`` (somma dei canali), ``rapporto_livello`` (merito diviso
        incremento), ``copertura`` (canali la cui quota vera sta nell'intervallo; NaN senza intervalli). Per canale: ``quota``,
        ``quota_vera``, ``differenza``, ``merito``, ``incremento_vero``.

    Raises
    ------
    JourneyError
        Se mancano colonne, o se un canale vero manca dai meriti di un modello.

    Notes
    -----
    L'intervallo di un modello copre il parametro del modello, non l'effetto vero: la ``copertura`` qui può essere zero anche quando
    l'intervallo è calcolato bene. Gli incrementi dei canali, sommati, non fanno l'effetto di spegnerli tutti.
    """
    for table, needed, name in (
        (credits, ("modello", "canale", "merito", "quota"), "meriti"),
        (truth, ("canale", "incremento", "quota"), "verità"),
    ):
        missing = [column for column in needed if column not in table.columns]
        if missing:
            raise JourneyError(
                f"Nella tabella dei {name} manca la colonna «{missing[0]}». Ci sono: {', '.join(map(str, table.columns))}."
            )
    rows = credits[credits["canale"].isin(truth["canale"])].copy()
    real = truth.set_index("canale")
    for model, part in rows.groupby("modello", sort=False):
        lost = set(real.index) - set(part["canale"])
        if lost:
            raise JourneyError(
                f"Nei meriti di «{model}» manca il canale «{min(lost)}»: il confronto vuole tutti i canali della verità."
            )
    rows["quota_vera"] = rows["canale"].map(real["quota"])
    rows["incremento_vero"] = rows["canale"].map(real["incremento"])
    rows["differenza"] = rows["quota"] - rows["quota_vera"]
    if by_channel:
        wanted = ["modello", "canale", "quota", "quota_vera", "differenza", "merito", "incremento_vero"]
        return rows[wanted].reset_index(drop=True)
    null = rows["incremento_vero"] == 0
    limits = {"limite_inf", "limite_sup"} <= set(rows.columns)
    inside = (
        ((rows["limite_inf"] <= rows["quota_vera"]) & (rows["quota_vera"] <= rows["limite_sup"]))
        .astype(float)
        .where(rows["limite_inf"].notna())
        if limits
        else pd.Series(np.nan, index=rows.index)
    )
    found = (
        rows.assign(
            quota_sbagliata=rows["differenza"].abs() / 2,
            quota_ai_nulli=rows["quota"].where(null, 0.0),
            copertura=inside,
        )
        .groupby("modello", sort=False)
        .agg(
            quota_sbagliata=("quota_sbagliata", "sum"),
            quota_ai_nulli=("quota_ai_nulli", "sum"),
            merito_totale=("merito", "sum"),
            incremento_vero=("incremento_vero", "sum"),
            copertura=("copertura", "mean"),
        )
        .reset_index()
    )
    found.insert(5, "rapporto_livello", found["merito_totale"] / found["incremento_vero"])
    return found


def holdout_effect(
    holdout: pd.DataFrame,
    confidence: float = 0.95,
    *,
    group: str = "spento",
    outcome: str = "conversione",
    control: str = NOBODY,
) -> pd.DataFrame:
    """Che cosa fa ogni canale, dall'esperimento in cui a una parte delle persone, estratta a sorte, il canale è stato tolto.

    Parameters
    ----------
    holdout : DataFrame
        Una riga per persona: ``group`` dice quale canale le è stato tolto, o ``control`` se nessuno; ``outcome`` vale 0 o 1.
    confidence : float
        Tra 0 e 1 esclusi.
    group, outcome, control : str
        I nomi.

    Returns
    -------
    DataFrame
        ``modello`` ("esperimento"), ``canale``, ``merito`` (conversioni in più su tutte le persone, per avere il canale acceso),
        ``merito_inf``, ``merito_sup``, ``quota`` (tra gli effetti positivi), ``tasso_acceso``, ``tasso_spento``, ``persone_spento``.

    Raises
    ------
    JourneyError
        Se mancano colonne, gruppi, o se l'esito non è 0 o 1.

    Notes
    -----
    Differenza di due quote con l'intervallo di Newcombe. Corretto in media, ma incerto; e solo se chi è tenuto fuori non è raggiunto in
    altro modo (per esempio da un amico che ha visto il messaggio).
    """
    missing = [name for name in (group, outcome) if name not in holdout.columns]
    if missing:
        raise JourneyError(
            f"Nell'esperimento manca la colonna «{missing[0]}». Ci sono: {', '.join(map(str, holdout.columns))}."
        )
    if not holdout[outcome].isin([0, 1]).all():
        raise JourneyError(f"La colonna «{outcome}» deve valere 0 o 1: una riga per persona.")
    counts = holdout.groupby(group, sort=False)[outcome].agg(["sum", "count"])
    if control not in counts.index or len(counts) < 2:
        raise JourneyError(
            f"Servono il gruppo «{control}» e almeno un canale tolto. I gruppi sono: {', '.join(map(str, counts.index))}."
        )
    won, many = int(counts["sum"][control]), int(counts["count"][control])
    rows = []
    off = counts.drop(index=control)
    for channel, won_off, many_off in zip(off.index, off["sum"], off["count"], strict=True):
        found = rate_difference(won, many, int(won_off), int(many_off), confidence)
        rows.append(
            {
                "modello": EXPERIMENT,
                "canale": str(channel),
                "merito": found.stima * len(holdout),
                "merito_inf": found.limite_inf * len(holdout),
                "merito_sup": found.limite_sup * len(holdout),
                "tasso_acceso": won / many,
                "tasso_spento": won_off / many_off,
                "persone_spento": int(many_off),
            }
        )
    table = pd.DataFrame(rows).sort_values("canale", ignore_index=True)
    positive = table["merito"].clip(lower=0)
    total = float(positive.sum())
    table.insert(5, "quota", positive / total if total else 0.0)
    return table
