"""A semester through the commands: 24 students (120 with KIT_LONG=1), late enrolment, group, resit, Moodle."""

import csv
import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest
from grading_handins import answered, package_notebook
from grading_lesson import write_lesson

from kit.grading import moodle
from kit.grading.cli import main
from kit.grading.people import read_class
from kit.grading.sources import Source, open_source

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux", reason="isolation is Linux's; elsewhere the marker refuses to run code"
    ),
]
SIZE = 120 if os.environ.get("KIT_LONG") else 24
SURNAMES = ("Rossi", "De Luca", "Però", "D'Amico", "Di_Sotto", "Esposito")
NAMES = ("Anna", "Niccolò", "Maria Pia", "Ügo", "Al", "Zoë")
HEADINGS = [
    *("Identificativo", "Nome completo", "Numero ID", "Indirizzo email", "Stato", "Valutazione", "Valutazione massima"),
    *(
        "La valutazione può essere modificata",
        "Ultima modifica (consegna)",
        "Ultima modifica (valutazione)",
        "Commenti",
    ),
]
WRONG = {"90.2": "media = vendite['prezzo'].mean()"}


def people(first: int, size: int) -> list[dict[str, str]]:
    return [
        {
            "Matricola": f"{number:07d}",
            "Cognome": f"{SURNAMES[number % 6]} {number}",
            "Nome": NAMES[number % 6],
            "E-mail": f"s{number}@studenti.example.it",
            "Gruppo": "",
        }
        for number in range(first, first + size)
    ]


def write_class(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def worksheet(path: Path, rows: list[dict[str, str]]) -> Path:
    """What Moodle gives a teacher to download, in Italian."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for place, one in enumerate(rows):
            name = f"{one['Nome']} {one['Cognome']}"
            writer.writerow(
                [
                    f"Partecipante{9000 + place}",
                    name,
                    one["Matricola"],
                    one["E-mail"],
                    "Consegnato",
                    "",
                    "30,00",
                    "Sì",
                    "-",
                    "-",
                    "",
                ]
            )
    return path


def hand_in(packages: Path, to: Path, source: Source, wrong: set[str], skip: set[str] = frozenset()) -> None:
    """Every package answered and laid where Moodle lays it, the name with its underscores."""
    for place, folder in enumerate(sorted(one for one in packages.iterdir() if one.is_dir())):
        matricola = folder.name.rpartition("_")[2]
        if matricola in skip:
            continue
        notebook = answered(package_notebook(folder), source, WRONG if matricola in wrong else None)
        trailing = "_" if place % 2 else ""  # before Moodle 4.1 there is one, after it there is not
        number = 9000 + int(matricola) - 100 if matricola.isdigit() else 8000
        where = to / f"{folder.name.split('_')[1]}_di_prova_{number}_assignsubmission_file{trailing}"
        where.mkdir(parents=True, exist_ok=True)
        (where / f"{matricola}_90 (1) - Copia.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def outcomes(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "esiti.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["matricola"]: row for row in csv.DictReader(file, delimiter=";")}


def test_from_the_class_list_to_the_last_vote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lesson = write_lesson(tmp_path / "lezione", light=True)
    source = open_source(str(lesson))
    secret = ["--secret", str(tmp_path / "docente" / "segreto.txt")]
    rows = people(100, SIZE)
    listed = write_class(tmp_path / "elenco.csv", rows)
    sheet = worksheet(tmp_path / "valutazioni.csv", rows)

    # The first hand-out, and two people who enrol late: nobody else's package is touched.
    release = ["release", str(lesson), "--edition", "2026-1", "--out", str(tmp_path / "pacchetti"), *secret]
    assert (
        main(
            [
                *release,
                "--class",
                str(listed),
                "--moodle-sheet",
                str(sheet),
                "--moodle-zip",
                str(tmp_path / "moodle.zip"),
            ]
        )
        == 0
    )
    before = {path: path.read_bytes() for path in (tmp_path / "pacchetti").rglob("*") if path.is_file()}
    rows += people(100 + SIZE, 2)
    listed, sheet = write_class(tmp_path / "elenco.csv", rows), worksheet(tmp_path / "valutazioni.csv", rows)
    assert main([*release, "--class", str(listed)]) == 0
    assert {path: path.read_bytes() for path in before} == before
    assert len(list((tmp_path / "pacchetti").iterdir())) == SIZE + 2
    with zipfile.ZipFile(tmp_path / "moodle.zip") as handed_out:
        folders = {name.split("/")[0] for name in handed_out.namelist()}
    assert len(folders) == SIZE
    assert all(moodle.read_name(name) is not None and name.split("_")[1].isdigit() for name in folders)

    # Hand-ins as Moodle leaves them: one absent, two with a known mistake.
    wrong, absent = {"0000103", "0000112"}, {"0000107"}
    hand_in(tmp_path / "pacchetti", tmp_path / "consegne", source, wrong, absent)
    common = ["--class", str(listed), *secret, "--workers", "2"]
    graded = ["grade", str(tmp_path / "consegne"), *common, "--moodle-sheet", str(sheet)]
    capsys.readouterr()
    assert main([*graded, "--out", str(tmp_path / "esiti")]) == 0
    print(capsys.readouterr().out)
    found = outcomes(tmp_path / "esiti")
    assert len(found) == SIZE + 2
    assert {one for one, row in found.items() if row["voto"] == "assente"} == absent
    assert {one for one, row in found.items() if row["voto"] == "30"} == set(found) - wrong - absent
    assert {found[one]["esercizio 90.2"] for one in wrong} == {"0"}

    # The worksheet is filled, its headings untouched, and reads back as it is.
    filled = tmp_path / "esiti" / "valutazioni_compilato.csv"
    again = list(csv.reader(io.StringIO(filled.read_text(encoding="utf-8"))))
    first = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8"))))
    assert again[0] == first[0]
    grades = {row[2]: row[5] for row in again[1:]}
    assert grades["0000100"] == "30" and grades["0000107"] == "" and set(grades) == set(found)
    assert moodle.read_sheet(filled).ids(read_class(listed)).keys() == set(found)
    with zipfile.ZipFile(tmp_path / "esiti" / "feedback_moodle.zip") as back:
        assert len(back.namelist()) == SIZE + 1
        page = back.read(next(name for name in back.namelist() if "_9003_" in name)).decode("utf-8")
    assert "Hai usato tutti i canali" in page and "0000104" not in page

    # A resit: a new edition has other data, and the first edition's hand-in is refused with its reason.
    some = write_class(tmp_path / "appello.csv", rows[:4])
    resit = ["--class", str(some), "--edition", "2026-2", *secret]
    assert main(["release", str(lesson), *resit, "--out", str(tmp_path / "pacchetti2")]) == 0
    one = next((tmp_path / "pacchetti").glob("*_0000100")) / "prova" / "vendite.csv"
    other = next((tmp_path / "pacchetti2").glob("*_0000100")) / "prova" / "vendite.csv"
    assert one.read_bytes() != other.read_bytes()
    hand_in(tmp_path / "pacchetti2", tmp_path / "consegne2", source, set(), {"0000101"})
    old = next(path for path in (tmp_path / "consegne").rglob("0000101_90*.ipynb"))
    (tmp_path / "consegne2" / old.name).write_bytes(old.read_bytes())
    assert (
        main(
            [
                "grade",
                str(tmp_path / "consegne2"),
                *resit,
                "--workers",
                "1",
                "--lesson",
                "90",
                "--out",
                str(tmp_path / "esiti2"),
            ]
        )
        == 0
    )
    found = outcomes(tmp_path / "esiti2")
    assert [found[f"00001{n:02d}"]["voto"] for n in range(4)] == ["30", "assente", "30", "30"]
    assert "2026-1" in (tmp_path / "esiti2" / "problemi.html").read_text(encoding="utf-8")

    # Group work: one package, one hand-in, the same mark for both; who works alone has their own.
    pairs = [{**row, "Gruppo": "Alfa" if place < 2 else ""} for place, row in enumerate(rows[:3])]
    grouped = ["--class", str(write_class(tmp_path / "gruppi.csv", pairs)), "--edition", "2026-gruppi", *secret]
    assert main(["release", str(lesson), *grouped, "--groups", "--out", str(tmp_path / "pacchetti3")]) == 0
    assert len(list((tmp_path / "pacchetti3").iterdir())) == 2
    for place, folder in enumerate(sorted((tmp_path / "pacchetti3").iterdir())):
        where = tmp_path / "consegne3" / f"{place}.ipynb"
        where.parent.mkdir(exist_ok=True)
        where.write_text(json.dumps(answered(package_notebook(folder), source)), encoding="utf-8")
    assert (
        main(
            [
                "grade",
                str(tmp_path / "consegne3"),
                *grouped,
                "--lesson",
                "90",
                "--workers",
                "1",
                "--out",
                str(tmp_path / "esiti3"),
            ]
        )
        == 0
    )
    assert [row["voto"] for row in outcomes(tmp_path / "esiti3").values()] == ["30", "30", "30"]
