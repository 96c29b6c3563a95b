"""The list of commands, who answers each, and honest exit codes."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from kit.launch import bench, cli, environment, faults, handover, quality
from kit.launch.place import Place
from kit.paths import ROOT


def test_help_lists_every_command_and_every_command_answers() -> None:
    text = cli.help_text()
    for name, command in cli.available().items():
        assert re.search(rf"^  {name} +{re.escape(command.help)}$", text, re.MULTILINE)
        module = __import__(command.module, fromlist=[command.function])
        assert callable(getattr(module, command.function))
    assert set(cli.available()) >= {
        "lab",
        "doctor",
        "setup",
        "bundle",
        "build",
        "data",
        "test",
        "style",
        "bench",
        "lock",
    }


@pytest.mark.parametrize(
    ("word", "nearest"), [("tets", "test"), ("dottor", "doctor"), ("biuld", "build"), ("xyzzy", None)]
)
def test_an_unknown_command_names_the_nearest(word: str, nearest: str | None) -> None:
    with pytest.raises(faults.Fault) as told:
        cli.dispatch(word, [])
    assert (f"Forse volevi: python -m kit {nearest}." in str(told.value)) == bool(nearest)
    assert "python -m kit --help" in str(told.value)


def test_no_word_means_lab_and_options_pass_through(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(cli, "dispatch", lambda word, rest: seen.append((word, rest)) or 0)
    for words in ([], ["--no-browser"], ["lab", "--port=9000"], ["test", "-k", "x"]):
        assert cli.main(words) == 0
    assert seen == [("lab", []), ("lab", ["--no-browser"]), ("lab", ["--port=9000"]), ("test", ["-k", "x"])]


def test_ctrl_c_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(word: str, rest: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "dispatch", interrupted)
    assert cli.main([]) == 130
    assert capsys.readouterr().out.strip() == "Interrotto. Riparti quando vuoi con lo stesso comando."


def test_handing_over_keeps_the_exit_code_and_the_words() -> None:
    here = Place(Path(sys.prefix), own=False)
    assert handover.run(here, ["-c", "import sys; sys.exit(7)"]) == 7
    assert handover.run(here, ["-c", "import sys; sys.exit(len(sys.argv))", "è uno", "due"]) == 3


@pytest.mark.parametrize(
    ("command", "codes", "expected"),
    [
        (quality.test, {}, 0),
        (quality.test, {"pytest": 1}, 1),
        (quality.test, {"pytest": 5}, 5),
        (quality.style, {}, 0),
        (quality.style, {"ruff": 1}, 1),
        (quality.style, {"mypy": 2}, 2),
    ],
)
def test_the_code_of_test_and_style_is_honest(
    command: Callable[[list[str]], int], codes: dict[str, int], expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def run(place: Place, arguments: list[str], cwd: Path = ROOT) -> int:
        ran.append(arguments[1])
        return codes.get(arguments[1], 0)

    monkeypatch.setattr(environment, "ensure", lambda lock: Place(Path(sys.prefix)))
    monkeypatch.setattr(handover, "run", run)
    assert command([]) == expected
    assert ran == (["pytest"] if command is quality.test else ["ruff", "ruff", "mypy"])


def test_bench_prints_one_line_each() -> None:
    assert (
        str(bench.Figure("avvio", 1.916, "s", 1.75, "jupyter lab"))
        == "avvio | noi 1,92 s | jupyter lab 1,75 s | rapporto 1,09"
    )
    assert str(bench.Figure("righe", 12345.0, "righe/s")) == "righe | noi 12345 righe/s"
    assert list(bench.FOLDER.glob("bench_*.py"))


def test_import_kit_and_the_launcher_are_light() -> None:
    program = (
        "import sys, kit, kit.launch.cli, kit.launch.lab\n"
        "heavy = {'pandas', 'numpy', 'sklearn', 'seaborn', 'nltk', 'matplotlib', 'IPython', 'jupyterlab'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_hooks_and_workflows_call_commands_that_exist() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    entries = [hook["entry"] for repo in hooks["repos"] for hook in repo["hooks"]]
    jobs = yaml.safe_load((ROOT / ".github/workflows/prove.yml").read_text(encoding="utf-8"))["jobs"]
    steps = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    for row in entries + steps:
        if found := re.match(r"python -m kit (\w+)", row):
            assert found[1] in cli.COMMANDS
    matrix = jobs["prove"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.14"] and len(matrix["system"]) == 3


def test_no_file_of_kit_is_over_400_lines() -> None:
    long = {
        file.relative_to(ROOT).as_posix(): count
        for file in (ROOT / "kit").rglob("*.py")
        if (count := lines(file)) > 400
    }
    assert not long


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())
