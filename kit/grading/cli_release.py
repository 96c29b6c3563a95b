"""The arguments of ``python -m kit release``."""

import argparse
from pathlib import Path

from kit.grading.cli import secret_option
from kit.grading.progress import Bar

DESCRIPTION = (
    "Prepara un pacchetto per ogni studente o gruppo: quaderno, dati suoi, verifiche senza valori giusti, leggimi. Rifatto "
    "con un elenco più lungo aggiunge chi manca e non tocca gli altri."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Dichiara gli argomenti."""
    parser.add_argument("lezione", help="«01», il nome della lezione, o il percorso di un sorgente privato .py")
    parser.add_argument(
        "--class", dest="people", metavar="FILE", required=True, help="elenco della classe (CSV, anche di Moodle)"
    )
    parser.add_argument("--edition", metavar="NOME", required=True, help="edizione o appello, per esempio 2026-1")
    parser.add_argument("--out", metavar="CARTELLA", required=True, help="dove mettere i pacchetti")
    parser.add_argument("--groups", action="store_true", help="un pacchetto per gruppo (colonna «gruppo» dell'elenco)")
    parser.add_argument("--zip", action="store_true", help="uno zip per pacchetto invece di una cartella")
    parser.add_argument(
        "--full-feedback", action="store_true", help="nella prova `check` dà l'esito completo (autotest)"
    )
    parser.add_argument("--moodle-sheet", metavar="FILE", help="foglio di valutazione del compito, scaricato da Moodle")
    parser.add_argument("--moodle-zip", metavar="FILE", help="fa anche lo zip da caricare in Moodle come feedback")
    secret_option(parser)


def run(asked: argparse.Namespace) -> int:
    """Esegue il comando."""
    from kit.grading import moodle
    from kit.grading.people import individually, read_class, with_moodle
    from kit.grading.release import Order, release
    from kit.grading.secret import open_desk
    from kit.grading.sources import open_source

    people = read_class(Path(asked.people))
    notes = list(people.notes)
    if not asked.groups:
        if any(person.gruppo for person in people):
            notes.append("L'elenco ha una colonna «gruppo»: la ignoro. Se si lavora in gruppo, aggiungi --groups.")
        people = individually(people)
    if asked.moodle_sheet:
        sheet = moodle.read_sheet(Path(asked.moodle_sheet))
        notes += sheet.notes
        people = with_moodle(people, sheet.ids(people))
    source = open_source(asked.lezione)
    desk, said = open_desk(Path(asked.secret) if asked.secret else None, make=True)
    order = Order(
        source,
        people,
        asked.edition,
        Path(asked.out).absolute(),
        groups=asked.groups,
        zips=asked.zip,
        full_feedback=asked.full_feedback,
        moodle_zip=Path(asked.moodle_zip).absolute() if asked.moodle_zip else None,
    )
    with Bar("Preparo i pacchetti") as bar:
        notes += release(order, desk, bar.at)
    for line in [said, *notes]:
        if line:
            print(line)
    return 0
