"""The real nbgrader, in an environment of its own beside .venv: made at the first use, its kernel is the student lock's."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kit.launch import faults, install
from kit.launch.tools import uv
from kit.paths import ROOT

HOME = ROOT / ".venv-nbgrader"
PINNED = ["nbgrader==0.9.6"]


def python() -> Path:
    """The Python of nbgrader's environment."""
    found = HOME / "bin" / "python"
    if not (HOME / "pronto").exists():
        asked("venv", "--quiet", "--clear", "--python", sys.executable, str(HOME))
        asked("pip", "install", "--quiet", "--python", str(found), *PINNED)
        kernel = HOME / "jupyter" / "kernels" / "python3"
        kernel.mkdir(parents=True)
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        spec = {"argv": argv, "display_name": "Python 3 (ipykernel)", "language": "python"}
        (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
        (HOME / "pronto").write_text("\n".join(PINNED), encoding="utf-8")
    return found


def asked(*words: str) -> None:
    """Run uv; without a network the test is skipped, with the reason."""
    try:
        subprocess.run([uv(), *words], check=True, capture_output=True, text=True)
    except faults.Fault as fault:
        pytest.skip(str(fault))
    except subprocess.CalledProcessError as failed:
        if install.cause(failed.stderr) == "network":
            pytest.skip("no package registry can be reached from here")
        raise AssertionError(failed.stderr) from None


def nbgrader(course: Path, *words: str) -> str:
    """Run one of nbgrader's commands in a course; its output, or an AssertionError with it."""
    private = course / ".privata"
    environment = os.environ | {
        "JUPYTER_PATH": str(HOME / "jupyter"),
        "JUPYTER_PREFER_ENV_PATH": "0",
        "JUPYTER_CONFIG_DIR": str(private / "config"),
        "JUPYTER_DATA_DIR": str(private / "data"),
        "JUPYTER_RUNTIME_DIR": str(private / "runtime"),
        "IPYTHONDIR": str(private / "ipython"),
        "PYTHONPATH": "",
        "PATH": os.pathsep.join([str(HOME / "bin"), os.environ.get("PATH", "")]),  # it calls alembic by name
    }
    command = [str(python()), "-m", "nbgrader", *words]
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"nbgrader {' '.join(words)}:\n{done.stdout[-1500:]}\n{done.stderr[-3000:]}"
    return done.stdout + done.stderr
