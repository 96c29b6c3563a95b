"""`python -m kit data`: what is committed is what the generators make; --check sees every difference and writes nothing."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from kit import paths
from kit.synthesis import bundle, cli


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """What the generators make, for the tests that look at files only."""
    return {"make_tables": bundle.make_tables(), "practice_files": bundle.practice_files()}


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: dict[str, Any]) -> Path:
    folder = tmp_path / "datasets"
    shutil.copytree(paths.DATASETS, folder)
    monkeypatch.setattr(paths, "DATASETS", folder)
    for name, once in made.items():
        monkeypatch.setattr(bundle, name, lambda once=once: once)
    return folder


def test_the_committed_data_are_the_generated_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--check"]) == 0, capsys.readouterr().out


def test_two_generations_give_the_same_bytes() -> None:
    first = bundle.bundled_files(paths.DATASETS)
    assert first == bundle.bundled_files(paths.DATASETS)
    assert sum(map(len, first.values())) < 15_000_000  # with all lessons (issue 2)
    for name, content in first.items():
        assert name == bundle.ITALIAN_EXAMPLE or b"\r" not in content


@pytest.mark.parametrize("name", ["clienti.csv", "checksums.json", "INDICE.md", "prova/01/params.json"])
def test_check_names_a_changed_file_and_leaves_it(copy: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (copy / name).write_bytes(b"altro\n")
    assert cli.main(["--check"]) == 1
    assert f"diverso: datasets/{name}" in capsys.readouterr().out
    assert (copy / name).read_bytes() == b"altro\n"


def test_writing_repairs_missing_and_changed_files(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "post.csv").unlink()
    shutil.rmtree(copy / "prova" / "00")
    assert cli.main([]) == 0
    assert "scritto: datasets/prova/00/post.csv" in capsys.readouterr().out
    assert cli.main(["--check"]) == 0


def test_a_file_that_nobody_generates_is_named(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "vecchia.csv").write_text("a\n1\n", encoding="utf-8")
    assert cli.main(["--check"]) == 1
    assert "di troppo: datasets/vecchia.csv" in capsys.readouterr().out


def test_a_missing_card_shows_in_the_index(copy: Path) -> None:
    (copy / "post.md").unlink()
    assert "manca la scheda" in bundle.bundled_files(copy)["INDICE.md"].decode()


def test_help_is_italian(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "non scrive" in capsys.readouterr().out
