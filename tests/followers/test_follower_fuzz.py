"""Loaders under abuse: cut, spliced, re-encoded, scrambled files give an Italian sentence or the right numbers, nothing else."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from follower_files import FILES
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.datasets import DataError
from kit.followers import features, group_signals, load_labelled
from kit.followers.rulesets import RULESETS, evaluate_rules

NAMES = list(FILES)
ENGLISH = ("Traceback", "Error", "error", "expected", "invalid", "unexpected", "codec")


def read(name: str, content: bytes) -> pd.DataFrame | None:
    """The accounts, or None after an Italian sentence; anything else is a failure of the test."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        try:
            return load_labelled(path, quiet=True)[0]
        except DataError as error:
            said = str(error)
            assert said
            assert not any(word in said.replace(name, "") for word in ENGLISH), said
            return None


def use(accounts: pd.DataFrame) -> None:
    """What is read can be used: no impossible value came through."""
    if len(accounts.columns) > 1:
        accounts.attrs.setdefault("data_riferimento", "2099-12-31")
        for column in accounts.columns.intersection(["follower", "seguiti", "messaggi", "preferiti", "liste"]):
            values = accounts[column].dropna()
            assert (values >= 0).all()
            assert np.isfinite(values).all()
            assert (values == values.round()).all()
        if "creato" in accounts.columns:
            features(accounts)
        group_signals(accounts)
        for ruleset in RULESETS:
            evaluate_rules(accounts, ruleset)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_cut_anywhere_is_refused_or_is_its_own_beginning(name: str) -> None:
    file, content, size = FILES[name]
    whole = read(file, content)
    assert whole is not None
    assert len(whole) == size
    for end in sorted({*range(0, len(content), 3), *range(max(len(content) - 60, 0), len(content))}):
        found = read(file, content[:end])
        if found is None:
            continue
        assert len(found) <= size
        if len(found) == size and not content[:end].endswith(b"\n"):
            doubts = found.attrs["lettura"]["dubbi"]
            assert any("troncato" in doubt for doubt in doubts) or found.drop(columns="account").equals(
                whole.drop(columns="account")
            )
        rows = found.head(max(len(found) - 1, 0))
        expected = whole.head(len(rows))
        for column in rows.columns.intersection(whole.columns).drop("immagine_ripetuta", errors="ignore"):
            pd.testing.assert_series_equal(rows[column], expected[column], check_dtype=False)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_changed_bytes_never_break_the_reader(name: str, data: st.DataObject) -> None:
    file, content, _ = FILES[name]
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(changed)))
        kind = data.draw(st.sampled_from(["insert", "delete", "replace"]))
        piece = data.draw(
            st.sampled_from(
                [b'"', b",", b";", b"\n", b"\x00", b"-", b"\xe8", b"\xff", b"9" * 30, b"{", b"]", b"\xf0\x9f"]
            )
        )
        width = data.draw(st.integers(1, 12))
        changed[place : place + (0 if kind == "insert" else width)] = b"" if kind == "delete" else piece
    found = read(file, bytes(changed))
    if found is not None:
        use(found)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([file for file, *_ in FILES.values()]))
def test_any_bytes_at_all(content: bytes, file: str) -> None:
    found = read(file, content)
    if found is not None:
        use(found)


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
cell = st.one_of(
    words,
    st.integers(-5, 10**20).map(str),
    st.floats().map(str),
    st.sampled_from(["", "nan", "1.234", "3,5", "sì", "2013-01-01"]),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(cell, cell, cell, cell), min_size=1, max_size=6))
def test_any_cells_at_all(rows: list[tuple[str, str, str, str]]) -> None:
    table = pd.DataFrame(rows, columns=["follower", "seguiti", "creato", "immagine"])
    found = read("celle.csv", table.to_csv(index=False).encode("utf-8"))
    if found is not None:
        assert len(found) == sum(any(cell.strip() for cell in row) for row in rows)
        use(found)


count = st.integers(0, 10**15)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(count, count, st.one_of(st.none(), words)), min_size=1, max_size=8),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_right_files_give_the_right_numbers(
    rows: list[tuple[int, int, str | None]], encoding: str, separator: str, newline: str
) -> None:
    table = pd.DataFrame(rows, columns=["follower", "seguiti", "nome"])
    text = table.to_csv(index=False, sep=separator, lineterminator=newline)
    found = read("giusto.csv", text.encode(encoding))
    assert found is not None
    assert found["follower"].tolist() == table["follower"].astype(float).tolist()
    assert found["seguiti"].tolist() == table["seguiti"].astype(float).tolist()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 7), st.sampled_from(["-4", "1.5", "molti", "1e400", "3 mln", "∞"]))
def test_the_row_named_is_the_row_of_the_file(place: int, broken: str) -> None:
    rows = [f'{n},{n},"riga\n{n}"' for n in range(8)]
    rows[place] = rows[place].replace(f"{place},{place}", f"{broken},{place}", 1)
    with TemporaryDirectory() as folder:
        path = Path(folder, "righe.csv")
        path.write_text("follower,seguiti,nota\n" + "\n".join(rows) + "\n", encoding="utf-8")
        with pytest.raises(DataError, match=f"riga {2 + 2 * place}, colonna «follower»"):
            load_labelled(path, quiet=True)
