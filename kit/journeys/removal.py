"""Removal effects of a Markov chain: what share of the conversions passes through each channel.  Pure.

With N = (I − Q)⁻¹, h = N r, V = s·h and R the states that contain channel c:  RE_c = (sN)_R (N_RR)⁻¹ h_R / V.
Small chains: one factorisation gives N, and N gives every channel.  Large chains: the same number as 1 − V without c / V,
summed as a series whose error is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu

from kit.journeys.errors import JourneyError
from kit.journeys.paths import Floats, Ints

DENSE = 500  # states: below, one dense factorisation
ERROR = 1e-13  # share of the total that a series may leave out
ROUNDS = 4_000  # rounds of a series before factorising channel by channel
BLOCK = 16  # channels summed together


@dataclass(frozen=True, eq=False)
class Removal:
    """Gli effetti di rimozione e, su richiesta, ciò che serve a sapere come cambiano con i dati.

    Attributes
    ----------
    total : float
        Conversioni (o valore) attese per percorso.
    effect : array, shape (canali,)
        Quota del totale che passa da ogni canale, da 0 a 1.
    ahead, behind : array, shape (stati, canali), or None
        Togliendo il canale: quanto ci si aspetta da ogni stato, e quante visite riceve.
    """

    total: float
    effect: Floats
    ahead: Floats | None = None
    behind: Floats | None = None


def removal_effects(
    q: sparse.csr_array,
    reward: Floats,
    start: Floats,
    members: NDArray[np.bool_],
    visits: Floats | None = None,
    *,
    detail: bool = False,
) -> Removal:
    """Calcola tutti gli effetti di rimozione di una catena.

    Parameters
    ----------
    q : sparse array, shape (stati, stati)
        Probabilità di passare da uno stato all'altro.
    reward : array, shape (stati,)
        Probabilità (o valore atteso) di convertire subito dopo ogni stato.
    start : array, shape (stati,)
        Probabilità di cominciare da ogni stato.
    members : array of bool, shape (stati, canali)
        Quali stati contengono ogni canale.
    visits : array, shape (stati,), optional
        Le visite attese, se già note.
    detail : bool
        Se restituire anche ``ahead`` e ``behind``.

    Returns
    -------
    Removal

    Raises
    ------
    JourneyError
        Se la catena non finisce mai, o non converte mai.

    Notes
    -----
    Tempi di permanenza e catene assorbenti: Kemeny e Snell, *Finite Markov Chains* (1960), cap. III. L'effetto di
    rimozione nell'attribuzione: Anderl e altri, *International Journal of Research in Marketing* 33 (2016), 457–474.
    """
    if len(reward) <= DENSE:
        return _dense(q.toarray(), reward, start, members, detail)
    if visits is None:
        visits = _solve_alone((sparse.eye_array(len(reward)) - q).T, start)
    return _series(q, reward, start, members, visits, detail)


def _dense(q: Floats, reward: Floats, start: Floats, members: NDArray[np.bool_], detail: bool) -> Removal:
    inverse = _inverse(q)
    visits, ahead = start @ inverse, inverse @ reward
    total = _positive(float(start @ ahead))
    if (members.sum(axis=0) <= 1).all() and not detail:
        state, channel = np.nonzero(members)
        effect = np.zeros(members.shape[1])
        effect[channel] = visits[state] * ahead[state] / (inverse[state, state] * total)
        return Removal(total, effect)
    effect = np.zeros(members.shape[1])
    left, right = np.empty(members.shape), np.empty(members.shape)
    for one in range(members.shape[1]):
        inside = members[:, one]
        r: Ints = np.flatnonzero(inside)
        own = inverse[np.ix_(r, r)]
        behind_r, ahead_r = np.linalg.solve(own.T, visits[r]), np.linalg.solve(own, ahead[r])
        effect[one] = behind_r @ ahead[r] / total
        if detail:
            left[:, one] = np.where(inside, 0.0, visits - behind_r @ inverse[r])
            right[:, one] = np.where(inside, 0.0, ahead - inverse[:, r] @ ahead_r)
    return Removal(total, effect, right, left) if detail else Removal(total, effect)


def _series(
    q: sparse.csr_array,
    reward: Floats,
    start: Floats,
    members: NDArray[np.bool_],
    visits: Floats,
    detail: bool,
) -> Removal:
    ahead_all = None if not detail else np.empty(members.shape)
    behind_all = None if not detail else np.empty(members.shape)
    total = _positive(float(visits @ reward))
    effect = np.zeros(members.shape[1])
    back = q.T.tocsr() if detail else None
    for first in range(0, members.shape[1], BLOCK):
        kept = ~members[:, first : first + BLOCK]
        ahead = _accumulate(q, reward, kept, visits, ERROR * total)
        effect[first : first + BLOCK] = 1 - start @ ahead / total
        if ahead_all is not None and behind_all is not None and back is not None:
            ahead_all[:, first : first + BLOCK] = ahead
            behind_all[:, first : first + BLOCK] = _accumulate(back, start, kept, np.ones(len(start)), ERROR)
    effect[~members.any(axis=0)] = 0.0
    return Removal(total, np.clip(effect, 0.0, 1.0), ahead_all, behind_all)


def _accumulate(q: sparse.csr_array, source: Floats, kept: NDArray[np.bool_], weight: Floats, error: float) -> Floats:
    """Sum source + Qsource + QQsource + … over the kept states, one column per channel.

    Staying where one is (the diagonal) is summed in closed form.  What is left out counts at most weight · remainder.
    """
    stay = 1 - q.diagonal()
    moves = (q - sparse.diags_array(q.diagonal())).tocsr()
    moves = sparse.csr_array(sparse.diags_array(1 / stay) @ moves)
    open_ = kept.astype(float)
    term: Floats = open_ * (source / stay)[:, None]
    total: Floats = np.array(term)
    for turn in range(ROUNDS):
        term = open_ * (moves @ term)
        total += term
        if turn % 8 == 0 and float((weight * stay @ term).max()) <= error:
            return total
    for channel, inside in enumerate(kept.T):
        at = np.flatnonzero(inside)
        system = sparse.eye_array(len(at)) - q[at][:, at]
        total[:, channel] = 0.0
        total[at, channel] = _solve_alone(system, source[at])
    return total


def _solve_alone(system: sparse.csr_array, right: Floats) -> Floats:
    try:
        return np.asarray(splu(sparse.csc_array(system)).solve(right))
    except RuntimeError as fault:
        raise _endless() from fault


def _inverse(q: Floats) -> Floats:
    try:
        inverse = np.linalg.inv(np.eye(len(q)) - q)
    except np.linalg.LinAlgError as fault:
        raise _endless() from fault
    if not np.isfinite(inverse).all() or inverse.min() < -1e-9 or inverse.max() > 1e12:
        raise _endless()
    return np.asarray(inverse)


def _endless() -> JourneyError:
    return JourneyError(
        "Questa catena non finisce mai: c'è almeno un giro di canali da cui non si esce né con una conversione né senza. "
        "Controlla che ogni percorso abbia una fine."
    )


def _positive(total: float) -> float:
    if not total > 0:
        raise JourneyError("In questa catena non si converte mai: non c'è merito da distribuire.")
    return total
