"""The page a student gets back: what was handed in, how it went, what to look at.  One self-contained HTML, in Italian.

Pure.  No hidden test, no expected value, nobody else; no date, so that the same marks give the same bytes.
"""

from collections.abc import Mapping
from typing import Any

from kit.exercises.feedback import LOOK, rich
from kit.formats import it
from kit.grading.mark import VALUES
from kit.grading.page import esc, page, visible
from kit.grading.people import Person
from kit.grading.sources import Source
from kit.grading.state import Marked
from kit.grading.votes import Points, Total

UNISOLATED = "Questa valutazione è stata fatta eseguendo il codice <strong>senza isolamento</strong>."
PARTIAL = "Questa valutazione è stata fatta con un isolamento parziale del codice."
BY_VALUES = (
    "Il tuo codice non è stato eseguito: ho confrontato i valori che <code>check</code> aveva salvato nel quaderno. Ciò che "
    "andava eseguito lo guarda una persona."
)
CLASSES = {"right": "good", "recognised": "look", "review": "look", "stopped": "look", "not_done": "none"}


def student_page(
    source: Source, person: Person, marked: Marked, found: Total, vote: str, *, level: str, edition: str
) -> str:
    """
    La pagina di una persona.

    Parameters
    ----------
    source : Source
    person : Person
    marked : Marked
        Il risultato della sua consegna (o di quella del suo gruppo).
    found : Total
        I punti.
    vote : str
        Il voto, o «in attesa».
    level : str
        Il livello di isolamento con cui si è valutato.
    edition : str
    """
    lesson = source.lesson.header
    body = [
        f"<p><strong>{esc(person.name)}</strong> · matricola {esc(person.matricola)}"
        + (f" · gruppo {esc(person.gruppo)}" if person.gruppo else "")
        + f"<br>Edizione {esc(edition)} · file valutato: <code>{esc(marked.label)}</code></p>",
        summary(found, vote),
    ]
    if marked.result.get("mode") == VALUES:
        body.append(f'<p class="note">{BY_VALUES}</p>')
    body += [f'<p class="note">{esc(note)}</p>' for note in marked.notes]
    if "failed" in marked.result:
        body.append(f'<p class="warn">La tua consegna non si è potuta valutare: {esc(marked.result["failed"])}</p>')
    else:
        body += [section(source, one, marked.result) for one in found.points]
        body.append(practice(marked.result))
    body.append(
        "<h2>Se qualcosa non ti torna</h2><p>Riapri il quaderno che hai consegnato, riavvia il kernel ed esegui tutto "
        "dall'alto in basso: è ciò che ha fatto chi valuta. Se il risultato è diverso da quello scritto qui, scrivi a chi tiene "
        "il corso dicendo quale esercizio.</p>"
    )
    return page(f"Come è andata: {lesson.lesson}. {lesson.title}", body, banner=banner(level))


def banner(level: str) -> str:
    """L'avviso da mettere in cima a ogni pagina quando l'isolamento non era completo."""
    return {"assente": UNISOLATED, "parziale": PARTIAL}.get(level, "")


def summary(found: Total, vote: str) -> str:
    """I punti e il voto."""
    lines = f"<p><strong>Punti:</strong> {points(found.value)} su {points(found.most)}"
    if found.pending:
        waiting = ", ".join(esc(one.exercise) for one in found.pending)
        lines += f"; una persona deve ancora guardare {'gli esercizi' if len(found.pending) > 1 else 'l’esercizio'} {waiting}"
    return f"{lines}.<br><strong>Voto:</strong> {esc(vote)}</p>"


def section(source: Source, found: Points, result: Mapping[str, Any]) -> str:
    """Un esercizio: titolo, risposta consegnata, esito, spiegazione, punti."""
    exercise = source.exercise(found.exercise)
    one = result["exercises"][found.exercise]
    outcome = "review" if found.value is None and one["outcome"] == "right" else one["outcome"]
    sign, word, _ = LOOK[outcome]
    word = "Da decidere" if found.value is None else word
    parts = [
        f'<section class="{CLASSES.get(outcome, "none")}" aria-labelledby="e{esc(found.exercise)}">',
        f'<h2 id="e{esc(found.exercise)}">Esercizio {esc(found.exercise)} · {esc(exercise.title)}</h2>',
        f'<p><span aria-hidden="true">{sign}</span> <strong>{word}</strong> · {worth(found)}</p>',
    ]
    if one["value"] and one["outcome"] != "not_done":
        tag = ("pre", "pre") if "\n" in one["value"] else ("p><code", "code></p")
        parts.append(f"<p>La tua risposta:</p><{tag[0]}>{esc(one['value'])}</{tag[1]}>")
    said = "" if one["outcome"] == "right" and found.value == found.most else one["message"]
    parts += [f"<p>{rich(visible(text))}</p>" for text in (said, one["note"]) if text]
    if found.why not in ("", said) and found.value is None and not one["by_hand"]:
        parts.append(f"<p>Questa risposta la guarda una persona: {rich(visible(found.why))}</p>")
    if found.note:
        parts.append(f'<p class="note">Nota di chi ha corretto: {esc(found.note)}</p>')
    return "\n".join([*parts, "</section>"])


def practice(result: Mapping[str, Any]) -> str:
    """Gli esercizi per allenarsi: fatti o no, senza voto."""
    done = result["practice"]
    if not done["of"]:
        return ""
    return (
        "<h2>Esercizi per allenarti</h2>"
        f"<p>Nel resto della lezione ne hai svolti {done['done']} su {done['of']}. Non contano come giusti o sbagliati.</p>"
    )


def worth(found: Points) -> str:
    """«1 punto su 2»."""
    if found.value is None:
        return f"fino a {count(found.most)}"
    return f"{points(found.value)} su {count(found.most)}"


def count(value: float) -> str:
    """«1 punto», «2 punti»."""
    return f"{points(value)} {'punto' if value == 1 else 'punti'}"


def points(value: float) -> str:
    """I punti all'italiana, con i decimali che servono."""
    return it(value, 0 if value == int(value) else 2)
