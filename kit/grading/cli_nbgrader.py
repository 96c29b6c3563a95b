"""The arguments of ``python -m kit export-nbgrader``."""

import argparse
from pathlib import Path

DESCRIPTION = "Scrive le lezioni come corso di nbgrader: dati uguali per tutti, un punto a esercizio della prova."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Dichiara gli argomenti."""
    parser.add_argument("cartella", help="dove scrivere il corso")
    parser.add_argument("lezioni", nargs="*", metavar="LEZIONE", help="quali (senza: tutte quelle con una prova)")


def run(asked: argparse.Namespace) -> int:
    """Esegue il comando."""
    from kit.grading.nbgrader import export
    from kit.grading.sources import lessons_with_a_trial, open_source

    words = asked.lezioni or lessons_with_a_trial()
    for line in export([open_source(word) for word in words], Path(asked.cartella).absolute()):
        print(line)
    return 0
