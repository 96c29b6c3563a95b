"""Hostile shapes of what is handed in, not of the code in it: zips, names, floods.  No batch stopped, nobody else touched."""

import copy
import io
import json
import os
import socket
import struct
import sys
import tracemalloc
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from grading_handins import answered, cell_of, package_notebook, save
from grading_lesson import write_lesson

from kit.grading import batch, collect, csvfile, explain, identity, notebook, outputs, sheets, sources
from kit.grading.collect import Item
from kit.grading.identity import Problem, Sorted, Sorter
from kit.grading.people import ClassList, Person
from kit.grading.release import Order, release
from kit.grading.secret import Desk
from kit.grading.state import State

ADA = Person("0000124", "Però", "Ada", moodle="501")
ANNA = Person("0000123", "Rossi", "Anna", moodle="502")
CLASS = ClassList((ADA, ANNA))
EXPECTED = identity.Expected("90", "prova", {"ADAADAADAADAADAA": "0000124", "ANNAANNAANNAANNA": "0000123"}, ("90.2",))
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def handed(code: str = "media = 1", release_id: str = "", time: str = "") -> bytes:
    """A notebook with one answer."""
    kit: dict[str, Any] = {"lesson": "90"} | ({"release": {"id": release_id}} if release_id else {})
    kit |= {"handin": {"time": time}} if time else {}
    cell = {"cell_type": "code", "metadata": {"kit": {"exercise": "90.2", "role": "answer"}}, "source": code}
    return json.dumps({"cells": [cell], "metadata": {"kit": kit}}).encode()


def zipped(entries: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in entries:
            made.writestr(name, content)
    return out.getvalue()


def items(folder: Path, files: dict[str, bytes]) -> list[Item]:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return list(collect.items(folder))


def sort(found: Iterable[Item], decided: dict[str, str] | None = None, people: ClassList = CLASS) -> Sorted:
    return Sorter(people, EXPECTED, decided or {}).sort(found)


@pytest.mark.parametrize("method", METHODS)
def test_a_zip_with_any_byte_wrong_is_an_item_never_an_error(method: int, tmp_path: Path) -> None:
    whole = zipped([("a.ipynb", b"{}" * 4)], method)
    for place in range(4, len(whole)):
        for value in {0, 255, whole[place] ^ 1}:
            broken = whole[:place] + bytes([value]) + whole[place + 1 :]
            assert items(tmp_path, {"x.zip": broken}), (place, value)


def test_what_inflates_before_it_can_be_stopped_is_not_opened(tmp_path: Path) -> None:
    bomb = bytearray(zipped([("a.ipynb", bytes(80_000_000))], zipfile.ZIP_BZIP2))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):  # it says that it holds ten bytes
        struct.pack_into("<I", bomb, bomb.index(mark) + offset, 10)
    assert len(bomb) < 10_000
    tracemalloc.start()
    try:
        (found,) = items(tmp_path, {"x.zip": bytes(bomb)})
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert found.refused == "archive"


def test_zips_multiplied_inside_zips_are_opened_up_to_one_measure(tmp_path: Path) -> None:
    inner = zipped([("a.ipynb", bytes(50_000_000))])
    middle = zipped([(f"{number}.zip", inner) for number in range(5)])
    outer = zipped([(f"{number}.zip", middle) for number in range(5)])
    assert len(outer) < 200_000
    (tmp_path / "x.zip").write_bytes(outer)
    opened, refused = 0, set()
    for one in collect.items(tmp_path):
        opened += len(one.content)
        refused.add(one.refused)
    assert opened <= collect.MOST_BYTES and "bomb" in refused
    tiny = zipped([(f"{number}.txt", b"") for number in range(2_000)])
    many = items(tmp_path, {"x.zip": zipped([(f"{number}.zip", tiny) for number in range(40)])})
    assert len(many) <= collect.MOST_ENTRIES + 40


@pytest.mark.parametrize(
    "name",
    [
        "//Anna Rossi_502_assignsubmission_file/a.ipynb",
        "\\\\Anna Rossi_502_assignsubmission_file\\a.ipynb",
        "///../../Anna Rossi_502_assignsubmission_file/a.ipynb",
        "C:/Anna Rossi_502_assignsubmission_file/0000123_90.ipynb",
        "Anna Rossi_502_assignsubmission_file/0000123_90.ipynb",
        "consegne/Anna Rossi_502_assignsubmission_file_/a.ipynb",
    ],
)
@pytest.mark.parametrize("outside", ["Ada Però_501_assignsubmission_file/x.zip", "Ada Però/x.zip"])
@pytest.mark.parametrize("code", ["", "ANNAANNAANNAANNA"])
def test_a_zip_cannot_put_itself_in_a_classmates_folder(name: str, outside: str, code: str, tmp_path: Path) -> None:
    """Anna's own hand-in stays hers, whatever path and date a zip of Ada's claims; without it, Anna is not there."""
    entry = zipfile.ZipInfo(name)
    entry.filename = name  # ZipInfo itself would clean a backslash
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(entry, handed("media = -1", code, "2099-01-01T00:00:00+00:00"))
    own = handed("media = 2", "ANNAANNAANNAANNA", "2026-01-01T00:00:00+00:00")
    found = items(tmp_path, {outside: out.getvalue(), "Anna Rossi_502_assignsubmission_file/a.ipynb": own})
    result = sort(found)
    assert result.handins["0000123"].content == own
    alone = sort([one for one in found if "x.zip" in one.label])
    assert code or "0000123" not in alone.handins


@pytest.mark.parametrize(
    "people", [CLASS, ClassList((Person("0000124", "Però", "Ada"), Person("0000123", "Rossi", "Anna")))]
)
def test_in_a_folder_of_moodle_only_moodles_name_counts(people: ClassList) -> None:
    flat = Item(PurePosixPath("Ada Però_501_assignsubmission_file_0000123_90 Anna Rossi.ipynb"), handed())
    stranger = Item(PurePosixPath("Zoe Verdi_777_assignsubmission_file/Anna Rossi 0000123.ipynb"), handed())
    result = sort([flat, stranger], people=people)
    assert set(result.handins) == {"0000124"}
    assert [one.label for one in result.problems] == [stranger.label]


def test_a_classmates_notebook_in_ones_own_folder_is_a_conflict_and_takes_nothing_away() -> None:
    own = Item(PurePosixPath("Anna Rossi_502_assignsubmission_file/a.ipynb"), handed("media = 2", "ANNAANNAANNAANNA"))
    stolen = handed("media = -1", "ANNAANNAANNAANNA", "2099-01-01T00:00:00+00:00")
    taken = Item(PurePosixPath("Ada Però_501_assignsubmission_file/a.ipynb"), stolen)
    result = sort([own, taken])
    assert result.handins["0000123"].content == own.content and set(result.handins) == {"0000123"}
    assert "conflitto" in result.problems[0].reason


@pytest.mark.parametrize(
    "name",
    [
        unicodedata.normalize("NFD", "città però.ipynb"),  # as a Mac writes it
        "due  spazi.ipynb",
        " davanti.ipynb",
        "dietro .ipynb.txt ",
        "non\u00a0separabile.ipynb",
        "a\ncapo.ipynb",
        "'apice.ipynb",
        "=formula.ipynb",
        '="0123".ipynb',
        "-meno.ipynb",
        "\ufeffinvisibile.ipynb",
    ],
)
def test_what_the_teacher_writes_beside_any_name_is_found_again(name: str, tmp_path: Path) -> None:
    """The sheet is written, filled in by hand, read: the file is then that person's, and the sheet keeps one line for it."""
    item, sheet = Item(PurePosixPath(name), handed()), tmp_path / "identita.csv"
    first = sort([item])
    assert not first.handins
    sheets.write_whose(sheet, first.problems, {})
    rows = csvfile.raw(sheet.read_bytes(), ";")
    rows[1][3] = ANNA.matricola
    sheet.write_bytes(csvfile.write(rows, ";", "utf-8-sig", "\r\n"))
    decided = sheets.read_whose(sheet)
    assert set(sort([item], decided).handins) == {"0000123"}
    sheets.write_whose(sheet, first.problems, decided)
    assert sheets.read_whose(sheet) == decided and len(csvfile.raw(sheet.read_bytes(), ";")) == 2


def test_names_longer_than_a_sheet_allows_do_not_stop_the_next_run(tmp_path: Path) -> None:
    long = "x" * 65_000
    nested = zipped([(f"{long}.pdf", b"%PDF"), (f"{long}.ipynb", handed())])
    found = items(tmp_path, {"consegne/x.zip": zipped([(f"{long}.zip", zipped([(f"{long}.zip", nested)]))])})
    assert max(len(one.label) for one in found) > 190_000
    sheet = tmp_path / "identita.csv"
    problems = sort(found).problems
    sheets.write_whose(sheet, problems, {})
    decided = {csvfile.again(one.label): "0000123" for one in found if one.label.endswith(".ipynb")}
    sheets.write_whose(sheet, problems, decided)
    assert sheets.read_whose(sheet) == decided


def test_a_flood_of_different_notebooks_is_told_in_one_short_sentence(tmp_path: Path) -> None:
    flood = [(f"{'copia ' * 20}{number}.ipynb", handed(f"media = {number}", EXPECTED_ID)) for number in range(2_000)]
    own = {"Anna Rossi_502_assignsubmission_file/a.ipynb": handed("media = 2", "ANNAANNAANNAANNA")}
    found = items(tmp_path, {"Ada Però_501_assignsubmission_file/x.zip": zipped(flood)} | own)
    result = sort(found)
    assert set(result.handins) == {"0000123"}
    assert sum(len(one.label) + len(one.reason) for one in result.problems) < 10_000
    last = handed("media = 0", EXPECTED_ID, "2026-01-01T00:00:00+00:00")
    (kept, note), *_ = [
        (one.content, one.notes[-1])
        for unit, one in sort(
            [*found, Item(PurePosixPath("Ada Però_501_assignsubmission_file/b.ipynb"), last)]
        ).handins.items()
        if unit == "0000124"
    ]
    assert kept == last and len(note) < 10_000


EXPECTED_ID = "ADAADAADAADAADAA"


def test_millions_of_empty_lists_are_not_read_and_outputs_are_not_kept() -> None:
    bomb = copy.copy(handed()).replace(b'"metadata"', b'"x": [' + b"[]," * 3_000_000 + b'[]], "metadata"', 1)
    tracemalloc.start()
    try:
        with pytest.raises(notebook.Unreadable, match="pezzi"):
            notebook.read(bomb)
        assert tracemalloc.get_traced_memory()[1] < 5 * len(bomb)
    finally:
        tracemalloc.stop()
    raw = json.loads(handed(release_id=EXPECTED_ID))
    raw["cells"][0]["outputs"] = [{"data": {"x": [[]] * 1_000}}]
    result = sort([Item(PurePosixPath("a.ipynb"), json.dumps(raw).encode())])
    assert all(cell.outputs == () for cell in result.handins["0000124"].notebook.cells)


@pytest.mark.skipif(sys.platform != "linux", reason="pipes, sockets and loops in a folder")
def test_what_is_no_file_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe would wait for ever; a loop of links would be walked for ever; a link would read a file of the teacher's."""
    os.mkfifo(tmp_path / "pipa.ipynb")
    (tmp_path / "giro").symlink_to(tmp_path)
    (tmp_path / "segreto.ipynb").symlink_to("/etc/passwd")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("presa.ipynb")
    (tmp_path / "zeri.ipynb").symlink_to("/dev/zero")
    found = {one.label: one for one in collect.items(tmp_path)}
    assert set(found) == {"pipa.ipynb", "giro", "segreto.ipynb", "presa.ipynb", "zeri.ipynb"}
    assert {one.refused for one in found.values()} == {"link_on_disk"} and not any(
        one.content for one in found.values()
    )


def test_names_are_text_in_the_page_and_in_the_sheet(tmp_path: Path) -> None:
    names = ["<img src=x onerror=alert(1)>.pdf", "=cmd|'/c calc'!A1.pdf", "@SUM(A1).pdf", "\u202efdp.ipynb\x1b[2J.pdf"]
    found = items(tmp_path, {"x.zip": zipped([(name.replace("/", "\u2215"), b"%PDF") for name in names])})
    problems = [Problem(one.label.removeprefix("x.zip/"), "", one.label, "") for one in found]
    page = outputs.problems_page(_Page(), problems)  # type: ignore[arg-type]
    assert "<img" not in page and "\x1b" not in page and "\u202e" not in page
    sheets.write_whose(tmp_path / "identita.csv", problems, {})
    cells = [row[0] for row in csvfile.raw((tmp_path / "identita.csv").read_bytes(), ";")]
    assert not any(cell.startswith(("=", "@", "+", "-")) for cell in cells)


class _Page:
    """As much of a grading as a page of problems asks for."""

    class source:
        number = "90"


@pytest.mark.slow
def test_a_class_with_all_of_them_is_marked_twice_the_same(tmp_path: Path, desk: Desk) -> None:
    """Values mode runs nothing: what is tried here is everything around the running."""
    source = sources.open_source(str(write_lesson(tmp_path / "lezione", light=True)))
    people = ClassList(tuple(Person(f"{1000 + n}", f"Cognome{n}", "Nome", moodle=f"{90 + n}") for n in range(2)))
    release(Order(source, people, "prova", tmp_path / "pacchetti"), desk)
    notebooks = {
        person.matricola: answered(
            package_notebook(next((tmp_path / "pacchetti").glob(f"*_{person.matricola}"))), source
        )
        for person in people
    }
    kept = {
        "format": 1,
        "exercise": "90.3",
        "value": {"t": "scalar", "k": "text", "v": "\x1b]0;padrone\x07\u202e\x9b2J"},
    }
    data = {"application/vnd.oltre-i-follower.risposta+json": kept}
    cell_of(notebooks["1000"], "90.3", "check")["outputs"] = [{"output_type": "display_data", "data": data}]
    folder = tmp_path / "consegne"
    for person in people:
        place = folder / f"Nome {person.cognome}_{person.moodle}_assignsubmission_file"
        save(place / "a.ipynb", notebooks[person.matricola])
    theirs = copy.deepcopy(notebooks["1001"])
    theirs["metadata"]["kit"]["handin"] = {"time": "2099-01-01T00:00:00+00:00"}
    theirs["cells"].pop()
    text = json.dumps(theirs).encode()
    long = "y" * 65_000
    hostile = {
        "unc.zip": zipped([("//Nome Cognome1_91_assignsubmission_file/a.ipynb", text)]),
        "nomi.zip": zipped([(f"{long}.zip", zipped([(f"{long}.zip", zipped([(f"{long}.pdf", b"%PDF")]))]))]),
        "lzma.zip": zipped([("a.ipynb", text)], zipfile.ZIP_LZMA)[:-90] + bytes(90),
        "vuoto.zip": zipped([("a", b"")]).replace(b"a", b"\0"),  # a file whose name is empty
    }
    for name, content in hostile.items():
        (folder / f"Nome Cognome0_90_assignsubmission_file/{name}").write_bytes(content)
        if name != "unc.zip":
            (folder / f"di nessuno {name}").write_bytes(content)
    planned = batch.plan(source, people, desk, "prova", out=tmp_path / "esiti", level=None, workers=1)
    seen = []
    for _ in range(2):
        batch.grade(planned, folder)
        state = State(tmp_path / "esiti" / batch.STATE)
        marked = state.marked(planned.judge)
        assert [one.label for one in state.problems() if "di nessuno" in one.label]
        state.close()
        assert set(marked) == {"1000", "1001"}
        assert marked["1001"].label == "Nome Cognome1_91_assignsubmission_file/a.ipynb"
        seen.append((tmp_path / "esiti" / "esiti.csv").read_bytes())
    assert seen[0] == seen[1]
    said = "\n".join(explain.explain(planned, "1000"))
    assert "padrone" in said and not set(said) & set("\x1b\x07\u202e\x9b")  # nothing gives orders to the terminal
