"""``python -m kit release | grade | oral | votes | export-nbgrader``: reads arguments, prints Italian, gives the exit code."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from kit.grading.errors import GradingError

COMMANDS = {
    "release": "kit.grading.cli_release",
    "export-nbgrader": "kit.grading.cli_nbgrader",
    "grade": "kit.grading.cli_grade",
    "oral": "kit.grading.cli_oral",
    "votes": "kit.grading.cli_votes",
}


def main(argv: Sequence[str]) -> int:
    """Esegue il comando detto dalla prima parola; 0 se tutto va bene, 1 se c'è una frase da leggere."""
    from kit.launch.say import accents

    accents()
    command, *rest = argv
    module = importlib.import_module(COMMANDS[command])
    parser = argparse.ArgumentParser(prog=f"python -m kit {command}", description=module.DESCRIPTION)
    module.arguments(parser)
    try:
        return int(module.run(parser.parse_args(rest)))
    except GradingError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1


def secret_option(parser: argparse.ArgumentParser) -> None:
    """L'opzione comune ai comandi che hanno bisogno del segreto."""
    parser.add_argument(
        "--secret", metavar="FILE", help="dove sta il segreto del corso (senza: nella cartella personale)"
    )
