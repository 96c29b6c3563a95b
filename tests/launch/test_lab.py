"""``python -m kit lab`` for real: it answers, on loopback, with a token; it says what it does and closes politely."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from kit.launch import copies, environment, jupyter, lab
from kit.launch.place import Place, choose
from kit.paths import ROOT

pytestmark = [pytest.mark.launch, pytest.mark.slow]


class Started:
    """A running `python -m kit lab --no-browser`."""

    def __init__(self, child: "subprocess.Popen[bytes]", runtime: Path, terminal: Path):
        self.child, self.runtime, self.terminal = child, runtime, terminal

    def said(self) -> str:
        return self.terminal.read_text(encoding="utf-8")

    def server(self) -> dict[str, Any]:
        limit = time.monotonic() + 120
        while time.monotonic() < limit:
            for file in self.runtime.glob("jpserver-*.json"):
                try:
                    found: dict[str, Any] = json.loads(file.read_text())
                except ValueError:
                    continue
                if lab.answers(found) and "Ctrl+C" in self.said():  # the last line of the welcome
                    return found
            assert self.child.poll() is None, self.said()
            time.sleep(0.1)
        raise AssertionError("it never answered")

    def stop(self) -> str:
        """Ctrl+C as a terminal sends it: to the whole group."""
        os.killpg(self.child.pid, signal.SIGINT)
        assert self.child.wait(timeout=30) == 0, self.said()
        return self.said()


@contextmanager
def started(plain_python: str, runtime: Path, *words: str, **variables: str) -> Iterator[Started]:
    if sys.platform == "win32":
        pytest.skip("sends signals to a process group")
    runtime.mkdir(exist_ok=True)
    terminal = runtime / "terminal.txt"
    with terminal.open("wb") as screen:
        child = subprocess.Popen(
            [plain_python, "-m", "kit", "lab", "--no-browser", *words],
            cwd=ROOT,
            env=os.environ | {"JUPYTER_RUNTIME_DIR": str(runtime), "PYTHONUNBUFFERED": "1"} | variables,
            stdin=subprocess.DEVNULL,
            stdout=screen,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Started(child, runtime, terminal)
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGTERM)
            child.wait(timeout=30)


def status(url: str, path: str, token: str = "") -> int:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    connection.request("GET", path, headers={"Authorization": f"token {token}"} if token else {})
    answer = connection.getresponse().status
    connection.close()
    return answer


def test_a_start_as_a_learner_sees_it(plain_python: str, tmp_path: Path) -> None:
    with started(plain_python, tmp_path) as one:
        server = one.server()
        assert status(server["url"], "/api/contents") == 403  # nobody gets in without the token
        assert status(server["url"], copies.first_page(), server["token"]) == 200
        own_addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)} - {"127.0.0.1", "::1"}
        for address in (own for own in own_addresses if not str(own).startswith("127.")):
            assert not reachable(str(address), int(server["port"]))  # and nobody from another machine
        # A second start finds the first and does not open another.
        again = subprocess.run(
            [plain_python, "-m", "kit", "lab", "--no-browser"],
            cwd=ROOT,
            env=os.environ | {"JUPYTER_RUNTIME_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert again.returncode == 0 and "già aperto" in again.stdout
        assert len(list(tmp_path.glob("jpserver-*.json"))) == 1
        said = one.stop()
    assert f"{copies.first_page()}?token={server['token']}" in said
    assert "Lascia aperta questa finestra" in said and "Ctrl+C" in said
    assert "Chiudo JupyterLab" in said and "A presto" in said
    assert "Traceback" not in said and "ServerApp" not in said
    assert not list(tmp_path.glob("jpserver-*.json"))


def reachable(host: str, port: int) -> bool:
    """Without Python's own socket guard: asked of another process."""
    program = f"import socket; socket.create_connection(({host!r}, {port}), 2)"
    return subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


def test_a_port_in_use_is_said_and_another_is_taken(plain_python: str, tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            busy.bind(("127.0.0.1", lab.USUAL_PORT))
            busy.listen()
        except OSError:
            pass  # somebody else keeps it busy: just as good
        with started(plain_python, tmp_path) as one:
            server = one.server()
            said = one.stop()
    assert server["port"] != lab.USUAL_PORT
    assert f"La porta {lab.USUAL_PORT} è occupata da un altro programma: uso la {server['port']}." in said


def test_an_old_anaconda_does_not_get_in(plain_python: str, tmp_path: Path) -> None:
    old = tmp_path / "anaconda"
    (old / "config").mkdir(parents=True)
    (old / "config" / "jupyter_server_config.json").write_text('{"ServerApp": {"port": 8999, "ip": "0.0.0.0"}}')
    kernel = old / "data" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text('{"argv": ["/old/python"], "display_name": "Old", "language": "python"}')
    variables = {"JUPYTER_CONFIG_DIR": str(old / "config"), "JUPYTER_CONFIG_PATH": str(old / "config")}
    variables |= {"JUPYTER_PATH": str(old / "data"), "JUPYTER_DATA_DIR": str(old / "data"), "PYTHONPATH": str(old)}
    with started(plain_python, tmp_path / "runtime", **variables) as one:
        server = one.server()
        assert server["port"] < 8999 and server["hostname"] == "localhost"
        connection = http.client.HTTPConnection("localhost", server["port"], timeout=20)
        connection.request("GET", "/api/kernelspecs", headers={"Authorization": f"token {server['token']}"})
        specs = json.loads(connection.getresponse().read())
        connection.close()
    assert "/old/python" not in json.dumps(specs)


def test_a_jupyterlab_that_cannot_start_is_one_sentence(plain_python: str, tmp_path: Path) -> None:
    with started(plain_python, tmp_path, "--ServerApp.certfile=/nowhere.pem") as one:
        assert one.child.wait(timeout=60) == 1
        said = one.said()
    assert "JupyterLab non è partito" in said.strip().splitlines()[-1]
    assert "Traceback" not in said


def test_the_log_never_gives_the_token_away(tmp_path: Path) -> None:
    log = tmp_path / "jupyterlab.log"
    log.write_text("one\nhttp://localhost:8888/lab?token=0123abcdef\nlast\n")
    assert lab.last_words(log) == "http://localhost:8888/lab?token=… / last"


def test_everything_jupyter_keeps_lies_in_the_environment() -> None:
    place = Place(Path("/corso/.venv"))
    variables = jupyter.environment(place)
    for name in ("CONFIG_DIR", "DATA_DIR"):
        assert Path(variables[f"JUPYTER_{name}"]).is_relative_to(place.prefix)
    for name in ("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR"):
        assert Path(variables[name]).is_relative_to(place.prefix)
    assert variables["JUPYTER_PREFER_ENV_PATH"] == "1"


def test_this_environment_needs_no_set_up() -> None:
    place = environment.active() or choose()
    assert not place.own or environment.ready(place)
