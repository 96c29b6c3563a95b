"""``python -m kit setup``: everything but opening JupyterLab.  Binder's postBuild and lab images call it.

With ``--here`` it dresses the Python that is running and never makes an environment of its own.
"""

import sys
from pathlib import Path

from kit.launch import environment, faults, packages
from kit.launch.place import Place, check_folder
from kit.launch.say import line


def main(arguments: list[str]) -> int:
    """Prepara l'ambiente; con ``--here`` usa il Python attivo, che deve già avere le librerie.

    Parameters
    ----------
    arguments : list of str
        Vuota oppure ``--here``.
    """
    if arguments not in ([], ["--here"]):
        raise faults.Fault(f"Non capisco «{' '.join(arguments)}». Scrivi: python -m kit setup [--here]")
    if arguments:
        check_folder()
        different = list(packages.differences(environment.STUDENT))
        if different:
            raise faults.not_these_packages(different)
        place = Place(Path(sys.prefix), own=False)
        environment.dress(place)
    else:
        place = environment.ensure()
    line(f"Pronto: l'ambiente è in {faults.short(place.prefix)}, le lezioni in lessons/mie.")
    return 0
