"""A small course in a folder with a space and an accent, and a pretended uv: whole starts in a second, no network."""

import os
import shutil
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from kit.paths import ROOT

Run = Callable[..., "subprocess.CompletedProcess[str]"]
LOCK = "a-pretended-package==1.17.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"
# Makes a real environment without pip; "installs" by writing down that it was asked, or says what the test wants.
PRETENDED_UV = """
#!{python}
import os, pathlib, subprocess, sys, time
words = sys.argv[1:]
with open({calls!r}, "a", encoding="utf-8") as calls:
    calls.write(" ".join(words) + chr(10))
if words[0] == "--version":
    print("uv 9.9.9")
    sys.exit(0)
if words[0] == "venv":
    sys.exit(subprocess.call([{python!r}, "-m", "venv", "--without-pip", words[-1]]))
time.sleep(float(os.environ.get("UV_TAKES", "0")))
said = os.environ.get("UV_SAYS", "")
print(said)
sys.exit(2 if said else 0)
"""


@pytest.fixture(scope="session")
def plain_python() -> str:
    """The Python a learner types: not the environment's."""
    return getattr(sys, "_base_executable", sys.executable)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The parts of the course that a start needs, with a lock of one package and one lesson."""
    folder = tmp_path / "prova città vuota" / "corso"
    quiet = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "kit" / "launch", folder / "kit" / "launch", ignore=quiet)
    for name in ("__init__.py", "__main__.py", "paths.py"):
        shutil.copy2(ROOT / "kit" / name, folder / "kit" / name)
    for name in ("kit/exercises", "kit/datasets", "datasets", "lessons"):
        (folder / name).mkdir()
    (folder / "requirements.lock").write_text(LOCK)
    (folder / "lessons" / "00_inizia_qui.ipynb").write_text('{"cells": []}')
    return folder


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """What the pretended uv was asked, one line per call."""
    return tmp_path / "calls.txt"


@pytest.fixture
def run(course: Path, calls: Path, plain_python: str, tmp_path: Path) -> Run:
    """``run("setup", UV_SAYS="…")``: python -m kit in the small course, with the pretended uv first on PATH."""
    if sys.platform == "win32":
        pytest.skip("the pretended uv is a script with a shebang")
    folder = tmp_path / "programs"
    folder.mkdir()
    uv = folder / "uv"
    uv.write_text(textwrap.dedent(PRETENDED_UV).strip().format(python=plain_python, calls=str(calls)))
    uv.chmod(uv.stat().st_mode | stat.S_IXUSR)

    def start(
        *words: str, cwd: Path = course, python: str = plain_python, **variables: str
    ) -> "subprocess.CompletedProcess[str]":
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("KIT_", "PYTHON", "VIRTUAL_ENV", "JUPYTER"))}
        return subprocess.run(
            [python, "-m", "kit", *words],
            cwd=cwd,
            env=clean | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"} | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return start
