"""An old Python meets a sentence, not a SyntaxError."""

import ast
import shutil
import subprocess
from pathlib import Path

import pytest

from kit.paths import ROOT

OLD = ("3.6", "3.7", "3.8", "3.9", "3.10")


def old_python(version: str) -> str | None:
    """An old Python of this machine that answers: by name, or among a version manager's."""
    managed = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python3"))
    for candidate in (shutil.which(f"python{version}"), *map(str, managed)):
        if candidate and subprocess.run([candidate, "-c", ""], capture_output=True, check=False).returncode == 0:
            return candidate
    return None


@pytest.mark.parametrize("name", ["kit/__init__.py", "kit/__main__.py"])
def test_the_door_parses_on_python_3_6(name: str) -> None:
    ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", OLD)
def test_an_old_python_is_told_what_it_needs(version: str) -> None:
    python = old_python(version)
    if python is None:
        pytest.skip(f"no Python {version} on this machine")
    done = subprocess.run(
        [python, "-m", "kit"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert done.stdout == "" and len(done.stderr.strip().splitlines()) == 1
    assert f"Hai Python {version}: al corso serve Python 3.11" in done.stderr
    assert "scrivi python3.1" in done.stderr or "python.org/downloads" in done.stderr
