"""What no account shows alone: bursts of creations and of follows, and first digits.

Pure: a table of accounts in, tables out.  Simulated references are seeded.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from kit.datasets.errors import DataError
from kit.followers.columns import Floats, Inputs
from kit.formats import it, pct

WEEK = 7  # days
SMOOTH = {"creato": 60, "seguito_il": 45}  # days of the moving average that says what was to be expected
SIMULATIONS = 300
PERCENTILE = 0.99  # of the largest week in simulated audiences without bursts
FEWEST = 50  # accounts under which no signal is read
BENFORD = np.log10(1 + 1 / np.arange(1, 10))
BENFORD_LIMIT = 0.015  # mean absolute deviation beyond which digits do not conform (Nigrini)
WORDS = {"creato": "conti aperti", "seguito_il": "conti arrivati"}


def largest_week(days: Floats) -> tuple[float, float]:
    """La settimana con più date.

    Parameters
    ----------
    days : array
        Giorni (dal 1970), anche con decimali; NaN dove manca.

    Returns
    -------
    tuple of float
        La quota di date in quella settimana, e il giorno in cui comincia.
    """
    sorted_days = np.sort(np.floor(days[~np.isnan(days)]))
    if not len(sorted_days):
        return np.nan, np.nan
    ends = np.searchsorted(sorted_days, sorted_days + WEEK, side="left")
    inside = ends - np.arange(len(sorted_days))
    best = int(inside.argmax())
    return float(inside[best] / len(sorted_days)), float(sorted_days[best])


def _expected(days: Floats, smooth: int) -> tuple[Floats, float]:
    """Expected accounts of each day, by a moving average, and the first day."""
    whole = np.floor(days[~np.isnan(days)]).astype(np.int64)
    first = int(whole.min())
    counts = np.bincount(whole - first).astype(float)
    half = min(smooth, max(len(counts) // 2, 1))
    padded = np.concatenate([[0.0], np.cumsum(np.pad(counts, half, mode="reflect" if len(counts) > half else "edge"))])
    window = 2 * half + 1
    mean = (padded[window:] - padded[:-window]) / window
    return mean * counts.sum() / mean.sum(), float(first)


def _chance_week(days: Floats, smooth: int, seed: int) -> float:
    """Largest week that audiences without bursts would reach, by simulation."""
    mean, _ = _expected(days, smooth)
    total = int((~np.isnan(days)).sum())
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(total, mean / mean.sum(), size=SIMULATIONS)
    sums = np.cumsum(np.pad(counts, ((0, 0), (1, WEEK - 1))), axis=1)
    weeks = sums[:, WEEK:] - sums[:, :-WEEK] if sums.shape[1] > WEEK else counts.sum(axis=1, keepdims=True)
    return float(np.quantile(weeks.max(axis=1) / total, PERCENTILE))


def benford_deviation(values: Floats) -> float:
    """Quanto le prime cifre si allontanano da quelle di Benford, in media.

    Parameters
    ----------
    values : array
        Conteggi; contano solo quelli maggiori di zero.

    Returns
    -------
    float
        Deviazione media assoluta fra le nove quote (0 = perfetta); NaN senza valori.

    Notes
    -----
    Nigrini, *Benford's Law* (2012): oltre 0,015 le cifre non si conformano. Golbeck, *PLoS ONE* 10 (2015): nelle reti
    sociali i conteggi di persone di solito si conformano. Con molti conti una prova del chi quadrato rifiuta sempre:
    guarda la deviazione, non il valore p.
    """
    positive = values[(values >= 1) & np.isfinite(values)]
    if not len(positive):
        return np.nan
    power = np.floor(np.log10(positive))
    digit = np.clip(np.floor(positive / 10.0**power), 1, 9).astype(int)
    return float(np.abs(np.bincount(digit, minlength=10)[1:] / len(positive) - BENFORD).mean())


def _benford_limit(n: int, seed: int) -> float:
    """Nigrini's limit, widened by what chance alone reaches when accounts are few."""
    counts = np.random.default_rng(seed).multinomial(n, BENFORD, size=SIMULATIONS)
    chance = np.quantile(np.abs(counts / n - BENFORD).mean(axis=1), PERCENTILE)
    return float(np.hypot(BENFORD_LIMIT, chance))


def first_digits(accounts: pd.DataFrame, column: str = "seguiti") -> pd.DataFrame:
    """Le prime cifre di un conteggio, accanto a quelle attese.

    Parameters
    ----------
    accounts : DataFrame
        Una riga per conto.
    column : str
        Un conteggio, per esempio ``seguiti``.

    Returns
    -------
    DataFrame
        ``cifra`` (da 1 a 9), ``quota``, ``attesa`` (Benford).

    Raises
    ------
    DataError
        Se nessun conto ha un valore maggiore di zero.
    """
    values = Inputs(accounts)[column]
    positive = values[values >= 1]
    if not len(positive):
        raise DataError(f"Nella colonna «{column}» non c'è nessun valore maggiore di zero: le prime cifre non ci sono.")
    digit = np.clip(np.floor(positive / 10.0 ** np.floor(np.log10(positive))), 1, 9).astype(int)
    share = np.bincount(digit, minlength=10)[1:] / len(positive)
    return pd.DataFrame({"cifra": range(1, 10), "quota": share, "attesa": BENFORD})


def group_signals(accounts: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """I segnali di gruppo: settimane con troppi conti aperti o arrivati, prime cifre strane.

    Parameters
    ----------
    accounts : DataFrame
        Una riga per conto; usa ``creato``, ``seguito_il``, ``seguiti``, ``follower`` se ci sono.
    seed : int
        Seme dei riferimenti simulati.

    Returns
    -------
    DataFrame
        Una riga per segnale: ``segnale``, ``conti`` (quelli con il dato), ``valore``, ``riferimento`` (il limite che un
        pubblico senza raffiche supera una volta su cento, o quello di Nigrini allargato per il caso), ``oltre``, ``quando`` (l'inizio della
        settimana), ``che_cosa_dice``. Un segnale senza il suo dato, o con meno di 50 conti, ha valore e ``oltre`` mancanti.

    Raises
    ------
    DataError
        Se la tabella non è di conti o un valore è impossibile.

    Notes
    -----
    Quote della settimana più piena nei conti di Cresci e altri (2015): persone 2,0–2,3 %, due venditori 65,7 % e 83,4 %, il
    terzo 2,5 %: **chi non fa raffiche non si vede**. Una raffica di arrivi può essere un successo: guarda chi sono.
    """
    inputs = Inputs(accounts)
    rows = [_burst(inputs, "creato", seed), _burst(inputs, "seguito_il", seed)]
    rows += [_digits(inputs, name, seed) for name in ("seguiti", "follower")]
    table = pd.DataFrame(
        rows, columns=["segnale", "conti", "valore", "riferimento", "oltre", "quando", "che_cosa_dice"]
    )
    return table.astype({"oltre": "boolean", "quando": "datetime64[us]"})


Row = tuple[str, int, float, float, bool | None, pd.Timestamp | None, str]


def _burst(inputs: Inputs, name: str, seed: int) -> Row:
    days = inputs.days(name)
    known = int((~np.isnan(days)).sum())
    label = f"{WORDS[name]} nella stessa settimana"
    if known < FEWEST:
        return label, known, np.nan, np.nan, None, None, _not_enough(known, name)
    share, start = largest_week(days)
    limit = _chance_week(days, SMOOTH[name], seed)
    when = pd.Timestamp(start, unit="D")
    said = f"Nella settimana dal {when:%d/%m/%Y}: {pct(share)} dei {WORDS[name]}; senza raffiche, al più {pct(limit)}."
    return label, known, share, limit, share > limit, when, said


def _digits(inputs: Inputs, name: str, seed: int) -> Row:
    values = inputs[name]
    known = int((values >= 1).sum())
    label = f"prime cifre di «{name}»"
    if known < FEWEST:
        return label, known, np.nan, np.nan, None, None, _not_enough(known, name)
    value, limit = benford_deviation(values), _benford_limit(known, seed)
    said = f"Le prime cifre si scostano in media di {it(value, 3)} da quelle di Benford; il limite è {it(limit, 3)}."
    return label, known, value, limit, value > limit, None, said


def _not_enough(known: int, name: str) -> str:
    if known == 0:
        return f"Non valutabile: manca la colonna «{name}»."
    return f"Non valutabile: solo {known} conti con «{name}», ne servono {FEWEST}."


def bursts(accounts: pd.DataFrame, column: str = "seguito_il", seed: int = 0) -> pd.DataFrame:
    """I giorni in cui sono arrivati (o sono stati aperti) troppi conti, uniti quando si toccano.

    Parameters
    ----------
    accounts : DataFrame
        Una riga per conto.
    column : {"seguito_il", "creato"}
        Quale data guardare.
    seed : int
        Seme del riferimento simulato.

    Returns
    -------
    DataFrame
        Una riga per raffica, dalla più grande: ``inizio``, ``fine``, ``conti``, ``attesi``, ``quota`` (del pubblico) e, se i
        dati ci sono, ``follower_mediani`` e ``aperti_insieme`` (quota dei conti della raffica aperti nella stessa
        settimana). Vuota se non ce ne sono.

    Raises
    ------
    DataError
        Se la colonna non è una di quelle, o ha meno di 50 date.
    """
    if column not in SMOOTH:
        raise DataError(f"Guardo le raffiche in {' o '.join(SMOOTH)}, non in «{column}».")
    inputs = Inputs(accounts)
    days = inputs.days(column)
    known = int((~np.isnan(days)).sum())
    if known < FEWEST:
        raise DataError(f"Servono almeno {FEWEST} conti con «{column}»: qui ce ne sono {known}.")
    mean, first = _expected(days, SMOOTH[column])
    place = np.floor(days) - first
    counts = np.bincount(place[~np.isnan(place)].astype(int), minlength=len(mean))
    rng = np.random.default_rng(seed)
    # The excess over a day's expectation that chance alone reaches anywhere in the list.
    excess = (rng.multinomial(known, mean / mean.sum(), size=SIMULATIONS) - mean) / np.sqrt(mean + 1)
    limit = np.quantile(excess.max(axis=1), PERCENTILE)
    hot = np.flatnonzero((counts - mean) / np.sqrt(mean + 1) > limit)
    rows = []
    for run in np.split(hot, np.flatnonzero(np.diff(hot) > 1) + 1) if len(hot) else []:
        inside = (place >= run[0]) & (place <= run[-1])
        rows.append(
            {
                "inizio": pd.Timestamp(first + run[0], unit="D"),
                "fine": pd.Timestamp(first + run[-1], unit="D"),
                "conti": int(inside.sum()),
                "attesi": round(float(mean[run].sum()), 1),
                "quota": float(inside.sum() / known),
                "follower_mediani": float(np.nanmedian(inputs["follower"][inside]))
                if inputs.has("follower")
                else np.nan,
                "aperti_insieme": largest_week(inputs.days("creato")[inside])[0],
            }
        )
    names = ["inizio", "fine", "conti", "attesi", "quota", "follower_mediani", "aperti_insieme"]
    found = pd.DataFrame(rows, columns=names).sort_values("conti", ascending=False, ignore_index=True)
    return found.dropna(axis=1, how="all") if len(found) else found
