"""The published rules: the golden table, every border, and never false where a datum is missing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.datasets import DataError
from kit.followers import confusion, evaluate_rules, measures, published, rules, score_rules
from kit.followers.columns import COLUMNS
from kit.followers.rulesets import RULESETS

DAY = "2025-02-28"
FLAGS = [name for name, column in COLUMNS.items() if column.kind == "sì/no"]


def account(**values: object) -> pd.DataFrame:
    """One account that no rule finds odd, but for the values given."""
    plain: dict[str, object] = dict.fromkeys(FLAGS, 1)
    plain |= dict.fromkeys(("bio_bot", "immagine_ripetuta", "stessa_frase", "risposta_istantanea", "segue_e_lascia"), 0)
    plain |= {"follower": 100, "seguiti": 100, "messaggi": 100, "liste": 1, "creato": "2020-01-01"}
    plain |= {"quota_spam": 0.0, "quota_retweet": 0.0, "quota_link": 0.0, "stesso_messaggio": 1}
    return pd.DataFrame([plain | values])


def one(ruleset: str, number: str, **values: object) -> object:
    table = evaluate_rules(account(**values), ruleset, DAY)
    return next(table[name].iloc[0] for name in table.columns if name.split("_")[0] == number)


def test_the_published_table_gives_the_published_figures() -> None:
    found = measures(**published.CONFUSION)
    assert found.round(3).to_dict() == published.CONFUSION_FIGURES


BORDERS = [  # rule, values that satisfy it, values just beyond
    ("cc5", {"follower": 30}, {"follower": 29}),
    ("cc6", {"liste": 1}, {"liste": 0}),
    ("cc7", {"messaggi": 50}, {"messaggi": 49}),
    ("cc19", {"follower": 50, "seguiti": 100}, {"follower": 50, "seguiti": 101}),
    ("cc19", {"follower": 0, "seguiti": 0}, {"follower": 0, "seguiti": 1}),
    ("vdb2", {"follower": 5, "seguiti": 500}, {"follower": 5, "seguiti": 499}),
    ("sb1", {"follower": 2, "seguiti": 100}, {"follower": 2, "seguiti": 99}),
    ("sb1", {"follower": 0, "seguiti": 50}, {"follower": 0, "seguiti": 49}),
    ("sb2", {"quota_spam": 0.31}, {"quota_spam": 0.30}),
    ("sb3", {"stesso_messaggio": 4}, {"stesso_messaggio": 3}),
    ("sb4", {"quota_retweet": 0.91}, {"quota_retweet": 0.90}),
    ("sb5", {"quota_link": 0.91}, {"quota_link": 0.90}),
    ("sb6", {"messaggi": 0}, {"messaggi": 1}),
    ("sb7", {"immagine": 0, "creato": "2024-12-29"}, {"immagine": 0, "creato": "2024-12-30"}),  # 61 and 60 days
    ("sb7", {"immagine": 0}, {"immagine": 1}),
    ("sb8", {"bio": 0, "indirizzo": 0, "seguiti": 101}, {"bio": 0, "indirizzo": 0, "seguiti": 100}),
    ("sb8", {"bio": 0, "indirizzo": 0, "seguiti": 101}, {"bio": 1, "indirizzo": 0, "seguiti": 101}),
    ("sb8", {"bio": 0, "indirizzo": 0, "seguiti": 101}, {"bio": 0, "indirizzo": 1, "seguiti": 101}),
]
PREFIXES = {"cc": "camisani_calzolari", "vdb": "van_den_beld", "sb": "socialbakers"}


@pytest.mark.parametrize(("rule", "inside", "outside"), BORDERS)
def test_a_rule_at_its_border(rule: str, inside: dict[str, object], outside: dict[str, object]) -> None:
    ruleset = PREFIXES[rule.rstrip("0123456789")]
    assert one(ruleset, rule, **inside) == np.True_
    assert one(ruleset, rule, **outside) == np.False_


YES_NO = [
    (f"{prefix}{rule.number}", ruleset, rule.needs[0])
    for ruleset, (prefix, found) in RULESETS.items()
    for rule in found
    if len(rule.needs) == 1 and rule.needs[0] in FLAGS
]


@pytest.mark.parametrize(("rule", "ruleset", "column"), YES_NO)
def test_a_yes_or_no_rule_repeats_its_column(rule: str, ruleset: str, column: str) -> None:
    assert one(ruleset, rule, **{column: 1}) == np.True_
    assert one(ruleset, rule, **{column: 0}) == np.False_


@pytest.mark.parametrize("ruleset", RULESETS)
def test_every_rule_is_tested_at_a_border(ruleset: str) -> None:
    tested = {rule for rule, *_ in [*BORDERS, *YES_NO]}
    prefix, found = RULESETS[ruleset]
    assert {f"{prefix}{rule.number}" for rule in found} <= tested


@pytest.mark.parametrize("ruleset", RULESETS)
def test_a_rule_without_its_datum_is_not_evaluable(ruleset: str) -> None:
    prefix, found = RULESETS[ruleset]
    for rule in found:
        for name in rule.needs:
            column = "creato" if name == "eta" else name
            blank = account(**{column: np.nan})
            absent = account().drop(columns=column)
            for table in (blank, absent):
                evaluated = evaluate_rules(table, ruleset, DAY)
                assert evaluated[f"{prefix}{rule.number}_{rule.slug}"].isna().all()


def test_without_the_day_a_rule_on_age_is_not_evaluable() -> None:
    assert evaluate_rules(account(immagine=0), "socialbakers")["sb7_senza_immagine_2_mesi"].isna().all()


def test_names_carry_the_published_number_and_the_index_stays() -> None:
    table = pd.concat([account(), account()]).set_axis([7, 3])
    found = evaluate_rules(table, "camisani_calzolari", DAY)
    assert [name.split("_")[0] for name in found.columns] == [f"cc{number}" for number in range(1, 23)]
    assert found.index.tolist() == [7, 3]
    assert set(map(str, found.dtypes)) == {"boolean"}


def test_the_list_of_rules_says_what_the_source_has_wrong() -> None:
    table = rules("van_den_beld").set_index("regola")
    assert "colonne sbagliate" in table.loc["vdb3_stessa_frase", "nota"]
    assert "Mai applicata" in table.loc["vdb6_risposta_istantanea", "nota"]
    assert "scambiate" in rules("camisani_calzolari").set_index("regola").loc["cc16_instagram", "nota"]
    assert rules("camisani_calzolari")["punti_persona"].sum() == 22 + 1 + 2
    assert rules("camisani_calzolari")["punti_bot"].sum() == 22 - 6 + 1


def test_camisani_calzolari_weights() -> None:
    best = score_rules(account(), "camisani_calzolari").iloc[0]
    assert (best["punti_umano"], best["punti_bot"], best["verdetto"]) == (25, 0, "umano")
    worst = account(**dict.fromkeys(FLAGS, 0), follower=0, seguiti=1, messaggi=1, liste=0)
    found = score_rules(worst, "camisani_calzolari").iloc[0]
    assert found["punti_umano"] == 0
    assert found["punti_bot"] == 17 + 2  # all but the six free rules, the doubled one, and posting only by program
    assert (found["verdetto"], found["regole_valutabili"], found["regole"]) == ("bot", 22, 22)


@pytest.mark.parametrize(
    ("plain", "free", "score", "verdict"),
    [(8, 1, 1, "umano"), (8, 0, 0, "neutro"), (6, 0, -4, "neutro"), (5, 1, -5, "bot")],
)
def test_verdicts_at_their_borders(plain: int, free: int, score: int, verdict: str) -> None:
    yes = ["nome", "immagine", "indirizzo", "bio", "url", "preferito_da_altri", "punteggiatura", "hashtag", "menzioni"]
    values: dict[str, object] = dict.fromkeys(FLAGS, 0) | {"follower": 0, "seguiti": 1, "messaggi": 1, "liste": 0}
    values |= {"client_web": 1} | dict.fromkeys(yes[:plain], 1) | ({"geotag": 1} if free else {})
    found = score_rules(account(**values), "camisani_calzolari").iloc[0]
    assert (found["punteggio"], found["verdetto"]) == (score, verdict)


def test_missing_rules_that_could_change_the_verdict_leave_it_open() -> None:
    profile = ["nome", "immagine", "indirizzo", "bio", "url", "follower", "seguiti", "messaggi", "liste"]
    found = score_rules(account()[profile], "camisani_calzolari").iloc[0]
    assert found["verdetto"] == "non valutabile"
    assert found["regole_valutabili"] == 9
    nearly = score_rules(account().drop(columns="hashtag"), "camisani_calzolari").iloc[0]
    assert (nearly["verdetto"], nearly["regole_valutabili"]) == ("umano", 21)


def test_sets_whose_sum_was_never_published_have_no_verdict() -> None:
    found = score_rules(account(messaggi=0), "socialbakers", DAY).iloc[0]
    assert (found["punti_bot"], found["verdetto"]) == (1, "mai pubblicato")


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(FLAGS), st.sampled_from([0.0, 1.0, np.nan]), max_size=20))
def test_the_score_lies_between_its_bounds_and_filling_a_hole_stays_inside(values: dict[str, float]) -> None:
    open_row = score_rules(account(**values), "camisani_calzolari").iloc[0]
    assert open_row["punteggio_min"] <= open_row["punteggio"] <= open_row["punteggio_max"]
    for filled in (0.0, 1.0):
        whole = {name: filled if np.isnan(value) else value for name, value in values.items()}
        closed = score_rules(account(**whole), "camisani_calzolari").iloc[0]
        assert open_row["punteggio_min"] <= closed["punteggio"] <= open_row["punteggio_max"]
        if open_row["verdetto"] != "non valutabile":
            assert closed["verdetto"] == open_row["verdetto"]


@given(st.tuples(*[st.integers(0, 500)] * 4).filter(lambda counts: sum(counts) > 0))
def test_measures_agree_with_scikit_learn(counts: tuple[int, int, int, int]) -> None:
    from sklearn.metrics import f1_score, matthews_corrcoef

    tp, fp, fn, tn = counts
    truth = np.repeat([1, 0, 1, 0], counts)
    flagged = np.repeat([1, 1, 0, 0], counts)
    assert confusion(pd.Series(truth), pd.Series(flagged)) == {"tp": tp, "fp": fp, "fn": fn, "tn": tn}
    found = measures(tp, fp, fn, tn)
    assert found["accuratezza"] == pytest.approx((truth == flagged).mean())
    if not np.isnan(found["mcc"]):
        assert found["mcc"] == pytest.approx(matthews_corrcoef(truth, flagged))
    if not np.isnan(found["f"]):
        assert found["f"] == pytest.approx(f1_score(truth, flagged, zero_division=0))


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (account(follower=-3), r"«follower».*negativo.*riga 1 \(-3\)"),
        (account(immagine=2), r"«immagine».*né 0.*riga 1"),
        (account(quota_link=40), r"«quota_link».*fra 0 e 1"),
        (account(follower="tanti"), r"«follower».*non è un numero.*tanti"),
        (account(creato="ieri"), r"«creato».*non è una data.*ieri"),
        (account(creato="2026-01-01"), r"aperti dopo il giorno di riferimento.*riga 1"),
        (account(follower=np.inf), r"«follower».*infinito"),
    ],
)
def test_an_impossible_value_is_named_with_row_and_column(table: pd.DataFrame, words: str) -> None:
    with pytest.raises(DataError, match=words):
        for ruleset in RULESETS:
            evaluate_rules(table, ruleset, DAY)


@pytest.mark.parametrize(("table", "words"), [("no", "tabella di conti"), (account().head(0), "nessun conto")])
def test_what_is_not_a_table_of_accounts_is_refused(table: object, words: str) -> None:
    with pytest.raises(DataError, match=words):
        evaluate_rules(table, "socialbakers")  # type: ignore[arg-type]


def test_an_unknown_set_is_answered_with_the_known_ones() -> None:
    with pytest.raises(DataError, match="camisani_calzolari, van_den_beld, socialbakers"):
        evaluate_rules(account(), "mie")
