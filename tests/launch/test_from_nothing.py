"""Real environments from nothing: one from the offline folder with the network off, one (KIT_LONG=1) from the registry.

The only tests that make whole environments (half a minute and 700 MB each); everything else pretends.  An ordinary run has
seen the registry already: `.ci/run` makes the tools' environment, and `python -m kit test` its own, with the same code.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kit.launch import copies, environment
from kit.paths import ROOT

pytestmark = [pytest.mark.network, pytest.mark.launch, pytest.mark.slow]
LEFT_OUT = (".venv*", ".git", "__pycache__", ".*_cache", ".hypothesis", "mie", "ruote", "tests", "solutions")
# Starts the course, asks for the first page as a browser would, closes with Ctrl+C; prints what it saw as JSON.
WATCHER = """
import http.client, json, os, pathlib, signal, socket, subprocess, sys, time
if "--alone" in sys.argv:  # a network namespace of our own: only loopback, and that must be switched on
    import fcntl, struct
    with socket.socket() as plug:
        fcntl.ioctl(plug, 0x8914, struct.pack("16sH14s", b"lo", 1 | 64, b""))  # SIOCSIFFLAGS: up, running
    try:
        socket.create_connection(("192.0.2.1", 80), 3)
        sys.exit("the network is not off")
    except OSError:
        pass
runtime = pathlib.Path(os.environ["JUPYTER_RUNTIME_DIR"])
start = time.monotonic()
child = subprocess.Popen([sys.executable, "-m", "kit", "--no-browser"], stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
seen = {}
while child.poll() is None and not seen and time.monotonic() - start < 400:
    for file in runtime.glob("jpserver-*.json"):
        try:
            server = json.loads(file.read_text())
            connection = http.client.HTTPConnection("localhost", server["port"], timeout=20)
            connection.request("GET", sys.argv[1] + "?token=" + server["token"])
            seen = {"status": connection.getresponse().status, "seconds": time.monotonic() - start}
        except (OSError, ValueError):
            continue
    time.sleep(0.1)
if child.poll() is None:
    os.killpg(child.pid, signal.SIGINT)
seen["said"] = child.communicate(timeout=60)[0].decode()
seen["code"] = child.returncode
print(json.dumps(seen))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "prova città vuota"
    place.mkdir()
    yield place
    shutil.rmtree(place)  # pytest keeps three runs: too much disk


def watch(course: Path, python: str, runtime: Path, *prefix: str, alone: bool = False) -> dict[str, Any]:
    path = os.pathsep.join(p for p in os.environ["PATH"].split(os.pathsep) if not (Path(p) / "uv").exists())
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("KIT_", "PYTHON", "VIRTUAL_ENV", "JUPYTER"))}
    runtime.mkdir(exist_ok=True)
    done = subprocess.run(
        [*prefix, python, "-c", WATCHER, copies.first_page(course / "lessons"), *(["--alone"] if alone else [])],
        cwd=course,
        env=clean | {"PATH": path, "JUPYTER_RUNTIME_DIR": str(runtime)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    if "la rete non risponde" in seen["said"]:
        pytest.skip("no package registry can be reached from here")
    assert seen["code"] == 0 and seen["status"] == 200, seen["said"]
    return seen


def megabytes(place: Path) -> int:
    return sum(file.lstat().st_size for file in place.rglob("*")) // 1_000_000


def moved_and_started_again(course: Path, python: str, runtime: Path) -> None:
    """The folder may be moved, and a second start sets nothing up."""
    moved = course.with_name("corso spostato")
    course.rename(moved)
    second = watch(moved, python, runtime)
    assert "primo avvio" not in second["said"] and " di 4" not in second["said"]
    asked = [str(moved / ".venv/bin/python"), "-c", "import kit.exercises, pandas, sklearn; print(kit.__file__)"]
    said = subprocess.run(asked, cwd="/", capture_output=True, text=True, encoding="utf-8", check=True)
    assert Path(said.stdout.strip()) == moved / "kit/__init__.py"


@pytest.mark.skipif(not os.environ.get("KIT_LONG"), reason="a second environment: only with KIT_LONG=1")
@pytest.mark.skipif(sys.platform == "win32", reason="sends signals to a process group")
def test_a_fresh_machine_with_only_python(folder: Path, plain_python: str) -> None:
    course = folder / "corso"
    shutil.copytree(ROOT, course, ignore=shutil.ignore_patterns(*LEFT_OUT))
    first = watch(course, plain_python, folder / "one")
    assert "È il primo avvio" in first["said"] and "4 di 4" in first["said"]
    assert megabytes(course / ".venv") < environment.NEEDED_MB
    lessons = {file.name for file in (course / "lessons").glob("*.ipynb")}
    assert {file.name for file in (course / "lessons/mie").glob("*.ipynb")} == lessons
    moved_and_started_again(course, plain_python, folder / "two")


@pytest.mark.skipif(sys.platform != "linux", reason="switches the network off with Linux's namespaces")
def test_the_offline_folder_installs_with_the_network_off(folder: Path, plain_python: str) -> None:
    unshare = shutil.which("unshare")
    alone = [unshare or "unshare", *([] if os.geteuid() == 0 else ["--map-root-user"]), "--net"]
    if not unshare or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let tests switch the network off")
    target = folder / "chiavetta è qui"
    made = subprocess.run(
        [sys.executable, "-m", "kit", "bundle", str(target)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if "la rete non risponde" in made.stdout:
        pytest.skip("no package registry can be reached from here")
    assert made.returncode == 0, made.stdout + made.stderr
    assert (target / "LEGGIMI.txt").exists() and not (target / "solutions").exists()
    seen = watch(target, plain_python, folder / "runtime", *alone, alone=True)
    assert "senza rete" in seen["said"] and "4 di 4" in seen["said"]
    assert megabytes(target / ".venv") < environment.NEEDED_MB
    moved_and_started_again(target, plain_python, folder / "two")
