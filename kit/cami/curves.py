"""Response curves: how many conversions a week's spend adds, with diminishing returns and intervals.  Pure.

A curve is ``massimo · spesa / (spesa + meta)``: it starts at zero, always grows, grows less and less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kit.cami.door import check_numbers, check_table
from kit.formats import it

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GRID = np.geomspace(0.03, 6.0, 60)  # candidate half-way spends, as shares of the largest spend seen
FEWEST = 8  # weeks


@dataclass(frozen=True)
class Curve:
    """Quante conversioni aggiunge la spesa di una settimana.

    Attributes
    ----------
    name : str
        La dimensione (o il canale).
    massimo : float
        Le conversioni a cui tende con una spesa enorme.
    meta : float
        La spesa, in euro, che ne porta la metà.
    least, most : float
        La spesa più piccola e più grande nei dati: oltre, la curva è un'ipotesi.
    confidence : float
        Degli intervalli.
    draws : array, shape (replicates, 2)
        ``massimo`` e ``meta`` in ogni ricampionamento.
    """

    name: str
    massimo: float
    meta: float
    least: float
    most: float
    confidence: float
    draws: Floats = field(default_factory=lambda: np.empty((0, 2)), repr=False, compare=False)

    def value(self, spend: float | Floats) -> float | Floats:
        """Le conversioni in più con una spesa, rispetto a non spendere."""
        return self.massimo * spend / (spend + self.meta)

    def values(self, spend: Floats) -> Floats:
        """Le conversioni in più in ogni ricampionamento: shape (replicates, spese)."""
        top, half = self.draws[:, :1], self.draws[:, 1:]
        return np.asarray(top * spend / (spend + half))

    def marginal(self, spend: float) -> float:
        """Le conversioni in più per ogni euro speso oltre quella spesa."""
        return self.massimo * self.meta / (spend + self.meta) ** 2


class Curves(dict[str, Curve]):
    """Le curve di più dimensioni: un dizionario dal nome alla curva."""

    def table(self, spends: Sequence[float] | None = None) -> pd.DataFrame:
        """I valori delle curve, con gli intervalli.

        Parameters
        ----------
        spends : list of float, facoltativa
            Le spese, in euro; se manca, undici da zero alla più grande nei dati.

        Returns
        -------
        DataFrame
            ``dimensione``, ``spesa``, ``stima`` (conversioni in più), ``limite_inf``, ``limite_sup``, ``per_100_euro`` (quante
            ne porterebbero altri cento euro) e ``oltre_i_dati`` (1 se una spesa così non si è mai vista).
        """
        return pd.DataFrame(list(self._rows(spends)))

    def _rows(self, spends: Sequence[float] | None) -> Iterator[dict[str, object]]:
        for name, curve in self.items():
            points = np.linspace(0, curve.most, 11) if spends is None else np.asarray(spends, dtype=float)
            low, high = np.quantile(
                curve.values(points), [(1 - curve.confidence) / 2, (1 + curve.confidence) / 2], axis=0
            )
            for point, below, above in zip(points.tolist(), low.tolist(), high.tolist(), strict=True):
                middle = float(curve.value(point))
                yield {
                    "dimensione": name,
                    "spesa": point,
                    "stima": middle,
                    "limite_inf": min(below, middle),
                    "limite_sup": max(above, middle),
                    "per_100_euro": float(curve.value(point + 100)) - middle,
                    "oltre_i_dati": int(point > curve.most),
                }

    def __repr__(self) -> str:
        lines = [
            f"{name}: al massimo {it(curve.massimo, 1)} conversioni in più, la metà con {it(curve.meta)} €"
            for name, curve in self.items()
        ]
        return "\n".join(lines)


def response_curves(
    data: pd.DataFrame,
    *,
    spend: str = "spesa",
    result: str = "conversioni",
    by: str = "dimensione",
    season: str | None = None,
    unit: str = "settimana",
    replicates: int = 500,
    confidence: float = 0.95,
    seed: int = 0,
) -> Curves:
    """Stima una curva di risposta per ogni dimensione, con intervalli.

    Parameters
    ----------
    data : DataFrame
        Una riga per settimana e dimensione: spesa (euro) e conversioni.
    spend, result, by : str
        Le colonne della spesa, del risultato, della dimensione.
    season : str, facoltativa
        Una colonna di gruppi (per esempio ``"stagione"``) di cui tenere conto: ogni gruppo ha la sua base di conversioni.
    unit : str
        La colonna di ciò che si ricampiona (le settimane).
    replicates : int
        Quanti ricampionamenti, da 100 a 10.000.
    confidence : float
        Tra 0 e 1 esclusi.
    seed : int
        Stesso seme, stesso risultato.

    Returns
    -------
    Curves
        Un dizionario dal nome alla curva; `Curves.table` dà i valori con gli intervalli.

    Raises
    ------
    TypeError, KeyError, ValueError
        Se mancano colonne o settimane, se ci sono numeri negativi, se la spesa non cambia mai.

    Notes
    -----
    Minimi quadrati; l'intervallo ricampiona le settimane (percentili). **La curva è un effetto solo se la spesa è cambiata
    per caso**: se chi la decide guarda la stagione, la stagione finisce nella curva, e l'intervallo non lo dice.
    """
    _check(data, spend, result, by, season, unit, replicates, confidence)
    found = Curves()
    rng = np.random.default_rng(seed)
    for name, part in data.groupby(by, sort=False):
        x, y = part[spend].to_numpy(dtype=float), part[result].to_numpy(dtype=float)
        if len(part) < FEWEST:
            raise ValueError(f"«{name}» ha {len(part)} settimane: per una curva ne servono almeno {FEWEST}.")
        if np.ptp(x) < 1e-9:
            raise ValueError(
                f"La spesa di «{name}» non cambia mai ({it(x[0], 2)} €): così i dati non dicono che cosa fa una spesa diversa. "
                "Serve qualche settimana con una spesa più alta e qualcuna con una più bassa."
            )
        base = np.ones((len(part), 1)) if season is None else pd.get_dummies(part[season]).to_numpy(dtype=float)
        weeks, place = np.unique(part[unit].to_numpy(), return_inverse=True)
        weight = np.vstack(
            [np.ones(len(weeks)), rng.multinomial(len(weeks), np.full(len(weeks), 1 / len(weeks)), replicates)]
        )[:, place]
        top, half = _fit(x, y, base[:, base.sum(axis=0) > 0], weight)
        found[str(name)] = Curve(
            str(name),
            float(top[0]),
            float(half[0]),
            float(x.min()),
            float(x.max()),
            confidence,
            np.column_stack([top[1:], half[1:]]),
        )
    return found


def _fit(x: Floats, y: Floats, base: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Return top and half-way spend for each row of weights: least squares over a grid of half-way spends."""
    halves = GRID * x.max()
    shape = x[:, None] / (x[:, None] + halves)  # (weeks, grid)
    columns = base.shape[1]
    inside = np.einsum("rn,np,nq->rpq", weight, base, base) + 1e-9 * np.eye(columns)
    inverse = np.linalg.inv(inside)
    base_y = weight @ (base * y[:, None])
    base_s = np.einsum("rn,np,ng->rpg", weight, base, shape)
    s_y, s_s, y_y = weight @ (shape * y[:, None]), weight @ shape**2, weight @ y**2
    solved_s = np.einsum("rpq,rqg->rpg", inverse, base_s)
    solved_y = np.einsum("rpq,rq->rp", inverse, base_y)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = s_s - np.einsum("rpg,rpg->rg", base_s, solved_s)  # what the base leaves of the shape
        top = np.maximum(np.where(left > 1e-9, (s_y - np.einsum("rp,rpg->rg", base_y, solved_s)) / left, 0.0), 0.0)
    error = (y_y - np.einsum("rp,rp->r", base_y, solved_y))[:, None] - top**2 * left
    best = np.argmin(error, axis=1)
    rows = np.arange(len(weight))
    return top[rows, best], halves[best]


def _check(
    data: pd.DataFrame,
    spend: str,
    result: str,
    by: str,
    season: str | None,
    unit: str,
    replicates: int,
    confidence: float,
) -> None:
    check_table(data, [spend, result, by, unit, *([season] if season else [])])
    check_numbers(data, [spend, result])
    if season and data[season].isna().any():
        raise ValueError(f"La colonna «{season}» ha valori mancanti: di che stagione sono quelle settimane?")
    if not 100 <= replicates <= 10_000:
        raise ValueError(f"I ricampionamenti vanno da 100 a 10.000 (hai scritto {replicates}).")
    if not 0 < confidence < 1:
        raise ValueError(f"La confidenza sta tra 0 e 1 (hai scritto {confidence}): per il 95 % scrivi 0.95.")
