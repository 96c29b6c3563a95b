"""An environment that already holds the lock (conda, Binder) is used as it is; any other is left alone."""

import subprocess
import sysconfig
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def theirs(tmp_path: Path, plain_python: str, course: Path) -> Path:
    """Somebody's environment, which sees this one's packages; the small course's lock asks for one of them."""
    prefix = tmp_path / "ambiente di un'altra persona"
    subprocess.run([plain_python, "-m", "venv", "--without-pip", str(prefix)], check=True)
    (site,) = prefix.glob("lib/python3*/site-packages")
    (site / "theirs.pth").write_text(sysconfig.get_path("purelib"))
    lock = "".join(f"{name}=={version(name)} \\\n    --hash=sha256:{'0' * 64}\n" for name in ("packaging", "traitlets"))
    (course / "requirements.lock").write_text(lock)
    return prefix


def test_an_environment_that_holds_the_lock_is_used(run: Run, course: Path, theirs: Path, calls: Path) -> None:
    done = run("setup", python=str(theirs / "bin/python"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (course / ".venv").exists() and not calls.exists()
    assert (theirs / "etc/jupyter/jupyter_server_config.json").exists()
    assert (course / "lessons/mie/00_inizia_qui.ipynb").exists()
    asked = [str(theirs / "bin/python"), "-c", "import kit; print(kit.__file__)"]
    said = subprocess.run(asked, cwd="/", capture_output=True, text=True, encoding="utf-8", check=True)
    assert Path(said.stdout.strip()) == course / "kit/__init__.py"


def test_an_environment_with_another_version_is_left_alone(run: Run, course: Path, theirs: Path, calls: Path) -> None:
    lock = course / "requirements.lock"
    lock.write_text(lock.read_text().replace("traitlets==", "traitlets==0."))
    done = run("setup", python=str(theirs / "bin/python"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (course / ".venv").exists() and calls.exists()
    assert not (theirs / "etc").exists()
    (site,) = theirs.glob("lib/python3*/site-packages")
    assert not (site / "oltre_i_follower.pth").exists()


def test_post_builds_command_refuses_another_version_by_name(run: Run, course: Path, theirs: Path) -> None:
    done = run("setup", "--here", python=str(theirs / "bin/python"))
    assert done.returncode == 0, done.stdout + done.stderr
    lock = course / "requirements.lock"
    lock.write_text(lock.read_text().replace("traitlets==", "traitlets==0."))
    done = run("setup", "--here", python=str(theirs / "bin/python"))
    assert done.returncode == 1 and "traitlets 0." in done.stdout and "pip install -r requirements.lock" in done.stdout


def test_the_systems_own_python_is_nobodys_environment(run: Run, course: Path, calls: Path) -> None:
    (course / "requirements.lock").write_text("")  # it holds everything that an empty lock asks
    assert run("setup").returncode == 0
    assert (course / ".venv").exists() and calls.exists()
