"""``python -m kit lock``: make the hashed locks, or prove them for every system the course promises.

Writes requirements*.lock; ``--check`` writes nothing, asks the network, and prints the matrix.
"""

import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kit.launch import environment, faults, install, tools
from kit.launch.packages import pins
from kit.launch.say import line
from kit.paths import ROOT

OLDEST = "3.11"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# Italian name, uv's name.  glibc 2.28 is Debian 10 and Ubuntu 20.04: older than any machine with Python 3.11.
SYSTEMS = (
    ("Linux x64", "x86_64-manylinux_2_28"),
    ("Linux arm64", "aarch64-manylinux_2_28"),
    ("macOS arm64", "aarch64-apple-darwin"),
    ("macOS Intel", "x86_64-apple-darwin"),
    ("Windows x64", "x86_64-pc-windows-msvc"),
    ("Windows arm64", "aarch64-pc-windows-msvc"),
)
NOT_PROMISED = {("Windows arm64", "3.11")}  # pyyaml and others have no wheel there
PROVED = (environment.STUDENT, environment.DEVELOPMENT)
# Order matters: the development lock keeps every pin of the student's.
ALL = (*PROVED, tools.LOCK)
STYLE = (
    *("--generate-hashes", "--universal", "--python-version", OLDEST),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate", "--quiet"),
)


@dataclass(frozen=True)
class Cell:
    """Una casella della matrice: un lock, un sistema, un Python."""

    lock: Path
    system: str
    platform: str
    python: str
    problem: str = ""

    @property
    def promised(self) -> bool:
        """Se il corso promette di funzionare lì."""
        return (self.system, self.python) not in NOT_PROMISED


def compile_lock(uv: str, lock: Path, output: Path, upgrade: bool = False) -> None:
    """Risolve ``requirements*.in`` e scrive il lock; le versioni già scelte restano se vanno bene."""
    command = [uv, "pip", "compile", lock.with_suffix(".in").name, "-o", str(output), *STYLE]
    said = subprocess.run(
        [*command, "--upgrade"] if upgrade else command,
        cwd=ROOT,
        env=environment_for_uv(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if said.returncode:
        if install.cause(said.stderr) == "network":
            raise faults.need_network("rifare i lock")
        raise faults.Fault(
            f"{lock.with_suffix('.in').name} non si risolve. Guarda quali versioni chiede:\n{said.stderr}"
        )


def environment_for_uv() -> dict[str, str]:
    """Variabili per uv, senza colori."""
    return {**os.environ, "NO_COLOR": "1", "UV_PYTHON_DOWNLOADS": "never"}


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


def prove(uv: str, cell: Cell, empty: Path) -> Cell:
    """Chiede a uv se lì il lock si installa, con le impronte e senza sorgenti."""
    command = [uv, "pip", "install", "--dry-run", "--quiet", "--target", str(empty), "--require-hashes"]
    command += ["--only-binary", ":all:", "--python-platform", cell.platform, "--python-version", cell.python]
    said = subprocess.run(
        [*command, "-r", str(cell.lock)],
        env=environment_for_uv(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    problem = said.stderr.strip() or "uv si è fermato senza dire perché" if said.returncode else ""
    if install.cause(problem) == "network":
        raise faults.need_network("provare i lock")
    return Cell(cell.lock, cell.system, cell.platform, cell.python, problem)


def matrix(uv: str, locks: tuple[Path, ...] = PROVED) -> list[Cell]:
    """Prova ogni lock su ogni sistema e ogni Python."""
    cells = [Cell(lock, *system, python) for lock in locks for system in SYSTEMS for python in PYTHONS]
    with tempfile.TemporaryDirectory() as empty, ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda cell: prove(uv, cell, Path(empty)), (cell for cell in cells if cell.promised)))


def table(lock: Path, cells: list[Cell]) -> str:
    """La matrice di un lock, una riga per sistema."""
    found = {(cell.system, cell.python): cell for cell in cells if cell.lock == lock}
    rows = [f"{lock.name:<24}" + "".join(f"{python:>8}" for python in PYTHONS)]
    for system, _ in SYSTEMS:
        marks = []
        for python in PYTHONS:
            cell = found.get((system, python))
            marks.append("–" if cell is None else "NO" if cell.problem else "sì")
        rows.append(f"  {system:<22}" + "".join(f"{mark:>8}" for mark in marks))
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
        line(f"\nNO: {cell.lock.name}, {cell.system}, Python {cell.python}\n{cell.problem}")
    line(f"\n{len(cells) - len(red)} caselle verdi, {len(red)} rosse (– non promesso).")
    return 1 if red or problems else 0


def main(arguments: list[str]) -> int:
    """Rifà i lock (``--upgrade``: con le versioni più nuove) o li prova (``--check``).

    Parameters
    ----------
    arguments : list of str
        Vuota, ``--check`` oppure ``--upgrade``.
    """
    unknown = [word for word in arguments if word not in ("--check", "--upgrade")]
    if unknown or len(arguments) > 1:
        raise faults.Fault(f"Non capisco «{' '.join(arguments)}». Scrivi: python -m kit lock [--check | --upgrade]")
    uv = tools.uv()
    if "--check" in arguments:
        return check(uv)
    for lock in ALL:
        compile_lock(uv, lock, lock, upgrade="--upgrade" in arguments)
        line(f"{lock.name}: {len(pins(lock))} pacchetti")
    return 0
