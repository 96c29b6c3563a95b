"""The mix: what each dimension costs and brings, each rate with its denominator in its name.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kit.cami.door import check_numbers, check_table
from kit.cami.rules import DIMENSIONS, NONE

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

TOTALS = ("costo", "raggiunte", "interazioni", "clic", "conversioni")
# Name of the rate: numerator, denominator, multiplier. The name says what it is divided by.
RATES = {
    "interazioni_per_100_raggiunte": ("interazioni", "raggiunte", 100.0),
    "clic_per_100_raggiunte": ("clic", "raggiunte", 100.0),
    "conversioni_per_100_clic": ("conversioni", "clic", 100.0),
    "conversioni_per_1000_raggiunte": ("conversioni", "raggiunte", 1000.0),
    "costo_per_1000_raggiunte": ("costo", "raggiunte", 1000.0),
    "costo_per_conversione": ("costo", "conversioni", 1.0),
}
REPLICATES = 500
FEWEST = 5  # actions: with fewer an interval would promise too much


def mix(
    actions: pd.DataFrame, *, by: str = "dimensione", second: str = "seconda", confidence: float = 0.95, seed: int = 0
) -> pd.DataFrame:
    """Che cosa costa e che cosa porta ogni dimensione, con gli intervalli.

    Parameters
    ----------
    actions : DataFrame
        Una riga per azione: la dimensione e le colonne ``costo`` (euro), ``raggiunte``, ``interazioni``, ``clic``,
        ``conversioni``.
    by : str
        La colonna della dimensione (o di un altro gruppo).
    second : str
        La colonna della seconda dimensione, se c'è: l'azione conta metà per l'una e metà per l'altra, così i totali tornano.
    confidence : float
        Tra 0 e 1 esclusi.
    seed : int
        Stesso seme, stessi intervalli.

    Returns
    -------
    DataFrame
        Una riga per dimensione: ``azioni`` (anche mezze), i totali e, per ogni tasso, il valore e i due limiti
        (``…_inf``, ``…_sup``). Il nome del tasso dice per che cosa si divide. Un tasso senza denominatore è NaN, e così i
        limiti con meno di cinque azioni.

    Raises
    ------
    TypeError, KeyError, ValueError
        Se mancano colonne, o ci sono numeri negativi o mancanti.

    Notes
    -----
    Gli intervalli ricampionano le azioni (percentili, Efron e Tibshirani 1993): dicono quanto cambierebbe il tasso con
    altre azioni dello stesso genere, non se la dimensione ne è la causa.
    """
    import pandas as pd

    if not 0 < confidence < 1:
        raise ValueError(f"La confidenza sta tra 0 e 1 (hai scritto {confidence}): per il 95 % scrivi 0.95.")
    check_table(actions, [by, *TOTALS])
    check_numbers(actions, TOTALS)
    impossible = actions["raggiunte"].eq(0) & (actions[["interazioni", "clic", "conversioni"]].sum(axis=1) > 0)
    if impossible.any():
        raise ValueError(
            f"{int(impossible.sum())} azioni hanno risultati ma zero persone raggiunte (riga {actions.index[impossible][0]}): "
            "manca la copertura? Senza, i tassi non si possono calcolare."
        )
    names = [name for name in DIMENSIONS if (actions[by] == name).any()]
    names += [name for name in dict.fromkeys(actions[by].dropna().tolist()) if name not in names]
    rng = np.random.default_rng(seed)
    rows = {}
    for name in names:
        weight: NDArray[np.float64] = np.asarray(actions[by] == name, dtype=float)
        if second in actions.columns and second != by:
            other = actions[second]
            two = (other.notna() & other.ne(NONE)).to_numpy()
            weight = np.where(two, weight / 2, weight) + (other == name).to_numpy(dtype=float) / 2
        rows[name] = _row(actions, weight, confidence, rng)
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(by)


def _row(
    actions: pd.DataFrame, weight: NDArray[np.float64], confidence: float, rng: np.random.Generator
) -> dict[str, float]:
    mine = weight > 0
    values = actions.loc[mine, list(TOTALS)].to_numpy(dtype=float) * weight[mine, None]
    size = int(mine.sum())
    total = values.sum(axis=0)
    draws = rng.multinomial(size, np.full(size, 1 / size), REPLICATES) @ values
    row = {"azioni": float(weight.sum())} | dict(zip(TOTALS, total.tolist(), strict=True))
    place = {name: number for number, name in enumerate(TOTALS)}
    for rate, (top, bottom, times) in RATES.items():
        with np.errstate(divide="ignore", invalid="ignore"):
            value = total[place[top]] / total[place[bottom]] * times
            drawn = draws[:, place[top]] / draws[:, place[bottom]] * times
        drawn = drawn[np.isfinite(drawn)]
        known = np.isfinite(value)
        low = high = float("nan")
        if known and size >= FEWEST and len(drawn) > REPLICATES / 2:
            low, high = np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2])
        row |= {
            rate: float(value) if known else float("nan"),
            f"{rate}_inf": min(float(low), float(value)) if low == low else low,
            f"{rate}_sup": max(float(high), float(value)) if high == high else high,
        }
    return row


def one_rate(table: pd.DataFrame, rate: str) -> pd.DataFrame:
    """Un tasso solo della tabella di `mix`, pronto per `kit.plots.interval_bars`.

    Parameters
    ----------
    table : DataFrame
        Il risultato di `mix`.
    rate : str
        Per esempio ``"costo_per_conversione"``.

    Returns
    -------
    DataFrame
        Stesso indice: ``stima``, ``limite_inf``, ``limite_sup``; solo le righe in cui il tasso e i limiti ci sono.

    Raises
    ------
    KeyError
        Se il tasso non c'è.
    """
    if rate not in RATES or rate not in table.columns:
        raise KeyError(f"Il tasso «{rate}» non c'è. Ci sono: {', '.join(RATES)}.")
    columns = {rate: "stima", f"{rate}_inf": "limite_inf", f"{rate}_sup": "limite_sup"}
    return table[list(columns)].rename(columns=columns).dropna()
