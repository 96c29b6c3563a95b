"""Intervals of credits against the parameter they estimate, over many worlds (500 with KIT_LONG=1) of people who come back.

Two kinds of people walk two different chains, one to three journeys each: journeys of one person are alike, so resampling
journeys would be too sure. The parameter is what the model gives with endless data, computed from the chains.
"""

import os

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from kit.journeys import Paths, attribute
from kit.journeys import markov as markov_module
from kit.journeys.removal import removal_effects

WORLDS, PEOPLE = 500 if os.environ.get("KIT_LONG") else 200, 1_000
CHANNELS = ("banner", "newsletter", "ricerca", "sito", "social")


class Kind:
    """One kind of person: a chain on the channels."""

    def __init__(self, seed: int, win: float) -> None:
        rng = np.random.default_rng(seed)
        self.start = rng.dirichlet(np.full(5, 2.0))
        self.q = rng.dirichlet(np.full(5, 2.0), 5) * 0.62
        self.win = 0.38 * win * rng.uniform(0.4, 1.6, 5)
        inverse = np.linalg.inv(np.eye(5) - self.q)
        self.visits, self.ahead = self.start @ inverse, inverse @ self.win


KINDS = (Kind(1, 0.5), Kind(2, 0.15))
SHARE = np.array([0.35, 0.65])


def truth() -> dict[str, np.ndarray]:
    """Quotas with endless data: journeys of the two kinds, pooled."""
    visits = sum(w * kind.visits for w, kind in zip(SHARE, KINDS, strict=True))
    flow = sum(w * kind.visits[:, None] * kind.q for w, kind in zip(SHARE, KINDS, strict=True))
    win = sum(w * kind.visits * kind.win for w, kind in zip(SHARE, KINDS, strict=True))
    start = sum(w * kind.start for w, kind in zip(SHARE, KINDS, strict=True))
    first = sum(w * kind.start * kind.ahead for w, kind in zip(SHARE, KINDS, strict=True))
    q, reward = flow / visits[:, None], win / visits
    effect = removal_effects(sparse.csr_array(q), reward, start, np.eye(5, dtype=bool)).effect
    return {name: amount / amount.sum() for name, amount in (("markov", effect), ("first", first), ("last", win))}


def world(rng: np.random.Generator) -> Paths:
    kind = (rng.random(PEOPLE) > SHARE[0]).astype(int)
    person = np.repeat(np.arange(PEOPLE), rng.integers(1, 4, PEOPLE))
    of = kind[person]
    start = np.cumsum([one.start for one in KINDS], axis=1)
    step = np.cumsum([np.column_stack([one.q, one.win]) for one in KINDS], axis=2)
    state = (rng.random(len(of))[:, None] > start[of]).sum(axis=1)
    alive, won = np.arange(len(of)), np.zeros(len(of))
    path, code = [alive], [state]
    while len(alive):
        following = (rng.random(len(alive))[:, None] > step[of[alive], state]).sum(axis=1)
        won[alive[following == 5]] = 1
        alive, state = alive[following < 5], following[following < 5]
        path.append(alive)
        code.append(state)
    order = np.argsort(np.concatenate(path), kind="stable")
    offsets = np.concatenate([[0], np.cumsum(np.bincount(np.concatenate(path), minlength=len(of)))])
    people = pd.RangeIndex(PEOPLE)
    return Paths(CHANNELS, np.concatenate(code)[order], offsets, won, won * 0, 1 - won, person, people)


@pytest.mark.slow
@pytest.mark.parametrize("again", [200, 0], ids=["solved again", "derivative"])
def test_intervals_cover_the_models_own_parameter(again: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markov_module, "AGAIN", again)
    wanted = truth()
    labels = {"markov": "markov", "first": "primo tocco", "last": "ultimo tocco"}
    models = list(wanted) if again else ["markov"]
    hits = {name: np.zeros(5) for name in models}
    seen = {name: np.zeros(5) for name in models}
    worlds = WORLDS if again or os.environ.get("KIT_LONG") else WORLDS // 2
    for seed in range(worlds):
        paths = world(np.random.default_rng([11, seed]))
        table = attribute(paths, models, replicates=200, seed=seed).set_index("modello")
        for name in models:
            part = table.loc[labels[name]]
            enough = part["conversioni_con_canale"].to_numpy() >= 100
            inside = (part["limite_inf"].to_numpy() <= wanted[name]) & (wanted[name] <= part["limite_sup"].to_numpy())
            hits[name] += inside & enough
            seen[name] += enough
    for name in models:
        judged = seen[name] == worlds
        assert judged.sum() >= 4
        coverage = hits[name][judged] / worlds
        print(name, worlds, coverage)
        assert (np.abs(coverage - 0.95) <= 3 * np.sqrt(0.95 * 0.05 / worlds)).all(), f"{name}: {coverage}"
