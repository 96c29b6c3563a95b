"""The share of fakes by expectation–maximisation: an audience is a mixture of people and fakes seen before.

Pure: probabilities in, an interval out.
"""

from __future__ import annotations

import numpy as np

from kit.datasets.errors import DataError
from kit.followers.columns import Floats
from kit.inference import Interval
from kit.inference.interval import check_parameters

# Probabilities are grouped here: enough to use how sure the classifier is, few enough to know each group's size well.
EDGES = np.array([0.02, 0.10, 0.30, 0.50, 0.70, 0.90, 0.98])
ROUNDS = 500
REPLICATES = 500
CLOSE = 1e-7
PRIOR = 1 / 8  # of a verified account in each band: no band is impossible because nobody was seen there
FEWEST = 10  # verified accounts of each kind


def em_share(audience: Floats, fakes: Floats, people: Floats, confidence: float = 0.95, seed: int = 0) -> Interval:
    """Stima la quota di falsi che rende più verosimili le probabilità viste nel pubblico.

    Parameters
    ----------
    audience : array
        Probabilità di essere falso dei conti del pubblico.
    fakes, people : array
        Le stesse probabilità, date dallo stesso modello, su falsi e persone verificati che non aveva visto.
    confidence : float
        Tra 0 e 1 esclusi.
    seed : int
        Seme dei ricampionamenti.

    Returns
    -------
    Interval
        Stima e limiti fra 0 e 1.

    Raises
    ------
    DataError
        Se una delle tre raccolte è vuota o troppo piccola, o le probabilità non stanno fra 0 e 1.

    Notes
    -----
    Saerens, Latinne e Decaestecker, *Neural Computation* 14 (2002), 21–41, con le probabilità raccolte in otto fasce:
    quanti falsi e quante persone cadano in ogni fascia lo dicono i conti verificati, così l'intervallo (percentili di
    500 ricampionamenti del pubblico e dei verificati) conta anche la loro incertezza. Con due fasce sole è Rogan–Gladen.
    """
    check_parameters(confidence)
    groups = []
    for values, name, least in (
        (audience, "il pubblico", 1),
        (fakes, "i falsi verificati", FEWEST),
        (people, "le persone verificate", FEWEST),
    ):
        if values.size < least:
            raise DataError(
                f"Per il metodo EM {name} devono essere almeno {least}: qui {values.size}. Servono anche le probabilità."
            )
        if not ((values >= 0) & (values <= 1)).all():
            raise DataError(f"Fra le probabilità ({name}) ce n'è una che non sta fra 0 e 1.")
        groups.append(np.bincount(np.searchsorted(EDGES, values, side="right"), minlength=len(EDGES) + 1).astype(float))
    seen, fake, person = groups
    rng = np.random.default_rng(seed)
    estimate = float(_em(seen[None], _density(fake)[None], _density(person)[None])[0])
    again = rng.multinomial(int(seen.sum()), seen / seen.sum(), size=REPLICATES).astype(float)
    draws = _em(again, rng.dirichlet(fake + PRIOR, REPLICATES), rng.dirichlet(person + PRIOR, REPLICATES))
    low, high = np.quantile(draws, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Interval(
        estimate, min(float(low), estimate), max(float(high), estimate), confidence, int(audience.size), draws
    )


def _density(counts: Floats) -> Floats:
    """Share of each band; no band is impossible."""
    return np.asarray((counts + PRIOR) / (counts + PRIOR).sum())


def _em(seen: Floats, fake: Floats, person: Floats) -> Floats:
    """Run EM for every replicate at once; rows are replicates, columns bands."""
    share = np.full(len(seen), 0.5)
    total = seen.sum(axis=1)
    for _ in range(ROUNDS):
        top = share[:, None] * fake
        after = (seen * top / (top + (1 - share)[:, None] * person)).sum(axis=1) / total
        if np.abs(after - share).max() < CLOSE:
            return np.asarray(after)
        share = after
    return share
