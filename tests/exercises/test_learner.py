"""What the learner calls: messages, progress, hints, solutions; errors in Italian; work that leaves and comes back."""

import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from kit import paths
from kit.exercises import bring_back, check, hint, progress, restart, solution, state, take_away
from kit.exercises.errors import explain
from kit.exercises.sealing import Spec, seal_exercise


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of one lesson with one exercise, in a folder with a space and an accent."""
    root = tmp_path / "città nuova"
    (root / "lessons").mkdir(parents=True)
    (root / "solutions").mkdir()
    for name, folder in {"LESSONS": "lessons", "MINE": "lessons/mie", "SOLUTIONS": "solutions"}.items():
        monkeypatch.setattr(paths, name, root / folder)
    made = seal_exercise(
        "1.1",
        spec=Spec(decimals=2),
        right=0.25,
        alternatives=[],
        wrong=[("capovolto", "Hai capovolto il rapporto.", 4.0)],
        hints=["Conta.", "Dividi."],
        title="Il tasso",
        layer="base",
        graded=False,
    )
    checks = {"format": 1, "lesson": "01", "title": "Prova", "exercises": {"1.1": made}, "quizzes": {}}
    (root / "lessons" / "01_prova.checks.json").write_text(json.dumps(checks), encoding="utf-8")
    (root / "lessons" / "01_prova.ipynb").write_text('{"cells": []}', encoding="utf-8")
    answer = {
        "cell_type": "code",
        "metadata": {"kit": {"exercise": "1.1", "role": "answer"}},
        "source": ["tasso = 1 / 4"],
    }
    (root / "solutions" / "01_prova.ipynb").write_text(json.dumps({"cells": [answer]}), encoding="utf-8")
    monkeypatch.chdir(root / "lessons")
    return root


@pytest.mark.usefixtures("course")
def test_the_five_outcomes_reach_the_learner_and_progress() -> None:
    assert check("1.1").outcome == "not_done"
    assert check("1.1", ...).outcome == "not_done"
    assert state.read()["1.1"]["attempts"] == 0
    assert check("1.1", 0.7).outcome == "review"
    seen = check("1.1", 4.0)
    assert seen.outcome == "recognised"
    assert "capovolto" in repr(seen)
    assert "capovolto" in seen._repr_html_()
    assert check("1.1", 0.25).outcome == "right"
    assert check("1.1", 0.7).outcome == "review"
    assert state.read()["1.1"]["best"] == "right"
    assert "1 esercizi su 1" in repr(progress())


@pytest.mark.usefixtures("course")
def test_hints_come_one_step_at_a_time() -> None:
    assert "Dividi" not in repr(hint("1.1"))
    assert "Dividi" in repr(hint("1.1"))
    assert "ultimo" in repr(hint("1.1"))


@pytest.mark.usefixtures("course")
def test_the_solution_comes_after_an_attempt() -> None:
    assert "prova tu" in repr(solution("1.1"))
    check("1.1", ...)
    assert "prova tu" in repr(solution("1.1"))
    check("1.1", 0.9)
    assert "tasso = 1 / 4" in repr(solution("1.1"))


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("wanted", ["1.9", "7.1", 1.1])
def test_an_unknown_exercise_answers_with_the_nearest(wanted: object) -> None:
    message = repr(check(wanted, 1))  # type: ignore[arg-type]
    assert "1.1" in message or "01" in message


def test_restart_keeps_the_old_copy(course: Path) -> None:
    mine = course / "lessons" / "mie" / "01_prova.ipynb"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mio", encoding="utf-8")
    assert "salva in" in repr(restart("01"))
    kept = [path for path in mine.parent.glob("01_prova_*.ipynb") if path.read_text(encoding="utf-8") == "mio"]
    assert len(kept) == 1
    assert mine.read_text(encoding="utf-8") == '{"cells": []}'
    assert "Lezioni presenti: 01" in repr(restart("09"))
    assert "virgolette" in repr(restart(1))  # type: ignore[arg-type]


def test_work_leaves_and_comes_back_without_loss(course: Path) -> None:
    check("1.1", 0.25)
    mine = course / "lessons" / "mie"
    (mine / "01_prova.ipynb").write_text("lavoro", encoding="utf-8")
    archive = take_away().path
    (mine / "01_prova.ipynb").write_text("altro", encoding="utf-8")
    (mine / "progressi.json").unlink()
    assert "01_prova.ipynb" in repr(bring_back(archive.name))
    assert (mine / "01_prova.ipynb").read_text(encoding="utf-8") == "lavoro"
    assert any(path.read_text(encoding="utf-8") == "altro" for path in mine.glob("01_prova_*.ipynb"))
    assert state.read()["1.1"]["best"] == "right"


def test_a_hostile_archive_writes_nothing_outside(course: Path) -> None:
    mine = course / "lessons" / "mie"
    mine.mkdir(exist_ok=True)
    with zipfile.ZipFile(mine / "male.zip", "w") as archive:
        archive.writestr("../../fuori.ipynb", "x")
        archive.writestr("progressi.json", "[1]")
    bring_back("male.zip")
    assert not list(course.parent.rglob("fuori.ipynb"))
    assert "non è un file zip" in repr(bring_back(str(course / "lessons" / "01_prova.ipynb")))
    assert "Non trovo" in repr(bring_back("niente.zip"))


def test_an_unreadable_progress_file_is_set_aside(course: Path) -> None:
    state.file().parent.mkdir(exist_ok=True)
    state.file().write_text("{rotto", encoding="utf-8")
    assert state.read() == {}
    assert list(state.file().parent.glob("progressi_illeggibile_*.json"))


@pytest.mark.parametrize(
    ("code", "piece"),
    [
        ("tabela", "Forse volevi `tabella`"),
        ("ignoto_del_tutto", "hai eseguito la cella"),
        ('tabella["Canale"]', "Forse volevi 'canale'"),
        ('tabella["incassi"]', "in cima alla tabella"),
        ("canale", 'scrivi `tabella["canale"]`'),
        ('tabella["canale"].value_counts()["True"]', "senza virgolette"),
        ('"3" - tabella["clic"]', "togli le virgolette"),
        ("x = “ciao”", "quelle dritte"),
        ("3 × 4", "`*`"),
        ("79.90 €", "senza simboli"),
        ("3 +* 4", "non riesce a leggere"),
        ("print(3", "mai chiusa"),
        ('x = "ciao', "virgolette"),
        ("if x = 3: pass", "due `==`"),
        ('"3" + 4', "mescolando"),
        ("1 / 0", "denominatore"),
        ('tabella("canale")', "quadre"),
        ("tabella.heads()", "Forse volevi `head`"),
        ("... + 1", "tre puntini"),
        ("import pandass", "pacchetto"),
        ('float("3,5")', "punto"),
        ("  x = 1\n y = 2", "altezza"),
        ('open("niente.csv")', "`niente.csv`"),
        ("[1][3]", "posizione"),
    ],
)
def test_beginners_errors_are_told_in_italian(code: str, piece: str) -> None:
    names = {"tabella": pd.DataFrame({"canale": ["a"], "clic": [3.0]}), "x": 1}
    with pytest.raises(Exception) as caught:
        exec(compile(code, "<stdin>", "exec"), dict(names))
    assert piece in explain(caught.value, names)


def test_an_undefined_answer_says_to_run_the_cell_above() -> None:
    with pytest.raises(NameError) as caught:
        exec('check("1.1", tasso)', {"check": check})
    assert "cella qui sopra" in explain(caught.value, {}, 'check("1.1", tasso)')
