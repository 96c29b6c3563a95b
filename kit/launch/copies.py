"""Give the learner a copy of each lesson, once.  Writes only files that are not there yet, in lessons/mie/."""

import os
import shutil
from pathlib import Path

from kit.paths import LESSONS, MINE

FIRST = "00_inizia_qui.ipynb"


def copy_missing(lessons: Path = LESSONS, mine: Path = MINE) -> list[str]:
    """Copia in ``lessons/mie`` le lezioni che ancora non ci sono; non sovrascrive mai.

    Returns
    -------
    list of str
        I nomi dei quaderni copiati.
    """
    mine.mkdir(parents=True, exist_ok=True)
    copied = []
    for source in sorted(lessons.glob("*.ipynb")):
        target = mine / source.name
        if target.exists():
            continue
        partial = mine / f".{source.name}.{os.getpid()}"  # never half a notebook under its own name
        shutil.copyfile(source, partial)
        partial.replace(target)
        copied.append(source.name)
    return copied


def first_page(mine: Path = MINE) -> str:
    """L'indirizzo da aprire: la prima lezione, o la cartella se la lezione non c'è ancora."""
    return "/lab/tree/lessons/mie" + (f"/{FIRST}" if (mine / FIRST).exists() else "")
