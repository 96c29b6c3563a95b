"""The final vote from several trials, and the sheet of an oral exam."""

import json
import sys
from pathlib import Path

import pytest
from grading_handins import answered, package_notebook, save
from grading_lesson import write_lesson

from kit.grading import batch
from kit.grading.cli import main
from kit.grading.errors import GradingError
from kit.grading.finals import finals, shares, write_finals
from kit.grading.oral import sheet, what_ifs
from kit.grading.people import ClassList, Person
from kit.grading.reference import FromSecret
from kit.grading.release import Order, read_registry, release
from kit.grading.sandbox.levels import detect
from kit.grading.scheme import read_scheme
from kit.grading.secret import Desk
from kit.grading.sources import open_source

HEADER = "matricola;cognome;nome;email;gruppo;voto;punti;punti massimi;in sospeso\n"
VOTES = """
ritirati = ["5"]
[voto]
lode_da = 1.0
[[parti]]
nome = "in itinere"
cartelle = ["a", "b"]
migliori = 1
peso = 0.5
minimo = 15
[[parti]]
nome = "finale"
cartelle = ["c"]
peso = 0.5
"""


@pytest.fixture
def votes(tmp_path: Path) -> Path:
    rows = {
        "a": {"1": (4, 4, ""), "2": (2, 4, ""), "3": (1, 4, ""), "5": (4, 4, ""), "6": (4, 4, "")},
        "b": {"1": (0, 4, ""), "2": (3, 4, ""), "3": (1.5, 4, ""), "6": (4, 4, "")},
        "c": {"1": (10, 10, ""), "2": (7.5, 10, ""), "3": (10, 10, ""), "5": (10, 10, ""), "6": (9, 10, "9.1")},
    }
    for name, found in rows.items():
        (tmp_path / name).mkdir()
        lines = [f"{one};C;N;;;;{str(p).replace('.', ',')};{m};{w}\n" for one, (p, m, w) in found.items()]
        (tmp_path / name / "esiti.csv").write_text(
            HEADER + "".join(lines) + "4;C;N;;;assente;;;\n", encoding="utf-8-sig"
        )
    (tmp_path / "voti.toml").write_text(VOTES, encoding="utf-8")
    return tmp_path


def people() -> ClassList:
    return ClassList(tuple(Person(str(number), "C", "N") for number in range(1, 7)))


def test_best_of_floor_honours_withdrawn_absent_and_waiting(votes: Path) -> None:
    found = finals(people(), read_scheme(votes / "voti.toml"))
    assert {matricola: one.vote for matricola, one in found.items()} == {
        "1": "30 e lode",  # the best of a and b, and everything in c
        "2": "23",  # 30 × (.75 + .75) / 2 = 22.5
        "3": "insufficiente",  # 30 × 1.5 / 4 = 11.25, under the floor of 15
        "4": "assente",
        "5": "ritirato",
        "6": "in attesa",
    }
    assert found["3"].why == "sotto il minimo in: in itinere"
    assert dict(found["2"].parts) == {"in itinere": 22.5, "finale": 22.5}


def test_the_command_writes_one_line_a_person(votes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (votes / "elenco.csv").write_text(
        "matricola;cognome;nome\n" + "".join(f"{n};C;N\n" for n in range(1, 7)), encoding="utf-8"
    )
    target = votes / "finali.csv"
    assert main(["votes", str(votes / "voti.toml"), "--class", str(votes / "elenco.csv"), "--out", str(target)]) == 0
    assert "6 voti finali" in capsys.readouterr().out
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "matricola;cognome;nome;voto;in itinere;finale;perché"
    assert "2;C;N;23;22,5;22,5;" in lines


def test_a_folder_without_marks_and_a_scheme_without_parts_are_said(votes: Path, tmp_path: Path) -> None:
    (votes / "c" / "esiti.csv").unlink()
    with pytest.raises(GradingError, match="non trovo gli esiti di una prova"):
        finals(people(), read_scheme(votes / "voti.toml"))
    (votes / "vuoto.toml").write_text("", encoding="utf-8")
    with pytest.raises(GradingError, match="mancano le parti"):
        write_finals(people(), read_scheme(votes / "vuoto.toml"), tmp_path / "x.csv")
    assert shares(votes / "a")["4"] is None


@pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's; elsewhere the marker refuses to run code")
def test_the_oral_sheet_shows_what_was_handed_in_and_computes_what_ifs(desk: Desk, tmp_path: Path) -> None:
    source = open_source(str(write_lesson(tmp_path / "lezione", light=True)))
    listed = ClassList((Person("7", "Rossi", "Anna"), Person("8", "Però", "Zoë")))
    release(Order(source, listed, "o", tmp_path / "pacchetti"), desk)
    notebook = answered(
        package_notebook(next((tmp_path / "pacchetti").glob("*_7"))), source, {"90.2": "media = 12.5 + 0 # <b>"}
    )
    save(tmp_path / "consegne" / "7.ipynb", notebook)
    planned = batch.plan(source, listed, desk, "o", out=tmp_path / "esiti", level=detect())
    batch.grade(planned, tmp_path / "consegne")
    page = sheet(planned, "7")
    assert "Anna Rossi" in page and "media = 12.5 + 0 # &lt;b&gt;" in page and "<b>" not in page.replace("<body>", "")
    registry = read_registry(desk, "90", "o")
    assert registry is not None
    supply = FromSecret(source, desk, "o", "7", registry.units["7"])
    first = supply.first(mistakes=False)
    asked = what_ifs(source, first, supply.fresh())
    assert len(asked) == 3 and len({one.question for one in asked}) == 3
    table = first.variant.tables["vendite"]
    half = table[::2]
    channel = first.variant.params["canale"]
    expected = half[half["canale"] == channel]["prezzo"].mean()
    (told,) = [
        after for one in asked if "ogni due" in one.question for exercise, _, after in one.answers if exercise == "90.2"
    ]
    assert float(told.replace(",", ".")) == pytest.approx(expected, abs=1e-3)
    with pytest.raises(GradingError, match="non ha una consegna valutata"):
        sheet(planned, "8")
    assert json.loads((tmp_path / "consegne" / "7.ipynb").read_text(encoding="utf-8"))["nbformat"] == 4
