"""``python -m kit bench [WORD]``: run tests/benchmarks/bench_*.py and print one line per figure.

A bench file has ``measure()``, which yields ``Figure``s.  A peer is measured in the same run, on the same machine.
"""

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kit.launch import faults, say
from kit.paths import ROOT

FOLDER = ROOT / "tests" / "benchmarks"


@dataclass(frozen=True)
class Figure:
    """Una misura: nome, il nostro valore, quello del confronto se c'è, e l'unità."""

    name: str
    ours: float
    unit: str = "s"
    peer: float | None = None
    peer_name: str = ""

    def __str__(self) -> str:
        """Una riga: ``nome | noi 1,92 s | jupyter lab 1,75 s | rapporto 1,10``."""
        row = f"{self.name} | noi {number(self.ours)} {self.unit}"
        if self.peer is not None:
            row += f" | {self.peer_name} {number(self.peer)} {self.unit}"
            row += f" | rapporto {number(self.ours / self.peer)}" if self.peer else ""
        return row


def number(value: float) -> str:
    """Un numero all'italiana, con tre cifre che contano."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 0.1 else 5
    return f"{value:.{digits}f}".replace(".", ",")


def measures(file: Path) -> Iterator[Figure]:
    """Esegue un file di misure."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield from module.measure()


def main(arguments: list[str]) -> int:
    """Stampa le misure, una riga ciascuna.

    Parameters
    ----------
    arguments : list of str
        Parole da cercare nei nomi dei file; vuota: tutti.
    """
    say.accents()
    files = [file for file in sorted(FOLDER.glob("bench_*.py")) if all(word in file.stem for word in arguments)]
    if not files:
        names = ", ".join(file.stem.removeprefix("bench_") for file in sorted(FOLDER.glob("bench_*.py")))
        say.line(str(faults.Fault(f"Nessuna misura si chiama «{' '.join(arguments)}». Ci sono: {names}.")))
        return 1
    for file in files:
        for figure in measures(file):
            say.line(str(figure))
    return 0
