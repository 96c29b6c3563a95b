"""From a probability to a verdict: another prevalence, thresholds from the costs of the errors, what a flag means.

Pure functions of numbers.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from kit.datasets.errors import DataError

PERSON, UNDECIDED, FAKE = "persona", "indeciso", "falso"


def check_share(value: float, name: str, *, open_ends: bool = False) -> None:
    """Ferma una quota fuori da 0–1.

    Raises
    ------
    DataError
        Con il nome della quota e che cosa scrivere.
    """
    number = isinstance(value, (int, float, np.number))
    if not number or not (0 < value < 1 if open_ends else 0 <= value <= 1):
        raise DataError(f"«{name}» è una quota fra 0 e 1 (hai scritto {value}): per il 2 % scrivi 0.02.")


def adjust(probability: ArrayLike, before: float, after: float) -> NDArray[np.float64]:
    """La stessa prova, in un pubblico con un'altra quota di falsi.

    Parameters
    ----------
    probability : array
        Probabilità calibrate dove i falsi sono una quota ``before``.
    before, after : float
        Quote di falsi, fra 0 e 1 esclusi.

    Returns
    -------
    array
        Probabilità dove i falsi sono una quota ``after``.

    Raises
    ------
    DataError
        Se una quota sta fuori da 0–1.

    Notes
    -----
    Teorema di Bayes; Saerens, Latinne e Decaestecker, *Neural Computation* 14 (2002), eq. 4. Vale se persone e falsi
    restano quelli di prima e ne cambia soltanto il numero.
    """
    check_share(before, "quota di prima", open_ends=True)
    check_share(after, "quota di dopo", open_ends=True)
    p = np.asarray(probability, dtype=float)
    fake = p * after / before
    return np.asarray(fake / (fake + (1 - p) * (1 - after) / (1 - before)))


def thresholds(false_alarm: float = 1.0, miss: float = 1.0, look: float | None = None) -> tuple[float, float]:
    """Le due soglie di probabilità che rendono minimo il costo atteso.

    Parameters
    ----------
    false_alarm : float
        Quanto costa segnare una persona come falsa.
    miss : float
        Quanto costa lasciar passare un falso, nella stessa unità.
    look : float, optional
        Quanto costa far guardare il conto a qualcuno; se manca, non si è mai indecisi.

    Returns
    -------
    tuple of float
        Sotto la prima: persona. Dalla seconda in su: falso. In mezzo: indeciso (le due coincidono se guardare costa
        troppo).

    Raises
    ------
    DataError
        Se un costo non è positivo.

    Notes
    -----
    Chow, *IEEE Transactions on Information Theory* 16 (1970), 41–46.
    """
    for name, cost in (("false_alarm", false_alarm), ("miss", miss), ("look", look)):
        if cost is not None and not (np.isfinite(cost) and cost > 0):
            raise DataError(f"Il costo «{name}» dev'essere un numero maggiore di zero (hai scritto {cost}).")
    alone = false_alarm / (false_alarm + miss)
    if look is None or look >= alone * miss:  # guessing costs at most this: looking cannot pay
        return alone, alone
    return look / miss, 1 - look / false_alarm


def verdicts(probability: ArrayLike, low: float, high: float) -> NDArray[np.str_]:
    """Persona, indeciso o falso, per ogni probabilità.

    Returns
    -------
    array of str
        Sotto ``low`` persona, da ``high`` in su falso, in mezzo indeciso.
    """
    p = np.asarray(probability, dtype=float)
    return np.select([p >= high, p < low], [FAKE, PERSON], UNDECIDED)


def flag_meaning(sensitivity: float, specificity: float, prevalence: float, people: int = 1000) -> pd.DataFrame:
    """Che cosa vuol dire un conto segnato, contando su mille conti.

    Parameters
    ----------
    sensitivity : float
        Quota dei falsi che la regola segna.
    specificity : float
        Quota delle persone che la regola lascia stare.
    prevalence : float
        Quota di falsi nel pubblico.
    people : int
        Su quanti conti si conta.

    Returns
    -------
    DataFrame
        Righe ``falsi`` e ``persone``; colonne ``conti``, ``segnati``, ``non_segnati`` (numeri attesi, con la virgola) e
        ``quota_fra_i_segnati``: dei segnati, quanti sono falsi e quanti persone.

    Raises
    ------
    DataError
        Se una quota sta fuori da 0–1.
    """
    for value, name in ((sensitivity, "sensitivity"), (specificity, "specificity"), (prevalence, "prevalence")):
        check_share(value, name)
    if people < 1:
        raise DataError(f"Su quanti conti? Serve un numero da 1 in su (hai scritto {people}).")
    fakes = people * prevalence
    rest = people - fakes
    table = pd.DataFrame(
        {"conti": [fakes, rest], "segnati": [fakes * sensitivity, rest * (1 - specificity)]},
        index=pd.Index(["falsi", "persone"], name="chi sono"),
    )
    table["non_segnati"] = table["conti"] - table["segnati"]
    total = float(table["segnati"].sum())
    table["quota_fra_i_segnati"] = table["segnati"] / total if total else np.nan
    return table
