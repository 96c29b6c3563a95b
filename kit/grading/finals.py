"""The final vote of a course: the parts of ``voti.toml`` over the folders that ``grade`` wrote.  Reads esiti.csv, writes one CSV."""

import csv
from collections.abc import Sequence
from pathlib import Path

from kit.grading import csvfile
from kit.grading.errors import GradingError, plural
from kit.grading.people import ClassList
from kit.grading.release import write
from kit.grading.scheme import Scheme
from kit.grading.votes import PENDING, Final, final

RESULTS = "esiti.csv"
Share = float | str | None


def shares(folder: Path) -> dict[str, Share]:
    """
    La quota dei punti di ognuno in una prova.

    Parameters
    ----------
    folder : Path
        Una cartella scritta da ``grade``.

    Returns
    -------
    dict
        Matricola → quota da 0 a 1, None senza consegna, «in attesa» se manca una decisione.

    Raises
    ------
    GradingError
        Se lì non c'è una valutazione.
    """
    path = folder / RESULTS
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        return {row["matricola"]: _share(row) for row in rows}
    except (OSError, KeyError, ValueError) as error:
        raise GradingError(
            f"In {folder} non trovo gli esiti di una prova ({RESULTS} scritto da «grade»): controlla [[parti]] cartelle."
        ) from error


def _share(row: dict[str, str]) -> Share:
    if row["in sospeso"]:
        return PENDING
    if not row["punti massimi"]:
        return None
    points, most = (float(row[name].replace(",", ".")) for name in ("punti", "punti massimi"))
    return points / most if most else 0.0


def finals(people: ClassList, scheme: Scheme) -> dict[str, Final]:
    """
    Il voto finale di ognuno.

    Returns
    -------
    dict
        Matricola → voto, parti, perché.

    Raises
    ------
    GradingError
        Se lo schema non ha parti, o una cartella non è una valutazione.
    """
    if not scheme.parts:
        raise GradingError(
            "In voti.toml mancano le parti del voto finale: aggiungi [[parti]] con nome, cartelle e peso."
        )
    known = [[shares(folder) for folder in part.folders] for part in scheme.parts]
    return {
        person.matricola: final(person, [[one.get(person.matricola) for one in part] for part in known], scheme)
        for person in people
    }


def write_finals(people: ClassList, scheme: Scheme, target: Path) -> list[str]:
    """Scrive il CSV dei voti finali; restituisce che cosa c'è da sapere."""
    found = finals(people, scheme)
    names = [part.name for part in scheme.parts]
    rows: list[Sequence[object]] = [["matricola", "cognome", "nome", "voto", *names, "perché"]]
    for person in sorted(people, key=lambda one: one.sort_key):
        one = found[person.matricola]
        parts = {name: f"{value:g}".replace(".", ",") for name, value in one.parts}
        rows.append(
            [person.matricola, person.cognome, person.nome, one.vote, *(parts.get(name, "") for name in names), one.why]
        )
    write(target, csvfile.dump(rows, ";"))
    waiting = sum(one.vote == PENDING for one in found.values())
    said = f"{target}: {plural(len(found), 'voto finale', 'voti finali')}."
    return [said, f"{waiting} in attesa: completa da_correggere.csv e rilancia «grade»."] if waiting else [said]
