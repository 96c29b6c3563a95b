"""Every sentence a failed start can end with: what happened, where, and what to do.  Text only, touches nothing.

One function per fault, so that the table of faults can be read (and tested) in one place.
"""

import platform
import sys
from collections.abc import Iterable
from pathlib import Path


class Fault(Exception):
    """Una cosa che impedisce di partire, detta in una frase con il rimedio."""


def short(path: Path) -> str:
    """Scrive un percorso con ``~`` al posto della cartella personale."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def incomplete_folder(root: Path, missing: Iterable[str]) -> Fault:
    """La cartella del corso non è intera."""
    return Fault(
        f"Nella cartella {short(root)} manca {', '.join(missing)}: forse è stata copiata solo in parte. "
        "Scarica di nuovo il corso, estrai tutta la cartella e riparti da lì."
    )


def inside_zip() -> Fault:
    """Il corso è partito da dentro un archivio zip."""
    return Fault(
        "Il corso è ancora dentro un file zip. Estrai prima tutta la cartella (tasto destro, Estrai tutto), "
        "poi riparti da lì."
    )


def not_writable(folder: Path) -> Fault:
    """Nella cartella non si può scrivere."""
    return Fault(
        f"Non posso scrivere nella cartella {short(folder)}. Copia tutta la cartella del corso in un posto tuo, "
        "per esempio in Documenti, e riparti da lì."
    )


def python_32_bit() -> Fault:
    """Il Python in uso è a 32 bit."""
    return Fault(
        "Questo Python è a 32 bit e le librerie del corso non ci sono in quella forma. "
        "Installa Python a 64 bit da python.org/downloads e riparti."
    )


def no_venv() -> Fault:
    """Manca il pezzo di Python che crea gli ambienti (Debian, Ubuntu)."""
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    return Fault(
        "A questo Python manca il pezzo che crea gli ambienti. "
        f"Installa il pacchetto {name} (scrivi: sudo apt install {name}) e riparti."
    )


def no_network() -> Fault:
    """La rete non risponde."""
    return Fault(
        "Non riesco a scaricare le librerie: la rete non risponde. "
        "Controlla il collegamento (serve solo la prima volta) e riparti; quello che è già scaricato non si perde."
    )


def untrusted_network() -> Fault:
    """La rete mette un suo certificato in mezzo."""
    return Fault(
        "La rete in cui sei controlla il traffico e blocca lo scaricamento sicuro delle librerie. "
        "Prova con un'altra rete (per esempio il telefono) o chiedi a chi gestisce questa come aggiungere il suo "
        "certificato."
    )


def altered_download(package: str) -> Fault:
    """Un file scaricato non è quello atteso."""
    return Fault(
        f"Il file scaricato per {package or 'una libreria'} non è quello che il corso si aspetta, e non lo installo. "
        "Riprova; se succede ancora, cambia rete e avvisa chi tiene il corso."
    )


def disk_full(where: Path, needed_mb: int = 0, free_mb: int = 0) -> Fault:
    """Il disco è pieno, o lo sarebbe."""
    figures = f" (ne servono circa {needed_mb} MB, ne restano {free_mb})" if needed_mb else ""
    return Fault(f"Sul disco di {short(where)} non c'è abbastanza spazio{figures}. Libera un po' di posto e riparti.")


def no_wheels(missing: str) -> Fault:
    """Per questo Python o per questo computer una libreria non c'è."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    what = f" ({missing})" if missing else ""
    return Fault(
        f"Per Python {version} su questo computer ({platform.system()} {platform.machine()}) manca una libreria "
        f"del corso{what}. Installa Python 3.12 a 64 bit da python.org/downloads e riparti con quello."
    )


def bundle_for_others(contents: str) -> Fault:
    """La cartella senza rete è stata preparata per altri computer."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return Fault(
        f"Questa cartella senza rete è stata preparata per {contents}; qui c'è Python {version} su "
        f"{platform.system()} {platform.machine()}. Installa uno di quei Python, oppure collegati alla rete, "
        "elimina la cartella «ruote» e riparti."
    )


def environment_in_use(prefix: Path) -> Fault:
    """L'ambiente va rifatto ma qualcuno lo sta usando."""
    return Fault(
        f"Devo rifare l'ambiente {short(prefix)} ma qualcosa lo sta usando. "
        "Chiudi JupyterLab e le altre finestre del corso e riparti."
    )


def venv_failed(detail: str) -> Fault:
    """Python non è riuscito a creare l'ambiente."""
    return Fault(
        "Python non è riuscito a creare l'ambiente del corso. Riprova; se succede ancora, "
        f"reinstalla Python da python.org/downloads. Ultime parole di Python: {detail}"
    )


def install_failed(prefix: Path, detail: str) -> Fault:
    """L'installazione si è fermata per un motivo che non riconosciamo."""
    return Fault(
        f"L'installazione delle librerie si è fermata. Elimina la cartella {short(prefix)} e riparti; se succede "
        "ancora, scrivi python -m kit doctor e manda la pagina a chi tiene il corso. "
        f"Ultime parole dell'installazione: {detail}"
    )


def other_kit(where: Path, root: Path) -> Fault:
    """Un altro pacchetto di nome kit passa davanti al nostro."""
    return Fault(
        f"C'è un altro «kit» in {short(where)} che passa davanti a quello del corso ({short(root)}). "
        "Cambia nome a quel file o disinstallalo (python -m pip uninstall kit) e riparti."
    )


def not_these_packages(missing: Iterable[str]) -> Fault:
    """L'ambiente attivo non tiene i pacchetti del lock."""
    return Fault(
        f"Questo Python non ha le librerie del corso nelle versioni previste: {', '.join(list(missing)[:5])}. "
        "Installale con python -m pip install -r requirements.lock e riparti."
    )


def jupyter_failed(detail: str) -> Fault:
    """JupyterLab non è partito."""
    return Fault(
        "JupyterLab non è partito. Riprova; se succede ancora, scrivi python -m kit doctor e manda la pagina a chi "
        f"tiene il corso. Ultime parole di JupyterLab: {detail}"
    )


def jupyter_slow(seconds: int) -> Fault:
    """JupyterLab non risponde entro il tempo massimo."""
    return Fault(
        f"JupyterLab non ha risposto in {seconds} secondi. Chiudi i programmi che non usi e riparti; se un antivirus "
        "controlla ogni file, la prima volta può volerci di più."
    )


def unknown_command(word: str, nearest: str | None) -> Fault:
    """Il comando non esiste."""
    hint = f" Forse volevi: python -m kit {nearest}." if nearest else ""
    return Fault(f"Il comando «{word}» non c'è.{hint} L'elenco è in: python -m kit --help")


def need_network(what: str) -> Fault:
    """Un comando per chi tiene il corso ha bisogno della rete."""
    return Fault(f"Per {what} serve la rete, che non risponde. Collegati e riprova.")
