"""load_variant: a released package beside the notebook wins; an incomplete or changed one is never replaced in silence."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from kit import paths
from kit.datasets import DataError, load_variant
from kit.synthesis import variants


def release(folder: Path, lesson: str = "01", student: str = "S1") -> variants.Variant:
    variant = variants.draw("segreto", lesson, "2026", student).variant
    folder.mkdir(parents=True)
    for name, content in variants.variant_files(lesson, variant, origin="consegna").items():
        (folder / name).write_bytes(content)
    return variant


@pytest.fixture(autouse=True)
def beside_the_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("lesson", list(variants.REGISTRY))
def test_without_a_release_everybody_practises_on_the_same_data(lesson: str) -> None:
    trial = load_variant(lesson)
    expected = variants.draw("fiatolungo", lesson, "esercitazione", "chiunque").variant
    for name, table in expected.tables.items():
        pd.testing.assert_frame_equal(trial[name], table)
    assert {name: trial[name] for name in expected.params} == dict(expected.params)
    assert trial["domande"] == dict(expected.questions)
    assert "uguali per tutti" in repr(trial)
    direct = variants.as_trial(lesson, expected)
    assert repr(direct) == repr(trial)
    for name in expected.tables:
        pd.testing.assert_frame_equal(direct[name], trial[name])
        direct[name].iloc[:, 0] = trial[name].iloc[0, 0]
        pd.testing.assert_frame_equal(variants.as_trial(lesson, expected)[name], trial[name])


@pytest.mark.parametrize("folder", ["prova", "prova/01"])
def test_a_released_package_wins(tmp_path: Path, folder: str) -> None:
    variant = release(tmp_path / folder)
    trial = load_variant("01")
    pd.testing.assert_frame_equal(trial["campagna"], variant.tables["campagna"])
    assert trial["mese"] == variant.params["mese"]
    assert "consegnati a te" in repr(trial)


def test_a_package_of_another_lesson_is_left_alone(tmp_path: Path) -> None:
    release(tmp_path / "prova", "00")
    assert "uguali per tutti" in repr(load_variant("01"))
    assert "consegnati a te" in repr(load_variant("00"))


@pytest.mark.parametrize("folder", ["prova", "prova/01"])
def test_a_package_without_its_parameters_stops(tmp_path: Path, folder: str) -> None:
    release(tmp_path / folder)
    (tmp_path / folder / "params.json").unlink()
    with pytest.raises(DataError, match=r"manca il file params\.json.*copiala intera"):
        load_variant("01")


def test_a_folder_of_the_learner_with_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "prova").mkdir()
    (tmp_path / "prova" / "appunti.csv").write_text("a\n1\n", encoding="utf-8")
    assert "uguali per tutti" in repr(load_variant("01"))


@pytest.mark.parametrize("content", ["", "{}", "[1]", "null", '{"lezione": "01"}'])
def test_unreadable_parameters_stop(tmp_path: Path, content: str) -> None:
    release(tmp_path / "prova")
    (tmp_path / "prova" / "params.json").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match="incompleto"):
        load_variant("01")


def test_a_changed_table_stops(tmp_path: Path) -> None:
    release(tmp_path / "prova")
    path = tmp_path / "prova" / "prezzi.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(DataError, match=r"prezzi\.csv della prova è stato cambiato.*consegna"):
        load_variant("01")


def test_a_missing_table_stops(tmp_path: Path) -> None:
    release(tmp_path / "prova")
    (tmp_path / "prova" / "prezzi.csv").unlink()
    with pytest.raises(DataError, match=r"prezzi\.csv"):
        load_variant("01")


def test_a_lesson_without_a_trial_says_which_have_one() -> None:
    with pytest.raises(DataError, match=r"«99».*00, 01"):
        load_variant("99")


@pytest.mark.parametrize("number", ["1", "01", 1, " 01 "])
def test_the_number_may_be_written_as_one_says_it(number: object) -> None:
    assert load_variant(number).lesson == "01"  # type: ignore[arg-type]


def test_a_mistyped_key_and_question_are_answered() -> None:
    trial = load_variant("01")
    with pytest.raises(DataError, match=r"«meze».*mese"):
        trial["meze"]
    with pytest.raises(DataError, match=r"«prezo».*prezzo"):
        trial.domanda("prezo")
    assert trial.domanda("prezzo").endswith("?")


def test_the_bundled_trial_tells_its_own_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(paths.DATASETS / "prova", tmp_path / "datasets" / "prova")
    monkeypatch.setattr(paths, "DATASETS", tmp_path / "datasets")
    (tmp_path / "datasets" / "prova" / "01" / "campagna.csv").unlink()
    with pytest.raises(DataError, match="python -m kit data"):
        load_variant("01")
