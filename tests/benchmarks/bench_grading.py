"""Marking: the same 40 honest submissions by nbgrader's autograde and by ours in one run; our overhead; cost up to 600.

Promised: at least 5 times less CPU than nbgrader on a lesson with figures, at most .15 s a submission beyond the cells' own CPU,
a cost that grows in a straight line.  nbgrader lives in an environment of its own, made at the first use.
"""

import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kit.launch.bench import Figure
from kit.paths import ROOT

sys.path.insert(0, str(ROOT / "tests" / "grading"))

from grading_class import classroom
from grading_handins import answered, package_notebook, save
from grading_lesson import write_lesson
from grading_nbgrader import nbgrader

from kit.course.markers import without_markers
from kit.grading import nbgrader as exporter
from kit.grading.release import Order, release
from kit.grading.secret import open_desk
from kit.grading.sources import Source, open_source

HONEST, MISTAKEN = 40, 0.1  # submissions; share of answers that are a typical mistake
SIZES, LARGEST, CLASSES = (100, 300, 600), 600, 3_600
GRADE = "import sys; from kit.grading.cli import main; sys.exit(main(sys.argv[1:]))"


def cpu(run: object) -> float:
    """CPU seconds of what a call starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()  # type: ignore[operator]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def answers(source: Source, draw: random.Random) -> dict[str, str]:
    """Mostly right; now and then a mistake of the author's list."""
    return {
        one.id: without_markers(draw.choice(one.wrongs).code)
        for one in source.exercises
        if one.wrongs and draw.random() < MISTAKEN
    }


class Classroom:
    """A class with its packages and hand-ins."""

    def __init__(self, base: Path, source: Source, size: int) -> None:
        self.base, self.source, self.size = base, source, size
        self.desk, _ = open_desk(base / "docente" / "segreto.txt", make=True)
        self.people = classroom(size)
        draw = random.Random(7)
        self.answers = {person.matricola: answers(source, draw) for person in self.people}
        self.release_cpu = []  # of half the class, then of the other half, who come late
        for people in (classroom(size // 2), self.people):
            before = time.process_time()
            release(Order(source, people, "b", base / "pacchetti"), self.desk)
            self.release_cpu.append(time.process_time() - before)
        (base / "elenco.csv").write_text(
            "matricola;cognome;nome\n" + "".join(f"{p.matricola};{p.cognome};{p.nome}\n" for p in self.people),
            encoding="utf-8",
        )

    def hand_in(self, folder: Path, size: int) -> None:
        """The first hand-ins of the class."""
        for person in list(self.people)[:size]:
            package = next((self.base / "pacchetti").glob(f"*_{person.matricola}"))
            save(
                folder / f"{person.matricola}.ipynb",
                answered(package_notebook(package), self.source, self.answers[person.matricola]),
            )

    def grade(self, size: int) -> tuple[float, float]:
        """CPU of marking that many, and the CPU of the cells alone."""
        handed, out = self.base / f"consegne-{size}", self.base / f"esiti-{size}"
        self.hand_in(handed, size)
        words = [
            "grade",
            str(handed),
            "--class",
            str(self.base / "elenco.csv"),
            "--secret",
            str(self.desk.file),
            "--out",
            str(out),
        ]
        command = [sys.executable, "-c", GRADE, *words, "--workers", "2"]
        spent = cpu(
            lambda: subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )
        base = sqlite3.connect(out / "stato.sqlite")
        marked, cells = base.execute("SELECT COUNT(*), TOTAL(cpu) FROM results").fetchone()
        base.close()
        assert marked == size
        return spent, float(cells)


def peer(room: Classroom, course: Path) -> float:
    """CPU of nbgrader's autograde on the same answers."""
    source = room.source
    exporter.export([source], course)
    name = source.lesson.slug
    nbgrader(course, "generate_assignment", name)
    released = json.loads((course / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    for person in room.people:
        save(
            course / "submitted" / person.matricola / name / f"{name}.ipynb",
            answered(released, source, room.answers[person.matricola]),
        )
    return cpu(lambda: nbgrader(course, "autograde", name, "--create"))


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        room = Classroom(base / "01", open_source("01"), HONEST)
        one, late = (spent / (HONEST // 2) for spent in room.release_cpu)
        yield Figure("preparare un pacchetto della lezione 01, CPU (promesso al più 0,5)", late, "s")
        yield Figure("  partenza (librerie, lezione intera), una volta sola", (one - late) * HONEST // 2, "s")
        theirs = peer(room, base / "nbgrader")
        few, few_cells = room.grade(HONEST // 2)
        ours, cells = room.grade(HONEST)
        yield Figure(
            f"valutare {HONEST} consegne della lezione 01, CPU (promesso 5 volte meno)", ours, "s", theirs, "nbgrader"
        )
        overhead = ((ours - cells) - (few - few_cells)) / (HONEST - HONEST // 2)
        yield Figure("  oltre la CPU delle celle, a consegna (promesso al più 0,15)", overhead, "s")
        yield Figure("  partenza, una volta sola", ours - cells - overhead * HONEST, "s")
        small = Classroom(base / "90", open_source(str(write_lesson(base / "lezione", light=True))), LARGEST)
        spent = {size: small.grade(size)[0] for size in SIZES}
        first, middle, last = SIZES
        slope = (spent[last] - spent[middle]) / (last - middle)
        yield Figure(
            f"lezione piccola: CPU a consegna da {middle} a {last}",
            slope,
            "s",
            (spent[middle] - spent[first]) / (middle - first),
            f"da {first} a {middle}",
        )
        yield Figure(f"  {LARGEST} consegne, CPU misurata", spent[last], "s")
        yield Figure(f"  {CLASSES} consegne, CPU estrapolata", spent[last] + slope * (CLASSES - last), "s")
