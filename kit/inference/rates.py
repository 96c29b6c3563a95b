"""Intervals by formula for rates of independent people: one (Wilson) and the difference of two (Newcombe).

Pure; counts in, interval out.
"""

from math import sqrt
from statistics import NormalDist

from kit.inference.interval import Interval, check_parameters


def rate_interval(successes: int, n: int, confidence: float = 0.95) -> Interval:
    """Una quota con l'intervallo di Wilson: persone indipendenti, ognuna contata una volta.

    Parameters
    ----------
    successes, n : int
        Quante persone l'hanno fatto e quante potevano farlo.
    confidence : float
        Tra 0 e 1 esclusi.

    Returns
    -------
    Interval

    Raises
    ------
    ValueError
        Se i conteggi non tornano.

    Notes
    -----
    Wilson, *Journal of the American Statistical Association* 22 (1927), 209–212.
    """
    _check_counts(successes, n)
    low, high = _wilson(successes, n, _z(confidence))
    return Interval(successes / n, low, high, confidence, int(n))


def rate_difference(
    treated_successes: int, treated_n: int, control_successes: int, control_n: int, confidence: float = 0.95
) -> Interval:
    """La differenza tra due quote (trattati meno controllo) con l'intervallo di Newcombe.

    Parameters
    ----------
    treated_successes, treated_n, control_successes, control_n : int
        Conteggi di persone indipendenti.
    confidence : float
        Tra 0 e 1 esclusi.

    Returns
    -------
    Interval
        Positivo: i trattati lo fanno più spesso.

    Raises
    ------
    ValueError
        Se i conteggi non tornano.

    Notes
    -----
    Newcombe, *Statistics in Medicine* 17 (1998), 873–890, metodo 10 (due intervalli di Wilson).
    """
    _check_counts(treated_successes, treated_n)
    _check_counts(control_successes, control_n)
    z = _z(confidence)
    treated, control = treated_successes / treated_n, control_successes / control_n
    treated_low, treated_high = _wilson(treated_successes, treated_n, z)
    control_low, control_high = _wilson(control_successes, control_n, z)
    gap = treated - control
    low = gap - sqrt((treated - treated_low) ** 2 + (control_high - control) ** 2)
    high = gap + sqrt((treated_high - treated) ** 2 + (control - control_low) ** 2)
    return Interval(gap, low, high, confidence, int(treated_n + control_n))


def _wilson(successes: int, n: int, z: float) -> tuple[float, float]:
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (0.0 if successes == 0 else centre - half), (1.0 if successes == n else centre + half)


def _z(confidence: float) -> float:
    check_parameters(confidence)
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _check_counts(successes: int, n: int) -> None:
    if n < 1 or not 0 <= successes <= n:
        raise ValueError(
            f"I conteggi non tornano: {successes} su {n}. Servono 0 ≤ casi ≤ persone, con almeno una persona."
        )
