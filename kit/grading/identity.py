"""Whose hand-in is this: release id, then participant id, then name.  A conflict is reported, never guessed.

Pure: items and the class list in, hand-ins and problems out.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from kit.grading import arrivals, csvfile, moodle, notebook
from kit.grading.collect import Item
from kit.grading.people import ClassList, Person

MOST_PROBLEMS = 5  # told of one person's files
MOST_NAMES = 20  # in one sentence


@dataclass(frozen=True)
class Handin:
    """Una consegna riconosciuta: di chi è, i byte, il quaderno letto, che cosa si è notato."""

    unit: str
    label: str
    content: bytes
    notebook: notebook.Notebook
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """L'impronta dei byte consegnati."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Problem:
    """Ciò che non si può valutare: il file, di chi sembra, perché, la risposta pronta."""

    label: str
    person: str
    reason: str
    reply: str
    conflict: bool = False  # to be told even when the same person handed in properly


@dataclass
class Sorted:
    """Le consegne per unità, e i problemi."""

    handins: dict[str, Handin] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Expected:
    """Che cosa ci si aspetta: la lezione, l'edizione, e il codice di ogni unità."""

    lesson: str
    edition: str
    releases: Mapping[str, str]  # release id → unit
    exercises: tuple[str, ...]


class Sorter:
    """Riconosce le consegne una per una, poi sceglie fra quelle della stessa unità."""

    def __init__(self, people: ClassList, expected: Expected, decided: Mapping[str, str]) -> None:
        self.people, self.expected, self.decided = people, expected, decided
        self.units = people.units()
        self.of_person = {one.matricola: one.unit for one in people}
        self.by_participant = {one.moodle: one for one in people if one.moodle}
        self.found: dict[str, list[Handin]] = {}
        self.bad: list[tuple[str, Problem]] = []  # with the unit it hides behind, when that one handed in properly
        self.words = [(_words(one), one) for one in people]
        self.numbers = {one.matricola.casefold(): one for one in people}
        self.in_name = cache(self._in_name)

    def sort(self, items: Iterable[Item], empty: Iterable[str] = ()) -> Sorted:
        """Tutte le consegne di una cartella."""
        for item in items:
            self.look(item)
        for name in empty:
            self.refuse(name, "nothing", (name,))
        result = Sorted()
        for unit in sorted(self.found):
            self.choose(unit, self.found[unit], result)
        told: Counter[str] = Counter()
        for unit, problem in self.bad:
            if unit and unit in self.found:
                continue
            told[unit] += 1
            if not unit or told[unit] <= MOST_PROBLEMS:
                result.problems.append(problem)
        return result

    def look(self, item: Item) -> None:
        """Un file: una consegna, un problema, o niente."""
        if item.refused:
            self.refuse(item.label, item.refused, item.trail)
            return
        found = arrivals.kind(item.path.name, item.content[:4096])
        if not arrivals.looks_like_notebook(item.path.name):
            self.refuse(item.label, found, item.trail)
            return
        try:
            read = notebook.read(item.content)
        except notebook.Unreadable as why:
            self.refuse(item.label, found, item.trail, str(why))
            return
        unit, problem = self.owner(item, read)
        if unit:
            kept = replace(read, cells=tuple(replace(cell, outputs=()) for cell in read.cells))  # they may be huge
            self.found.setdefault(unit, []).append(Handin(unit, item.label, item.content, kept, read.notes))
        elif problem:
            self.bad.append(("" if problem.conflict else self.behind(item.trail), problem))

    def refuse(self, label: str, found: str, trail: tuple[str, ...], why: str = "") -> None:
        """Un file che non è un quaderno."""
        person = self.carrier(trail)
        name, first = (person.name, person.nome) if person else ("", "")
        problem = Problem(label, name, why or arrivals.reason(found), arrivals.reply(found, first))
        self.bad.append((self.behind(trail), problem))

    def behind(self, trail: tuple[str, ...]) -> str:
        """L'unità di chi ha mandato un file, se si capisce."""
        person = self.carrier(trail)
        return self.of_person[person.matricola] if person else ""

    def owner(self, item: Item, read: notebook.Notebook) -> tuple[str, Problem | None]:
        """L'unità a cui appartiene un quaderno, o il problema; due vuoti se non riguarda questa prova."""
        if csvfile.again(item.label) in self.decided:
            return self.decide(item)
        release = read.release
        by_release = self.expected.releases.get(release.get("id", ""), "")
        person = self.carrier(item.trail)
        by_place = self.of_person[person.matricola] if person else ""
        who = person.name if person else ""
        if not by_release and release.get("id"):
            wrong = self.other_release(release)
            return "", Problem(item.label, who, wrong, _reply(who, "Hai consegnato il quaderno di un'altra prova."))
        if by_release and by_place and by_release != by_place:
            return "", Problem(
                item.label,
                who,
                f"conflitto: il quaderno è stato dato a {self.title(by_release)}, ma lo consegna {who}. Decidi tu (colonna "
                "«matricola» di identita.csv).",
                _reply(
                    who, "Il quaderno che hai consegnato non è quello preparato per te: ogni quaderno ha dati diversi."
                ),
            )
        if by_release:
            return by_release, None
        if read.lesson and read.lesson != self.expected.lesson:
            return "", Problem(
                item.label,
                who,
                f"è un quaderno della lezione {read.lesson}, non della {self.expected.lesson}.",
                _reply(who, f"Hai consegnato la lezione {read.lesson}: serve la {self.expected.lesson}."),
            )
        if not any(read.of(exercise) for exercise in self.expected.exercises):
            return "", Problem(
                item.label,
                who,
                "è un quaderno, ma non contiene gli esercizi della prova.",
                _reply(who, "Il quaderno che hai consegnato non è quello della prova."),
            )
        if by_place:
            return by_place, None
        several = self.candidates(item.trail)
        told = f": può essere di {', '.join(one.name for one in several)}" if several else ""
        return "", Problem(
            item.label,
            who,
            f"non si capisce di chi è{told}. Scrivi la matricola in identita.csv.",
            _reply("", "Non riesco a capire di chi è questa consegna: dimmi nome, cognome e matricola."),
        )

    def decide(self, item: Item) -> tuple[str, Problem | None]:
        """La persona che insegna ha già scritto di chi è."""
        matricola = self.decided[csvfile.again(item.label)]
        if matricola.strip() == "-":
            return "", None
        known = {one.matricola.casefold(): one.unit for one in self.people}
        if matricola.casefold() in known:
            return known[matricola.casefold()], None
        return "", Problem(item.label, "", f"in identita.csv c'è la matricola {matricola}, che non è nell'elenco.", "")

    def carrier(self, trail: tuple[str, ...]) -> Person | None:
        """Chi ha consegnato, da dove sta il file: la cartella di Moodle, o matricola e nome nel percorso."""
        several = self.candidates(trail)
        return several[0] if len(several) == 1 else None

    def candidates(self, trail: tuple[str, ...]) -> list[Person]:
        """Le persone che il percorso può indicare.

        Le cartelle esterne prima: quelle interne le sceglie chi consegna. Dentro una cartella di Moodle vale solo il nome che
        le ha dato Moodle, anche quando non è di nessuno.
        """
        for part in trail:
            known = moodle.read_name(part)
            if known and known.participant in self.by_participant:
                return [self.by_participant[known.participant]]
            found = self.in_name(part)
            if known or found:
                return found
        return []

    def _in_name(self, part: str) -> list[Person]:
        """The people that the name of a file or a folder can mean."""
        known = moodle.read_name(part)
        part = known.name if known else part  # what follows is the file's own name: whoever hands in chooses it
        tokens = {token.casefold() for token in re.split(r"[^A-Za-z0-9@./]+|_", part) if token}
        tokens |= {token.rpartition(".")[0] for token in tokens if "." in token}
        by_number = [self.numbers[token] for token in sorted(tokens) if token in self.numbers]
        if by_number:
            return by_number
        words = set(csvfile.plain(part.replace("_", " ")).split())
        named = [(len(mine), one) for mine, one in self.words if mine and mine <= words]
        most = max((size for size, _ in named), default=0)
        return [one for size, one in named if size == most]

    def other_release(self, release: Mapping[str, str]) -> str:
        """Perché un codice non è di questa prova."""
        lesson, edition = release.get("lesson", "?"), release.get("edition", "?")
        if (lesson, edition) != (self.expected.lesson, self.expected.edition):
            return (
                f"è la prova della lezione {lesson}, edizione {edition}; qui si valuta la lezione {self.expected.lesson}, "
                f"edizione {self.expected.edition}."
            )
        return "il codice del pacchetto non è di nessuno nell'elenco: è stato cambiato, o chi l'ha ricevuto non è più iscritto."

    def title(self, unit: str) -> str:
        """Come si chiama un'unità."""
        people = self.units.get(unit, ())
        return ", ".join(one.name for one in people) or unit

    def choose(self, unit: str, handins: list[Handin], result: Sorted) -> None:
        """Fra più consegne della stessa unità: quella fatta per ultima con hand_in, se si sa; altrimenti decide una persona."""
        different: dict[tuple[str, ...], Handin] = {}
        for one in handins:
            code = tuple(cell.code for cell in one.notebook.cells)
            before = different.get(code)
            if before is None or (one.notebook.time, one.label) > (before.notebook.time, before.label):
                different[code] = one
        kept = list(different.values())
        if any(one.notebook.release for one in kept):  # its own notebook before one without a release id
            kept = [one for one in kept if one.notebook.release]
        timed = sorted((one for one in kept if one.notebook.time), key=lambda one: _moment(one.notebook.time))
        if len(kept) == 1:
            result.handins[unit] = kept[0]
        elif timed and (len(timed) == 1 or _moment(timed[-1].notebook.time) > _moment(timed[-2].notebook.time)):
            others = _listed(one.label for one in kept if one is not timed[-1])
            note = f"Più consegne: vale «{timed[-1].label}», fatta per ultima con hand_in; non valgono: {others}."
            last = timed[-1]
            result.handins[unit] = Handin(unit, last.label, last.content, last.notebook, (*last.notes, note))
        else:
            labels = _listed(one.label for one in kept)
            result.problems.append(
                Problem(
                    labels,
                    self.title(unit),
                    "più consegne diverse, e non si sa quale sia l'ultima: togli quelle che non valgono, o scrivi «-» in "
                    "identita.csv.",
                    _reply(self.title(unit), "Ho ricevuto più consegne diverse: dimmi quale vale."),
                    conflict=True,
                )
            )


def _words(person: Person) -> frozenset[str]:
    words = csvfile.plain(f"{person.nome} {person.cognome}").split()
    return frozenset(words) if len(words) > 1 else frozenset()


def _listed(labels: Iterable[str]) -> str:
    """The names of the files of one person: all of them, unless they are a flood."""
    names = sorted(labels)
    more = f" e altri {len(names) - MOST_NAMES}" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more


def _moment(text: str) -> float:
    """A time of hand-in to compare; what does not read as one comes first."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def _reply(name: str, text: str) -> str:
    hello = f"Ciao {name},\n" if name else "Ciao,\n"
    return f"{hello}{text}\n{arrivals.HOW}"
