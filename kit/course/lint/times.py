"""Minuti, livelli e obiettivi: quanto la lezione promette e quanto chiede (OIF06, OIF07, OIF09)."""

from collections.abc import Iterator
from itertools import pairwise

from kit.course.card import LAYERS
from kit.course.lint.context import Context, Hit
from kit.course.lint.shape import PART
from kit.course.model import Exercise, Layer
from kit.formats import it

MARGIN = 0.10
MAX_BASE = 6


def minutes(context: Context) -> Iterator[Hit]:
    """OIF06: i minuti delle celle base fanno quelli dell'intestazione, ±10 %; ogni esercizio ha i suoi."""
    yield from _sum(context, "base", context.lesson.header.base)
    for exercise in context.lesson.exercises:
        if not exercise.prompt.minutes:
            yield Hit(
                exercise.prompt, f"l'esercizio {exercise.id} non ha minuti.", "aggiungi `minutes=4` alla consegna."
            )


def _sum(context: Context, layer: Layer, promised: int) -> Iterator[Hit]:
    real = context.lesson.minutes(layer)
    if abs(real - promised) > MARGIN * promised:
        yield Hit(
            None,
            f"{LAYERS[layer]}: l'intestazione promette {promised} minuti, le celle ne sommano {it(real, int(real % 1 > 0))}.",
            f"cambia `{layer}:` o i `minutes=` delle celle.",
        )


def layers(context: Context) -> Iterator[Hit]:
    """OIF09: i minuti dell'approfondimento tornano; al massimo 6 esercizi base; la prova è tutta base."""
    lesson = context.lesson
    if lesson.header.deep or lesson.minutes("deep"):
        yield from _sum(context, "deep", lesson.header.deep)
    for exercise in lesson.exercises:
        if exercise.graded and exercise.layer == "deep":
            what = f"l'esercizio {exercise.id} della prova sta in un approfondimento."
            yield Hit(exercise.prompt, what, "la prova chiede solo il percorso base.")
    for part in _parts(context):
        base = [exercise for exercise in part if exercise.layer == "base" and not exercise.graded]
        for exercise in base[MAX_BASE:]:
            listed = ", ".join(one.id for one in base)
            what = (
                f"gli esercizi base sono {len(base)} ({listed}): al massimo {MAX_BASE}; il {exercise.id} è di troppo."
            )
            yield Hit(exercise.prompt, what, "toglilo, o spostalo in un approfondimento.")


def _parts(context: Context) -> list[list[Exercise]]:
    """The exercises, divided where a heading of level 1 opens a part."""
    starts = [title.cell.number for title in context.headings if title.level == 1 and PART.match(title.text)]
    edges = [0, *starts, len(context.lesson.cells) + 1]
    return [
        [exercise for exercise in context.lesson.exercises if start <= exercise.prompt.number < end]
        for start, end in pairwise(edges)
    ]


def matrix(context: Context) -> Iterator[Hit]:
    """OIF07: ogni obiettivo è messo alla prova da almeno un esercizio con una verifica."""
    tested = {exercise.objective for exercise in context.lesson.exercises}
    for key, text in context.lesson.header.objectives.items():
        if key not in tested:
            yield Hit(
                None,
                f"nessun esercizio mette alla prova l'obiettivo {key}, «{text}».",
                f'aggiungi un esercizio con `objective="{key}"`, o togli l\'obiettivo.',
            )
