"""The best split of a budget over response curves, and what the current split loses.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heapify, heapreplace

import numpy as np
import pandas as pd

from kit.cami.curves import Curve
from kit.formats import euro, it
from kit.inference import Interval

STEPS = 200  # the budget moves in this many equal pieces unless the caller says how large they are


@dataclass(frozen=True)
class Allocation:
    """Come dividere un budget.

    Attributes
    ----------
    table : DataFrame
        Una riga per dimensione: ``spesa_consigliata``, ``conversioni_consigliate`` e ``per_100_euro`` (quante ne porterebbero
        altri cento euro), ``oltre_i_dati``; con una divisione attuale anche ``spesa_attuale``, ``conversioni_attuali`` e
        ``differenza`` di spesa.
    total : float
        Le conversioni in più attese con la divisione consigliata.
    loss : Interval or None
        Le conversioni che la divisione attuale perde rispetto a quella consigliata.
    """

    table: pd.DataFrame
    total: float
    loss: Interval | None

    def __repr__(self) -> str:
        parts = [f"{name} {euro(row['spesa_consigliata'], 0)}" for name, row in self.table.to_dict("index").items()]
        text = f"{'; '.join(parts)}. Conversioni attese in più: {it(self.total, 1)}."
        if self.loss is not None:
            text += f" La divisione attuale ne perde {self.loss}."
        if self.table["oltre_i_dati"].any():
            beyond = ", ".join(self.table.index[self.table["oltre_i_dati"] == 1])
            text += f" Attenzione: per {beyond} la spesa consigliata supera quelle già provate."
        return text

    def _repr_html_(self) -> str:
        return f"<p>{self!r}</p>" + self.table.to_html(float_format=lambda one: it(one, 1))


def allocate(
    budget: float,
    curves: Mapping[str, Curve],
    current: Mapping[str, float] | None = None,
    *,
    step: float | None = None,
    least: float = 0.0,
) -> Allocation:
    """Divide un budget nel modo che porta più conversioni, secondo le curve.

    Mette un pezzo di budget per volta dove in quel momento rende di più: con rendimenti decrescenti è la divisione
    migliore.

    Parameters
    ----------
    budget : float
        Euro da dividere (per settimana, come nelle curve).
    curves : dict
        Le curve di `response_curves`.
    current : dict, facoltativo
        La divisione di oggi: dimensione → euro. Serve a dire quanto si perde.
    step : float, facoltativo
        Quanto è grande un pezzo, in euro; se manca, un duecentesimo del budget.
    least : float
        Euro che ogni dimensione deve avere in ogni caso.

    Returns
    -------
    Allocation

    Raises
    ------
    ValueError
        Se il budget è negativo o non basta per ``least``, se il pezzo non è maggiore di zero, se la divisione attuale ha
        nomi o euro che non tornano.

    Notes
    -----
    L'intervallo della perdita viene dai ricampionamenti delle curve, a divisioni ferme: è incertezza sulle curve, non sul
    futuro. Se le curve sono sbagliate (stagione!), anche la divisione lo è.
    """
    names = list(curves)
    spare = _check(budget, names, current, step, least)
    size = step if step is not None else budget / STEPS if budget else 1.0
    spend = dict.fromkeys(names, float(least))
    places = {name: number for number, name in enumerate(names)}

    def gain(name: str, piece: float) -> float:
        return float(curves[name].value(spend[name] + piece)) - float(curves[name].value(spend[name]))

    queue = [(-gain(name, size), places[name], name) for name in names]
    heapify(queue)
    pieces = int(np.floor(spare / size + 1e-9))
    for _ in range(pieces):
        _, place, name = queue[0]
        spend[name] += size
        heapreplace(queue, (-gain(name, size), place, name))
    rest = spare - pieces * size
    if rest > 1e-9:
        spend[max(names, key=lambda name: (gain(name, rest), -places[name]))] += rest
    return _result(spend, curves, current)


def _result(spend: Mapping[str, float], curves: Mapping[str, Curve], current: Mapping[str, float] | None) -> Allocation:
    rows = {}
    for name, curve in curves.items():
        best = spend[name]
        row = {
            "spesa_consigliata": best,
            "conversioni_consigliate": float(curve.value(best)),
            "per_100_euro": float(curve.value(best + 100)) - float(curve.value(best)),
            "oltre_i_dati": int(best > curve.most + 1e-9),
        }
        if current is not None:
            now = float(current.get(name, 0.0))
            row |= {
                "spesa_attuale": now,
                "conversioni_attuali": float(curve.value(now)),
                "differenza": best - now,
            }
        rows[name] = row
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("dimensione")
    total = float(table["conversioni_consigliate"].sum())
    return Allocation(table, total, None if current is None else _loss(spend, curves, current))


def _loss(spend: Mapping[str, float], curves: Mapping[str, Curve], current: Mapping[str, float]) -> Interval:
    confidence = next(iter(curves.values())).confidence
    estimate = sum(
        float(curve.value(spend[name])) - float(curve.value(current.get(name, 0.0))) for name, curve in curves.items()
    )
    draws = np.sum(
        [
            np.diff(curve.values(np.array([current.get(name, 0.0), spend[name]])), axis=1)[:, 0]
            for name, curve in curves.items()
        ],
        axis=0,
    )
    low = high = estimate
    if len(draws):
        low, high = np.quantile(draws, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist()
    return Interval(estimate, min(low, estimate), max(high, estimate), confidence, len(curves), draws)


def _check(
    budget: float, names: list[str], current: Mapping[str, float] | None, step: float | None, least: float
) -> float:
    """Return what is left to share out after the least of each."""
    if not names:
        raise ValueError("Non c'è nessuna curva: prima stimale con response_curves.")
    if not np.isfinite(budget) or budget < 0:
        raise ValueError(f"Il budget deve essere un numero di euro da zero in su (hai scritto {budget}).")
    if step is not None and not step > 0:
        raise ValueError(f"Il pezzo (step) deve essere maggiore di zero (hai scritto {step}).")
    if least < 0 or least * len(names) > budget + 1e-9:
        raise ValueError(
            f"Con {euro(least)} per ciascuna delle {len(names)} dimensioni servono {euro(least * len(names))}, "
            f"il budget è {euro(budget)}."
        )
    if current is not None:
        strangers = [name for name in current if name not in names]
        if strangers:
            raise ValueError(f"La divisione attuale nomina «{strangers[0]}», che non ha una curva: {', '.join(names)}.")
        negative = [name for name, value in current.items() if value < 0]
        if negative:
            raise ValueError(f"La divisione attuale dà a «{negative[0]}» un numero negativo di euro.")
    return budget - least * len(names)
