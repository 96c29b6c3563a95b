"""The arguments of ``python -m kit oral``."""

import argparse

from kit.grading.cli import secret_option

DESCRIPTION = (
    "Prepara il foglio per l'orale di una persona: che cosa ha consegnato e tre domande «e se…» con le risposte."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Dichiara gli argomenti."""
    parser.add_argument("matricola", help="di chi")
    parser.add_argument(
        "--class", dest="people", metavar="FILE", required=True, help="elenco della classe (CSV, anche di Moodle)"
    )
    parser.add_argument("--out", metavar="CARTELLA", required=True, help="la cartella di uscita di «grade»")
    parser.add_argument("--lesson", metavar="LEZIONE", help="quale lezione (di solito è scritta nella cartella)")
    parser.add_argument("--edition", metavar="NOME", help="quale edizione (di solito è scritta nella cartella)")
    secret_option(parser)


def run(asked: argparse.Namespace) -> int:
    """Esegue il comando."""
    from kit.exercises.handin import safe
    from kit.grading.cli_grade import marked_before
    from kit.grading.oral import sheet
    from kit.grading.release import write

    planned = marked_before(asked)
    target = planned.out / "orale" / f"{safe(asked.matricola)}.html"
    write(target, sheet(planned, asked.matricola).encode())
    print(f"Il foglio per l'orale è in {target}.")
    return 0
