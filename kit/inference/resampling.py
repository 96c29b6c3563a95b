"""Resampling **people, not rows**: how much a number would change with other people.

Pure functions of table and seed.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.formats import it
from kit.inference.interval import Floats, Interval, check_columns, check_parameters
from kit.inference.statistics import Statistic

People = NDArray[np.intp]


def bootstrap(
    data: pd.DataFrame,
    statistic: Statistic | Callable[[pd.DataFrame], float],
    by: str = "utente",
    replicates: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Interval:
    """Quanto cambierebbe un numero con altre persone: intervallo per ricampionamento delle persone.

    A ogni giro estrae a caso, con ripetizione, tante persone quante ce ne sono (ognuna con tutte le sue righe) e
    ricalcola la statistica.

    Parameters
    ----------
    data : DataFrame
        Una o più righe per persona.
    statistic : Statistic or function
        Una di `mean`, `rate`, `difference`, `profit`, `incremental_profit` (veloci), oppure una funzione dalla
        tabella al numero (più lenta). Alla funzione arriva in ``by`` un numero diverso per ogni persona estratta.
    by : str
        La colonna che dice di chi è la riga.
    replicates : int
        Quanti ricampionamenti, da 100 a 100.000.
    seed : int
        Stesso seme, stesso risultato.
    confidence : float
        Tra 0 e 1 esclusi: 0.95 per il 95 %.

    Returns
    -------
    Interval
        Stima sui dati, limiti e valori ricampionati (``draws``).

    Raises
    ------
    KeyError
        Se manca una colonna.
    ValueError
        Se la tabella è vuota o ha meno di due persone, se ci sono valori mancanti, se un parametro è fuori dai
        limiti, se un denominatore diventa zero.

    Notes
    -----
    Intervallo dei percentili: Efron e Tibshirani, *An Introduction to the Bootstrap* (1993), cap. 13. Ricampionare le
    persone intere: Davison e Hinkley, *Bootstrap Methods and their Application* (1997), par. 3.8. Con meno di
    qualche decina di persone l'intervallo è troppo stretto.
    """
    check_parameters(confidence, replicates)
    person, n = _people(data, by)
    rng = np.random.default_rng(seed)
    if isinstance(statistic, Statistic):
        estimate, draws = _fast(data, statistic, person, n, replicates, rng)
    else:
        estimate = float(statistic(data))
        draws = np.array([statistic(_draw(data, person, n, by, rng)) for _ in range(replicates)], dtype=float)
    undefined = int((~np.isfinite(draws)).sum())
    if undefined or not np.isfinite(estimate):
        raise ValueError(
            f"In {it(undefined)} ricampionamenti su {it(replicates)} il numero non si può calcolare (denominatore "
            "zero?): i casi sono troppo pochi per un intervallo. Unisci gruppi o periodi."
        )
    low, high = np.quantile(draws, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Interval(float(estimate), float(low), float(high), confidence, n, draws)


def resample(data: pd.DataFrame, by: str = "utente", seed: int = 0) -> pd.DataFrame:
    """Un solo ricampionamento: tante persone quante ce ne sono, estratte con ripetizione, con tutte le loro righe.

    Parameters
    ----------
    data : DataFrame
        Una o più righe per persona.
    by : str
        La colonna che dice di chi è la riga; nel risultato vale 0, 1, 2… così chi è estratto due volte conta due.
    seed : int
        Stesso seme, stessa estrazione.

    Returns
    -------
    DataFrame

    Raises
    ------
    KeyError, ValueError
        Come in `bootstrap`.
    """
    person, n = _people(data, by)
    return _draw(data, person, n, by, np.random.default_rng(seed))


def bootstrap_by(
    data: pd.DataFrame,
    statistic: Statistic | Callable[[pd.DataFrame], float],
    group: str,
    *,
    name: str = "quota",
    by: str = "utente",
    replicates: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Una statistica con intervallo per ogni gruppo, pronta per `kit.plots.interval_bars`.

    Parameters
    ----------
    data, statistic, by, replicates, seed, confidence
        Come in `bootstrap`.
    group : str
        La colonna dei gruppi.
    name : str
        Il nome della colonna del valore.

    Returns
    -------
    DataFrame
        Indice: i gruppi. Colonne: ``name``, ``limite_inf``, ``limite_sup``.

    Raises
    ------
    KeyError, ValueError
        Come in `bootstrap`.
    """
    check_columns(data, [group])
    found = {
        key: bootstrap(part, statistic, by, replicates, seed, confidence)
        for key, part in data.groupby(group, sort=True)
    }
    rows = {key: (one.stima, one.limite_inf, one.limite_sup) for key, one in found.items()}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=[name, "limite_inf", "limite_sup"])
    return table.rename_axis(group)


def _fast(
    data: pd.DataFrame,
    statistic: Statistic,
    person: People,
    n: int,
    replicates: int,
    rng: np.random.Generator,
) -> tuple[float, Floats]:
    """Sum per person once; a replicate is then a weighted sum, the weights being how often each person was drawn."""
    columns = statistic.columns(data)
    sums = np.column_stack([np.bincount(person, weights=column, minlength=n) for column in columns.T])
    totals = np.zeros((replicates, sums.shape[1]))
    for members in _strata(data, statistic.group, person, n):
        for i in range(replicates):
            times = np.bincount(rng.integers(len(members), size=len(members)), minlength=len(members))
            totals[i] += times @ sums[members]
    return float(statistic.combine(sums.sum(axis=0))), statistic.combine(totals)


def _strata(data: pd.DataFrame, group: str | None, person: People, n: int) -> list[People]:
    if group is None:
        return [np.arange(n)]
    pairs = pd.DataFrame({"person": person, "group": data[group].to_numpy()}).drop_duplicates()
    twice = len(pairs) - n
    if twice:
        raise ValueError(
            f"{it(twice)} persone stanno in più gruppi di «{group}»: il confronto vuole ogni persona in un gruppo solo."
        )
    return [part["person"].to_numpy() for _, part in pairs.groupby("group")]


def _draw(data: pd.DataFrame, person: People, n: int, by: str, rng: np.random.Generator) -> pd.DataFrame:
    order = np.argsort(person, kind="stable")
    size = np.bincount(person, minlength=n)
    start = np.cumsum(size) - size
    chosen = rng.integers(n, size=n)
    first = np.repeat(start[chosen], size[chosen])
    within = np.arange(len(first)) - np.repeat(np.cumsum(size[chosen]) - size[chosen], size[chosen])
    drawn = data.take(order[first + within]).reset_index(drop=True)
    drawn[by] = np.repeat(np.arange(n), size[chosen])
    return drawn


def _people(data: pd.DataFrame, by: str) -> tuple[People, int]:
    check_columns(data, [by])
    if data[by].isna().any():
        raise ValueError(
            f"La colonna «{by}» ha {it(int(data[by].isna().sum()))} valori mancanti: di chi sono quelle righe?"
        )
    person, names = pd.factorize(data[by])
    if len(names) < 2:
        raise ValueError(f"Servono almeno due persone diverse in «{by}»: qui ce ne sono {len(names)}.")
    return person, len(names)
