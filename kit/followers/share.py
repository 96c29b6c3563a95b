"""The share of fakes in an audience: raw count, corrected for the errors of the rule, and their intervals.

Pure functions of counts; the EM estimate lives in mixture.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd

from kit.datasets.errors import DataError
from kit.followers.columns import Floats
from kit.followers.evaluation import Validation
from kit.formats import it, pct
from kit.inference import rate_interval
from kit.inference.interval import check_parameters

RAW, CORRECTED, EM = "conteggio grezzo", "corretta (Rogan–Gladen)", "corretta (EM)"
WEAK = 0.3  # sensitivity + specificity − 1 under which a rule hardly tells anything
FEW = 30  # verified accounts of a kind
SMALL = 100  # accounts of the audience


@dataclass(frozen=True)
class Corrected:
    """Una stima corretta, con e senza il taglio fra 0 e 1."""

    estimate: float
    low: float
    high: float
    uncut: float
    uncut_low: float
    uncut_high: float


def rogan_gladen(apparent: float, sensitivity: float, specificity: float) -> float:
    """La quota vera che darebbe la quota segnata, **senza taglio** fra 0 e 1.

    Parameters
    ----------
    apparent : float
        Quota di conti segnati.
    sensitivity, specificity : float
        Quota di falsi segnati, quota di persone lasciate stare.

    Returns
    -------
    float

    Raises
    ------
    DataError
        Se sensibilità e specificità sommano a 1 o meno: la regola vale quanto il caso.

    Notes
    -----
    Rogan e Gladen, *American Journal of Epidemiology* 107 (1978), 71–76.
    """
    strength = sensitivity + specificity - 1
    if strength <= 1e-12:
        raise DataError(
            f"La regola segna {pct(sensitivity)} dei falsi e {pct(1 - specificity)} delle persone: non distingue gli "
            "uni dalle altre, e nessuna correzione può aiutarla. Serve un'altra regola."
        )
    return (apparent + specificity - 1) / strength


def lang_reiczigel(flagged: int, n: int, validation: Validation, confidence: float = 0.95) -> Corrected:
    """La quota corretta con un intervallo che conta anche l'incertezza di sensibilità e specificità.

    Parameters
    ----------
    flagged, n : int
        Conti segnati, conti guardati.
    validation : Validation
        Su quanti conti verificati si conoscono gli errori della regola.
    confidence : float
        Tra 0 e 1 esclusi.

    Returns
    -------
    Corrected
        La stima è quella di Rogan e Gladen; l'intervallo la contiene sempre.

    Raises
    ------
    DataError
        Se i conteggi non tornano o la regola vale quanto il caso.

    Notes
    -----
    Lang e Reiczigel, *Preventive Veterinary Medicine* 113 (2014), 13–22. Copertura vicina al 95 % quando gli errori
    della regola sono gli stessi nel pubblico e nei conti verificati; **nessuna garanzia se non lo sono**.
    """
    check_parameters(confidence)
    if not 0 <= flagged <= n or n < 1:
        raise DataError(
            f"I conteggi non tornano: {flagged} segnati su {n}. Servono 0 ≤ segnati ≤ conti, con almeno un conto."
        )
    from statistics import NormalDist

    z = NormalDist().inv_cdf((1 + confidence) / 2)
    uncut = rogan_gladen(flagged / n, validation.sensitivity, validation.specificity)
    size, fakes, people = n + z * z, validation.fakes + 2, validation.people + 2
    apparent = (flagged + z * z / 2) / size
    se, sp = (validation.flagged_fakes + 1) / fakes, (validation.cleared_people + 1) / people
    centre = rogan_gladen(apparent, se, sp)
    se_noise, sp_noise = se * (1 - se) / fakes, sp * (1 - sp) / people
    shift = 2 * z * z * (centre * se_noise - (1 - centre) * sp_noise)
    spread = sqrt(apparent * (1 - apparent) / size + centre**2 * se_noise + (1 - centre) ** 2 * sp_noise)
    half = z * spread / (se + sp - 1)
    low, high = min(centre + shift - half, uncut), max(centre + shift + half, uncut)
    cut = [float(np.clip(value, 0, 1)) for value in (uncut, low, high)]
    return Corrected(cut[0], cut[1], cut[2], uncut, low, high)


def estimate_share(
    flagged: Any,
    validation: Validation,
    probabilities: Any = None,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Stima la quota di falsi in un pubblico: grezza e corretta, con intervalli e avvisi.

    Parameters
    ----------
    flagged : Series or array
        1 o vero per ogni conto del pubblico che la regola segna.
    validation : Validation
        Gli errori della stessa regola su conti verificati (`validate` o `validation_of`).
    probabilities : Series or array, optional
        La probabilità di ogni conto: se c'è (e c'è anche nella verifica) aggiunge la stima EM.
    confidence : float
        Tra 0 e 1 esclusi.
    seed : int
        Seme dei ricampionamenti di EM.

    Returns
    -------
    DataFrame
        Una riga per metodo: ``metodo``, ``stima``, ``limite_inf``, ``limite_sup`` (tra 0 e 1), ``senza_taglio`` (la stima
        prima di fermarla fra 0 e 1), ``avviso`` (vuoto se non c'è niente da dire).

    Raises
    ------
    DataError
        Se il pubblico è vuoto, la regola vale quanto il caso, o le lunghezze non tornano.

    Notes
    -----
    Rogan e Gladen (1978); Lang e Reiczigel (2014); Saerens e altri (2002). La riga grezza ha l'intervallo di Wilson, che
    misura soltanto il caso del campione e non gli errori della regola.
    """
    said = np.asarray(flagged)
    if said.size == 0:
        raise DataError("Il pubblico è vuoto: nessun conto da contare.")
    if pd.isna(said).any() or not np.isin(said.astype(float), (0, 1)).all():
        raise DataError("I conti segnati valgono 1 (o vero), gli altri 0 (o falso), senza vuoti: controlla la colonna.")
    n, count = said.size, int(said.astype(bool).sum())
    raw = rate_interval(count, n, confidence)
    fixed = lang_reiczigel(count, n, validation, confidence)
    rows: list[tuple[str, float, float, float, float, str]] = [
        (RAW, raw.stima, raw.limite_inf, raw.limite_sup, raw.stima, "non conta gli errori della regola"),
        (CORRECTED, fixed.estimate, fixed.low, fixed.high, fixed.uncut, _warning(count, n, validation, fixed)),
    ]
    if probabilities is not None:
        rows.append(_em_row(np.asarray(probabilities, dtype=float), n, validation, confidence, seed))
    return pd.DataFrame(rows, columns=["metodo", "stima", "limite_inf", "limite_sup", "senza_taglio", "avviso"])


def _em_row(
    chance: Floats, n: int, validation: Validation, confidence: float, seed: int
) -> tuple[str, float, float, float, float, str]:
    from kit.followers.mixture import em_share

    if chance.size != n:
        raise DataError(f"Le probabilità sono {chance.size} e i conti {n}: ne serve una per conto.")
    found = em_share(chance, validation.fake_probabilities, validation.people_probabilities, confidence, seed)
    return EM, found.stima, found.limite_inf, found.limite_sup, np.nan, ""


def _warning(flagged: int, n: int, validation: Validation, found: Corrected) -> str:
    said = []
    if found.uncut < 0:
        said.append(
            f"ha segnato meno conti ({pct(flagged / n)}) di quanti ne segnerebbe fra sole persone "
            f"({pct(1 - validation.specificity)}): la stima senza taglio è {pct(found.uncut)}, lo zero non è una misura"
        )
    if found.uncut > 1:
        said.append(
            f"la stima senza taglio è {pct(found.uncut)}: gli errori della regola qui non sono quelli verificati"
        )
    if found.high <= found.low:
        said.append("l'intervallo è largo zero solo per via del taglio: non vuol dire che sia certa")
    if validation.sensitivity + validation.specificity - 1 < WEAK:
        said.append("la regola distingue poco: la correzione ingrandisce ogni incertezza")
    if min(validation.fakes, validation.people) < FEW:
        said.append(f"i conti verificati sono pochi ({validation.fakes} falsi, {validation.people} persone)")
    if n < SMALL:
        said.append(f"il pubblico ha soltanto {it(n)} conti")
    return "; ".join(said)
