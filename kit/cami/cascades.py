"""Re-shares: how many each share brings, generation by generation.  Pure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kit.cami.door import check_table
from kit.inference import Interval

REPLICATES = 1_000


def generations(shares: pd.DataFrame, *, share: str = "condivisione", parent: str = "da") -> pd.DataFrame:
    """Una cascata di condivisioni, generazione per generazione.

    Parameters
    ----------
    shares : DataFrame
        Una riga per condivisione: il suo nome e quello della condivisione da cui viene (vuoto per la prima).
    share, parent : str
        I nomi delle due colonne.

    Returns
    -------
    DataFrame
        Indice ``generazione`` (1 = condivisioni dirette del post). Colonne: ``condivisioni`` e
        ``ricondivisioni_per_condivisione`` (quante della generazione dopo, per ognuna di questa).

    Raises
    ------
    TypeError, KeyError, ValueError
        Se mancano colonne, se un nome è doppio, se una condivisione viene da una che non c'è o da sé stessa.
    """
    depth = _depths(shares, share, parent)
    counts = np.bincount(depth)[1:]
    table = pd.DataFrame({"condivisioni": counts}, index=pd.RangeIndex(1, len(counts) + 1, name="generazione"))
    table["ricondivisioni_per_condivisione"] = np.append(counts[1:], 0) / counts
    return table


def reshares_per_share(
    shares: pd.DataFrame,
    *,
    share: str = "condivisione",
    parent: str = "da",
    cascade: str | None = "azione",
    confidence: float = 0.95,
    seed: int = 0,
) -> Interval:
    """Quante ricondivisioni porta in media una condivisione, con intervallo.

    Parameters
    ----------
    shares : DataFrame
        Come in `generations`; può contenere più cascate.
    share, parent : str
        I nomi delle due colonne.
    cascade : str or None
        La colonna che dice a quale cascata appartiene la riga: si ricampionano le cascate intere. None se è una sola.
    confidence : float
        Tra 0 e 1 esclusi.
    seed : int
        Stesso seme, stesso intervallo.

    Returns
    -------
    Interval
        Sotto 1 la cascata si spegne da sola; a 0,8 ogni condivisione ne porta in tutto 1 / (1 − 0,8) = 5, lei compresa. Con
        una cascata sola l'intervallo non si può dare e i limiti sono quelli della stima.

    Raises
    ------
    TypeError, KeyError, ValueError
        Come in `generations`.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"La confidenza sta tra 0 e 1 (hai scritto {confidence}): per il 95 % scrivi 0.95.")
    later = _depths(shares, share, parent) > 1
    owner = np.zeros(len(shares), dtype=int)
    if cascade is not None:
        check_table(shares, [cascade])
        owner = pd.factorize(shares[cascade])[0]
    size, reshared = np.bincount(owner), np.bincount(owner, weights=later)
    estimate = float(reshared.sum() / size.sum())
    low = high = estimate
    if len(size) > 1:
        times = np.random.default_rng(seed).multinomial(len(size), np.full(len(size), 1 / len(size)), REPLICATES)
        low, high = np.quantile((times @ reshared) / (times @ size), [(1 - confidence) / 2, (1 + confidence) / 2])
    return Interval(estimate, min(float(low), estimate), max(float(high), estimate), confidence, len(size))


def _depths(shares: pd.DataFrame, share: str, parent: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the generation of each share, from 1."""
    check_table(shares, [share, parent])
    names = shares[share].tolist()
    place = {name: number for number, name in enumerate(names)}
    if len(place) < len(names):
        twice = shares.loc[shares[share].duplicated(), share].iloc[0]
        raise ValueError(f"La condivisione «{twice}» compare due volte: ogni riga vuole un nome suo.")
    before = []
    for row, one in zip(shares.index, shares[parent].tolist(), strict=True):
        first = one is None or one != one or one == ""
        if not first and one not in place:
            raise ValueError(f"Riga {row}: viene dalla condivisione «{one}», che nella tabella non c'è.")
        before.append(-1 if first else place[one])
    depth = np.zeros(len(names), dtype=np.int64)
    for start in range(len(names)):
        path, here = [], start
        while here >= 0 and not depth[here]:
            path.append(here)
            depth[here] = -1  # being walked: met again, it is a circle
            here = before[here]
            if here >= 0 and depth[here] == -1:
                raise ValueError(f"Le condivisioni girano in tondo: «{names[here]}» viene da sé stessa.")
        level = 0 if here < 0 else int(depth[here])
        for one in reversed(path):
            level += 1
            depth[one] = level
    return depth
