"""People are resampled, not rows: the intervals hold what they promise, and the errors say what to do."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from kit.inference import bootstrap, bootstrap_by, difference, incremental_profit, mean, profit, rate, resample

SEEDS = 240
PROMISED = 0.9


def trial(rng: np.random.Generator, people: int = 300, rows: int = 3) -> pd.DataFrame:
    """People differ (a row's chance of buying belongs to its person), half of them contacted at random."""
    chance = np.repeat(rng.beta(1, 3, people), rows)
    contacted = np.repeat(rng.permutation(people) < people // 2, rows)
    bought = rng.random(people * rows) < np.where(contacted, chance + 0.1, chance).clip(0, 1)
    return pd.DataFrame(
        {
            "utente": np.repeat(np.arange(people), rows),
            "riga": np.arange(people * rows),
            "gruppo": np.where(contacted, "contattato", "controllo"),
            "clic": 1,
            "acquisto": bought,
            "margine": bought * 20.0,
            "costo": contacted * 0.5,
        }
    )


def covered(statistic: Any, truth: float, by: str = "utente", only: str | None = None, **shape: int) -> int:
    hits = 0
    for seed in range(SEEDS):
        data = trial(np.random.default_rng([7, seed]), **shape)
        data = data[data["gruppo"] == only] if only else data
        found = bootstrap(data, statistic, by=by, replicates=300, seed=seed, confidence=PROMISED)
        hits += found.limite_inf <= truth <= found.limite_sup
    return hits


LOW, HIGH = binom.interval(0.999, SEEDS, PROMISED)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("statistic", "truth", "only"),
    [
        (rate("acquisto", "clic"), 0.25, "controllo"),
        (mean("margine"), 5.0, "controllo"),
        # E[min(chance + 0.1, 1)] for chance ~ Beta(1, 3) is 0.35 minus the mean excess over 1, 0.1**4 / 4
        (difference("acquisto", "gruppo", "contattato", "controllo"), 0.1 - 0.1**4 / 4, None),
        (
            incremental_profit("margine", "costo", "gruppo", "contattato", "controllo"),
            450 * 20 * (0.1 - 0.1**4 / 4) - 225,
            None,
        ),
    ],
)
def test_intervals_cover_the_truth_as_often_as_promised(statistic: Any, truth: float, only: str | None) -> None:
    assert LOW <= covered(statistic, truth, only=only) <= HIGH


@pytest.mark.slow
def test_resampling_rows_would_promise_too_much() -> None:
    """Why people: rows of one person resemble each other, and the interval by rows is too narrow."""
    shape = {"people": 100, "rows": 10}
    assert covered(rate("acquisto"), 0.25, by="riga", only="controllo", **shape) < LOW - 20
    assert covered(rate("acquisto"), 0.25, by="utente", only="controllo", **shape) >= LOW


@pytest.mark.parametrize(
    ("fast", "slow"),
    [
        (rate("acquisto"), lambda t: t["acquisto"].mean()),
        (rate("acquisto", "clic"), lambda t: t["acquisto"].sum() / t["clic"].sum()),
        (mean("margine"), lambda t: t["margine"].mean()),
        (profit("margine", "costo"), lambda t: (t["margine"] - t["costo"]).sum()),
    ],
)
def test_fast_statistics_are_the_plain_functions(fast: Any, slow: Callable[[pd.DataFrame], float]) -> None:
    data = trial(np.random.default_rng(1), people=40).sample(frac=1, random_state=3)
    quick, plain = (bootstrap(data, one, replicates=100, seed=5) for one in (fast, slow))
    assert quick.stima == pytest.approx(plain.stima)
    np.testing.assert_allclose(quick.draws, plain.draws)


def test_difference_and_incremental_profit_by_hand() -> None:
    data = pd.DataFrame(
        {
            "utente": range(6),
            "gruppo": ["si", "si", "si", "si", "no", "no"],
            "acquisto": [1, 1, 1, 0, 1, 0],
            "margine": [20.0, 20, 20, 0, 20, 0],
            "costo": [1.0, 1, 1, 1, 0, 0],
        }
    )
    assert bootstrap(data, difference("acquisto", "gruppo", "si", "no")).stima == pytest.approx(0.25)
    assert bootstrap(data, incremental_profit("margine", "costo", "gruppo", "si", "no")).stima == pytest.approx(16)


def test_groups_keep_their_size_as_in_the_experiment() -> None:
    """With equal outcomes inside each group every replicate is the same: nobody changes group."""
    data = pd.DataFrame({"utente": range(10), "gruppo": ["a"] * 3 + ["b"] * 7, "valore": [2.0] * 3 + [1.0] * 7})
    found = bootstrap(data, difference("valore", "gruppo", "a", "b"), replicates=100)
    assert (found.limite_inf, found.stima, found.limite_sup) == (1, 1, 1)


@given(st.integers(2, 30), st.integers(0, 10_000))
@settings(max_examples=30)
def test_same_seed_same_interval_and_the_limits_are_quantiles(people: int, seed: int) -> None:
    data = trial(np.random.default_rng(0), people=people)
    one, two = (bootstrap(data, rate("acquisto"), replicates=100, seed=seed) for _ in range(2))
    assert one == two
    assert [one.limite_inf, one.limite_sup] == pytest.approx(np.quantile(one.draws, [0.025, 0.975]).tolist())


def test_wider_confidence_wider_interval() -> None:
    data = trial(np.random.default_rng(0))
    narrow, wide = (bootstrap(data, rate("acquisto"), confidence=level) for level in (0.5, 0.99))
    assert wide.limite_inf < narrow.limite_inf < narrow.limite_sup < wide.limite_sup


def test_resample_draws_whole_people_and_counts_a_double_twice() -> None:
    data = trial(np.random.default_rng(0), people=50, rows=3).assign(chi=lambda t: t["utente"])
    drawn = resample(data, seed=4)
    assert drawn["utente"].nunique() == 50
    assert drawn.groupby("utente")["chi"].nunique().tolist() == [1] * 50
    assert drawn.groupby("utente")["riga"].nunique().tolist() == [3] * 50
    assert drawn["chi"].nunique() < 50
    assert data["utente"].nunique() == 50


def test_table_by_group_is_ready_for_the_bars() -> None:
    data = trial(np.random.default_rng(0))
    table = bootstrap_by(data, rate("acquisto"), "gruppo", replicates=200)
    assert list(table.columns) == ["quota", "limite_inf", "limite_sup"]
    assert list(table.index) == ["contattato", "controllo"]
    assert table.loc["controllo", "quota"] == pytest.approx(data.loc[data["gruppo"] == "controllo", "acquisto"].mean())
    assert "merito" in bootstrap_by(data, mean("margine"), "gruppo", name="merito", replicates=100)


def test_interval_is_written_in_italian() -> None:
    found = bootstrap(trial(np.random.default_rng(0)), rate("acquisto"), seed=1)
    assert repr(found).startswith(f"{found.stima:.3f}".replace(".", ","))
    assert "intervallo al 95\u00a0%: da 0," in repr(found)
    assert list(found.to_frame("quota").columns) == ["quota", "limite_inf", "limite_sup"]


DATA = trial(np.random.default_rng(0), people=10)


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: bootstrap(DATA, rate("vendite")), KeyError, "manca la colonna «vendite»"),
        (lambda: bootstrap(DATA, rate("acquisto"), by="persona"), KeyError, "manca la colonna «persona»"),
        (lambda: bootstrap(DATA.iloc[:0], rate("acquisto")), ValueError, "tabella è vuota"),
        (lambda: bootstrap(DATA.iloc[:2], rate("acquisto")), ValueError, "almeno due persone"),
        (lambda: bootstrap(DATA.assign(acquisto=np.nan), rate("acquisto")), ValueError, "30 valori mancanti"),
        (lambda: bootstrap(DATA.assign(utente=None), rate("acquisto")), ValueError, "di chi sono"),
        (lambda: bootstrap(DATA, rate("gruppo")), ValueError, "contiene testo"),
        (lambda: bootstrap(DATA, rate("acquisto"), confidence=95), ValueError, "scrivi 0.95"),
        (lambda: bootstrap(DATA, rate("acquisto"), replicates=10), ValueError, "da 100 a 100.000"),
        (lambda: bootstrap(DATA.assign(clic=0), rate("acquisto", "clic")), ValueError, "denominatore zero"),
        (lambda: bootstrap(DATA, difference("acquisto", "gruppo", "si", "no")), ValueError, "presenti sono"),
        (
            lambda: bootstrap(
                DATA.assign(utente=DATA["riga"] % 7), difference("acquisto", "gruppo", "contattato", "controllo")
            ),
            ValueError,
            "in un gruppo solo",
        ),
        (lambda: bootstrap([1, 2], rate("acquisto")), TypeError, "Serve una tabella"),  # type: ignore[arg-type]
    ],
)
def test_errors_say_what_to_do(call: Callable[[], object], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        call()
