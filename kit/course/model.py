"""Una lezione letta: intestazione, celle, esercizi.  Solo dati, già controllati da ``parse``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Layer = Literal["base", "deep"]
Kind = Literal["code", "markdown"]

PROMPT, ANSWER, CHECK, ALTERNATIVE, WRONG = "prompt", "answer", "check", "alternative", "wrong"
PROBES, HIDDEN, VALIDATION, HINT, LOAD, QUESTIONS = "probes", "hidden", "validation", "hint", "load", "questions"


@dataclass(frozen=True)
class Cell:
    """Una cella del sorgente; ``line`` è la riga della sua prima riga di testo, ``number`` conta da 1."""

    kind: Kind
    source: str
    line: int
    number: int
    exercise: str | None = None
    role: str | None = None
    minutes: float = 0
    layer: Layer = "base"
    opens_deep: bool = False
    tags: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def may_stop(self) -> bool:
        """Vero se in questa cella un errore è voluto."""
        return "raises-exception" in self.tags

    @property
    def source_hidden(self) -> bool:
        """Vero se il codice è offerto pronto e chiuso: chi impara non deve leggerlo."""
        return bool(self.options.get("jupyter", {}).get("source_hidden"))


@dataclass(frozen=True)
class Word:
    """Una parola nuova: com'è in inglese e che cosa vuol dire."""

    italian: str
    english: str
    text: str


@dataclass(frozen=True)
class Header:
    """Che cosa promette la lezione."""

    lesson: str
    title: str
    what: str
    base: int
    deep: int
    data: tuple[str, ...]
    objectives: Mapping[str, str]
    words: tuple[Word, ...]
    requires: tuple[str, ...]
    variant: str | None


@dataclass(frozen=True)
class Mistake:
    """Un errore tipico: il nome breve, il messaggio per chi impara, il codice che lo fa."""

    slug: str
    message: str
    code: str
    cell: Cell


@dataclass(frozen=True)
class Exercise:
    """Un gruppo di celle con lo stesso id."""

    id: str
    title: str
    form: str
    objective: str
    graded: bool
    prompt: Cell
    answer: Cell
    check: Cell
    names: tuple[str, ...]
    argument: str
    alternatives: tuple[Cell, ...]
    wrongs: tuple[Mistake, ...]
    hints: tuple[Cell, ...]
    probes: list[tuple[Any, ...]] | None
    hidden: list[tuple[Any, ...]] | None
    validation: Cell | None
    spec: Mapping[str, Any]

    @property
    def layer(self) -> Layer:
        """Base o approfondimento, come la sezione che lo contiene."""
        return self.prompt.layer


@dataclass(frozen=True)
class Option:
    """Una risposta possibile di un quiz, con la spiegazione che compare a chi la sceglie."""

    text: str
    feedback: str
    right: bool


@dataclass(frozen=True)
class Question:
    """Una domanda di un quiz e le sue risposte possibili."""

    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Quiz:
    """Le domande di un quiz; ``cell`` le contiene e non arriva a chi impara."""

    id: str
    questions: tuple[Question, ...]
    cell: Cell


@dataclass(frozen=True)
class Lesson:
    """Una lezione intera, come sta in ``solutions/``."""

    path: Path
    header: Header
    cells: tuple[Cell, ...]
    exercises: tuple[Exercise, ...]
    quizzes: tuple[Quiz, ...] = ()

    @property
    def slug(self) -> str:
        """Il nome del file senza estensione: ``01_marketing_e_social_media_marketing``."""
        return self.path.stem

    def student_cells(self) -> Iterator[Cell]:
        """Le celle che arrivano nel quaderno di chi impara."""
        kept = (None, PROMPT, ANSWER, CHECK, LOAD)
        return (cell for cell in self.cells if cell.role in kept)

    def minutes(self, layer: Layer, *, exercises: bool | None = None) -> float:
        """I minuti delle celle di un livello: tutti, o solo quelli (non) degli esercizi."""
        return sum(
            cell.minutes
            for cell in self.student_cells()
            if cell.layer == layer and exercises in (None, cell.exercise is not None)
        )
