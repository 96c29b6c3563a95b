"""What CONTRIBUTING shows is what works: its examples are taken from the page and run."""

import re
import textwrap
from pathlib import Path
from typing import Any

import numpy as np

from kit.course.build import Place, build
from kit.exercises.match import match
from kit.paths import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LESSON = Path(__file__).parent / "fixtures" / "01_pulita.py"


def example(name: str) -> str:
    """The fenced block that follows the named comment."""
    found = re.search(rf"<!-- example: {name} -->\n( *)```\w+\n(.*?)\n\1```", PAGE, re.DOTALL)
    assert found, name
    return textwrap.dedent(found[2]) + "\n"


def test_the_exercise_of_the_page_builds_and_knows_its_mistake(tmp_path: Path) -> None:
    source = LESSON.read_text(encoding="utf-8")
    at = source.index("# %% [markdown] minutes=2\n# ## Muovi il cursore")
    lesson = tmp_path / "solutions" / LESSON.name
    lesson.parent.mkdir()
    lesson.write_text(source[:at] + example("exercise") + "\n" + source[at:], encoding="utf-8")
    made = build(lesson, Place(tmp_path / "solutions", tmp_path / "lessons"))
    entry = made.checks["exercises"]["1.20"]
    assert match(entry, 0.12).outcome == "right"
    assert match(entry, 250 / 30).mistake == "capovolto"
    assert match(entry, ...).outcome == "not_done"


def test_the_data_set_of_the_page_has_the_planted_effect_and_a_card_with_its_columns() -> None:
    room: dict[str, Any] = {}
    exec(compile(example("generator"), "visits.py", "exec"), room)
    tables = [room["make_visits"](np.random.default_rng(seed)) for seed in range(40)]
    factors = []
    for table in tables:
        saturday = table["giorno"].dt.day_of_week == 5
        factors.append(table.loc[saturday, "visite"].mean() / table.loc[~saturday, "visite"].mean())
    assert abs(np.mean(factors) - room["SATURDAY_FACTOR"]) < 0.05
    assert re.findall(r"^\| `(\w+)`", example("card"), re.MULTILINE) == list(tables[0].columns)


def test_every_path_of_the_page_exists() -> None:
    for path in re.findall(r"\]\(([^)#:]+)\)", PAGE):
        assert (ROOT / path).exists(), path
