"""How well this machine can shut a learner's code in: tried, not assumed.  Says it in Italian.

Starts a warm process, runs one cell that tries to get out, and looks at what it managed.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from kit import paths
from kit.grading.errors import GradingError
from kit.grading.sandbox import landlock
from kit.grading.sandbox.frames import Gone, TooLate
from kit.grading.sandbox.places import Exposed, readable
from kit.grading.sandbox.terms import Broken, Layers, Limits

FULL, PARTIAL, NONE = "completo", "parziale", "assente"

ROUTES = """\
Come si ottiene l'isolamento:
  - Windows: installa WSL2 (in PowerShell: wsl --install), poi in Ubuntu, dalla cartella del corso (il disco C: è /mnt/c):
      cp -r /mnt/c/Users/TUO_NOME/AppData/Local/oltre-i-follower/docente ~/docente && chmod 600 ~/docente/segreto.txt
      python3 -m kit grade consegne --class elenco.csv --secret ~/docente/segreto.txt --out esiti
  - macOS, o Linux che rifiuta gli spazi dei nomi: un contenitore, dalla cartella del corso. In ~/valuta metti le consegne,
    l'elenco, segreto.txt e la cartella registri che gli sta accanto:
      docker run --rm -it --privileged -v "$PWD":/corso -v "$HOME/valuta":/valuta -w /corso python:3.12 \\
        python -m kit grade /valuta/consegne --class /valuta/elenco.csv --secret /valuta/segreto.txt --out /valuta/esiti
  - Ubuntu dalla 23.10: gli spazi dei nomi si permettono con
      sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0
  - Senza isolamento, ma anche senza eseguire niente: aggiungi --mode values."""

ESCAPES = """
import os, socket, ctypes
from pathlib import Path
got = []
def attempt(name, action):
    try:
        action()
        got.append(name)
    except BaseException:
        pass
attempt("legge i file del corso", lambda: Path({solutions!r}).read_bytes())
attempt("legge i file del sistema", lambda: Path("/etc/passwd").read_bytes())
attempt("scrive fuori dalla sua cartella", lambda: Path({outside!r}).write_text("x"))
attempt("apre la rete", lambda: socket.socket())
attempt("crea processi", lambda: os._exit(0) if os.fork() == 0 else None)
attempt("esegue programmi", lambda: os.execv("/bin/true", ["true"]))
attempt("manda segnali ad altri", lambda: os.kill({marker}, 0))
raise RuntimeError("|".join(got))
"""


@dataclass(frozen=True)
class Level:
    """Quanto è isolata l'esecuzione: nome, difese, frase italiana, ciò che manca."""

    name: str
    layers: Layers
    said: str

    @property
    def isolated(self) -> bool:
        """Vero se si può valutare senza altri permessi."""
        return self.name != NONE


def detect(*, namespaces: bool = True) -> Level:
    """Il livello migliore che questo sistema permette, provato davvero (`namespaces=False`: senza spazi dei nomi)."""
    reasons: list[str] = []
    abi = landlock.version()
    tries = [Layers(True, abi > 0, True)] if namespaces else []
    tries += [Layers(False, True, True)] if abi > 0 else []
    for layers in tries if sys.platform == "linux" else []:
        try:
            holes = escapes(layers)
        except (Broken, Exposed) as error:
            reasons.append(str(error))
            continue
        if holes:
            reasons.append(f"una prova è riuscita a uscire: {', '.join(holes)}")
            continue
        if layers.namespaces:
            lock = f", Landlock {abi}" if abi else " (senza Landlock, che qui non c'è)"
            return Level(FULL, layers, f"Isolamento completo: spazi dei nomi{lock}, seccomp, limiti.")
        return Level(
            PARTIAL,
            layers,
            f"Isolamento parziale: Landlock {abi}, seccomp, limiti; questo sistema non concede gli spazi dei nomi "
            f"({'; '.join(reasons) or 'non richiesti'}). Il codice non legge altri file, non ha rete e non crea processi; "
            "può riempire il disco finché dura, e vedere quali file esistono.",
        )
    why = "; ".join(reasons) or "questo sistema non è Linux, o non ha Landlock né spazi dei nomi"
    return Level(NONE, Layers(False, False, False), f"Nessun isolamento: {why}.")


def require(level: Level, *, unisolated: bool) -> None:
    """
    Rifiuta di valutare senza isolamento.

    Raises
    ------
    GradingError
        Se il livello è assente e chi insegna non ha detto `--unisolated`; con le strade per averlo.
    """
    if level.isolated or (unisolated and sys.platform != "win32"):
        return
    raise GradingError(
        f"{level.said}\nNon eseguo il codice di altri su questo computer: potrebbe leggere, cambiare e mandare in rete i tuoi "
        f"file.\n{ROUTES}\n  - Solo se ti fidi di ogni riga consegnata (e mai su Windows): --unisolated."
    )


def escapes(layers: Layers) -> list[str]:
    """Che cosa riesce a fare una cella che prova a uscire; una lista vuota se niente.

    Raises
    ------
    Broken
        Se con queste difese il processo non parte.
    """
    from kit.grading.sandbox.cage import Warm  # not on Windows

    secret = next(iter(sorted(paths.SOLUTIONS.glob("*.py"))), Path(__file__))
    with Warm(layers, readable(), bare=True) as warm:
        code = ESCAPES.format(solutions=str(secret), outside=str(warm.scratch / "fuori.txt"), marker=warm.process_id)
        with warm.run({}, {}, Limits()) as run:
            try:
                reply = run.ask("cell", code=code)
            except (Gone, TooLate) as error:
                raise Broken(f"la prova di isolamento non finisce ({error})") from error
        said = str((reply.get("error") or {}).get("said", "?"))
        found = [hole for hole in said.split("|") if hole]
        if (warm.scratch / "fuori.txt").exists():
            found.append("ha scritto un file")
    return found
