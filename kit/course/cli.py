"""``python -m kit build`` e ``python -m kit lint``: legge gli argomenti, stampa in italiano, dà il codice di uscita."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kit.course.problems import CourseError, Problem

if TYPE_CHECKING:
    from kit.course.build import Place


class Outcome(NamedTuple):
    """Di una lezione: che cosa dire, gli avvisi, che cosa non va."""

    said: str
    warnings: list[Problem]
    problems: list[Problem]


def main(argv: Sequence[str]) -> int:
    """Esegue il comando detto dalla prima parola (``build`` o ``lint``); 0 se tutto va bene, 1 se c'è da correggere."""
    command, *rest = argv
    try:
        return {"build": _build, "lint": _lint}[command](rest)
    except CourseError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1


def _build(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m kit build", description="Costruisce i quaderni delle lezioni dai sorgenti in solutions/."
    )
    parser.add_argument("lezione", nargs="*", help="numero o nome della lezione; senza, tutte")
    parser.add_argument("--check", action="store_true", help="non scrive: dice se i file generati sono quelli attesi")
    arguments = parser.parse_args(argv)

    from kit.course.build import Place

    place = Place()
    problems: list[Problem] = []
    sources = place.sources(arguments.lezione)
    for outcome in each(partial(build_one, place, arguments.check), sources):
        for warning in outcome.warnings:
            print(f"Avviso. {warning}", file=sys.stderr)
        if outcome.said:
            print(outcome.said)
        problems += outcome.problems
    if not arguments.lezione:
        problems += [
            Problem(path, 0, "non ha un sorgente in solutions/.", "cancellalo, o rimetti il suo .py.")
            for path in place.orphans()
        ]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def each(task: Callable[[Path], Outcome], sources: Sequence[Path]) -> Iterator[Outcome]:
    """One lesson a process, in order: a lesson runs its whole source, and owes nothing to the others."""
    if len(sources) < 2:
        yield from map(task, sources)
        return
    with ProcessPoolExecutor(min(len(sources), os.cpu_count() or 1), mp_context=get_context("spawn")) as pool:
        yield from pool.map(task, sources)


def build_one(place: Place, check: bool, source: Path) -> Outcome:
    """What to say of a lesson and what is wrong with it."""
    from kit.course.build import build, differences, write

    try:
        built = build(source, place)
    except CourseError as error:
        return Outcome("", [], error.problems)
    if check:
        found = differences(built)
        said = "da ricostruire" if found else "i file generati sono quelli attesi"
    else:
        found, changed = [], write(built)
        said = f"{len(changed)} file scritti" if changed else "già aggiornata"
    return Outcome(f"{source.stem}: {said}", built.result.warnings, found)


def _lint(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m kit lint", description="Controlla le regole delle lezioni. Un errore ferma; un avviso no."
    )
    parser.add_argument("lezione", nargs="*", help="numero o nome della lezione; senza, tutte")
    parser.add_argument("--rules", action="store_true", help="stampa la tavola delle regole")
    arguments = parser.parse_args(argv)

    from kit.course.build import Place, build
    from kit.course.lint.rules import lint, table

    if arguments.rules:
        print(table())
        return 0
    place = Place()
    errors = 0
    for source in place.sources(arguments.lezione):
        try:
            found = lint(build(source, place), place)
        except CourseError as error:
            for problem in error.problems:
                print(problem)
            print(f"{source.stem}: non si può costruire; le altre regole vengono dopo.")
            errors += 1
            continue
        for finding in found:
            print(finding)
        wrong = sum(not finding.warns for finding in found)
        print(f"{source.stem}: {wrong} {'errore' if wrong == 1 else 'errori'}, {_warnings(len(found) - wrong)}")
        errors += wrong
    return 1 if errors else 0


def _warnings(count: int) -> str:
    return f"{count} {'avviso' if count == 1 else 'avvisi'}"
