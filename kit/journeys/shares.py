"""Intervals for shares whose cases belong to people: a person with many cases does not count as many people.  Pure."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from scipy import sparse

from kit.journeys.errors import JourneyError
from kit.journeys.paths import Floats, Ints


def wilson(share: Floats, cases: Floats, confidence: float) -> tuple[Floats, Floats]:
    """L'intervallo di Wilson di tante quote insieme.

    Parameters
    ----------
    share, cases : array
        Le quote e il numero di casi (anche effettivo, con la virgola) su cui si basano.
    confidence : float
        Tra 0 e 1 esclusi.

    Returns
    -------
    tuple of array
        Limite inferiore e superiore; NaN dove non c'è nessun caso.

    Raises
    ------
    JourneyError
        Se la confidenza non sta tra 0 e 1.
    """
    z = normal_quantile(confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = 1 + z * z / cases
        centre = (share + z * z / (2 * cases)) / spread
        half = z / spread * np.sqrt(share * (1 - share) / cases + z * z / (4 * cases * cases))
    return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)


def normal_quantile(confidence: float) -> float:
    """Il quantile della normale per un intervallo a due code.

    Raises
    ------
    JourneyError
        Se la confidenza non sta tra 0 e 1.
    """
    if not 0 < confidence < 1:
        raise JourneyError(f"La confidenza sta tra 0 e 1 (hai scritto {confidence}): per il 95 % scrivi 0.95.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def effective_cases(parts: sparse.csr_array, wholes: sparse.csr_array, of: Ints, times: Floats) -> Floats:
    """Quanti casi indipendenti valgono i casi di ogni quota, visto che quelli di una persona si somigliano.

    Parameters
    ----------
    parts : sparse array, shape (persone, quote)
        Il numeratore di ogni quota, per persona.
    wholes : sparse array, shape (persone, denominatori)
        I denominatori, per persona.
    of : array, shape (quote,)
        Il denominatore di ogni quota.
    times : array, shape (persone,)
        Quante persone sono fatte così.

    Notes
    -----
    Varianza di un rapporto per gruppi (Cochran, *Sampling Techniques*, 1977, par. 2.11): i casi effettivi sono quelli che,
    indipendenti, darebbero la stessa varianza; mai più dei casi veri.
    """
    part, whole = times @ parts, (times @ wholes)[of]
    share = part / whole
    weighted = sparse.diags_array(times)
    spread = sparse.csr_array(weighted @ wholes)
    squares = _dot(parts, sparse.csr_array(weighted @ parts))
    cross = np.asarray((parts.multiply(spread[:, of])).sum(axis=0)).ravel()
    whole_squares = _dot(wholes, spread)[of]
    people = np.asarray(sparse.csr_array(wholes > 0).astype(float).T @ times)[of]
    total = np.maximum(squares - 2 * share * cross + share**2 * whole_squares, 0.0)
    few = people / np.maximum(people - 1, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        cases = share * (1 - share) * whole**2 / (total * few)
    return np.where(total > 1e-12, np.minimum(cases, whole), people)


def _dot(left: sparse.csr_array, right: sparse.csr_array) -> Floats:
    return np.asarray(left.multiply(right).sum(axis=0)).ravel()
