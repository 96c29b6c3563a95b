"""Messages between the marker and a learner's process: four bytes of length, then JSON.  Trusts nothing it reads.

`Line` is the marker's end: every reply has a size limit and a guard that decides when to stop waiting.
"""

import contextlib
import json
import select
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

LARGEST = 24_000_000  # bytes of one reply
TICK = 0.02  # seconds between two looks at the guard, at first
SLOWEST_TICK = 0.2


class Gone(Exception):
    """Il processo non c'è più, o non parla come deve."""


class TooLate(Exception):
    """La risposta non è arrivata entro il limite."""


Guard = Callable[[], None]  # raises TooLate


class Line:
    """Il capo di chi valuta."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        end.setblocking(False)
        self._poll = select.poll()

    def close(self) -> None:
        """Chiude il filo."""
        self._socket.close()

    def ask(self, message: dict[str, Any], guard: Guard) -> dict[str, Any]:
        """Manda una richiesta e aspetta la risposta.

        Raises
        ------
        Gone, TooLate
        """
        self._send(json.dumps(message).encode(), guard)
        return self._receive(guard)

    def _send(self, body: bytes, guard: Guard) -> None:
        waiting = memoryview(struct.pack("!I", len(body)) + body)
        while waiting:
            try:
                waiting = waiting[self._socket.send(waiting) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, guard)
            except OSError as error:
                raise Gone("il processo si è chiuso") from error

    def _receive(self, guard: Guard) -> dict[str, Any]:
        (size,) = struct.unpack("!I", self._exactly(4, guard))
        if size > LARGEST:
            raise Gone("risposta troppo grande")
        try:
            reply = json.loads(self._exactly(size, guard))
        except (ValueError, RecursionError, MemoryError) as error:
            raise Gone("risposta illeggibile") from error
        if not isinstance(reply, dict):
            raise Gone("risposta illeggibile")
        return reply

    def _exactly(self, size: int, guard: Guard) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            try:
                got = self._socket.recv(min(size - len(parts), 1 << 20))
            except BlockingIOError:
                self._wait(select.POLLIN, guard)
                continue
            except OSError as error:
                raise Gone("il processo si è chiuso") from error
            if not got:
                raise Gone("il processo si è chiuso")
            parts += got
            guard()  # a reply that comes one byte at a time is late as well
        return bytes(parts)

    def _wait(self, event: int, guard: Guard) -> None:
        tick = TICK
        self._poll.register(self._socket, event)
        while not self._poll.poll(tick * 1000):
            guard()
            tick = min(tick * 1.5, SLOWEST_TICK)


class Watch:
    """Il limite di una risposta: secondi di CPU del processo, e di orologio senza contare le attese in coda."""

    def __init__(self, pid: int, cpu: float, wall: float) -> None:
        self._pid = pid
        self._cpu, self._wall = cpu, wall
        self._start = time.monotonic()
        self._cpu_start, self._queued_start = cpu_seconds(pid), queued_seconds(pid)

    def __call__(self) -> None:
        """Non fa niente, o dice che è tardi."""
        elapsed = time.monotonic() - self._start
        if elapsed < min(self._cpu, self._wall):
            return
        if cpu_seconds(self._pid) - self._cpu_start > self._cpu:
            raise TooLate
        queued = queued_seconds(self._pid) - self._queued_start
        if elapsed - queued > self._wall or elapsed > 20 * self._wall:
            raise TooLate


def cpu_seconds(pid: int) -> float:
    """I secondi di CPU di un processo, visti da fuori (0 dove non si possono leggere)."""
    with contextlib.suppress(OSError):
        return time.clock_gettime((~pid << 3) | 2)
    return 0.0


def queued_seconds(pid: int) -> float:
    """I secondi che un processo ha passato ad aspettare un processore libero."""
    try:
        with open(f"/proc/{pid}/schedstat", encoding="ascii") as file:  # noqa: PTH123 (called in a loop)
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


class Plain:
    """Il capo di chi esegue: lettura e scrittura semplici, bloccanti."""

    def __init__(self, handle: int) -> None:
        self._socket = socket.socket(fileno=handle)
        self._socket.setblocking(True)

    def read(self) -> dict[str, Any]:
        """La prossima richiesta."""
        (size,) = struct.unpack("!I", self._exactly(4))
        request: dict[str, Any] = json.loads(self._exactly(size))
        return request

    def write(self, reply: dict[str, Any]) -> None:
        """La risposta."""
        body = json.dumps(reply).encode()
        self._socket.sendall(struct.pack("!I", len(body)) + body)

    def _exactly(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            got = self._socket.recv(size - len(parts))
            if not got:
                raise SystemExit(0)
            parts += got
        return bytes(parts)
