"""Where the course lies and where its environment goes.  Reads the folder and a few variables; creates nothing.

On Windows the environment's files lie up to 166 characters deep, and a synchronised folder (OneDrive, Dropbox,
iCloud) would upload half a gigabyte: there the environment goes to the user's local application folder instead.
"""

import hashlib
import os
import re
import struct
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kit.launch import faults
from kit.paths import ROOT

LONGEST_PATH = 259  # Windows without long paths enabled
DEEPEST_FILE = 170  # 166 measured, and the separator
NEEDED = ("requirements.lock", "kit/paths.py", "kit/exercises", "kit/datasets", "datasets")
SYNCHRONISED = re.compile(r"^(OneDrive|Dropbox|iCloud|CloudStorage|Mobile Documents|Google ?Drive)", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """Un ambiente Python: dove sta e perché sta lì."""

    prefix: Path
    own: bool = True  # ours to make and to repair; False: the environment that is already active
    why: str = ""  # a sentence, when it is not the usual .venv

    @property
    def python(self) -> Path:
        """Il programma Python di questo ambiente."""
        if not self.own:
            return Path(sys.executable)
        return self.prefix / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def scripts(self) -> Path:
        """La cartella dei programmi di questo ambiente."""
        return self.python.parent

    @property
    def private(self) -> Path:
        """Dove JupyterLab tiene le sue cose per questo corso."""
        return self.prefix / "var" / "oltre-i-follower"


def check_folder(root: Path = ROOT) -> None:
    """Controlla che la cartella sia intera, fuori da uno zip e scrivibile.

    Raises
    ------
    Fault
        Con una frase sola: che cosa non va e il rimedio.
    """
    temporary = Path(tempfile.gettempdir()).resolve()
    inside = root.is_relative_to(temporary) and any(
        ".zip" in part.lower() for part in root.relative_to(temporary).parts
    )
    if inside:
        raise faults.inside_zip()
    missing = [name for name in NEEDED if not (root / name).exists()]
    if missing:
        raise faults.incomplete_folder(root, missing)
    if not os.access(root, os.W_OK):
        raise faults.not_writable(root)
    if struct.calcsize("P") < 8:
        raise faults.python_32_bit()


def local_folder() -> Path:
    """Cartella dell'utente dove le applicazioni tengono i dati di questo computer."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "oltre-i-follower"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "oltre-i-follower"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "oltre-i-follower"


def key(root: Path) -> str:
    """Otto caratteri che distinguono questa copia del corso dalle altre."""
    return hashlib.sha256(str(root).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def synchronised(root: Path) -> bool:
    """Dice se la cartella viene copiata su Internet da un programma di sincronizzazione."""
    roots = (os.environ.get(name) for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"))
    if any(folder and root.is_relative_to(Path(folder)) for folder in roots):
        return True
    return any(SYNCHRONISED.match(part) for part in root.parts[1:])


def choose(root: Path = ROOT, windows: bool = os.name == "nt") -> Place:
    """Sceglie dove mettere l'ambiente del corso.

    Parameters
    ----------
    root : Path
        La cartella del corso.
    windows : bool
        Se valgono i limiti di Windows sulla lunghezza dei percorsi.

    Returns
    -------
    Place
        ``.venv`` dentro la cartella, oppure una cartella locale con la ragione in ``why``.
    """
    if home := os.environ.get("KIT_HOME"):
        return Place(Path(home).expanduser().absolute() / key(root), why="lo chiede la variabile KIT_HOME")
    if synchronised(root):
        return Place(local_folder() / key(root), why="la cartella del corso è sincronizzata con Internet")
    if windows and str(root).startswith("\\\\"):
        return Place(local_folder() / key(root), why="la cartella del corso è su un disco di rete")
    if windows and len(str(root)) + DEEPEST_FILE > LONGEST_PATH:
        return Place(local_folder() / key(root), why="il percorso della cartella è troppo lungo per Windows")
    return Place(root / ".venv")
