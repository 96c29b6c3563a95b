"""How long until: survival curves and the time to the next step, counting those who have not got there yet.  Pure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kit.journeys.errors import JourneyError, number, warn
from kit.journeys.events import is_conversion, microseconds, ordered_events
from kit.journeys.paths import Bools, Floats
from kit.journeys.shares import normal_quantile

DAY, HOUR = 86_400e6, 3_600e6  # microseconds
QUARTERS = (0.25, 0.5, 0.75)


def kaplan_meier(duration: Floats, observed: Bools, confidence: float = 0.95) -> pd.DataFrame:
    """La quota di casi a cui l'evento non è ancora capitato, tempo per tempo.

    Parameters
    ----------
    duration : array, shape (casi,)
        Quanto si è aspettato, fino all'evento o alla fine dei dati.
    observed : array of bool, shape (casi,)
        Se l'evento si è visto.
    confidence : float
        Tra 0 e 1 esclusi.

    Returns
    -------
    DataFrame
        ``tempo`` (0 per primo), ``a_rischio`` (quanti aspettavano ancora), ``eventi``, ``quota``, ``limite_inf``,
        ``limite_sup``.

    Raises
    ------
    JourneyError
        Se non ci sono casi, o se una durata è negativa o manca.

    Notes
    -----
    Kaplan e Meier, *Journal of the American Statistical Association* 53 (1958), 457–481. Varianza di Greenwood, intervallo sulla
    scala log(−log) (Kalbfleisch e Prentice, *The Statistical Analysis of Failure Time Data*, 1980, par. 1.4). Chi esce perché i
    dati finiscono deve somigliare a chi resta: se esce chi era meno interessato, la curva inganna.
    """
    z = normal_quantile(confidence)
    duration, observed = np.asarray(duration, dtype=float), np.asarray(observed, dtype=bool)
    if not len(duration):
        raise JourneyError("Nessun caso da seguire nel tempo: guarda il filtro della cella sopra.")
    if not (duration >= 0).all():
        raise JourneyError("Una durata manca o è negativa: la fine viene prima dell'inizio? Controlla gli istanti.")
    times, place = np.unique(duration, return_inverse=True)
    died = np.bincount(place, weights=observed, minlength=len(times))
    left = np.bincount(place, minlength=len(times))
    at_risk = len(duration) - np.concatenate([[0], np.cumsum(left)[:-1]])
    shown = died > 0
    times, died, at_risk = times[shown], died[shown], at_risk[shown]
    share = np.cumprod(1 - died / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(died / (at_risk * (at_risk - died)))
        width = z * np.sqrt(greenwood) / np.log(share)
        low, high = share ** np.exp(-width), share ** np.exp(width)
    gone = share == 0  # everybody got there: the formula has no variance left
    return pd.DataFrame(
        {
            "tempo": np.concatenate([[0.0], times]),
            "a_rischio": np.concatenate([[len(duration)], at_risk]).astype(np.int64),
            "eventi": np.concatenate([[0], died]).astype(np.int64),
            "quota": np.concatenate([[1.0], share]),
            "limite_inf": np.concatenate([[1.0], np.where(gone, 0.0, low)]),
            "limite_sup": np.concatenate([[1.0], np.where(gone, np.nan, high)]),
        }
    )


def survival(events: pd.DataFrame, group: str | None = None, confidence: float = 0.95) -> pd.DataFrame:
    """Quanto passa dal primo tocco alla prima conversione, contando chi non ha ancora convertito.

    Parameters
    ----------
    events : DataFrame
        Da `read_events`.
    group : str, optional
        Una colonna: le persone si dividono secondo il suo valore al primo tocco (per esempio ``"canale"``).
    confidence : float
        Tra 0 e 1 esclusi.

    Returns
    -------
    DataFrame
        ``gruppo`` ("tutti" se non si divide), ``giorni``, ``a_rischio``, ``conversioni``, ``quota`` (non ha ancora convertito),
        ``limite_inf``, ``limite_sup``.

    Raises
    ------
    JourneyError
        Se la colonna non c'è o nessuno ha un tocco.
    """
    events = ordered_events(events)
    _check_column(events, group)
    person, instant = events["utente"].cat.codes.to_numpy(dtype=np.int64), microseconds(events["data_ora"])
    won, last = is_conversion(events), int(instant.max())
    people = int(person.max()) + 1
    never = np.iinfo(np.int64).max
    began, bought = np.full(people, never), np.full(people, never)
    np.minimum.at(began, person[~won], instant[~won])
    np.minimum.at(bought, person[won], instant[won])
    known = began < never
    early = known & (bought < began)
    if early.any():
        warn(
            f"{number(int(early.sum()), 'persona ha', 'persone hanno')} una conversione prima del primo tocco: non si sa da quando "
            "contare, e restano fuori."
        )
    kept = np.flatnonzero(known & ~early)
    if not len(kept):
        raise JourneyError("Nessuna persona ha un tocco prima della conversione: non c'è un tempo da misurare.")
    observed = bought[kept] < never
    duration = (np.where(observed, bought[kept], last) - began[kept]) / DAY
    if group is None:
        labels = np.full(len(kept), "tutti", dtype=object)
    else:
        rows = np.flatnonzero(~won)
        first = rows[np.unique(person[rows], return_index=True)[1]]
        label = pd.Series(events[group].astype("str").to_numpy()[first], index=person[first])
        labels = label.reindex(kept).to_numpy(dtype=object)
    parts = []
    for name in sorted(set(labels)):
        inside = labels == name
        curve = kaplan_meier(duration[inside], observed[inside], confidence)
        parts.append(curve.rename(columns={"tempo": "giorni", "eventi": "conversioni"}).assign(gruppo=name))
    table = pd.concat(parts, ignore_index=True)
    return table[["gruppo", "giorni", "a_rischio", "conversioni", "quota", "limite_inf", "limite_sup"]]


def time_to_next(
    events: pd.DataFrame, by: str = "canale", until: str | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Quanto passa da un tocco all'evento seguente della stessa persona, contando chi non ne ha un altro.

    Parameters
    ----------
    events : DataFrame
        Da `read_events`.
    by : str
        La colonna che divide i tocchi di partenza.
    until : str, optional
        Se indicato, il tempo va fino al prossimo evento di questo tipo (per esempio ``"conversione"``), non al primo qualunque.
    confidence : float
        Tra 0 e 1 esclusi.

    Returns
    -------
    DataFrame
        La colonna ``by``; ``casi``; ``senza_seguito`` (quota di casi il cui seguito non si è visto); ``ore_quarto``, ``ore_mediana``,
        ``ore_tre_quarti``; ``limite_inf`` e ``limite_sup`` della mediana. Dalla mediana più corta. NaN dove più di metà (o un quarto)
        dei casi non ha ancora un seguito.

    Raises
    ------
    JourneyError
        Se la colonna o il tipo di evento non esistono.

    Notes
    -----
    Quantili della curva di Kaplan e Meier; intervallo della mediana: i tempi in cui la banda di confidenza contiene metà
    (Brookmeyer e Crowley, *Biometrics* 38, 1982, 29–41). I casi di una persona si contano come indipendenti.
    """
    events = ordered_events(events)
    _check_column(events, by)
    person, instant = events["utente"].cat.codes.to_numpy(dtype=np.int64), microseconds(events["data_ora"])
    if until is None:
        goal = np.ones(len(events), dtype=bool)
    else:
        kinds = events["evento"].astype("str").to_numpy()
        goal = kinds == until
        if not goal.any():
            raise JourneyError(f"Nessun evento si chiama «{until}». Gli eventi sono: {', '.join(sorted(set(kinds)))}.")
    place = np.where(goal, np.arange(len(events)), len(events))
    after = np.append(np.minimum.accumulate(place[::-1])[::-1][1:], len(events))
    near = np.minimum(after, len(events) - 1)
    found = (after < len(events)) & (person[near] == person)
    hours = (np.where(found, instant[near], instant.max()) - instant) / HOUR
    touch = ~is_conversion(events)
    names = events[by].astype("str").to_numpy()
    rows = []
    for name in sorted(set(names[touch])):
        inside = touch & (names == name)
        curve = kaplan_meier(hours[inside], found[inside], confidence)
        quarters = [_first(curve, "quota", 1 - q) for q in QUARTERS]
        limits = _first(curve, "limite_inf", 0.5), _first(curve, "limite_sup", 0.5)
        rows.append((name, int(inside.sum()), 1 - float(found[inside].mean()), *quarters, *limits))
    columns = [by, "casi", "senza_seguito", "ore_quarto", "ore_mediana", "ore_tre_quarti", "limite_inf", "limite_sup"]
    return pd.DataFrame(rows, columns=columns).sort_values(["ore_mediana", by], ignore_index=True)


def _first(curve: pd.DataFrame, column: str, level: float) -> float:
    """Return the first time at which the curve is down to the level."""
    down = np.flatnonzero(curve[column].to_numpy() <= level + 1e-12)
    return float(curve["tempo"].iloc[down[0]]) if len(down) else float("nan")


def _check_column(events: pd.DataFrame, column: str | None) -> None:
    if column is not None and column not in events.columns:
        raise JourneyError(f"Negli eventi manca la colonna «{column}». Ci sono: {', '.join(map(str, events.columns))}.")
