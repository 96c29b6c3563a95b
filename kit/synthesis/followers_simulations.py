"""Simulations that measure the estimators: coverage of the corrected interval, power and false alarms of the shift test.

Uses kit.followers; nothing of the lessons imports this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kit.synthesis.clients import REFERENCE_DAY
from kit.synthesis.followers import group_sizes, make_profiles


@dataclass(frozen=True)
class Scenario:
    """Un pubblico simulato: quanti conti di ogni gruppo, e a quale livello."""

    sizes: Mapping[str, int]
    level: str = "base"


KNOWN = ("dibattito", "lampo", "ondate")  # the groups a training set holds
NO_SHIFT = {
    "nessuno spostamento, 2 % di falsi": Scenario({"dibattito": 980, "lampo": 9, "ondate": 11}),
    "nessuno spostamento, 10 % di falsi": Scenario({"dibattito": 900, "lampo": 47, "ondate": 53}),
    "nessuno spostamento, 30 % di falsi": Scenario({"dibattito": 700, "lampo": 140, "ondate": 160}),
}
PLANTED_SHIFTS = {
    "venditore mai visto (10 %)": Scenario({"dibattito": 900, "sparso": 100}),
    "persone mai viste": Scenario({"verificate": 900, "lampo": 47, "ondate": 53}),
    "imitatori e chi guarda soltanto (difficile)": Scenario(
        {"dibattito": 700, "lampo": 140, "ondate": 160}, "difficile"
    ),
}
ALARM = 0.05  # p-value under which the test says "spostato"


def shift_rates(
    replicates: int, seed: int = 0, resamples: int = 100, cases: Mapping[str, Scenario] = NO_SHIFT | PLANTED_SHIFTS
) -> pd.DataFrame:
    """Quanto spesso la prova di spostamento dà l'allarme, con e senza spostamenti impiantati.

    Parameters
    ----------
    replicates : int
        Quanti pubblici simulati per ogni caso; ogni volta anche i conti con etichetta sono nuovi.
    seed : int
        Stesso seme, stesso risultato.
    resamples : int
        Ricampionamenti dentro ogni prova.
    cases : dict
        I casi da simulare; se manca, tutti.

    Returns
    -------
    DataFrame
        ``caso``, ``spostato`` (impiantato o no), ``allarmi`` (quota).
    """
    from kit.followers import features, shift_test

    known = {name: size for name, size in group_sizes().items() if name in KNOWN}
    rows = []
    for place, (name, scenario) in enumerate(cases.items()):
        alarms = 0
        for turn in range(replicates):
            rng = np.random.default_rng([seed, place, turn])
            reference, audience = make_profiles(rng, known), make_profiles(rng, scenario.sizes, scenario.level)
            tables = [features(one, "A", REFERENCE_DAY) for one in (reference, audience)]
            found = shift_test(tables[0], reference["falso"], tables[1], replicates=resamples, seed=turn)
            alarms += found.attrs["p"] < ALARM
        rows.append({"caso": name, "spostato": name in PLANTED_SHIFTS, "allarmi": alarms / replicates})
    return pd.DataFrame(rows)


SHARES = (0.02, 0.10, 0.30)
RULES = {  # sensitivity, specificity, verified fakes, verified people, audience
    "classificatore": (0.985, 0.985, 1_950, 1_950, 1_000),
    "regola verificata su 400 conti": (0.90, 0.95, 200, 200, 1_000),
    "regola verificata su 120 conti": (0.90, 0.95, 60, 60, 300),
}


def interval_coverage(replicates: int, seed: int = 0) -> pd.DataFrame:
    """Quante volte su cento l'intervallo al 95 % contiene la quota vera.

    Parameters
    ----------
    replicates : int
        Quanti pubblici simulati per caso.
    seed : int
        Stesso seme, stesso risultato.

    Returns
    -------
    DataFrame
        ``caso``, ``quota_vera``, ``grezza`` e ``corretta`` (copertura dell'intervallo di Wilson sul conteggio grezzo e di
        quello di Lang e Reiczigel), ``corretta_con_spostamento`` (quando in quel pubblico la regola riconosce solo la
        metà dei falsi: il venditore è nuovo).
    """
    from kit.followers.evaluation import Validation
    from kit.followers.share import lang_reiczigel
    from kit.inference import rate_interval

    rng = np.random.default_rng(seed)
    rows = []
    for name, (sensitivity, specificity, fakes, people, size) in RULES.items():
        for share in SHARES:
            hits = np.zeros(3)
            for _ in range(replicates):
                known = Validation(
                    fakes, int(rng.binomial(fakes, sensitivity)), people, int(rng.binomial(people, specificity))
                )
                there = rng.binomial(size, share)
                alarms = rng.binomial(size - there, 1 - specificity)
                caught = int(alarms + rng.binomial(there, sensitivity))
                shifted = int(alarms + rng.binomial(there, sensitivity / 2))
                raw = rate_interval(caught, size)
                hits[0] += raw.limite_inf <= share <= raw.limite_sup
                for place, count in ((1, caught), (2, shifted)):
                    found = lang_reiczigel(count, size, known)
                    hits[place] += found.low <= share <= found.high
            rates = dict(zip(("grezza", "corretta", "corretta_con_spostamento"), hits / replicates, strict=True))
            rows.append({"caso": name, "quota_vera": share, **rates})
    return pd.DataFrame(rows)


def em_coverage(replicates: int, seed: int = 0) -> pd.DataFrame:
    """La stessa misura per la stima EM, con probabilità simulate di un classificatore discreto.

    Parameters
    ----------
    replicates, seed
        Come in `interval_coverage`.

    Returns
    -------
    DataFrame
        ``quota_vera``, ``verificati`` (per tipo), ``copertura``.
    """
    from scipy.special import expit

    from kit.followers.mixture import em_share

    rng = np.random.default_rng(seed)
    rows = []
    for share in SHARES:
        for verified in (200, 1_950):
            hits = 0
            for turn in range(replicates):
                fake = rng.random(1_000) < share
                chance = expit(np.where(fake, 1, -1) * rng.normal(3, 1.6, len(fake)))
                sides = [expit(sign * rng.normal(3, 1.6, verified)) for sign in (1, -1)]
                found = em_share(chance, sides[0], sides[1], seed=turn)
                hits += found.limite_inf <= share <= found.limite_sup
            rows.append({"quota_vera": share, "verificati": verified, "copertura": hits / replicates})
    return pd.DataFrame(rows)
