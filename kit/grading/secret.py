"""The course secret: made once, kept outside the repository, readable by its owner only.  Writes one file, once."""

import hashlib
import hmac
import json
import os
import secrets
import stat
from base64 import b32encode
from dataclasses import dataclass
from pathlib import Path

from kit.grading.errors import GradingError
from kit.launch.place import local_folder
from kit.paths import ROOT

HEADER = (
    "# Segreto del corso «Oltre i follower». Da qui nascono i dati di ogni studente.\n"
    "# Chi lo legge può prevedere i dati di tutti; chi lo perde non può più rifarli. Tienine una copia al sicuro.\n"
)
LOST = (
    "Senza il segreto non si possono rifare i dati già consegnati: le prove di quell'edizione si correggono solo "
    "ritrovando il file (cerca nelle copie di sicurezza). Con un segreto nuovo si comincia un'edizione nuova."
)


@dataclass(frozen=True)
class Desk:
    """La cartella di chi insegna: il segreto e, accanto, il registro di ogni consegna."""

    file: Path
    value: bytes

    def registry(self, lesson: str, edition: str) -> Path:
        """Il registro di una consegna."""
        return self.file.parent / "registri" / f"{lesson}_{edition}.json"

    def release_id(self, lesson: str, edition: str, unit: str) -> str:
        """Il codice di un pacchetto: 16 lettere e cifre che nessuno può inventare senza il segreto."""
        return b32encode(self._digest("consegna", lesson, edition, unit)[:10]).decode("ascii")

    def pseudonym(self, lesson: str, edition: str, unit: str) -> str:
        """Il nome di comodo usato nel resoconto della classe."""
        return "S-" + b32encode(self._digest("pseudonimo", lesson, edition, unit)[:4]).decode("ascii")[:6]

    def _digest(self, *parts: str) -> bytes:
        return hmac.new(self.value, json.dumps(parts).encode("ascii"), hashlib.sha256).digest()


def default_file() -> Path:
    """Dove sta il segreto quando non si dice altro: la cartella personale di chi insegna, fuori dal corso."""
    return local_folder() / "docente" / "segreto.txt"


def open_desk(file: Path | None = None, *, make: bool = False) -> tuple[Desk, str]:
    """
    Legge il segreto, o lo crea la prima volta.

    Parameters
    ----------
    file : Path, facoltativo
        Dove sta; senza, `default_file()`.
    make : bool
        Se crearlo quando non c'è (solo la consegna lo fa).

    Returns
    -------
    Desk, str
        E la frase da dire a chi insegna, se il segreto è appena nato.

    Raises
    ------
    GradingError
        Se manca, se altri lo possono leggere, se sta dentro la cartella del corso, o se non è un segreto.
    """
    path = (file or default_file()).expanduser().absolute()
    if path.resolve().is_relative_to(ROOT):
        raise GradingError(
            f"Il segreto non può stare dentro la cartella del corso ({path}): finirebbe in mano a tutti. Scegli un altro posto."
        )
    said = ""
    if not path.exists():
        if not make:
            raise GradingError(f"Non trovo il segreto del corso in {path}. {LOST} Se sta altrove: --secret FILE.")
        _make(path)
        said = (
            f"Ho creato il segreto del corso in {path}. Copialo adesso in un posto sicuro (una chiavetta, un gestore di "
            f"password). {LOST}"
        )
    return Desk(path, _read(path)), said


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(HEADER + secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> bytes:
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise GradingError(
            f"Altri utenti di questo computer possono leggere il segreto. Chiudilo con: chmod 600 '{path}'"
        )
    lines = [line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    found = [line for line in lines if line and not line.startswith("#")]
    if len(found) != 1 or len(found[0]) != 64 or not set(found[0]) <= set("0123456789abcdef"):
        raise GradingError(f"{path} non contiene un segreto intero (64 cifre esadecimali). {LOST}")
    return bytes.fromhex(found[0])
