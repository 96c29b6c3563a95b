"""The published features of an account, by what they cost to collect, and the cost itself.

Pure: a table of accounts in, a table of numbers out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kit.datasets.errors import DataError
from kit.followers.columns import Floats, Inputs
from kit.followers.rulesets import TWO_MONTHS, Test

COSTS = ("A", "B", "C")
AGE = "eta_giorni"


@dataclass(frozen=True)
class Feature:
    """Una caratteristica: costo, come si calcola, come la si dice a parole."""

    cost: str
    compute: Callable[[Inputs], Floats]
    what: str
    unit: str = ""


def _same(name: str) -> Callable[[Inputs], Floats]:
    return lambda inputs: inputs[name]


def _flag(condition: Test, *needs: str) -> Callable[[Inputs], Floats]:
    """Turn a condition into 0/1, missing where an input is."""

    def compute(inputs: Inputs) -> Floats:
        missing = np.any([np.isnan(inputs[name]) for name in needs], axis=0)
        with np.errstate(invalid="ignore"):
            return np.where(missing, np.nan, condition(inputs).astype(float))

    return compute


# Class A in the order of importance published in Table 18.
FEATURES: dict[str, Feature] = {
    "seguiti_su_follower2": Feature(
        "A", lambda i: i["seguiti"] / np.maximum(i["follower"], 1) ** 2, "conti seguiti diviso follower al quadrato"
    ),
    AGE: Feature("A", _same("eta"), "età del conto", "giorni"),
    "messaggi": Feature("A", _same("messaggi"), "messaggi scritti"),
    "nome": Feature("A", _same("nome"), "ha un nome"),
    "seguiti": Feature("A", _same("seguiti"), "conti seguiti"),
    "url": Feature("A", _same("url"), "ha un indirizzo web"),
    "seguiti_al_giorno": Feature(
        "A", lambda i: i["seguiti"] / np.maximum(i["eta"], 1), "conti seguiti per ogni giorno di vita"
    ),
    "immagine_predefinita": Feature(
        "A",
        _flag(lambda i: (i["immagine"] == 0) & (i["eta"] > TWO_MONTHS), "immagine", "eta"),
        "senza immagine sua dopo due mesi",
    ),
    "liste": Feature("A", _same("liste"), "liste in cui si trova"),
    "immagine": Feature("A", _same("immagine"), "ha un'immagine sua"),
    "seguiti_50_volte": Feature(
        "A", _flag(lambda i: i.ratio() >= 50, "seguiti", "follower"), "segue almeno 50 conti per ogni follower"
    ),
    "bio_bot": Feature("A", _same("bio_bot"), "«bot» nella presentazione"),
    "immagine_ripetuta": Feature("A", _same("immagine_ripetuta"), "immagine uguale ad altri conti"),
    "follower_doppi": Feature(
        "A",
        _flag(lambda i: 2 * i["follower"] >= i["seguiti"], "seguiti", "follower"),
        "il doppio dei follower è almeno quanto i seguiti",
    ),
    "rapporto_100": Feature(
        "A", _flag(lambda i: i.ratio() >= 100, "seguiti", "follower"), "segue almeno 100 conti per ogni follower"
    ),
    "indirizzo": Feature("A", _same("indirizzo"), "ha un luogo"),
    "vuoto_e_segue_100": Feature(
        "A",
        _flag(lambda i: (i["bio"] == 0) & (i["indirizzo"] == 0) & (i["seguiti"] > 100), "bio", "indirizzo", "seguiti"),
        "né presentazione né luogo, e segue più di 100 conti",
    ),
    "bio": Feature("A", _same("bio"), "ha una presentazione"),
    "follower": Feature("A", _same("follower"), "follower"),
    "messaggi_simili": Feature("B", _same("messaggi_simili"), "messaggi che si somigliano"),
    "quota_link": Feature("B", _same("quota_link"), "quota di messaggi con collegamenti"),
    "quota_api": Feature("B", _same("quota_api"), "quota di messaggi scritti da fuori del sito"),
    "usa_api": Feature("B", _same("usa_api"), "ha scritto da fuori del sito"),
    "stessa_frase": Feature("B", _same("stessa_frase"), "manda la stessa frase a molti"),
    "geotag": Feature("B", _same("geotag"), "dice dove scrive"),
    "preferito_da_altri": Feature("B", _same("preferito_da_altri"), "è fra i preferiti di qualcuno"),
    "punteggiatura": Feature("B", _same("punteggiatura"), "usa la punteggiatura"),
    "hashtag": Feature("B", _same("hashtag"), "usa hashtag"),
    "client_iphone": Feature("B", _same("client_iphone"), "scrive da iPhone"),
    "client_android": Feature("B", _same("client_android"), "scrive da Android"),
    "client_foursquare": Feature("B", _same("client_foursquare"), "scrive da Foursquare"),
    "client_instagram": Feature("B", _same("client_instagram"), "scrive da Instagram"),
    "client_web": Feature("B", _same("client_web"), "scrive dal sito"),
    "menzioni": Feature("B", _same("menzioni"), "risponde o menziona"),
    "non_solo_link": Feature("B", _same("non_solo_link"), "non pubblica soltanto collegamenti"),
    "ritwittato": Feature("B", _same("ritwittato"), "qualcuno ha rilanciato un suo messaggio"),
    "client_diversi": Feature("B", _same("client_diversi"), "scrive da programmi diversi"),
    "reciproci": Feature("C", _same("reciproci"), "quota di conti seguiti che ricambiano"),
    "vicini_follower": Feature("C", _same("vicini_follower"), "follower medi di chi segue"),
    "vicini_messaggi": Feature("C", _same("vicini_messaggi"), "messaggi medi di chi segue"),
    "seguiti_su_mediana_vicini": Feature(
        "C",
        lambda i: i["seguiti"] / np.maximum(i["vicini_follower_mediana"], 1),
        "conti seguiti diviso follower mediani di chi segue",
    ),
}


def names_of(cost: str) -> list[str]:
    """I nomi delle caratteristiche fino a una classe di costo.

    Raises
    ------
    DataError
        Se la classe non è A, B o C.
    """
    if cost not in COSTS:
        raise DataError(
            f"La classe di costo «{cost}» non esiste: A (profilo), B (profilo e messaggi), C (anche le relazioni)."
        )
    allowed = COSTS[: COSTS.index(cost) + 1]
    return [name for name, feature in FEATURES.items() if feature.cost in allowed]


def features(accounts: pd.DataFrame, cost: str = "A", reference_date: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Le caratteristiche pubblicate di ogni conto, fino a una classe di costo.

    Parameters
    ----------
    accounts : DataFrame
        Una riga per conto, con le colonne canoniche (vedi `load`).
    cost : {"A", "B", "C"}
        A: il profilo (19 caratteristiche); B: anche i messaggi; C: anche i conti seguiti.
    reference_date : str or Timestamp, optional
        Il giorno in cui i conti sono stati letti; se manca, quello annotato da `load`.

    Returns
    -------
    DataFrame
        Numeri, una riga per conto, stesso indice; mancante dove manca il dato. Sì/no valgono 1 e 0; l'età è in giorni.

    Raises
    ------
    DataError
        Se c'è la data di creazione ma non si sa quando i conti sono stati letti, o un valore è impossibile.

    Notes
    -----
    Cresci e altri (2015), tabella 18 (classe A, in ordine d'importanza), con le caratteristiche di Stringhini e altri
    (2010) e di Yang e altri (2013). Zero follower conta come uno nei rapporti.
    """
    names = names_of(cost)
    inputs = Inputs(accounts, reference_date)
    if inputs.reference is None and inputs.has("creato"):
        raise DataError(
            "Per calcolare l'età dei conti serve il giorno in cui sono stati letti. Aggiungilo, per esempio: "
            'reference_date="2025-02-28".'
        )
    return pd.DataFrame({name: FEATURES[name].compute(inputs) for name in names}, index=accounts.index)


CALLS_PER_MINUTE = {"A": 12, "B": 12, "C": 1}


def crawl_cost(n: int, cost: str) -> pd.DataFrame:
    """Quanto tempo serve per raccogliere i dati di n follower, ai limiti di una piattaforma del 2013.

    Parameters
    ----------
    n : int
        Quanti follower.
    cost : {"A", "B", "C"}
        A: profilo, 100 conti a chiamata; B: messaggi, da 1 a 16 chiamate a conto; C: relazioni, almeno 2 a conto.

    Returns
    -------
    DataFrame
        Una riga: ``classe``, ``chiamate_min``, ``chiamate_max``, ``minuti_min``, ``minuti_max``, ``ore_min``, ``ore_max``
        (mancanti i massimi della classe C: un massimo non c'è). Solo la raccolta di quella classe.

    Raises
    ------
    DataError
        Se n è negativo o la classe non esiste.

    Notes
    -----
    Cresci e altri (2015), par. 6: 12 chiamate al minuto per A e B, una per C. Limiti del 2013: oggi sono altri.
    """
    names_of(cost)
    if not isinstance(n, (int, float, np.number)) or not np.isfinite(n) or n < 0 or int(n) != n:
        raise DataError(f"Quanti follower? Serve un numero intero da 0 in su (hai scritto {n}).")
    n = int(n)
    low = {"A": -(-n // 100), "B": n, "C": 2 * n}[cost]
    high = {"A": float(low), "B": 16.0 * n, "C": np.nan}[cost]
    rate = CALLS_PER_MINUTE[cost]
    row = {
        "classe": cost,
        "chiamate_min": int(low),
        "chiamate_max": high,
        "minuti_min": low / rate,
        "minuti_max": high / rate,
        "ore_min": low / rate / 60,
        "ore_max": high / rate / 60,
    }
    return pd.DataFrame([row])
