"""Numeri scritti all'italiana, per il testo delle lezioni e per i grafici.  Solo libreria standard.

Spazio prima di % e €: non separabile.  Segno meno tipografico (−), che i lettori di schermo leggono.
"""

import math
from typing import SupportsFloat

NBSP = "\u00a0"
MINUS = "\u2212"


def it(value: SupportsFloat, decimals: int = 0) -> str:
    """Scrive un numero con il punto delle migliaia e la virgola dei decimali.

    Parameters
    ----------
    value : numero
        Anche numpy e pandas (uno scalare).
    decimals : int
        Cifre dopo la virgola.

    Returns
    -------
    str
        ``it(1234.5, 1)`` è ``"1.234,5"``; un valore mancante è ``"n.d."``, l'infinito ``"∞"``.

    Raises
    ------
    ValueError
        Se ``decimals`` è negativo.
    """
    if decimals < 0:
        raise ValueError(f"I decimali non possono essere negativi (hai scritto {decimals}): scrivi 0, 1, 2…")
    if isinstance(value, int) and decimals == 0:
        text = f"{value:,d}"
    else:
        number = float(value)
        if math.isnan(number):
            return "n.d."
        if math.isinf(number):
            return "∞" if number > 0 else f"{MINUS}∞"
        text = f"{number:,.{decimals}f}"
    negative = text.startswith("-") and any(digit in text for digit in "123456789")
    text = text.lstrip("-").translate(str.maketrans(",.", ".,"))
    return MINUS + text if negative else text


def pct(share: SupportsFloat, decimals: int = 1) -> str:
    """Scrive una quota (0,032) come percentuale (3,2 %).

    Parameters
    ----------
    share : numero
        La quota, non moltiplicata per 100: ``0.032``.
    decimals : int
        Cifre dopo la virgola della percentuale.

    Returns
    -------
    str
        ``pct(0.032)`` è ``"3,2 %"``, con uno spazio non separabile.
    """
    text = it(float(share) * 100, decimals)
    return text if text == "n.d." else f"{text}{NBSP}%"


def euro(amount: SupportsFloat, decimals: int = 2) -> str:
    """Scrive una somma in euro.

    Parameters
    ----------
    amount : numero
        La somma, in euro.
    decimals : int
        Cifre dopo la virgola.

    Returns
    -------
    str
        ``euro(1234.5)`` è ``"1.234,50 €"``, con uno spazio non separabile.
    """
    text = it(amount, decimals)
    return text if text == "n.d." else f"{text}{NBSP}€"
