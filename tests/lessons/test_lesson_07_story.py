"""What lesson 07 says of its data in words, or with a number written by hand, holds on the bundled data."""

from kit.datasets import load
from kit.followers import FakeFollowerClassifier, estimate_share, validate


def test_the_pages_have_the_followers_that_the_question_tells_and_the_price_fits() -> None:
    followers = load("follower")["marchio"].value_counts()
    assert followers[["quotanova", "scattofermo", "altocrinale", "fiatolungo"]].tolist() == [7000, 4600, 3600, 3000]
    assert 15 * (followers["quotanova"] - followers["fiatolungo"]) / 1000 == 60


def test_the_survey_asks_120_firms_of_each_kind_every_year_and_b2b_falls_more() -> None:
    survey = load("follower_indagine")
    assert set(survey.groupby(["tipo", "anno"]).size()) == {120}
    shares = (survey["guarda"] == "il numero di follower").groupby([survey["tipo"], survey["anno"]]).mean().unstack()
    change = shares[2024] - shares[2012]
    assert change["B2B"] < change["B2C"] < 0


def test_four_intervals_of_five_hold_the_truth_and_the_unseen_vendor_escapes() -> None:
    labelled, followers = load("follower_etichettati"), load("follower")
    known = labelled[labelled["uso"] == "addestramento"]
    classifier = FakeFollowerClassifier(trees=40, reference_date="2025-02-28").fit(known, known["falso"])
    checked = validate(classifier, known, known["falso"])
    truth = load("follower_verita").merge(followers[["account", "marchio"]], on="account")
    holds = {}
    for page, rows in followers.groupby("marchio"):
        share = estimate_share(classifier.predict(rows), checked).iloc[1]
        true = truth.loc[truth["marchio"] == page, "falso"].mean()
        holds[page] = share["limite_inf"] <= true <= share["limite_sup"]
        assert abs(share["stima"] - true) < 0.05 or page == "scattofermo"
    assert [page for page, inside in holds.items() if not inside] == ["scattofermo"]
    assert set(truth.loc[(truth["marchio"] == "scattofermo") & (truth["falso"] == 1), "gruppo"]) == {"sparso"}
