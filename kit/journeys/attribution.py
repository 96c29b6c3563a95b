"""Who deserves the credit, by several models, with intervals: the door to rules, Shapley and Markov.  Pure.

A model distributes the conversions that there are; none of them says what would happen without a channel.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kit.formats import it
from kit.journeys.errors import JourneyError, warn
from kit.journeys.grams import count_chain, number_keys
from kit.journeys.markov import MarkovReplicates, markov_shares
from kit.journeys.paths import Floats, Ints, Paths, sum_by
from kit.journeys.people import People
from kit.journeys.rules import RULES, Rules

LABELS = {
    "first": "primo tocco",
    "last": "ultimo tocco",
    "last_non_direct": "ultimo non diretto",
    "linear": "lineare",
    "time_decay": "decadimento",
    "u_shape": "a U",
    "markov": "markov",
    "shapley": "shapley",
    "shapley_ordered": "shapley ordinato",
}
KEYS = {label: key for key, label in LABELS.items()}
USUAL = ("first", "last", "linear", "markov")
FEW = 30  # conversions under which a channel's credit is flagged
FEWEST = 10  # converting people under which no interval is drawn


def attribute(
    paths: Paths,
    models: str | Sequence[str] = USUAL,
    order: int = 1,
    confidence: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
    *,
    measure: str = "conversioni",
    half_life: str | pd.Timedelta | float | None = None,
    direct: str | tuple[str, ...] = "diretto",
) -> pd.DataFrame:
    """Divide il merito delle conversioni tra i canali, secondo uno o più modelli.

    Parameters
    ----------
    paths : Paths
        Da `build_paths` o `paths_from_strings`.
    models : str or list of str
        Tra "primo tocco", "ultimo tocco", "ultimo non diretto", "lineare", "decadimento", "a U", "markov", "shapley",
        "shapley ordinato" (o i nomi inglesi: "first", "last", "last_non_direct", "linear", "time_decay", "u_shape",
        "markov", "shapley", "shapley_ordered"); "tutti" per averli tutti.
    order : int
        Solo per Markov: quanti tocchi ricorda.
    confidence : float
        Tra 0 e 1 esclusi: 0.95 per il 95 %.
    replicates : int
        Quante volte si ricampionano le persone, da 100 a 100.000; 0 per non calcolare gli intervalli.
    seed : int
        Stesso seme, stessi intervalli.
    measure : {"conversioni", "valore"}
        Che cosa si divide: le conversioni o il loro valore (€).
    half_life : str or float, optional
        Solo per "decadimento": dopo quanto tempo un tocco conta la metà (7 giorni se manca); dove non ci sono istanti, dopo
        quanti passi (2 se manca).
    direct : str or tuple of str
        Solo per "ultimo non diretto": quale canale è la visita diretta.

    Returns
    -------
    DataFrame
        ``modello``, ``canale``, ``merito`` (conversioni o €), ``quota`` (del totale), ``limite_inf`` e ``limite_sup`` della
        quota, ``merito_inf`` e ``merito_sup``, ``conversioni_con_canale`` (quante conversioni ha toccato), ``avviso``.
        I meriti di ogni modello sommano al totale.

    Raises
    ------
    JourneyError
        Se non ci sono conversioni, o se un parametro non si capisce.

    Notes
    -----
    Markov: effetti di rimozione esatti (`removal_effects`), senza simulare. Intervalli: si ricampionano le persone con pesi di
    Poisson (Davison e Hinkley, *Bootstrap Methods and their Application*, 1997, par. 3.8) e si prendono i percentili; per
    catene con più di 200 stati ogni ricampionamento usa la derivata esatta dell'effetto invece di rifare il calcolo.
    L'intervallo dice quanto cambierebbe il modello con altre persone, **non** quanto è vicino all'effetto vero di un canale.
    """
    keys = _chosen(models)
    _check(confidence, replicates)
    amount = paths.amount(measure)
    rules = Rules(half_life, direct)
    total = float(amount.sum())
    size = len(paths.channels)
    weights: dict[str, Floats] = {
        key: RULES[key](paths, rules) * amount[paths.path_of_touch] for key in keys if key != "markov"
    }
    credits = {key: sum_by(paths.codes, w, size) for key, w in weights.items()}
    chain = count_chain(paths, order) if "markov" in keys else None
    if chain is not None:
        credits["markov"] = markov_shares(chain, size, measure) * total
    markov = None if chain is None else MarkovReplicates(chain, size, measure)
    for key in keys:
        _check_sum(credits[key], total, key)

    converting = int(paths.conversions.sum())
    if paths.people is not None:
        bought = np.zeros(int(paths.person.max()) + 1, dtype=bool)
        bought[paths.person[paths.conversions > 0]] = True
        converting = int(bought.sum())
    draws: dict[str, Floats] = {}
    if replicates and converting >= FEWEST:
        draws = _resampled(paths, keys, weights, markov, replicates, seed)
    elif replicates:
        warn(
            f"Le persone che convertono sono {it(converting)}: troppo poche per un intervallo. I limiti restano vuoti."
        )
    touched = _touched(paths)
    tables = [
        _table(_label(key, order), paths.channels, credits[key], draws.get(key), confidence, touched) for key in keys
    ]
    return pd.concat(tables, ignore_index=True)


def credits_by_stage(paths: Paths, *, measure: str = "conversioni") -> pd.DataFrame:
    """Il merito di Shapley ordinato, canale per canale e posizione per posizione.

    Parameters
    ----------
    paths : Paths
        I percorsi.
    measure : {"conversioni", "valore"}
        Che cosa si divide.

    Returns
    -------
    DataFrame
        ``canale``, ``posizione`` (1 è il primo tocco), ``merito``, ``quota`` (del totale).

    Raises
    ------
    JourneyError
        Se non ci sono conversioni.
    """
    amount = paths.amount(measure)
    weight = RULES["shapley_ordered"](paths, Rules()) * amount[paths.path_of_touch]
    table = pd.DataFrame({"code": paths.codes, "posizione": paths.place + 1, "merito": weight})
    table = table[table["merito"] > 0].groupby(["code", "posizione"])[["merito"]].sum().reset_index()
    table.insert(0, "canale", np.array(paths.channels, dtype=object)[table["code"]])
    table["canale"] = table["canale"].astype("str")
    return table.drop(columns="code").assign(quota=table["merito"] / amount.sum())


def _chosen(models: str | Sequence[str]) -> list[str]:
    asked = [models] if isinstance(models, str) else list(models)
    if asked in (["tutti"], ["all"]):
        return list(LABELS)
    keys = []
    for one in asked:
        key = KEYS.get(one, one)
        if key not in LABELS:
            raise JourneyError(f"Modello sconosciuto: «{one}». I modelli sono: {', '.join(KEYS)}.")
        if key not in keys:
            keys.append(key)
    if not keys:
        raise JourneyError(f"Scegli almeno un modello tra: {', '.join(KEYS)}.")
    return keys


def _label(key: str, order: int) -> str:
    return f"markov ordine {order}" if key == "markov" and order > 1 else LABELS[key]


def _check(confidence: float, replicates: int) -> None:
    if replicates and not 100 <= replicates <= 100_000:
        raise JourneyError(
            f"I ricampionamenti vanno da 100 a 100.000, o 0 per non avere intervalli (hai scritto {replicates})."
        )
    if not 0 < confidence < 1:
        raise JourneyError(f"La confidenza sta tra 0 e 1 (hai scritto {confidence}): per il 95 % scrivi 0.95.")


def _check_sum(credit: Floats, total: float, key: str) -> None:
    if not abs(float(credit.sum()) - total) <= 1e-9 * max(1.0, total):
        raise JourneyError(
            f"I meriti di «{LABELS[key]}» sommano a {credit.sum()!r} e non a {total!r}: il calcolo non è affidabile su questi "
            "percorsi. Prova un ordine più basso, e segnala il caso a chi tiene il corso."
        )


def _resampled(
    paths: Paths,
    keys: list[str],
    weights: dict[str, Floats],
    markov: MarkovReplicates | None,
    replicates: int,
    seed: int,
) -> dict[str, Floats]:
    """Return the credits in each replicate, shape (replicates, channels) per model."""
    from scipy import sparse

    people = People(paths)
    size = len(paths.channels)
    columns = [
        people.counted(paths.path_of_touch, paths.codes, size, "value", weights[key]) for key in keys if key != "markov"
    ]
    if markov is not None:
        columns.append(markov.columns(paths, people))
    found: dict[str, list[Floats]] = {key: [] for key in keys}
    for block in people.replicates(sparse.hstack(columns, format="csr"), replicates, seed):
        start = 0
        for key in (key for key in keys if key != "markov"):
            found[key].append(block[:, start : start + size])
            start += size
        if markov is not None:
            found["markov"].append(markov.credits(block[:, start:]))
    return {key: np.concatenate(blocks) for key, blocks in found.items()}


def _touched(paths: Paths) -> Floats:
    """Count the conversions whose journey contains each channel."""
    size = len(paths.channels)
    won = paths.conversions[paths.path_of_touch] > 0
    key = paths.path_of_touch[won] * np.int64(size) + paths.codes[won]
    _, pairs = number_keys(key, len(paths) * size)
    return sum_by(pairs % size, paths.conversions[pairs // size], size)


def _table(
    label: str, channels: tuple[str, ...], credit: Floats, draws: Floats | None, confidence: float, touched: Floats
) -> pd.DataFrame:
    share = credit / credit.sum()
    blank = np.full(len(channels), np.nan)
    limits = [blank, blank, blank, blank]
    if draws is not None:
        ends = [(1 - confidence) / 2, (1 + confidence) / 2]
        low_credit, high_credit = np.quantile(draws, ends, axis=0, method="weibull")
        low, high = np.quantile(draws / draws.sum(axis=1, keepdims=True), ends, axis=0, method="weibull")
        # With few and skewed conversions a percentile can pass the estimate: the interval always contains it.
        limits = [
            np.minimum(low, share),
            np.maximum(high, share),
            np.minimum(low_credit, credit),
            np.maximum(high_credit, credit),
        ]
    names: list[str] = list(channels)
    return pd.DataFrame(
        {
            "modello": label,
            "canale": names,
            "merito": credit,
            "quota": share,
            "limite_inf": limits[0],
            "limite_sup": limits[1],
            "merito_inf": limits[2],
            "merito_sup": limits[3],
            "conversioni_con_canale": _whole(touched),
            "avviso": np.where(touched < FEW, f"meno di {FEW} conversioni", ""),
        }
    )


def _whole(counts: Floats) -> Ints:
    return np.rint(counts).astype(np.int64)
