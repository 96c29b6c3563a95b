"""The lesson being released or marked: one of the course, or a private one in another folder with its own generator.

Reads sources; a private generator is executed, because its author is the instructor.
"""

import hashlib
import importlib.util
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import kit
from kit import paths
from kit.course.build import Built, Place, build
from kit.course.graded import graded_part
from kit.course.model import Exercise, Lesson
from kit.course.parse import parse
from kit.course.problems import CourseError
from kit.grading.errors import GradingError
from kit.synthesis import variants
from kit.synthesis.making import Maker, Variant

JUDGES = ("exercises", "datasets", "synthesis", "grading", "course")  # rooms whose code can change a mark


@dataclass(frozen=True)
class Source:
    """Una lezione con la sua prova: il sorgente letto, la parte valutata, l'impronta del file."""

    path: Path
    lesson: Lesson
    part: Lesson
    digest: str

    @property
    def number(self) -> str:
        """Il numero della lezione («01»)."""
        return self.lesson.header.lesson

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Gli esercizi valutati, nell'ordine."""
        return self.part.exercises

    def exercise(self, exercise_id: str) -> Exercise:
        """L'esercizio valutato con questo numero."""
        return next(one for one in self.exercises if one.id == exercise_id)


def open_source(word: str) -> Source:
    """
    Apre una lezione.

    Parameters
    ----------
    word : str
        «01», il nome di una lezione del corso, oppure il percorso di un sorgente privato; accanto a questo,
        `variante_NN.py` con il suo `MAKER` fa i dati.

    Raises
    ------
    GradingError
        Se la lezione non c'è, non si legge, o non ha una prova con i suoi dati.
    """
    try:
        path = Path(word).absolute() if word.endswith(".py") else Place().sources([word])[0]
        lesson = parse(path)
        part = graded_part(lesson)
    except FileNotFoundError as error:
        raise GradingError(f"Non trovo {word}.") from error
    except (CourseError, ValueError) as error:
        raise GradingError(f"La lezione {word} non si può usare. {error}") from error
    _register(path, lesson)
    digest = hashlib.sha256(path.read_bytes())
    generator = _generator(path)
    if generator.is_file():
        digest.update(generator.read_bytes())
    return Source(path, lesson, part, digest.hexdigest())


def lessons_with_a_trial() -> list[str]:
    """I numeri delle lezioni del corso che hanno una prova con i suoi dati."""
    return [path.name[:2] for path in Place().sources() if path.name[:2] in variants.REGISTRY]


def build_whole(source: Source) -> Built:
    """La lezione intera, con i dati per esercitarsi al posto della prova di uno studente."""
    return _built(source.path, source.number, source.digest)


@cache
def _built(path: Path, number: str, _digest: str) -> Built:
    with practice_data(number):
        return build(path, Place())


def practice_data(number: str) -> AbstractContextManager[Any]:
    """Dentro questo contesto `load_variant` dà i dati per esercitarsi, anche a una lezione privata."""
    drawn = practice_variant(number)
    return mock.patch("kit.datasets.load_variant", lambda _lesson: variants.as_trial(number, drawn))


def practice_variant(number: str) -> Variant:
    """La prova per esercitarsi, uguale per tutti."""
    return variants.draw(variants.PRACTICE_SECRET, number, variants.PRACTICE_EDITION, variants.PRACTICE_STUDENT).variant


@cache
def versions() -> dict[str, str]:
    """Che cosa produce un voto: versioni del corso, delle librerie, e l'impronta del codice che giudica."""
    import numpy
    import pandas
    import scipy
    import sklearn

    digest = hashlib.sha256()
    for room in JUDGES:
        for file in sorted((paths.ROOT / "kit" / room).rglob("*.py")):
            digest.update(file.read_bytes())
    import platform

    return {
        "kit": kit.__version__,
        "codice": digest.hexdigest()[:16],
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "pandas": pandas.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
    }


def _generator(path: Path) -> Path:
    return path.with_name(f"variante_{path.name[:2]}.py")


def _register(path: Path, lesson: Lesson) -> None:
    """Make the draw know a private lesson; a lesson of the course is known already."""
    number = lesson.header.lesson
    private = _generator(path)
    if private.is_file() and path.parent != paths.SOLUTIONS:
        variants.REGISTRY[number] = _maker(private)
    if number not in variants.REGISTRY:
        raise GradingError(
            f"La lezione {number} non ha dati da sorteggiare: accanto a {path.name} serve {private.name}, con un `MAKER` "
            "come quelli di kit/synthesis/variant_*.py."
        )


def _maker(file: Path) -> Maker:
    spec = importlib.util.spec_from_file_location(f"kit_private_{file.stem}", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        made = module.MAKER
    except Exception as error:
        raise GradingError(f"{file.name} si ferma: {type(error).__name__}: {error}.") from error
    if not isinstance(made, Maker):
        raise GradingError(f"In {file.name} `MAKER` deve essere un kit.synthesis.making.Maker.")
    return made
