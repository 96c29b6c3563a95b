"""hand_in: saved or not, what is unanswered, one file named by matricola that carries the release id."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kit.exercises import hand_in
from kit.exercises.handin import file_name, safe, still_dots, unanswered

RELEASE = {"id": "ABCDEFGH23456789", "lesson": "01", "edition": "2026-1", "matricola": "0123/B"}


def cell(source: str, count: int | None = None, **kit: Any) -> dict[str, Any]:
    return {
        "cell_type": "code" if kit.get("role") != "prompt" else "markdown",
        "id": "x",
        "metadata": {"kit": kit} if kit else {},
        "source": source,
        "outputs": [],
        "execution_count": count,
    }


def notebook(*cells: dict[str, Any], release: dict[str, Any] | None = RELEASE) -> dict[str, Any]:
    kit: dict[str, Any] = {"lesson": "01"} | ({"release": release} if release else {})
    return {"cells": list(cells), "metadata": {"kit": kit}, "nbformat": 4, "nbformat_minor": 5}


def exercise(number: str, answer: str, count: int | None = None) -> list[dict[str, Any]]:
    return [
        cell("consegna", exercise=number, role="prompt", graded=True),
        cell(answer, count, exercise=number, role="answer"),
    ]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    return tmp_path


def save(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")


def shell(monkeypatch: pytest.MonkeyPatch, inputs: list[str]) -> None:
    """As if these cells had been run in this kernel, the last one being the one that calls hand_in."""
    fake = SimpleNamespace(execution_count=len(inputs), history_manager=SimpleNamespace(input_hist_raw=["", *inputs]))
    monkeypatch.setattr("IPython.core.getipython.get_ipython", lambda: fake)


def test_one_file_named_by_matricola_with_the_release_id(here: Path) -> None:
    save(here / "01_lezione.ipynb", notebook(*exercise("1.7", "tasso = 1"), *exercise("1.8", "altro = ...")))
    said = hand_in()
    made = json.loads((here / "0123-B_01.ipynb").read_text(encoding="utf-8"))
    assert said.outcome == "received" and "0123-B_01.ipynb" in said.text
    assert "Senza risposta:** 1.8." in said.text
    assert made["metadata"]["kit"]["release"] == RELEASE
    assert "time" in made["metadata"]["kit"]["handin"]
    assert hand_in().outcome == "received", "the file it made is not taken for a second notebook"
    assert sorted(path.name for path in here.iterdir()) == ["0123-B_01.ipynb", "01_lezione.ipynb"]


def test_a_notebook_that_is_not_saved(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = notebook(*exercise("1.7", "tasso = 1", 1), cell("hand_in()"))
    save(here / "01_lezione.ipynb", content)
    shell(monkeypatch, ["tasso = 1", "tasso = 2", "hand_in()"])
    assert "non è salvato" in hand_in().text
    assert not (here / "0123-B_01.ipynb").exists()
    content["cells"][1] |= {"source": "tasso = 2", "execution_count": 2}
    save(here / "01_lezione.ipynb", content)
    assert hand_in().outcome == "received"


def test_a_count_from_another_day_does_not_pass_for_saved(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(here / "01_lezione.ipynb", notebook(*exercise("1.7", "vecchio = 1", 60)))
    shell(monkeypatch, [*["nuovo = 1"] * 9, "hand_in()"])
    assert "non è salvato" in hand_in().text


def test_opened_again_only_to_hand_in(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(here / "01_lezione.ipynb", notebook(*exercise("1.7", "tasso = 1", 60)))
    shell(monkeypatch, ["hand_in()"])
    assert hand_in().outcome == "received"


def test_nothing_to_hand_in(here: Path) -> None:
    save(here / "01_lezione.ipynb", notebook(release=None))
    (here / "rotto.ipynb").write_text("{", encoding="utf-8")
    assert "non c'è un quaderno ricevuto" in hand_in().text


def test_two_notebooks_in_one_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(here / "a.ipynb", notebook(*exercise("1.7", "tasso = 1")))
    save(here / "b.ipynb", notebook(*exercise("1.7", "tasso = 2")))
    assert "`a.ipynb`, `b.ipynb`" in hand_in().text
    monkeypatch.setenv("JPY_SESSION_NAME", str(here / "b.ipynb"))
    assert hand_in().outcome == "received"
    assert "tasso = 2" in (here / "0123-B_01.ipynb").read_text(encoding="utf-8")


def test_pictures_are_left_out_of_a_huge_file(here: Path) -> None:
    content = notebook(*exercise("1.7", "tasso = 1"))
    content["cells"][1]["outputs"] = [
        {"output_type": "display_data", "data": {"image/png": "A" * 16_000_000, "text/plain": "f"}}
    ]
    save(here / "01_lezione.ipynb", content)
    assert hand_in().outcome == "received"
    made = here / "0123-B_01.ipynb"
    assert made.stat().st_size < 100_000 and "text/plain" in made.read_text(encoding="utf-8")


@pytest.mark.parametrize("source", ["x = ...", "...", "", "# niente", "def f(a):\n    ...", "x = 1\ny = ..."])
def test_still_to_be_written(source: str) -> None:
    assert still_dots(source)


@pytest.mark.parametrize("source", ["x = 1", "x = = 1", "def f(a):\n    return a", "x = t[..., 0]"])
def test_written(source: str) -> None:
    assert not still_dots(source)


def test_a_deleted_answer_is_unanswered() -> None:
    assert unanswered(notebook(cell("c", exercise="1.7", role="prompt", graded=True))) == ["1.7"]


def test_names_of_files() -> None:
    assert file_name({"group": "Però & Co", "lesson": "01"}) == "gruppo_Pero-Co_01.ipynb"
    assert safe("../..") == "senza-nome"
