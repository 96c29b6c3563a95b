"""Che cosa dire a chi scrive una lezione quando qualcosa non va: dove, che cosa, come si rimedia."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kit.paths import ROOT


def short(path: Path) -> str:
    """Il percorso come si legge dalla cartella del corso."""
    try:
        return path.resolve().relative_to(ROOT).as_posix()
    except ValueError:
        return path.name


@dataclass(frozen=True, order=True)
class Problem:
    """Un difetto del sorgente: file, riga (da 1; 0 se riguarda tutto il file), che cosa c'è, rimedio."""

    path: Path
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        where = f"{short(self.path)}:{self.line}" if self.line else short(self.path)
        return f"{where}: {self.what}\n    Rimedio: {self.remedy}"


class CourseError(Exception):
    """Il sorgente di una lezione non si può usare; ``problems`` li elenca tutti."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
