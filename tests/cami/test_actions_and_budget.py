"""The rule that decided is named, rates name their denominator, curves bend, the chatbot knows its limits; bad input."""

import numpy as np
import pandas as pd
import pytest

from kit.cami import Chatbot, Curve, allocate, classify, mix, response_curves
from kit.cami.mixing import RATES
from kit.synthesis.actions import make_actions
from kit.synthesis.actions_spend import make_spend
from kit.synthesis.actions_texts import make_faq, make_faq_trial


@pytest.fixture(scope="module")
def actions() -> pd.DataFrame:
    return make_actions(np.random.default_rng(3))


@pytest.fixture(scope="module")
def bot() -> Chatbot:
    return Chatbot(make_faq())


@pytest.mark.parametrize(
    ("facts", "first", "second", "rule"),
    [
        ({"chi_pubblica": "azienda", "a_pagamento": 0}, "content", "nessuna", "senza pagare"),
        ({"chi_pubblica": "azienda", "a_pagamento": 1}, "advertising", "nessuna", "a pagamento"),
        ({"chi_pubblica": "azienda", "visibile_a": "una persona"}, "messaging", "nessuna", "una persona sola"),
        ({"visibile_a": "una lista"}, "messaging", "advertising", "lista"),
        ({"chi_pubblica": "influencer", "compenso": 300.0}, "influence", "advertising", "influencer pagato"),
        ({"chi_pubblica": "cliente"}, "influence", "nessuna", "senza compenso"),
    ],
)
def test_metadata_decide_and_the_rule_is_named(facts: dict[str, object], first: str, second: str, rule: str) -> None:
    found = classify(pd.DataFrame([{"testo": "Graniglia, 89 €. Ti aspettiamo!"} | facts])).iloc[0]
    assert (found["dimensione"], found["seconda"]) == (first, second)
    assert rule in found["regola"] and 0.9 < found["sicurezza"] <= 1


def test_without_metadata_the_words_are_a_weaker_hint() -> None:
    table = pd.DataFrame({"testo": ["Saldi: -30% su tutto", "Bella salita #adv", "Oggi c'è nebbia in valle"]})
    found = classify(table)
    assert found["dimensione"].tolist() == ["advertising", "influence", "content"]
    assert found["regola"].str.startswith("parole").all()
    assert classify(table, "metadata")["dimensione"].eq("non so").all()


def test_the_certainty_of_a_rule_is_how_often_it_is_right(actions: pd.DataFrame) -> None:
    found = classify(actions)
    right = (found["dimensione"] == actions["dimensione"]).groupby(found["regola"]).agg(["mean", "size"])
    said = found.groupby("regola")["sicurezza"].first()
    enough = right["size"] >= 30
    assert enough.sum() >= 4
    assert (right.loc[enough, "mean"] - said[enough]).abs().max() < 0.10


def test_each_rate_is_its_numerator_over_its_named_denominator(actions: pd.DataFrame) -> None:
    found = mix(actions, second="")
    totals = actions.groupby("dimensione")[["costo", "raggiunte", "interazioni", "clic", "conversioni"]].sum()
    for rate, (top, bottom, times) in RATES.items():
        expected = totals[top] / totals[bottom] * times
        pd.testing.assert_series_equal(
            found[rate].sort_index(), expected.sort_index(), check_names=False, check_dtype=False
        )
        assert (found[f"{rate}_inf"] <= found[rate]).all() and (found[rate] <= found[f"{rate}_sup"]).all()


def test_two_dimensions_share_an_action_and_the_totals_come_back(actions: pd.DataFrame) -> None:
    found = mix(actions)
    assert found["azioni"].sum() == pytest.approx(len(actions))
    assert found["costo"].sum() == pytest.approx(actions["costo"].sum())


def test_a_rate_without_denominator_is_missing_and_not_zero(actions: pd.DataFrame) -> None:
    nothing = actions.assign(interazioni=0, clic=0, conversioni=0, raggiunte=0)
    assert mix(nothing)[list(RATES)].isna().all(axis=None)


def test_curves_grow_and_grow_less_and_less() -> None:
    curves = response_curves(make_spend(np.random.default_rng(5)).query("periodo == 'prova'"), season="stagione")
    for curve in curves.values():
        values = np.asarray(curve.value(np.linspace(0, 3 * curve.most, 200)))
        assert values[0] == 0 and (np.diff(values) >= 0).all() and (np.diff(values, 2) <= 1e-9).all()
        assert curve.marginal(10.0) == pytest.approx((curve.value(10 + 1e-5) - curve.value(10 - 1e-5)) / 2e-5, rel=1e-4)
    table = curves.table([0, 100, 10_000])
    assert (table["limite_inf"] <= table["stima"]).all() and (table["stima"] <= table["limite_sup"]).all()
    assert table.loc[table["spesa"] == 10_000, "oltre_i_dati"].eq(1).all()


def test_the_current_split_loses_what_the_best_one_gains() -> None:
    curves = {"a": Curve("a", 50.0, 100.0, 0, 500, 0.95), "b": Curve("b", 50.0, 100.0, 0, 500, 0.95)}
    found = allocate(400, curves, {"a": 400.0})
    assert found.table["spesa_consigliata"].tolist() == pytest.approx([200, 200])
    gain = 2 * 50 * 200 / 300 - 50 * 400 / 500
    assert found.loss is not None and found.loss.stima == pytest.approx(gain)
    assert found.table["spesa_consigliata"].sum() == pytest.approx(400)


@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        ({"budget": -1.0}, ValueError, "da zero in su"),
        ({"curves": {}}, ValueError, "nessuna curva"),
        ({"current": {"c": 1.0}}, ValueError, "non ha una curva"),
        ({"current": {"a": -1.0}}, ValueError, "numero negativo"),
        ({"step": 0.0}, ValueError, "maggiore di zero"),
        ({"least": 300.0}, ValueError, "servono"),
    ],
)
def test_a_budget_that_cannot_be_split_is_refused(change: dict[str, object], kind: type[Exception], words: str) -> None:
    curves = {"a": Curve("a", 50.0, 100.0, 0, 500, 0.95), "b": Curve("b", 50.0, 100.0, 0, 500, 0.95)}
    with pytest.raises(kind, match=words):
        allocate(**({"budget": 400.0, "curves": curves} | change))  # type: ignore[arg-type]


def test_spend_that_says_nothing_is_refused() -> None:
    data = make_spend(np.random.default_rng(5)).query("periodo == 'prova'")
    for bad, words in (
        (data.assign(spesa=-1.0), "numeri negativi"),
        (data.assign(spesa=100.0), "non cambia mai"),
        (data.groupby("dimensione").head(3), "almeno 8"),
        (data.assign(spesa="100"), "contiene testo"),
        (data.iloc[:0], "vuota"),
    ):
        with pytest.raises(ValueError, match=words):
            response_curves(bad)


def test_unknown_metadata_are_refused(actions: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="che non conosco"):
        classify(actions.assign(chi_pubblica="marziano"))
    with pytest.raises(ValueError, match="scegli tra"):
        classify(actions, "magia")
    with pytest.raises(KeyError, match="testo"):
        classify(actions.drop(columns="testo"))


def test_every_answer_of_the_chatbot_was_written_by_people(bot: Chatbot) -> None:
    faq, trial = make_faq(), make_faq_trial()
    for question in trial["domanda"].head(25):
        reply = bot.ask(question)
        assert repr(reply).startswith("Assistente automatico")
        assert (reply.text in set(faq["risposta"])) == reply.known


def test_the_chatbot_is_more_often_right_than_wrong_and_often_silent_when_it_must(bot: Chatbot) -> None:
    found = bot.trial(make_faq_trial())
    assert found.loc["giusta", "domande"] > 4 * found.loc["sbagliata", "domande"]
    assert found.loc["non lo so, come deve", "quota"] > found.loc["risponde lo stesso", "quota"]


@pytest.mark.parametrize(
    ("question", "words"), [("", "nessuna parola"), ("🙂🙂", "nessuna parola"), ("where is your shop?", "italiano")]
)
def test_the_chatbot_says_what_it_cannot_read(bot: Chatbot, question: str, words: str) -> None:
    reply = bot.ask(question)
    assert not reply.known and words in reply.text
