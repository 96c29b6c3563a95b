"""The classifier: scikit-learn's manners, calibration, abstention, other trades; the corpus at the limits of its recipe."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.metrics import f1_score

from kit.datasets import load
from kit.synthesis.content_figures import WorthlessCorpusError, broken_conditions, check, measure, report
from kit.text import ContentClassifier, explain, grouped_scores


@pytest.fixture(scope="module")
def contents() -> pd.DataFrame:
    return load("contenuti")


@pytest.fixture(scope="module")
def model(contents: pd.DataFrame) -> ContentClassifier:
    return ContentClassifier().fit(contents["testo"], contents["tipo"], contents["famiglia_id"])


def test_it_has_the_manners_of_an_estimator(model: ContentClassifier, contents: pd.DataFrame) -> None:
    texts = contents["testo"].head(50)
    copy = clone(model)
    assert copy.get_params() == model.get_params() and not hasattr(copy, "coef_")
    with pytest.raises(NotFittedError):
        copy.predict(texts)
    chances = model.predict_proba(texts)
    assert chances.shape == (50, 2) and np.allclose(chances.sum(axis=1), 1)
    second = model.decision_function(texts) > 0
    assert (model.predict(texts) == model.classes_[second.astype(int)]).all()
    again = copy.fit(contents["testo"], contents["tipo"], contents["famiglia_id"])
    np.testing.assert_array_equal(again.coef_, model.coef_)
    assert 0 <= model.score(texts, contents["tipo"].head(50)) <= 1


def test_three_classes_have_a_score_each_and_reasons_that_add_up(contents: pd.DataFrame) -> None:
    some = contents.groupby("chi_pubblica").head(60)
    three = ContentClassifier("both").fit(some["testo"], some["chi_pubblica"])
    text = some["testo"].iloc[0]
    scores = three.decision_function([text])
    assert scores.shape == (1, 3)
    for place, label in enumerate(three.classes_):
        found = explain(three, text, label)
        assert abs(found.start + found.table["contributo"].sum() - scores[0, place]) < 1e-9


def test_probabilities_on_families_not_seen_are_near_what_happens(contents: pd.DataFrame) -> None:
    hidden = contents["famiglia_id"].isin(sorted(contents["famiglia_id"].unique())[::3])
    seen = contents[~hidden]
    fitted = ContentClassifier("both").fit(seen["testo"], seen["tipo"], seen["famiglia_id"])
    chance = fitted.predict_proba(contents.loc[hidden, "testo"])[:, 1]
    truth = (contents.loc[hidden, "tipo"] == fitted.classes_[1]).to_numpy()
    place = np.digitize(chance, [0.2, 0.4, 0.6, 0.8])
    error = sum(
        abs(chance[place == one].mean() - truth[place == one].mean()) * (place == one).sum() for one in set(place)
    )
    assert error / len(truth) < 0.12


@pytest.mark.slow
def test_who_abstains_more_answers_less_and_better(contents: pd.DataFrame) -> None:
    hidden = contents["famiglia_id"].isin(sorted(contents["famiglia_id"].unique())[::3])
    seen, rest = contents[~hidden], contents[hidden]
    shares, right = [], []
    for limit in (0.0, 0.7, 0.85):
        fitted = ContentClassifier(abstain_below=limit).fit(seen["testo"], seen["tipo"], seen["famiglia_id"])
        found = fitted.decide(rest["testo"])
        decided = found["decisione"] != "non so"
        assert (found.loc[~decided, "motivo"] != "").all() and (found.loc[decided, "motivo"] == "").all()
        shares.append(decided.mean())
        right.append((found["decisione"] == rest["tipo"])[decided].mean())
    assert shares == sorted(shares, reverse=True) and right == sorted(right)
    assert right[-1] > right[0] + 0.03


@pytest.mark.parametrize(
    ("name", "least", "least_hard"),
    # The second file was read while the signs were being written: it keeps what was gained and is no independent evidence.
    # On hard texts written after the signs, before reading the errors, the score was between 0.40 and 0.56: a known limit.
    [("other_trades", 0.88, 0.70), ("more_trades", 0.78, 0.74)],
)
def test_markers_hold_in_other_trades(model: ContentClassifier, name: str, least: float, least_hard: float) -> None:
    lines = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ", 2) for line in lines if not line.startswith("#")]
    table = pd.DataFrame(rows, columns=["tipo", "quanto", "testo"])
    table["detto"] = model.predict(table["testo"])
    assert f1_score(table["tipo"], table["detto"], average="macro") >= least
    hard = table[table["quanto"] == "hard"]
    assert f1_score(hard["tipo"], hard["detto"], average="macro") >= least_hard


@pytest.mark.slow
def test_the_corpus_stays_within_the_limits_of_its_recipe(contents: pd.DataFrame) -> None:
    found = measure(contents)
    assert not broken_conditions(found)
    assert 0.60 < found.kappa < 0.78
    assert 0.70 < found.grouped < found.random < 0.95
    assert found.markers_grouped > found.grouped
    assert "kappa" in report(found) and "miglior marcatore" in report(found)


def test_a_corpus_of_stamps_stops_the_build() -> None:
    rows = [
        (kind, f"{kind}_{family}", f"{'Compra ora a 9 €!' if kind == 'outbound' else 'Come si fa, spiegato'} {number}")
        for kind in ("inbound", "outbound")
        for family in range(8)
        for number in range(12)
    ]
    stamps = pd.DataFrame(rows, columns=["tipo", "famiglia_id", "testo"])
    stamps = stamps.assign(annota_a=stamps["tipo"], annota_b=stamps["tipo"])
    with pytest.raises(WorthlessCorpusError, match=r"pieghe a caso.*da solo.*per famiglia"):
        check(stamps)


@pytest.mark.slow
def test_grouped_folds_never_share_a_family(contents: pd.DataFrame) -> None:
    # Labels that only the family tells: random folds recognise them, grouped folds can only guess.
    families = contents["famiglia_id"]
    names = sorted(families.unique())
    secret = families.map({name: str(number % 2) for number, name in enumerate(names)})
    scores = grouped_scores(ContentClassifier("words"), contents["testo"], secret, families)["quota"]
    assert scores.loc["a caso"] > 0.80 and scores.loc["per famiglia"] < 0.65


@pytest.mark.parametrize(
    ("settings", "words"),
    [({"features": "magia"}, "scegli tra"), ({"C": 0}, "maggiore di zero"), ({"abstain_below": 2}, "tra 0 e 1")],
)
def test_parameters_out_of_their_limits_are_refused(settings: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        ContentClassifier(**settings).fit(["a", "b"], [0, 1])  # type: ignore[arg-type]


def test_lessons_that_teach_nothing_are_refused() -> None:
    for texts, labels, words in (
        (["a", "b"], ["x"], "serve una classe per ogni testo"),
        (["a", "b"], ["x", "x"], "una classe sola"),
        (["a", "b"], ["x", None], "Manca la classe"),
    ):
        with pytest.raises(ValueError, match=words):
            ContentClassifier().fit(texts, labels)
