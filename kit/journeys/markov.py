"""Markov credits and their replicates: the chain counted again with every person's weight.  Pure."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from kit.journeys.grams import START, Chain, passages
from kit.journeys.paths import Floats, Paths
from kit.journeys.people import People
from kit.journeys.removal import removal_effects

AGAIN = 200  # states up to which every replicate is solved again; above, the exact derivative stands in
BATCH = 8_000_000  # numbers in a batch of matrices


def markov_shares(chain: Chain, channels: int, measure: str) -> Floats:
    """Le quote di merito di Markov, shape (canali,): gli effetti di rimozione divisi per la loro somma.

    Raises
    ------
    JourneyError
        Come in `removal_effects`.
    """
    q, reward, start, visits = chain.probabilities(measure)
    effect = removal_effects(q, reward, start, chain.members(channels), visits).effect
    return np.asarray(effect / effect.sum())


class MarkovReplicates:
    """I meriti di Markov in ogni ricampionamento.

    Parameters
    ----------
    chain : Chain
        La catena dei dati.
    channels : int
        Quanti canali.
    measure : {"conversioni", "valore"}
        Che cosa si divide.
    """

    def __init__(self, chain: Chain, channels: int, measure: str) -> None:
        self.chain, self.channels, self.measure = chain, channels, measure
        self.members = chain.members(channels)
        self.again = chain.size <= AGAIN

    def columns(self, paths: Paths, people: People) -> sparse.csr_array:
        """Ciò che si somma per persona: gli archi percorsi e il valore per ultimo stato, o la loro combinazione lineare."""
        chain = self.chain
        edges, size = len(chain.count), chain.size
        counted = sum(people.counted(path, edge, edges, kind) for kind, (path, edge) in passages(chain, paths).items())
        last = chain.state[chain.offsets[1:] - 1]
        value = people.counted(np.arange(len(paths)), last, size, "value", paths.value)
        both = sparse.hstack([counted, value], format="csr")
        if self.again:
            return both
        self.effect, slope = self._slope()
        self.base = np.concatenate([chain.count, chain.last_value]) @ slope
        amount = np.concatenate([chain.target == size, np.zeros(size)]).astype(float)
        if self.measure == "valore":
            amount = np.concatenate([np.zeros(edges), np.ones(size)])
        return sparse.csr_array(both @ np.column_stack([slope, amount]))

    def credits(self, sums: Floats) -> Floats:
        """I meriti, shape (ricampionamenti, canali), dai totali delle colonne."""
        if not self.again:
            effect = np.maximum(self.effect + sums[:, :-1] - self.base, 0.0)
            return np.asarray(effect / effect.sum(axis=1, keepdims=True) * sums[:, -1:])
        block = max(1, BATCH // self.chain.size**2)
        return np.concatenate([self._solved(sums[i : i + block]) for i in range(0, len(sums), block)])

    def _solved(self, sums: Floats) -> Floats:
        """Solve the chains of many replicates at once."""
        chain, size = self.chain, self.chain.size
        count, value = sums[:, : len(chain.count)], sums[:, len(chain.count) :]
        many = len(count)
        matrix = np.zeros((many, size + 1, size + 2))
        matrix[:, chain.source, chain.target] = count  # source −1 is the last row
        visits = matrix[:, :size].sum(axis=2)
        once = np.maximum(visits, 1e-300)  # a state nobody visits this time leads nowhere
        q = matrix[:, :size, :size] / once[:, :, None]
        won = matrix[:, :size, size] if self.measure == "conversioni" else value
        inverse = np.linalg.inv(np.eye(size) - q)
        ahead = np.einsum("nij,nj->ni", inverse, won / once)
        if (self.members.sum(axis=0) <= 1).all():
            state, channel = np.nonzero(self.members)
            effect = np.zeros((many, self.channels))
            effect[:, channel] = (visits * ahead / np.diagonal(inverse, axis1=1, axis2=2))[:, state]
        else:
            effect = np.zeros((many, self.channels))
            for one in range(self.channels):
                r = np.flatnonzero(self.members[:, one])
                entered = np.linalg.solve(inverse[:, r[:, None], r], ahead[:, r, None])[:, :, 0]
                effect[:, one] = (visits[:, r] * entered).sum(axis=1)
        total = won.sum(axis=1, keepdims=True)
        return np.asarray(effect / effect.sum(axis=1, keepdims=True) * total)

    def _slope(self) -> tuple[Floats, Floats]:
        """Return the effects, and how each changes with each edge's count and each state's value."""
        chain, size = self.chain, self.chain.size
        q, reward, start, visits = chain.probabilities(self.measure)
        removal = removal_effects(q, reward, start, self.members, visits, detail=True)
        assert removal.ahead is not None and removal.behind is not None
        walks = chain.count[chain.source == START].sum()
        leaving = visits * walks
        value = self.measure == "valore"
        wins = 0.0 if value else 1.0
        beyond = np.vstack(
            [
                np.where(self.members, 0.0, removal.ahead),
                np.full((1, self.channels), wins),
                np.zeros((1, self.channels)),
            ]
        )
        without = 1 - removal.effect  # of the total
        starts = chain.source == START
        slope = np.zeros((len(chain.count) + size, self.channels))
        edges = slope[: len(chain.count)]
        edges[starts] = (beyond[chain.target[starts]] - without * removal.total) / walks
        at = chain.source[~starts]
        edges[~starts] = (removal.behind / leaving[:, None])[at] * (beyond[chain.target[~starts]] - removal.ahead[at])
        # total = (conversions or value) / walks
        change = np.zeros(len(slope))
        change[: len(chain.count)][starts] -= removal.total / walks
        if value:
            slope[len(chain.count) :] = removal.behind / leaving[:, None]
            change[len(chain.count) :] = 1 / walks
        else:
            change[: len(chain.count)][chain.target == size] += 1 / walks
        return removal.effect, -(slope - np.outer(change, without)) / removal.total
