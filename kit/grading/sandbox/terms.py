"""The terms of an execution: defences, limits, and the two ways it fails.  Imports nothing that Windows lacks."""

from dataclasses import dataclass


class Broken(Exception):
    """Il processo caldo non parte o non risponde: questo sistema non permette le difese chieste."""


@dataclass(frozen=True)
class Layers:
    """Le difese in uso: spazi dei nomi, Landlock, seccomp."""

    namespaces: bool
    landlock: bool
    seccomp: bool


@dataclass(frozen=True)
class Limits:
    """I limiti di un'esecuzione: secondi di CPU per cella (e quante volte il riferimento), megabyte, secondi in più."""

    cpu: float = 10.0
    memory: int = 2048
    times: float = 20.0
    grace: float = 2.0

    @property
    def wall(self) -> float:
        """Secondi di orologio per cella, senza contare le attese in coda."""
        return 1.5 * self.cpu + self.grace

    @property
    def whole(self) -> float:
        """Secondi di orologio dell'esecuzione intera: tante celle che aspettano poco aspettano molto."""
        return 3 * self.wall

    @property
    def total(self) -> int:
        """Secondi di CPU dell'esecuzione intera."""
        return int(3 * self.cpu) + 2
