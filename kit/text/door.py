"""What enters the room: a text or a column of texts, checked once, in NFC.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from unicodedata import is_normalized, normalize

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5  # rows named in a message


def as_text(text: Any) -> str:
    """Un testo solo, in forma NFC (una è lettera e accento insieme).

    Raises
    ------
    TypeError
        Se non è un testo: il messaggio dice che cos'è e che cosa fare.
    """
    if isinstance(text, str):
        return text if is_normalized("NFC", text) else normalize("NFC", text)
    raise TypeError(_what(text))


def as_series(texts: Any) -> pd.Series[str]:
    """Una colonna di testi, con il suo indice.

    Parameters
    ----------
    texts : Series, lista di testi, o un testo solo
        La colonna da leggere.

    Returns
    -------
    Series di testi
        Con l'indice di partenza; una lista prende l'indice 0, 1, 2…

    Raises
    ------
    TypeError, ValueError
        Se qualche valore manca o non è un testo: il messaggio dice in quali righe.
    """
    import pandas as pd

    if isinstance(texts, pd.DataFrame):
        columns = ", ".join(map(str, texts.columns))
        raise TypeError(
            f'Serve una colonna di testi, non tutta la tabella: scrivi tabella["testo"]. Colonne: {columns}.'
        )
    if isinstance(texts, (str, bytes)):
        texts = [texts]
    if not isinstance(texts, Iterable):
        raise TypeError(_what(texts))
    series = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype=object)
    values = series.tolist()
    if all(isinstance(one, str) for one in values):
        clean = [one if is_normalized("NFC", one) else normalize("NFC", one) for one in values]
        return pd.Series(clean, index=series.index, name=series.name, dtype=object)
    missing = [label for label, one in zip(series.index, values, strict=True) if _is_missing(one)]
    if missing:
        raise ValueError(
            f"Manca il testo in {len(missing)} righe (indice {_list(missing)}). "
            "Togli quelle righe con dropna, o scrivi tu che cosa vogliono dire."
        )
    label, one = next((key, one) for key, one in zip(series.index, values, strict=True) if not isinstance(one, str))
    raise TypeError(f"Riga con indice {label}: {_what(one)}")


def _is_missing(value: Any) -> bool:
    return (
        value is None or (isinstance(value, float) and value != value) or type(value).__name__ in ("NAType", "NaTType")
    )


def _what(value: Any) -> str:
    if isinstance(value, (bytes, bytearray)):
        return 'Sono byte, non un testo: prima leggili con .decode("utf-8").'
    return f"Serve un testo fra virgolette, non un oggetto di tipo {type(value).__name__}: {str(value)[:40]!r}."


def _list(labels: list[Any]) -> str:
    return ", ".join(map(str, labels[:SHOWN])) + (", …" if len(labels) > SHOWN else "")
