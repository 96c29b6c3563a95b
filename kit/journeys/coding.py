"""Names to numbers and rows to time order, without paying for what the input already has.  Pure.

Ten million rows pass through here: grouped names are hashed once per run, shared text once per object, sorted rows not at
all; a row's person and time travel in one number.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from kit.journeys.paths import Bools, Ints

LARGE = 200_000  # rows from which it pays to look before hashing
SAMPLE = 20_000
NAMES_SORTED = 200_000  # beyond, names keep the order in which they are met
SECOND = 1_000_000
BITS = 63


class Ordered(NamedTuple):
    """Righe in ordine di persona e di tempo; ``order`` è ``None`` se lo erano già."""

    order: Ints | None
    person: Ints
    instant: Ints


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
        numbers, names = values.cat.codes.to_numpy(), values.cat.categories
        used = np.flatnonzero(np.bincount(numbers[numbers >= 0], minlength=len(names)))
        return (numbers, names) if len(used) == len(names) else (_renumber(numbers, used, len(names)), names[used])
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


def in_order(person: Ints, instant: Ints) -> Ordered:
    """Mette le righe in ordine: per persona, poi per istante, poi come stavano.

    Parameters
    ----------
    person, instant : array, shape (righe,)
        Persona (da 0) e istante, in microsecondi.
    """
    if _sorted(person[:SAMPLE], instant[:SAMPLE]) and _sorted(person, instant):
        return Ordered(None, person, instant)
    if (instant[1:] >= instant[:-1]).all():
        order = _gather(person)
        return Ordered(order, person[order], instant[order])
    low = int(instant.min())
    since = instant - low
    seconds = since // SECOND
    unit = SECOND if (seconds * SECOND == since).all() else 1
    since = seconds if unit == SECOND else since
    width = int(since.max()).bit_length()
    if int(person.max()).bit_length() + width > BITS:
        order = np.lexsort((instant, person))
        return Ordered(order, person[order], instant[order])
    since |= person.astype(np.int64) << width
    order = np.argsort(since)  # not stable, but much faster
    ranked = since[order]
    equal = np.flatnonzero(ranked[1:] == ranked[:-1])
    if len(equal):
        touched = np.unique(np.concatenate([equal, equal + 1]))
        order[touched] = order[touched][np.lexsort((order[touched], ranked[touched]))]
    return Ordered(order, (ranked >> width).astype(person.dtype), (ranked & ((1 << width) - 1)) * unit + low)


def boundaries(person: Ints) -> Bools:
    """Dove comincia una persona, in righe già in ordine, shape (righe,)."""
    first = np.ones(len(person), dtype=bool)
    first[1:] = person[1:] != person[:-1]
    return first


def _sorted(person: Ints, instant: Ints) -> bool:
    same = person[1:] == person[:-1]
    return bool((person[1:] >= person[:-1]).all() and ((instant[1:] >= instant[:-1]) | ~same).all())


def _code_text(values: NDArray[np.object_]) -> tuple[Ints, Any]:
    if len(values) < LARGE:
        numbers, names = pd.factorize(values)
        return numbers, names
    # The address of an object stands for it: two rows that hold the very same text need not read it.
    address = np.ndarray(values.shape, np.intp, buffer=np.ascontiguousarray(values))
    at = np.random.default_rng(0).integers(0, len(values) - 1, SAMPLE)
    if np.mean(address[at] == address[at + 1]) > 0.5:
        head = np.ones(len(values), dtype=bool)
        head[1:] = address[1:] != address[:-1]
        numbers, names = pd.factorize(values[head])
        return np.repeat(numbers, np.diff(np.append(np.flatnonzero(head), len(values)))), names
    return _code_objects(values, address)


def _code_objects(values: NDArray[np.object_], address: Ints) -> tuple[Ints, Any]:
    """Number the objects, then compare the different ones by their text, in the order in which they lie in memory."""
    same, objects = pd.factorize(address)
    highest = np.maximum.accumulate(same)
    first = np.concatenate([[0], np.flatnonzero(highest[1:] > highest[:-1]) + 1])
    near = np.argsort(objects)
    numbers, names = pd.factorize(values[first[near]])
    table: Ints = np.empty(len(objects), dtype=np.dtype(np.int32 if len(objects) < 2**31 else np.int64))
    table[near] = numbers
    return table[same], names


def _renumber(numbers: Ints, order: Ints, size: int) -> Ints:
    table: Ints = np.full(
        size + 1, -1, dtype=np.dtype(np.int16 if size < 2**15 else np.int32)
    )  # the last place answers to −1, missing
    table[order] = np.arange(len(order))
    return table[numbers]


def _gather(person: Ints) -> Ints:
    """Bring the rows of each person together, in the order they have: linear in the rows."""
    rows = len(person)
    ones = np.ones(rows, dtype=np.int8)
    where = sparse.coo_array((ones, (person, np.arange(rows))), shape=(int(person.max()) + 1, rows))
    return np.asarray(where.tocsr().indices, dtype=np.int64)
