"""What lesson 05 says of its data in words, or with a number written by hand, holds on the bundled data."""

from kit.cami import response_curves
from kit.datasets import load


def test_nobody_tried_390_euro_of_messages_and_the_returns_diminish() -> None:
    trial = load("spese").query("periodo == 'prova'")
    messages = trial[trial["dimensione"] == "messaging"]
    assert 0 in set(messages["spesa"]) and messages["spesa"].max() < 390
    assert messages["spesa"].nunique() == 5
    curve = response_curves(trial)["messaging"]
    assert 390 / 90 > 4 > curve.value(390) / curve.value(90)
    assert curve.most == messages["spesa"].max()


def test_most_of_what_the_plan_gains_is_lost_where_the_money_is_taken() -> None:
    curves = response_curves(load("spese").query("periodo == 'prova'"))
    gained = curves["messaging"].value(390) - curves["messaging"].value(90)
    lost = curves["advertising"].value(700) - curves["advertising"].value(400)
    assert gained - lost < gained / 2
