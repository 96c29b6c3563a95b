"""Run another room's command inside the environment, with its exit code.  Starts one process, touches no file."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from kit.launch import jupyter
from kit.launch.place import Place
from kit.paths import ROOT

CALL = "import sys; from {module} import main; sys.exit(main(sys.argv[1:]))"


def run(place: Place, arguments: Sequence[str], cwd: Path = ROOT) -> int:
    """Esegue il Python dell'ambiente con questi argomenti e restituisce il suo codice di uscita.

    Notes
    -----
    Un processo figlio e non ``os.exec*``, che su Windows perde la finestra.
    """
    child = subprocess.Popen([str(place.python), *arguments], cwd=cwd, env=jupyter.environment(place))
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the child got it too, and answers as it likes
            continue


def call(place: Place, module: str, arguments: Sequence[str]) -> int:
    """Chiama ``main(argv)`` di un modulo del corso dentro l'ambiente."""
    return run(place, ["-c", CALL.format(module=module), *arguments], cwd=Path.cwd())  # its paths are the person's
