"""From rules to points and a verdict, as published; and the five figures of a 2×2 table.

Pure functions of a table.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from kit.datasets.errors import DataError
from kit.followers.columns import Inputs
from kit.followers.rulesets import evaluate_rules, ruleset_of

API_ONLY = 2  # bot points for whoever writes only from outside the website
BOT_BELOW, HUMAN_ABOVE = -4, 0
UMANO, NEUTRO, BOT, UNKNOWN, UNPUBLISHED = "umano", "neutro", "bot", "non valutabile", "mai pubblicato"


def score_rules(accounts: pd.DataFrame, ruleset: str, reference_date: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Somma i punti di un insieme di regole pubblicato e ne trae il verdetto.

    Parameters
    ----------
    accounts, ruleset, reference_date
        Come in `evaluate_rules`.

    Returns
    -------
    DataFrame
        ``punti_umano``, ``punti_bot``, ``punteggio`` (umano meno bot, sulle sole regole valutabili), ``punteggio_min`` e
        ``punteggio_max`` (se le regole non valutabili andassero tutte male, o tutte bene), ``verdetto``,
        ``regole_valutabili``, ``regole``. Il verdetto è ``"non valutabile"`` quando le regole che mancano potrebbero
        cambiarlo; per gli insiemi di cui non si sa come si sommano è ``"mai pubblicato"``.

    Raises
    ------
    DataError
        Se l'insieme non esiste, o un valore è impossibile.

    Notes
    -----
    Camisani-Calzolari (2012): sopra 0 umano, da 0 a −4 neutro, sotto −4 bot; scrivere soltanto da fuori del sito vale
    due punti da bot. Socialbakers e Van den Beld non hanno mai detto come si sommano: i punti da bot contano le regole
    soddisfatte, senza soglia.
    """
    prefix, found = ruleset_of(ruleset)
    evaluated = evaluate_rules(accounts, ruleset, reference_date)
    satisfied = evaluated.fillna(False).to_numpy(dtype=bool)
    known = evaluated.notna().to_numpy()
    table = pd.DataFrame(index=accounts.index)
    if prefix == "cc":
        human = np.array([rule.human for rule in found])
        bot = np.array([rule.bot for rule in found])
        api, api_known = _only_api(Inputs(accounts))
        table["punti_umano"] = satisfied @ human
        table["punti_bot"] = (known & ~satisfied) @ bot + API_ONLY * api
        table["punteggio"] = table["punti_umano"] - table["punti_bot"]
        table["punteggio_min"] = table["punteggio"] - ~known @ bot - API_ONLY * ~api_known
        table["punteggio_max"] = table["punteggio"] + ~known @ human
        low, high = _verdict(table["punteggio_min"]), _verdict(table["punteggio_max"])
        table["verdetto"] = np.where(low == high, low, UNKNOWN)
    else:
        table["punti_umano"] = 0
        table["punti_bot"] = satisfied.sum(axis=1)
        table["punteggio"] = -table["punti_bot"]
        table["punteggio_min"] = table["punteggio"] - (~known).sum(axis=1)
        table["punteggio_max"] = table["punteggio"]
        table["verdetto"] = np.where(known.any(axis=1), UNPUBLISHED, UNKNOWN)
    table["regole_valutabili"] = known.sum(axis=1)
    table["regole"] = len(found)
    return table


def _only_api(inputs: Inputs) -> tuple[np.ndarray, np.ndarray]:
    """Tell who wrote, and never from the website; and of whom this is known."""
    web, written = inputs["client_web"], inputs["messaggi"]
    known = (web == 1) | (written == 0) | (~np.isnan(web) & ~np.isnan(written))
    return (web == 0) & (written > 0), known


def _verdict(score: pd.Series) -> np.ndarray:
    return np.select([score > HUMAN_ABOVE, score >= BOT_BELOW], [UMANO, NEUTRO], BOT)


def measures(tp: int, fp: int, fn: int, tn: int) -> pd.Series:
    """Le cinque cifre di una tabella degli errori (positivo = falso).

    Parameters
    ----------
    tp, fp, fn, tn : int
        Falsi riconosciuti, persone segnate per sbaglio, falsi sfuggiti, persone riconosciute.

    Returns
    -------
    Series
        ``accuratezza``, ``precisione``, ``richiamo``, ``f``, ``mcc`` (correlazione di Matthews); mancante dove il
        denominatore è zero.

    Raises
    ------
    DataError
        Se un conteggio è negativo o sono tutti zero.
    """
    if min(tp, fp, fn, tn) < 0 or tp + fp + fn + tn == 0:
        raise DataError(
            f"I quattro conteggi non tornano: {tp}, {fp}, {fn}, {tn}. Servono numeri da 0 in su, non tutti zero."
        )

    def over(top: float, bottom: float) -> float:
        return top / bottom if bottom else math.nan

    return pd.Series(
        {
            "accuratezza": (tp + tn) / (tp + fp + fn + tn),
            "precisione": over(tp, tp + fp),
            "richiamo": over(tp, tp + fn),
            "f": over(2 * tp, 2 * tp + fp + fn),
            "mcc": over(tp * tn - fp * fn, math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))),
        }
    )


def confusion(truth: pd.Series, flagged: pd.Series) -> dict[str, int]:
    """I quattro conteggi della tabella degli errori, pronti per `measures`.

    Parameters
    ----------
    truth, flagged : Series
        Vero (o 1) dove il conto è falso, e dove è stato segnato; dove manca uno dei due, la riga non conta.

    Returns
    -------
    dict
        ``tp``, ``fp``, ``fn``, ``tn``.

    Raises
    ------
    DataError
        Se le due colonne hanno lunghezze diverse.
    """
    if len(truth) != len(flagged):
        raise DataError(f"Le due colonne hanno lunghezze diverse: {len(truth)} e {len(flagged)}.")
    both = np.asarray(pd.notna(truth)) & np.asarray(pd.notna(flagged))
    real = np.asarray(truth)[both].astype(bool)
    said = np.asarray(flagged)[both].astype(bool)
    pairs = {"tp": real & said, "fp": ~real & said, "fn": real & ~said, "tn": ~real & ~said}
    return {name: int(rows.sum()) for name, rows in pairs.items()}
