"""``python -m kit lock``: make the hashed locks, or prove them for every system the course promises.

Writes requirements*.lock; ``--check`` writes nothing, asks the network, and prints the matrix.
"""

import os
import subprocess
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from packaging.utils import parse_wheel_filename

from kit.launch import environment, faults, install, tools
from kit.launch.packages import pins
from kit.launch.say import accents, line
from kit.launch.systems import NOT_PROMISED, PYTHONS, SYSTEMS, System, tags, wanted
from kit.paths import ROOT

OLDEST = PYTHONS[0]
PROVED = (environment.STUDENT, environment.DEVELOPMENT)
# Order matters: the development lock keeps every pin of the student's.
ALL = (*PROVED, tools.LOCK)
STYLE = (
    *("--generate-hashes", "--universal", "--python-version", OLDEST),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate", "--quiet"),
)


@dataclass(frozen=True)
class Cell:
    """Una casella della matrice: un lock, un sistema, un Python e che cosa lì non va."""

    lock: Path
    system: System
    python: str
    problem: str = ""


def ask(command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Esegue uv e ne raccoglie le parole.

    Raises
    ------
    Fault
        Se la rete non risponde.
    """
    said = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", "UV_PYTHON_DOWNLOADS": "never"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if said.returncode and install.cause(said.stderr) == "network":
        raise faults.need_network("lavorare sui lock")
    return said


def compile_lock(uv: str, lock: Path, output: Path, upgrade: bool = False) -> None:
    """Risolve ``requirements*.in`` e scrive il lock; le versioni già scelte restano se vanno bene."""
    command = [uv, "pip", "compile", lock.with_suffix(".in").name, "-o", str(output), *STYLE]
    said = ask([*command, "--upgrade"] if upgrade else command)
    if said.returncode:
        asked = lock.with_suffix(".in").name
        raise faults.Fault(f"{asked} non si risolve. Guarda quali versioni chiede, e correggilo:\n{said.stderr}")


def stale(uv: str, lock: Path) -> list[str]:
    """Dice in che cosa il lock non corrisponde più al suo ``.in``; vuoto se corrisponde."""
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / lock.name
        again.write_bytes(lock.read_bytes())  # uv keeps the versions it finds there
        compile_lock(uv, lock, again)
        before, after = set(pins(lock)), set(pins(again))
    gone = [f"di troppo: {name} {version}" for name, version, _ in sorted(before - after)]
    return gone + [f"manca: {name} {version}" for name, version, _ in sorted(after - before)]


def addresses(lock: Path) -> list[str]:
    """Le righe del lock che nominano un registro: non ce ne devono essere."""
    return [row for row in lock.read_text(encoding="utf-8").splitlines() if "://" in row or row.startswith("-")]


def published(uv: str, lock: Path) -> dict[str, list[tuple[str, str]]]:
    """Chiede al registro quali ruote ha di ogni ``nome==versione`` del lock: (nome del file, impronta)."""
    said = ask([uv, "pip", "compile", str(lock), "--format", "pylock.toml", "--universal", "--python-version", OLDEST])
    if said.returncode:
        raise faults.Fault(f"Il registro non conosce {lock.name}. Rifallo con: python -m kit lock\n{said.stderr}")
    found: dict[str, list[tuple[str, str]]] = {}
    for package in tomllib.loads(said.stdout)["packages"]:
        wheels = package.get("wheels", ())
        files = [
            (unquote(urlsplit(wheel["url"]).path.rpartition("/")[2]), wheel["hashes"]["sha256"]) for wheel in wheels
        ]
        found[f"{package['name']}=={package['version']}"] = files
    return found


def without_wheel(cell: Cell, files: dict[str, list[tuple[str, str]]]) -> list[str]:
    """I pacchetti che in quella casella non hanno nessuna ruota adatta con l'impronta nel lock."""
    accepted = tags(cell.system, cell.python)
    missing = []
    for rows in wanted(cell.lock, cell.system, cell.python).values():
        for row in rows:
            name, *hashes = row.split(" --hash=sha256:")
            held = {digest.strip() for digest in hashes}
            fits = (file for file, digest in files.get(name, ()) if digest in held)
            if not any(parse_wheel_filename(file)[3] & accepted for file in fits) and name not in missing:
                missing.append(name)
    return missing


def prove(uv: str, cell: Cell, files: dict[str, list[tuple[str, str]]], empty: Path) -> Cell:
    """Dice se lì il lock si installa: uv lo risolve, e ogni pacchetto ha una ruota con l'impronta attesa."""
    command = [uv, "pip", "install", "--dry-run", "--quiet", "--target", str(empty), "--require-hashes"]
    command += ["--only-binary", ":all:", "--python-platform", cell.system.uv, "--python-version", cell.python]
    said = ask([*command, "-r", str(cell.lock)])
    problems = [said.stderr.strip() or "uv si è fermato senza dire perché"] if said.returncode else []
    problems += [f"nessuna ruota con un'impronta del lock: {name}" for name in without_wheel(cell, files)]
    return Cell(cell.lock, cell.system, cell.python, "\n".join(problems))


def matrix(uv: str, locks: tuple[Path, ...] = PROVED) -> list[Cell]:
    """Prova ogni lock su ogni sistema e ogni Python promesso."""
    files = {lock: published(uv, lock) for lock in locks}
    pairs = [(system, python) for system in SYSTEMS.values() for python in PYTHONS]
    promised = [pair for pair in pairs if (pair[0].name, pair[1]) not in NOT_PROMISED]
    cells = [Cell(lock, *pair) for lock in locks for pair in promised]
    with tempfile.TemporaryDirectory() as empty, ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda cell: prove(uv, cell, files[cell.lock], Path(empty)), cells))


def table(lock: Path, cells: list[Cell]) -> str:
    """La matrice di un lock, una riga per sistema."""
    found = {(cell.system.name, cell.python): cell for cell in cells if cell.lock == lock}
    rows = [f"{lock.name:<24}" + "".join(f"{python:>8}" for python in PYTHONS)]
    for system in SYSTEMS.values():
        cells_here = [found.get((system.name, python)) for python in PYTHONS]
        marks = ["–" if cell is None else "NO" if cell.problem else "sì" for cell in cells_here]
        rows.append(f"  {system.label:<22}" + "".join(f"{mark:>8}" for mark in marks))
    return "\n".join(rows)


def check(uv: str) -> int:
    """Stampa che cosa non va nei lock e la matrice.

    Returns
    -------
    int
        0 se è tutto verde, altrimenti 1.
    """
    problems = 0
    for lock in ALL:
        wrong = addresses(lock) + stale(uv, lock)
        problems += len(wrong)
        line(f"{lock.name}: " + ("corrisponde a " + lock.with_suffix(".in").name if not wrong else "da rifare"))
        for row in wrong:
            line(f"  {row}")
        if wrong:
            line("  Rimedio: python -m kit lock")
    cells = matrix(uv)
    for lock in PROVED:
        line("\n" + table(lock, cells))
    red = [cell for cell in cells if cell.problem]
    for cell in red:
        line(f"\nNO: {cell.lock.name}, {cell.system.label}, Python {cell.python}\n{cell.problem}")
    line(f"\n{len(cells) - len(red)} caselle verdi, {len(red)} rosse (– non promesso).")
    return 1 if red or problems else 0


def main(arguments: list[str]) -> int:
    """Rifà i lock (``--upgrade``: con le versioni più nuove) o li prova (``--check``).

    Parameters
    ----------
    arguments : list of str
        Vuota, ``--check`` oppure ``--upgrade``.
    """
    accents()
    try:
        return act(arguments)
    except faults.Fault as fault:
        line(f"\n{fault}")
        return 1


def act(arguments: list[str]) -> int:
    """Come ``main``, ma lascia passare il ``Fault``."""
    if arguments not in ([], ["--check"], ["--upgrade"]):
        raise faults.Fault(f"Non capisco «{' '.join(arguments)}». Scrivi: python -m kit lock [--check | --upgrade]")
    uv = tools.uv()
    if "--check" in arguments:
        return check(uv)
    for lock in ALL:
        compile_lock(uv, lock, lock, upgrade="--upgrade" in arguments)
        line(f"{lock.name}: {len(pins(lock))} pacchetti")
    return 0
