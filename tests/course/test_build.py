import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pytest

from kit import paths
from kit.course import cli
from kit.course.build import Built, Place, build, differences, write
from kit.course.problems import CourseError
from kit.exercises.match import match
from kit.exercises.veil import unveil

Make = Callable[..., Path]


def place_of(source: Path) -> Place:
    return Place(source.parent, source.parent.parent / "lessons")


def built(source: Path) -> Built:
    return build(source, place_of(source))


def notebooks(made: Built) -> list[dict[str, Any]]:
    return [json.loads(content) for path, content in made.files.items() if path.suffix == ".ipynb"]


@pytest.fixture
def clean(lesson_with: Make) -> Built:
    return built(lesson_with())


def test_three_files_with_stable_bytes(clean: Built) -> None:
    assert [path.name for path in clean.files] == ["01_pulita.ipynb", "01_pulita.checks.json", "01_pulita.ipynb"]
    for content in clean.files.values():
        assert content.endswith(b"}\n")
        assert b"\r" not in content
        assert json.dumps(json.loads(content), ensure_ascii=False, indent=1, sort_keys=True) + "\n" == content.decode()


def test_notebooks_are_valid_and_hold_no_output(clean: Built) -> None:
    for notebook in notebooks(clean):
        nbformat.validate(notebook)
        ids = [cell["id"] for cell in notebook["cells"]]
        assert len(set(ids)) == len(ids)
        assert notebook["metadata"]["kernelspec"]["name"] == "python3"
        assert all(cell["outputs"] == [] for cell in notebook["cells"] if cell["cell_type"] == "code")


def test_what_the_student_does_not_see(clean: Built) -> None:
    content = next(iter(clean.files.values())).decode()
    for secret in (
        "SOLUTION",
        "acquisti / contattati",
        "aperti: qui",
        "return compra",
        "capovolta",
        "Servono due somme",
        "[x]",
    ):
        assert secret not in content
    assert '"tasso = ..."' in content
    assert "def tasso_di(compra, riceve):" in content


def test_what_the_instructor_sees(clean: Built) -> None:
    cells = {cell["id"]: "".join(cell["source"]) for cell in notebooks(clean)[1]["cells"]}
    assert cells["l01-e1-answer"] == "tasso = acquisti / contattati"
    notes = cells["l01-e1-notes"]
    for shown in ("Obiettivo A", "round(acquisti", "`solo_conteggio`: Hai consegnato", "Indizio 2.", "<details>"):
        assert shown in notes
    assert any("Sì: sono tutte" in text for text in cells.values())


def test_both_notebooks_share_ids_and_a_new_solution_changes_none(lesson_with: Make, clean: Built) -> None:
    student, instructor = ([cell["id"] for cell in notebook["cells"]] for notebook in notebooks(clean))
    assert [cell for cell in instructor if not cell.endswith("-notes")] == student
    other = built(lesson_with(("tasso = acquisti / contattati\n###", "tasso = round(acquisti / contattati, 3)\n###")))
    assert [cell["id"] for cell in notebooks(other)[0]["cells"]] == student
    assert next(iter(other.files.values())) == next(iter(clean.files.values()))


def test_deep_sections_come_folded(clean: Built) -> None:
    cells = notebooks(clean)[0]["cells"]
    folded = [cell for cell in cells if cell["metadata"].get("jp-MarkdownHeadingCollapsed")]
    assert ["".join(cell["source"]).split("\n")[0] for cell in folded] == ["## Approfondimento: ripeti il conto"]
    assert [cell["metadata"]["kit"]["layer"] for cell in cells if cell["id"] == "l01-e3-answer"] == ["deep"]


def test_the_card_and_the_glossary(clean: Built) -> None:
    text = "\n".join("".join(cell["source"]) for cell in notebooks(clean)[0]["cells"])
    for shown in (
        "- **A.** Calcoli un tasso",
        "| Base | 18 min | 12 min | 30 min |",
        "| Approfondimento | 2 min | 4 min | 6 min |",
        "| 1.2 · Calcola la spesa media | B | Base | 4 min |",
        "**Requisiti:** lezione 00.",
        "| tasso di acquisto | purchase rate | Acquisti divisi",
    ):
        assert shown in text


def test_checks_recognise_the_answers(clean: Built) -> None:
    entries = clean.checks["exercises"]
    assert list(entries) == ["1.1", "1.2", "1.3", "1.4"]
    assert match(entries["1.1"], 0.128).outcome == "right"
    verdict = match(entries["1.1"], 128 / 410)
    assert (verdict.outcome, verdict.mistake) == ("recognised", "denominatore_aperti")
    asked = json.loads(unveil(clean.checks["quizzes"]["1.a"]))
    assert [len(question["options"]) for question in asked] == [2, 2, 2]
    assert "con 1.000 persone" in asked[1]["options"][1]["feedback"]


def test_a_mistake_too_near_the_answer_is_refused_with_its_place(lesson_with: Make) -> None:
    path = lesson_with(("tasso = acquisti\n", "tasso = acquisti / contattati\n"))
    with pytest.raises(CourseError, match=r"01_pulita\.py:\d+: Esercizio 1\.1: l'errore tipico «solo_conteggio»"):
        built(path)


def test_edits_and_missing_files_are_told_with_the_remedy(clean: Built) -> None:
    assert [problem.what for problem in differences(clean)] == ["il file generato manca."] * 3
    assert len(write(clean)) == 3
    assert write(clean) == differences(clean) == []
    student = next(iter(clean.files))
    student.write_bytes(student.read_bytes().replace(b"Pronto", b"Via").replace(b"La domanda", b"La Domanda"))
    (problem,) = differences(clean)
    assert "python -m kit build 01" in str(problem)
    assert problem.line == student.read_text().split("La Domanda")[0].count("\n") + 1


def test_orphans(clean: Built) -> None:
    write(clean)
    place = place_of(clean.lesson.path)
    assert place.orphans() == []
    left = [place.lessons / "02_via.ipynb", place.lessons / "02_via.checks.json", place.solutions / "02_via.ipynb"]
    for path in left:
        path.touch()
    assert place.orphans() == sorted(left)


def test_choosing_lessons(lesson_with: Make) -> None:
    source = lesson_with()
    place = place_of(source)
    for word in ("01", "01_pulita", "solutions/01_pulita.py", "01_pulita.ipynb"):
        assert place.sources([word]) == [source]
    with pytest.raises(CourseError, match="le lezioni sono: 01_pulita"):
        place.sources(["02"])
    lesson_with(name="01_altra.py")
    with pytest.raises(CourseError, match="lo stesso numero"):
        place.sources()


def test_the_command(lesson_with: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    source = lesson_with()
    place = place_of(source)
    monkeypatch.setattr("kit.course.build.Place", lambda: place)
    assert cli.main(["build", "01", "--check"]) == 1
    assert "il file generato manca" in capsys.readouterr().err
    assert cli.main(["build"]) == 0
    assert capsys.readouterr().out == "01_pulita: 3 file scritti\n"
    assert cli.main(["build"]) == 0
    assert cli.main(["build", "--check"]) == 0
    (place.lessons / "09_vecchia.ipynb").touch()
    assert cli.main(["build", "--check"]) == 1
    assert "non ha un sorgente" in capsys.readouterr().err
    source.write_text(source.read_text(encoding="utf-8").replace("### END SOLUTION", "", 1), encoding="utf-8")
    assert cli.main(["build"]) == 1
    assert "Rimedio" in capsys.readouterr().err


@pytest.mark.slow
def test_of_several_lessons_one_that_breaks_is_named_and_the_others_are_built(lesson_with: Make) -> None:
    source = lesson_with()
    broken = source.with_name("02_rotta.py")
    broken.write_text(source.read_text(encoding="utf-8").replace("### END SOLUTION", "", 1), encoding="utf-8")
    good, bad = cli.each(partial(cli.build_one, place_of(source), False), [source, broken])
    assert good == cli.Outcome("01_pulita: 3 file scritti", [], [])
    assert bad.said == "" and [problem.path for problem in bad.problems] == [broken]
    assert all(path.exists() for path in place_of(source).outputs("01_pulita"))


@pytest.mark.slow
def test_bytes_do_not_depend_on_the_hash_seed(lesson_with: Make) -> None:
    source = lesson_with(("persone\n\n", "persone\ninsieme = {'a', 'b', 'c', 'd'}\n\n"))
    place = place_of(source)
    code = (
        "import sys; from pathlib import Path; from kit.course.build import Place, build, write;"
        "write(build(Path(sys.argv[1]), Place(Path(sys.argv[2]), Path(sys.argv[3]))))"
    )
    seen = []
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code, str(source), str(place.solutions), str(place.lessons)]
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(paths.ROOT)}
        subprocess.run(command, check=True, env=environment, cwd=paths.ROOT)
        seen.append([path.read_bytes() for path in place.outputs(source.stem)])
    assert seen[0] == seen[1]
