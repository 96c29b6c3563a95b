"""What a learner calls inside a lesson: ready, check, hint, solution, quiz, progress.

Returns messages, records the progress.  Imports the heavy parts late.
"""

import json
from typing import Any

from kit import paths
from kit.exercises import cells, state, store
from kit.exercises.feedback import LOOK, Message
from kit.exercises.veil import unveil


def ready(number: str = "") -> Message:
    """
    La cella di preparazione: dice «Pronto» e avvisa se altre celle sono state eseguite prima.

    Parameters
    ----------
    number : str
        Il numero della lezione, per esempio "01".
    """
    from kit.exercises import errors

    errors.install()
    cells.watch()
    _plain_numbers()
    earlier = cells.before_this()
    title = f"Lezione {number}" if number else "Pronto"
    if earlier:
        return Message(
            "info",
            title,
            f"Pronto. Attenzione: {earlier} {'cella è già stata eseguita' if earlier == 1 else 'celle sono già state eseguite'} "
            "prima di questa, quindi qualche risultato può essere vecchio.",
            "Per sicurezza, premi il pulsante con le due frecce (▶▶) in alto, riavvia ed esegui tutto: si ricomincia dall'inizio.",
        )
    return Message("info", title, "Pronto. Esegui le celle una alla volta, dall'alto in basso, con Maiusc + Invio.")


def _plain_numbers() -> None:
    """Show numpy's numbers as numbers: 2264, not np.int64(2264)."""
    running = cells.shell()
    if running is None or running.display_formatter is None:
        return
    import numpy as np

    plain = running.display_formatter.formatters["text/plain"]
    for kind in (np.int64, np.int32, np.float64, np.bool_):
        plain.for_type(kind, lambda value, printer, _: printer.text(str(value)))


def check(exercise_id: str, answer: Any = ...) -> Message:
    """
    Controlla una risposta.

    Parameters
    ----------
    exercise_id : str
        Il numero dell'esercizio, fra virgolette: "1.3".
    answer : qualunque valore
        La risposta: di solito una variabile.

    Returns
    -------
    Message
        Giusto, errore riconosciuto, da rivedere, non ancora svolto, oppure il codice si è fermato.
    """
    try:
        entry = store.entry(exercise_id)
    except store.UnknownExercise as unknown:
        return Message("review", "check", str(unknown))
    name = cells.stopped_answer()
    if name:
        text = (
            f"La cella che calcola `{name}` si è fermata con un errore, quindi il controllo vedrebbe ancora la risposta di "
            "prima. Leggi il riquadro rosso, correggi ed esegui di nuovo le due celle."
        )
        state.record(exercise_id, "stopped")
        return Message("stopped", f"Esercizio {exercise_id}", text, _next_step(exercise_id, entry, "stopped"))
    from kit.exercises.match import match

    verdict = match(entry, answer)
    state.record(exercise_id, verdict.outcome)
    text = f"{verdict.message}\n\n{verdict.note}" if verdict.note else verdict.message
    after = _next_step(exercise_id, entry, verdict.outcome)
    return Message(verdict.outcome, f"Esercizio {exercise_id}", text, after, _carried(exercise_id, entry, answer))


def _carried(exercise_id: str, entry: dict[str, Any], answer: Any) -> dict[str, Any]:
    """The answer to a handed-out exercise, kept in the cell's output: a marker that may not run code reads it there."""
    if not entry.get("blind") or entry["kind"] in ("function", "model"):
        return {}
    from kit.exercises import carry, figures
    from kit.exercises.canonical import Other, canonical

    form = figures.read(answer) if entry["kind"] == "figure" else canonical(answer)
    made = carry.encode(Other(carry.Foreign(form)) if isinstance(form, str) else form)
    return {carry.MIME: {"format": 1, "exercise": exercise_id, "value": made}}


def _next_step(exercise_id: str, entry: dict[str, Any], outcome: str) -> str:
    if outcome == "not_done":
        return f"Forma attesa: {entry['form']}."
    if outcome in ("review", "stopped", "recognised"):
        return f'Se vuoi un aiuto, scrivi `hint("{exercise_id}")` in una cella.' if entry["hints"] else ""
    return ""


def hint(exercise_id: str) -> Message:
    """Il prossimo aiuto per un esercizio; richiamala per averne un altro."""
    try:
        entry = store.entry(exercise_id)
    except store.UnknownExercise as unknown:
        return Message("review", "hint", str(unknown))
    hints = [unveil(item) for item in entry["hints"]]
    if not hints:
        return Message("info", f"Esercizio {exercise_id}", "Per questo esercizio non ci sono aiuti.")
    shown = state.next_hint(exercise_id, len(hints))
    steps = "\n\n".join(f"**{number}.** {text}" for number, text in enumerate(hints[:shown], start=1))
    left = len(hints) - shown
    after = (
        f'Ne resta {"uno" if left == 1 else str(left)}: scrivi di nuovo `hint("{exercise_id}")`.'
        if left
        else (f'Questo era l\'ultimo aiuto. Dopo un tentativo puoi vedere `solution("{exercise_id}")`.')
    )
    return Message("info", f"Aiuto per l'esercizio {exercise_id}", steps, after)


def solution(exercise_id: str) -> Message:
    """La soluzione di un esercizio, dopo almeno un tentativo, dove la cartella solutions/ è presente."""
    try:
        entry = store.entry(exercise_id)
    except store.UnknownExercise as unknown:
        return Message("review", "solution", str(unknown))
    title = f"Soluzione dell'esercizio {exercise_id}"
    if entry["graded"] and entry.get("blind"):
        return Message("info", title, "Questa è una prova valutata: la soluzione arriva con la valutazione.")
    if state.read().get(exercise_id, {}).get("attempts", 0) == 0:
        return Message("info", title, f'Prima prova tu: scrivi una risposta ed esegui `check("{exercise_id}", …)`.')
    code = _solution_code(exercise_id)
    if code is None:
        return Message("info", title, "Le soluzioni non sono in questa copia del corso: chiedile a chi insegna.")
    return Code("info", title, code)


class Code(Message):
    """Un messaggio il cui testo è codice da leggere."""

    def _repr_html_(self) -> str:
        import html

        _, _, colour = LOOK[self.look]
        return (
            f'<div role="status" class="kit-message" style="border-left:6px solid {colour};padding:.5em .9em;'
            f'background:#ffffff;color:#1a1a1a"><strong>{html.escape(self.title)}</strong>'
            f'<pre style="margin:.4em 0 0;color:#1a1a1a;background:#f2f2f2;padding:.5em" tabindex="0">{html.escape(self.text)}</pre></div>'
        )


def _solution_code(exercise_id: str) -> str | None:
    files = sorted(paths.SOLUTIONS.glob(f"{store.lesson_of(exercise_id)}_*.ipynb"))
    if not files:
        return None
    cells = json.loads(files[0].read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        kit = cell["metadata"].get("kit", {})
        if kit.get("exercise") == exercise_id and kit.get("role") == "answer":
            return "".join(cell["source"]).strip()
    return None


def quiz(quiz_id: str) -> Any:
    """
    Le domande di comprensione di una lezione, con una spiegazione per ogni risposta.

    Parameters
    ----------
    quiz_id : str
        Il numero del quiz, fra virgolette: "1.a".
    """
    try:
        questions = store.lesson(store.lesson_of(quiz_id))["quizzes"][quiz_id]
    except (store.UnknownExercise, KeyError):
        return Message("review", "quiz", f'Il quiz "{quiz_id}" non c\'è in questa lezione.')
    from kit.widgets import Quiz

    plain = json.loads(unveil(questions))
    return Quiz(quiz_id, plain, on_answer=lambda right: state.record(quiz_id, "right" if right else "review"))


def progress(number: str = "") -> "Progress":
    """
    A che punto sei.

    Parameters
    ----------
    number : str, optional
        Una lezione sola, per esempio "01"; senza, tutte.
    """
    wanted = [number] if number else sorted(store.lesson_files())
    done = state.read()
    rows = []
    for one in wanted:
        try:
            lesson = store.lesson(one)
        except store.UnknownExercise as unknown:
            return Progress((), str(unknown))
        for exercise_id, entry in sorted(lesson["exercises"].items(), key=lambda item: store.order(item[0])):
            mine = done.get(exercise_id, {})
            rows.append(
                (
                    one,
                    exercise_id,
                    entry["title"],
                    entry["layer"],
                    mine.get("best", "not_done"),
                    mine.get("attempts", 0),
                )
            )
    return Progress(tuple(rows))


class Progress:
    """La tabella dei progressi: lezione, esercizio, titolo, percorso, esito migliore, tentativi."""

    def __init__(self, rows: tuple[tuple[str, str, str, str, str, int], ...], problem: str = ""):
        self.rows = rows
        self.problem = problem

    def _summary(self) -> str:
        if self.problem:
            return self.problem
        base = [row for row in self.rows if row[3] == "base"]
        good = sum(row[4] in ("right", "received") for row in base)
        left = next((row for row in base if row[4] not in ("right", "received")), None)
        after = f"Il prossimo è il {left[1]}, «{left[2]}»." if left else "Percorso base completo."
        return f"Percorso base: {good} esercizi su {len(base)}. {after}"

    def __repr__(self) -> str:
        lines = [f"{row[1]:>5}  {LOOK[row[4]][0]} {LOOK[row[4]][1]:<22} {row[2]}" for row in self.rows]
        return "\n".join([self._summary(), *lines])

    def _repr_html_(self) -> str:
        import html

        head = "".join(
            f'<th scope="col" style="text-align:left;color:#1a1a1a">{name}</th>'
            for name in ("Esercizio", "Titolo", "Percorso", "Esito migliore", "Tentativi")
        )
        body = "".join(
            f'<tr><th scope="row" style="text-align:left;color:#1a1a1a">{row[1]}</th>'
            f'<td style="text-align:left">{html.escape(row[2])}</td>'
            f'<td style="text-align:left">{"base" if row[3] == "base" else "approfondimento"}</td>'
            f'<td style="text-align:left"><span aria-hidden="true">{LOOK[row[4]][0]}</span> {LOOK[row[4]][1]}</td><td>{row[5]}</td></tr>'
            for row in self.rows
        )
        table = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>" if self.rows else ""
        return (
            f'<div class="kit-message" style="background:#ffffff;color:#1a1a1a"><p><strong>{html.escape(self._summary())}'
            f'</strong></p><table style="color:#1a1a1a">{table}</table></div>'
        )
