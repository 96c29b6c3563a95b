"""Style and types of the whole project, as `python -m kit style` sees them: the same list of commands, beside the other tests."""

import subprocess
import sys

import pytest

from kit.launch.quality import CHECKS
from kit.paths import ROOT


@pytest.mark.slow
@pytest.mark.parametrize("label", CHECKS)
def test_nothing_to_mend(label: str) -> None:
    command = [sys.executable, "-m", *CHECKS[label]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\nAlso: python -m kit style --fix"
