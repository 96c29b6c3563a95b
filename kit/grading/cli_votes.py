"""The arguments of ``python -m kit votes``."""

import argparse
from pathlib import Path

DESCRIPTION = "Mette insieme più prove nel voto finale, come dicono le [[parti]] di voti.toml."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Dichiara gli argomenti."""
    parser.add_argument("schema", metavar="VOTI.TOML", help="lo schema, con le [[parti]] e le loro cartelle di esiti")
    parser.add_argument(
        "--class", dest="people", metavar="FILE", required=True, help="elenco della classe (CSV, anche di Moodle)"
    )
    parser.add_argument(
        "--out", metavar="FILE", default="voti_finali.csv", help="dove scrivere i voti (senza: voti_finali.csv)"
    )


def run(asked: argparse.Namespace) -> int:
    """Esegue il comando."""
    from kit.grading.finals import write_finals
    from kit.grading.people import read_class
    from kit.grading.scheme import read_scheme

    people = read_class(Path(asked.people))
    for line in [*people.notes, *write_finals(people, read_scheme(Path(asked.schema)), Path(asked.out).absolute())]:
        print(line)
    return 0
