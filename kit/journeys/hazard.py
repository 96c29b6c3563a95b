"""Discrete-time hazard: the odds of buying on each day, given what has been met so far.  Pure.

It looks at the people who do not buy too, day by day.  It is right only if nothing that drives both touches and purchases
is left out, and if the memory of a touch is the assumed one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kit.journeys.errors import JourneyError, number
from kit.journeys.events import is_conversion, microseconds, ordered_events
from kit.journeys.paths import Bools, Floats, Ints, sum_by
from kit.journeys.shares import normal_quantile

MODEL = "rischio a tempi discreti"
DRAWS = 400
STEPS = 50
PERIOD, MEMORY = "1D", "7D"


@dataclass(frozen=True, eq=False)
class _Panel:
    """Person-days at risk, those that are alike held once."""

    design: Floats  # shape (kinds, 1 + channels + covariates)
    days: Floats  # how many person-days of each kind
    wins: Floats  # how many of them end with a conversion
    channels: list[str]
    covariates: list[str]
    buyers: Floats  # design on the day of purchase, shape (buyers, …)
    left: Ints  # days left after the purchase
    average: Floats  # mean design of the channels, shape (channels,)


def discrete_hazard(
    events: pd.DataFrame,
    covariates: pd.DataFrame | None = None,
    *,
    memory: str = MEMORY,
    period: str = PERIOD,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Stima che cosa cambia, ogni giorno, nelle probabilità di comprare di chi ha incontrato un canale.

    Parameters
    ----------
    events : DataFrame
        Da `read_events`: tocchi e conversioni. Si guarda la prima conversione di ogni persona.
    covariates : DataFrame, optional
        ``utente`` e una o più colonne di numeri che possono spingere sia i tocchi sia gli acquisti (l'interesse). Chi è qui ma non ha
        eventi conta come persona mai toccata.
    memory : str
        Per quanto tempo un tocco conta, per esempio "7D".
    period : str
        Ogni quanto si guarda, per esempio "1D".
    confidence : float
        Tra 0 e 1 esclusi.
    seed : int
        Per gli intervalli di merito e quota.

    Returns
    -------
    DataFrame
        ``modello``, ``canale``, ``merito`` (conversioni che il modello attribuisce al canale: quelle che mancherebbero togliendolo),
        ``quota``, ``limite_inf`` e ``limite_sup`` della quota, ``merito_inf``, ``merito_sup``, poi ``log_odds``, ``log_odds_inf``,
        ``log_odds_sup`` ed ``errore``. Le covariate stanno in fondo, con merito e quota vuoti e ``tipo`` "covariata".

    Raises
    ------
    JourneyError
        Se mancano conversioni, se una covariata non è un numero, se un canale è sempre (o mai) presente quando si compra.

    Notes
    -----
    Regressione logistica su persona per giorno (Allison, *Sociological Methodology* 13, 1982, 61–98). Il merito di un canale è, acquisto
    per acquisto, la parte di probabilità che sparisce togliendolo, per la probabilità di non comprare nei giorni che restano. I meriti
    **non** sommano alle conversioni: molte ci sarebbero comunque, e gli effetti non si sommano.
    """
    z = normal_quantile(confidence)
    panel = _panel(ordered_events(events), covariates, _microseconds(memory, "memory"), _microseconds(period, "period"))
    beta, covariance = _fit(panel)
    error = np.sqrt(np.diag(covariance))
    channels = len(panel.channels)
    rng = np.random.default_rng(seed)
    draws = rng.multivariate_normal(beta, covariance, DRAWS, method="cholesky")
    weights = rng.poisson(1.0, (DRAWS, len(panel.buyers)))
    credit = _credits(panel, beta, np.ones(len(panel.buyers)))
    many = np.array([_credits(panel, one, weight) for one, weight in zip(draws, weights, strict=True)])
    ends = [(1 - confidence) / 2, (1 + confidence) / 2]
    low_credit, high_credit = np.quantile(many, ends, axis=0)
    low, high = np.quantile(_shares(many), ends, axis=0)
    share = _shares(credit[None])[0]
    inside = slice(1, 1 + channels)
    table = pd.DataFrame(
        {
            "modello": MODEL,
            "canale": panel.channels,
            "merito": credit,
            "quota": share,
            "limite_inf": np.minimum(low, share),
            "limite_sup": np.maximum(high, share),
            "merito_inf": np.minimum(low_credit, credit),
            "merito_sup": np.maximum(high_credit, credit),
            "log_odds": beta[inside],
            "log_odds_inf": beta[inside] - z * error[inside],
            "log_odds_sup": beta[inside] + z * error[inside],
            "errore": error[inside],
            "tipo": "canale",
        }
    )
    rest = slice(1 + channels, None)
    if not panel.covariates:
        return table
    more = pd.DataFrame(
        {
            "modello": MODEL,
            "canale": panel.covariates,
            "log_odds": beta[rest],
            "log_odds_inf": beta[rest] - z * error[rest],
            "log_odds_sup": beta[rest] + z * error[rest],
            "errore": error[rest],
            "tipo": "covariata",
        }
    ).reindex(columns=table.columns)
    return pd.DataFrame({name: [*table[name], *more[name]] for name in table.columns})


def _microseconds(text: str, name: str) -> int:
    try:
        width = int(pd.Timedelta(text) / pd.Timedelta(microseconds=1)) if isinstance(text, str) else 0
    except ValueError:
        width = 0
    if width <= 0:
        raise JourneyError(f'{name} si scrive con la sua unità, per esempio "7D" (hai scritto {text!r}).')
    return width


def _panel(events: pd.DataFrame, covariates: pd.DataFrame | None, memory: int, period: int) -> _Panel:
    won = is_conversion(events)
    if not won.any():
        raise JourneyError("Nel registro non c'è nessuna conversione: non c'è un rischio da stimare.")
    people, known, names = _people(events, covariates)
    zone = events["data_ora"].dt.tz_convert(None)
    begin = (
        int(zone.min().floor("D").value // 1000) if period >= 86_400e6 else int(microseconds(events["data_ora"]).min())
    )
    person = people[events["utente"].cat.codes.to_numpy(dtype=np.int64)]
    day = (microseconds(events["data_ora"]) - begin) // period
    days = int(day.max()) + 1
    count = len(known)
    end = np.full(count, days)
    np.minimum.at(end, person[won], day[won])
    bought = end < days
    last = np.where(bought, end, days - 1)  # the last day at risk
    touch = ~won & (day <= last[person])
    channel = events["canale"].cat.codes.to_numpy(dtype=np.int64)
    used = np.unique(channel[touch])
    channels = [str(events["canale"].cat.categories[c]) for c in used]
    if not channels:
        raise JourneyError("Nessun tocco viene prima di una conversione: non c'è niente da confrontare.")
    window = max(1, round(memory / period))
    at_risk = np.arange(days)[None, :] <= last[:, None]
    pattern = np.zeros((count, days), dtype=np.int64)
    for bit, code in enumerate(used):
        mine = touch & (channel == code)
        pattern |= _remembered(person[mine], day[mine], count, days, window).astype(np.int64) << bit
    return _collapsed(pattern, at_risk, last, bought, known, channels, names)


def _people(events: pd.DataFrame, covariates: pd.DataFrame | None) -> tuple[Ints, Floats, list[str]]:
    """Return the row of each category of «utente», the covariates of each row, and their names."""
    present = events["utente"].cat.categories
    if covariates is None:
        return np.arange(len(present)), np.zeros((len(present), 0)), []
    if "utente" not in covariates.columns:
        raise JourneyError(
            f"Nelle covariate manca la colonna «utente». Ci sono: {', '.join(map(str, covariates.columns))}."
        )
    if covariates["utente"].duplicated().any():
        twice = covariates.loc[covariates["utente"].duplicated(), "utente"].iloc[0]
        raise JourneyError(f"Nelle covariate «{twice}» c'è più di una volta: serve una riga per persona.")
    names = [str(name) for name in covariates.columns if name != "utente"]
    for name in names:
        if not pd.api.types.is_numeric_dtype(covariates[name].dtype) or covariates[name].isna().any():
            raise JourneyError(f"La covariata «{name}» deve essere fatta di numeri, senza valori mancanti.")
    where = pd.Index(covariates["utente"]).get_indexer(present.astype(covariates["utente"].dtype))
    if (where < 0).any():
        lost = int((where < 0).sum())
        raise JourneyError(
            f"{number(lost, 'persona del registro manca', 'persone del registro mancano')} dalle covariate, per esempio "
            f"«{present[int(np.flatnonzero(where < 0)[0])]}»."
        )
    return where, covariates[names].to_numpy(dtype=float), names


def _remembered(person: Ints, day: Ints, people: int, days: int, window: int) -> Bools:
    change = np.zeros((people, days + 1), dtype=np.int32)
    np.add.at(change, (person, day), 1)
    np.add.at(change, (person, np.minimum(day + window, days)), -1)
    return np.cumsum(change[:, :days], axis=1) > 0


def _collapsed(
    pattern: Ints, at_risk: Bools, last: Ints, bought: Bools, known: Floats, channels: list[str], names: list[str]
) -> _Panel:
    size, days = len(channels), pattern.shape[1]
    if known.shape[1]:
        kinds, kind = np.unique(known, axis=0, return_inverse=True)
    else:
        kinds, kind = np.zeros((1, 0)), np.zeros(len(pattern), dtype=np.int64)
    key = (kind.astype(np.int64) << size)[:, None] | pattern
    found, cell = np.unique(key[at_risk], return_inverse=True)
    total = sum_by(cell, None, len(found))
    buyer_key = key[np.flatnonzero(bought), last[bought]]
    wins = sum_by(np.searchsorted(found, buyer_key), None, len(found))

    def design(keys: Ints) -> Floats:
        bits = (keys[:, None] >> np.arange(size)) & 1
        return np.column_stack([np.ones(len(keys)), bits, kinds[keys >> size]])

    matrix = design(found)
    for column, name in enumerate([*channels, *names], start=1):
        if np.ptp(matrix[:, column]) == 0:
            raise JourneyError(
                f"«{name}» è uguale per tutte le persone in tutti i giorni: il suo effetto non si può stimare. Toglilo."
            )
    average = (matrix[:, 1 : 1 + size] * total[:, None]).sum(axis=0) / total.sum()
    return _Panel(matrix, total, wins, channels, names, design(buyer_key), days - 1 - last[bought], average)


def _fit(panel: _Panel) -> tuple[Floats, Floats]:
    """Fit by Newton steps on the grouped person-days."""
    x, days, wins = panel.design, panel.days, panel.wins
    beta = np.zeros(x.shape[1])
    rate = wins.sum() / days.sum()
    beta[0] = np.log(rate / (1 - rate)) if rate < 1 else 0.0
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(x @ beta)))
        information = (x * (days * chance * (1 - chance))[:, None]).T @ x
        try:
            step = np.linalg.solve(information, x.T @ (wins - days * chance))
        except np.linalg.LinAlgError as fault:
            raise _separated(panel, beta) from fault
        beta = beta + np.clip(step, -3, 3)
        if np.abs(beta[1:]).max() > 15:
            raise _separated(panel, beta)
        if np.abs(step).max() < 1e-10:
            return beta, np.linalg.inv(information)
    raise _separated(panel, beta)


def _separated(panel: _Panel, beta: Floats) -> JourneyError:
    worst = [*panel.channels, *panel.covariates][int(np.abs(beta[1:]).argmax())]
    return JourneyError(
        f"L'effetto di «{worst}» non si può stimare: è presente in tutti gli acquisti o in nessuno, o dice la stessa cosa di un'altra "
        "colonna. Toglilo, uniscilo a un altro canale, o usa più dati."
    )


def _credits(panel: _Panel, beta: Floats, weight: Floats) -> Floats:
    """Count the purchases that would not happen without each channel."""
    size = len(panel.channels)
    line = panel.buyers @ beta
    here = 1 / (1 + np.exp(-line))
    own = beta[0] + panel.buyers[:, 1 + size :] @ beta[1 + size :]
    result = np.empty(size)
    for c in range(size):
        effect = beta[1 + c]
        gone = 1 / (1 + np.exp(-(line - effect * panel.buyers[:, 1 + c])))
        later = own + panel.average @ beta[1 : 1 + size] - effect * panel.average[c]
        never = (1 - 1 / (1 + np.exp(-later))) ** panel.left
        result[c] = (weight * (1 - gone / here) * never).sum()
    return result


def _shares(credit: Floats) -> Floats:
    positive = np.maximum(credit, 0.0)
    total = positive.sum(axis=1, keepdims=True)
    return np.asarray(positive / np.where(total > 0, total, 1.0))
