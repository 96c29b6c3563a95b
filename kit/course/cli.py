"""``python -m kit build`` e ``python -m kit lint``: legge gli argomenti, stampa in italiano, dà il codice di uscita."""

import argparse
import sys
from collections.abc import Sequence

from kit.course.problems import CourseError


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

    from kit.course.build import Place, build, differences, write

    place = Place()
    problems = []
    for source in place.sources(arguments.lezione):
        try:
            built = build(source, place)
        except CourseError as error:
            problems += error.problems
            continue
        for warning in built.result.warnings:
            print(f"Avviso. {warning}", file=sys.stderr)
        if arguments.check:
            found = differences(built)
            problems += found
            print(f"{source.stem}: {'da ricostruire' if found else 'i file generati sono quelli attesi'}")
        else:
            changed = write(built)
            print(f"{source.stem}: {len(changed)} file scritti" if changed else f"{source.stem}: già aggiornata")
    if not arguments.lezione:
        from kit.course.problems import Problem

        problems += [
            Problem(path, 0, "non ha un sorgente in solutions/.", "cancellalo, o rimetti il suo .py.")
            for path in place.orphans()
        ]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


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
