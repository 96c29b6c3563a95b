"""The marker's hold on the warm process and on each run.  Starts processes, kills them, and leaves none behind."""

import base64
import contextlib
import fcntl
import json
import math
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kit.grading.sandbox.frames import Gone, Line, TooLate, Watch
from kit.grading.sandbox.places import libraries
from kit.grading.sandbox.terms import Broken, Layers, Limits
from kit.paths import ROOT

PREFIX = "oltre-valuta-"
START_SECONDS = 120.0
SMALL = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1")
ENVIRONMENT = SMALL | {
    "JOBLIB_MULTIPROCESSING": "0",
    "LOKY_MAX_CPU_COUNT": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "MPLBACKEND": "agg",
    "PYTHONHASHSEED": "0",
    "PYTHONNOUSERSITE": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUTF8": "1",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "Europe/Rome",
    "USER": "studente",
    "PATH": "/nessuno",
}


class Warm:
    """Il processo caldo, visto da chi valuta; `bare`: senza le librerie, quanto basta per provare le difese."""

    def __init__(self, layers: Layers, readable: list[Path], slot: int = 0, *, bare: bool = False) -> None:
        self.layers = layers
        sweep()
        self.scratch = Path(tempfile.mkdtemp(prefix=PREFIX))
        self.scratch.chmod(0o711)
        self._alive = _hold(self.scratch / "vivo")
        (self.scratch / "radice").mkdir()
        (self.scratch / "casa").mkdir(mode=0o700)
        self._number = 0
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        config = {
            "layers": asdict(layers),
            "readable": [str(path) for path in readable],
            "scratch": str(self.scratch),
            "slot": slot,
            "bare": bare,
        }
        home = str(self.scratch / "casa")
        variables = ENVIRONMENT | dict.fromkeys(("HOME", "MPLCONFIGDIR", "IPYTHONDIR", "TMPDIR"), home)
        variables["PYTHONPATH"] = os.pathsep.join(map(str, [ROOT, *libraries()]))
        with (self.scratch / "errori.txt").open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _BOOT.format(handle=theirs.fileno()), json.dumps(config)],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=variables,
                cwd=home,
                start_new_session=True,
            )
        theirs.close()
        self._control.settimeout(START_SECONDS)
        try:
            hello = json.loads(self._control.recv(65_536) or b"{}")
        except (OSError, ValueError) as error:
            hello = {"error": str(error)}
        if not hello.get("ready"):
            said = hello.get("error") or (self.scratch / "errori.txt").read_text(encoding="utf-8", errors="replace")
            self.close()
            raise Broken(said.strip()[-500:] or "il processo caldo non risponde")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def process_id(self) -> int:
        """Il numero del processo caldo."""
        return self._process.pid

    def close(self) -> None:
        """Chiude il processo caldo e toglie la sua cartella."""
        self._control.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.scratch, ignore_errors=True)
        os.close(self._alive)

    @contextlib.contextmanager
    def run(self, files: Mapping[str, bytes], kinds: Mapping[str, str], limits: Limits) -> Iterator["Run"]:
        """
        Un'esecuzione nuova, in un processo che alla fine non c'è più.

        Parameters
        ----------
        files : mapping
            Ciò che sta nella sua cartella: percorso → contenuto.
        kinds : mapping
            Esercizio → come se ne prende la risposta: value, function, model, figure.
        limits : Limits

        Raises
        ------
        Broken
            Se il processo caldo non c'è più.
        """
        self._number += 1
        channel, inner = socket.socketpair()
        leash, outer = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        order = {"number": self._number, "cpu": limits.total, "memory": limits.memory}
        try:
            with inner, outer:
                socket.send_fds(self._control, [json.dumps(order).encode()], [inner.fileno(), outer.fileno()])
            leash.settimeout(START_SECONDS)
            told = json.loads(leash.recv(4096) or b"{}")
            if "pid" not in told:
                raise Broken(told.get("error", "il processo caldo si è chiuso"))
            line = Line(channel)
            run = Run(line, int(told["pid"]), limits)
            run.start(files, kinds)
            yield run
        except (OSError, ValueError) as error:
            raise Broken(f"il processo caldo si è chiuso ({error})") from error
        finally:
            channel.close()
            _end(leash)


class Run:
    """Un'esecuzione in corso: si chiedono celle, valori, chiamate."""

    def __init__(self, line: Line, pid: int, limits: Limits) -> None:
        self._line, self._pid, self._limits = line, pid, limits
        self._whole = Watch(pid, math.inf, limits.whole)

    def start(self, files: Mapping[str, bytes], kinds: Mapping[str, str]) -> None:
        """Manda i file e aspetta che la cella sia pronta."""
        coded = {name: base64.b64encode(content).decode("ascii") for name, content in files.items()}
        try:
            self._line.ask({"files": coded, "kinds": dict(kinds)}, Watch(self._pid, 60, 120))
        except (Gone, TooLate) as error:
            raise Broken(f"l'esecuzione non comincia ({error})") from error

    def overdue(self) -> bool:
        """Vero se l'esecuzione dura da troppo, anche se nessuna cella è stata lenta."""
        try:
            self._whole()
        except TooLate:
            return True
        return False

    def threads(self) -> int:
        """I fili del processo (0 dove non si può vedere)."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            told = Path(f"/proc/{self._pid}/stat").read_text(encoding="utf-8", errors="replace")
            return int(told.rpartition(")")[2].split()[17])
        return 0

    def ask(self, operation: str, **details: Any) -> dict[str, Any]:
        """Una richiesta; il limite vale per questa sola.

        Raises
        ------
        Gone, TooLate
        """
        watch = Watch(self._pid, self._limits.cpu, self._limits.wall)
        return self._line.ask({"op": operation, **details}, watch)


def sweep() -> None:
    """Toglie le cartelle lasciate da valutazioni uccise: le loro serrature non le tiene più nessuno."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
                continue
            old = folder.stat().st_mtime < time.time() - 60  # one being made has no lock yet
            if not (folder / "vivo").exists():
                if old:
                    shutil.rmtree(folder, ignore_errors=True)
                continue
            os.close(_hold(folder / "vivo"))
            shutil.rmtree(folder, ignore_errors=True)


def _hold(file: Path) -> int:
    """Lock a file for as long as this process lives."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def _end(leash: socket.socket) -> None:
    """Let go of the leash and wait until the keeper has buried the run."""
    with contextlib.suppress(OSError):
        leash.shutdown(socket.SHUT_WR)
        leash.settimeout(10)
        while leash.recv(4096):
            pass
    leash.close()


_BOOT = """
import os, sys
os.dup2({handle}, 3) if {handle} != 3 else None
from kit.grading.sandbox.warm import main
main()
"""
