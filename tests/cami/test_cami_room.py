"""Curves under a season, the best split, the chatbot, and bad input in Italian."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from kit.cami import Chatbot, Curve, allocate, classification_scores, mix, response_curves
from kit.synthesis.actions import make_actions
from kit.synthesis.actions_spend import USUAL_SPEND, curve, make_spend
from kit.synthesis.actions_texts import make_faq


def coverage(period: str, season: str | None) -> float:
    hits = []
    for seed in range(25):
        data = make_spend(np.random.default_rng(seed))
        found = response_curves(data[data["periodo"] == period], season=season, replicates=200)
        for name, one in found.items():
            spends = USUAL_SPEND[name] * np.array([0.5, 1.0, 2.0])
            low, high = np.quantile(one.values(spends), [0.025, 0.975], axis=0)
            hits += ((low <= curve(name, spends)) & (curve(name, spends) <= high)).tolist()
    return float(np.mean(hits))


def test_spend_varied_by_design_recovers_the_curves_and_the_season_hides_them() -> None:
    assert coverage("prova", "stagione") >= 0.90
    assert coverage("abituale", None) <= 0.50


@pytest.mark.parametrize("seed", range(8))
def test_the_split_is_that_of_a_full_search(seed: int) -> None:
    rng = np.random.default_rng(seed)
    curves = {n: Curve(n, float(rng.uniform(5, 90)), float(rng.uniform(20, 400)), 0, 500, 0.95) for n in "abc"}
    best = max(
        sum(float(curves[n].value(x)) for n, x in zip("abc", split, strict=True))
        for split in product(range(0, 501, 50), repeat=3)
        if sum(split) == 500
    )
    assert allocate(500, curves, step=50).total == pytest.approx(best, abs=1e-9)


def test_metadata_know_what_words_do_not() -> None:
    scores = classification_scores(make_actions(np.random.default_rng(1)))
    assert scores.loc["metadati e parole", "quota"] > 0.9 > 0.7 > scores.loc["solo parole", "quota"]


def test_bad_input_is_refused_in_italian() -> None:
    actions = make_actions(np.random.default_rng(1))
    with pytest.raises(ValueError, match="numeri negativi"):
        mix(actions.assign(costo=-1.0))
    with pytest.raises(KeyError, match="manca la colonna"):
        mix(actions.drop(columns="clic"))
    with pytest.raises(ValueError, match="zero persone raggiunte"):
        mix(actions.assign(raggiunte=0))
    with pytest.raises(TypeError, match="tabella"):
        mix(pd.Series([1]))  # type: ignore[arg-type]


def test_the_chatbot_says_what_it_is_and_when_it_does_not_know() -> None:
    bot = Chatbot(make_faq())
    assert "automatico" in bot.hello and "non una persona" in bot.hello
    assert bot.ask("quanto costa la spedizione?").known
    assert not bot.ask("qual è la capitale della Mongolia").known
    assert not bot.ask("🙂").known
