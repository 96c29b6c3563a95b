"""Mark the honest submissions of the invented lesson and write everything people read: ``python grading_pythons_run.py OUT.json``.

A script of its own, so that every Python on the machine can run it; the secret is always the same.
"""

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from grading_handins import answered, package_notebook, save
from grading_lesson import HONEST, write_lesson

from kit.grading import batch, sources
from kit.grading.people import ClassList, Person
from kit.grading.release import Order, release
from kit.grading.sandbox.levels import detect
from kit.grading.secret import open_desk


def main(target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="versioni-") as folder:
        base = Path(folder)
        secret = base / "docente" / "segreto.txt"
        secret.parent.mkdir(mode=0o700)
        secret.touch(mode=0o600)
        secret.write_text("5e" * 32 + "\n", encoding="utf-8")
        desk, _ = open_desk(secret)
        source = sources.open_source(str(write_lesson(base / "lezione")))
        people = ClassList(tuple(Person(student, student) for student in HONEST))
        release(Order(source, people, "prova", base / "pacchetti"), desk)
        for student, answers in HONEST.items():
            package = next((base / "pacchetti").glob(f"*_{student}"))
            save(base / "consegne" / f"{student}.ipynb", answered(package_notebook(package), source, answers))
        planned = batch.plan(source, people, desk, "prova", out=base / "esiti", level=detect(), workers=2)
        batch.grade(planned, base / "consegne")
        written = {
            path.relative_to(base / "esiti").as_posix(): path.read_text(encoding="utf-8", errors="replace")
            for path in sorted((base / "esiti").rglob("*"))
            if path.is_file() and not path.name.startswith(batch.STATE)
        }
    found = {"python": sys.version.split()[0], "written": written}
    target.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
