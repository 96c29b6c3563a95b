"""The sheet of an oral exam: what one student handed in, and «what if» questions with their computed answers.

Reads the state, draws data again, runs the author's reference (never the learner's code).  Writes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kit.course.problems import CourseError
from kit.exercises.canonical import Other, canonical, collapse
from kit.exercises.feedback import LOOK, rich
from kit.grading.batch import Grading
from kit.grading.feedback import banner
from kit.grading.notebook import Notebook, Unreadable, read
from kit.grading.page import esc, page, visible
from kit.grading.reference import Reference, is_right, reference_on, without_mistakes
from kit.grading.reread import reread
from kit.grading.shown import shown
from kit.grading.sources import Source
from kit.synthesis import variants
from kit.synthesis.making import Variant

OTHER_QUESTIONS = 40  # draws of other questions tried before giving up


@dataclass(frozen=True)
class WhatIf:
    """Una domanda «e se…», con le risposte calcolate: (esercizio, prima, dopo)."""

    question: str
    answers: tuple[tuple[str, str, str], ...]


def what_ifs(source: Source, first: Reference, fresh: Reference) -> list[WhatIf]:
    """
    Domande su ciò che cambierebbe, con le risposte calcolate dalla soluzione di chi insegna.

    Parameters
    ----------
    source : Source
    first : Reference
        Il riferimento sui dati consegnati.
    fresh : Reference
        Il riferimento sui dati che nessuno ha visto.

    Returns
    -------
    list of WhatIf
        Al massimo tre, e solo quelle in cui almeno una risposta cambia: un'altra domanda sugli stessi dati, metà delle
        righe, altri dati.
    """
    found: list[WhatIf] = []
    for changes in (_other_questions(source, first), _fewer_rows(first)):
        for question, variant in changes:
            try:
                made = reference_on(source.number, without_mistakes(source.part), variant)
            except (CourseError, ArithmeticError, LookupError, TypeError, ValueError):
                continue  # on those rows, or to that question, the solution has no answer
            told = _compared(source, first, made, question)
            found += told
            if told:
                break
    return [*found, *_compared(source, first, fresh, "E se ti avessero dato altri dati, con le stesse domande?")]


def _other_questions(source: Source, first: Reference) -> Iterator[tuple[str, Variant]]:
    """The same data, another question."""
    variant, maker = first.variant, variants.maker(source.number)
    for seed in range(OTHER_QUESTIONS):
        params = maker.choose(np.random.default_rng([1, seed]))
        questions = maker.ask(params)
        changed = [text for name, text in questions.items() if text != variant.questions.get(name)]
        if changed:
            yield f"E se la domanda fosse stata: «{changed[0]}»", Variant(variant.tables, params, questions)


def _fewer_rows(first: Reference) -> Iterator[tuple[str, Variant]]:
    """One row in two of a table, the largest first."""
    tables = first.variant.tables
    for name in sorted(tables, key=lambda one: -len(tables[one])):
        half = tables[name][::2].reset_index(drop=True)
        question = f"E se nella tabella `{name}` ci fosse solo una riga ogni due?"
        yield question, replace(first.variant, tables={**tables, name: half})


def _compared(source: Source, first: Reference, made: Reference, question: str) -> list[WhatIf]:
    rows = []
    for one in source.exercises:
        before, after = (_text(reference.right(one.id)) for reference in (first, made))
        if before and after and not is_right(first.entries[one.id], made.right(one.id)):
            rows.append((one.id, before, after))
    return [WhatIf(question, tuple(rows))] if rows else []


def _text(value: Any) -> str:
    form = collapse(canonical(value))[0]
    return "" if isinstance(form, Other) else shown(form)


def sheet(asked: Grading, matricola: str) -> str:
    """
    La pagina per l'orale di una persona. Solo per chi insegna: contiene i valori giusti.

    Raises
    ------
    GradingError
        Se la persona non è nell'elenco, o non ha una consegna valutata.
    """
    again = reread(asked, matricola)
    person, marked, about = again.person, again.marked, again.about
    job = asked.setup.job(person.unit)
    try:
        notebook = read(again.content)
    except Unreadable:
        notebook = Notebook(())
    body = [
        f"<p><strong>{esc(person.name)}</strong> · matricola {esc(person.matricola)} · edizione {esc(asked.edition)}</p>",
        '<p class="warn">Per chi insegna: contiene i valori giusti. Non darla a chi sostiene l\'esame.</p>',
    ]
    for one in asked.source.exercises:
        result = marked.result.get("exercises", {}).get(one.id, {})
        body += _exercise(one.id, one.title, result, _text(job.first.right(one.id)), notebook)
    body.append(
        "<h2>E se…?</h2><p>Chiedi prima che cosa si aspetta e perché; poi confronta con il valore calcolato.</p>"
    )
    asked_now = what_ifs(asked.source, job.first, job.fresh)
    body += [_what_if(number, one) for number, one in enumerate(asked_now, 1)]
    if not asked_now:
        body.append(
            "<p>In questa prova nessuna risposta dipende dai dati o dalla domanda: scegli tu che cosa chiedere.</p>"
        )
    lesson = asked.source.lesson.header
    return page(f"Orale: {lesson.lesson}. {lesson.title}", body, banner=banner(about.get("level", "")))


def _exercise(exercise: str, title: str, result: Mapping[str, Any], right: str, notebook: Notebook) -> list[str]:
    outcome = LOOK[result["outcome"]][1] if result else "non valutato"
    code = "\n\n".join(cell.code for cell in notebook.of(exercise) if cell.role != "check" and cell.code.strip())
    parts = [
        f'<section class="none"><h2>Esercizio {esc(exercise)} · {esc(title)}</h2>',
        f"<p>Esito: <strong>{esc(outcome)}</strong></p>",
        f"<p>Risposta consegnata:</p><pre>{esc(result.get('value') or '(niente)')}</pre>" if result else "",
        f"<p>Giusto su questi dati:</p><pre>{esc(right)}</pre>" if right else "",
        f"<p>Il codice consegnato:</p><pre>{esc(code)}</pre>" if code else "",
        f"<p>{rich(visible(result['message']))}</p>"
        if result and result.get("message") and result["outcome"] != "right"
        else "",
    ]
    alt = f"Figura consegnata nell'esercizio {exercise}"
    parts += [
        f'<p><img alt="{esc(alt)}" src="data:image/png;base64,{picture}"></p>'
        for picture in notebook.pictures(exercise)
    ]
    return [*(part for part in parts if part), "</section>"]


def _what_if(number: int, one: WhatIf) -> str:
    rows = "".join(
        f'<tr><th scope="row">{esc(exercise)}</th><td>{esc(before)}</td><td>{esc(after)}</td></tr>'
        for exercise, before, after in one.answers
    )
    return (
        f"<section><h3>{number}. {rich(visible(one.question))}</h3><table><caption>Risposte calcolate</caption><thead><tr>"
        '<th scope="col">Esercizio</th><th scope="col">Sui suoi dati</th><th scope="col">In quel caso</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )
