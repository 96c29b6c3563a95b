"""Italian posts cut into tokens: elisions split, hashtags, mentions, emoji, addresses kept whole.  Pure."""

from __future__ import annotations

import re
from typing import Any

from kit.text.door import as_text
from kit.text.lexicon import words as word_list

LETTERS = r"[^\W\d_]"
DOMAINS = "it|com|org|net|eu|info|shop|blog|club|store|ly|me|app"
# The word branch carries its possible tails (apostrophe, e-mail, address), so that a plain word is read once.
# Every repetition that could fail late is bounded: a hostile text costs time in proportion to its length.
# No token spans a space: `batch` relies on it.
WORD = (
    rf"{LETTERS}+(?:"
    rf"[\w.+-]{{0,60}}@[\w-]{{1,60}}(?:\.[\w-]{{1,20}}){{1,4}}"  # nives@fiatolungo.it
    rf"|[\w-]{{0,60}}(?:\.[\w-]{{1,60}}){{0,3}}\.(?:{DOMAINS})\b(?:/[^\s,;!?»”)]{{0,2000}}(?<=[\w/]))?"  # fiatolungo.it/scarpe
    rf"|['’](?=[^\W_])"  # l'  dell'  c'
    rf"|(?:[-_]?{LETTERS}|\d)+(?:['’](?={LETTERS}))?"  # anti-pioggia, h24
    r"|(?<=[aeiouAEIOU])['’](?=[\s.,;:!?…)]|$)"  # un po', and accents typed as apostrophes: perche'  citta'
    r")?"
)
EMOJI_BASE = (
    "[\U0001f300-\U0001f5ff\U0001f600-\U0001f64f\U0001f680-\U0001f6ff\U0001f780-\U0001f7ff\U0001f900-\U0001f9ff"
    "\U0001fa70-\U0001faff\u2600-\u26ff\u2700-\u27bf\u2b00-\u2bff\u231a\u231b\u23cf\u23e9-\u23ff\u24c2"
    "\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u3030\u303d\u3297\u3299\u2190-\u21ff\u2139\u203c\u2049]"
)
_ONE = rf"{EMOJI_BASE}[\ufe0f\U0001f3fb-\U0001f3ff]{{0,2}}"
EMOJI = rf"[\U0001f1e6-\U0001f1ff]{{2}}|{_ONE}(?:\u200d{_ONE})*|\d\ufe0f?\u20e3"
EMOTICON = r"[:;=]['’]?-?[)(DPp*/|]+(?![\w/])|<3"
NUMBER = r"(?:(?<!\w)[-+−])?\d+(?:[.,:/]\d+)*%?"
URL = r"(?:https?://|www\.)[^\s»”)]{1,2000}(?<=[\w/=&#-])"
TOKEN = re.compile(
    rf"{URL}|(?:[A-Z]\.){{2,9}}|{WORD}|{EMOJI}|{NUMBER}|#\w+|@\w[\w.]{{0,60}}(?<=\w)|{EMOTICON}|[!?]+|\.\.+|\n|\S"
)
WORD_START = re.compile(LETTERS)


def tokens(text: str) -> list[str]:
    """Divide un testo in parole e segni.

    Parameters
    ----------
    text : str
        Un post, un commento, un articolo.

    Returns
    -------
    list di str
        Parole, numeri, segni, nell'ordine. L'elisione si separa (``l'``, ``offerta``); restano interi hashtag, menzioni,
        emoji, faccine, indirizzi web e di posta, prezzi con la virgola e percentuali. Gli a capo non ci sono.

    Raises
    ------
    TypeError
        Se non è un testo.
    """
    return [one for one in TOKEN.findall(as_text(text)) if not one.isspace()]


def words(text: str) -> list[str]:
    """Solo le parole di un testo, minuscole: niente segni, numeri, emoji, hashtag, menzioni, indirizzi.

    Raises
    ------
    TypeError
        Se non è un testo.
    """
    return [plain(one) for one in tokens(text) if is_word(one)]


def is_word(token: str) -> bool:
    """Dice se un pezzo di testo è una parola (comincia con una lettera e non è un indirizzo)."""
    return bool(WORD_START.match(token)) and not is_address(token)


def is_address(token: str) -> bool:
    """Dice se un pezzo di testo è un indirizzo web o di posta."""
    return "." in token[1:] or "@" in token[1:] or token.startswith(("http:", "https:"))


# Accents that people leave out or type as an apostrophe; only forms that are no other common word without the accent.
BARE = str.maketrans("àèéìòù", "aeeiou")
ACCENTS = {one.translate(BARE): one for one in word_list("accenti")}
GRAVE = str.maketrans("aeiou", "àèìòù")
APOCOPES = {"po'", "mo'", "be'", "di'", "fa'", "va'", "da'", "sta'", "to'", "ca'"}


def plain(token: str) -> str:
    """La forma con cui una parola si confronta: minuscola, apostrofo diritto, accento rimesso dove manca.

    Parameters
    ----------
    token : str
        Un elemento di `tokens`.

    Returns
    -------
    str
        ``PERCHE'`` e ``perche`` diventano ``perché``; ``L’`` diventa ``l'``.
    """
    low = token.lower().replace("’", "'")
    if low in ACCENTS:
        return ACCENTS[low]
    if low.endswith("'") and low[:-1] in ACCENTS:
        return ACCENTS[low[:-1]]
    if low == "e'":
        return "è"
    if low.endswith(("ta'", "ra'", "ro'", "ri'", "cio'")) and len(low) > 4:
        return low[:-2] + low[-2].translate(GRAVE)
    return low[:-1] if low.endswith("'") and low not in APOCOPES and low[-2:-1] in "aeiou" else low


def spans(text: str) -> list[tuple[str, int, int]]:
    """Gli stessi pezzi di `tokens`, con gli a capo e con la posizione: (pezzo, inizio, fine).

    Raises
    ------
    TypeError
        Se non è un testo.
    """
    found: list[Any] = list(TOKEN.finditer(as_text(text)))
    return [(one.group(), one.start(), one.end()) for one in found]
