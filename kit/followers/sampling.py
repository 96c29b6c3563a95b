"""Before counting: how many accounts to look at, and whether those looked at stand for the whole audience.

Pure functions of numbers and of a table.
"""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist

import numpy as np
import pandas as pd

from kit.datasets.errors import DataError
from kit.followers.decision import check_share
from kit.followers.share import rogan_gladen
from kit.formats import it, pct
from kit.inference.interval import check_parameters

PARTS = 10
UNEVEN = 0.001  # p-value under which the places of a sample cannot be called spread out
LATEST = 0.5  # a sample within this newest part of the list is a sample of the latest only


def sample_size(
    half_width: float,
    share: float = 0.5,
    sensitivity: float = 1.0,
    specificity: float = 1.0,
    *,
    verified_fakes: int | None = None,
    verified_people: int | None = None,
    audience: int | None = None,
    confidence: float = 0.95,
) -> int:
    """Quanti conti guardare perché la stima della quota di falsi sia precisa quanto serve.

    Parameters
    ----------
    half_width : float
        Di quanto può allontanarsi il vero, in più o in meno: 0.03 per «più o meno 3 punti».
    share : float
        Quota di falsi che ti aspetti; 0.5 è il caso peggiore.
    sensitivity, specificity : float
        Gli errori della regola (1 e 1: li guardi tu, senza errori).
    verified_fakes, verified_people : int, optional
        Su quanti conti verificati conosci quegli errori: la loro incertezza non cala guardando più conti.
    audience : int, optional
        Quanti follower ci sono in tutto: se pochi, ne bastano meno.
    confidence : float
        Tra 0 e 1 esclusi.

    Returns
    -------
    int

    Raises
    ------
    DataError
        Se una quota sta fuori da 0–1, la regola vale quanto il caso, o quella precisione non si può raggiungere con
        quei conti verificati (il messaggio dice la migliore possibile).

    Notes
    -----
    Varianza di Rogan e Gladen (1978); correzione per popolazione finita di Cochran, *Sampling Techniques* (1977).
    """
    check_parameters(confidence)
    check_share(half_width, "half_width", open_ends=True)
    for value, name in ((share, "share"), (sensitivity, "sensitivity"), (specificity, "specificity")):
        check_share(value, name)
    rogan_gladen(0.5, sensitivity, specificity)  # refuses a rule as good as chance
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    strength = sensitivity + specificity - 1
    apparent = share * sensitivity + (1 - share) * (1 - specificity)
    fixed = 0.0
    if verified_fakes:
        fixed += share**2 * sensitivity * (1 - sensitivity) / verified_fakes
    if verified_people:
        fixed += (1 - share) ** 2 * specificity * (1 - specificity) / verified_people
    left = (half_width * strength / z) ** 2 - fixed
    if left <= 0:
        best = z * sqrt(fixed) / strength
        raise DataError(
            f"Con quei conti verificati non si scende sotto più o meno {pct(best)}, per quanti follower tu guardi. "
            "Verificane di più, o accontentati di meno precisione."
        )
    n = apparent * (1 - apparent) / left
    if audience is not None:
        if audience < 1:
            raise DataError(f"Quanti follower in tutto? Serve un numero da 1 in su (hai scritto {audience}).")
        n = n / (1 + (n - 1) / audience)
    return max(1, ceil(n))


def check_frame(positions: pd.Series, audience: int) -> pd.DataFrame:
    """Controlla se i conti guardati sono sparsi in tutta la lista dei follower, o presi da un pezzo solo.

    Parameters
    ----------
    positions : Series of int
        Il posto di ogni conto guardato nella lista (1 = l'ultimo arrivato).
    audience : int
        Quanti follower ha la lista intera.

    Returns
    -------
    DataFrame
        Dieci righe, una per decimo di lista: ``parte`` (1 = i più recenti), ``conti``, ``attesi``. Il giudizio, a parole,
        è in ``.attrs["giudizio"]``; ``.attrs["sparsi"]`` è vero se il campione sembra sparso.

    Raises
    ------
    DataError
        Se un posto manca, è fuori dalla lista o ripetuto.

    Notes
    -----
    Le liste arrivano dai più recenti, e almeno uno strumento noto guardava soltanto gli ultimi arrivati (fatto del
    2012–2013): un campione così dice chi è arrivato da poco, non chi c'è. Prova di Kolmogorov e Smirnov contro l'uniforme.
    """
    from scipy.stats import kstest

    positions = pd.Series(positions)
    place = pd.to_numeric(positions, errors="coerce").to_numpy(dtype=float)
    if place.size == 0:
        raise DataError("Nessun conto guardato: la lista dei posti è vuota.")
    bad = np.isnan(place) | (place < 1) | (place > audience) | (place != np.floor(place))
    if bad.any():
        row = int(np.flatnonzero(bad)[0])
        raise DataError(
            f"Alla riga {row + 1} il posto è «{positions.iloc[row]}»: i posti sono numeri interi da 1 a {it(audience)}."
        )
    if len(np.unique(place)) < place.size:
        raise DataError("Lo stesso posto c'è due volte: ogni conto va guardato una volta sola. Togli i doppioni.")
    share = (place - 0.5) / audience
    counts = np.bincount(np.minimum((share * PARTS).astype(int), PARTS - 1), minlength=PARTS)
    table = pd.DataFrame({"parte": range(1, PARTS + 1), "conti": counts, "attesi": place.size / PARTS})
    whole = place.size == audience
    spread = whole or bool(kstest(share, "uniform").pvalue >= UNEVEN)
    reach = float(share.max())
    if whole:
        verdict = "È la lista intera."
    elif spread:
        verdict = f"I {it(place.size)} conti sono sparsi in tutta la lista."
    elif reach <= LATEST:
        verdict = (
            f"I {it(place.size)} conti vengono tutti dalla parte più recente della lista (il primo {pct(reach, 0)}): dicono chi è "
            "arrivato da poco, non chi c'è. Estraine a sorte da tutta la lista."
        )
    else:
        verdict = (
            "I conti guardati non sono sparsi in modo uniforme nella lista: la quota può essere di una parte sola."
        )
    table.attrs.update(giudizio=verdict, sparsi=spread)
    return table
