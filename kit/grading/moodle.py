"""Moodle's folder names and grading worksheet: read them, fill in grades, leave everything else as it was.

Pure but for reading one file.  Names and columns are those of Moodle's assign module.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.grading import csvfile
from kit.grading.errors import GradingError
from kit.grading.people import ClassList, Person, columns, participant_id

# From the right: a name may hold underscores and digits, the participant id may not be missing.
FOLDER = re.compile(r"(?s)(?P<name>.*)_(?P<id>\d+)_assign(?:submission|feedback)_(?:file|onlinetext)(?:_(?P<rest>.*))?")
GRADE = ("valutazione", "voto", "grade", "punteggio")
COMMENTS = (
    "commenti",
    "commento",
    "feedback comments",
    "feedback tramite commento",
    "commenti di feedback",
    "commenti feedback",
)
MODIFIED = ("ultima modifica", "last modified")


@dataclass(frozen=True)
class MoodleName:
    """Che cosa dice il nome di una cartella di Moodle: nome scritto, numero di partecipante, resto del nome."""

    name: str
    participant: str
    rest: str = ""


def read_name(text: str) -> MoodleName | None:
    """Legge «Nome Cognome_12345_assignsubmission_file», con o senza trattino basso in fondo; None se non è di Moodle."""
    found = FOLDER.fullmatch(text)
    return MoodleName(found["name"].strip(), found["id"], found["rest"] or "") if found else None


def folder(person: Person) -> str:
    """La cartella di una persona in uno zip di feedback.

    Notes
    -----
    Moodle taglia il nome ai trattini bassi e cerca il numero nel secondo pezzo: nel nome non ce ne devono essere. Il
    trattino basso in fondo lo capiscono tutte le versioni.
    """
    name = re.sub(r'[_/\\:*?"<>|\x00-\x1f]+', " ", person.name).strip() or "Studente"
    return f"{name}_{person.moodle}_assignsubmission_file_"


@dataclass(frozen=True)
class Sheet:
    """Il foglio di valutazione scaricato da Moodle: i byte, le righe, il posto delle colonne."""

    content: bytes
    rows: csvfile.Rows
    identifier: int
    grade: int
    comments: int | None
    notes: tuple[str, ...]

    def ids(self, people: ClassList) -> dict[str, str]:
        """Matricola → numero di partecipante, per chi si riconosce con certezza (matricola, email, nome unico)."""
        places = columns(self.rows.header)
        found: dict[str, str] = {}
        for _, cells in self.rows.rows:
            person = _who(cells, places, people)
            if person is not None and participant_id(cells[self.identifier]):
                found[person.matricola] = participant_id(cells[self.identifier])
        return found


def read_sheet(path: Path) -> Sheet:
    """
    Legge il foglio di valutazione di un compito.

    Raises
    ------
    GradingError
        Se non è il foglio di valutazione (mancano identificativo, valutazione o ultima modifica).
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GradingError(f"Non riesco a leggere {path}: {error.strerror or error}.") from error
    wanted = "identificativo, valutazione, ultima modifica: è il «foglio di valutazione» che si scarica dal compito"
    rows = csvfile.parse(content, _is_header, wanted, path.name)
    header = [csvfile.plain(name) for name in rows.header]
    notes = []
    if rows.separator != ",":
        notes.append(
            f"{path.name} è stato salvato di nuovo con Excel (separatore «{rows.separator}»): Moodle vuole la virgola, che "
            "rimetto io. Non riaprirlo in Excel prima di caricarlo."
        )
    comments = next((place for place, name in enumerate(header) if name in COMMENTS), None)
    return Sheet(content, rows, columns(rows.header)["moodle"], _grade(header), comments, tuple(notes))


def fill(sheet: Sheet, grades: Mapping[str, str], comments: Mapping[str, str] | None = None) -> bytes:
    """
    Il foglio con i voti al loro posto e tutto il resto com'era.

    Parameters
    ----------
    sheet : Sheet
    grades : mapping
        Numero di partecipante → voto da scrivere.
    comments : mapping, facoltativo
        Numero di partecipante → commento, se il foglio ha la colonna.
    """
    lines = csvfile.raw(sheet.content, sheet.rows.separator)
    for cells in lines[sheet.rows.header_at + 1 :]:
        if len(cells) <= max(sheet.identifier, sheet.grade):
            continue
        who = participant_id(cells[sheet.identifier])
        if who in grades:
            cells[sheet.grade] = grades[who]
        if comments and sheet.comments is not None and who in comments and sheet.comments < len(cells):
            cells[sheet.comments] = comments[who]
    encoding = "utf-8-sig" if sheet.rows.encoding == "utf-8-sig" else "utf-8"
    return csvfile.write(lines, ",", encoding, "\r\n" if b"\r\n" in sheet.content else "\n")


def _is_header(cells: Sequence[str]) -> bool:
    header = [csvfile.plain(cell) for cell in cells]
    modified = any(name.startswith(MODIFIED) for name in header)
    return "moodle" in columns(cells) and modified and any(name in GRADE for name in header)


def _grade(header: Sequence[str]) -> int:
    return next(place for place, name in enumerate(header) if name in GRADE)


def _who(cells: Sequence[str], places: Mapping[str, int], people: ClassList) -> Person | None:
    def cell(field: str) -> str:
        place = places.get(field)
        return cells[place] if place is not None and place < len(cells) else ""

    for person in people:
        if cell("matricola") and cell("matricola").casefold() == person.matricola.casefold():
            return person
    for person in people:
        if person.email and cell("email").casefold() == person.email.casefold():
            return person
    named = by_name(people, cell("completo") or f"{cell('nome')} {cell('cognome')}")
    return named[0] if len(named) == 1 else None


def by_name(people: ClassList, name: str) -> list[Person]:
    """Le persone dell'elenco con quelle parole nel nome, in qualunque ordine."""
    words = sorted(csvfile.plain(name).split())
    if not words:
        return []
    return [one for one in people if sorted(csvfile.plain(f"{one.nome} {one.cognome}").split()) == words]
