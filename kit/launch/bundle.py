"""``python -m kit bundle DIR``: the course in a folder that installs with no network (USB stick, lab image).

Runs inside the environment (it needs packaging and pip).  Writes only into DIR; asks the network for the wheels.
"""

import argparse
import json
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

from kit.launch import faults, install, packages, say
from kit.launch.systems import PYTHONS, SYSTEMS, System, wanted
from kit.paths import ROOT

LOCK = ROOT / "requirements.lock"
COURSE = (
    *("kit", "lessons", "datasets", "requirements.in", "requirements.lock"),
    *("avvia.bat", "avvia.command", "README.md", "LICENSE", "LICENSE-CC-BY-4.0"),
)
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "mie", "*.pyc")


def this_system() -> str:
    """Il nome del tipo di computer su cui gira."""
    arm = platform.machine().lower() in ("arm64", "aarch64")
    if sys.platform == "win32":
        return "windows-arm" if arm else "windows"
    if sys.platform == "darwin":
        return "mac" if arm else "mac-intel"
    return "linux-arm" if arm else "linux"


class Parser(argparse.ArgumentParser):
    """Un lettore di opzioni che risponde in italiano."""

    def error(self, message: str) -> NoReturn:
        """Dice che cosa si può scrivere."""
        raise faults.Fault(
            "Non capisco queste opzioni. Scrivi: python -m kit bundle CARTELLA "
            f"[--platform {'|'.join(SYSTEMS)}] [--python {'|'.join(PYTHONS)}] (si possono ripetere)"
        )


def download(target: Path, system: System, python: str) -> None:
    """Scarica in ``target`` le ruote del lock per quel sistema e quel Python.

    Raises
    ------
    Fault
        Se la rete non risponde, il disco è pieno o una ruota non c'è.
    """
    command = [*install.pip(Path(sys.executable)), "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--only-binary", ":all:", "--implementation", "cp"]
    for tag in system.platforms:
        command += ["--platform", tag]
    for full, rows in wanted(LOCK, system, python).items():
        with tempfile.TemporaryDirectory() as folder:
            asked = Path(folder) / "requirements.txt"
            asked.write_text("\n".join(rows) + "\n", encoding="utf-8")
            try:
                install.call([*command, "--python-version", full, "--dest", str(target), "-r", str(asked)])
            except subprocess.CalledProcessError as failed:
                raise install.as_fault(failed.output, target) from None


def copy_course(target: Path, solutions: bool) -> None:
    """Copia il corso, senza le copie di chi studia e senza gli attrezzi di chi sviluppa."""
    for name in (*COURSE, "solutions") if solutions else COURSE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=LEFT_OUT)
        elif source.exists():
            shutil.copy2(source, target / name)


def read_me(made_for: list[str], pythons: list[str]) -> str:
    """Le istruzioni che accompagnano la cartella."""
    versions = " o ".join(pythons)
    return (
        "OLTRE I FOLLOWER, cartella senza rete\n\n"
        f"Preparata per: {'; '.join(made_for)}.\n\n"
        "1. Copia tutta questa cartella sul computer (non lavorare dalla chiavetta).\n"
        f"2. Serve Python {versions} a 64 bit. Se non c'è, installalo prima (python.org/downloads).\n"
        "3. Windows: doppio clic su avvia.bat. Mac: tasto destro su avvia.command, poi Apri; se lo blocca, Impostazioni di\n"
        "   Sistema, Privacy e sicurezza, Apri comunque.\n"
        "   Linux: apri il terminale in questa cartella e scrivi  python3 -m kit\n"
        "4. La prima volta ci vuole circa un minuto. Poi la prima lezione si apre nel browser.\n"
    )


def main(arguments: list[str]) -> int:
    """Prepara la cartella senza rete.

    Parameters
    ----------
    arguments : list of str
        La cartella, e facoltativi ``--platform``, ``--python`` (ripetibili) e ``--solutions``.
    """
    say.accents()
    try:
        return make(arguments)
    except faults.Fault as fault:
        say.line(f"\n{fault}")
        return 1


def make(arguments: list[str]) -> int:
    """Come ``main``, ma lascia passare il ``Fault``."""
    parser = Parser(prog="python -m kit bundle", add_help=False)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--platform", action="append", choices=SYSTEMS)
    parser.add_argument("--python", action="append", choices=PYTHONS)
    parser.add_argument("--solutions", action="store_true")
    chosen = parser.parse_args(arguments)
    target: Path = chosen.folder.expanduser().absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise faults.Fault(f"{faults.short(target)} c'è già e non è vuota. Scegli una cartella nuova.")
    try:
        return fill(target, chosen)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)  # half a bundle would look like a whole one
        raise


def fill(target: Path, chosen: argparse.Namespace) -> int:
    """Riempie la cartella e dice quanto pesa."""
    systems = chosen.platform or [this_system()]
    pythons = chosen.python or [f"{sys.version_info[0]}.{sys.version_info[1]}"]
    pairs = [(SYSTEMS[name], python) for name in systems for python in pythons]
    wheels = target / install.WHEELS
    wheels.mkdir(parents=True)
    steps = say.Steps(1 + len(pairs))
    with steps.step("Copio il corso"):
        copy_course(target, chosen.solutions)
    for system, python in pairs:
        with steps.step(f"Scarico per {system.label}, Python {python}"):
            download(wheels, system, python)
    made_for = [f"{system.label} con Python {python}" for system, python in pairs]
    contents = {"per": made_for, "lock": packages.digest(LOCK)}
    (wheels / install.CONTENTS).write_text(json.dumps(contents, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (target / "LEGGIMI.txt").write_text(read_me(made_for, pythons), encoding="utf-8", newline="\r\n")
    size = sum(file.stat().st_size for file in target.rglob("*") if file.is_file()) // 1_000_000
    say.line(f"\nLa cartella {faults.short(target)} è pronta: {size} MB, {len(list(wheels.glob('*.whl')))} librerie.")
    say.line("Copiala su ogni computer: le istruzioni sono in LEGGIMI.txt.")
    return 0
