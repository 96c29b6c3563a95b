"""Legge un sorgente di ``solutions/`` (jupytext, py:percent) e ne controlla la forma una volta sola, all'ingresso."""

import re
from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kit.course import model
from kit.course.exercises import group
from kit.course.header import read_header
from kit.course.model import Cell, Kind, Layer, Lesson
from kit.course.problems import CourseError, Problem
from kit.course.quizzes import read_quizzes
from kit.launch.quick import without_grammar

MARKER = re.compile(r"#\s?%%%*(\s|$)")
HEADING = re.compile(r"(#{1,6}) ")
MAGIC = re.compile(r"\s*[%!]|\s*\?\w|.*\w\?+\s*$")
ROLES: Mapping[str, Kind] = {
    model.PROMPT: "markdown",
    model.ANSWER: "code",
    model.CHECK: "code",
    model.ALTERNATIVE: "code",
    model.WRONG: "code",
    model.PROBES: "code",
    model.HIDDEN: "code",
    model.VALIDATION: "code",
    model.HINT: "markdown",
    model.LOAD: "code",
    model.QUESTIONS: "markdown",  # needs no role: `quiz="1.a"` says it
}
ON_PROMPT = ("objective", "graded", "kind", "decimals", "tol", "order", "key", "columns", "options")
ALONE = (None, model.LOAD, model.QUESTIONS)
KEYS = ("minutes", "layer", "exercise", "role", "mistake", "quiz", "tags", "jupyter", *ON_PROMPT)


def parse(path: Path) -> Lesson:
    """Legge e controlla il sorgente di una lezione.

    Parameters
    ----------
    path : Path
        Un file ``NN_nome.py`` scritto in py:percent.

    Returns
    -------
    Lesson
        Celle ed esercizi, con le regole di raggruppamento già rispettate.

    Raises
    ------
    CourseError
        Con tutti i difetti trovati: file, riga, che cosa c'è, rimedio.
    """
    path = path.resolve()
    problems: list[Problem] = []
    text = path.read_text(encoding="utf-8")
    try:
        notebook = _jupytext().reads(text, fmt={"extension": ".py", "format_name": "percent", "comment_magics": False})
    except Exception as error:  # YAML and jupytext raise their own families
        detail = " ".join(str(error).split())
        raise CourseError(
            [
                Problem(
                    path,
                    1,
                    f"jupytext non riesce a leggere il file: {detail}",
                    "controlla l'intestazione YAML.",
                )
            ]
        ) from error
    header = read_header(notebook.metadata, path, problems)
    cells = _cells(notebook.cells, text, path, problems)
    if header is None:
        raise CourseError(problems)
    exercises = group(cells, header, path, problems)
    quizzes = read_quizzes(cells, header, path, problems)
    if problems:
        raise CourseError(problems)
    return Lesson(path, header, tuple(cells), tuple(exercises), tuple(quizzes))


def _jupytext() -> Any:
    with without_grammar():
        import jupytext
    return jupytext


def _cells(raw: list[Any], text: str, path: Path, problems: list[Problem]) -> list[Cell]:
    marks = [number for number, line in enumerate(text.splitlines(), 1) if MARKER.match(line)]
    if len(marks) != len(raw):
        raise CourseError(
            [
                *problems,
                Problem(
                    path,
                    marks[0] if marks else 0,
                    f"le righe `# %%` sono {len(marks)}, le celle lette {len(raw)}.",
                    "ogni cella comincia con `# %%`; niente testo prima della prima, niente `# %%` fra virgolette.",
                ),
            ]
        )
    cells: list[Cell] = []
    deep_level = 0
    for number, (cell, mark) in enumerate(zip(raw, marks, strict=True), 1):
        metadata = {key: value for key, value in cell.metadata.items() if not key.startswith("lines_to_")}  # jupytext's
        heading = HEADING.match(cell.source) if cell.cell_type == "markdown" else None
        if heading and deep_level and len(heading[1]) <= deep_level:
            deep_level = 0
        opens = metadata.get("layer") == "deep"
        if opens and heading:
            deep_level = len(heading[1])

        def say(what: str, remedy: str, line: int = mark) -> None:
            problems.append(Problem(path, line, what, remedy))

        if opens and not heading:
            say(
                '`layer="deep"` sta su una cella senza titolo.',
                "mettilo sulla cella che apre la sezione con `## …`.",
            )
        made = _cell(cell, metadata, mark + 1, number, "deep" if deep_level else "base", opens, say)
        if made:
            cells.append(made)
    return cells


def _cell(
    cell: Any, metadata: dict[str, Any], line: int, number: int, layer: Layer, opens: bool, say: Callable[..., None]
) -> Cell | None:
    broken = metadata.pop("incorrectly_encoded_metadata", None)
    if broken is not None:
        say(
            f"i dati della cella non si leggono: {broken}",
            'scrivi `chiave="valore"`, con le virgolette.',
        )
        return None
    kind: Kind = cell.cell_type
    if kind not in ("code", "markdown"):
        say(f"la cella è di tipo «{kind}».", "usa solo `# %%` e `# %% [markdown]`.")
        return None
    before = metadata.keys() - set(KEYS)
    for key in sorted(before):
        say(f"la cella ha un dato sconosciuto, `{key}`.", _valid(key, KEYS))
    role, exercise = metadata.get("role", model.QUESTIONS if "quiz" in metadata else None), metadata.get("exercise")
    if role is not None and role not in ROLES:
        say(f'il ruolo `role="{role}"` non esiste.', _valid(str(role), ROLES))
        return None
    if role is not None and ROLES[role] != kind:
        want = "di testo (`# %% [markdown]`)" if ROLES[role] == "markdown" else "di codice (`# %%`)"
        say(f'una cella con `role="{role}"` deve essere {want}.', "cambia il segno della cella o il ruolo.")
    if exercise is not None and not isinstance(exercise, str):
        say(f"`exercise={exercise}` è un numero.", f'scrivi `exercise="{exercise}"`, con le virgolette.')
        return None
    if (exercise is None) != (role in ALONE):
        say(
            "`exercise` e `role` vanno insieme.",
            'scrivi tutti e due (`exercise="1.3" role="prompt"`); da solo va soltanto `role="load"`.',
        )
    if role != model.PROMPT:
        for key in sorted(metadata.keys() & set(ON_PROMPT)):
            say(f"`{key}` sta su una cella che non è una consegna.", '`role="prompt"` è il suo posto.')
    if (role == model.WRONG) != ("mistake" in metadata):
        say('`mistake="…"` accompagna `role="wrong"`, e solo quello.', 'scrivi `role="wrong" mistake="nome_breve"`.')
    minutes = metadata.get("minutes", 0)
    if isinstance(minutes, bool) or not isinstance(minutes, int | float) or minutes < 0:
        say(f"`minutes={minutes!r}` non è un numero di minuti.", "scrivi `minutes=3`, senza virgolette.")
        minutes = 0
    if role not in (None, model.PROMPT, model.LOAD) and minutes:
        say(f'una cella con `role="{role}"` non ha minuti suoi.', "il tempo di un esercizio sta tutto sulla consegna.")
    tags = metadata.get("tags", [])
    if not isinstance(tags, list) or not set(tags) <= {"raises-exception"}:
        say(f"`tags={tags!r}` non va bene.", 'l\'unica etichetta è `tags=["raises-exception"]`.')
        tags = []
    if kind == "code":
        for offset, code in enumerate(cell.source.split("\n")):
            if MAGIC.fullmatch(code.split("#")[0]) if "?" in code else MAGIC.match(code):
                say(
                    f"«{code.strip()}» è un comando di IPython, non Python.",
                    "toglilo: una lezione usa solo Python, così gira ovunque.",
                    line + offset,
                )
    options = {key: metadata[key] for key in (*ON_PROMPT, "jupyter", "mistake", "quiz") if key in metadata}
    return Cell(kind, cell.source, line, number, exercise, role, minutes, layer, opens, tuple(tags), options)


def _valid(word: str, choices: Collection[str]) -> str:
    """The remedy for a word that is not one of the choices: the nearest, then all of them."""
    near = get_close_matches(word, list(choices), 1)
    guess = f"forse `{near[0]}`? " if near else ""
    return f"{guess}Quelli validi sono: {', '.join(choices)}."
