"""The environment of the people who keep the course: uv and repo2docker, apart from the learner's.

Made from its own hashed lock in .venv-tools.  Run as ``python -m kit.launch.tools`` it only makes it.
"""

import os
import sys

from kit.launch import environment, faults, install
from kit.launch.place import Place, choose
from kit.launch.say import accents, line
from kit.launch.turn import turn
from kit.paths import ROOT

LOCK = ROOT / "requirements-tools.lock"
REASON = "Preparo gli strumenti di chi tiene il corso."


def place() -> Place:
    """Dove stanno gli strumenti, pronti o no."""
    usual = choose()
    return Place(usual.prefix.with_name(usual.prefix.name + "-tools"))


def ensure() -> Place:
    """Prepara gli strumenti, se mancano.

    Raises
    ------
    Fault
        Con una frase e il rimedio.
    """
    tools = place()
    with turn(tools.prefix.with_name(tools.prefix.name + ".lock"), lambda: line("Aspetto l'altra finestra.")):
        if not environment.ready(tools, LOCK):
            environment.set_up(tools, LOCK, REASON)
    return tools


def uv() -> str:
    """Il programma uv: quello che c'è già, o quello degli strumenti."""
    name = "uv.exe" if os.name == "nt" else "uv"
    return install.find_uv() or str(ensure().scripts / name)


if __name__ == "__main__":
    accents()
    try:
        ensure()
    except faults.Fault as fault:
        line(str(fault))
        sys.exit(1)
