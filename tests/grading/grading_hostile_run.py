"""Mark the attacks of the three lists in one batch, as an instructor would, and write what came of each.

A script of its own, so that it can run as root, as an ordinary user, or without namespaces:
``python grading_hostile_run.py OUT.json full|partial STEP``: one submission in STEP
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import grading_attacks
import grading_attacks_2
import grading_attacks_3
from grading_handins import answered, package_notebook
from grading_lesson import write_lesson

from kit.grading import batch, sources
from kit.grading.people import ClassList, Person
from kit.grading.reference import FromSecret
from kit.grading.release import Order, read_registry, release
from kit.grading.sandbox.levels import detect
from kit.grading.sandbox.terms import Limits
from kit.grading.secret import open_desk
from kit.grading.state import State

ATTACKS = grading_attacks.ATTACKS | grading_attacks_2.ATTACKS | grading_attacks_3.ATTACKS
LIMITS = Limits(cpu=0.5, memory=700, times=1.0, grace=0.75)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def descendants() -> list[str]:
    """Every process that came from this one and is still there."""
    parents: dict[int, tuple[int, str]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                name, _, rest = (entry / "stat").read_text().rpartition(")")
            except OSError:
                continue
            parents[int(entry.name)] = (int(rest.split()[1]), name)
    found, waiting = [], [os.getpid()]
    while waiting:
        parent = waiting.pop()
        for pid, (whose, name) in parents.items():
            if whose == parent:
                found.append(f"{pid} {name}")
                waiting.append(pid)
    return found


def main(target: Path, level: str, step: int) -> None:
    attacks = dict(list(ATTACKS.items())[::step])
    base = Path(tempfile.mkdtemp(prefix="attacchi-"))
    source = sources.open_source(str(write_lesson(base / "lezione")))
    names = list(attacks)
    people = ClassList(tuple(Person(f"{1000 + n}", f"Cognome{n}", "Nome") for n in range(len(names))))
    desk, _ = open_desk(base / "docente" / "segreto.txt", make=True)
    release(Order(source, people, "prova", base / "pacchetti"), desk)
    registry = read_registry(desk, "90", "prova")
    assert registry is not None
    for person, name in zip(people, names, strict=True):
        folder = next((base / "pacchetti").glob(f"*_{person.matricola}"))
        notebook = attacks[name].apply(answered(package_notebook(folder), source))
        right = FromSecret(source, desk, "prova", person.unit, registry.units[person.unit]).first(mistakes=False)
        text = json.dumps(notebook, ensure_ascii=True).replace("{typed}", f"{right.right('90.2'):.4f}")
        handed = base / "consegne" / person.matricola / f"{name}.ipynb"
        handed.parent.mkdir(parents=True)
        handed.write_text(text, encoding="ascii")
    before = snapshot(base)
    found = detect(namespaces=level == "full")
    planned = batch.plan(source, people, desk, "prova", out=base / "esiti", level=found, workers=2, limits=LIMITS)
    start = time.monotonic()
    said = batch.grade(planned, base / "consegne")
    seconds = time.monotonic() - start
    state = State(base / "esiti" / batch.STATE)
    marked = state.marked(planned.judge)
    spent = dict(state._base.execute("SELECT unit, cpu FROM results"))
    state.close()
    cpu = {name: spent.get(person.unit) for person, name in zip(people, names, strict=True)}
    after = snapshot(base)
    results: dict[str, Any] = {
        name: marked[person.unit].result if person.unit in marked else None
        for person, name in zip(people, names, strict=True)
    }
    target.write_text(
        json.dumps(
            {
                "level": found.name,
                "said": said,
                "user": os.geteuid(),
                "seconds": seconds,
                "results": results,
                "cpu": cpu,
                "left": descendants(),
                "scratch": [
                    str(one)
                    for one in Path(tempfile.gettempdir()).glob("oltre-valuta-*")
                    if one.stat().st_uid == os.geteuid()
                ],
                "changed": sorted(name for name in before if after.get(name) != before[name]),
                "outside": [name for name in ("/fuori.txt", "/tmp/fuori.txt", "/etc/fuori.txt") if Path(name).exists()],
            }
        ),
        encoding="utf-8",
    )
    import shutil

    shutil.rmtree(base)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
