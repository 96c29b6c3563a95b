"""The page a student sends: what is wrong with its remedy, and nothing about the person."""

import getpass
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kit.launch import browser, doctor, environment, faults, place

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def where(tmp_path: Path) -> place.Place:
    return place.Place(tmp_path / ".venv")


def test_the_page_shows_the_home_as_a_tilde(run: Run, course: Path, tmp_path: Path) -> None:
    done = run("doctor", HOME=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert str(tmp_path) not in done.stdout
    assert f"Cartella      {Path('~') / course.relative_to(tmp_path)}" in done.stdout
    for title in ("CHE COSA NON VA", "COMPUTER", "CORSO", "AMBIENTE", "Disco", "Lock", "Browser"):
        assert title in done.stdout


def test_the_page_names_no_host_and_no_token() -> None:
    page = doctor.page()
    assert "token=" not in page.replace("token=…", "")
    if len(socket.gethostname()) > 3:
        assert socket.gethostname() not in page
    if len(getpass.getuser()) > 4:
        assert getpass.getuser() not in page


def test_every_problem_comes_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, where: place.Place, tmp_path: Path
) -> None:
    monkeypatch.setattr(browser, "default", lambda: "")
    monkeypatch.setattr(doctor.install, "find_uv", lambda: None)
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": 5_000_000})())
    monkeypatch.setattr(doctor, "LESSONS", tmp_path / "nowhere")

    def broken() -> None:
        raise faults.incomplete_folder(tmp_path, ["requirements.lock"])

    monkeypatch.setattr(place, "check_folder", broken)
    said = "\n".join(doctor.problems(where))
    for sentence, remedy in (
        ("manca requirements.lock", "Scarica di nuovo il corso"),
        ("non c'è abbastanza spazio (ne servono circa 1100 MB, ne restano 5)", "Libera un po' di posto"),
        ("manca il pezzo che crea gli ambienti", "sudo apt install"),
        ("non c'è nessuna lezione", "Scarica di nuovo"),
        ("L'ambiente non è pronto", "Scrivi python -m kit"),
        ("non trova un browser", "copia nel tuo"),
    ):
        assert sentence in said and remedy in said


def test_a_half_made_environment_is_noticed(where: place.Place) -> None:
    where.prefix.mkdir()
    (where.prefix / environment.UNDER_WAY).touch()
    assert any("si era interrotta" in problem for problem in doctor.problems(where))


def test_the_page_is_saved_where_the_learner_finds_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "MINE", tmp_path / "mie")
    assert doctor.main([]) == 0
    shown = capsys.readouterr().out
    saved = (tmp_path / "mie" / "diagnosi.txt").read_text(encoding="utf-8")
    assert saved.splitlines()[2:5] == shown.splitlines()[2:5]
    assert "lessons/mie/diagnosi.txt" in shown


def test_it_works_where_nothing_is_set_up(run: Run, course: Path, calls: Path) -> None:
    done = run("doctor")
    assert done.returncode == 0 and "L'ambiente non è pronto" in done.stdout, done.stdout + done.stderr
    assert not (course / ".venv").exists()
    assert set(calls.read_text().split("\n")) == {"--version", ""}  # uv was looked at, and asked for nothing
