"""A hand-in whose file name is not text reaches its mark: no name on a disk stops a batch."""

import os
import sys
from pathlib import Path, PurePosixPath

import pytest

from kit.grading import collect
from kit.grading.identity import Handin, Problem
from kit.grading.notebook import Notebook
from kit.grading.state import State


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a name hold any byte")
def test_bytes_that_are_no_text_become_a_sign(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"x\xff\xfe.ipynb")).write_bytes(b"{}")
    (tmp_path / os.fsdecode(b"vuota\xe8")).mkdir()
    (found,) = collect.items(tmp_path)
    assert found.path == PurePosixPath("x\ufffd\ufffd.ipynb")
    assert list(collect.empty_folders(tmp_path)) == [PurePosixPath("vuota\ufffd")]


def test_the_state_keeps_a_note_and_a_result_with_half_a_character(tmp_path: Path) -> None:
    state = State(tmp_path / "stato.sqlite")
    state.keep_handins([Handin("1", "a.ipynb", b"{}", Notebook(()), ("\ud800",))], [Problem("b", "", "perché", "")])
    state.keep_result("1", Handin("1", "a.ipynb", b"{}", Notebook(())).digest, "g", {"value": "\udfff"}, 0.0)
    assert state.marked("g")["1"].result == {"value": "\udfff"}
    assert state.marked("g")["1"].notes == ("\ud800",)
    state.close()
