"""What an account's messages say: the class-B columns, from texts and, where there are, programs and places.

Pure: texts in, numbers out.
"""

from __future__ import annotations

import math
import re
import string
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from kit.datasets.errors import DataError
from kit.followers.columns import COLUMNS, FLAG

LINK = re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE)
HASHTAG = re.compile(r"(?<!\w)#\w")
MENTION = re.compile(r"(?<!\w)@\w")
RETWEET = re.compile(r"^RT @\w", re.IGNORECASE)
# Ours: the published list of spam phrases («diet», «make money», «work from home») with its Italian counterparts.
SPAM = re.compile(r"\b(diet|dieta|make money|guadagna|work from home|lavora da casa)\b", re.IGNORECASE)
PUNCTUATION = set(string.punctuation) - set("#@_/&")
RECENT, LAST = 15, 20
SHARED_WORDS = 4
MANY = 3  # people the same sentence is sent to

# Their names in the public files of messages → ours.
FIELDS = {
    "account": ("account", "user_id", "id_utente"),
    "testo": ("testo", "text"),
    "client": ("client", "source"),
    "luogo": ("luogo", "geo"),
    "rilanci": ("rilanci", "retweet_count"),
    "preferiti": ("preferiti", "favorite_count"),
}
CLIENTS = {
    "client_iphone": "iphone",
    "client_android": "android",
    "client_foursquare": "foursquare",
    "client_instagram": "instagram",
}
WEB = re.compile(r"\bweb\b|twitter\.com(?!/(download|#!/download))", re.IGNORECASE)


def summary_of(texts: Sequence[str] | None, bio: str = "") -> dict[str, float]:
    """Le colonne di classe B che si ricavano dai soli testi.

    Parameters
    ----------
    texts : list of str or None
        I messaggi, dal più recente; ``None`` se non sono stati raccolti (tutto resta mancante).
    bio : str
        La presentazione: conta per la punteggiatura.

    Returns
    -------
    dict
        Colonna → valore (sì = 1). Un conto senza messaggi non ha quote.
    """
    names = (
        "hashtag", "menzioni", "punteggiatura", "non_solo_link", "quota_link", "quota_retweet", "quota_spam",
        "stesso_messaggio", "stessa_frase", "messaggi_simili",
    )  # fmt: skip
    if texts is None:
        return dict.fromkeys(names, math.nan)
    bare = [LINK.sub("", text).strip() for text in texts]
    n = len(texts)
    own = Counter(text.casefold() for text in bare if text)
    return {
        "hashtag": float(any(HASHTAG.search(text) for text in bare)),
        "menzioni": float(any(MENTION.search(text) for text in bare)),
        "punteggiatura": float(any(not PUNCTUATION.isdisjoint(text) for text in [bio, *bare])),
        "non_solo_link": float(any(re.search(r"\w", text) for text in bare)),
        "quota_link": sum(bool(LINK.search(text)) for text in texts) / n if n else math.nan,
        "quota_retweet": sum(bool(RETWEET.match(text)) for text in texts) / n if n else math.nan,
        "quota_spam": sum(bool(SPAM.search(text)) for text in texts) / n if n else math.nan,
        "stesso_messaggio": float(max(own.values(), default=0)),
        "stessa_frase": float(_same_to_many(bare[:LAST])),
        "messaggi_simili": float(_alike(bare[:RECENT])),
    }


def _same_to_many(texts: Sequence[str]) -> bool:
    """Tell whether one sentence goes to at least three different people."""
    sent: dict[str, set[str]] = {}
    for text in texts:
        people = {word.casefold() for word in re.findall(r"@\w+", text)}
        sentence = " ".join(re.sub(r"@\w+", "", text).casefold().split())
        if people and sentence:
            sent.setdefault(sentence, set()).update(people)
    return any(len(people) >= MANY for people in sent.values())


def _alike(texts: Sequence[str]) -> bool:
    """Tell whether two messages share four words in a row."""
    seen: set[tuple[str, ...]] = set()
    for text in texts:
        words = re.findall(r"\w+", text.casefold())
        runs = {tuple(words[start : start + SHARED_WORDS]) for start in range(len(words) - SHARED_WORDS + 1)}
        if runs & seen:
            return True
        seen |= runs
    return False


def add_timeline(accounts: pd.DataFrame, messages: pd.DataFrame) -> pd.DataFrame:
    """Aggiunge a ogni conto le colonne di classe B, dai suoi messaggi.

    Parameters
    ----------
    accounts : DataFrame
        Caricati con ``keep_names=True`` (serve la colonna ``id``), o con una colonna ``account`` che corrisponde.
    messages : DataFrame
        Un messaggio per riga, dal più recente: ``account`` (o ``user_id``), ``testo`` (o ``text``) e, se ci sono,
        ``client`` (``source``), ``luogo`` (``geo``), ``rilanci`` (``retweet_count``), ``preferiti`` (``favorite_count``).

    Returns
    -------
    DataFrame
        I conti, nello stesso ordine, con le colonne in più. Chi non ha messaggi ha 0 alle domande sì/no e nessuna quota.

    Raises
    ------
    DataError
        Se mancano il conto o il testo, o nessun conto corrisponde.

    Notes
    -----
    Regole di Camisani-Calzolari, Van den Beld e Socialbakers e caratteristica di Stringhini, come in Cresci e altri
    (2015), tabelle 2–5.
    """
    found = {ours: next((name for name in names if name in messages.columns), None) for ours, names in FIELDS.items()}
    for needed in ("account", "testo"):
        if found[needed] is None:
            raise DataError(f"Fra le colonne dei messaggi manca «{needed}» (o {', '.join(FIELDS[needed][1:])}).")
    key = "id" if "id" in accounts.columns else "account"
    if key not in accounts.columns:
        raise DataError("I conti non hanno né «id» né «account»: caricali con load(…, keep_names=True).")
    table = pd.DataFrame({ours: messages[name] for ours, name in found.items() if name is not None})
    table["account"] = table["account"].astype(str)
    wanted = accounts[key].astype(str)
    if not table["account"].isin(set(wanted)).any():
        raise DataError(
            "Nessun messaggio è di questi conti: i codici non corrispondono. Carica i conti con load(…, keep_names=True)."
        )
    groups = dict(tuple(table.groupby("account", sort=False)))
    rows = [_of_one(groups.get(code), table.columns) for code in wanted]
    added = pd.DataFrame(rows, index=accounts.index)
    for name in added.columns:
        if COLUMNS[name].kind == FLAG:
            added[name] = added[name].astype("boolean")
    return accounts.assign(**{name: added[name] for name in added.columns})


def _of_one(messages: pd.DataFrame | None, columns: Any) -> dict[str, Any]:
    texts = [] if messages is None else [str(text) for text in messages["testo"]]
    row: dict[str, Any] = summary_of(texts)
    if "client" in columns:
        clients = [] if messages is None else [str(one).casefold() for one in messages["client"]]
        row |= {name: float(any(word in one for one in clients)) for name, word in CLIENTS.items()}
        web = [bool(WEB.search(one)) for one in clients]
        row["client_web"] = float(any(web))
        row["usa_api"] = float(not all(web))
        row["quota_api"] = 1 - sum(web) / len(web) if web else math.nan
        row["client_diversi"] = float(len(set(clients)) > 1)
    for name, field in (("geotag", "luogo"), ("ritwittato", "rilanci"), ("preferito_da_altri", "preferiti")):
        if field not in columns:
            continue
        values = pd.Series(dtype=object) if messages is None else messages[field]
        if field == "luogo":
            row[name] = float(
                (values.notna() & ~values.astype(str).str.casefold().isin({"", "nan", "none", "null"})).any()
            )
        else:
            row[name] = float((pd.to_numeric(values, errors="coerce") > 0).any())
    return row
