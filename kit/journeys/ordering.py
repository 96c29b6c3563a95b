"""How many touches back matter: orders compared by how well they predict people they have not seen.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kit.journeys.errors import JourneyError
from kit.journeys.grams import LARGEST, gram_numbers, number_keys
from kit.journeys.paths import Floats, Ints, Paths, sum_by


@dataclass(frozen=True, eq=False)
class _Guesses:
    """Everything there is to predict: each touch, and how each journey ends."""

    contexts: list[Ints]  # per order from 0: what came before, as a number
    symbol: Ints
    unit: Ints  # the person, or the journey where people are unknown
    weight: Floats  # shape (guesses, folds): how much of it is held out in each fold
    symbols: int


def choose_order(paths: Paths, orders: Sequence[int] = (1, 2, 3, 4), folds: int = 5, seed: int = 0) -> pd.DataFrame:
    """Confronta gli ordini di Markov su persone tenute da parte.

    Parameters
    ----------
    paths : Paths
        I percorsi.
    orders : list of int
        Gli ordini da confrontare.
    folds : int
        In quante parti dividere le persone: ogni parte è prevista da una catena contata sulle altre.
    seed : int
        Stesso seme, stessa divisione.

    Returns
    -------
    DataFrame
        ``ordine``, ``contesti`` (quante situazioni diverse distingue), ``log_verosimiglianza`` (media per passo, sulle persone
        tenute da parte: più alta è meglio), ``guadagno`` (rispetto al primo ordine della lista), ``errore`` (errore standard
        del guadagno, per persone), ``scelto``.

    Raises
    ------
    JourneyError
        Se gli ordini o le parti non hanno senso, o se le persone sono meno delle parti.

    Notes
    -----
    Un contesto mai visto ripiega su quello più corto (Witten e Bell, *IEEE Transactions on Information Theory* 37, 1991,
    1085–1094). Si sceglie l'ordine più basso entro un errore standard dal migliore (Hastie, Tibshirani e Friedman, *The
    Elements of Statistical Learning*, 2009, par. 7.10).
    """
    asked = list(orders)
    if not asked or any(isinstance(k, bool) or not isinstance(k, int | np.integer) or k < 1 for k in asked):
        raise JourneyError(f"Gli ordini sono interi da 1 in su, per esempio [1, 2, 3] (hai scritto {orders!r}).")
    if folds < 2:
        raise JourneyError(f"Servono almeno 2 parti (hai scritto {folds}).")
    guesses = _guesses(paths, max(asked), folds, seed)
    if len(np.unique(guesses.unit)) < folds:
        raise JourneyError(f"Le persone sono meno delle {folds} parti: per scegliere l'ordine servono più dati.")
    by_level = _log_likelihoods(guesses)
    steps = guesses.weight.sum(axis=1)
    base = by_level[asked[0]]
    rows = []
    for order in asked:
        mean = float(by_level[order].sum() / steps.sum())
        gain, error = _mean_and_error(by_level[order] - base, steps, guesses.unit)
        rows.append((order, len(np.unique(guesses.contexts[order])), mean, gain, error))
    table = pd.DataFrame(rows, columns=["ordine", "contesti", "log_verosimiglianza", "guadagno", "errore"])
    best = int(np.argmax(table["log_verosimiglianza"].to_numpy()))
    top = asked[best]
    near = []
    for order in asked:
        behind, error = _mean_and_error(by_level[top] - by_level[order], steps, guesses.unit)
        if order <= top and behind <= error:
            near.append(order)
    table["scelto"] = table["ordine"] == min(near)
    return table


def _guesses(paths: Paths, most: int, folds: int, seed: int) -> _Guesses:
    rng = np.random.default_rng(seed)
    size = len(paths.channels)
    if paths.people is not None:
        fold = rng.permutation(int(paths.person.max()) + 1)[paths.person] % folds
        part = np.eye(folds)[fold]
        won, lost = part * paths.conversions[:, None], part * paths.nulls[:, None]
        unit = paths.person
    else:  # deal the copies of each journey out to the folds
        even = np.full(folds, 1 / folds)
        won = rng.multinomial(paths.conversions.astype(np.int64), even).astype(float)
        lost = rng.multinomial(paths.nulls.astype(np.int64), even).astype(float)
        unit = np.arange(len(paths))
    ends = paths.offsets[1:] - 1
    path = paths.path_of_touch
    wins, losses = np.flatnonzero(paths.conversions), np.flatnonzero(paths.nulls)
    symbol = np.concatenate([paths.codes, np.full(len(wins), size), np.full(len(losses), size + 1)])
    weight = np.concatenate([(won + lost)[path], won[wins], lost[losses]])
    contexts: list[Ints] = [np.zeros(len(symbol), dtype=np.int64)]
    for order in range(1, most + 1):
        after, _ = number_keys(gram_numbers(paths, order), LARGEST)
        before = np.concatenate([[0], after[:-1] + 1])
        before[paths.offsets[:-1]] = 0  # nothing came before: the start
        contexts.append(np.concatenate([before, after[ends[wins]] + 1, after[ends[losses]] + 1]))
    return _Guesses(contexts, symbol, unit[np.concatenate([path, wins, losses])], weight, size + 2)


def _log_likelihoods(guesses: _Guesses) -> list[Floats]:
    """Return per order the log-likelihood of each guess, summed over the folds in which it is held out."""
    folds = guesses.weight.shape[1]
    chance = np.full((len(guesses.symbol), folds), 1 / guesses.symbols)
    found = []
    for context in guesses.contexts:
        pair, keys = number_keys(context * np.int64(guesses.symbols) + guesses.symbol, LARGEST)
        of = keys // guesses.symbols
        where, names = number_keys(of, LARGEST)
        for fold in range(folds):
            held = guesses.weight[:, fold]
            others = guesses.weight.sum(axis=1) - held
            together = sum_by(pair, others, len(keys))
            whole = sum_by(where, together, len(names))
            kinds = sum_by(where, together > 0, len(names))
            seen = whole[where[pair]] > 0
            down = np.maximum((whole + kinds)[where[pair]], 1)
            smoothed = (together[pair] + kinds[where[pair]] * chance[:, fold]) / down
            chance[:, fold] = np.where(seen, smoothed, chance[:, fold])
        found.append((guesses.weight * np.log(chance)).sum(axis=1))
    return found


def _mean_and_error(amount: Floats, steps: Floats, unit: Ints) -> tuple[float, float]:
    """Return the mean per step and its standard error, people being independent of each other."""
    units = int(unit.max()) + 1
    by_unit, of_unit = sum_by(unit, amount, units), sum_by(unit, steps, units)
    mean = by_unit.sum() / of_unit.sum()
    return float(mean), float(np.sqrt(((by_unit - mean * of_unit) ** 2).sum()) / of_unit.sum())
