"""Hand-ins written from a package: every answer right, or replaced exercise by exercise."""

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kit.course.markers import without_markers
from kit.grading.sources import Source


def package_notebook(folder: Path) -> dict[str, Any]:
    """The notebook of a released package."""
    (path,) = folder.glob("[0-9][0-9]_*.ipynb")
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def answered(notebook: Mapping[str, Any], source: Source, answers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The notebook with the author's solution in every graded answer cell; `answers` puts other code in some."""
    made: dict[str, Any] = copy.deepcopy(dict(notebook))
    code = {one.id: without_markers(one.answer.source) for one in source.exercises} | dict(answers or {})
    for cell in made["cells"]:
        kit = cell["metadata"].get("kit", {})
        if kit.get("role") == "answer" and kit.get("exercise") in code:
            cell["source"] = code[kit["exercise"]]
    return made


def cell_of(notebook: Mapping[str, Any], exercise: str, role: str) -> dict[str, Any]:
    """One cell of an exercise."""
    return next(
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("kit", {}).get("exercise") == exercise and cell["metadata"]["kit"].get("role") == role
    )


def new_cell(code: str) -> dict[str, Any]:
    """A code cell that somebody added."""
    return {
        "cell_type": "code",
        "id": "aggiunta",
        "metadata": {},
        "source": code,
        "outputs": [],
        "execution_count": None,
    }


def save(path: Path, notebook: Mapping[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    return path
