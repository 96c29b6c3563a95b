"""Find, make or repair the environment the course runs in.  Writes the environment's folder and nothing else.

Ready means: a stamp with the lock's digest, written last.  A marker says which set-up is under way: after an
interrupted new one the environment is made again from nothing, after an interrupted update the update is repeated.
"""

import errno
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from kit.launch import copies, faults, install, jupyter, packages, register
from kit.launch.place import Place, check_folder, choose
from kit.launch.say import Steps, line, seconds
from kit.launch.turn import turn
from kit.paths import ROOT

STUDENT = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"
UNDER_WAY = "oltre-i-follower.in-corso"
NEW, UPDATE = "nuovo", "aggiornamento"
NEEDED_MB = 1100  # 680 MB of environment, 146 MB of downloads, and pip's working copies
FIRST_TIME = (
    "È il primo avvio: preparo il corso. Scarico circa 150 MB e ci vuole un minuto o due;\n"
    "le prossime volte parte subito."
)
FIRST_TIME_OFFLINE = "È il primo avvio: preparo il corso con le librerie di questa cartella, senza rete."


def stamp(place: Place, lock: Path) -> Path:
    """Il file che dice: questo lock è installato."""
    return place.prefix / f"oltre-i-follower.{lock.stem}.pronto"


def python_works(place: Place) -> bool:
    """Dice se il Python dell'ambiente c'è ancora, ed è abbastanza nuovo."""
    try:
        settings = (place.prefix / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    rows = (row.partition("=") for row in settings.splitlines())
    values = {name.strip().lower(): value.strip() for name, _, value in rows}
    version = (values.get("version") or values.get("version_info") or "").split(".")[:2]
    recent = len(version) == 2 and all(part.isdigit() for part in version) and tuple(map(int, version)) >= (3, 11)
    # Windows keeps python.exe in the environment even when the Python it was made from is gone.
    return recent and place.python.exists() and Path(values.get("home", "")).is_dir()


def ready(place: Place, lock: Path = STUDENT) -> bool:
    """Dice se l'ambiente tiene già quel lock, senza avviare niente."""
    try:
        marked = stamp(place, lock).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return False
    return marked == packages.digest(lock) and python_works(place)


def holds(place: Place, lock: Path) -> bool:
    """Chiede al Python dell'ambiente se ha già tutti i pacchetti del lock."""
    command = [str(place.python), "-m", "kit.launch.packages", str(lock)]
    answer = subprocess.run(
        command, cwd=ROOT, env=install.environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return answer.returncode == 0 and not answer.stdout.strip()


def active() -> Place | None:
    """L'ambiente attivo, se tiene già tutto il lock e ci si può scrivere (conda, Binder)."""
    here = Place(Path(sys.prefix), own=False, why="è l'ambiente attivo e ha già tutte le librerie del corso")
    if sys.prefix == sys.base_prefix and not (here.prefix / "conda-meta").is_dir():
        return None  # the system's own Python is nobody's environment, whatever it holds
    usual = choose().prefix
    if (usual.exists() and usual.samefile(here.prefix)) or stamp(here, STUDENT).exists():
        return None  # one that we made, for this folder or for another copy of the course
    if next(packages.differences(STUDENT), None):
        return None
    return here if os.access(register.site_packages(here), os.W_OK) else None


def make(place: Place, uv: str | None) -> None:
    """Crea da zero l'ambiente, vuoto.

    Raises
    ------
    Fault
        Se manca venv, se la cartella è in uso o il disco è pieno.
    """
    if place.prefix.exists():
        try:
            shutil.rmtree(place.prefix)
        except PermissionError:
            raise faults.environment_in_use(place.prefix) from None
    if not uv:
        check_venv()
    place.prefix.mkdir(parents=True)
    (place.prefix / UNDER_WAY).write_text(NEW, encoding="ascii")
    if uv:
        command = [uv, "venv", "--quiet", "--no-project", "--allow-existing", "--python", sys.executable]
    else:
        command = [sys.executable, "-m", "venv"]
    try:
        install.call([*command, str(place.prefix)])
    except subprocess.CalledProcessError as failed:
        if "ensurepip is not" in failed.output:
            raise faults.no_venv() from None
        if install.cause(failed.output) == "disk":
            raise faults.disk_full(place.prefix) from None
        raise faults.venv_failed(failed.output.strip()[-300:]) from None


def check_venv() -> None:
    """Controlla che Python abbia il pezzo che crea gli ambienti (Debian e Ubuntu lo tengono a parte)."""
    if importlib.util.find_spec("ensurepip") is None:
        raise faults.no_venv()


def check_disk(place: Place) -> None:
    """Controlla che ci stia, prima di cominciare."""
    folder = next(parent for parent in place.prefix.parents if parent.exists())
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < NEEDED_MB:
        raise faults.disk_full(folder, NEEDED_MB, free)


def set_up(place: Place, lock: Path, reason: str) -> None:
    """Porta l'ambiente a tenere il lock: creando, riparando o aggiornando quanto basta; dice perché."""
    marker = place.prefix / UNDER_WAY
    half_made = marker.exists() and marker.read_text(encoding="ascii") == NEW
    from_nothing = half_made or not python_works(place)
    if not from_nothing and holds(place, lock):  # made or updated by hand, and complete
        finish(place, lock)
        return
    start = time.monotonic()
    wheels = install.offline_wheels(lock)
    uv = install.find_uv()
    if from_nothing:
        check_disk(place)
        line("La preparazione di prima si era interrotta: ricomincio da capo." if half_made else reason)
        if place.why:
            line(f"Metto le librerie in {faults.short(place.prefix)}, perché {place.why}.")
    else:
        line("Aggiungo all'ambiente le librerie che mancano o che sono cambiate.")
    line()
    steps = Steps(3 + from_nothing)
    if from_nothing:
        with steps.step("Creo l'ambiente"):
            make(place, uv)
    marker.write_text(NEW if from_nothing else UPDATE, encoding="ascii")
    for old in place.prefix.glob("oltre-i-follower.*.pronto"):
        old.unlink()
    install.install(place, lock, steps, uv, wheels)
    finish(place, lock)
    line(f"\nPronto in {seconds(time.monotonic() - start)}.\n")


def finish(place: Place, lock: Path) -> None:
    """Segna che l'ambiente tiene il lock: l'ultima cosa che si scrive."""
    for held in {lock, STUDENT} if lock == DEVELOPMENT else {lock}:  # it keeps every pin of the student's
        stamp(place, held).write_text(packages.digest(held), encoding="ascii")
    (place.prefix / UNDER_WAY).unlink(missing_ok=True)


def ensure(lock: Path = STUDENT) -> Place:
    """Restituisce l'ambiente pronto per quel lock, preparandolo se serve.

    Parameters
    ----------
    lock : Path
        Il lock che l'ambiente deve tenere: quello di chi studia o quello di chi sviluppa.

    Returns
    -------
    Place
        L'ambiente, con ``kit`` registrato, JupyterLab configurato e le lezioni copiate in ``lessons/mie``.

    Raises
    ------
    Fault
        Con una frase e il rimedio, se non si può partire.
    """
    check_folder()
    place = (active() if lock == STUDENT else None) or choose()
    try:
        file = place.prefix.with_name(place.prefix.name + ".lock") if place.own else place.private / "turno.lock"
        with turn(file, lambda: line("Un'altra finestra sta già preparando il corso: aspetto che finisca.")):
            if place.own and not ready(place, lock):
                set_up(place, lock, FIRST_TIME_OFFLINE if install.offline_wheels(lock) else FIRST_TIME)
            dress(place)
    except OSError as failed:
        if failed.errno in (errno.ENOSPC, errno.EDQUOT):
            raise faults.disk_full(place.prefix) from None
        if isinstance(failed, PermissionError):
            raise faults.not_writable(Path(failed.filename or place.prefix)) from None
        raise
    return place


def dress(place: Place) -> None:
    """Le cose piccole che ogni ambiente deve avere: ``kit``, le scelte di JupyterLab, le copie delle lezioni."""
    register.check_other_kit(place)
    register.register(place)
    copies.copy_missing()
    jupyter.write_settings(place)
