"""``--mode values``: where code cannot be isolated nothing is run; the values that `check` left in the notebook are compared."""

import csv
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from grading_handins import answered, new_cell, package_notebook, save
from grading_lesson import write_lesson
from nbclient import NotebookClient

from kit.grading.cli import main
from kit.grading.sources import open_source

ANSWERS: dict[str, dict[str, str]] = {
    "100": {},
    "200": {"90.2": "media = vendite['prezzo'].mean()", "90.3": "migliore = ..."},
    "300": {"90.2": "media = 12.5", "90.4": "totali = non_c_e"},
    "400": {},  # handed in without ever running it
}


def trace(folder: Path) -> Path:
    """A file that every hand-in writes when it is run."""
    return folder / "eseguito.txt"


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    """The words of the command, after four hand-ins as the students' own Jupyter leaves them, outputs included."""
    source = open_source(str(write_lesson(tmp_path / "lezione", light=True)))
    people = tmp_path / "elenco.csv"
    rows = [f"{number};Rossi;Anna {number}" for number in ANSWERS]
    people.write_text("\n".join(["matricola;cognome;nome", *rows]), encoding="utf-8")
    common = ["--class", str(people), "--secret", str(tmp_path / "docente" / "segreto.txt"), "--edition", "prova"]
    assert main(["release", str(source.path), *common, "--out", str(tmp_path / "pacchetti")]) == 0
    for number, answers in ANSWERS.items():
        (package,) = (tmp_path / "pacchetti").glob(f"*_{number}")
        notebook = answered(package_notebook(package), source, answers)
        notebook["cells"].append(new_cell(f"open({str(trace(tmp_path))!r}, 'w').close()"))
        if number != "400":
            notebook = executed(notebook, package)
        save(tmp_path / "consegne" / f"{number}.ipynb", notebook)
    return [str(tmp_path / "consegne"), *common, "--lesson", str(source.path), "--out", str(tmp_path / "esiti")]


def executed(notebook: dict[str, Any], package: Path) -> dict[str, Any]:
    content = nbformat.reads(json.dumps(notebook), as_version=4)
    client = NotebookClient(content, timeout=120, allow_errors=True, resources={"metadata": {"path": str(package)}})
    done: dict[str, Any] = json.loads(json.dumps(client.execute()))
    return done


@pytest.mark.slow
def test_values_are_compared_and_nothing_is_run(words: list[str], tmp_path: Path) -> None:
    assert trace(tmp_path).exists()  # the students' own Jupyter ran it
    trace(tmp_path).unlink()
    assert main(["grade", *words, "--mode", "values", "--workers", "1"]) == 0
    assert not trace(tmp_path).exists()
    with (tmp_path / "esiti" / "esiti.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["matricola"]: row for row in csv.DictReader(file, delimiter=";")}
    points = {number: [row[f"esercizio 90.{n}"] for n in (2, 3, 4, 5)] for number, row in rows.items()}
    assert points == {  # "" waits for a person: a function must be run, and so must what was never checked
        "100": ["1", "1", "1", ""],
        "200": ["0", "0", "1", ""],
        "300": ["0", "1", "", ""],
        "400": ["", "", "", ""],
    }
    assert {row["voto"] for row in rows.values()} == {"in attesa"}
    assert {row["modo"] for row in rows.values()} == {"valori"}
    page = (tmp_path / "esiti" / "feedback" / "200.html").read_text(encoding="utf-8")
    assert page.count("Il tuo codice non è stato eseguito") == 1
    assert page.count("Questa risposta va eseguita, e qui non si esegue niente: decide chi insegna.") == 1
    assert "Hai usato tutti i canali: la consegna ne nomina uno." in page
