"""Variants: same seed same bytes, invariants hold, questions survive a fresh draw, a stuck draw names what failed."""

import json
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.datasets.tables import column_kinds, from_csv
from kit.synthesis import variants
from kit.synthesis.making import Maker, Variant
from kit.synthesis.seeding import variant_seed

LESSONS = list(variants.REGISTRY)
CLASS = 40  # more of them, with every answer told apart: tests/lessons/test_lessons_on_variants.py
names = st.text(max_size=8)


@cache
def the_class(lesson: str) -> list[variants.Drawn]:
    return [variants.draw("segreto", lesson, "2026", f"S{place}") for place in range(CLASS)]


@given(names, names, names, names, st.integers(0, 30))
def test_seeds_repeat_and_depend_on_every_part(
    secret: str, lesson: str, edition: str, student: str, counter: int
) -> None:
    parts = (secret, lesson, edition, student, counter)
    seed = variant_seed(*parts)
    assert seed == variant_seed(secret.encode(), *parts[1:])
    assert 0 <= seed < 2**128
    for place in range(5):
        other = [*parts[:place], counter + 1 if place == 4 else f"{parts[place]}x", *parts[place + 1 :]]
        assert variant_seed(*other) != seed


def test_parts_of_a_seed_do_not_run_into_each_other() -> None:
    assert variant_seed("s", "01", "a", "bc") != variant_seed("s", "01", "ab", "c")
    assert variant_seed("s", "01", "a", "b", 1) != variant_seed("s", "01", "a", "b", "1")


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_draw_is_repeatable_and_holds_its_invariants(lesson: str) -> None:
    for drawn in the_class(lesson):
        assert variants.broken_invariant(lesson, drawn.variant) is None
    again = variants.draw("segreto", lesson, "2026", f"S{CLASS - 1}")
    assert variants.variant_files(lesson, again.variant) == variants.variant_files(lesson, drawn.variant)
    assert np.mean([drawn.counter + 1 for drawn in the_class(lesson)]) < 3


@pytest.mark.parametrize("lesson", LESSONS)
def test_students_get_different_data_and_every_question_is_asked(lesson: str) -> None:
    drawn = [one.variant for one in the_class(lesson)]
    assert len({variants.variant_files(lesson, one)["params.json"] for one in drawn}) == CLASS
    for key in drawn[0].params:
        assert len({json.dumps(one.params[key]) for one in drawn}) > 1, f"{key} never varies"


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_fresh_variant_keeps_the_questions_and_changes_the_data(lesson: str) -> None:
    for place, drawn in enumerate(the_class(lesson)[:8]):
        first = drawn.variant
        fresh = variants.draw("segreto", lesson, "2026", f"S{place}", fresh=True).variant
        assert fresh.params == first.params
        assert fresh.questions == first.questions
        assert all(not fresh.tables[name].equals(table) for name, table in first.tables.items())


def test_the_winning_segment_of_a_fresh_variant_cannot_be_copied() -> None:
    same = 0
    for place, drawn in enumerate(the_class("01")[:24]):
        fresh = variants.draw("segreto", "01", "2026", f"S{place}", fresh=True).variant
        same += best_segment(drawn.variant) == best_segment(fresh)
    assert same < 16  # one in three by chance


def best_segment(variant: Variant) -> str:
    table = variant.tables["campagna"]
    month = table[table["mese"] == variant.params["mese"]]
    rates = month.groupby(["segmento", "gruppo"])["acquisto"].mean()
    return str((rates.xs("contattato", level=1) - rates.xs("non contattato", level=1)).idxmax())


@pytest.mark.parametrize("lesson", LESSONS)
def test_files_read_back_as_the_generator_made_them(lesson: str) -> None:
    variant = variants.draw("segreto", lesson, "2026", "S1").variant
    files = variants.variant_files(lesson, variant)
    described = json.loads(files["params.json"])
    assert described["parametri"] == dict(variant.params)
    assert "segreto" not in files["params.json"].decode()
    for name, table in variant.tables.items():
        assert described["tabelle"][name]["colonne"] == column_kinds(table)
        pd.testing.assert_frame_equal(from_csv(files[f"{name}.csv"], column_kinds(table)), table)


@pytest.mark.parametrize("seed", range(30))
def test_every_question_of_lesson_01_has_an_answer(seed: int) -> None:
    variant = variants.draw("segreto", "01", "2026", f"T{seed}").variant
    table, params = variant.tables["campagna"], variant.params
    month = table[table["mese"] == params["mese"]]
    base = month[month[params["denominatore"]] == 1]
    assert len(base) >= 20
    assert 0 < base[params["numeratore"]].mean() < 1
    assert params["segmento"] in set(month["segmento"])
    assert (table["clic"] <= table["raggiunto"]).all()
    assert not table.loc[table["gruppo"] == "non contattato", ["raggiunto", "clic"]].any(axis=None)
    assert len(variant.questions) == 5


@pytest.mark.parametrize("seed", range(30))
def test_every_question_of_lesson_00_has_an_answer(seed: int) -> None:
    variant = variants.draw("segreto", "00", "2026", f"T{seed}").variant
    post, params = variant.tables["post"], variant.params
    assert post.isna().sum().gt(0).tolist() == [name == params["colonna_con_vuoti"] for name in post.columns]
    assert 2 <= post[params["colonna_con_vuoti"]].isna().sum() <= 5
    assert post[params["denominatore"]].sum() > 0


def test_a_draw_that_never_fits_stops_and_names_the_invariant(monkeypatch: pytest.MonkeyPatch) -> None:
    made = variants.REGISTRY["00"]
    hopeless = Maker(made.choose, made.ask, made.make, {"piove in settembre": lambda _: False})
    monkeypatch.setitem(variants.REGISTRY, "00", hopeless)
    with pytest.raises(variants.DrawError, match=r"20 tentativi.*piove in settembre \(20 volte\)"):
        variants.draw("segreto", "00", "2026", "S1")


def test_other_conditions_can_refuse_a_draw() -> None:
    seen: list[Variant] = []

    def third_time(variant: Variant) -> list[str]:
        seen.append(variant)
        return [] if len(seen) == 3 else ["valori troppo vicini"]

    assert variants.draw("segreto", "00", "2026", "S1", also=third_time).counter >= 2
    with pytest.raises(variants.DrawError, match="valori troppo vicini"):
        variants.draw("segreto", "00", "2026", "S1", also=lambda _: ["valori troppo vicini"])


def test_a_lesson_without_variants_says_which_have_them() -> None:
    with pytest.raises(variants.DrawError, match=r"«99».*00, 01"):
        variants.generate("99", 1)
