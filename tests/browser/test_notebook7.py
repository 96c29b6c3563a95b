"""Notebook 7, which some classrooms have instead of JupyterLab, opens and runs lesson 00."""

import shutil
from collections.abc import Callable
from typing import Any

import pytest

from kit.paths import LESSONS

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_notebook_7_runs_lesson_00(lab: Any, open_notebook: Callable[..., Any]) -> None:
    pytest.importorskip("notebook", reason="Notebook 7 is not installed (requirements-dev.lock)")
    mine = lab.folder / "lessons" / "mie"
    mine.mkdir(exist_ok=True)
    shutil.copy(LESSONS / "00_inizia_qui.ipynb", mine)
    notebook = open_notebook("lessons/mie/00_inizia_qui.ipynb", app="notebooks")
    notebook.run_all()
    assert notebook.errors() == []
    notebook.outputs(notebook.find('ready("00")')).filter(has_text="Pronto").first.wait_for()
    notebook.outputs(notebook.find('check("0.1"')).filter(has_text="Non ancora svolto").first.wait_for()
    notebook.screenshot("notebook7")
    assert notebook.foreign == []
    shutil.rmtree(mine)
