"""The arguments of ``python -m kit grade``."""

import argparse
import os
from collections import Counter
from pathlib import Path
from typing import Any

from kit.grading.cli import secret_option
from kit.grading.errors import GradingError
from kit.grading.progress import Bar

DESCRIPTION = (
    "Valuta una cartella di consegne (anche lo zip di Moodle) in isolamento e scrive esiti, pagine per gli studenti, resoconto "
    "della classe. Interrotto e rilanciato continua da dov'era."
)
PEEK = 300  # notebooks looked at to tell which release is being marked


def arguments(parser: argparse.ArgumentParser) -> None:
    """Dichiara gli argomenti."""
    parser.add_argument("cartella", nargs="?", help="cartella o zip delle consegne (senza: rifà solo i risultati)")
    parser.add_argument("--class", dest="people", metavar="FILE", help="elenco della classe (CSV, anche di Moodle)")
    parser.add_argument("--out", metavar="CARTELLA", required=True, help="dove scrivere i risultati")
    parser.add_argument("--lesson", metavar="LEZIONE", help="quale lezione (di solito si capisce dalle consegne)")
    parser.add_argument("--edition", metavar="NOME", help="quale edizione (di solito si capisce dalle consegne)")
    parser.add_argument("--votes", metavar="FILE", help="voti.toml: punti, credito parziale, arrotondamento")
    parser.add_argument("--moodle-sheet", metavar="FILE", help="foglio di valutazione di Moodle da compilare")
    parser.add_argument(
        "--workers", type=int, metavar="N", help="quante consegne insieme (senza: quanti sono i processori)"
    )
    parser.add_argument("--part", metavar="i/n", help="valuta solo una parte su n, per dividere il lavoro fra computer")
    parser.add_argument("--merge", nargs="+", metavar="CARTELLA", help="unisce le cartelle --out delle parti")
    parser.add_argument("--mode", choices=("run", "values"), default="run", help="values: non esegue niente")
    parser.add_argument("--unisolated", action="store_true", help="esegue anche senza isolamento (pericoloso)")
    parser.add_argument("--explain", metavar="MATRICOLA", help="spiega un voto già dato: valore, regola, versioni")
    parser.add_argument("--archive", metavar="FILE", help="mette da parte tutto ciò che serve a rivalutare fra anni")
    parser.add_argument("--from-archive", metavar="FILE", help="rivaluta un archivio e confronta con i voti di allora")
    secret_option(parser)


def run(asked: argparse.Namespace) -> int:
    """Esegue il comando."""
    from kit.grading import batch
    from kit.grading.sandbox.terms import Limits

    level = find_level(asked)
    if asked.from_archive:
        from kit.grading.archive import remark

        with Bar("Rivaluto") as bar:
            lines = remark(Path(asked.from_archive), Path(asked.out).absolute(), level, workers(asked), bar.at)
        return say(lines)
    if asked.explain:
        from kit.grading.explain import explain

        return say(explain(marked_before(asked), asked.explain))
    planned = plan(asked, level, Limits())
    if asked.merge:
        return say(batch.merge(planned, [Path(one) for one in asked.merge]))
    if level is not None:
        print(level.said)
    with Bar("Valuto") as bar:
        lines = batch.grade(planned, Path(asked.cartella) if asked.cartella else None, bar.at)
    if asked.archive:
        from kit.grading.archive import archive

        lines.append(archive(planned, Path(asked.archive)))
    return say([*lines, f"Tutto in {planned.out}."])


def say(lines: list[str]) -> int:
    """Stampa le frasi."""
    for line in lines:
        if line:
            print(line)
    return 0


def find_level(asked: argparse.Namespace) -> Any:
    """Il livello di isolamento, o None quando non si esegue niente."""
    from kit.grading.sandbox.levels import detect, require

    if asked.mode == "values" or asked.explain:
        return None
    if asked.merge:
        return _level_of(asked)
    level = detect()
    require(level, unisolated=asked.unisolated)
    return level


def marked_before(asked: argparse.Namespace) -> Any:
    """La valutazione già fatta in --out, per rileggerla: lezione, edizione e livello sono scritti lì."""
    from kit.grading.batch import STATE
    from kit.grading.sandbox.terms import Limits
    from kit.grading.state import State

    level = _level_of(argparse.Namespace(merge=None, out=asked.out))
    state = State(Path(asked.out) / STATE)
    about = state.about()
    state.close()
    told = {"lesson": asked.lesson or about.get("lesson"), "edition": asked.edition or about.get("edition")}
    unsaid = {"cartella": None, "votes": None, "moodle_sheet": None, "workers": 1, "part": None}
    return plan(argparse.Namespace(**(unsaid | vars(asked) | told)), level, Limits())


def _level_of(asked: argparse.Namespace) -> Any:
    """The level a marking was made with: to read it again nothing is run."""
    from kit.grading.batch import STATE
    from kit.grading.sandbox.levels import Level
    from kit.grading.sandbox.terms import Layers
    from kit.grading.state import State

    folder = Path(asked.merge[0]) if asked.merge else Path(asked.out)
    if not (folder / STATE).is_file():
        raise GradingError(f"In {folder} non c'è una valutazione.")
    state = State(folder / STATE)
    name = state.about().get("level", "completo")
    state.close()
    return None if name == "valori" else Level(name, Layers(False, False, False), f"Isolamento {name}.")


def plan(asked: argparse.Namespace, level: Any, limits: Any) -> Any:
    """La valutazione chiesta."""
    from kit.grading import batch, moodle
    from kit.grading.people import read_class, with_moodle
    from kit.grading.release import read_registry
    from kit.grading.scheme import read_scheme
    from kit.grading.secret import open_desk
    from kit.grading.sources import open_source

    if not asked.people:
        raise GradingError("Manca l'elenco della classe: --class FILE.")
    people = read_class(Path(asked.people))
    for note in people.notes:
        print(note)
    if asked.moodle_sheet:
        people = with_moodle(people, moodle.read_sheet(Path(asked.moodle_sheet)).ids(people))
    desk, _ = open_desk(Path(asked.secret) if asked.secret else None)
    lesson, edition = which(asked, desk)
    registry = read_registry(desk, lesson, edition)
    word = asked.lesson if asked.lesson and asked.lesson.endswith(".py") else (registry.word if registry else lesson)
    source = open_source(word or lesson)
    return batch.plan(
        source,
        people,
        desk,
        edition,
        out=Path(asked.out).absolute(),
        level=level,
        scheme=read_scheme(Path(asked.votes) if asked.votes else None, [one.id for one in source.exercises]),
        workers=workers(asked),
        part=part(asked.part),
        limits=limits,
        sheet=Path(asked.moodle_sheet) if asked.moodle_sheet else None,
    )


def workers(asked: argparse.Namespace) -> int:
    """Quante consegne insieme."""
    if asked.workers is None:
        available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return min(available, 8)
    if not 1 <= asked.workers <= 64:
        raise GradingError("--workers vuole un numero da 1 a 64.")
    return int(asked.workers)


def part(text: str | None) -> tuple[int, int]:
    """«2/3» → (2, 3)."""
    if text is None:
        return (1, 1)
    first, _, second = text.partition("/")
    if not (first.isdigit() and second.isdigit() and 1 <= int(first) <= int(second) <= 100):
        raise GradingError(f"--part {text}: scrivilo come 1/3, 2/3, 3/3.")
    return int(first), int(second)


def which(asked: argparse.Namespace, desk: Any) -> tuple[str, str]:
    """Quale prova: ciò che è stato detto, ciò che dicono le consegne, o l'unica che c'è."""
    from kit.grading.release import editions

    known = editions(desk)
    number = Path(asked.lesson).name[:2] if asked.lesson else ""
    fits = [
        (lesson, edition) for lesson, edition in known if number in ("", lesson) and asked.edition in (None, edition)
    ]
    if len(fits) == 1:
        return fits[0]
    if not fits:
        told = ", ".join(f"{lesson} ({edition})" for lesson, edition in known) or "nessuna"
        raise GradingError(f"Con questo segreto quella prova non è stata consegnata. Risultano: {told}.")
    seen = said_by(Path(asked.cartella)) if asked.cartella else Counter[tuple[str, str]]()
    likely = [(count, one) for one, count in seen.items() if one in fits]
    if likely and (len(likely) == 1 or sorted(likely)[-1][0] > 2 * sorted(likely)[-2][0]):
        lesson, edition = max(likely)[1]
        print(f"Dalle consegne: lezione {lesson}, edizione {edition}.")
        return lesson, edition
    told = ", ".join(f"--lesson {lesson} --edition {edition}" for lesson, edition in fits)
    raise GradingError(f"Quale prova? Scegline una: {told}.")


def said_by(folder: Path) -> Counter[tuple[str, str]]:
    """Lezione ed edizione scritte nei quaderni consegnati."""
    from kit.grading import arrivals, collect, notebook

    seen: Counter[tuple[str, str]] = Counter()
    for item in collect.items(folder):
        if sum(seen.values()) >= PEEK:
            break
        if item.refused or not arrivals.looks_like_notebook(item.path.name):
            continue
        try:
            release = notebook.read(item.content).release
        except notebook.Unreadable:
            continue
        seen[release.get("lesson", ""), release.get("edition", "")] += 1
    return seen
