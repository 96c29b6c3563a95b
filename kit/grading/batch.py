"""``python -m kit grade``: collect, tell whose, mark what is not marked yet, write everything there is to read.

Writes only in the folder asked for.  Started again after any interruption it goes on; its outputs hold no date.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.grading import collect, identity, sheets
from kit.grading.errors import GradingError, plural
from kit.grading.outputs import write_all
from kit.grading.people import ClassList, individually
from kit.grading.pool import FromSecretSetup, Pool, Setup, Terms
from kit.grading.release import Registry, read_registry
from kit.grading.sandbox.levels import Level
from kit.grading.sandbox.terms import Limits
from kit.grading.scheme import Scheme
from kit.grading.secret import Desk
from kit.grading.sources import Source, versions
from kit.grading.state import Decision, State
from kit.grading.votes import parse_points

STATE, WHOSE, POINTS = "stato.sqlite", "identita.csv", "da_correggere.csv"


@dataclass(frozen=True)
class Grading:
    """Una valutazione: che cosa, di chi, come, dove."""

    source: Source
    people: ClassList
    edition: str
    out: Path
    registry: Registry
    setup: Setup
    level: Level | None  # None: values mode, nothing is run
    scheme: Scheme = field(default_factory=Scheme)
    workers: int = 1
    part: tuple[int, int] = (1, 1)
    limits: Limits = field(default_factory=Limits)
    sheet: Path | None = None
    pseudonym: Callable[[str], str] = str

    @property
    def judge(self) -> str:
        """L'impronta di chi giudica: se cambia la lezione, il codice o il modo, si rivaluta."""
        facts = [self.source.digest, versions(), self.level.name if self.level else "valori", self.edition]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]

    def mine(self, unit: str) -> bool:
        """Vero se tocca a questa parte (--part i/n)."""
        number, of = self.part
        return int(hashlib.sha256(unit.encode()).hexdigest(), 16) % of == number - 1


def plan(source: Source, people: ClassList, desk: Desk, edition: str, **choices: Any) -> Grading:
    """
    Una valutazione con il segreto e il registro della consegna.

    Raises
    ------
    GradingError
        Se quell'edizione non è stata consegnata con questo segreto, o la lezione è cambiata da allora.
    """
    registry = read_registry(desk, source.number, edition)
    if registry is None:
        raise GradingError(
            f"Con questo segreto non risulta consegnata la lezione {source.number}, edizione {edition}. Controlla --edition e "
            f"--secret (registri in {desk.file.parent / 'registri'})."
        )
    if registry.source != source.digest:
        raise GradingError(
            f"La lezione {source.number} è cambiata dopo la consegna dell'edizione {edition}: valutare con un'altra soluzione "
            "non è giusto. Rimetti il sorgente di allora, oppure valuta dall'archivio."
        )
    if not registry.by_group:
        people = individually(people)
    word = str(source.path)
    limits = choices.get("limits", Limits())
    setup = FromSecretSetup(word, desk.file, edition, registry.units, limits)

    def pseudonym(unit: str) -> str:
        return desk.pseudonym(source.number, edition, unit)

    return Grading(source, people, edition, registry=registry, setup=setup, pseudonym=pseudonym, **choices)


def grade(
    asked: Grading, folder: Path | None, step: Callable[[int, int], None] = lambda done, total: None
) -> list[str]:
    """
    Valuta una cartella di consegne (None: solo ciò che è già raccolto) e scrive i risultati.

    Returns
    -------
    list of str
        Che cosa è successo, in frasi.

    Raises
    ------
    GradingError
    """
    asked.out.mkdir(parents=True, exist_ok=True)
    state = State(asked.out / STATE)
    try:
        same_work(state, asked)
        said = take_decisions(asked, state)
        if folder is not None:
            said += take_handins(asked, state, folder)
        said += mark_waiting(asked, state, step)
        return [*said, *write_all(asked, state)]
    finally:
        state.close()


def same_work(state: State, asked: Grading) -> None:
    """Una cartella di uscita è di una sola prova."""
    facts = {"lesson": asked.source.number, "edition": asked.edition}
    before = state.about()
    for name, value in facts.items():
        if before.get(name, value) != value:
            raise GradingError(
                f"In {asked.out} c'è già la valutazione della lezione {before['lesson']}, edizione {before['edition']}: scegli "
                "un'altra cartella di uscita."
            )
    level = asked.level.name if asked.level else "valori"
    state.tell(facts | {"level": level, "judge": asked.judge, "versions": json.dumps(versions(), sort_keys=True)})


def take_decisions(asked: Grading, state: State) -> list[str]:
    """Legge il foglio delle correzioni a mano, prima di riscriverlo."""
    found = sheets.read_points(asked.out / POINTS)
    known = set(asked.people.units())
    stripped = {unit.lstrip("0"): unit for unit in known}
    decisions: dict[tuple[str, str], Decision] = {}
    said = []
    for (unit, exercise), decision in found.items():
        unit = unit if unit in known else stripped.get(unit.lstrip("0"), unit)
        if decision.points and parse_points(decision.points) is None:
            said.append(
                f"da_correggere.csv: «{decision.points}» non è un numero ({unit}, esercizio {exercise}): lo lascio da decidere."
            )
        decisions[unit, exercise] = decision
    state.decide(decisions)
    return said


def take_handins(asked: Grading, state: State, folder: Path) -> list[str]:
    """Raccoglie le consegne e riconosce di chi sono."""
    if not folder.exists():
        raise GradingError(f"Non trovo {folder}.")
    decided = sheets.read_whose(asked.out / WHOSE)
    expected = identity.Expected(
        asked.source.number,
        asked.edition,
        {note["id"]: unit for unit, note in asked.registry.units.items()},
        tuple(exercise.id for exercise in asked.source.exercises),
    )
    sorter = identity.Sorter(asked.people, expected, decided)
    found = sorter.sort(collect.items(folder), [str(one) for one in collect.empty_folders(folder)])
    not_released = sorted(set(found.handins) - set(asked.registry.units))
    for unit in not_released:
        handin = found.handins.pop(unit)
        found.problems.append(
            identity.Problem(
                handin.label,
                sorter.title(unit),
                "a questa persona (o gruppo) non è stato consegnato nessun pacchetto in questa edizione.",
                "",
            )
        )
    state.keep_handins([one for unit, one in found.handins.items() if asked.mine(unit)], found.problems)
    sheets.write_whose(asked.out / WHOSE, found.problems, decided)
    said = [f"{plural(len(found.handins), 'consegna riconosciuta', 'consegne riconosciute')}."]
    if found.problems:
        said.append(
            f"{plural(len(found.problems), 'file con un problema', 'file con un problema')}: motivi e risposte pronte in "
            f"problemi.html; per dire di chi è un file, scrivi la matricola in {WHOSE} e rilancia."
        )
    return said


def mark_waiting(asked: Grading, state: State, step: Callable[[int, int], None]) -> list[str]:
    """Valuta ciò che non ha ancora un risultato."""
    waiting = state.waiting(asked.judge)
    digests = state.digests()
    if not waiting:
        return []
    terms = Terms(asked.level.layers if asked.level else None, asked.limits)
    pool = Pool(asked.setup, terms, asked.workers, state.content)
    step(0, len(waiting))
    for done, (unit, result) in enumerate(pool.results(waiting), 1):
        cpu = float(result.pop("cpu", 0.0))
        state.keep_result(unit, digests[unit], asked.judge, result, cpu)
        step(done, len(waiting))
    return [f"{plural(len(waiting), 'consegna valutata', 'consegne valutate')} adesso."]


def merge(asked: Grading, parts: list[Path]) -> list[str]:
    """
    Unisce le parti di una valutazione fatta su più computer (--part i/n) e scrive i risultati.

    Raises
    ------
    GradingError
        Se le parti non sono della stessa prova, valutata nello stesso modo.
    """
    asked.out.mkdir(parents=True, exist_ok=True)
    state = State(asked.out / STATE)
    try:
        same_work(state, asked)
        for part in parts:
            if not (part / STATE).is_file():
                raise GradingError(f"In {part} non c'è una valutazione ({STATE}).")
            other = State(part / STATE)
            try:
                _same_judge(asked, other.about(), part)
                state.merge(other)
            finally:
                other.close()
        said = take_decisions(asked, state)
        waiting = state.waiting(asked.judge)
        if waiting:
            raise GradingError(f"Non tutte le parti sono finite: mancano {', '.join(waiting[:10])}.")
        return [*said, f"{plural(len(parts), 'parte unita', 'parti unite')}.", *write_all(asked, state)]
    finally:
        state.close()


def _same_judge(asked: Grading, about: Mapping[str, str], part: Path) -> None:
    if about.get("judge") != asked.judge:
        raise GradingError(
            f"{part} è stata valutata con un'altra versione o in un altro modo ({about.get('level')}, {about.get('versions')}): "
            "rivalutala con questa."
        )
