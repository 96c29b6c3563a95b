"""The corrected share: algebra, intervals that cover, warnings, sample size, sampling frame."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kit.datasets import DataError
from kit.followers import (
    Validation,
    check_frame,
    estimate_share,
    flag_meaning,
    rogan_gladen,
    sample_size,
    validation_of,
)
from kit.followers.mixture import em_share
from kit.followers.share import CORRECTED, RAW, lang_reiczigel
from kit.synthesis.followers_simulations import em_coverage, interval_coverage

share = st.floats(0, 1)


@given(share, st.floats(0.05, 1), st.floats(0.05, 1))
def test_correcting_undoes_what_the_errors_did(true: float, sensitivity: float, specificity: float) -> None:
    assume(sensitivity + specificity > 1.01)
    apparent = true * sensitivity + (1 - true) * (1 - specificity)
    assert rogan_gladen(apparent, sensitivity, specificity) == pytest.approx(true, abs=1e-9)


@pytest.mark.parametrize(("sensitivity", "specificity"), [(0.5, 0.5), (0.2, 0.3), (0.9, 0.1)])
def test_a_rule_as_good_as_chance_is_refused(sensitivity: float, specificity: float) -> None:
    with pytest.raises(DataError, match="non distingue"):
        rogan_gladen(0.2, sensitivity, specificity)


def test_lang_reiczigel_by_hand() -> None:
    # Computed step by step from the published formulas, with 60 of 80 and 95 of 100 verified, 50 flagged of 200.
    found = lang_reiczigel(50, 200, Validation(80, 60, 100, 95))
    z2 = 1.959963984540054**2
    n, apparent = 200 + z2, (50 + z2 / 2) / (200 + z2)
    se, sp = 61 / 82, 96 / 102
    centre = (apparent + sp - 1) / (se + sp - 1)
    shift = 2 * z2 * (centre * se * (1 - se) / 82 - (1 - centre) * sp * (1 - sp) / 102)
    variance = apparent * (1 - apparent) / n + centre**2 * se * (1 - se) / 82 + (1 - centre) ** 2 * sp * (1 - sp) / 102
    half = z2**0.5 * variance**0.5 / (se + sp - 1)
    assert found.estimate == pytest.approx((0.25 + 0.95 - 1) / (0.75 + 0.95 - 1))
    assert (found.low, found.high) == (pytest.approx(centre + shift - half), pytest.approx(centre + shift + half))


def test_the_corrected_interval_covers_and_the_raw_one_does_not() -> None:
    table = interval_coverage(600)
    assert table["corretta"].between(0.93, 0.99).all(), table
    assert table["grezza"].min() < 0.2
    assert table["corretta_con_spostamento"].min() < 0.1  # no interval survives a shift


@pytest.mark.slow
def test_the_em_interval_covers() -> None:
    table = em_coverage(150)
    assert table["copertura"].between(0.88, 1).all(), table  # 150 draws: one in fifty misses by 0.05
    assert 0.93 <= table["copertura"].mean() <= 0.99


@given(st.integers(1, 400), st.data())
def test_the_estimate_lies_in_its_interval(n: int, data: st.DataObject) -> None:
    flagged = data.draw(st.integers(0, n))
    fakes, people = data.draw(st.integers(5, 300)), data.draw(st.integers(5, 300))
    known = Validation(
        fakes, data.draw(st.integers(fakes // 2 + 2, fakes)), people, data.draw(st.integers(people // 2 + 2, people))
    )
    table = estimate_share(np.arange(n) < flagged, known)
    assert (table["limite_inf"] <= table["stima"]).all()
    assert (table["stima"] <= table["limite_sup"]).all()
    assert table[["stima", "limite_inf", "limite_sup"]].map(lambda one: 0 <= one <= 1).all(axis=None)


def test_below_its_own_false_alarms_it_warns_and_shows_the_uncut_value() -> None:
    table = estimate_share([1] * 2 + [0] * 998, Validation(500, 490, 500, 450)).set_index("metodo")
    row = table.loc[CORRECTED]
    assert (row["stima"], row["limite_inf"], row["limite_sup"]) == (0, 0, 0)
    assert row["senza_taglio"] == pytest.approx((0.002 - 0.1) / 0.88)
    assert "0,2\u00a0%" in row["avviso"]  # the raw value
    assert "−11,1\u00a0%" in row["avviso"]  # the uncut one
    assert "largo zero" in row["avviso"]
    assert table.loc[RAW, "stima"] == 0.002


@pytest.mark.parametrize(
    ("flagged", "known", "words"),
    [
        ([1] * 990 + [0] * 10, Validation(500, 300, 500, 490), "senza taglio"),
        ([1] * 50 + [0] * 50, Validation(100, 60, 100, 60), "distingue poco"),
        ([1] * 50 + [0] * 150, Validation(10, 9, 500, 490), "pochi"),
        ([1] * 5 + [0] * 20, Validation(500, 490, 500, 490), "soltanto 25 conti"),
    ],
)
def test_every_weakness_is_said(flagged: list[int], known: Validation, words: str) -> None:
    assert words in estimate_share(flagged, known).set_index("metodo").loc[CORRECTED, "avviso"]


def test_without_weakness_there_is_no_warning() -> None:
    table = estimate_share([1] * 100 + [0] * 400, Validation(500, 490, 500, 490)).set_index("metodo")
    assert table.loc[CORRECTED, "avviso"] == ""


def test_em_uses_how_sure_the_classifier_is() -> None:
    rng = np.random.default_rng(0)
    fakes, people = rng.beta(8, 1, 400), rng.beta(1, 8, 400)
    audience = np.concatenate([rng.beta(8, 1, 200), rng.beta(1, 8, 800)])
    found = em_share(audience, fakes, people)
    assert found.limite_inf < 0.2 < found.limite_sup
    assert found.stima == pytest.approx(0.2, abs=0.03)
    again = em_share(audience, fakes, people)
    assert (found.stima, found.limite_inf) == (again.stima, again.limite_inf)


@pytest.mark.parametrize(
    ("flagged", "probabilities", "words"),
    [
        ([], None, "vuoto"),
        ([0, 1, 2], None, "valgono 1"),
        ([0, np.nan], None, "senza vuoti"),
        ([0, 1], [0.1], "1 e i conti 2"),
    ],
)
def test_broken_audiences_are_refused(flagged: list[float], probabilities: list[float] | None, words: str) -> None:
    with pytest.raises(DataError, match=words):
        estimate_share(flagged, Validation(100, 90, 100, 90), probabilities)


def test_em_needs_probabilities_of_verified_accounts() -> None:
    with pytest.raises(DataError, match="falsi verificati"):
        estimate_share([0, 1], Validation(100, 90, 100, 90), [0.1, 0.9])


@pytest.mark.parametrize("counts", [(0, 0, 10, 10), (10, 5, 0, 0), (10, 11, 10, 10), (10, 5, 10, -1)])
def test_a_check_that_cannot_be_is_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(DataError, match="La verifica non torna"):
        Validation(*counts)


def test_validation_counts() -> None:
    known = validation_of([1, 1, 0, 0, 0], [1, 0, 0, 0, 1])
    assert (known.fakes, known.flagged_fakes, known.people, known.cleared_people) == (2, 1, 3, 2)
    table = known.to_frame().set_index("misura")
    assert table.loc["sensibilita", "stima"] == 0.5
    assert table.loc["specificita", "limite_inf"] < 2 / 3 < table.loc["specificita", "limite_sup"]


@given(st.floats(0.01, 0.2), st.floats(0, 1), st.floats(0.7, 1), st.floats(0.7, 1))
def test_the_sample_size_reaches_the_precision_asked(
    half: float, true: float, sensitivity: float, specificity: float
) -> None:
    n = sample_size(half, true, sensitivity, specificity)
    apparent = true * sensitivity + (1 - true) * (1 - specificity)
    reached = [
        1.96 * (apparent * (1 - apparent) / size) ** 0.5 / (sensitivity + specificity - 1)
        for size in (n, max(n - 1, 1))
    ]
    assert reached[0] <= half * 1.001
    assert n == 1 or reached[1] >= half * 0.999


def test_sample_sizes_that_everybody_knows() -> None:
    assert sample_size(0.05) == 385
    assert sample_size(0.03, 0.1) == 385
    assert sample_size(0.05, audience=1_000) == 278
    assert sample_size(0.03, 0.1, 0.95, 0.95) > sample_size(0.03, 0.1)


@pytest.mark.parametrize("wrong", [3, 0, np.nan, "0.03"])
def test_a_precision_that_is_no_share_is_refused(wrong: Any) -> None:
    with pytest.raises(DataError, match=r"quota fra 0 e 1.*per il 2 % scrivi 0\.02"):
        sample_size(wrong)


def test_a_precision_out_of_reach_names_the_best_one() -> None:
    with pytest.raises(DataError, match=r"non si scende sotto più o meno \d"):
        sample_size(0.01, 0.1, 0.9, 0.9, verified_fakes=100, verified_people=100)
    reachable = sample_size(0.03, 0.1, 0.9, 0.9, verified_fakes=2_000, verified_people=2_000)
    assert reachable > sample_size(0.03, 0.1, 0.9, 0.9)


def test_the_frame_tells_the_latest_from_the_whole() -> None:
    rng = np.random.default_rng(0)
    spread = check_frame(pd.Series(rng.choice(10_000, 400, replace=False) + 1), 10_000)
    assert spread.attrs["sparsi"]
    assert spread["conti"].sum() == 400
    latest = check_frame(pd.Series(range(1, 401)), 10_000)
    assert not latest.attrs["sparsi"]
    assert "più recente" in latest.attrs["giudizio"]
    assert latest["conti"].tolist() == [400, *[0] * 9]
    assert check_frame(pd.Series(range(1, 51)), 50).attrs["giudizio"] == "È la lista intera."


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([0], "riga 1"),
        ([1, 11], "riga 2.*11"),
        ([1, 1], "due volte"),
        ([1, None], "riga 2"),
        ([1.5], "numeri interi"),
        ([], "vuota"),
    ],
)
def test_broken_places_are_named(places: list[float], words: str) -> None:
    with pytest.raises(DataError, match=words):
        check_frame(pd.Series(places, dtype=object), 10)


def test_spread_samples_rarely_raise_an_alarm() -> None:
    rng = np.random.default_rng(1)
    alarms = sum(
        not check_frame(pd.Series(rng.choice(5_000, 300, replace=False) + 1), 5_000).attrs["sparsi"] for _ in range(300)
    )
    assert alarms <= 3


def test_what_a_flag_means() -> None:
    table = flag_meaning(0.95, 0.97, 0.02)
    assert table.loc["falsi", "conti"] == pytest.approx(20)
    assert table.loc["falsi", "segnati"] == pytest.approx(19)
    assert table.loc["persone", "segnati"] == pytest.approx(29.4)
    assert table.loc["falsi", "quota_fra_i_segnati"] == pytest.approx(19 / 48.4)
    assert flag_meaning(0, 1, 0.5)["quota_fra_i_segnati"].isna().all()
    with pytest.raises(DataError, match=r"per il 2 % scrivi 0\.02"):
        flag_meaning(0.9, 0.9, 2)
