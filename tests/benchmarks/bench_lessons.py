"""Run-all of each lesson in a real kernel: seconds against a kernel that only starts and stops, and memory at its peak.

The promise is 20 seconds on two cores and 1 GB.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from kit.launch.bench import Figure
from kit.paths import LESSONS

PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def run_all(cells: list[nbformat.NotebookNode]) -> tuple[float, float]:
    """Seconds, and megabytes at the peak."""
    book = nbformat.v4.new_notebook(cells=[*cells, nbformat.v4.new_code_cell(PEAK)])
    start = time.perf_counter()
    NotebookClient(book, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(LESSONS)}}).execute()
    seconds = time.perf_counter() - start
    return seconds, int(book.cells[-1]["outputs"][0]["text"]) / 1024


def measure() -> Iterator[Figure]:
    for lesson in sorted(Path(LESSONS).glob("[0-9][0-9]_*.ipynb")):
        seconds, megabytes = run_all(nbformat.read(lesson, as_version=4).cells)
        empty, _ = run_all([])
        yield Figure(
            f"lezione {lesson.name[:2]}, esegui tutto (promesso meno di 20)", seconds, "s", empty, "kernel vuoto"
        )
        yield Figure(f"lezione {lesson.name[:2]}, memoria massima (promessi meno di 1024)", megabytes, "MB")
