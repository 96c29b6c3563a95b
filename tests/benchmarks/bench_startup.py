"""Second start: how long `python -m kit lab` takes to answer, against bare `jupyter lab` in the same environment.

The target is half a second over it.  The two take turns, so that a busy machine weighs on both.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kit.launch import environment, lab
from kit.launch.bench import Figure
from kit.launch.place import Place
from kit.paths import ROOT

TURNS = 5


def until_it_answers(command: list[str], place: Place) -> float:
    with tempfile.TemporaryDirectory() as runtime:
        os.environ["JUPYTER_RUNTIME_DIR"] = runtime  # a server of our own, not one that is already open
        quiet = subprocess.DEVNULL
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=ROOT, stdin=quiet, stdout=quiet, stderr=quiet)
        try:
            while time.perf_counter() - start < lab.LONGEST_START:
                if any(lab.answers(server) for server in lab.servers(place)):
                    return time.perf_counter() - start
                if child.poll() is not None:
                    break
                time.sleep(0.01)
            raise RuntimeError(f"never answered: {command}")
        finally:
            child.terminate()
            child.wait(30)


def measure() -> Iterator[Figure]:
    place = Place(Path(sys.prefix))
    assert environment.ready(place)
    plain = getattr(sys, "_base_executable", sys.executable)  # the Python a learner types
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    kit = [plain, "-m", "kit", "lab", "--no-browser"]
    bare = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={ROOT}", *root]
    pairs = [(until_it_answers(kit, place), until_it_answers(bare, place)) for _ in range(TURNS)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    yield Figure("secondo avvio fino alla risposta", ours, "s", theirs, "jupyter lab da solo")
    yield Figure("secondo avvio, in più di jupyter lab (promesso meno di 0,50)", ours - theirs)
