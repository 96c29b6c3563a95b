"""``python -m kit doctor``: one Italian page to send to whoever keeps the course.

Looks at everything and repairs nothing; works where nothing else does.  Writes lessons/mie/diagnosi.txt, which
holds what the terminal shows and no more (the home folder is written ``~``, the token never).
"""

import locale
import os
import platform
import shutil
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from kit import __version__
from kit.launch import browser, environment, faults, install, lab, packages, place, register
from kit.launch.say import line
from kit.paths import DATASETS, LESSONS, MINE, ROOT

Row = tuple[str, str]
PAGE = "diagnosi.txt"
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
OVERRIDES = (
    "KIT_HOME",
    "PYTHONHOME",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_PATH",
)


def free_gb(folder: Path) -> float:
    """Gigabyte liberi sul disco di una cartella."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return shutil.disk_usage(there).free / 1e9


def computer() -> Iterator[Row]:
    """Il computer e il suo Python."""
    yield "Sistema", f"{platform.system()} {platform.release()} ({platform.machine()})"
    yield "Python", f"{platform.python_version()}, {struct.calcsize('P') * 8} bit, {sys.executable}"
    yield "Disco", f"{free_gb(ROOT):.1f} GB liberi".replace(".", ",")
    yield "Lingua", f"{locale.getlocale()[0] or 'non impostata'}, {sys.stdout.encoding}"
    yield "Browser", browser.default() or "nessuno trovato"
    yield "Rete", "passa da un proxy" if any(os.environ.get(name) for name in PROXIES) else "senza proxy"
    yield "Variabili", ", ".join(name for name in OVERRIDES if os.environ.get(name)) or "nessuna che cambi il corso"


def course() -> Iterator[Row]:
    """La copia del corso."""
    lessons, mine = (sorted(folder.glob("[0-9]*.ipynb")) for folder in (LESSONS, MINE))
    yield "Cartella", str(ROOT)
    yield "Versione", __version__
    yield "Lezioni", f"{len(lessons)}; tue copie in lessons/mie: {len(mine)}"
    yield "Dati", f"{len(list(DATASETS.glob('*.csv')))} tabelle"
    if environment.STUDENT.exists():
        count = len(packages.pins(environment.STUDENT))
        yield "Lock", f"{packages.digest(environment.STUDENT)[:8]}, {count} librerie"


def libraries(where: place.Place) -> str:
    """Quante librerie dell'ambiente non sono quelle del lock."""
    command = [str(where.python), "-m", "kit.launch.packages", str(environment.STUDENT)]
    asked = subprocess.run(
        command,
        cwd=ROOT,
        env=install.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        return "non si possono leggere"
    different = asked.stdout.split("\n") if asked.stdout.strip() else []
    return f"diverse dal lock: {', '.join(different[:5])}" if different else "tutte quelle del lock"


def surroundings(where: place.Place) -> Iterator[Row]:
    """L'ambiente del corso e JupyterLab."""
    yield "Dove", str(where.prefix) + (f" ({where.why})" if where.why else "")
    mark = environment.stamp(where, environment.STUDENT)
    if environment.ready(where):
        yield "Stato", f"pronto dal {datetime.fromtimestamp(mark.stat().st_mtime):%d/%m/%Y %H:%M}"
    elif not where.own:
        yield "Stato", "pronto (è l'ambiente attivo)"
    else:
        yield "Stato", "da aggiornare" if mark.exists() else "da preparare"
    if where.python.exists():
        yield "Librerie", libraries(where)
    running = [server for server in lab.servers(where) if lab.answers(server)]
    yield "JupyterLab", f"aperto sulla porta {running[0]['port']}" if running else "chiuso"
    if not running:
        yield "Porta", f"{lab.USUAL_PORT} " + ("libera" if port_free() else "occupata: JupyterLab ne userà un'altra")
    if lab.log_file(where).exists():
        yield "Ultime righe", lab.last_words(lab.log_file(where)) or "nessuna"


def port_free(port: int = lab.USUAL_PORT) -> bool:
    """Dice se la porta di JupyterLab è libera."""
    with socket.socket() as trial:
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def problems(where: place.Place) -> Iterator[str]:
    """Tutto ciò che non va, ciascuno con il suo rimedio."""
    checks: list[Callable[[], None]] = [place.check_folder, lambda: register.check_other_kit(where)]
    if where.own and not environment.python_works(where):
        checks.append(lambda: environment.check_disk(where))
        if not install.find_uv():
            checks.append(environment.check_venv)
    for check in checks:
        try:
            check()
        except faults.Fault as fault:
            yield str(fault)
    if not any(LESSONS.glob("*.ipynb")):
        yield "Nella cartella lessons non c'è nessuna lezione. Scarica di nuovo il corso e riparti da lì."
    if where.own and (where.prefix / environment.UNDER_WAY).exists():
        yield "La preparazione dell'ambiente è in corso o si era interrotta. Scrivi python -m kit e lasciala finire."
    elif where.own and not environment.ready(where):
        yield "L'ambiente non è pronto. Scrivi python -m kit: lo prepara o lo aggiorna da solo."
    elif where.python.exists() and "diverse" in (different := libraries(where)):
        yield f"Le librerie non sono quelle previste ({different}). Elimina {where.prefix} e scrivi python -m kit."
    if not browser.default():
        yield "Python non trova un browser. Installane uno, oppure copia nel tuo l'indirizzo che JupyterLab mostra."


def page() -> str:
    """Compone la pagina.

    Returns
    -------
    str
        Il testo, con ``~`` al posto della cartella personale.
    """
    where = environment.active() or place.choose()
    wrong = list(problems(where))
    parts = [f"Oltre i follower: diagnosi del {datetime.now():%d/%m/%Y %H:%M}", "", "CHE COSA NON VA"]
    parts += [f"  {number}. {text}" for number, text in enumerate(wrong, 1)] or [
        "  Niente di quello che so controllare."
    ]
    for title, rows in (("COMPUTER", computer()), ("CORSO", course()), ("AMBIENTE", surroundings(where))):
        parts += ["", title, *(f"  {name:<14}{value}" for name, value in rows)]
    text = "\n".join(parts)
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def main(arguments: list[str]) -> int:
    """Mostra la pagina e la salva in ``lessons/mie``.

    Parameters
    ----------
    arguments : list of str
        Vuota: il comando non ha opzioni.
    """
    if arguments:
        raise faults.Fault("Il comando doctor non ha opzioni. Scrivi: python -m kit doctor")
    text = page()
    line(text)
    try:
        MINE.mkdir(parents=True, exist_ok=True)
        (MINE / PAGE).write_text(text + "\n", encoding="utf-8")
    except OSError:
        line("\nCopia questa pagina e mandala a chi tiene il corso.")
    else:
        line(f"\nHo salvato questa pagina in lessons/mie/{PAGE}: rileggila e mandala a chi tiene il corso.")
    return 0
