"""Everything a graded class is written to: CSV, pages, Moodle's and Canvas's files.  Whole files or nothing, no dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.exercises.handin import safe
from kit.grading import classreport, csvfile, feedback, moodle, packages, sheets
from kit.grading.errors import plural
from kit.grading.identity import Problem
from kit.grading.page import esc, page
from kit.grading.people import Person
from kit.grading.release import write
from kit.grading.scheme import FULL
from kit.grading.state import Decision, Marked, State
from kit.grading.votes import ABSENT, HONOURS, WITHDRAWN, Total, thirtieths, total, vote_of

if TYPE_CHECKING:
    from kit.grading.batch import Grading

POINTS = "da_correggere.csv"


@dataclass(frozen=True)
class Line:
    """Una persona con il suo risultato."""

    person: Person
    marked: Marked | None
    total: Total | None
    vote: str


def write_all(asked: Grading, state: State) -> list[str]:
    """Scrive tutti i file di una valutazione; restituisce che cosa c'è da sapere."""
    marked = state.marked(asked.judge)
    decisions = state.decisions()
    exercises = [one.id for one in asked.source.exercises]
    totals = {unit: total(one.result, exercises, asked.scheme, _of(decisions, unit)) for unit, one in marked.items()}
    lines = [
        Line(
            person,
            marked.get(person.unit),
            totals.get(person.unit),
            vote_of(totals.get(person.unit), person, asked.scheme),
        )
        for person in sorted(asked.people, key=lambda one: one.sort_key)
        if asked.mine(person.unit)
    ]
    problems = state.problems()
    _points_sheet(asked, marked, totals, decisions)
    write(asked.out / "esiti.csv", results_csv(lines, exercises))
    write(asked.out / "canvas.csv", canvas_csv(asked, lines))
    write(asked.out / "problemi.html", problems_page(asked, problems).encode())
    _feedback(asked, lines)
    _class_pages(asked, marked, totals, problems)
    said = [_summary(lines)]
    if asked.sheet is not None:
        said += _fill_sheet(asked, lines)
    return said


def results_csv(lines: Sequence[Line], exercises: Sequence[str]) -> bytes:
    """Il riepilogo della classe, una riga a persona."""
    header = ["matricola", "cognome", "nome", "email", "gruppo", "voto", "punti", "punti massimi", "in sospeso"]
    rows: list[Sequence[object]] = [[*header, *(f"esercizio {one}" for one in exercises), "modo", "file"]]
    for line in lines:
        one = line.person
        who = [one.matricola, one.cognome, one.nome, one.email, one.gruppo, line.vote]
        if line.total is None or line.marked is None:
            rows.append([*who, *[""] * (3 + len(exercises) + 2)])
            continue
        points = {point.exercise: "" if point.value is None else _number(point.value) for point in line.total.points}
        rows.append(
            [
                *who,
                _number(line.total.value),
                _number(line.total.most),
                " ".join(point.exercise for point in line.total.pending),
                *(points[one] for one in exercises),
                line.marked.result.get("mode", ""),
                line.marked.label,
            ]
        )
    return csvfile.dump(rows, ";")


def canvas_csv(asked: Grading, lines: Sequence[Line]) -> bytes:
    """Il file che Canvas importa nel registro dei voti: punti, non voti."""
    column = f"{asked.source.lesson.header.lesson}. {asked.source.lesson.header.title}"
    most = next((line.total.most for line in lines if line.total), 0.0)
    rows: list[Sequence[object]] = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column]]
    rows.append(["    Points Possible", "", "", "", "", f"{most:g}"])
    for line in lines:
        one = line.person
        points = f"{line.total.value:g}" if line.total and not line.total.pending else ""
        rows.append([f"{one.cognome}, {one.nome}", "", one.matricola, one.email, "", points])
    return csvfile.dump(rows, ",", "utf-8")


def moodle_grades(asked: Grading, lines: Sequence[Line]) -> dict[str, str]:
    """Numero di partecipante → voto per il foglio di Moodle: trentesimi; vuoto ciò che non è ancora un voto."""
    grades = {}
    for line in lines:
        if line.person.moodle and line.total and not line.total.pending and line.vote not in (WITHDRAWN, ABSENT):
            exact = min(thirtieths(line.total.share, asked.scheme), FULL)
            grades[line.person.moodle] = str(FULL) if line.vote == HONOURS else f"{exact:g}"
    return grades


def problems_page(asked: Grading, problems: Sequence[Problem]) -> str:
    """I file che non si sono potuti valutare, ognuno con il motivo e una risposta da copiare."""
    body = [] if problems else ["<p>Nessun problema: ogni file è stato riconosciuto.</p>"]
    for one in problems:
        reply = f"<details><summary>Risposta pronta</summary><pre>{esc(one.reply)}</pre></details>" if one.reply else ""
        who = f"<p>Sembra di: {esc(one.person)}</p>" if one.person else ""
        body.append(f'<section class="look"><h2>{esc(one.label)}</h2><p>{esc(one.reason)}</p>{who}{reply}</section>')
    return page(f"Consegne con un problema: lezione {asked.source.number}", body)


def _points_sheet(
    asked: Grading,
    marked: dict[str, Marked],
    totals: dict[str, Total],
    decisions: dict[tuple[str, str], Decision],
) -> None:
    units = asked.people.units()
    rows = []
    for unit, found in totals.items():
        for point in found.points:
            if point.value is None or (unit, point.exercise) in decisions:
                one = marked[unit].result.get("exercises", {}).get(point.exercise, {})
                name = ", ".join(f"{person.cognome} {person.nome}".strip() for person in units.get(unit, ()))
                why = point.why or "già deciso"
                rows.append(
                    sheets.Row(unit, name, point.exercise, why, one.get("value", ""), point.most, marked[unit].digest)
                )
    sheets.write_points(asked.out / POINTS, rows, decisions)


def _feedback(asked: Grading, lines: Sequence[Line]) -> None:
    """One page a person, and the zip for Moodle; pages of people who are gone from the class go too."""
    level = _level(asked)
    folder = asked.out / "feedback"
    pages: dict[str, bytes] = {}
    zipped: dict[str, bytes] = {}
    for line in lines:
        if line.marked is None or line.total is None:
            continue
        text = feedback.student_page(
            asked.source, line.person, line.marked, line.total, line.vote, level=level, edition=asked.edition
        )
        name = f"{safe(line.person.matricola)}.html"
        pages[name] = text.encode()
        if line.person.moodle:
            zipped[f"{moodle.folder(line.person)}/esito_{asked.source.number}.html"] = text.encode()
    for name, content in pages.items():
        write(folder / name, content)
    for old in sorted(folder.glob("*.html")) if folder.is_dir() else []:
        if old.name not in pages:
            old.unlink()
    if zipped:
        write(asked.out / "feedback_moodle.zip", packages.zipped(zipped))
    else:
        (asked.out / "feedback_moodle.zip").unlink(missing_ok=True)


def _class_pages(
    asked: Grading, marked: dict[str, Marked], totals: dict[str, Total], problems: Sequence[Problem]
) -> None:
    units = {unit: people for unit, people in asked.people.units().items() if asked.mine(unit)}
    found = classreport.Class(
        asked.source,
        asked.edition,
        {unit: one.result for unit, one in marked.items()},
        totals,
        [unit for unit in units if unit not in marked],
        len(problems),
        asked.level.said if asked.level else "Valutazione sui valori salvati: nessun codice è stato eseguito.",
        feedback.banner(_level(asked)),
    )

    def named(unit: str) -> str:
        people = ", ".join(f"{one.cognome} {one.nome} ({one.matricola})".strip() for one in units.get(unit, ()))
        return people or unit

    write(asked.out / "classe.html", classreport.report(found, asked.pseudonym, names=False).encode())
    write(asked.out / "classe_docente.html", classreport.report(found, named, names=True).encode())


def _fill_sheet(asked: Grading, lines: Sequence[Line]) -> list[str]:
    assert asked.sheet is not None
    sheet = moodle.read_sheet(asked.sheet)
    grades = moodle_grades(asked, lines)
    comments = {line.person.moodle: f"Voto: {line.vote}" for line in lines if line.person.moodle and line.total}
    target = asked.out / f"{asked.sheet.stem}_compilato.csv"
    write(target, moodle.fill(sheet, grades, comments))
    return [*sheet.notes, f"{target.name}: {plural(len(grades), 'voto scritto', 'voti scritti')} nel foglio di Moodle."]


def _summary(lines: Sequence[Line]) -> str:
    handed = [line for line in lines if line.total]
    pending = sum(bool(line.total and line.total.pending) for line in lines)
    said = f"{plural(len(handed), 'persona con un risultato', 'persone con un risultato')} su {len(lines)}"
    return f"{said}; {pending} in attesa di una decisione ({POINTS})." if pending else f"{said}."


def _of(decisions: dict[tuple[str, str], Decision], unit: str) -> dict[str, Decision]:
    return {exercise: one for (whose, exercise), one in decisions.items() if whose == unit}


def _level(asked: Grading) -> str:
    return asked.level.name if asked.level else "valori"


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
