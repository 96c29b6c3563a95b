"""Mark one class undisturbed, then the same class killed again and again; write where the two differ.

A script of its own because it forks: ``python grading_killed_run.py OUT.json KILLS``.  Every child is killed with SIGKILL at
an instant drawn over the length of the undisturbed run, in a few folders so that kills fall early as well as late.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from grading_class import classroom
from grading_handins import answered, package_notebook, save
from grading_lesson import write_lesson

from kit.grading import batch, sources
from kit.grading.release import Order, release
from kit.grading.sandbox.levels import detect
from kit.grading.secret import open_desk

STUDENTS = 10
NOTICE = 60  # seconds in which a worker whose parent was killed ends by itself; it takes as long as starting it
ANSWERS = (
    {},
    {"90.2": "media = vendite['prezzo'].mean()"},
    {"90.3": "..."},
    {"90.4": "totali = non_c_e"},
    {"90.2": "media = 12.5"},
)


def written(folder: Path) -> dict[str, bytes]:
    """What people read: everything but the state."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(batch.STATE)
    }


def alive(mark: str) -> list[str]:
    """The processes started from here that are still there: they inherit a mark."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if mark.encode() in (entry / "environ").read_bytes():
                    found.append((entry / "cmdline").read_text().replace("\0", " ").strip())
            except OSError:
                continue
    return found


def left_after(mark: str, seconds: float) -> list[str]:
    """Who is still there when all had time to notice."""
    limit = time.monotonic() + seconds
    while (found := alive(mark)) and time.monotonic() < limit:
        time.sleep(0.5)
    return found


def main(target: Path, kills: int) -> None:
    base = Path(tempfile.mkdtemp(prefix="uccisi-"))
    source = sources.open_source(str(write_lesson(base / "lezione", light=True)))
    people = classroom(STUDENTS)
    desk, _ = open_desk(base / "docente" / "segreto.txt", make=True)
    release(Order(source, people, "prova", base / "pacchetti"), desk)
    for place, person in enumerate(people):
        folder = next((base / "pacchetti").glob(f"*_{person.matricola}"))
        notebook = answered(package_notebook(folder), source, ANSWERS[place % len(ANSWERS)])
        save(base / "consegne" / f"{person.matricola}.ipynb", notebook)
    level = detect()

    def grade(out: Path) -> None:
        planned = batch.plan(source, people, desk, "prova", out=out, level=level, workers=2)
        batch.grade(planned, base / "consegne")

    mark = f"KIT_UCCISI={base.name}"
    os.environ["KIT_UCCISI"] = base.name
    start = time.monotonic()
    grade(base / "tranquilla")
    length = time.monotonic() - start
    draw = random.Random(20261127)
    folders = max(2, kills // 5)
    died = 0
    for number in range(kills):
        child = os.fork()
        if child == 0:
            try:
                grade(base / f"disturbata-{number % folders}")
            finally:
                os._exit(0)
        time.sleep(draw.uniform(0, length))
        os.kill(child, signal.SIGKILL)
        died += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    left = left_after(mark, NOTICE)
    expected = written(base / "tranquilla")
    different = []
    for number in range(folders):
        grade(base / f"disturbata-{number}")
        found = written(base / f"disturbata-{number}")
        different += [
            f"{number}: {name}"
            for name in sorted(expected.keys() | found.keys())
            if expected.get(name) != found.get(name)
        ]
    target.write_text(
        json.dumps({"files": len(expected), "different": different, "died": died, "left": left, "seconds": length}),
        encoding="utf-8",
    )
    import shutil

    shutil.rmtree(base)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
