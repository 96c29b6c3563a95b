"""Packages: what is in them and what must never be; late enrolment; the secret; the registry."""

import json
import os
import stat
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from grading_class import classroom

from kit import paths
from kit.grading import packages
from kit.grading.cli import main
from kit.grading.errors import GradingError
from kit.grading.people import ClassList
from kit.grading.reference import reference
from kit.grading.release import Order, read_registry, release
from kit.grading.secret import Desk, open_desk
from kit.grading.sources import Source, open_source


@pytest.fixture(scope="module")
def source() -> Source:
    return open_source("00")


def digests(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_package_holds_the_notebook_the_data_blind_seals_and_one_page(
    source: Source, desk: Desk, tmp_path: Path
) -> None:
    said = release(Order(source, classroom(3), "2026-1", tmp_path / "out"), desk)
    assert said == [f"3 pacchetti fatti in {tmp_path / 'out'}."]
    folder = tmp_path / "out" / "00_Rossi-0_Anna_0000100"
    assert set(digests(folder)) == {
        "00_inizia_qui.ipynb",
        "00_inizia_qui.checks.json",
        "leggimi.html",
        "prova/params.json",
        "prova/post.csv",
    }
    notebook = json.loads((folder / "00_inizia_qui.ipynb").read_text(encoding="utf-8"))
    note = notebook["metadata"]["kit"]["release"]
    assert note["matricola"] == "0000100" and note["edition"] == "2026-1" and len(note["id"]) == 16
    original = json.loads((paths.LESSONS / "00_inizia_qui.ipynb").read_text(encoding="utf-8"))
    assert [cell["id"] for cell in notebook["cells"]] == [cell["id"] for cell in original["cells"]]
    assert json.loads((folder / "prova" / "params.json").read_text(encoding="utf-8"))["origine"] == "consegna"
    page = (folder / "leggimi.html").read_text(encoding="utf-8")
    assert 'lang="it"' in page and "0000100_00.ipynb" in page and note["id"] in page


def test_no_digest_of_a_right_value_and_no_mistake_leaves_with_a_package(source: Source, desk: Desk) -> None:
    made = reference(source, desk, "e", "1")
    from kit.grading.sources import build_whole

    checks = packages.checks(build_whole(source), made, full_feedback=False)
    for exercise in source.exercises:
        entry = checks["exercises"][exercise.id]
        assert entry["blind"] and entry["wrong"] == [] and entry["hints"] == []
        assert set(entry["right"][0]) <= {"type", "keys", "columns"}
        assert made.entries[exercise.id]["right"][0]["digest"] not in json.dumps(checks)
    practice = next(key for key, entry in checks["exercises"].items() if not entry["graded"])
    assert "digest" in json.dumps(checks["exercises"][practice])


def test_everybody_has_other_data_and_the_same_secret_gives_them_back(
    source: Source, desk: Desk, tmp_path: Path
) -> None:
    order = Order(source, classroom(6), "2026-1", tmp_path / "one")
    release(order, desk)
    tables = [path.read_bytes() for path in sorted((tmp_path / "one").glob("*/prova/post.csv"))]
    assert len(set(tables)) == 6
    desk.registry("00", "2026-1").unlink()
    release(replace(order, out=tmp_path / "two"), desk)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    desk.registry("00", "2026-1").unlink()
    release(replace(order, out=tmp_path / "three", edition="2026-2"), desk)
    assert not set(tables) & {path.read_bytes() for path in (tmp_path / "three").glob("*/prova/post.csv")}


def test_late_enrolment_touches_nothing_else(source: Source, desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    release(Order(source, classroom(2), "2026-1", out), desk)
    before = digests(out)
    marked = next(out.glob("*_0000100"))
    (marked / "leggimi.html").write_text("appunti", encoding="utf-8")
    said = release(Order(source, classroom(4), "2026-1", out), desk)
    after = digests(out)
    assert said[0].startswith("2 pacchetti fatti") and "2 pacchetti c’erano già" in said[1]
    assert (marked / "leggimi.html").read_text(encoding="utf-8") == "appunti"
    assert {name: after[name] for name in before if "leggimi" not in name} == {
        name: content for name, content in before.items() if "leggimi" not in name
    }
    registry = read_registry(desk, "00", "2026-1")
    assert registry is not None and sorted(registry.units) == ["0000100", "0000101", "0000102", "0000103"]


def test_an_edition_cannot_change_its_rules_half_way(source: Source, desk: Desk, tmp_path: Path) -> None:
    order = Order(source, classroom(1), "2026-1", tmp_path / "out")
    release(order, desk)
    with pytest.raises(GradingError, match="altre scelte"):
        release(replace(order, groups=True), desk)
    with pytest.raises(GradingError, match="è cambiata dopo"):
        release(replace(order, source=replace(source, digest="altro")), desk)
    with pytest.raises(GradingError, match="non va bene come nome"):
        release(replace(order, edition="../2026"), desk)


def test_a_library_that_draws_other_data_is_noticed(source: Source, desk: Desk, tmp_path: Path) -> None:
    order = Order(source, classroom(1), "2026-1", tmp_path / "out")
    release(order, desk)
    registry = read_registry(desk, "00", "2026-1")
    assert registry is not None
    registry.units["0000100"]["data"] = "altri dati"
    registry.save()
    with pytest.raises(GradingError, match="verrebbero diversi"):
        release(replace(order, out=tmp_path / "altrove"), desk)


def test_a_group_works_on_one_package(source: Source, desk: Desk, tmp_path: Path) -> None:
    people = ClassList(
        tuple(replace(one, gruppo="A/B" if number < 2 else "") for number, one in enumerate(classroom(3)))
    )
    release(Order(source, people, "2026-1", tmp_path / "out", groups=True), desk)
    folders = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len(folders) == 2 and folders[1].startswith("00_gruppo_A-B_")
    page = (tmp_path / "out" / folders[1] / "leggimi.html").read_text(encoding="utf-8")
    assert "0000100" in page and "0000101" in page and "gruppo_A-B_00.ipynb" in page


def test_zips_are_the_same_bytes_every_time(source: Source, desk: Desk, tmp_path: Path) -> None:
    for name in ("one", "two"):
        release(Order(source, classroom(2), "2026-1", tmp_path / name, zips=True), desk)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    with zipfile.ZipFile(next((tmp_path / "one").glob("*_0000100.zip"))) as archive:
        assert "00_Rossi-0_Anna_0000100/prova/post.csv" in archive.namelist()


def test_the_zip_for_moodle_has_moodles_folder_names(source: Source, desk: Desk, tmp_path: Path) -> None:
    people = ClassList(tuple(replace(one, moodle=str(500 + n)) for n, one in enumerate(classroom(2))))
    order = Order(source, people, "2026-1", tmp_path / "out", moodle_zip=tmp_path / "moodle.zip")
    release(order, desk)
    with zipfile.ZipFile(tmp_path / "moodle.zip") as archive:
        assert archive.namelist() == [
            "Anna Rossi 0_500_assignsubmission_file_/00_Rossi-0_Anna_0000100.zip",
            "Niccolò De Luca 1_501_assignsubmission_file_/00_De-Luca-1_Niccolo_0000101.zip",
        ]
    with pytest.raises(GradingError, match="numeri di partecipante"):
        release(replace(order, people=classroom(2)), desk)


def test_full_feedback_keeps_the_seals(source: Source, desk: Desk, tmp_path: Path) -> None:
    release(Order(source, classroom(1), "prova", tmp_path / "out", full_feedback=True), desk)
    checks: dict[str, Any] = json.loads(next((tmp_path / "out").glob("*/*.checks.json")).read_text(encoding="utf-8"))
    assert all("digest" in json.dumps(entry["right"]) for entry in checks["exercises"].values())


# --- the secret -----------------------------------------------------------------------------------------------------


def test_the_secret_is_made_once_outside_the_repository_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "chiavi" / "segreto.txt"
    with pytest.raises(GradingError, match="Non trovo il segreto"):
        open_desk(file)
    first, said = open_desk(file, make=True)
    assert "Copialo adesso" in said and "non si possono rifare" in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again, silent = open_desk(file, make=True)
    assert again.value == first.value and silent == ""
    other, _ = open_desk(tmp_path / "altro.txt", make=True)
    assert other.value != first.value
    with pytest.raises(GradingError, match="dentro la cartella del corso"):
        open_desk(paths.ROOT / "segreto.txt", make=True)
    assert not (paths.ROOT / "segreto.txt").exists()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "segreto.txt"
    open_desk(file, make=True)
    file.chmod(0o644)
    with pytest.raises(GradingError, match="chmod 600"):
        open_desk(file)


@pytest.mark.parametrize("content", ["", "corto", "# solo commento\n", "g" * 64, "0" * 64 + "\n" + "1" * 64])
def test_a_broken_secret_is_not_used(content: str, tmp_path: Path) -> None:
    file = tmp_path / "segreto.txt"
    file.write_text(content, encoding="utf-8")
    file.chmod(0o600)
    with pytest.raises(GradingError, match="segreto intero"):
        open_desk(file)


def test_a_release_id_belongs_to_one_student_lesson_and_edition(desk: Desk, tmp_path: Path) -> None:
    other, _ = open_desk(tmp_path / "altro.txt", make=True)
    ids = {
        one.release_id(lesson, edition, unit)
        for one in (desk, other)
        for lesson in ("00", "01")
        for edition in ("a", "b")
        for unit in ("1", "11", "gruppo:1")
    }
    assert len(ids) == 2 * 2 * 2 * 3


def test_the_command_from_a_csv_to_the_packages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "elenco.csv").write_text("Matricola;Cognome;Nome;Gruppo\n7;Neri;Ugo;A\n8;Bo;Ada;A\n", encoding="utf-8")
    words = ["release", "00", "--class", str(tmp_path / "elenco.csv"), "--edition", "x", "--out", str(tmp_path / "out")]
    words += ["--secret", str(tmp_path / "s.txt")]
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "Ho creato il segreto" in out and "--groups" in out and "2 pacchetti fatti" in out
    assert main([*words[:1], "77", *words[2:]]) == 1
    assert "77" in capsys.readouterr().err
