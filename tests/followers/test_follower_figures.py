"""The synthetic accounts beside the real ones: the figures of the facts, held within the slack each declares."""

import numpy as np
import pandas as pd
import pytest

from kit.synthesis import followers_figures
from kit.synthesis.followers import (
    COUNTS,
    FLAGS,
    GROUPS,
    LEVELS,
    VENDORS,
    calibration,
    group_sizes,
    make_labelled,
    make_profiles,
)
from kit.synthesis.followers_costly import TIMELINE


@pytest.mark.slow
def test_every_figure_holds() -> None:
    table = followers_figures.all_figures(trees=40)
    broken = table[~table["tiene"]]
    assert broken.empty, broken.to_string()
    assert len(table) > 60
    assert (table["scarto_ammesso"] <= 0.15).sum() >= len(table) - 21  # medians and a score have units of their own


def test_the_command_prints_them_side_by_side(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"cifra": "una", "vera": 0.5, "nostra": 0.7, "scarto_ammesso": 0.1, "tiene": False}
    monkeypatch.setattr(followers_figures, "all_figures", lambda: pd.DataFrame([row]))
    assert followers_figures.main([]) == 1
    out = capsys.readouterr().out
    assert "0,500" in out
    assert "0,700  <- fuori" in out


def test_rank_correlations_are_the_published_ones() -> None:
    for group, paper in GROUPS.items():
        table = make_profiles(np.random.default_rng(0), {group: 6_000})
        real = calibration()["groups"][paper]["spearman"]
        ours = table[["follower", "seguiti", "messaggi"]].corr(method="spearman").to_numpy()
        assert np.abs(ours - np.array(real)[:3, :3]).max() < 0.08, group


@pytest.mark.parametrize("group", GROUPS)
def test_marginals_are_the_published_ones(group: str) -> None:
    one = calibration()["groups"][GROUPS[group]]
    table = make_profiles(np.random.default_rng(6), {group: 6_000})
    levels = np.array(one["quantile_levels"])
    for name, column in COUNTS.items():
        values, quantiles = table[column].to_numpy(), np.array(one["quantiles"][name])
        below = (values[:, None] < np.floor(quantiles)).mean(axis=0)
        within = (values[:, None] <= np.ceil(quantiles)).mean(axis=0)
        assert (below <= levels + 0.025).all(), name
        assert (within >= levels - 0.025).all(), name
    for name, column in FLAGS.items():
        assert table[column].mean() == pytest.approx(one["flags"][name], abs=0.025), name


def test_nobody_follows_many_and_is_hardly_followed_among_people() -> None:
    people = make_profiles(np.random.default_rng(7), group_sizes() | dict.fromkeys(VENDORS, 0))
    assert len(people) == 1_950
    assert not (
        people["seguiti"] >= 50 * people["follower"].clip(lower=1)
    ).any()  # published: no false alarm at 50 to 1


def test_timeline_marginals_are_the_published_ones() -> None:
    table = make_labelled(np.random.default_rng(3))
    for name, (people, fakes) in TIMELINE.items():
        shares = table.groupby("falso")[name].mean()
        assert shares[0] == pytest.approx(people, abs=0.01), name
        assert shares[1] == pytest.approx(fakes, abs=0.035), name  # whoever never wrote has done none of it
    assert (table.loc[table["messaggi"] == 0, list(TIMELINE)] == 0).all(axis=None)


def test_levels_mix_in_imitators_and_watchers() -> None:
    tables = {level: make_labelled(np.random.default_rng(4), level) for level in LEVELS}
    few = {
        level: table.groupby("falso")["follower"].apply(lambda one: (one < 30).mean())
        for level, table in tables.items()
    }
    for fake, sign in ((0, 1), (1, -1)):
        found = [sign * few[level][fake] for level in LEVELS]
        assert found == sorted(found)
        assert found[-1] - found[0] > 0.1
    same = make_labelled(np.random.default_rng(4))
    pd.testing.assert_frame_equal(same, tables["base"])


def test_held_out_groups_are_marked_and_unknown_ones_refused() -> None:
    table = make_labelled(np.random.default_rng(5))
    kept = table[table["uso"] == "tenuto da parte"]
    assert set(kept["gruppo"]) == {"verificate", "sparso"}
    assert table["falso"].sum() == 1_950
    with pytest.raises(ValueError, match="«nuovo»"):
        make_profiles(np.random.default_rng(0), {"nuovo": 3})
    with pytest.raises(ValueError, match="«estremo»"):
        make_profiles(np.random.default_rng(0), {"lampo": 3}, "estremo")
