"""Hostile and broken submissions: no dishonest point, no honest point lost, no batch stopped, nothing left behind.

The three lists are marked in one batch as an instructor would (grading_hostile_run.py), as whoever runs the tests and as an
ordinary user.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import grading_attacks
import grading_attacks_2
import grading_attacks_3
import pytest
from grading_hostile_run import ATTACKS

from kit.paths import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux", reason="isolation is Linux's; elsewhere the marker refuses to run code"
    ),
]
SCRIPT = Path(__file__).with_name("grading_hostile_run.py")
HIDDEN_CALLS = ("(7, 2)", "(0, 9)")  # of the function of the invented lesson: nobody may read them in a result
LONGEST = 12_000  # characters that a result says of one exercise
NOBODY = 65534
ROOT_USER, LONG = hasattr(os, "geteuid") and os.geteuid() == 0, bool(os.environ.get("KIT_LONG"))
STEP = 1 if LONG else 9  # the ordinary run tries one submission in nine; KIT_LONG=1 tries them all, as root too
EXERCISES = [f"90.{number}" for number in range(2, 8)]


def walled(folder: Path) -> Path | None:
    """The first folder on the way to this one that an ordinary user may not cross."""
    for parent in [*reversed(folder.parents), folder]:
        if not parent.stat().st_mode & 0o001:
            return parent
    return None


def as_nobody(command: list[str], reaches: list[Path]) -> list[str]:
    """The command run by an ordinary user; walls (as /root) are opened in a mount namespace of its own, nowhere else."""
    lines = ["set -e", "mount -t tmpfs -o mode=755 tmpfs /mnt"]
    behind: dict[Path, list[Path]] = {}
    for place in reaches:
        wall = walled(place)
        if wall is not None:
            behind.setdefault(wall, []).append(place)
    for number, (wall, places) in enumerate(behind.items()):
        kept = [(shlex.quote(str(place)), f"/mnt/{number}-{n}") for n, place in enumerate(places)]
        lines += [f"mkdir {keep}; mount --bind {place} {keep}" for place, keep in kept]
        lines.append(f"mount -t tmpfs -o mode=755 tmpfs {shlex.quote(str(wall))}")
        lines += [f"mkdir -p {place}; mount --bind {keep} {place}" for place, keep in kept]
    user = ["setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups"]
    lines.append("exec " + shlex.join([*user, *command]))
    return ["unshare", "--mount", "sh", "-c", "\n".join(lines)]


def run(level: str, tmp_path: Path, *, ordinary: bool = False) -> dict[str, Any]:
    """What came of a list."""
    target = tmp_path / "esito.json"
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, str(SCRIPT), str(target), level, str(STEP)]
    if ordinary and os.geteuid() == 0:
        scratch.chmod(0o777)
        target = scratch / "esito.json"
        command[2] = str(target)
        reaches = [ROOT, Path(sys.prefix), Path(sys.base_prefix), scratch]
        command = as_nobody(command, reaches)
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(scratch),
        "HOME": str(scratch),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(command, env=environment, cwd=scratch, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return found


def judge(found: dict[str, Any]) -> None:
    """The four promises."""
    forged, lost, missing, told = [], [], [], []
    for name, result in found["results"].items():
        attack = ATTACKS[name]
        if result is None or "exercises" not in result:
            missing.append((name, result))
            continue
        for exercise in EXERCISES:
            one = result["exercises"][exercise]
            said = f"{one['message']} {one['note']} {one['value']}"
            if len(said) > LONGEST or any(call in said for call in HIDDEN_CALLS):
                told.append((name, exercise, len(said), said[:200]))
            full = one["outcome"] == "right" and not one["by_hand"]
            if exercise in attack.forged and full:
                forged.append((name, exercise))
            if exercise not in attack.forged and attack.others and not full:
                lost.append((name, exercise, one["outcome"], one["message"][:120]))
    assert forged == []
    assert lost == []
    assert missing == []
    assert told == []
    assert found["left"] == []
    assert found["scratch"] == []
    assert found["changed"] == []
    assert found["outside"] == []
    assert len(found["results"]) >= len(ATTACKS) / STEP
    print(f"\n{len(found['results'])} submissions, {found['level']}, uid {found['user']}, {found['seconds']:.0f} s")


def test_the_lists_are_long_and_different() -> None:
    lists = [one.ATTACKS for one in (grading_attacks, grading_attacks_2, grading_attacks_3)]
    assert all(len(one) >= least for one, least in zip(lists, (60, 20, 50), strict=True))
    assert len(ATTACKS) == sum(map(len, lists))


@pytest.mark.skipif(ROOT_USER and not LONG, reason="as an ordinary user below; as root too with KIT_LONG=1")
def test_marked_by_whoever_runs_this(tmp_path: Path) -> None:
    judge(run("full", tmp_path))


@pytest.mark.skipif(not ROOT_USER, reason="only root can become somebody else")
@pytest.mark.skipif(not (shutil.which("unshare") and shutil.which("setpriv")), reason="no unshare or setpriv here")
def test_marked_by_an_ordinary_user(tmp_path: Path) -> None:
    found = run("full", tmp_path, ordinary=True)
    assert found["user"] == NOBODY
    judge(found)
