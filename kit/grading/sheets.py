"""The two sheets a person fills in by hand: whose hand-in is it, how many points.  What was written there is never lost."""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.grading import csvfile
from kit.grading.errors import GradingError
from kit.grading.identity import Problem
from kit.grading.release import write
from kit.grading.state import Decision

WHOSE = ("file", "sembra di", "perché", "matricola")
# Words before ids keep a spreadsheet from reading 1.7 as the first of July and 0123 as 123.
STUDENT, EXERCISE, MARK = "studente ", "esercizio ", "#"
POINTS = ("unità", "cognome e nome", "esercizio", "perché", "risposta", "punti massimi", "punti", "nota", "consegna")


@dataclass(frozen=True)
class Row:
    """Una riga da correggere a mano."""

    unit: str
    name: str
    exercise: str
    why: str
    answer: str
    most: float
    digest: str


def read_whose(path: Path) -> dict[str, str]:
    """Ciò che è stato scritto in identita.csv: file (come lo dà `csvfile.again`) → matricola («-»: non vale)."""
    rows = _read(path, WHOSE)
    return {row["file"]: row["matricola"] for row in rows if row["file"] and row["matricola"]}


def write_whose(path: Path, problems: Iterable[Problem], decided: Mapping[str, str]) -> None:
    """Il foglio delle consegne di cui non si sa di chi sono; ciò che era deciso resta scritto."""
    rows = {}
    for one in problems:
        key = csvfile.again(one.label)
        rows[key] = (one.label, one.person, one.reason, decided.get(key, ""))
    for label, matricola in decided.items():
        rows.setdefault(label, (label, "", "già deciso", matricola))
    _write(path, WHOSE, [rows[label] for label in sorted(rows)])


def read_points(path: Path) -> dict[tuple[str, str], Decision]:
    """Ciò che è stato scritto in da_correggere.csv: (unità, esercizio) → decisione; anche le righe ancora vuote."""
    rows = _read(path, POINTS)
    return {
        (row["unità"].removeprefix(STUDENT), row["esercizio"].removeprefix(EXERCISE)): Decision(
            row["consegna"].removeprefix(MARK), row["punti"], row["nota"]
        )
        for row in rows
        if row["unità"] and row["esercizio"]
    }


def write_points(path: Path, rows: Sequence[Row], decisions: Mapping[tuple[str, str], Decision]) -> None:
    """Il foglio delle correzioni a mano: le righe da decidere, e ciò che è già stato deciso."""
    lines = []
    for row in rows:
        done = decisions.get((row.unit, row.exercise), Decision("", "", ""))
        changed = bool(done.points) and bool(done.digest) and done.digest != row.digest[:12]
        why = f"{row.why} (la consegna è cambiata dopo la correzione)" if changed else row.why
        most = f"{row.most:g}".replace(".", ",")
        answer = " / ".join(row.answer.splitlines())
        unit = row.unit if row.unit.startswith("gruppo:") else STUDENT + row.unit
        mark = MARK + (done.digest or row.digest[:12])
        exercise = EXERCISE + row.exercise
        lines.append((unit, row.name, exercise, why, answer, most, done.points, done.note, mark))
    _write(path, POINTS, lines)


def _read(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    wanted = [csvfile.plain(name) for name in columns]
    found = csvfile.read(
        path, lambda cells: set(wanted) <= {csvfile.plain(cell) for cell in cells}, f"le colonne {', '.join(columns)}"
    )
    places = {
        name: [csvfile.plain(cell) for cell in found.header].index(plain)
        for name, plain in zip(columns, wanted, strict=True)
    }
    return [
        {name: cells[place].removeprefix("'") if place < len(cells) else "" for name, place in places.items()}
        for _, cells in found.rows
    ]


def _write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    content = csvfile.dump([columns, *rows], ";")
    if not rows and not path.exists():
        return
    with contextlib.suppress(OSError):
        if path.read_bytes() == content:
            return
    try:
        write(path, content)
    except PermissionError as error:
        raise GradingError(
            f"{path} è aperto in un altro programma: chiudilo e rilancia. Non si è perso niente."
        ) from error
