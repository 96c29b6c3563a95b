"""The list of commands and who answers each.  Imports a command's module only when it is asked for."""

import difflib
import importlib
from collections.abc import Callable
from dataclasses import dataclass

from kit.launch import faults, say
from kit.paths import ROOT

HEADER = """\
Oltre i follower. Social media marketing con i dati

Si scrive:   python -m kit [comando]      (su Windows: py -m kit [comando])
Senza comando apre la prima lezione.
"""
GROUPS = {
    "Per studiare": ("lab", "doctor"),
    "Per chi insegna": ("release", "grade", "oral", "votes", "export-nbgrader", "bundle", "setup"),
    "Per chi scrive le lezioni": ("build", "lint", "data"),
    "Per chi sviluppa": ("test", "style", "bench", "lock"),
}
ASKS_FOR_HELP = ("-h", "--help", "help", "aiuto")


@dataclass(frozen=True)
class Command:
    """Un comando: che cosa fa, chi risponde, e come si chiama lì."""

    help: str
    module: str
    function: str = "main"
    inside: bool = False  # runs inside the environment, as module.main(argv)
    prefix: tuple[str, ...] = ()  # words put before the arguments


COMMANDS = {
    "lab": Command("apre JupyterLab sulla prima lezione (è il comando senza nome)", "kit.launch.lab", "lab"),
    "doctor": Command("scrive una pagina da mandare a chi tiene il corso se qualcosa non va", "kit.launch.doctor"),
    "setup": Command("prepara tutto senza aprire JupyterLab (--here: nel Python attivo)", "kit.launch.setup"),
    "bundle": Command("prepara una cartella che si installa senza rete", "kit.launch.bundle", "main", True),
    "audit": Command("esamina i follower di un file e ne scrive un rapporto", "kit.followers.cli", "main", True),
    "build": Command(
        "rigenera le lezioni da solutions/ (--check: confronta)", "kit.course.cli", "main", True, ("build",)
    ),
    "lint": Command("controlla le lezioni", "kit.course.cli", "main", True, ("lint",)),
    "data": Command("rigenera i dati in datasets/", "kit.synthesis.cli", "main", True),
    "release": Command("prepara la prova di ogni studente o gruppo", "kit.grading.cli", "main", True, ("release",)),
    "grade": Command("valuta le consegne, in isolamento", "kit.grading.cli", "main", True, ("grade",)),
    "oral": Command("prepara il foglio per l'orale di una persona", "kit.grading.cli", "main", True, ("oral",)),
    "votes": Command("mette insieme più prove nel voto finale", "kit.grading.cli", "main", True, ("votes",)),
    "export-nbgrader": Command(
        "scrive le lezioni come corso di nbgrader", "kit.grading.cli", "main", True, ("export-nbgrader",)
    ),
    "test": Command("controlla stile e tipi ed esegue tutte le prove", "kit.launch.quality", "test"),
    "style": Command("solo stile e tipi (--fix: corregge)", "kit.launch.quality", "style"),
    "bench": Command("misura i tempi e li confronta", "kit.launch.bench", "main", True),
    "lock": Command(
        "rifà i lock delle librerie (--check: li prova per ogni sistema)", "kit.launch.locks", "main", True
    ),
}


def exists(command: Command) -> bool:
    """Dice se il modulo che risponde c'è in questa copia del corso."""
    file = ROOT.joinpath(*command.module.split("."))
    return file.with_suffix(".py").exists() or (file / "__init__.py").exists()


def available() -> dict[str, Command]:
    """I comandi che questa copia del corso sa eseguire."""
    return {name: command for name, command in COMMANDS.items() if exists(command)}


def help_text() -> str:
    """L'elenco dei comandi, in italiano, diviso per chi li usa."""
    left = available()
    parts = [HEADER.rstrip()]
    for title, names in GROUPS.items():
        rows = [f"  {name:<15} {left.pop(name).help}" for name in names if name in left]
        parts += [f"\n{title}", *rows] if rows else []
    parts += ["\nAltri comandi", *(f"  {name:<15} {command.help}" for name, command in left.items())] if left else []
    return "\n".join(parts)


def dispatch(word: str, arguments: list[str]) -> int:
    """Esegue un comando e ne restituisce il codice di uscita.

    Raises
    ------
    Fault
        Se il comando non esiste, con il più vicino; o se il comando non può partire.
    """
    commands = available()
    if word not in commands:
        near = difflib.get_close_matches(word, commands, n=1, cutoff=0.5)
        raise faults.unknown_command(word, near[0] if near else None)
    command = commands[word]
    if command.inside:
        from kit.launch import environment, handover

        return handover.call(environment.ensure(), command.module, [*command.prefix, *arguments])
    answer: Callable[[list[str]], int] = getattr(importlib.import_module(command.module), command.function)
    return answer(arguments)


def main(arguments: list[str]) -> int:
    """Punto d'ingresso di ``python -m kit``.

    Parameters
    ----------
    arguments : list of str
        Le parole dopo ``python -m kit``.

    Returns
    -------
    int
        0 se è andato tutto bene, 1 se c'è una frase da leggere, 130 se interrotto con Ctrl+C.
    """
    say.accents()
    if arguments and arguments[0] in ASKS_FOR_HELP:
        say.line(help_text())
        return 0
    # `python -m kit --no-browser` means `python -m kit lab --no-browser`.
    word, rest = (arguments[0], arguments[1:]) if arguments and not arguments[0].startswith("-") else ("lab", arguments)
    try:
        return dispatch(word, rest)
    except faults.Fault as fault:
        say.line(f"\n{fault}")
        return 1
    except KeyboardInterrupt:
        say.line("\nInterrotto. Riparti quando vuoi con lo stesso comando.")
        return 130
