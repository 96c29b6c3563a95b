"""Where a sentence ends in a post, and how easy the text is to read (Gulpease).  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

import numpy as np

from kit.text.batch import BREAK, Batch, Flags, batch
from kit.text.door import as_series, as_text
from kit.text.lexicon import words
from kit.text.tokens import spans

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

ABBREVIATIONS = words("abbreviazioni")
TITLES = frozenset(
    {"dott", "dr", "prof", "sig", "sigg", "ing", "avv", "geom", "arch", "on"}
)  # a name comes next, with its capital
SHORTEST = 30  # words: under this Gulpease jumps with every word
LOWEST, HIGHEST = 0.0, 100.0


def ending(read: Batch) -> Flags:
    """Dove finisce una frase, posto per posto.

    Finisce a un a capo e dopo punto, punto esclamativo o interrogativo; dopo i puntini, o un'emoji, se poi c'è una maiuscola.
    Non finisce dopo il punto di un'abbreviazione.

    Parameters
    ----------
    read : Batch

    Returns
    -------
    array di sì/no, shape (pezzi,)
    """
    kinds, codes = read.kinds, read.codes
    first = [one[0] for one in kinds]
    stop = np.array([one == BREAK or all(sign in "!?" for sign in one) for one in kinds], dtype=bool)
    dot = np.array([one == "." for one in kinds], dtype=bool)
    pause = np.array([one[:2] == ".." or one == "…" or ord(one[0]) > 0x2100 for one in kinds], dtype=bool)
    short = np.array([one.lower() in ABBREVIATIONS for one in kinds], dtype=bool)
    title = np.array([one.lower() in TITLES for one in kinds], dtype=bool)
    big = np.array([one.isupper() for one in first], dtype=bool)
    after = np.append(codes[1:], codes[-1:]) if len(codes) else codes
    before = np.append(codes[:1], codes[:-1]) if len(codes) else codes
    return np.asarray(
        stop[codes] | (dot[codes] & ~title[before] & ~(short[before] & ~big[after])) | (pause[codes] & big[after])
    )


def sentences(text: str) -> list[str]:
    """Divide un testo in frasi.

    Parameters
    ----------
    text : str
        Un post o un articolo.

    Returns
    -------
    list di str
        Le frasi, ognuna con la sua punteggiatura; solo quelle che contengono almeno una parola.

    Raises
    ------
    TypeError
        Se non è un testo.
    """
    text = as_text(text)
    read = batch([text])
    found, start, full = [], 0, False
    flags = zip(spans(text), ending(read), read.word[read.codes], strict=False)
    for (_, _, finish), end, word in flags:
        full = full or bool(word)
        if end and full:
            found.append(text[start:finish].strip())
            start, full = finish, False
    if full:
        found.append(text[start:].strip())
    return found


def measures(read: Batch) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Frasi, parole e lettere di ogni testo: tre array, shape (testi,)."""
    word = read.word[read.codes]
    places = np.flatnonzero(word)
    sentence = np.cumsum(ending(read))[places]
    opens = np.zeros(len(word), dtype=bool)
    opens[places] = np.append(True, sentence[1:] != sentence[:-1]) if len(places) else False
    counts = (read.total_at(opens), read.total_at(word), read.total(read.letters))
    return tuple(one.astype(float) for one in counts)  # type: ignore[return-value]


def gulpease_of(read: Batch) -> NDArray[np.float64]:
    """L'indice Gulpease di ogni testo, shape (testi,); NaN sotto le `SHORTEST` parole."""
    sentence, word, letter = measures(read)
    with np.errstate(divide="ignore", invalid="ignore"):
        index = 89 + (300 * sentence - 10 * letter) / word
    return np.where(word >= SHORTEST, np.clip(index, LOWEST, HIGHEST), np.nan)


@overload
def gulpease(text: str) -> float: ...
@overload
def gulpease(text: pd.Series[str]) -> pd.Series[float]: ...
def gulpease(text: str | pd.Series[str]) -> float | pd.Series[float]:
    """Quanto è facile da leggere un testo italiano: da 0 (difficilissimo) a 100 (facilissimo).

    Parameters
    ----------
    text : str, o Series di testi
        Un testo, o una colonna di testi.

    Returns
    -------
    float, o Series di float
        L'indice, tra 0 e 100. Sotto le 30 parole non è definito e vale NaN: basta una parola per spostarlo di molto.

    Raises
    ------
    TypeError, ValueError
        Se non è un testo, o se nella colonna manca qualche testo.

    Notes
    -----
    89 + (300 · frasi − 10 · lettere) / parole. Sotto 80 è difficile per chi ha la licenza elementare, sotto 60 per chi ha
    la licenza media, sotto 40 per chi ha il diploma (Lucisano e Piemontese, *Scuola e città* 3, 1988). Qui una parola è
    fatta di lettere e l'elisione ne separa due (``l'``, ``offerta``); anche un a capo chiude la frase.
    """
    import pandas as pd

    series = as_series(text)
    values = gulpease_of(batch(series))
    return float(values[0]) if isinstance(text, str) else pd.Series(values, index=series.index, name="gulpease")
