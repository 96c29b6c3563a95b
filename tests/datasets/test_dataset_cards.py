"""Cards are written by hand; this is what keeps them honest."""

import re
from pathlib import Path

import pytest

from kit import paths
from kit.datasets import load, load_variant, names
from kit.synthesis.variants import REGISTRY

SECTIONS = ["Origine", "Licenza", "Colonne", "Che cosa non puoi concludere", "Privacy"]


def card(name: str) -> str:
    return (paths.DATASETS / f"{name}.md").read_text(encoding="utf-8")


def rows(text: str) -> dict[str, list[str]]:
    """First cell of each table row → its other cells."""
    found = re.findall(r"^\| `(\w+)` \| (.+?) \|$", text, re.M)
    return {name: rest.split(" | ") for name, rest in found}


@pytest.mark.parametrize("name", names())
def test_a_card_describes_each_column_and_no_other(name: str) -> None:
    described = rows(card(name))
    assert list(described) == list(load(name).columns)
    assert all(len(cells) == 2 and all(cells) for cells in described.values())


@pytest.mark.parametrize("name", names())
def test_a_card_has_its_sections_in_order(name: str) -> None:
    text = card(name)
    assert text.startswith(f"# {name}\n\n")
    assert re.findall(r"^## (.+)$", text, re.M) == SECTIONS
    assert "**sintetici**" in text
    assert "CC BY 4.0" in text


@pytest.mark.parametrize("name", names())
def test_the_values_a_card_lists_are_those_in_the_table(name: str) -> None:
    table = load(name)
    for column, (values, _) in rows(card(name)).items():
        if table[column].dtype == "str" and "," in values and not values.startswith("codice"):
            assert {one.strip() for one in values.split(",")} == set(table[column].dropna())


@pytest.mark.parametrize("lesson", list(REGISTRY))
def test_the_card_of_a_trial_describes_each_column_and_parameter(lesson: str) -> None:
    text = card(f"prova/{lesson}")
    for name, value in load_variant(lesson).items():
        if hasattr(value, "columns"):
            part = text.split(f"## Colonne di {name}\n")[1].split("\n## ")[0]
            assert list(rows(part)) == list(value.columns)
        elif name != "domande":
            assert f"`{name}`" in text


def test_no_card_is_left_over() -> None:
    known = {f"{name}.md" for name in names()} | {"INDICE.md"}
    assert {path.name for path in Path(paths.DATASETS).glob("*.md")} == known
