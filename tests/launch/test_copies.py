"""A learner's copy is given once and never touched again."""

from pathlib import Path

from kit.launch.copies import FIRST, copy_missing, first_page


def test_only_missing_lessons_are_copied(tmp_path: Path) -> None:
    lessons, mine = tmp_path / "lessons", tmp_path / "lessons" / "mie"
    lessons.mkdir()
    (lessons / FIRST).write_text("from the course")
    (lessons / "00_inizia_qui.checks.json").write_text("{}")
    assert first_page(mine) == "/lab/tree/lessons/mie"
    assert copy_missing(lessons, mine) == [FIRST]
    assert first_page(mine) == f"/lab/tree/lessons/mie/{FIRST}"
    (mine / FIRST).write_text("my own work")
    (lessons / FIRST).write_text("a newer course")
    (lessons / "01_altro.ipynb").write_text("new")
    assert copy_missing(lessons, mine) == ["01_altro.ipynb"]
    assert (mine / FIRST).read_text() == "my own work"
    assert sorted(file.name for file in mine.iterdir()) == [FIRST, "01_altro.ipynb"]


def test_no_lessons_yet_is_no_error(tmp_path: Path) -> None:
    assert copy_missing(tmp_path / "lessons", tmp_path / "lessons" / "mie") == []
