"""*Mettiti alla prova* of every lesson on many variants (300 with KIT_LONG=1): each mistake keeps its own message, at most 20 draws."""

import os
from pathlib import Path

import pytest

from kit.course.graded import collisions, graded_part, run_on
from kit.course.parse import parse
from kit.paths import SOLUTIONS
from kit.synthesis.making import Variant
from kit.synthesis.variants import DRAWS, REGISTRY, as_trial, draw, generate

VARIANTS = 300 if os.environ.get("KIT_LONG") else 20
SOURCES = [path for path in sorted(SOLUTIONS.glob("[0-9][0-9]_*.py")) if path.name[:2] in REGISTRY]


@pytest.mark.slow
@pytest.mark.parametrize("of", SOURCES, ids=lambda path: path.name[:2])
def test_no_two_answers_of_a_variant_are_confused(of: Path) -> None:
    lesson = parse(of)
    number = lesson.header.lesson
    counters = [
        draw(
            "prova", number, "2026-1", str(student), also=lambda variant: collisions(lesson, as_trial(number, variant))
        ).counter
        for student in range(VARIANTS)
    ]
    print(
        f"\nlezione {number}: {VARIANTS} varianti, in media {1 + sum(counters) / VARIANTS:.2f} tentativi, al massimo {1 + max(counters)}"
    )
    assert max(counters) < DRAWS


@pytest.mark.parametrize("of", SOURCES, ids=lambda path: path.name[:2])
def test_the_questions_take_several_forms_and_the_data_change_the_answers(of: Path) -> None:
    lesson = parse(of)
    number = lesson.header.lesson
    variants = [generate(number, seed) for seed in range(30)]
    assert len({tuple(variant.questions.values()) for variant in variants}) >= 3
    part = graded_part(lesson)
    answers = [run_on(lesson, as_trial(number, variant)).values for variant in variants[:6]]
    for exercise in part.exercises:
        assert len({str(one[exercise.id].right) for one in answers}) > 1, exercise.id


def test_a_variant_on_which_answers_collide_is_seen() -> None:
    """The gate works: with every purchase rate equal, the mistakes of lesson 01 cannot be told apart."""
    of = next(path for path in SOURCES if path.name.startswith("01"))
    lesson = parse(of)
    variant = generate("01", 1)
    flat = {**variant.tables, "campagna": variant.tables["campagna"].assign(acquisto=1, clic=1, raggiunto=1)}
    assert collisions(lesson, as_trial("01", Variant(flat, variant.params, variant.questions)))
