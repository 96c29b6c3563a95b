"""Make ``import kit`` find this course in an environment, and notice another ``kit`` that would answer first.

Writes one .pth line into the environment's site-packages: no build, no network, survives moving the folder.
"""

import sysconfig
from pathlib import Path

from kit.launch import faults
from kit.launch.place import Place
from kit.paths import MINE, ROOT

PTH = "oltre_i_follower.pth"


def site_packages(place: Place) -> Path:
    """La cartella dove l'ambiente tiene i pacchetti."""
    if not place.own:
        return Path(sysconfig.get_path("purelib"))
    windows = place.prefix / "Lib" / "site-packages"
    found = [windows] if windows.is_dir() else sorted(place.prefix.glob("lib/python3*/site-packages"))
    return found[-1] if found else windows


def pth_line(place: Place, root: Path = ROOT) -> str:
    """La riga che aggiunge la cartella del corso a ``sys.path``, solo caratteri ASCII.

    Notes
    -----
    Con ``.venv`` dentro la cartella la riga è relativa all'ambiente: un percorso assoluto con accenti non si
    legge su Windows prima di Python 3.13, e così la cartella si può spostare.
    """
    if place.own and place.prefix == root / ".venv":
        return "import sys, os; sys.path.append(os.path.dirname(sys.prefix))\n"
    return f"import sys; sys.path.append({str(root)!a})\n"


def register(place: Place, root: Path = ROOT) -> None:
    """Scrive la riga, se non c'è già così."""
    file = site_packages(place) / PTH
    wanted = pth_line(place, root)
    if not file.exists() or file.read_text(encoding="ascii", errors="replace") != wanted:
        file.write_text(wanted, encoding="ascii")


def check_other_kit(place: Place, root: Path = ROOT, mine: Path = MINE) -> None:
    """Controlla che nessun altro ``kit`` passi davanti: fra i pacchetti o accanto ai quaderni.

    Raises
    ------
    Fault
        Con il percorso dell'altro ``kit`` e il rimedio.
    """
    for folder in (site_packages(place), mine):
        for candidate in (folder / "kit" / "__init__.py", folder / "kit.py"):
            if candidate.exists():
                raise faults.other_kit(candidate, root)
