"""``kill -9`` at random instants (20 with KIT_LONG=1), then again: what people read is that of an undisturbed run, byte for byte."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kit.paths import ROOT

KILLS = 20 if os.environ.get("KIT_LONG") else 4


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's; elsewhere the marker refuses to run code")
def test_killed_at_any_instant_it_loses_and_repeats_nothing(tmp_path: Path) -> None:
    script = Path(__file__).with_name("grading_killed_run.py")
    target = tmp_path / "esito.json"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    command = [sys.executable, str(script), str(target), str(KILLS)]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(target.read_text(encoding="utf-8"))
    assert found["different"] == []
    assert found["left"] == []
    assert found["files"] >= 14  # a page for each of ten students, the CSV files, the class reports
    assert found["died"] >= KILLS / 2  # most were really interrupted, not just ended
    print(f"\n{found['died']} of {KILLS} killed before their end; an undisturbed run lasts {found['seconds']:.1f} s")
