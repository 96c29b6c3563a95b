"""Which files a learner's code needs to see: Python, its libraries, the kit, the data.  Everything else does not exist.

Reads paths, changes nothing.
"""

import sys
from pathlib import Path

from kit import paths

SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/usr/share/fonts")
FILES = ("/etc/localtime", "/etc/ld.so.cache")
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
COURSE = ("kit", "datasets")
HIDDEN = ("solutions", "tests", ".git")


LIBRARIES = ("site-packages", "dist-packages")


class Exposed(Exception):
    """Una cartella che il codice deve vedere contiene anche ciò che non deve vedere."""


def libraries() -> list[Path]:
    """Le cartelle di librerie di questo Python; non quelle di lavoro, che `sys.path` può contenere."""
    return [Path(entry) for entry in sys.path if Path(entry).name in LIBRARIES and Path(entry).is_dir()]


def readable(root: Path = paths.ROOT) -> list[Path]:
    """
    Le cartelle e i file da lasciar leggere.

    Raises
    ------
    Exposed
        Se Python o una sua libreria sta in una cartella che contiene il corso intero.
    """
    wanted = [Path(sys.prefix), Path(sys.base_prefix), *(Path(one) for one in (*SYSTEM, *FILES))]
    wanted += libraries()
    wanted += [root / name for name in COURSE]
    found: list[Path] = []
    for path in dict.fromkeys(wanted):
        if path == Path("/") or not path.exists():
            continue
        if root.is_relative_to(path):
            raise Exposed(f"{path} contiene la cartella del corso ({root}): sposta il corso altrove.")
        found.append(path)
    tops = [path for path in found if not any(path != other and path.is_relative_to(other) for other in found)]
    for top in tops:
        if any((root / name).is_relative_to(top) for name in HIDDEN):
            raise Exposed(f"{top} contiene ciò che chi consegna non deve leggere: sposta il corso altrove.")
    return tops
