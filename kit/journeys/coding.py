"""Names to numbers and rows to time order, without paying for what the input already has.  Pure.

Ten million rows pass through here: grouped names are hashed once per run, shared text once per object, sorted rows not at all.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from kit.journeys.paths import Bools, Ints

LARGE = 200_000  # rows from which it pays to look before hashing
SAMPLE = 20_000
NAMES_SORTED = 200_000  # beyond, names keep the order of appearance
SECOND = 1_000_000
BITS = 63


def code(values: pd.Series[Any]) -> tuple[Ints, pd.Index[Any]]:
    """Numera i valori di una colonna.

    Parameters
    ----------
    values : Series
        Testo, numeri o categorie.

    Returns
    -------
    tuple
        I numeri, shape (righe,), −1 dove manca; i valori diversi (in ordine, se sono meno di 200.000).
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        numbers, names = values.cat.codes.to_numpy(dtype=np.int64), values.cat.categories
        used = np.flatnonzero(np.bincount(numbers[numbers >= 0], minlength=len(names)))
        return _renumber(numbers, used, len(names)), names[used]
    if pd.api.types.is_string_dtype(values.dtype) or values.dtype == object:
        numbers, found = _code_text(values.to_numpy(dtype=object))
    else:
        numbers, found = pd.factorize(values.to_numpy())
    names = pd.Index(found)
    if len(names) > NAMES_SORTED:
        return numbers, names
    try:
        order = names.argsort()
    except TypeError:  # numbers and text together
        order = names.astype(str).argsort()
    return _renumber(numbers, order, len(names)), names[order]


def time_order(person: Ints, instant: Ints) -> Ints | None:
    """In che ordine mettere le righe: per persona, poi per istante, poi come stavano.

    Parameters
    ----------
    person, instant : array, shape (righe,)
        Persona (da 0) e istante, in microsecondi.

    Returns
    -------
    array or None
        Le posizioni delle righe in ordine; ``None`` se lo sono già.
    """
    if len(person) < 2:
        return None
    if ((person[1:] > person[:-1]) | ((person[1:] == person[:-1]) & (instant[1:] >= instant[:-1]))).all():
        return None
    if (instant[1:] >= instant[:-1]).all():
        return _gather(person)
    since = instant - instant.min()
    if not (since % SECOND).any():
        since //= SECOND
    width = int(since.max()).bit_length()
    if int(person.max()).bit_length() + width > BITS:
        return np.lexsort((instant, person))
    key = (person.astype(np.int64) << width) | since
    order = np.argsort(key)  # not stable, but much faster
    ranked = key[order]
    equal = np.flatnonzero(ranked[1:] == ranked[:-1])
    if len(equal):
        touched = np.unique(np.concatenate([equal, equal + 1]))
        order[touched] = order[touched][np.lexsort((order[touched], ranked[touched]))]
    return order


def boundaries(person: Ints) -> Bools:
    """Dove comincia una persona, in righe già in ordine, shape (righe,)."""
    first = np.ones(len(person), dtype=bool)
    first[1:] = person[1:] != person[:-1]
    return first


def _code_text(values: np.ndarray[Any, np.dtype[np.object_]]) -> tuple[Ints, Any]:
    if len(values) < LARGE:
        numbers, names = pd.factorize(values)
        return numbers.astype(np.int64, copy=False), names
    at = np.random.default_rng(0).integers(0, len(values) - 1, SAMPLE)
    if np.mean(values[at] == values[at + 1]) > 0.5:
        head = np.ones(len(values), dtype=bool)
        head[1:] = values[1:] != values[:-1]
        numbers, names = pd.factorize(values[head])
        return numbers[np.cumsum(head) - 1].astype(np.int64, copy=False), names
    sample = values[at]
    if len(pd.unique(sample)) < 0.5 * SAMPLE:  # few names: their text is at hand anyway
        numbers, names = pd.factorize(values)
        return numbers.astype(np.int64, copy=False), names
    return _code_objects(values)


def _code_objects(values: np.ndarray[Any, np.dtype[np.object_]]) -> tuple[Ints, Any]:
    """Number by object first: rows that hold the very same text object need not read the text."""
    identity = np.fromiter(map(id, values), dtype=np.int64, count=len(values))
    same, objects = pd.factorize(identity)
    example = np.empty(len(objects), dtype=np.int64)
    example[same[::-1]] = np.arange(len(values) - 1, -1, -1)
    numbers, names = pd.factorize(values[example])
    return numbers[same].astype(np.int64, copy=False), names


def _renumber(numbers: Ints, order: Ints, size: int) -> Ints:
    table = np.full(size + 1, -1, dtype=np.int64)  # the last place answers to −1, a missing name
    table[order] = np.arange(len(order))
    return table[numbers]


def _gather(person: Ints) -> Ints:
    """Bring the rows of each person together, in the order they have: linear in the rows."""
    rows = len(person)
    where = sparse.coo_array(
        (np.ones(rows, dtype=np.int8), (person, np.arange(rows))), shape=(int(person.max()) + 1, rows)
    )
    return np.asarray(where.tocsr().indices, dtype=np.int64)
