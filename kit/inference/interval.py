"""A number with its interval, and the checks at the door that every estimate shares.

Pure; imports nothing of the other rooms but the Italian number formats.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.formats import it, pct

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """Un numero con il suo intervallo.

    Attributes
    ----------
    stima, limite_inf, limite_sup : float
        Nell'unità della statistica.
    confidence : float
        Per esempio 0.95.
    draws : array, shape (replicates,)
        Il valore in ogni ricampionamento (vuoto se l'intervallo viene da una formula).
    people : int
        Quante persone.
    """

    stima: float
    limite_inf: float
    limite_sup: float
    confidence: float
    people: int
    draws: Floats = field(default_factory=lambda: np.empty(0), repr=False, compare=False)

    def to_frame(self, name: str = "stima") -> pd.DataFrame:
        """Una tabella di una riga con ``stima`` (o il nome dato), ``limite_inf`` e ``limite_sup``."""
        return pd.DataFrame({name: [self.stima], "limite_inf": [self.limite_inf], "limite_sup": [self.limite_sup]})

    def __str__(self) -> str:
        size = max(abs(self.limite_inf), abs(self.limite_sup), 1e-12)
        decimals = int(np.clip(2 - np.floor(np.log10(size)), 0, 6))
        low, middle, high = (it(value, decimals) for value in (self.limite_inf, self.stima, self.limite_sup))
        level = pct(self.confidence, 0 if round(self.confidence * 100, 6).is_integer() else 1)
        return f"{middle} (intervallo al {level}: da {low} a {high})"

    __repr__ = __str__


def check_columns(data: Any, columns: list[str]) -> None:
    """Ferma ciò che non è una tabella, le colonne che mancano, le tabelle vuote."""
    if not isinstance(data, pd.DataFrame):
        raise TypeError(f"Serve una tabella (DataFrame), non un oggetto di tipo {type(data).__name__}.")
    missing = [column for column in columns if column not in data.columns]
    if missing:
        present = ", ".join(map(str, data.columns))
        raise KeyError(f"Nella tabella manca la colonna «{', '.join(missing)}». Le colonne presenti sono: {present}.")
    if data.empty:
        raise ValueError("La tabella è vuota: nessuna persona da ricampionare. Guarda il filtro della cella sopra.")


def check_parameters(confidence: float, replicates: int = 1000) -> None:
    """Ferma una confidenza o un numero di ricampionamenti senza senso."""
    if not 100 <= replicates <= 100_000:
        raise ValueError(f"I ricampionamenti vanno da 100 a 100.000 (hai scritto {replicates}).")
    if not 0 < confidence < 1:
        raise ValueError(f"La confidenza sta tra 0 e 1 (hai scritto {confidence}): per il 95 % scrivi 0.95.")
