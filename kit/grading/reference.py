"""What is right for one student: the variant drawn again from the secret, the reference run on it, the seals.

Runs the author's code in this process, never a learner's.  Writes nothing.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kit.course.build import sealed_exercises
from kit.course.graded import run_on
from kit.course.model import Lesson
from kit.course.problems import CourseError
from kit.course.run import Run
from kit.datasets.tables import fingerprint
from kit.datasets.trial import RELEASED
from kit.grading.errors import GradingError
from kit.grading.secret import Desk
from kit.grading.sources import Source
from kit.synthesis import variants
from kit.synthesis.making import Variant


@dataclass(frozen=True)
class Reference:
    """La prova di un'unità: dati, domande, voci sigillate, valori giusti, testo dei segnaposti, secondi di CPU."""

    variant: Variant
    counter: int
    entries: Mapping[str, Any]
    result: Run
    cpu: float

    def files(self, number: str) -> dict[str, bytes]:
        """I file della cartella `prova` consegnata."""
        return variants.variant_files(number, self.variant, RELEASED)

    def right(self, exercise_id: str) -> Any:
        """Il valore giusto di un esercizio."""
        return self.result.values[exercise_id].right


def reference(source: Source, desk: Desk, edition: str, unit: str, *, fresh: bool = False) -> Reference:
    """
    Sorteggia la variante di un'unità ed esegue la soluzione.

    Parameters
    ----------
    source : Source
    desk : Desk
        Il segreto.
    edition : str
        Edizione o appello.
    unit : str
        Matricola, o `gruppo:NOME`.
    fresh : bool
        True per i dati che nessuno ha visto, con le stesse domande.

    Raises
    ------
    GradingError
        Se dopo venti sorteggi nessuna variante distingue le risposte.
    """
    part = without_mistakes(source.part) if fresh else source.part
    made: dict[int, Reference] = {}

    def faults(variant: Variant) -> list[str]:
        try:
            made[id(variant)] = reference_on(source.number, part, variant)
        except CourseError as error:
            return [problem.what for problem in error.problems]
        return []

    try:
        drawn = variants.draw(desk.value, source.number, edition, unit, fresh=fresh, also=faults)
    except variants.DrawError as error:
        raise GradingError(f"Per {unit}: {error}") from error
    return replace(made[id(drawn.variant)], counter=drawn.counter)


def reference_on(number: str, part: Lesson, variant: Variant) -> Reference:
    """La soluzione eseguita su una variante già sorteggiata.

    Raises
    ------
    CourseError
        Se su questi dati due risposte non si distinguono, o il sorgente si ferma.
    """
    start = time.process_time()
    result = run_on(part, variants.as_trial(number, variant, RELEASED))
    entries = sealed_exercises(part, result)
    return Reference(variant, 0, entries, result, time.process_time() - start)


def without_mistakes(part: Lesson) -> Lesson:
    """La prova senza errori tipici: sui dati nuovi serve sapere solo che cosa è giusto."""
    return replace(part, exercises=tuple(replace(one, wrongs=()) for one in part.exercises))


def data_digest(files: Mapping[str, bytes]) -> str:
    """L'impronta dei dati di una consegna, per accorgersi se un'altra versione delle librerie li rifà diversi."""
    return fingerprint(b"".join(fingerprint(files[name]).encode() for name in sorted(files)))[:16]
