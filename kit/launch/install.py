"""Run uv or pip on a hashed lock, show where they are, and turn what they say into one Italian sentence.

Writes only into the environment it is given.  With a ``ruote/`` folder in the course it never asks the network.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit.launch import faults
from kit.launch.packages import digest, pins
from kit.launch.place import Place
from kit.launch.register import site_packages
from kit.launch.say import Steps
from kit.paths import ROOT

WHEELS = "ruote"
CONTENTS = "contenuto.json"
# What would send packages, or Python itself, somewhere else than the environment being made.
UNWANTED = (
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_NO_BINARY",
    "PIP_ROOT",
)
TESTS = r"[/\\]tests?[/\\]"
OLDEST_UV = (0, 5)  # older ones lack options used here
INSTALLING = ("Installing collected packages", "Prepared ")

# The first match wins: a full disk also looks like a failed download.
CAUSES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("disk", re.compile(r"No space left|Errno 28\b|os error 28\b|not enough space|WinError 112|os error 112", re.I)),
    ("hash", re.compile(r"DO NOT MATCH THE HASHES|Hash mismatch", re.I)),
    ("certificate", re.compile(r"CERTIFICATE_VERIFY_FAILED|SSLError|invalid peer certificate|UnknownIssuer", re.I)),
    (
        "network",
        re.compile(
            r"NewConnectionError|Max retries|name resolution|getaddrinfo|dns error|error sending request|"
            r"Connection (refused|reset|aborted|broken)|ConnectTimeout|ReadTimeout|Network is unreachable|"
            r"ProxyError|client error \(Connect\)|Could not connect|operation timed out",
            re.I,
        ),
    ),
    ("wheels", re.compile(r"No matching distribution|no wheels? (with|are)|not compatible|no usable wheels", re.I)),
    ("busy", re.compile(r"WinError (5|32)\b|being used by another process|Access is denied", re.I)),
)
# The package that pip or uv names when it stops.
PACKAGE = re.compile(r"(?:distribution found for |mismatch for `|REQUIREMENTS FILE.*\n\s+|Because )([\w.-]+)==", re.I)


def environment() -> dict[str, str]:
    """Variabili d'ambiente per chi installa: resta la rete (proxy, certificati), via il resto."""
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return kept | {"PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1", "PIP_USER": "0", "NO_COLOR": "1"}


def cause(output: str) -> str:
    """Riconosce nell'uscita di pip o di uv il motivo per cui si è fermato; vuoto se non lo riconosce."""
    return next((name for name, pattern in CAUSES if pattern.search(output)), "")


def as_fault(output: str, prefix: Path, wheels: Path | None = None) -> faults.Fault:
    """Traduce l'uscita di un'installazione fallita nella frase da mostrare."""
    why = cause(output)
    package = PACKAGE.search(output)
    name = package[1] if package else ""
    if why == "disk":
        return faults.disk_full(prefix)
    if why == "hash":
        return faults.altered_download(name)
    if why == "certificate":
        return faults.untrusted_network()
    if why == "network":
        return faults.no_network()
    if why == "busy":
        return faults.environment_in_use(prefix)
    if why == "wheels":
        return (
            faults.bundle_for_others(", ".join(contents(wheels).get("per", []))) if wheels else faults.no_wheels(name)
        )
    rows = [row.strip() for row in output.splitlines() if row.strip()]
    return faults.install_failed(prefix, " / ".join(rows[-3:]))


def contents(wheels: Path) -> dict[str, Any]:
    """Per quali computer e per quale lock è stata preparata la cartella delle ruote; vuoto se non si sa."""
    try:
        found = json.loads((wheels / CONTENTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def offline_wheels(lock: Path, root: Path = ROOT) -> Path | None:
    """La cartella delle ruote, se il corso è arrivato con una sua cartella senza rete fatta per questo lock."""
    folder = root / WHEELS
    return folder if contents(folder).get("lock") == digest(lock) else None


def run(command: list[str], said: list[str]) -> Iterator[str]:
    """Esegue un programma e ne restituisce le righe una alla volta; le raccoglie in ``said``."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as child:
        assert child.stdout is not None
        for row in child.stdout:
            said.append(row)
            yield row
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command, "".join(said))


def call(command: list[str]) -> str:
    """Esegue un programma fino in fondo e ne restituisce le parole.

    Raises
    ------
    subprocess.CalledProcessError
        Con le parole del programma in ``output``.
    """
    said: list[str] = []
    for _ in run(command, said):
        pass
    return "".join(said)


def pip(python: Path) -> list[str]:
    """Il comando pip di un ambiente, che c'è anche se l'ambiente l'ha fatto uv."""
    try:
        call([str(python), "-c", "import pip"])
    except subprocess.CalledProcessError:
        call([str(python), "-m", "ensurepip"])
    return [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input"]


def install(place: Place, lock: Path, steps: Steps, uv: str | None, wheels: Path | None) -> None:
    """Installa un lock nell'ambiente, con le impronte e senza compilare sorgenti.

    Parameters
    ----------
    place : Place
        L'ambiente, già creato.
    lock : Path
        Il lock con le impronte.
    steps : Steps
        Dove mostrare i passi (tre: scarico, installo, compilo).
    uv : str or None
        Il programma uv; None per usare pip.
    wheels : Path or None
        La cartella delle ruote da usare al posto della rete.

    Raises
    ------
    Fault
        Con la frase adatta al motivo.
    """
    offline = ["--no-index", "--find-links", str(wheels)] if wheels else []
    wanted = ["--require-hashes", "--only-binary", ":all:", *offline, "-r", str(lock)]
    total = len(pins(lock))
    said: list[str] = []
    try:
        if uv:
            rows = run([uv, "pip", "install", "--no-progress", "--python", str(place.python), *wanted], said)
        else:
            rows = run([*pip(place.python), "install", "--no-compile", "--progress-bar", "off", *wanted], said)
        with steps.step("Scarico le librerie" if not wheels else "Leggo le librerie") as step:
            count = 0
            for row in rows:
                count += row.startswith(("Collecting ", "Processing "))
                step.detail = f"{count} di {total}" if count else ""
                if row.startswith(INSTALLING):
                    break
        with steps.step("Le installo"):
            for _ in rows:
                pass
    except subprocess.CalledProcessError as failed:
        raise as_fault(failed.output, place.prefix, wheels) from None
    with steps.step("Le preparo perché partano in fretta"):
        # Some packages ship files that no Python compiles (templates): the exit code says nothing.
        # Nor does anybody here import the packages' own tests: a quarter of the time, 70 MB.
        compile_all = [str(place.python), "-m", "compileall", "-q", "-q", "-j", "0", "-x", TESTS]
        subprocess.run(
            [*compile_all, str(site_packages(place))], env=environment(), stdin=subprocess.DEVNULL, check=False
        )


def find_uv() -> str | None:
    """Il programma uv, se c'è ed è abbastanza recente."""
    found = shutil.which("uv")
    if found is None:
        return None
    try:
        version = re.search(r"(\d+)\.(\d+)", call([found, "--version"]))
    except (OSError, subprocess.CalledProcessError):
        return None
    return found if version and (int(version[1]), int(version[2])) >= OLDEST_UV else None
