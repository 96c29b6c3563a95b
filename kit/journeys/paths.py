"""The journeys of many people as flat arrays: what every model of this room reads.  Pure.

Touches lie one after another, path after path: no string is built until somebody asks to see one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.formats import it
from kit.journeys.errors import JourneyError, number

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.floating[Any]]
Bools = NDArray[np.bool_]
MICROSECONDS = 1_000_000


@dataclass(frozen=True, eq=False)
class Paths:
    """Percorsi pronti per i modelli; si fanno con `build_paths` o `paths_from_strings`.

    Attributes
    ----------
    channels : tuple of str
        I nomi dei canali.
    codes : array, shape (tocchi,)
        Il canale di ogni tocco, come posizione in ``channels``; i percorsi uno dopo l'altro.
    offsets : array, shape (percorsi + 1,)
        Dove comincia ogni percorso dentro ``codes``.
    conversions, value, nulls : array, shape (percorsi,)
        Quante conversioni, quanto valore (€), quante volte il percorso è finito senza conversione.
    person : array, shape (percorsi,)
        Di chi è il percorso, come numero da 0.
    people : Index or None
        I nomi delle persone; ``None`` se i percorsi vengono da una tabella che non le dice.
    times, begins, ends : array or None
        Istanti in microsecondi UTC: di ogni tocco, shape (tocchi,); dell'inizio e della fine di ogni percorso, shape (percorsi,).
    unfinished : array of bool, shape (percorsi,), or None
        Percorsi senza conversione che, quando i dati finiscono, potevano ancora convertire.
    untouched, untouched_value : float
        Conversioni (e valore) senza alcun tocco: nessun modello le può attribuire.
    timezone : str or None
        Il fuso in cui mostrare gli istanti.
    """

    channels: tuple[str, ...]
    codes: Ints
    offsets: Ints
    conversions: Floats
    value: Floats
    nulls: Floats
    person: Ints
    people: pd.Index[Any] | None = None
    times: Ints | None = None
    begins: Ints | None = None
    ends: Ints | None = None
    unfinished: Bools | None = None
    untouched: float = 0.0
    untouched_value: float = 0.0
    timezone: str | None = None

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @cached_property
    def lengths(self) -> Ints:
        """Quanti tocchi ha ogni percorso."""
        return np.diff(self.offsets)

    @cached_property
    def path_of_touch(self) -> Ints:
        """A quale percorso appartiene ogni tocco."""
        return np.repeat(np.arange(len(self)), self.lengths)

    @cached_property
    def place(self) -> Ints:
        """Quanti tocchi dello stesso percorso vengono prima, tocco per tocco."""
        return np.arange(len(self.codes)) - np.repeat(self.offsets[:-1], self.lengths)

    def amount(self, measure: str) -> Floats:
        """Ciò che ogni percorso porta: conversioni o valore.

        Raises
        ------
        JourneyError
            Se la misura non esiste, o se non c'è niente da distribuire.
        """
        if measure not in ("conversioni", "valore"):
            raise JourneyError(f"Misura sconosciuta: «{measure}». Scegli tra «conversioni» e «valore».")
        if not self.conversions.any():
            raise JourneyError(
                "In questi percorsi non c'è nessuna conversione: non c'è merito da distribuire. Controlla quale valore di "
                "«evento» segna la conversione, e il filtro della cella sopra."
            )
        if measure == "valore" and not self.value.any():
            raise JourneyError(
                'Nessuna conversione ha un valore: la colonna «valore» manca o è tutta zero. Usa measure="conversioni".'
            )
        return self.conversions if measure == "conversioni" else self.value

    def to_frame(self, separator: str = " > ") -> pd.DataFrame:
        """Una riga per percorso, da leggere.

        Parameters
        ----------
        separator : str
            Che cosa scrivere tra un canale e l'altro.

        Returns
        -------
        DataFrame
            ``utente`` (se si conosce), ``percorso``, ``lunghezza`` (tocchi), ``conversioni``, ``valore`` (€), ``nulli``,
            e, se si conoscono i tempi, ``inizio``, ``fine``, ``aperto``.

        Raises
        ------
        JourneyError
            Se il separatore sta dentro il nome di un canale: il percorso non si leggerebbe più.
        """
        for name in self.channels:
            if separator.strip() and separator.strip() in name:
                raise JourneyError(
                    f"Il separatore «{separator.strip()}» sta dentro il nome del canale «{name}»: il percorso scritto non si "
                    'potrebbe rileggere. Scegli un altro separatore, per esempio separator=" | ".'
                )
        names = np.array(self.channels, dtype=object)[self.codes].tolist()
        bounds = self.offsets.tolist()
        table = pd.DataFrame(
            {
                "percorso": [separator.join(names[a:b]) for a, b in pairwise(bounds)],
                "lunghezza": self.lengths,
                "conversioni": self.conversions.astype(np.int64),
                "valore": self.value,
                "nulli": self.nulls.astype(np.int64),
            }
        )
        if self.people is not None:
            table.insert(0, "utente", self.people[self.person].to_numpy())
        if self.begins is not None and self.ends is not None:
            table["inizio"] = self._instants(self.begins)
            table["fine"] = self._instants(self.ends)
        if self.unfinished is not None:
            table["aperto"] = self.unfinished
        return table

    def counts(self, separator: str = " > ") -> pd.DataFrame:
        """I percorsi uguali contati una volta sola, dal più frequente.

        Parameters
        ----------
        separator : str
            Che cosa scrivere tra un canale e l'altro.

        Returns
        -------
        DataFrame
            ``percorso``, ``conversioni``, ``nulli``, ``valore`` (€).
        """
        table = self.to_frame(separator).groupby("percorso", sort=False)[["conversioni", "nulli", "valore"]].sum()
        order = (-(table["conversioni"] + table["nulli"])).argsort(kind="stable")
        return table.iloc[order].reset_index()

    def _instants(self, microseconds: Ints) -> pd.Series[Any]:
        instants = pd.Series(microseconds.view("M8[us]")).dt.tz_localize("UTC")
        return instants.dt.tz_convert(self.timezone or "UTC")

    def __repr__(self) -> str:
        lines = [
            f"{number(len(self), 'percorso', 'percorsi')} di {number(len(np.unique(self.person)), 'persona', 'persone')}"
            if self.people is not None
            else f"{number(len(self), 'percorso diverso', 'percorsi diversi')}",
            f"{number(len(self.codes), 'tocco', 'tocchi')} su {number(len(self.channels), 'canale', 'canali')}: "
            + ", ".join(self.channels[:12])
            + ("…" if len(self.channels) > 12 else ""),
            f"conversioni: {it(self.conversions.sum())}; percorsi senza conversione: {it(self.nulls.sum())}"
            + (f", di cui ancora aperti {it(int(self.unfinished.sum()))}" if self.unfinished is not None else ""),
        ]
        if self.untouched:
            lines.append(f"conversioni senza alcun tocco, che nessun modello può attribuire: {it(self.untouched)}")
        return "\n".join(lines)


def sum_by(group: Ints, amount: Floats | Bools | None, size: int) -> Floats:
    """La somma di ``amount`` (o il conteggio) per gruppo, shape (size,)."""
    return np.bincount(group, weights=amount, minlength=size).astype(float)


def merge_repeats(codes: Ints, offsets: Ints) -> tuple[Bools, Ints]:
    """Quali tocchi restano se un canale ripetuto di fila conta uno (l'ultimo), e i nuovi inizi dei percorsi.

    Parameters
    ----------
    codes : array, shape (tocchi,)
        Il canale di ogni tocco.
    offsets : array, shape (percorsi + 1,)
        Inizi dei percorsi.
    """
    kept = np.ones(len(codes), dtype=bool)
    kept[:-1] = codes[1:] != codes[:-1]
    kept[offsets[1:] - 1] = True
    lengths = np.add.reduceat(kept, offsets[:-1], dtype=np.int64)
    return kept, np.concatenate([[0], np.cumsum(lengths)])
