"""What is right for one student: the variant drawn again from the secret, the reference run on it, the seals.

Runs the author's code in this process, never a learner's.  Writes nothing.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from kit.course.build import sealed_exercises
from kit.course.graded import run_on
from kit.course.model import Lesson
from kit.course.problems import CourseError
from kit.course.run import Run
from kit.datasets.tables import fingerprint
from kit.datasets.trial import RELEASED
from kit.exercises.match import match
from kit.grading.errors import GradingError
from kit.grading.secret import Desk
from kit.grading.sources import Source
from kit.synthesis import variants
from kit.synthesis.making import Variant

FRESH_DRAWS = 6


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


def reference(source: Source, desk: Desk, edition: str, unit: str) -> Reference:
    """
    Sorteggia la variante di un'unità ed esegue la soluzione, con tutti gli errori tipici.

    Parameters
    ----------
    source : Source
    desk : Desk
        Il segreto.
    edition : str
        Edizione o appello.
    unit : str
        Matricola, o `gruppo:NOME`.

    Raises
    ------
    GradingError
        Se dopo venti sorteggi nessuna variante distingue le risposte.
    """
    made: dict[int, Reference] = {}

    def faults(variant: Variant) -> list[str]:
        try:
            made[id(variant)] = reference_on(source.number, source.part, variant)
        except CourseError as error:
            return [problem.what for problem in error.problems]
        return []

    try:
        drawn = variants.draw(desk.value, source.number, edition, unit, also=faults)
    except variants.DrawError as error:
        raise GradingError(f"Per {unit}: {error}") from error
    return replace(made[id(drawn.variant)], counter=drawn.counter)


def fresh_counter(source: Source, desk: Desk, edition: str, unit: str, first: Reference) -> int:
    """
    Quale sorteggio usare come dati mai visti: quello in cui nessun valore giusto è quello di prima.

    Un valore scritto a mano vale sui primi dati e non sui secondi solo se i due valori giusti sono diversi: «3 mancanti»
    capita spesso due volte. Dopo `FRESH_DRAWS` prove si tiene la migliore (una risposta può non dipendere dai dati).
    """
    part = without_mistakes(source.part)
    best, fewest = -1, len(source.exercises) + 1
    tried = 0
    for counter in range(variants.DRAWS):
        variant = variants.redraw(desk.value, source.number, edition, unit, counter, fresh=True)
        if variants.broken_invariant(source.number, variant):
            continue
        try:
            values = run_on(part, variants.as_trial(source.number, variant, RELEASED)).values
        except CourseError:
            continue
        tried += 1
        same = sum(is_right(first.entries[one.id], values[one.id].right) for one in source.exercises)
        if same < fewest:
            best, fewest = counter, same
        if same == 0 or tried == FRESH_DRAWS:
            break
    if best < 0:
        raise GradingError(f"Per {unit}: non riesco a sorteggiare dati nuovi per la seconda esecuzione.")
    return best


def again(
    source: Source, desk: Desk, edition: str, unit: str, counter: int, *, fresh: bool = False, mistakes: bool = False
) -> Reference:
    """La prova già sorteggiata, rifatta dal contatore; senza `mistakes` dice solo che cosa è giusto (e costa meno)."""
    variant = variants.redraw(desk.value, source.number, edition, unit, counter, fresh=fresh)
    part = source.part if mistakes else without_mistakes(source.part)
    try:
        return replace(reference_on(source.number, part, variant), counter=counter)
    except CourseError as error:
        raise GradingError(f"Per {unit}: la soluzione non gira più sui suoi dati. {error}") from error


class Supply(Protocol):
    """Da dove vengono i dati di un'unità e ciò che vi è giusto."""

    def first(self, *, mistakes: bool) -> Reference:
        """Il riferimento sui dati consegnati."""

    def fresh(self) -> Reference:
        """Il riferimento sui dati mai visti."""


@dataclass(frozen=True)
class FromSecret:
    """I dati rifatti dal segreto e dal registro."""

    source: Source
    desk: Desk
    edition: str
    unit: str
    note: Mapping[str, Any]  # the unit's line in the registry: counter, fresh, data

    def first(self, *, mistakes: bool) -> Reference:
        """Il riferimento sui dati consegnati.

        Raises
        ------
        GradingError
            Se i dati rifatti non sono quelli consegnati.
        """
        made = again(self.source, self.desk, self.edition, self.unit, int(self.note["counter"]), mistakes=mistakes)
        if data_digest(made.files(self.source.number)) != self.note["data"]:
            raise GradingError(
                f"I dati di {self.unit} rifatti adesso sono diversi da quelli consegnati: le librerie sono cambiate. Usa "
                "l'ambiente di allora (requirements.lock), oppure valuta dall'archivio (--from-archive)."
            )
        return made

    def fresh(self) -> Reference:
        """Il riferimento sui dati mai visti."""
        return again(self.source, self.desk, self.edition, self.unit, int(self.note["fresh"]), fresh=True)


def is_right(entry: Mapping[str, Any], value: Any) -> bool:
    """Vero se il valore è giusto per quella voce (una funzione o un modello non si confrontano così: falso)."""
    return entry["kind"] not in ("function", "model") and match(dict(entry), value).outcome == "right"


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
