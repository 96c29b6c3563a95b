"""The common statistics, in the form that resamples fast: sums per person and how to combine them.

Pure.  A statistic names its columns; the table comes later, from `bootstrap`.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kit.formats import it
from kit.inference.interval import Floats, check_columns


@dataclass(frozen=True)
class Statistic:
    """Una statistica che si ricampiona in fretta: somme per persona, e come combinarle.

    Attributes
    ----------
    columns : function
        Dalla tabella alle k colonne da sommare, shape (righe, k).
    combine : function
        Dai totali, shape (…, k), al valore, shape (…).
    group : str, optional
        La colonna dei gruppi: le persone si ricampionano dentro il proprio gruppo, come nell'esperimento.
    """

    columns: Callable[[pd.DataFrame], Floats]
    combine: Callable[[Floats], Floats]
    group: str | None = None


def mean(column: str) -> Statistic:
    """La media di una colonna, riga per riga.

    Parameters
    ----------
    column : str
        Colonna di numeri.
    """
    return rate(column)


def rate(numerator: str, denominator: str | None = None) -> Statistic:
    """Un tasso: somma del numeratore diviso somma del denominatore.

    Parameters
    ----------
    numerator : str
        Colonna di 0 e 1 (o di conteggi), per esempio ``"acquisto"``.
    denominator : str, optional
        Colonna che conta chi poteva farlo, per esempio ``"clic"``; se manca, il numero di righe.
    """

    def columns(data: pd.DataFrame) -> Floats:
        below = np.ones(len(data)) if denominator is None else _numbers(data, denominator)
        return np.column_stack([_numbers(data, numerator), below])

    return Statistic(columns, lambda total: _divide(total[..., 0], total[..., 1]))


def difference(column: str, group: str, treated: Hashable, control: Hashable) -> Statistic:
    """La differenza tra la media dei trattati e quella del gruppo di controllo.

    Parameters
    ----------
    column : str
        Colonna di numeri o di 0 e 1.
    group : str
        Colonna dei gruppi.
    treated, control : value
        I due valori di ``group``; le altre righe non contano.
    """

    def combine(total: Floats) -> Floats:
        return np.asarray(_divide(total[..., 0], total[..., 1]) - _divide(total[..., 2], total[..., 3]))

    return Statistic(lambda data: _two_groups(data, [column], group, treated, control), combine, group)


def profit(value: str, cost: str) -> Statistic:
    """Il profitto: somma dei margini meno somma dei costi.

    Parameters
    ----------
    value, cost : str
        Colonne in euro: margine guadagnato e costo sostenuto, riga per riga.
    """
    return Statistic(
        lambda data: np.column_stack([_numbers(data, value), _numbers(data, cost)]),
        lambda total: np.asarray(total[..., 0] - total[..., 1]),
    )


def incremental_profit(value: str, cost: str, group: str, treated: Hashable, control: Hashable) -> Statistic:
    """Il profitto in più che la campagna ha portato sui trattati, in euro.

    Il margine dei trattati, meno quello che avrebbero dato comunque (la media del controllo per ogni trattato), meno
    il costo dei contatti.

    Parameters
    ----------
    value, cost : str
        Colonne in euro: margine guadagnato e costo del contatto, riga per riga.
    group : str
        Colonna dei gruppi.
    treated, control : value
        I due valori di ``group``; le altre righe non contano.
    """

    def combine(total: Floats) -> Floats:
        earned, spent, size, control_earned, _, control_size = np.moveaxis(total, -1, 0)
        return np.asarray(earned - size * _divide(control_earned, control_size) - spent)

    return Statistic(lambda data: _two_groups(data, [value, cost], group, treated, control), combine, group)


def _two_groups(data: pd.DataFrame, columns: list[str], group: str, treated: Hashable, control: Hashable) -> Floats:
    check_columns(data, [group])
    label = data[group]
    values = [_numbers(data, column) for column in columns] + [np.ones(len(data))]
    parts = []
    for value in (treated, control):
        inside = (label == value).to_numpy(dtype=bool)
        if not inside.any():
            seen = ", ".join(map(str, label.dropna().unique()[:8]))
            raise ValueError(f"Nessuna riga con {group} = «{value}». I valori presenti sono: {seen}.")
        parts += [column * inside for column in values]
    return np.column_stack(parts)


def _numbers(data: pd.DataFrame, column: str) -> Floats:
    check_columns(data, [column])
    values = data[column]
    if not (pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values)):
        raise ValueError(f"La colonna «{column}» contiene testo ({values.dtype}): qui servono numeri.")
    if values.isna().any():
        raise ValueError(
            f"La colonna «{column}» ha {it(int(values.isna().sum()))} valori mancanti: decidi prima che cosa vogliono "
            f'dire, per esempio dropna(subset=["{column}"]) o fillna(0).'
        )
    return values.to_numpy(dtype=float)


def _divide(above: Floats, below: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(above / below)
