"""Workers: one process each with its own cage, fed one submission at a time; the death of one stops nothing.

The parent never parses what was handed in; a submission that kills two workers in a row is left to a person.
"""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kit.grading.errors import GradingError
from kit.grading.mark import Job, mark_by_running, mark_by_values
from kit.grading.notebook import Unreadable, read
from kit.grading.sandbox.places import readable
from kit.grading.sandbox.terms import Broken, Layers, Limits

if TYPE_CHECKING:
    from kit.grading.sandbox.cage import Warm

TRIES = 3
PATIENCE = 1_800.0  # seconds for one submission, far beyond every limit inside


class Setup(Protocol):
    """Ciò che un lavorante deve sapere per rifare i riferimenti; si manda una volta sola."""

    def job(self, unit: str) -> Job:
        """Il lavoro di un'unità."""


@dataclass(frozen=True)
class Terms:
    """Come si valuta: difese (None: non si esegue niente), limiti."""

    layers: Layers | None
    limits: Limits


@dataclass
class _Worker:
    number: int
    pipe: Connection
    process: Any
    unit: str = ""
    since: float = 0.0


@dataclass
class Pool:
    """I lavoranti."""

    setup: Setup
    terms: Terms
    size: int
    content: Callable[[str], bytes]
    workers: list[_Worker] = field(default_factory=list)

    def results(self, units: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Unità e risultato, man mano che sono pronti."""
        waiting, tries = list(reversed(units)), dict.fromkeys(units, 0)
        try:
            for number in range(min(self.size, len(units))):
                self.workers.append(self.hire(number))
            busy = len(units)
            while busy:
                for worker in self.workers:
                    if not worker.unit and waiting:
                        self.give(worker, waiting.pop(), tries)
                for worker, reply in self.replies():
                    unit, worker.unit = worker.unit, ""
                    if reply is not None and "stop" in reply:
                        raise GradingError(reply["stop"])
                    if reply is not None:
                        busy -= 1
                        yield unit, reply
                        continue
                    self.replace(worker)
                    if tries[unit] >= TRIES:
                        busy -= 1
                        yield unit, {"failed": "la valutazione si è interrotta più volte su questa consegna."}
                    else:
                        waiting.append(unit)
        finally:
            for worker in self.workers:
                self.dismiss(worker)

    def hire(self, number: int) -> _Worker:
        """Un lavorante nuovo."""
        context = mp.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, self.setup, self.terms, number), daemon=False)
        process.start()
        theirs.close()
        return _Worker(number, ours, process)

    def give(self, worker: _Worker, unit: str, tries: dict[str, int]) -> None:
        """Una consegna a un lavorante."""
        tries[unit] += 1
        worker.unit, worker.since = unit, time.monotonic()
        with contextlib.suppress(OSError):
            worker.pipe.send((unit, self.content(unit)))

    def replies(self) -> Iterator[tuple[_Worker, dict[str, Any] | None]]:
        """Chi ha finito, con il risultato (None: è morto, o non finisce)."""
        busy = {worker.pipe: worker for worker in self.workers if worker.unit}
        ready = wait(list(busy), timeout=1.0)
        for worker in [one for pipe, one in busy.items() if pipe in ready]:
            try:
                yield worker, worker.pipe.recv()
            except (EOFError, OSError):
                yield worker, None
        for worker in [one for pipe, one in busy.items() if pipe not in ready]:
            if time.monotonic() - worker.since > PATIENCE:
                yield worker, None

    def replace(self, worker: _Worker) -> None:
        """Un lavorante al posto di uno che non risponde più."""
        self.dismiss(worker, gently=False)
        fresh = self.hire(worker.number)
        worker.pipe, worker.process = fresh.pipe, fresh.process

    def dismiss(self, worker: _Worker, *, gently: bool = True) -> None:
        """Chiude un lavorante."""
        worker.pipe.close()
        if gently:
            worker.process.join(20)
        if worker.process.is_alive():
            worker.process.kill()
        worker.process.join()


def work(pipe: Connection, setup: Setup, terms: Terms, number: int) -> None:
    """Il mestiere di un lavorante: finché arriva una consegna, la valuta."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the parent, which closes the pipe
    sys.setrecursionlimit(1000)
    warm: Warm | None = None
    try:
        while True:
            try:
                unit, content = pipe.recv()
            except (EOFError, OSError):
                return
            for attempt in range(TRIES):
                try:
                    if terms.layers is not None and warm is None:
                        from kit.grading.sandbox.cage import Warm  # not on Windows

                        warm = Warm(terms.layers, readable(), number)
                    result = one(setup.job(unit), content, warm)
                    break
                except GradingError as error:  # concerns the whole class: the data, the secret
                    result = {"stop": str(error)}
                    break
                except Broken as error:
                    if warm is not None:
                        warm.close()
                        warm = None
                    if attempt == TRIES - 1:
                        result = {"failed": f"l'isolamento non ha funzionato: {error}"}
            try:
                pipe.send(result)
            except OSError:
                return
    finally:
        if warm is not None:
            warm.close()


def one(job: Job, content: bytes, warm: Warm | None) -> dict[str, Any]:
    """Una consegna."""
    try:
        notebook = read(content)
        return mark_by_values(job, notebook) if warm is None else mark_by_running(job, notebook, warm)
    except Unreadable as why:
        return {"failed": str(why)}
    except (GradingError, Broken):
        raise
    except Exception as error:  # a fault of ours: this submission waits for a person, the others go on
        return {"failed": f"errore interno della valutazione ({type(error).__name__}: {str(error)[:200]})."}


@dataclass(frozen=True)
class FromSecretSetup:
    """I riferimenti si rifanno dal segreto."""

    lesson: str
    secret: Path
    edition: str
    notes: dict[str, dict[str, Any]]
    limits: Limits

    def job(self, unit: str) -> Job:
        """Il lavoro di un'unità."""
        from kit.grading.reference import FromSecret
        from kit.grading.secret import open_desk
        from kit.grading.sources import open_source

        source = _sources.get(self.lesson) or _sources.setdefault(self.lesson, open_source(self.lesson))
        desk = open_desk(self.secret)[0]
        return Job(source, FromSecret(source, desk, self.edition, unit, self.notes[unit]), self.limits)


_sources: dict[str, Any] = {}
