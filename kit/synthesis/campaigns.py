"""Generator of `campagne`: two campaigns of equal budget, each with a random group that was not contacted.

Pure: a numpy Generator and the clients in, a table out.  The planted effects are the constants below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kit.synthesis.clients import TIRED_FROM, propensity

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

BUDGET = 1_200.0  # euro, the same for both
CONTACTED, NOT_CONTACTED = "contattato", "non contattato"
GROUPS = {"generica": (4_000, 2_000), "mirata": (1_600, 800)}  # contacted, not contacted
COST_PER_CONTACT = {name: BUDGET / contacted for name, (contacted, _) in GROUPS.items()}  # 0.30 and 0.75 euro

# Bands of the score known beforehand, from the lowest: shares of the list.
BANDS = {"bassa": 0.30, "media": 0.30, "alta": 0.40}
# What the message changes in the probability of buying of a person WHO SEES it.
EFFECT_IF_SEEN = {"bassa": 0.01, "media": 0.20, "alta": 0.0}  # alta buys anyway; media can be persuaded
EFFECT_IF_TIRED = -0.15  # whoever already gets many messages is annoyed: takes the place of the band's effect
SEEN = {"generica": 0.70, "mirata": 0.80}  # share of the contacted who see the message, at the average score
SEEN_SLOPE = 0.35  # active people look more: "who saw it" is not a random group
SCORE_STRETCH = 1.35  # the score exaggerates: too low at the bottom, too high at the top (calibration)
ITEMS = {29.90: 0.35, 59.90: 0.40, 89.90: 0.25}  # euro: share of purchases
MARGIN = 0.35  # of the amount


def score(clients: pd.DataFrame) -> NDArray[np.float64]:
    """Probabilità prevista prima delle campagne: ordina bene le persone, ma esagera agli estremi.

    Returns
    -------
    ndarray, forma (persone,)
        Fra 0 e 1, tre decimali.
    """
    truth = propensity(clients)
    logit = np.log(truth / (1 - truth))
    return np.asarray(np.round(1 / (1 + np.exp(-(logit.mean() + SCORE_STRETCH * (logit - logit.mean())))), 3))


def bands(scores: NDArray[np.float64]) -> NDArray[np.str_]:
    """Fascia di ogni persona: quote fisse della lista, in ordine di probabilità prevista.

    Returns
    -------
    ndarray di testo, forma (persone,)
        "bassa", "media" o "alta"; a parità di punteggio decide l'ordine della lista.
    """
    place = np.empty(len(scores))
    place[np.argsort(scores, kind="stable")] = (np.arange(len(scores)) + 0.5) / len(scores)
    return np.array(list(BANDS))[np.searchsorted(np.cumsum(list(BANDS.values()))[:-1], place, side="right")]


def effect(clients: pd.DataFrame, band: NDArray[np.str_]) -> NDArray[np.float64]:
    """Quanto cambia la probabilità di comprare di ogni persona se vede il messaggio.

    Returns
    -------
    ndarray, forma (persone,)
        Differenza di probabilità, mai tale da uscire da 0–1.
    """
    wanted = np.array([EFFECT_IF_SEEN[name] for name in band])
    wanted = np.where(clients["messaggi_30_giorni"].to_numpy() >= TIRED_FROM, EFFECT_IF_TIRED, wanted)
    base = propensity(clients)
    return np.asarray(np.clip(base + wanted, 0, 1) - base)


def seen_probability(campaign: str, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilità che una persona contattata veda il messaggio.

    Returns
    -------
    ndarray, forma (persone,)
        Fra 0.05 e 0.98.
    """
    return np.asarray(np.clip(SEEN[campaign] + SEEN_SLOPE * (scores - scores.mean()), 0.05, 0.98))


def true_increment(clients: pd.DataFrame, campaign: str) -> float:
    """Incremento vero del tasso di acquisto dovuto al contatto, fra le persone scelte dalla campagna.

    Returns
    -------
    float
        Differenza fra probabilità (0.04 vuol dire 4 punti percentuali), per persona contattata.
    """
    chosen, scores, band = _chosen(clients, campaign)
    return float((effect(chosen, band) * seen_probability(campaign, scores)).mean())


def _chosen(clients: pd.DataFrame, campaign: str) -> tuple[pd.DataFrame, NDArray[np.float64], NDArray[np.str_]]:
    scores = score(clients)
    band = bands(scores)
    keep = band == "alta" if campaign == "mirata" else np.full(len(clients), True)
    return clients[keep], scores[keep], band[keep]


def _contacted(rng: np.random.Generator, band: NDArray[np.str_], share: float) -> NDArray[np.bool_]:
    """Draw who is contacted, band by band, so that the two groups are alike."""
    contacted = np.full(len(band), False)
    for name in BANDS:
        rows = np.flatnonzero(band == name)
        contacted[rng.permutation(rows)[: round(len(rows) * share)]] = True
    return contacted


def _campaign(rng: np.random.Generator, clients: pd.DataFrame, campaign: str) -> pd.DataFrame:
    import pandas as pd

    chosen, scores, band = _chosen(clients, campaign)
    size = len(chosen)
    to_contact, to_leave = GROUPS[campaign]
    contacted = _contacted(rng, band, to_contact / (to_contact + to_leave))
    base = propensity(chosen)
    seen = contacted & (rng.random(size) < seen_probability(campaign, scores))
    bought = rng.random(size) < base + effect(chosen, band) * seen
    clicked = seen & (rng.random(size) < np.where(bought, 0.45, 0.05 + 0.10 * base))
    amount = np.where(bought, rng.choice(list(ITEMS), size=size, p=list(ITEMS.values())), 0.0)
    return pd.DataFrame(
        {
            "campagna": campaign,
            "utente": chosen["utente"].to_numpy(),
            "gruppo": np.where(contacted, CONTACTED, NOT_CONTACTED),
            "probabilita_prevista": scores,
            "fascia": band,
            "raggiunto": seen.astype(int),
            "clic": clicked.astype(int),
            "acquisto": bought.astype(int),
            "importo": amount,
            "margine": np.round(amount * MARGIN, 2),
            "costo": np.where(contacted, round(BUDGET / int(contacted.sum()), 2), 0.0),
        }
    )


def make_campaigns(rng: np.random.Generator, clients: pd.DataFrame) -> pd.DataFrame:
    """Inventa le due campagne di Fiatolungo, con lo stesso budget.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    clients : DataFrame
        L'anagrafica fatta da `make_clients`.

    Returns
    -------
    DataFrame
        Una riga per persona e campagna; colonne e unità nella scheda `datasets/campagne.md`.
    """
    import pandas as pd

    return pd.concat([_campaign(rng, clients, name) for name in GROUPS], ignore_index=True)
