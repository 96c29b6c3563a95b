"""Generator of `clienti`: one row per person of Fiatolungo's list.  Pure: a numpy Generator in, a table out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

PEOPLE = 6_000
REFERENCE_DAY = "2025-02-28"  # the twelve months and the thirty days end here
FIRST_SIGN_UP = "2019-01-01"
LAST_SIGN_UP = "2024-11-30"

ZONES = {"paese": 0.22, "valle": 0.36, "costa": 0.25, "altrove": 0.17}
CHANNELS = {"social_foto": 0.27, "social_video": 0.21, "ricerca": 0.17, "newsletter": 0.15, "negozio": 0.20}
KINDS = {"privato": 0.92, "club": 0.05, "studio": 0.03}  # clubs and physiotherapists: the B2B part

MISSING_AGE = 0.04  # of private people; clubs and practices never have an age
MISSING_CHANNEL = 0.05
TIRED_FROM = 8  # messages received in thirty days from which a further one annoys

# The list is bought with these five columns, and with nothing else: a model fitted on them can find the truth.
PROPENSITY = {
    "costante": -3.5,
    "acquisti_12_mesi": 0.45,
    "visite_sito_30_giorni": 0.10,
    "segue_social": 0.90,
    "iscritto_newsletter": 0.70,
}


def propensity(clients: pd.DataFrame) -> NDArray[np.float64]:
    """Probabilità vera di comprare nel mese senza ricevere nessun messaggio.

    Parameters
    ----------
    clients : DataFrame
        Le colonne di `PROPENSITY` (costante esclusa), una riga per persona.

    Returns
    -------
    ndarray, forma (persone,)
        Probabilità fra 0 e 1.
    """
    total = np.full(len(clients), PROPENSITY["costante"])
    for column, weight in PROPENSITY.items():
        if column != "costante":
            total = total + weight * np.minimum(clients[column].to_numpy(dtype=float), 12)
    return np.asarray(1 / (1 + np.exp(-total)))


def make_clients(rng: np.random.Generator, people: int = PEOPLE) -> pd.DataFrame:
    """Inventa l'anagrafica di Fiatolungo.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    people : int
        Quante persone.

    Returns
    -------
    DataFrame
        Una riga per persona; colonne e unità nella scheda `datasets/clienti.md`.
    """
    import pandas as pd

    interest = rng.normal(size=people)
    kind = rng.choice(list(KINDS), size=people, p=list(KINDS.values()))
    firm = kind != "privato"
    age = np.clip(np.round(rng.normal(41, 13, people)), 18, 79)
    age[firm | (rng.random(people) < MISSING_AGE)] = np.nan
    channel = rng.choice(list(CHANNELS), size=people, p=list(CHANNELS.values())).astype(object)
    channel[rng.random(people) < MISSING_CHANNEL] = None
    days = (pd.Timestamp(LAST_SIGN_UP) - pd.Timestamp(FIRST_SIGN_UP)).days
    joined = pd.Timestamp(FIRST_SIGN_UP) + pd.to_timedelta(rng.integers(0, days + 1, people), unit="D")

    follows = rng.random(people) < 1 / (1 + np.exp(0.5 - 0.9 * interest))
    letter = rng.random(people) < 1 / (1 + np.exp(0.3 - 0.6 * interest))
    visits = rng.poisson(np.exp(0.7 + 0.75 * interest))
    messages = rng.poisson(1.2 + 2.6 * letter + 1.4 * follows)
    purchases = rng.poisson(np.exp(-0.25 + 0.75 * interest + 0.5 * firm))
    spent = np.round(purchases * 57 * np.exp(rng.normal(-0.06, 0.35, people)) * np.where(firm, 2.2, 1), 2)
    return pd.DataFrame(
        {
            "utente": [f"U{number:04d}" for number in range(1, people + 1)],
            "eta": age,
            "zona": rng.choice(list(ZONES), size=people, p=list(ZONES.values())),
            "tipo": kind,
            "canale_preferito": channel,
            "data_iscrizione": joined,
            "segue_social": follows.astype(int),
            "iscritto_newsletter": letter.astype(int),
            "visite_sito_30_giorni": visits,
            "messaggi_30_giorni": messages,
            "acquisti_12_mesi": purchases,
            "spesa_12_mesi": spent,
        }
    )
