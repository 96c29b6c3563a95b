"""The class list: who is in the class, in which group, with how much extra time.  Reads one CSV, writes nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kit.exercises.handin import safe
from kit.grading import csvfile
from kit.grading.errors import GradingError, plural

HEADINGS = {
    "matricola": (
        *("matricola", "numero di matricola", "numero matricola", "n matricola", "num matricola", "matr", "mat"),
        *("numero id", "id number", "idnumber", "codice identificativo", "numero identificativo", "student id"),
    ),
    "cognome": ("cognome", "last name", "surname", "cognome studente"),
    "nome": ("nome", "first name", "nome studente"),
    "completo": (
        *("nome completo", "full name", "nominativo", "studente", "cognome e nome", "cognome nome"),
        *("nome e cognome", "nome cognome", "nome completo dell utente"),
    ),
    "email": (
        *("email", "e mail", "mail", "indirizzo email", "indirizzo e mail", "email address", "posta elettronica"),
        *("email istituzionale", "e mail istituzionale", "indirizzo di posta elettronica"),
    ),
    "gruppo": ("gruppo", "gruppi", "group", "groups", "squadra", "team"),
    "tempo_extra": ("tempo extra", "tempo aggiuntivo", "extra time", "tempo in piu"),
    "moodle": ("identificativo", "identifier", "id partecipante", "participant id", "moodle"),
    "ruolo": ("ruolo", "ruoli", "role", "roles"),
}
SURNAME_FIRST = ("cognome e nome", "cognome nome", "studente", "nominativo")
STAFF = ("docente", "teacher", "tutor", "manager", "assistente")
MATRICOLA = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._/-]*")
LONGEST = 64


@dataclass(frozen=True)
class Person:
    """Una riga dell'elenco; `moodle` è il numero di partecipante, `row` la riga del file."""

    matricola: str
    cognome: str = ""
    nome: str = ""
    email: str = ""
    gruppo: str = ""
    tempo_extra: str = ""
    moodle: str = ""
    row: int = 0

    @property
    def unit(self) -> str:
        """Chi riceve il pacchetto: la matricola, o `gruppo:NOME` quando si lavora in gruppo."""
        return f"gruppo:{self.gruppo}" if self.gruppo else self.matricola

    @property
    def name(self) -> str:
        """Nome e cognome, o la matricola se mancano."""
        return f"{self.nome} {self.cognome}".strip() or self.matricola

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """L'ordine dell'elenco stampato: cognome, nome, matricola."""
        return (csvfile.plain(self.cognome), csvfile.plain(self.nome), self.matricola)


@dataclass(frozen=True)
class ClassList:
    """L'elenco della classe, e che cosa si è letto di strano senza doversi fermare."""

    people: tuple[Person, ...]
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people)

    def units(self) -> dict[str, tuple[Person, ...]]:
        """Chi riceve un pacchetto → le persone che ci lavorano, nell'ordine dell'elenco."""
        found: dict[str, tuple[Person, ...]] = {}
        for person in self.people:
            found[person.unit] = (*found.get(person.unit, ()), person)
        return found

    def get(self, matricola: str) -> Person:
        """La persona con questa matricola.

        Raises
        ------
        GradingError
            Se non c'è, con le matricole più vicine.
        """
        import difflib

        known = {person.matricola.casefold(): person for person in self.people}
        if matricola.casefold() in known:
            return known[matricola.casefold()]
        near = difflib.get_close_matches(matricola.casefold(), known, 3, 0.6)
        guess = f" Le più vicine: {', '.join(known[one].matricola for one in near)}." if near else ""
        raise GradingError(f"Nell'elenco non c'è la matricola {matricola}.{guess}")


def read_class(path: Path) -> ClassList:
    """
    Legge l'elenco della classe.

    Parameters
    ----------
    path : Path
        Un CSV con almeno la matricola; riconosce anche cognome, nome (o nome completo), email, gruppo, tempo_extra,
        con i nomi che usano gli uffici e Moodle. Separatore e codifica si trovano da soli.

    Returns
    -------
    ClassList

    Raises
    ------
    GradingError
        Con tutte le righe che non vanno: matricola vuota, ripetuta, rovinata da Excel, o che si legge in due modi.
    """
    rows = csvfile.read(path, _is_header, "serve almeno «matricola»; poi cognome, nome, email, gruppo, tempo_extra")
    places = columns(rows.header)
    problems: list[str] = []
    people: list[Person] = []
    staff = 0
    for line, cells in rows.rows:
        fields = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        if any(word in fields.get("ruolo", "").casefold() for word in STAFF):
            staff += 1
            continue
        matricola, problem = _matricola(fields["matricola"])
        if problem:
            problems.append(f"riga {line}: {problem}")
            continue
        people.append(_person(matricola, fields, rows.header, places, line))
    problems += _repeated(people)
    if problems:
        listed = "\n".join(f"  - {problem}" for problem in problems)
        raise GradingError(f"In {path.name} {plural(len(problems), 'riga non va', 'righe non vanno')}:\n{listed}")
    if not people:
        raise GradingError(f"In {path.name} non c'è nessuno studente.")
    notes = [f"Ho saltato {plural(staff, 'riga di chi insegna', 'righe di chi insegna')}."] if staff else []
    return ClassList(tuple(people), tuple(notes))


def columns(header: Sequence[str]) -> dict[str, int]:
    """Il posto di ogni colonna riconosciuta."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        for field, names in HEADINGS.items():
            if csvfile.plain(name) in names:
                found.setdefault(field, place)
    return found


def participant_id(text: str) -> str:
    """Il numero di partecipante di «Partecipante 12345» (o vuoto)."""
    digits = re.search(r"(\d+)\s*$", text)
    return digits[1] if digits else ""


def individually(people: ClassList) -> ClassList:
    """L'elenco senza gruppi: ognuno riceve il suo pacchetto."""
    return replace(people, people=tuple(replace(one, gruppo="") for one in people.people))


def with_moodle(people: ClassList, ids: dict[str, str]) -> ClassList:
    """L'elenco con i numeri di partecipante letti dal foglio di Moodle (matricola → numero)."""
    return replace(
        people, people=tuple(replace(one, moodle=ids.get(one.matricola, one.moodle)) for one in people.people)
    )


def _is_header(cells: Sequence[str]) -> bool:
    return "matricola" in columns(cells)


def _matricola(text: str) -> tuple[str, str]:
    """The id, or what is wrong with it."""
    text = text.lstrip("'").strip()
    text = re.sub(r"^(\d+)[.,]0+$", r"\1", text)
    if not text:
        return "", "la matricola è vuota."
    if re.fullmatch(r"\d+[.,]?\d*[eE]\+?\d+", text):
        return "", (
            f"la matricola «{text}» è stata rovinata da Excel: formatta la colonna come testo e riscrivila per intero."
        )
    if not MATRICOLA.fullmatch(text) or len(text) > LONGEST or ".." in text:
        return (
            "",
            f"la matricola «{text[:LONGEST]}» contiene caratteri che non vanno (bene: lettere, cifre, . _ - / @).",
        )
    return text, ""


def _person(matricola: str, fields: dict[str, str], header: Sequence[str], places: dict[str, int], line: int) -> Person:
    surname, name = fields.get("cognome", ""), fields.get("nome", "")
    whole = fields.get("completo", "")
    if whole and not surname and not name:
        heading = csvfile.plain(header[places["completo"]])
        surname, name = _split_name(whole, surname_first=heading in SURNAME_FIRST)
    return Person(
        matricola,
        surname,
        name,
        fields.get("email", ""),
        fields.get("gruppo", ""),
        fields.get("tempo_extra", ""),
        participant_id(fields.get("moodle", "")),
        line,
    )


def _split_name(whole: str, *, surname_first: bool) -> tuple[str, str]:
    """Where surname and name meet in one cell is a guess; it only changes how the person is listed."""
    if "," in whole:
        surname, _, name = whole.partition(",")
        return surname.strip(), name.strip()
    words = whole.split()
    if len(words) < 2:
        return whole, ""
    if surname_first:
        capitals = [word for word in words if word.isupper() and len(word) > 1]
        cut = len(capitals) if 0 < len(capitals) < len(words) and words[: len(capitals)] == capitals else 1
        return " ".join(words[:cut]), " ".join(words[cut:])
    return words[-1], " ".join(words[:-1])


def _repeated(people: Sequence[Person]) -> list[str]:
    problems = []
    seen: dict[str, Person] = {}
    for person in people:
        key = safe(person.matricola).casefold().lstrip("0")  # the name of its page
        before = seen.setdefault(key, person)
        if before is person:
            continue
        if before.matricola.casefold() == person.matricola.casefold():
            problems.append(f"riga {person.row}: la matricola {person.matricola} c'è già alla riga {before.row}.")
        elif safe(before.matricola) != before.matricola or safe(person.matricola) != person.matricola:
            problems.append(
                f"riga {person.row}: la matricola {person.matricola} e la {before.matricola} (riga {before.row}) darebbero lo stesso "
                "nome ai file: cambia il segno che le distingue in una lettera o una cifra."
            )
        else:
            problems.append(
                f"riga {person.row}: la matricola {person.matricola} e la {before.matricola} (riga {before.row}) differiscono "
                "solo per gli zeri iniziali: quale è giusta?"
            )
    return problems
