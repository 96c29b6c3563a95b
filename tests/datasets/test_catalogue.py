"""load, describe, names: right tables and types, changed files refused, unknown names answered."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import paths
from kit.datasets import DataError, catalogue, describe, load, names
from kit.datasets.tables import DATE, DECIMAL, TEXT, WHOLE, column_kinds, from_csv, to_csv
from kit.synthesis.bundle import make_tables

TABLES = make_tables()
EXPECTED = sorted(TABLES)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path in paths.DATASETS.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(paths, "DATASETS", tmp_path)
    return tmp_path


def test_names_are_the_tables_in_order() -> None:
    assert names() == EXPECTED


@pytest.mark.parametrize("name", EXPECTED)
def test_a_loaded_table_is_the_generated_one(name: str) -> None:
    pd.testing.assert_frame_equal(load(name), TABLES[name])


def test_types_are_the_declared_ones() -> None:
    clienti = load("clienti")
    assert clienti["data_iscrizione"].dtype == "datetime64[us]"
    assert clienti["utente"].dtype == "str"
    assert clienti["segue_social"].dtype == "int64"
    assert clienti["eta"].isna().any()


def test_every_person_of_a_campaign_is_a_client() -> None:
    assert set(load("campagne")["utente"]) <= set(load("clienti")["utente"])


def test_a_changed_table_does_not_touch_the_next_load() -> None:
    first = load("post")
    first["clic"] = 0
    assert load("post")["clic"].sum() > 0


@pytest.mark.parametrize("wrong", ["cliente", "Clienti", "clienti.csv", "datasets/clienti", " clienti ", "CLIENTI"])
def test_a_near_name_is_suggested(wrong: str) -> None:
    with pytest.raises(DataError) as caught:
        load(wrong)
    assert "«clienti»" in str(caught.value)
    assert ", ".join(EXPECTED) in str(caught.value)


@given(st.text())
def test_any_text_gets_a_table_or_an_italian_answer(text: str) -> None:
    if text in EXPECTED:
        return
    with pytest.raises(DataError, match=f"I nomi validi sono: {EXPECTED[0]}"):
        load(text)


@pytest.mark.parametrize("wrong", [None, 3, pd.DataFrame(), ["clienti"]])
def test_a_name_without_quotes_is_explained(wrong: object) -> None:
    with pytest.raises(DataError, match="fra virgolette"):
        load(wrong)  # type: ignore[arg-type]


def test_a_changed_file_is_refused_with_the_remedy(copy: Path) -> None:
    path = copy / "prezzi.csv"
    path.write_bytes(path.read_bytes().replace(b"29.9", b"19.9", 1))
    with pytest.raises(DataError, match=r"prezzi\.csv non è più quello del corso.*python -m kit data"):
        load("prezzi")


def test_a_file_saved_again_by_a_spreadsheet_is_refused(copy: Path) -> None:
    path = copy / "post.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b",", b";"))
    with pytest.raises(DataError, match="qualcuno l'ha aperto e salvato"):
        load("post")


@pytest.mark.parametrize("gone", ["prezzi.csv", "checksums.json"])
def test_a_missing_file_is_named(copy: Path, gone: str) -> None:
    (copy / gone).unlink()
    with pytest.raises(DataError, match=rf"{gone}.*python -m kit data"):
        load("prezzi")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"tabelle": {"prezzi": {}}}', '{"tabelle": 3}'])
def test_a_broken_manifest_is_explained(copy: Path, content: str) -> None:
    (copy / "checksums.json").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match="elenco dei dati"):
        names()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_card_shows_itself_rich_and_plain(name: str) -> None:
    card = describe(name)
    rich, plain = card._repr_markdown_(), repr(card)
    assert "righe ×" in rich and "righe ×" in plain
    assert "|---" in rich and "|" not in plain
    assert "**" not in plain and "`" not in plain
    assert "\n#" not in rich and not rich.startswith("#")
    for column in load(name).columns:
        assert column in rich and column in plain


def test_a_missing_card_is_named(copy: Path) -> None:
    (copy / "post.md").unlink()
    with pytest.raises(DataError, match=r"scheda datasets/post\.md"):
        describe("post")


def test_the_notebook_shows_the_sentence_without_our_lines() -> None:
    with pytest.raises(DataError) as caught:
        describe("pos")
    assert caught.value._render_traceback_() == [f"DataError: {caught.value}"]


def test_importing_the_room_imports_no_heavy_library() -> None:
    code = (
        "import sys, kit.datasets; print([m for m in ('pandas', 'numpy', 'matplotlib', 'sklearn') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=paths.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1)


@given(st.data(), st.integers(1, 6))
def test_any_table_of_the_four_kinds_survives_the_file(data: st.DataObject, size: int) -> None:
    def column(values: st.SearchStrategy[object]) -> list[object]:
        return data.draw(st.lists(values, min_size=size, max_size=size))

    days = st.datetimes(pd.Timestamp("1900-01-01"), pd.Timestamp("2200-01-01")).map(
        lambda day: pd.Timestamp(day.date())
    )
    table = pd.DataFrame(
        {
            "città, «à»": pd.Series(column(cells | st.none() | st.just("NA")), dtype="str"),
            "n": pd.Series(column(st.integers(-(2**53), 2**53)), dtype="int64"),
            "x": pd.Series(column(st.floats(allow_infinity=False)), dtype="float64"),
            "giorno": pd.Series(column(days | st.just(pd.NaT)), dtype="datetime64[us]"),
        }
    )
    kinds = column_kinds(table)
    assert list(kinds.values()) == [TEXT, WHOLE, DECIMAL, DATE]
    pd.testing.assert_frame_equal(from_csv(to_csv(table), kinds), table)


def test_other_kinds_of_column_are_refused() -> None:
    with pytest.raises(TypeError, match="«vero»"):
        column_kinds(pd.DataFrame({"vero": [True]}))


def test_every_entry_points_to_its_file() -> None:
    for name, one in catalogue.entries().items():
        assert one.file == f"{name}.csv"
        assert one.rows == len(load(name))
