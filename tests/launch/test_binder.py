"""What Binder would do: install the student's lock, nothing of the development one, and run postBuild."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kit.launch import binder, copies, faults
from kit.paths import ROOT

CONDA = ROOT / "environment.yml"


def rows(file: Path) -> list[str]:
    return [
        row.split("#")[0].strip() for row in file.read_text(encoding="utf-8").splitlines() if row.split("#")[0].strip()
    ]


@pytest.mark.network
@pytest.mark.skipif(sys.platform != "linux", reason="Binder is Linux, and so is repo2docker")
def test_the_dry_run_installs_the_student_lock_only() -> None:
    try:
        dockerfile = binder.dry_run(ROOT)  # makes the tools' environment, if it is not there
    except faults.Fault as fault:
        pytest.skip(str(fault))
    assert re.search(r"py-2d3-2e12-2dlinux|environment\.py-3\.12", dockerfile)  # not 3.10, which `>=` would give
    assert re.search(r'env update .*--file "environment\.yml"', dockerfile)
    assert "RUN ./postBuild" in dockerfile
    assert "COPY --chown=1000:1000 src/ ${REPO_DIR}/" in dockerfile  # the lock is there when environment.yml names it
    assert "requirements-dev" not in dockerfile and "requirements-tools" not in dockerfile
    assert "pip install" not in dockerfile.split("# Copy stuff.")[1]  # nothing but what environment.yml asks


def test_environment_yml_asks_for_the_student_lock_and_nothing_else() -> None:
    asked = rows(CONDA)
    assert asked[asked.index("dependencies:") + 1 :] == ["- python=3.12", "- pip", "- pip:", "- -r requirements.lock"]


def test_nothing_shadows_environment_yml() -> None:
    for name in (".binder", "binder", "Dockerfile", "requirements.txt", "setup.py", "runtime.txt", "apt.txt", "start"):
        assert not (ROOT / name).exists(), f"repo2docker would read {name}"


def test_post_build_is_ours_and_runs() -> None:
    script = ROOT / "postBuild"
    assert script.read_text(encoding="utf-8").startswith("#!/bin/bash\n")
    assert {"set -e", "python -m kit setup --here"} <= set(script.read_text(encoding="utf-8").splitlines())
    if sys.platform == "win32":
        return  # no such bit there
    mode = subprocess.run(["git", "ls-files", "-s", "postBuild"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert mode.stdout.startswith("100755") or (not mode.stdout and os.access(script, os.X_OK))


def test_the_badge_opens_the_first_lesson() -> None:
    assert binder.badge().endswith(f"/{binder.BRANCH}?urlpath=lab/tree/lessons/mie/{copies.FIRST})")


def test_the_readme_uses_the_one_badge() -> None:
    readme = ROOT / "README.md"
    if readme.exists() and "mybinder.org" in (text := readme.read_text(encoding="utf-8")):
        addresses = re.findall(r"https://mybinder\.org/v2/[^)\s]+", text)
        assert addresses and all(address in binder.badge() for address in addresses)
