"""The numeric core keeps scikit-learn's contract; the adapter speaks of accounts; reasons add up to the score."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_score
from sklearn.utils.estimator_checks import estimator_checks_generator

from kit.datasets import DataError, load
from kit.followers import (
    FakeFollowerClassifier,
    FollowerCore,
    adjust,
    evaluate,
    evaluate_unseen,
    explain,
    thresholds,
    validate,
)
from kit.followers.contributions import contributions
from kit.followers.core import MODELS
from kit.followers.decision import verdicts

DAY = "2025-02-28"
CHECKS = [(model, check) for model in MODELS for check in estimator_checks_generator(FollowerCore(model, trees=10))]


@pytest.mark.parametrize(
    ("model", "check"), CHECKS, ids=[f"{model}-{check[1].func.__name__}" for model, check in CHECKS]
)
@pytest.mark.filterwarnings("ignore")
def test_the_core_keeps_the_contract_of_scikit_learn(model: str, check: Any) -> None:
    estimator, one = check
    one(estimator)


@pytest.fixture(scope="module")
def labelled() -> pd.DataFrame:
    return load("follower_etichettati")


@pytest.fixture(scope="module")
def fitted(labelled: pd.DataFrame) -> dict[str, FakeFollowerClassifier]:
    some = labelled.head(1_500)
    return {
        model: FakeFollowerClassifier(model, reference_date=DAY, trees=60).fit(some, some["falso"]) for model in MODELS
    }


@pytest.mark.parametrize("model", MODELS)
def test_contributions_add_up_to_the_score(
    fitted: dict[str, FakeFollowerClassifier], labelled: pd.DataFrame, model: str
) -> None:
    core = fitted[model].core_
    numbers = fitted[model].table(labelled.tail(200)).copy()
    numbers[::3, ::4] = np.nan
    base, parts = contributions(core, numbers)
    assert parts.shape == numbers.shape
    np.testing.assert_allclose(base + parts.sum(axis=1), core.score_of(numbers), atol=1e-9)


@settings(max_examples=25, deadline=None)
@given(row=st.integers(1_500, 3_899), model=st.sampled_from(MODELS))
def test_reasons_add_up_and_begin_and_end_as_said(
    fitted: dict[str, FakeFollowerClassifier], labelled: pd.DataFrame, row: int, model: str
) -> None:
    table = explain(fitted[model], labelled.iloc[row])
    assert table["caratteristica"].iloc[[0, -1]].tolist() == ["punto di partenza", "punteggio"]
    assert table["contributo"].iloc[:-1].sum() == pytest.approx(table["contributo"].iloc[-1])
    inner = table["contributo"].iloc[1:-1].abs()
    assert inner.is_monotonic_decreasing
    if model == "forest":
        assert -1e-9 <= table["contributo"].iloc[-1] <= 100 + 1e-9


def test_a_reason_says_value_and_direction(fitted: dict[str, FakeFollowerClassifier], labelled: pd.DataFrame) -> None:
    one = labelled[labelled["gruppo"] == "lampo"].head(1)
    reasons = explain(fitted["forest"], one)["motivo"]
    assert reasons.str.contains("età del conto: \\d+ giorni → verso falso").any()
    assert reasons.str.contains(r"ha un indirizzo web: no").any()
    blank = one.assign(url=pd.array([None], dtype="boolean"))
    assert explain(fitted["forest"], blank)["motivo"].str.contains("ha un indirizzo web: non si sa").any()
    with pytest.raises(DataError, match="un conto solo"):
        explain(fitted["forest"], labelled.head(2))


@pytest.mark.parametrize("model", MODELS)
def test_probabilities_are_calibrated(
    fitted: dict[str, FakeFollowerClassifier], labelled: pd.DataFrame, model: str
) -> None:
    later = labelled.iloc[1_500:]
    chance = fitted[model].probabilities(later)
    sure = chance[(chance > 0.02) & (chance < 0.98)]
    truth = later["falso"].to_numpy()[(chance > 0.02) & (chance < 0.98)]
    assert len(sure) > 50
    assert abs(sure.mean() - truth.mean()) < 0.12
    assert np.mean((chance - later["falso"]) ** 2) < 0.03


def test_a_verdict_for_each_account_in_its_order(
    fitted: dict[str, FakeFollowerClassifier], labelled: pd.DataFrame
) -> None:
    some = labelled.tail(300).sample(frac=1, random_state=0)
    table = fitted["forest"].judge(some)
    assert table.index.equals(some.index)
    assert (table["account"] == some["account"]).all()
    assert set(table["verdetto"]) == {"persona", "indeciso", "falso"}
    low, high = fitted["forest"].thresholds_
    assert (table["verdetto"] == verdicts(table["probabilita"], low, high)).all()
    never = clone(fitted["forest"]).set_params(look=None).fit(labelled.head(500), labelled["falso"].head(500))
    assert "indeciso" not in set(never.judge(some)["verdetto"])


def test_a_rarer_fake_needs_more_proof(fitted: dict[str, FakeFollowerClassifier], labelled: pd.DataFrame) -> None:
    rare = clone(fitted["forest"]).set_params(prevalence=0.02).fit(labelled.head(1_500), labelled["falso"].head(1_500))
    some = labelled.tail(500)
    assert (rare.probabilities(some) <= fitted["forest"].probabilities(some) + 1e-12).all()
    assert rare.predict(some).sum() < fitted["forest"].predict(some).sum()


def test_it_works_inside_scikit_learn(labelled: pd.DataFrame) -> None:
    scores = cross_val_score(FakeFollowerClassifier("logistic", reference_date=DAY), labelled, labelled["falso"], cv=3)
    assert scores.min() > 0.95


def test_dearer_features_are_used(labelled: pd.DataFrame) -> None:
    some = labelled.head(900)
    columns = {
        cost: FakeFollowerClassifier("logistic", cost, reference_date=DAY).fit(some, some["falso"]).columns_
        for cost in "ABC"
    }
    assert len(columns["A"]) == 19
    assert "hashtag" in set(columns["B"]) - set(columns["A"])
    assert "reciproci" in set(columns["C"]) - set(columns["B"])
    assert "quota_link" not in columns["C"]  # nobody collected it


def test_a_feature_that_is_missing_altogether_is_named(
    labelled: pd.DataFrame, fitted: dict[str, FakeFollowerClassifier]
) -> None:
    with pytest.raises(DataError, match=r"mancano del tutto: url\..*leave_out=\['url'\]"):
        fitted["forest"].predict(labelled.head(50).drop(columns="url"))
    ageless = FakeFollowerClassifier("logistic", leave_out=["eta_giorni", "seguiti_al_giorno", "immagine_predefinita"])
    table = labelled.head(300).drop(columns="creato")
    assert ageless.fit(table, table["falso"]).predict(table).mean() == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize(
    ("changes", "label", "words"),
    [
        ({"model": "rete"}, None, "forest, logistic, boosting"),
        ({"cost": "Z"}, None, "classe di costo"),
        ({"leave_out": ["eta"]}, None, "non conosco la caratteristica «eta»|Non conosco la caratteristica «eta»"),
        ({"prevalence": 2}, None, "quota fra 0 e 1"),
        ({"look": -1.0}, None, "maggiore di zero"),
        ({}, [1] * 30, "un solo valore"),
        ({}, [1, 0] * 10, "20 e i conti 30"),
        ({}, [1, 0, np.nan] * 10, "riga 3"),
        ({}, ["vero", "falso"] * 15, "valgono 1"),
    ],
)
def test_what_it_cannot_learn_from_is_said(
    labelled: pd.DataFrame, changes: dict[str, Any], label: Any, words: str
) -> None:
    some = labelled.head(30)
    model = FakeFollowerClassifier(reference_date=DAY).set_params(**changes)
    with pytest.raises(DataError, match=words):
        model.fit(some, some["falso"] if label is None else label)


def test_before_learning_it_says_so(labelled: pd.DataFrame) -> None:
    with pytest.raises(NotFittedError, match="non ha ancora imparato"):
        FakeFollowerClassifier().predict(labelled)


@given(st.floats(0.001, 0.999), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_changing_prevalence_and_back_gives_the_probability_back(chance: float, before: float, after: float) -> None:
    there = adjust([chance], before, after)
    assert adjust(there, after, before)[0] == pytest.approx(chance)
    assert (there[0] > chance) == (after > before) or there[0] == pytest.approx(chance)


@given(st.floats(0.1, 20), st.floats(0.1, 20), st.floats(0.01, 20), st.floats(0, 1))
def test_thresholds_choose_the_cheapest_verdict(false_alarm: float, miss: float, look: float, chance: float) -> None:
    low, high = thresholds(false_alarm, miss, look)
    costs = {"falso": (1 - chance) * false_alarm, "persona": chance * miss, "indeciso": look}
    chosen = str(verdicts([chance], low, high)[0])
    assert costs[chosen] <= min(costs.values()) + 1e-9


def test_folds_and_unseen_groups_beside_the_paper(labelled: pd.DataFrame) -> None:
    model = FakeFollowerClassifier("logistic", reference_date=DAY)
    table = evaluate(model, labelled, labelled["falso"])
    assert table["fonte"].tolist()[0] == "qui"
    assert table["accuratezza"].tolist()[1] == 0.971
    known = validate(model, labelled, labelled["falso"])
    assert known.sensitivity > 0.95
    assert known.fakes == known.people == 1_950
    unseen = evaluate_unseen(model, labelled, labelled["falso"], labelled["gruppo"]).set_index("gruppo")
    assert set(unseen.index) == {"dibattito", "verificate", "lampo", "ondate", "sparso"}
    assert unseen.loc["sparso", "chi_sono"] == "falsi"
    assert unseen.loc["verificate", "quota_segnata"] > 2 * (1 - known.specificity)
    ageless = clone(model).set_params(leave_out=["eta_giorni", "seguiti_al_giorno"])
    row = evaluate_unseen(ageless, labelled, labelled["falso"], labelled["gruppo"], only=["sparso"])
    assert row["quota_pubblicata"].tolist() == [0.887]
    with pytest.raises(DataError, match="«nuovo» non c'è"):
        evaluate_unseen(model, labelled, labelled["falso"], labelled["gruppo"], only=["nuovo"])
    with pytest.raises(DataError, match=r"Manca il gruppo di 1 conti \(il primo alla riga 3\)"):
        evaluate_unseen(model, labelled, labelled["falso"], labelled["gruppo"].where(labelled.index != 2))
    with pytest.raises(DataError, match="sia persone sia falsi"):
        evaluate_unseen(model, labelled, labelled["falso"], pd.Series("tutti", index=labelled.index))
    with pytest.raises(DataError, match="vanno da 2"):
        evaluate(model, labelled.head(40), labelled["falso"].head(40), folds=39)
