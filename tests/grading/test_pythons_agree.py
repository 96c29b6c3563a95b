"""Marks, pages and reports are the same whatever Python marks: every one from 3.11 on of this machine (with KIT_LONG=1).

Each Python gets an environment of its own beside .venv, with the student lock, made at the first use.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kit.launch.tools import uv
from kit.paths import ROOT

SCRIPT = Path(__file__).with_name("grading_pythons_run.py")
HOME = ROOT / ".venv-pythons"
LOCK = ROOT / "requirements.lock"
VERSIONS = [f"3.{minor}" for minor in range(11, 30)]
HERE = f"3.{sys.version_info.minor}"
ASKED = "import sys, venv; print(f'3.{sys.version_info.minor}', sys.implementation.name)"


def installed() -> dict[str, Path]:
    """The other Pythons of this machine that can run the kit: on the PATH, or kept by pyenv."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    on_path = [shutil.which(f"python{version}") for version in VERSIONS]
    found = {}
    for python in [*map(Path, filter(None, on_path)), *sorted(pyenv.glob("3.*/bin/python"))]:
        asked = subprocess.run([python, "-c", ASKED], capture_output=True, text=True, check=False)
        version, _, kind = asked.stdout.strip().partition(" ")
        if version in VERSIONS and kind == "cpython" and version != HERE:
            found.setdefault(version, python)
    return found


LONG = bool(os.environ.get("KIT_LONG"))
OTHERS = installed() if LONG else {}


def environment(version: str) -> Path:
    """The Python of the environment made for that version."""
    home = HOME / version
    python = home / "bin" / "python"
    ready = home / "pronto"
    if not ready.exists() or ready.read_text(encoding="utf-8") != LOCK.read_text(encoding="utf-8"):
        subprocess.run([uv(), "venv", "--quiet", "--clear", "--python", OTHERS[version], home], check=True)
        command = [uv(), "pip", "install", "--quiet", "--require-hashes", "--python", python, "-r", LOCK]
        subprocess.run(command, check=True)
        ready.write_text(LOCK.read_text(encoding="utf-8"), encoding="utf-8")
    return python


def marked(python: Path | str, scratch: Path) -> dict[str, Any]:
    scratch.mkdir()
    target = scratch / "esito.json"
    variables = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(scratch), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [python, SCRIPT, target], env=variables, cwd=scratch, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return found


@pytest.mark.slow
@pytest.mark.network
@pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's; elsewhere the marker refuses to run code")
@pytest.mark.skipif(not LONG, reason="an environment for each Python: only with KIT_LONG=1")
@pytest.mark.skipif(LONG and not OTHERS, reason="no other Python from 3.11 on is on this machine")
def test_every_python_writes_the_same(tmp_path: Path) -> None:
    here = marked(sys.executable, tmp_path / "qui")
    assert len(here["written"]) >= 11  # six pages, the CSV files, the reports
    for version in OTHERS:
        other = marked(environment(version), tmp_path / version)
        assert other["python"].startswith(f"{version}.")
        assert other["written"] == here["written"], version
