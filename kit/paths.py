"""Where things live in this checkout.  Standard library only; every room asks here, none builds paths of its own."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LESSONS = ROOT / "lessons"
MINE = LESSONS / "mie"
SOLUTIONS = ROOT / "solutions"
DATASETS = ROOT / "datasets"
