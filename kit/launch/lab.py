"""``python -m kit lab``: start JupyterLab on the learner's copy, say what is happening, close politely on Ctrl+C.

JupyterLab's own English messages go to a log inside the environment; the terminal shows a few Italian lines.
"""

import http.client
import json
import os
import re
import signal
import subprocess
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

from kit.launch import copies, faults, jupyter
from kit.launch.environment import ensure
from kit.launch.place import Place
from kit.launch.say import line
from kit.paths import ROOT

LONGEST_START = 180  # seconds: an antivirus reads every file the first time
USUAL_PORT = 8888


def log_file(place: Place) -> Path:
    """Il diario di JupyterLab, in inglese: serve a ``doctor``."""
    return place.private / "jupyterlab.log"


def servers(place: Place, root: Path = ROOT) -> Iterator[dict[str, Any]]:
    """Elenca i server JupyterLab che dicono di lavorare in questa cartella."""
    for file in sorted(jupyter.runtime_folder(place).glob("jpserver-*.json")):
        try:
            server = json.loads(file.read_text(encoding="utf-8"))
            if Path(server["root_dir"]) == root:
                yield server | {"file": str(file)}
        except (OSError, ValueError, KeyError, TypeError):
            continue  # being written, or left by a crash


def answers(server: dict[str, Any]) -> bool:
    """Dice se il server risponde davvero, con il suo segno di riconoscimento."""
    parts = urlsplit(server["url"])
    # No proxy, whatever the settings say: this is our own machine.
    connection = http.client.HTTPConnection(parts.hostname or "localhost", parts.port, timeout=10)
    try:
        connection.request("GET", f"{parts.path}api/status", headers={"Authorization": f"token {server['token']}"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def address(server: dict[str, Any]) -> str:
    """L'indirizzo da aprire nel browser."""
    return f"{server['url'].rstrip('/')}{copies.first_page()}?token={server['token']}"


def command(place: Place, arguments: list[str]) -> list[str]:
    """Il comando che avvia JupyterLab su questa cartella."""
    # The page a browser is sent to through a file does not open from a hidden folder in a snap or flatpak browser.
    chosen = [
        f"--ServerApp.root_dir={ROOT}",
        f"--LabApp.default_url={copies.first_page()}",
        "--ServerApp.answer_yes=True",
        "--ServerApp.use_redirect_file=False",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        chosen.append("--allow-root")
    return [str(place.python), "-m", "kit.launch.quick", *chosen, *arguments]


def lab(arguments: list[str]) -> int:
    """Prepara ciò che manca, avvia JupyterLab e resta finché è aperto.

    Parameters
    ----------
    arguments : list of str
        Opzioni passate a JupyterLab così come sono (per esempio ``--no-browser``).

    Returns
    -------
    int
        0 se è stato chiuso normalmente, altrimenti il codice di JupyterLab.
    """
    line("\nOltre i follower. Social media marketing con i dati\n")
    place = ensure()
    for server in servers(place):
        if answers(server):
            line("JupyterLab è già aperto in un'altra finestra: uso quello.")
            line(f"Se il browser non si apre da solo, copia lì questo indirizzo:\n\n  {address(server)}\n")
            if "--no-browser" not in arguments:
                webbrowser.open(address(server))
            return 0
    line("Avvio JupyterLab, il programma in cui si leggono e si eseguono le lezioni…")
    log = log_file(place)
    log.parent.mkdir(parents=True, exist_ok=True)
    known = {server["file"] for server in servers(place)}
    with log.open("wb") as diary:
        child = subprocess.Popen(
            command(place, arguments),
            env=jupyter.environment(place),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=diary,
            stderr=subprocess.STDOUT,
            # Away from the terminal's Ctrl+C: a second signal in the middle of its clean-up would leave kernels behind.
            process_group=None if os.name == "nt" else 0,
        )
    for name in ("SIGTERM", "SIGHUP"):  # a closed window closes JupyterLab too
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), interrupt)
    try:
        server = wait(child, place, known)
        welcome(server)
        code = child.wait()
        line("\nJupyterLab è chiuso. A presto!")
        return code
    except KeyboardInterrupt:
        return close(child)
    finally:
        if child.poll() is None:
            child.kill()


def interrupt(number: int, frame: FrameType | None) -> None:
    """Chiude come con Ctrl+C anche quando a chiederlo è il sistema."""
    raise KeyboardInterrupt


def wait(child: "subprocess.Popen[bytes]", place: Place, known: set[str]) -> dict[str, Any]:
    """Aspetta che il server appena avviato risponda.

    Raises
    ------
    Fault
        Se JupyterLab si ferma prima, o non risponde in tempo.
    """
    start = time.monotonic()
    while time.monotonic() - start < LONGEST_START:
        if child.poll() is not None:
            raise faults.jupyter_failed(last_words(log_file(place)))
        for server in servers(place):
            if server["file"] not in known and answers(server):
                return server
        time.sleep(0.05)
    raise faults.jupyter_slow(LONGEST_START)


def last_words(log: Path) -> str:
    """Le ultime righe del diario, senza il segno di riconoscimento."""
    rows = [row.strip() for row in log.read_text(encoding="utf-8", errors="replace").splitlines() if row.strip()]
    return re.sub(r"token=[0-9a-f]+", "token=…", " / ".join(rows[-2:]))


def welcome(server: dict[str, Any]) -> None:
    """Dice che è aperto, dove, e come si chiude."""
    port = int(server["port"])
    if USUAL_PORT < port < USUAL_PORT + 100:
        line(f"La porta {USUAL_PORT} è occupata da un altro programma: uso la {port}.")
    line("JupyterLab si apre nel browser. Se non si apre da solo, copia lì questo indirizzo:\n")
    line(f"  {address(server)}\n")
    line("Lascia aperta questa finestra finché lavori: JupyterLab vive qui.")
    line("Per finire: nel browser salva con Ctrl+S (Mac: Cmd+S), poi torna qui e premi Ctrl+C.")


def close(child: "subprocess.Popen[bytes]") -> int:
    """Chiude JupyterLab con garbo: prima gli si chiede, poi si insiste."""
    line("\nChiudo JupyterLab…")
    try:
        if os.name != "nt":  # on Windows the console has told it already
            child.terminate()
        child.wait(timeout=15)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        child.kill()
        child.wait()
    line("JupyterLab è chiuso: le tue lezioni salvate sono in lessons/mie. A presto!")
    return 0
