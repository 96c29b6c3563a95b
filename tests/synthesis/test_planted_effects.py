"""The effects written in the generators are recovered by honest comparisons, and missed by naive ones, on 200 seeds."""

import numpy as np
import pandas as pd
import pytest

from kit.synthesis import campaigns, clients, prices, weeks

SEEDS = range(200)
Z = 1.96


def difference(values: np.ndarray, contacted: np.ndarray, left: np.ndarray) -> tuple[float, float]:
    """Contacted minus not contacted, and its standard error."""
    groups = values[contacted], values[left]
    return groups[0].mean() - groups[1].mean(), np.sqrt(sum(one.var(ddof=1) / len(one) for one in groups))


def figures(seed: int) -> dict[str, float]:
    rng = np.random.default_rng(seed)
    people = clients.make_clients(rng)
    table = campaigns.make_campaigns(rng, people)
    column = {name: table[name].to_numpy() for name in table.columns}
    bought, score = column["acquisto"], column["probabilita_prevista"]
    contacted = column["gruppo"] == campaigns.CONTACTED
    found: dict[str, float] = {}
    for name in campaigns.GROUPS:
        here = column["campagna"] == name
        yes, no = here & contacted, here & ~contacted
        found[f"true_{name}"] = campaigns.true_increment(people, name)
        found[f"estimate_{name}"], found[f"error_{name}"] = difference(bought, yes, no)
        found[f"rate_{name}"], found[f"count_{name}"] = bought[yes].mean(), bought[yes].sum()
        cost = column["costo"][yes].sum()
        found[f"margin_{name}"] = difference(column["margine"], yes, no)[0] * yes.sum() - cost
        found[f"naive_{name}"] = column["margine"][yes].sum() - cost
        found[f"gap_{name}"] = difference(score, yes, no)[0]
    generic = column["campagna"] == "generica"
    for band in campaigns.BANDS:
        here = generic & (column["fascia"] == band)
        found[f"band_{band}"] = difference(bought, here & contacted, here & ~contacted)[0]
        found[f"excess_{band}"] = (score - bought)[here & ~contacted].mean()
    messages = people.set_index("utente")["messaggi_30_giorni"].reindex(column["utente"]).to_numpy()
    tired = messages >= clients.TIRED_FROM
    found["tired"] = difference(bought, tired & contacted, tired & ~contacted)[0]
    seen, unseen = ((generic & contacted & (column["raggiunto"] == value)) for value in (1, 0))
    found["seen_minus_unseen"] = difference(bought, seen, unseen)[0]
    found["effect_if_seen"] = found["true_generica"] / column["raggiunto"][generic & contacted].mean()
    return found


@pytest.fixture(scope="module")
def runs() -> pd.DataFrame:
    return pd.DataFrame([figures(seed) for seed in SEEDS])


@pytest.mark.parametrize("campaign", list(campaigns.GROUPS))
def test_the_control_group_recovers_the_increment_within_its_interval(runs: pd.DataFrame, campaign: str) -> None:
    inside = (runs[f"estimate_{campaign}"] - runs[f"true_{campaign}"]).abs() <= Z * runs[f"error_{campaign}"]
    assert 180 <= inside.sum() <= 199  # a 95 % interval: neither too short nor absurdly long
    assert abs((runs[f"estimate_{campaign}"] - runs[f"true_{campaign}"]).mean()) < 0.005


@pytest.mark.parametrize("campaign", list(campaigns.GROUPS))
def test_the_naive_rate_never_recovers_the_increment(runs: pd.DataFrame, campaign: str) -> None:
    size = campaigns.GROUPS[campaign][0]
    rate = runs[f"rate_{campaign}"]
    lower = rate - Z * np.sqrt(rate * (1 - rate) / size)
    assert (lower > runs[f"true_{campaign}"]).all()


def test_who_saw_the_message_is_not_a_control_group(runs: pd.DataFrame) -> None:
    assert (runs["seen_minus_unseen"] > 1.2 * runs["effect_if_seen"]).sum() >= 190


def test_the_targeted_campaign_looks_best_by_rate_and_is_worst_by_incremental_profit(runs: pd.DataFrame) -> None:
    assert (runs["rate_mirata"] > runs["rate_generica"] + 0.03).all()
    assert (runs["count_generica"] > runs["count_mirata"]).all()
    assert (runs[["naive_mirata", "naive_generica"]] > 3_000).all(axis=None)
    assert (runs["margin_generica"] > runs["margin_mirata"]).sum() >= 199
    assert (runs["estimate_generica"] > 0).all()
    assert (runs["margin_mirata"] < 0).sum() >= 190
    assert (runs["true_mirata"] < 0).all()
    assert (runs["true_generica"] > 0.03).all()


def test_the_message_changes_the_middle_band_and_annoys_the_tired(runs: pd.DataFrame) -> None:
    others = runs[["band_bassa", "band_alta"]].max(axis=1)
    assert (runs["band_media"] > others + 0.03).all()
    seen = campaigns.SEEN["generica"]
    assert runs["band_media"].mean() == pytest.approx(campaigns.EFFECT_IF_SEEN["media"] * seen, abs=0.025)
    assert runs["band_bassa"].mean() == pytest.approx(campaigns.EFFECT_IF_SEEN["bassa"] * seen, abs=0.005)
    assert runs["band_alta"].mean() == pytest.approx(0, abs=0.02)
    assert (runs["tired"] < 0).sum() >= 190


def test_the_groups_are_alike_before_the_message(runs: pd.DataFrame) -> None:
    assert runs[["gap_generica", "gap_mirata"]].abs().max(axis=None) < 0.04


def test_the_score_ranks_well_and_exaggerates_at_the_top(runs: pd.DataFrame) -> None:
    assert (runs["excess_alta"] > 0.02).all()
    assert (runs["excess_alta"] > runs["excess_media"]).all()


def test_a_fit_on_the_clients_recovers_the_planted_weights() -> None:
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(7)
    people = clients.make_clients(rng, 60_000)
    bought = rng.random(len(people)) < clients.propensity(people)
    columns = [name for name in clients.PROPENSITY if name != "costante"]
    fitted = LogisticRegression(C=np.inf).fit(people[columns].clip(upper=12), bought)
    assert fitted.coef_[0] == pytest.approx([clients.PROPENSITY[name] for name in columns], abs=0.08)
    assert fitted.intercept_[0] == pytest.approx(clients.PROPENSITY["costante"], abs=0.1)


def test_age_and_zone_do_nothing_and_ids_are_unique() -> None:
    people = clients.make_clients(np.random.default_rng(3))
    truth = pd.Series(clients.propensity(people))
    assert truth.groupby(people["zona"]).mean().max() - truth.groupby(people["zona"]).mean().min() < 0.02
    assert abs(truth.corr(people["eta"])) < 0.05
    assert people["utente"].is_unique
    assert people.loc[people["tipo"] != "privato", "eta"].isna().all()
    assert (people["spesa_12_mesi"].eq(0) == people["acquisti_12_mesi"].eq(0)).all()


@pytest.mark.parametrize("seed", range(5))
def test_rows_of_campagne_are_coherent(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = campaigns.make_campaigns(rng, clients.make_clients(rng))
    left = table[table["gruppo"] == campaigns.NOT_CONTACTED]
    assert not left[["raggiunto", "clic", "costo"]].any(axis=None)
    assert (table["clic"] <= table["raggiunto"]).all()
    assert (table["importo"].gt(0) == table["acquisto"].eq(1)).all()
    assert not table.duplicated(["campagna", "utente"]).any()
    assert table.groupby("campagna")["costo"].sum().round(6).eq(campaigns.BUDGET).all()
    sizes = table.groupby(["campagna", "gruppo"]).size()
    for name, (contacted, not_contacted) in campaigns.GROUPS.items():
        assert sizes[name, campaigns.CONTACTED] == contacted
        assert sizes[name, campaigns.NOT_CONTACTED] == not_contacted


def test_three_prices_win_three_contests() -> None:
    winners = []
    for seed in SEEDS:
        table = prices.make_prices(np.random.default_rng(seed))
        gain = (table["prezzo"] - table["costo_unitario"]) * table["pezzi"]
        sums = (
            table.assign(takings=table["prezzo"] * table["pezzi"], profit=gain).groupby("prezzo").sum(numeric_only=True)
        )
        winners.append(tuple(sums[["pezzi", "takings", "profit"]].idxmax()))
    assert set(winners) == {(prices.BEST_BY_PIECES, prices.BEST_BY_TAKINGS, prices.BEST_BY_PROFIT)}
    assert min(prices.DEMAND) == prices.BEST_BY_PIECES
    assert max(prices.DEMAND) > prices.BEST_BY_PROFIT


def test_the_season_reverses_more_social_more_business() -> None:
    for seed in SEEDS:
        table = weeks.make_weeks(np.random.default_rng(seed))
        pieces = table["pezzi_negozio"] + table["pezzi_online"]
        strong = table["spesa_social"] >= weeks.SPEND_CUT
        naive = pieces.groupby(strong).mean()
        inside = pieces.groupby([table["stagione"], strong]).mean()
        assert naive[True] > naive[False] + 30, seed
        assert all(inside[name, True] < inside[name, False] for name in weeks.SALES), seed
        assert pieces.groupby([table["stagione"], strong]).size().min() >= 10, seed


def test_adjusting_for_season_and_rain_recovers_the_planted_effect_of_spend() -> None:
    inside = []
    for seed in SEEDS:
        table = weeks.make_weeks(np.random.default_rng(seed))
        pieces = (table["pezzi_negozio"] + table["pezzi_online"]).to_numpy(dtype=float)
        seasons = pd.get_dummies(table["stagione"]).to_numpy(dtype=float)
        others = [table[name].to_numpy(dtype=float) for name in ("spesa_social", "giorni_pioggia", "promo")]
        design = np.column_stack([*others, np.arange(len(table)), seasons])
        fitted, residual, *_ = np.linalg.lstsq(design, pieces)
        variance = residual[0] / (len(pieces) - design.shape[1]) * np.linalg.inv(design.T @ design)
        inside.append(abs(fitted[0] - weeks.SPEND_EFFECT) <= Z * np.sqrt(variance[0, 0]))
        assert fitted[1] == pytest.approx(weeks.RAIN_EFFECT, abs=6)
    assert 180 <= sum(inside) <= 199


@pytest.mark.parametrize("seed", range(0, 200, 10))
def test_sales_move_from_the_shop_to_online(seed: int) -> None:
    table = weeks.make_weeks(np.random.default_rng(seed))
    sums = table.groupby("anno")[["pezzi_negozio", "pezzi_online"]].sum()
    share = sums["pezzi_online"] / sums.sum(axis=1)
    assert share.is_monotonic_increasing
    assert share.iloc[0] < 0.27
    assert share.iloc[-1] > 0.37
