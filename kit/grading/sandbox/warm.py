"""The warm process: imports the stack once, holds no test and no answer, forks one jailed process per run.

Started as ``python -m kit.grading.sandbox.warm CONFIG``; talks to the marker over descriptor 3 and to nobody else.
"""

import contextlib
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import threading
import traceback
from pathlib import Path
from typing import Any, NoReturn

from kit.grading.sandbox import inside, jail, kernel
from kit.grading.sandbox.terms import Layers

STACK = (
    *("numpy", "pandas", "matplotlib.pyplot", "seaborn", "scipy.stats", "scipy.optimize", "sklearn.linear_model"),
    *("sklearn.metrics", "sklearn.model_selection", "sklearn.ensemble", "sklearn.tree", "sklearn.cluster"),
    *("sklearn.preprocessing", "sklearn.pipeline", "sklearn.compose", "sklearn.feature_extraction.text"),
    *("sklearn.naive_bayes", "sklearn.calibration", "sklearn.utils.validation", "sklearn.dummy", "nltk"),
    *("IPython.core.interactiveshell", "matplotlib_inline.backend_inline", "ipywidgets"),
    *("kit.datasets", "kit.inference", "kit.plots", "kit.widgets", "kit.followers", "kit.journeys", "kit.text"),
    *("kit.exercises.match", "kit.exercises.quiz", "kit.grading.sandbox.shell"),
)
BARE = ("kit.grading.sandbox.shell",)
CONTROL = 3
MESSAGE = 65_536


class Warm:
    """Il processo caldo, dopo le importazioni."""

    def __init__(self, config: dict[str, Any], control: socket.socket) -> None:
        self.layers = Layers(**config["layers"])
        self.readable = [Path(one) for one in config["readable"]]
        self.scratch = Path(config["scratch"])
        self.user = jail.stranger(config["slot"], self.readable, namespaces=self.layers.namespaces)
        self.control = control
        self.threads = os.open("/proc/self/task", os.O_RDONLY) if Path("/proc/self/task").exists() else -1
        self.address_space = _address_space()
        if self.layers.namespaces:
            jail.move_in(self.scratch / "radice", self.readable)

    def loop(self) -> None:
        """Un fork per ogni richiesta, finché chi valuta tiene il filo."""
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            body, handles, *_ = socket.recv_fds(self.control, MESSAGE, 2)
            if not body:
                return
            self.check_alone()
            if os.fork() == 0:
                self.keep(json.loads(body), *handles)
            for handle in handles:
                os.close(handle)

    def check_alone(self) -> None:
        """Un solo filo: dopo un fork gli altri non ci sarebbero, e chi li aspetta non finirebbe mai."""
        native = len(os.listdir(self.threads)) if self.threads >= 0 else 1  # noqa: PTH208 (a descriptor)
        if native != 1 or threading.active_count() != 1:
            raise SystemExit("il processo caldo ha più di un filo")

    def keep(self, order: dict[str, Any], channel: int, leash: int) -> NoReturn:
        """Il guardiano di un'esecuzione: apre la cella, aspetta, la richiude quando il guinzaglio si spezza."""
        status = 1
        try:
            self.control.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            work = self.room(order["number"])
            pid = os.fork()
            if pid == 0:
                os.close(leash)
                self.run(order, channel, work)
            os.close(channel)
            wire = socket.socket(fileno=leash)
            wire.send(json.dumps({"pid": pid}).encode())
            status = _wait(pid, wire)
            with contextlib.suppress(OSError):
                wire.send(json.dumps({"status": status}).encode())
            if not self.layers.namespaces:
                shutil.rmtree(work, ignore_errors=True)
        except BaseException as error:
            with contextlib.suppress(OSError):
                os.write(leash, json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())
        finally:
            os._exit(0 if status == 0 else 1)

    def room(self, number: int) -> Path:
        """La cartella di lavoro di un'esecuzione."""
        if self.layers.namespaces:
            jail.enter(self.user)
            return jail.WORK
        work = self.scratch / f"lavoro-{number}"
        work.mkdir(mode=0o700)
        if self.user != os.geteuid():
            os.chown(work, self.user, self.user)
        return work

    def run(self, order: dict[str, Any], channel: int, work: Path) -> NoReturn:
        """Il processo che esegue le celle."""
        status = 1
        try:
            os.dup2(channel, CONTROL)
            kernel.close_from(CONTROL + 1)
            memory = self.address_space + (order["memory"] << 20)
            jail.shut(self.layers, self.user, self.readable, work, cpu=order["cpu"], memory=memory)
            nothing = os.open("/dev/null", os.O_RDWR)
            for handle in (0, 1, 2):  # until here an error goes to the warm process's log
                os.dup2(nothing, handle)
            os.close(nothing)
            inside.serve(CONTROL, work)
        except SystemExit:
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)


def _wait(pid: int, leash: socket.socket) -> int:
    """Wait for the end of the run, or for the marker to let go; then nothing of it is left."""
    poll = select.poll()
    poll.register(leash, select.POLLIN | select.POLLHUP)
    handle = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else -1
    if handle >= 0:
        poll.register(handle, select.POLLIN)
    while True:
        ready = {which for which, _ in poll.poll(None if handle >= 0 else 20)}
        if leash.fileno() in ready:
            os.kill(pid, signal.SIGKILL)
            return os.waitpid(pid, 0)[1]
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return status


def _address_space() -> int:
    """Bytes of address space this process holds already."""
    with contextlib.suppress(OSError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 4 << 30


def main() -> None:
    """Importa, si sistema, dice «pronto», serve."""
    control = socket.socket(fileno=CONTROL)
    try:
        config = json.loads(sys.argv[1])
        for name in BARE if config["bare"] else STACK:
            with contextlib.suppress(ModuleNotFoundError):
                importlib.import_module(name)
        if not config["bare"]:
            import matplotlib as mpl

            mpl.use("agg")
        inside.prepare()
        warm = Warm(config, control)
        warm.check_alone()
        gc.collect()
        gc.freeze()
    except BaseException as error:
        control.send(json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())
        raise
    control.send(json.dumps({"ready": True, "user": warm.user}).encode())
    warm.loop()


if __name__ == "__main__":
    main()
