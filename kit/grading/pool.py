"""Workers: one process each with its own cage, fed one submission at a time; the death of one stops nothing.

The parent never parses what was handed in; a submission that kills two workers in a row is left to a person.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from kit.grading.errors import GradingError
from kit.grading.mark import Job, mark_by_running, mark_by_values
from kit.grading.notebook import Unreadable, read
from kit.grading.sandbox.places import readable
from kit.grading.sandbox.terms import Broken, Layers, Limits
from kit.paths import ROOT

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


class Pool:
    """I lavoranti: un processo ciascuno, seguito da un filo di questo processo."""

    def __init__(self, setup: Setup, terms: Terms, size: int, content: Callable[[str], bytes]) -> None:
        self.setup, self.terms, self.size, self.content = setup, terms, size, content
        self.tasks: queue.SimpleQueue[tuple[str, bytes] | None] = queue.SimpleQueue()
        self.done: queue.SimpleQueue[tuple[str, dict[str, Any] | None]] = queue.SimpleQueue()

    def results(self, units: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Unità e risultato, man mano che sono pronti.

        Raises
        ------
        GradingError
            Se non va qualcosa che riguarda tutti: il segreto, i dati.
        """
        size = min(self.size, len(units))
        followers = [threading.Thread(target=self.follow, args=(number,), daemon=True) for number in range(size)]
        for follower in followers:
            follower.start()
        waiting, tries = list(reversed(units)), dict.fromkeys(units, 0)
        busy = 0
        try:
            while waiting or busy:
                while waiting and busy < size:
                    unit = waiting.pop()
                    tries[unit] += 1
                    self.tasks.put((unit, self.content(unit)))
                    busy += 1
                unit, result = self.done.get()
                busy -= 1
                if result is None and tries[unit] < TRIES:
                    waiting.append(unit)
                elif result is None:
                    yield unit, {"failed": "la valutazione si è interrotta più volte su questa consegna."}
                elif "stop" in result:
                    raise GradingError(result["stop"])
                else:
                    yield unit, result
        finally:
            for _ in followers:
                self.tasks.put(None)
            for follower in followers:
                follower.join(30)

    def follow(self, number: int) -> None:
        """Un filo che dà da lavorare a un lavorante, e ne prende uno nuovo se muore."""
        worker: Worker | None = None
        while (task := self.tasks.get()) is not None:
            unit, content = task
            try:
                worker = worker or Worker(self.setup, self.terms, number)
                self.done.put((unit, worker.ask(unit, content)))
            except (EOFError, OSError, ValueError):
                if worker is not None:
                    worker.close(gently=False)
                worker = None
                self.done.put((unit, None))
        if worker is not None:
            worker.close()


class Worker:
    """Un processo che valuta, visto da chi gli dà il lavoro."""

    def __init__(self, setup: Setup, terms: Terms, number: int) -> None:
        variables = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
        self.process = subprocess.Popen(
            [sys.executable, "-c", f"from kit.grading.pool import work; work({os.getpid()})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=variables,
        )
        self.send(pickle.dumps((setup, terms, number)))

    def ask(self, unit: str, content: bytes) -> dict[str, Any]:
        """Il risultato di una consegna.

        Raises
        ------
        EOFError, OSError, ValueError
            Se il processo muore, o non finisce mai.
        """
        timer = threading.Timer(PATIENCE, self.process.kill)
        timer.daemon = True
        timer.start()
        try:
            self.send(unit.encode())
            self.send(content)
            assert self.process.stdout is not None
            result: dict[str, Any] = json.loads(_read(self.process.stdout))
        finally:
            timer.cancel()
        return result

    def send(self, body: bytes) -> None:
        """Manda un pezzo."""
        assert self.process.stdin is not None
        _write(self.process.stdin, body)

    def close(self, *, gently: bool = True) -> None:
        """Chiude il processo."""
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            with contextlib.suppress(OSError):
                pipe.close()
        try:
            self.process.wait(20 if gently else 2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def work(parent: int) -> None:
    """Il mestiere di un lavorante: finché arriva una consegna, la valuta.

    Parameters
    ----------
    parent : int
        Il processo che dà il lavoro: se finisce, si smette.
    """
    if sys.platform == "linux":  # killed outright, the parent leaves nobody behind to finish what nobody will read
        from kit.grading.sandbox import kernel

        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the cage is still closed, and its folder removed
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it was killed before
            return
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the parent, which closes the pipe
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing else may write where the results go
    setup, terms, number = pickle.loads(_read(source))
    warm: Warm | None = None
    try:
        while True:
            try:
                unit, content = _read(source).decode(), _read(source)
            except EOFError:
                return
            result: dict[str, Any] = {}
            for attempt in range(TRIES):
                try:
                    if terms.layers is not None and warm is None:
                        warm = open_cage(terms.layers, number)
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
                _write(target, json.dumps(result).encode())
            except OSError:
                return
    finally:
        if warm is not None:
            warm.close()


def open_cage(layers: Layers, number: int) -> Warm:
    """Il processo caldo di un lavorante."""
    from kit.grading.sandbox.cage import Warm  # not on Windows

    return Warm(layers, readable(), number)


def _write(pipe: IO[bytes], body: bytes) -> None:
    pipe.write(struct.pack("!Q", len(body)) + body)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    head = pipe.read(8)
    if len(head) < 8:
        raise EOFError
    (size,) = struct.unpack("!Q", head)
    body = pipe.read(size)
    if len(body) < size:
        raise EOFError
    return body


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
