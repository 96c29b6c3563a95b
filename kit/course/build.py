"""Da ``solutions/NN_nome.py`` ai file generati: i quaderni di chi impara e di chi insegna, le verifiche sigillate."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from kit import paths
from kit.course import card, notebooks
from kit.course.model import Exercise, Lesson, Quiz
from kit.course.parse import parse
from kit.course.problems import CourseError, Problem, short
from kit.course.quizzes import questions
from kit.course.run import Run, Values, run
from kit.exercises.sealing import SealError, Spec, seal_exercise
from kit.exercises.veil import veil


@dataclass(frozen=True)
class Place:
    """Le due cartelle: dove stanno i sorgenti e i quaderni di chi insegna, dove le lezioni."""

    solutions: Path = paths.SOLUTIONS
    lessons: Path = paths.LESSONS

    def sources(self, wanted: Sequence[str] = ()) -> list[Path]:
        """I sorgenti chiesti («01», il nome o il percorso), o tutti.

        Raises
        ------
        CourseError
            Se una lezione chiesta non c'è, o due hanno lo stesso numero.
        """
        found = sorted(self.solutions.glob("[0-9][0-9]_*.py"))
        numbers = [path.name[:2] for path in found]
        twice = [path for path in found if numbers.count(path.name[:2]) > 1]
        if twice:
            raise CourseError(
                Problem(path, 0, "due lezioni hanno lo stesso numero.", "rinominane una.") for path in twice
            )
        if not wanted:
            return found
        chosen = []
        for word in wanted:
            name = Path(word).name.partition(".")[0]
            match = [path for path in found if name in (path.stem, path.name[:2])]
            if not match:
                remedy = f"le lezioni sono: {', '.join(path.stem for path in found) or 'nessuna'}."
                raise CourseError([Problem(self.solutions / f"{name}.py", 0, "questa lezione non c'è.", remedy)])
            chosen += match
        return list(dict.fromkeys(chosen))

    def outputs(self, slug: str) -> tuple[Path, Path, Path]:
        """I file generati di una lezione: quaderno di chi impara, verifiche, quaderno di chi insegna."""
        return (
            self.lessons / f"{slug}.ipynb",
            self.lessons / f"{slug}.checks.json",
            self.solutions / f"{slug}.ipynb",
        )

    def orphans(self) -> list[Path]:
        """I file generati che non hanno più un sorgente."""
        slugs = {path.stem for path in self.sources()}
        found = [*self.lessons.glob("*.ipynb"), *self.lessons.glob("*.checks.json"), *self.solutions.glob("*.ipynb")]
        return sorted(path for path in found if path.name.partition(".")[0] not in slugs)


@dataclass(frozen=True)
class Built:
    """Una lezione costruita: il sorgente letto, che cosa ha dato, i byte di ogni file, gli avvisi."""

    lesson: Lesson
    result: Run
    checks: dict[str, Any]
    files: dict[Path, bytes]


def build(source: Path, place: Place) -> Built:
    """Costruisce una lezione in memoria, senza scrivere nulla.

    Raises
    ------
    CourseError
        Se il sorgente non si legge, non gira, o un valore non si può sigillare.
    """
    lesson = parse(source)
    result = run(lesson, card.blocks(lesson))
    checks = {
        "format": 1,
        "lesson": lesson.header.lesson,
        "title": lesson.header.title,
        "exercises": sealed_exercises(lesson, result),
        "quizzes": {quiz.id: _veiled(quiz, result) for quiz in lesson.quizzes},
    }
    student, sealed, instructor = place.outputs(lesson.slug)
    files = {
        student: notebooks.dump(notebooks.student(lesson, result.prose)),
        sealed: notebooks.dump(checks),
        instructor: notebooks.dump(notebooks.instructor(lesson, result.prose)),
    }
    return Built(lesson, result, checks, files)


def write(built: Built) -> list[Path]:
    """Scrive i file di una lezione; restituisce quelli cambiati."""
    changed = []
    for path, content in built.files.items():
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            changed.append(path)
    return changed


def differences(built: Built) -> list[Problem]:
    """I file su disco che non sono quelli che il sorgente dà adesso."""
    remedy = f"non modificarlo a mano; esegui `python -m kit build {built.lesson.header.lesson}`."
    found = []
    for path, content in built.files.items():
        if not path.exists():
            found.append(Problem(path, 0, "il file generato manca.", remedy))
        elif path.read_bytes() != content:
            line = _first_difference(path.read_bytes(), content)
            found.append(Problem(path, line, f"è diverso da come lo dà {short(built.lesson.path)}.", remedy))
    return found


def _first_difference(old: bytes, new: bytes) -> int:
    pairs = zip_longest(old.split(b"\n"), new.split(b"\n"))
    return next(number for number, (one, other) in enumerate(pairs, 1) if one != other)


def sealed_exercises(lesson: Lesson, result: Run) -> dict[str, Any]:
    """Le voci sigillate degli esercizi di una lezione, dai valori che l'esecuzione ha dato.

    Raises
    ------
    CourseError
        Se due risposte non si distinguono o un valore non si può sigillare.
    """
    entries: dict[str, Any] = {}
    problems: list[Problem] = []
    for exercise in lesson.exercises:
        try:
            entries[exercise.id] = _entry(exercise, result.values[exercise.id], result.prose)
        except SealError as error:
            problems.append(
                Problem(lesson.path, exercise.answer.line, str(error), "cambia risposta, dati o `tol`/`decimals`.")
            )
    if problems:
        raise CourseError(problems)
    return entries


def _entry(exercise: Exercise, values: Values, prose: Mapping[int, str]) -> dict[str, Any]:
    return seal_exercise(
        exercise.id,
        spec=spec(exercise),
        right=values.right,
        alternatives=values.alternatives,
        wrong=values.wrong,
        probes=exercise.probes,
        validation=values.validation,
        hints=[prose[hint.number] for hint in exercise.hints],
        title=exercise.title,
        layer=exercise.layer,
        graded=exercise.graded,
        form=exercise.form,
    )


def _veiled(quiz: Quiz, result: Run) -> str:
    asked = [asdict(question) for question in questions(result.prose[quiz.cell.number])]
    return veil(json.dumps(asked, ensure_ascii=False))


def spec(exercise: Exercise) -> Spec:
    """Come si confronta la risposta, dai dati della consegna."""
    options = dict(exercise.spec)
    for name in ("key", "options"):
        if name in options:
            options[name] = (options[name],) if isinstance(options[name], str) else tuple(options[name])
    return Spec(**options)
