"""What an Italian negation reaches.  nltk's `mark_negation` knows only English.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.text.lexicon import NEGATIONS, expressions, words
from kit.text.tokens import is_word, plain, tokens

if TYPE_CHECKING:
    import pandas as pd

REACH = 7  # words
SHORT_REACH = {"senza": 3, "senz'": 3, "nessun": 3, "nessuna": 3, "nessun'": 3}
CLOSING_SIGNS = frozenset('.,;:!?…()«»"“”\n')
CLOSING_WORDS = words("negazioni_fine")
# Expressions with a word of negation that deny nothing, or even praise.
NOT_NEGATIONS = sorted((tuple(one.split()) for one in expressions("negazioni_apparenti")), key=len, reverse=True)
BY_FIRST = {first: [one for one in NOT_NEGATIONS if one[0] == first] for first in {one[0] for one in NOT_NEGATIONS}}


def negation(text: str) -> pd.DataFrame:
    """Che cosa nega ogni negazione di un testo.

    Parameters
    ----------
    text : str
        Un testo.

    Returns
    -------
    DataFrame
        Una riga per pezzo del testo: ``pezzo``, ``negato`` (1 o 0) e ``da`` (la negazione che lo raggiunge, o vuoto).

    Raises
    ------
    TypeError
        Se non è un testo.

    Notes
    -----
    La portata va dalla negazione alla punteggiatura, a una congiunzione che cambia discorso (ma, però, anzi…) o alla
    settima parola (la terza dopo «senza» e «nessun»). In italiano due negazioni non si annullano: «non viene mai nessuno»
    nega una volta sola. «Non solo», «niente male», «non vedo l'ora» e simili non negano. L'ironia non si vede.
    """
    import pandas as pd

    pieces = tokens(text)
    forms = [plain(one) if is_word(one) else one for one in pieces]
    by: list[str] = []
    left, source, skip = 0, "", 0
    for place, (piece, form) in enumerate(zip(pieces, forms, strict=True)):
        skip = max(skip - 1, 0)
        if form[0] in CLOSING_SIGNS or form in CLOSING_WORDS:
            left = 0
        if not skip:
            skip = _praise(forms, place)
        if form in NEGATIONS and not skip:
            left, source = (left, source) if left else (SHORT_REACH.get(form, REACH), piece)
            by.append("")
        elif left and is_word(piece):
            left -= 1
            by.append(source)
        else:
            by.append("")
    return pd.DataFrame({"pezzo": pieces, "negato": [int(bool(one)) for one in by], "da": by})


def mark_negation(text: str, mark: str = "NON_") -> list[str]:
    """I pezzi di un testo, con un segno davanti a quelli negati: per contare «mi piace» e «non mi piace» a parte.

    Parameters
    ----------
    text : str
        Un testo.
    mark : str
        Il segno.

    Returns
    -------
    list di str

    Raises
    ------
    TypeError
        Se non è un testo.
    """
    table = negation(text)
    return [f"{mark}{piece}" if flag else piece for piece, flag in zip(table["pezzo"], table["negato"], strict=True)]


def _praise(forms: list[str], place: int) -> int:
    """Return how many pieces the expression that starts here covers, 0 if it is none of `NOT_NEGATIONS`."""
    for one in BY_FIRST.get(forms[place], ()):
        if tuple(forms[place : place + len(one)]) == one:
            return len(one)
    return 0
