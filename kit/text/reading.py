"""Can this text be read at all?  Empty, only emoji, another language, broken characters: said, never guessed.  Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.text.batch import Batch, batch
from kit.text.door import as_series
from kit.text.lexicon import NEGATIONS, STOP_WORDS, words

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

EMPTY, NO_WORDS, FOREIGN = "il testo è vuoto", "non ci sono parole: solo emoji o segni", "non sembra italiano"
BROKEN, TOO_LONG = (
    "caratteri rovinati: file letto con la codifica sbagliata",
    "troppo lungo per essere un contenuto solo",
)
LONGEST = 50_000  # characters
ENOUGH_WORDS = 8  # from here on, Italian without function words is not Italian
FEW_ITALIAN = 0.08  # share of function words
KNOWN = 0.5  # share of words that the Italian dictionary has

# What UTF-8 looks like when it is read as Latin-1, and what a failed reading leaves behind.
MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf\u2018-\u203a\u0152-\u017e\u0192\u20ac]|â€|ï»¿|\ufffd|ðŸ|[\ud800-\udfff]|\x00")

# Function words of the languages that come up among Italian posts, without those that Italian has too.
FOREIGN_WORDS = (
    words("altre_lingue") - STOP_WORDS - NEGATIONS - {"come", "no", "plus", "new", "one", "free", "for", "per"}
)
ITALIAN_WORDS = STOP_WORDS | NEGATIONS


def readable(texts: Any) -> pd.DataFrame:
    """Dice quali testi si possono leggere, e degli altri perché no.

    Parameters
    ----------
    texts : Series di testi
        Un testo per riga.

    Returns
    -------
    DataFrame
        Stesso indice: ``leggibile`` (1 o 0) e ``problema`` (vuoto se si legge).

    Raises
    ------
    TypeError, ValueError
        Se qualche testo manca o non è un testo.

    Notes
    -----
    La lingua si riconosce dalle parole che tengono insieme le frasi (il, che, per, non…). Sotto le otto parole il dubbio
    vale a favore dell'italiano: un annuncio breve è fatto spesso di nomi e di parole inglesi.
    """
    import pandas as pd

    series = as_series(texts)
    problems = problems_of(batch(series), series.tolist())
    return pd.DataFrame({"leggibile": [int(not one) for one in problems], "problema": problems}, index=series.index)


def problems_of(read: Batch, texts: list[str]) -> list[str]:
    """Il problema di ogni testo, o un testo vuoto se non ce n'è: lista lunga quanto i testi."""
    word = read.total(read.word)
    found = [""] * read.size
    for place in np.flatnonzero(word == 0):
        found[place] = NO_WORDS if texts[place].strip() else EMPTY
    for place in np.flatnonzero(_foreign(read, word)):
        found[place] = FOREIGN
    for row, text in enumerate(texts):
        if len(text) > LONGEST:
            found[row] = TOO_LONG
        if ("Ã" in text or "Â" in text or "\ufffd" in text or not text.isprintable()) and MOJIBAKE.search(text):
            found[row] = BROKEN
    return found


def _foreign(read: Batch, word: NDArray[np.int64]) -> NDArray[np.bool_]:
    keys = read.keys
    italian = read.total(np.array([one in ITALIAN_WORDS for one in keys], dtype=bool))
    other = read.total(np.array([one in FOREIGN_WORDS for one in keys], dtype=bool))
    letters = np.array(
        [_is_latin(one) if flag else True for one, flag in zip(keys, read.word, strict=True)], dtype=bool
    )
    strange = read.total(~letters)
    sure = (other >= 3) & (other > 2 * italian) | (2 * strange > word)
    doubt = ~sure & (word > 0) & (italian < np.maximum(FEW_ITALIAN * word, 1)) & ((word >= ENOUGH_WORDS) | (other > 0))
    doubt |= ~sure & (other > italian)
    starts = np.append(0, read.ends[:-1]) if read.size else read.ends
    for place in np.flatnonzero(doubt):
        kinds = set(read.codes[starts[place] : read.ends[place]].tolist())
        sure[place] = _unknown([keys[one] for one in kinds if read.word[one]])
    return np.asarray(sure)


def _unknown(words: list[str]) -> bool:
    """Tell whether the Italian dictionary lacks most of these words (capped: some hundreds are enough)."""
    import simplemma

    sample = words[:300]
    known = sum(simplemma.is_known(one, lang="it") for one in sample)
    return known < KNOWN * len(sample)


def _is_latin(word: str) -> bool:
    return word.isascii() or all(ord(sign) < 0x250 or not sign.isalpha() for sign in word)
