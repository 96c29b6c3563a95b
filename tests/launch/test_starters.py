"""The two files people double click, and the scripts that machines run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kit.paths import ROOT

posix = pytest.mark.skipif(sys.platform == "win32", reason="a bash script")


def command(folder: Path, path: str) -> "subprocess.CompletedProcess[str]":
    bash = shutil.which("bash")
    assert bash
    return subprocess.run(
        [bash, str(folder / "avvia.command"), "--help"],
        cwd="/",
        env={"PATH": path, "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@posix
def test_a_double_click_on_a_mac_works_from_any_folder(course: Path) -> None:
    shutil.copy(ROOT / "avvia.command", course)
    done = command(course, os.environ["PATH"])
    assert done.returncode == 0 and "Per studiare" in done.stdout, done.stdout + done.stderr


@posix
def test_without_a_python_it_says_where_to_get_one(course: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "avvia.command", course)
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "dirname").symlink_to(shutil.which("dirname") or "/usr/bin/dirname")
    done = command(course, str(programs))
    assert done.returncode == 1 and "python.org/downloads" in done.stdout


@posix
def test_taken_out_of_the_zip_alone_it_says_so(tmp_path: Path) -> None:
    shutil.copy(ROOT / "avvia.command", tmp_path)
    done = command(tmp_path, os.environ["PATH"])
    assert done.returncode == 1 and "Estrai tutta la cartella" in done.stdout


def test_the_windows_starter_covers_the_same_cases() -> None:
    raw = (ROOT / "avvia.bat").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") or b"\r" not in raw  # a checkout may differ, git gives CRLF
    text = raw.decode("utf-8")
    for needed in (
        "chcp 65001",
        'cd /d "%~dp0"',
        "py -3 -m kit %*",
        "python -m kit %*",
        "pause",
        "python.org/downloads",
    ):
        assert needed in text
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert "*.bat text eol=crlf" in attributes and "datasets/** -text" in attributes


@posix
@pytest.mark.parametrize("name", ["avvia.command", "postBuild", ".ci/run"])
def test_scripts_are_executable_and_parse(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)
    subprocess.run(["bash", "-n", str(ROOT / name)], check=True)


def test_licences_are_there() -> None:
    assert "the Oltre i follower contributors" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "CC BY 4.0" in (ROOT / "LICENSE-CC-BY-4.0").read_text(encoding="utf-8")
