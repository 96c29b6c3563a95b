"""La scheda e il glossario di una lezione, in Markdown semplice, dall'intestazione e dai minuti delle celle."""

from kit.course.model import Layer, Lesson
from kit.formats import it

LAYERS: dict[Layer, str] = {"base": "Base", "deep": "Approfondimento"}


def blocks(lesson: Lesson) -> dict[str, str]:
    """I testi per ``{{ scheda }}`` e ``{{ glossario }}``."""
    return {"scheda": card(lesson), "glossario": glossary(lesson)}


def card(lesson: Lesson) -> str:
    """La scheda: che cosa farai, obiettivi, tempi, requisiti, dati e licenza, parole nuove."""
    header = lesson.header
    parts = [f"**Che cosa farai.** {header.what}"]
    goals = "\n".join(f"- **{key}.** {text}" for key, text in header.objectives.items())
    parts.append(f"**Con questa lezione:**\n\n{goals}")
    parts.append(f"**Tempi**\n\n{_times(lesson)}")
    if lesson.exercises:
        parts.append(_exercise_times(lesson))
    needs = ", ".join(f"lezione {number}" for number in header.requires) or "nessuno"
    parts.append(f"**Requisiti:** {needs}.")
    if header.data:
        names = ", ".join(f"`{name}`" for name in header.data)
        parts.append(
            f"**Dati:** {names}. Sono sintetici: Fiatolungo non esiste. "
            f'Licenza CC BY 4.0; la scheda di ogni tabella si legge con `describe("{header.data[0]}")`.'
        )
    if header.words:
        parts.append(f"**Parole nuove:** {', '.join(word.italian for word in header.words)}.")
    return "\n\n".join(parts)


def glossary(lesson: Lesson) -> str:
    """Le parole della lezione: italiano, inglese, che cosa vuol dire."""
    rows = [f"| {word.italian} | {word.english} | {word.text} |" for word in lesson.header.words]
    return "\n".join(["| Parola | In inglese | Che cosa vuol dire |", "|---|---|---|", *rows])


def minutes(value: float) -> str:
    """«5 min»; mezzi minuti con la virgola."""
    return f"{it(value, 0 if value == int(value) else 1)} min"


def _times(lesson: Lesson) -> str:
    rows = ["| Livello | Lettura | Esercizi | In tutto |", "|---|---|---|---|"]
    for layer, name in LAYERS.items():
        whole = lesson.minutes(layer)
        if whole:
            reading, doing = (lesson.minutes(layer, exercises=flag) for flag in (False, True))
            rows.append(f"| {name} | {minutes(reading)} | {minutes(doing)} | {minutes(whole)} |")
    return "\n".join(rows)


def _exercise_times(lesson: Lesson) -> str:
    rows = ["| Esercizio | Obiettivo | Livello | Tempo |", "|---|---|---|---|"]
    for exercise in lesson.exercises:
        level = "Mettiti alla prova" if exercise.graded else LAYERS[exercise.layer]
        time = minutes(exercise.prompt.minutes)
        rows.append(f"| {exercise.id} · {exercise.title} | {exercise.objective} | {level} | {time} |")
    return "\n".join(rows)
