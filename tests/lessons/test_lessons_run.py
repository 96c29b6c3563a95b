"""The generated notebooks, run by a real kernel that cannot reach the network, as a learner and an instructor run them."""

import copy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from kit import paths
from kit.course.build import Place
from kit.exercises.feedback import LOOK

# Runs before the first cell: no network (the kernel itself talks through zmq), and no trace in the learner's folder.
GUARD = """
import os, socket, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from kit import paths
paths.MINE = Path({mine!r})

def _refuse(*_args, **_kwargs):
    raise OSError("una lezione ha cercato la rete")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = _refuse
"""
SECONDS = 120


def run_all(notebook: Path, mine: Path) -> list[Any]:
    """The cells with their outputs, as after *Run all*."""
    content = nbformat.read(notebook, as_version=4)
    guard = nbformat.v4.new_code_cell(GUARD.format(root=str(paths.ROOT), mine=str(mine)))
    content.cells.insert(0, guard)
    NotebookClient(content, timeout=SECONDS, resources={"metadata": {"path": str(mine)}}).execute()
    return list(content.cells[1:])


def outcomes(cells: list[Any]) -> dict[str, str]:
    """For each exercise, the word that its check shows."""
    seen = {}
    for cell in cells:
        kit = cell.metadata.get("kit", {})
        if kit.get("role") == "check":
            shown = [output["data"]["text/plain"] for output in cell.outputs if "data" in output]
            words = [word for _, word, _ in LOOK.values() if word and shown and word in shown[-1].split("\n")[0]]
            seen[kit["exercise"]] = words[0] if words else f"nessun esito: {shown}"
    return seen


def complaints(cells: list[Any]) -> list[str]:
    """What a cell writes in red without being asked to."""
    return [
        f"{cell.id}: {output.get('text', output.get('evalue'))}"
        for cell in cells
        for output in cell.get("outputs", [])
        if "raises-exception" not in cell.metadata.get("tags", [])
        and (output.output_type == "error" or output.get("name") == "stderr")
    ]


@pytest.mark.slow
def test_run_all_on_the_untouched_student_notebook(source: Path, tmp_path: Path) -> None:
    student, _, _ = Place().outputs(source.stem)
    cells = run_all(student, tmp_path)
    seen = outcomes(cells)
    assert set(seen.values()) <= {LOOK["not_done"][1]}, seen
    assert complaints(cells) == []


@pytest.mark.slow
def test_run_all_on_the_instructor_notebook(source: Path, tmp_path: Path) -> None:
    _, _, instructor = Place().outputs(source.stem)
    cells = run_all(instructor, tmp_path)
    seen = outcomes(cells)
    assert set(seen.values()) <= {LOOK["right"][1]}, seen
    assert complaints(cells) == []


@pytest.mark.slow
def test_the_kernel_of_these_tests_cannot_reach_the_network(tmp_path: Path) -> None:
    cell = nbformat.v4.new_code_cell("import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    nbformat.write(notebook, tmp_path / "rete.ipynb")
    with pytest.raises(Exception, match="ha cercato la rete"):
        run_all(tmp_path / "rete.ipynb", tmp_path)


def test_outcomes_are_read_from_what_is_shown() -> None:
    cell = nbformat.v4.new_code_cell('check("1.1", x)', metadata={"kit": {"exercise": "1.1", "role": "check"}})
    output = nbformat.v4.new_output("execute_result", {"text/plain": "✔ Esercizio 1.1 · Giusto\nGiusto!"})
    answered = copy.deepcopy(cell)
    answered.outputs = [output]
    assert outcomes([answered]) == {"1.1": "Giusto"}
    assert outcomes([cell]) == {"1.1": "nessun esito: []"}
