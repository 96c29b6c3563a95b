"""What a lock asks for and what an environment holds.  Reads files and importlib.metadata; installs nothing.

Also run inside another environment: ``python -m kit.launch.packages requirements.lock`` prints what differs there.
"""

import hashlib
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)\s*(?:;\s*([^\\]+?))?\s*\\?$")


def digest(lock: Path) -> str:
    """Impronta del lock, la stessa con ogni fine riga."""
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def pins(lock: Path) -> list[tuple[str, str, str]]:
    """Legge dal lock le terne (nome, versione, condizione)."""
    matches = (NAME.match(row) for row in lock.read_text(encoding="utf-8").splitlines())
    return [(found[1], found[2], (found[3] or "").strip()) for found in matches if found]


def differences(lock: Path) -> Iterator[str]:
    """Confronta il lock con i pacchetti dell'ambiente in cui gira.

    Yields
    ------
    str
        Una voce per pacchetto mancante o di un'altra versione; nessuna se c'è tutto.
    """
    try:  # JupyterLab needs it: an environment without it does not hold the lock
        from packaging.markers import Marker
    except ImportError:
        yield "packaging (manca)"
        return
    for name, version, marker in pins(lock):
        if marker and not Marker(marker).evaluate():
            continue
        try:
            there = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield f"{name} {version} (manca)"
            continue
        if there != version:
            yield f"{name} {version} (c'è {there})"


if __name__ == "__main__":
    sys.stdout.write("\n".join(differences(Path(sys.argv[1]))))
