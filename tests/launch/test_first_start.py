"""Whole starts of ``python -m kit`` in a small course: what is made, what is repaired, what is said."""

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def installs(calls: Path) -> int:
    return sum(row.startswith("pip install") for row in calls.read_text().splitlines()) if calls.exists() else 0


def one_sentence(done: "subprocess.CompletedProcess[str]") -> str:
    """The last line: the fault.  No traceback, exit code 1."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return (done.stdout + done.stderr).strip().splitlines()[-1]


def test_from_nothing_then_second_start_does_nothing(run: Run, course: Path, calls: Path) -> None:
    first = run("setup")
    assert first.returncode == 0, first.stdout + first.stderr
    assert "È il primo avvio" in first.stdout
    assert "1 di 4" in first.stdout and "4 di 4" in first.stdout
    assert (course / "lessons/mie/00_inizia_qui.ipynb").exists()
    again = run("setup")
    assert again.returncode == 0 and installs(calls) == 1
    assert "di 4" not in again.stdout and "primo avvio" not in again.stdout


def test_kit_is_importable_from_the_environment_even_after_moving_the_folder(run: Run, course: Path) -> None:
    run("setup")
    moved = course.with_name("spostata altrove, è qui")
    course.rename(moved)
    python = moved / ".venv/bin/python"
    asked = [str(python), "-c", "import kit; print(kit.__file__)"]
    said = subprocess.run(asked, cwd="/", capture_output=True, text=True, encoding="utf-8", check=True)
    assert Path(said.stdout.strip()) == moved / "kit/__init__.py"


def test_jupyterlab_defaults_lie_in_the_environment(run: Run, course: Path) -> None:
    run("setup")
    folder = course / ".venv/etc/jupyter"
    server = json.loads((folder / "jupyter_server_config.json").read_text())
    assert server["LabApp"]["default_url"] == "/lab/tree/lessons/mie/00_inizia_qui.ipynb"
    assert "*.checks.json" in server["ContentsManager"]["hide_globs"]
    assert set(server) == {"LabApp", "ContentsManager"}  # never the address it listens on: Binder needs its own
    overrides = json.loads((folder / "labconfig/default_setting_overrides.json").read_text())
    assert overrides["@jupyterlab/translation-extension:plugin"]["locale"] == "it_IT"
    assert overrides["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_a_changed_lock_updates_the_same_environment(run: Run, course: Path, calls: Path) -> None:
    run("setup")
    kept = course / ".venv/kept"
    kept.touch()
    lock = course / "requirements.lock"
    lock.write_text(lock.read_text().replace("1.17.0", "1.17.1"))
    again = run("setup")
    assert again.returncode == 0 and installs(calls) == 2
    assert "cambiate" in again.stdout and kept.exists()
    # The same lock with Windows line ends is the same lock.
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    run("setup")
    assert installs(calls) == 2


def test_a_half_made_environment_is_made_again(run: Run, course: Path, calls: Path) -> None:
    one_sentence(run("setup", UV_SAYS="error: something odd"))
    left = course / ".venv/left-over"
    left.touch()
    again = run("setup")
    assert again.returncode == 0, again.stdout + again.stderr
    assert "si era interrotta: ricomincio da capo" in again.stdout
    assert not left.exists()


def test_an_interrupted_update_keeps_the_environment(run: Run, course: Path) -> None:
    run("setup")
    kept = course / ".venv/kept"
    kept.touch()
    lock = course / "requirements.lock"
    lock.write_text(lock.read_text().replace("1.17.0", "1.17.1"))
    one_sentence(run("setup", UV_SAYS="error: something odd"))
    assert run("setup").returncode == 0
    assert kept.exists()


def test_an_environment_whose_python_is_gone_is_made_again(run: Run, course: Path) -> None:
    run("setup")
    settings = course / ".venv/pyvenv.cfg"
    rows = [
        row if not row.startswith("home") else "home = /nowhere/python" for row in settings.read_text().splitlines()
    ]
    settings.write_text("\n".join(rows))
    again = run("setup")
    assert again.returncode == 0 and "primo avvio" in again.stdout


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("cause: No space left on device (os error 28)", "non c'è abbastanza spazio"),
        ("cause: client error (Connect)\n  cause: dns error", "la rete non risponde"),
        (
            "cause: Hash mismatch for `a-pretended-package==1.17.0`",
            "Il file scaricato per a-pretended-package non è quello",
        ),
        ("cause: invalid peer certificate: UnknownIssuer", "controlla il traffico"),
        (
            "cause: Because a-pretended-package==1.17.0 has no usable wheels and",
            "manca una libreria del corso (a-pretended-package)",
        ),
        ("error: something odd", "Ultime parole dell'installazione: error: something odd"),
    ],
)
def test_a_failed_installation_ends_with_one_sentence(run: Run, said: str, sentence: str) -> None:
    assert sentence in one_sentence(run("setup", UV_SAYS=said))


def test_two_starts_at_once_wait_for_each_other(run: Run, calls: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: run("setup", UV_TAKES="1.5"), range(2)))
    assert [done.returncode for done in both] == [0, 0]
    assert installs(calls) == 1
    assert sum("Un'altra finestra sta già preparando il corso" in done.stdout for done in both) == 1


def test_a_crash_leaves_no_lock_behind(run: Run, course: Path) -> None:
    (course / ".venv.lock").write_text("left by a crash")
    done = run("setup")
    assert done.returncode == 0 and "aspetto" not in done.stdout


def test_an_incomplete_folder_says_what_is_missing(run: Run, course: Path) -> None:
    (course / "requirements.lock").unlink()
    shutil.rmtree(course / "datasets")
    sentence = one_sentence(run())
    assert "manca requirements.lock, datasets" in sentence and "estrai tutta la cartella" in sentence


def test_inside_a_zip(run: Run, course: Path, tmp_path: Path) -> None:
    archive = tmp_path / "corso.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in (course / "kit").rglob("*.py"):
            packed.write(file, file.relative_to(course))
    assert "dentro un file zip" in one_sentence(run(cwd=tmp_path, PYTHONPATH=str(archive)))


def test_in_the_folder_windows_opens_a_zip_in(run: Run, course: Path, tmp_path: Path) -> None:
    opened = tmp_path / "Temp1_corso.zip" / "corso"
    shutil.copytree(course, opened)
    assert "dentro un file zip" in one_sentence(run(cwd=opened, TMPDIR=str(tmp_path)))


def test_another_kit_in_the_environment(run: Run, course: Path) -> None:
    run("setup")
    other = next(course.glob(".venv/lib/python3*/site-packages")) / "kit" / "__init__.py"
    other.parent.mkdir()
    other.touch()
    sentence = one_sentence(run("setup"))
    assert "un altro «kit»" in sentence and "uninstall kit" in sentence


def test_another_kit_beside_the_lessons(run: Run, course: Path) -> None:
    run("setup")
    (course / "lessons/mie/kit.py").touch()
    assert "lessons/mie/kit.py" in one_sentence(run("setup"))


def test_started_from_another_folder_by_name(run: Run, course: Path, plain_python: str, tmp_path: Path) -> None:
    run("setup")
    for words in ([str(course / "kit")], [str(course / "kit/__main__.py")]):
        done = subprocess.run(
            [plain_python, *words, "--help"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0 and "Per studiare" in done.stdout


def test_kit_home_decides_where_the_environment_goes(run: Run, course: Path, tmp_path: Path) -> None:
    home = tmp_path / "altrove, però"
    done = run("setup", KIT_HOME=str(home))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "KIT_HOME" in done.stdout and not (course / ".venv").exists()
    (prefix,) = (folder for folder in home.iterdir() if folder.is_dir())
    asked = [str(prefix / "bin/python"), "-c", "import kit; print(kit.__file__)"]
    said = subprocess.run(asked, cwd="/", capture_output=True, text=True, encoding="utf-8", check=True)
    assert Path(said.stdout.strip()) == course / "kit/__init__.py"


def test_a_disk_that_is_too_small(run: Run, tmp_path: Path) -> None:
    tiny = tmp_path / "tiny"
    tiny.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(tiny)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let tests mount a small disk")
    try:
        sentence = one_sentence(run("setup", KIT_HOME=str(tiny)))
    finally:
        subprocess.run(["umount", str(tiny)], check=True)
    assert "non c'è abbastanza spazio (ne servono circa 1100 MB, ne restano 2" in sentence


def test_a_terminal_that_goes_away_does_not_stop_the_set_up(run: Run, course: Path, plain_python: str) -> None:
    run("--help")  # the pretended uv is on PATH only inside run: use its folder
    programs = course.parents[1] / "programs"
    command = f"'{plain_python}' -m kit setup | head -1"
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(command, shell=True, cwd=course, env=os.environ | {"PATH": path}, capture_output=True, check=True)
    assert "primo avvio" not in run("setup").stdout


def test_help_and_an_unknown_command(run: Run) -> None:
    helped = run("--help")
    assert helped.returncode == 0 and "lab " in helped.stdout
    assert "build " not in helped.stdout  # this small course has no kit/course: only what exists is listed
    assert "Forse volevi: python -m kit doctor" in one_sentence(run("dottor"))
