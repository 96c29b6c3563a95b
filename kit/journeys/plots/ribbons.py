"""Where the nodes and ribbons of an alluvial diagram go: heights, places, stacking.  Pure geometry, no drawing.

Every node has a slot at least as tall as its label, so labels cannot collide whatever the counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

GAP = 0.35  # of a label's height, between two slots


@dataclass(frozen=True)
class Node:
    """Un blocco: in quale colonna, che nome ha, da quale altezza a quale."""

    column: int
    name: str
    low: float
    high: float

    @property
    def middle(self) -> float:
        """L'altezza della sua etichetta."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Ribbon:
    """Un nastro: da un blocco a quello seguente, di quale gruppo, e le sue altezze alla partenza e all'arrivo."""

    column: int
    source: str
    target: str
    group: str
    count: float
    start: tuple[float, float]
    end: tuple[float, float]


def layout(
    flows: pd.DataFrame, ends: pd.DataFrame, order: list[str], label: float
) -> tuple[dict[tuple[int, str], Node], list[Ribbon]]:
    """Colloca blocchi e nastri in un quadrato alto 1.

    Parameters
    ----------
    flows : DataFrame
        ``column``, ``source``, ``target``, ``group``, ``count``: i passaggi da una colonna alla seguente.
    ends : DataFrame
        ``column``, ``name``, ``group``, ``count``: quanto è alto ogni blocco, per gruppo.
    order : list of str
        L'ordine dei blocchi dall'alto, uguale in tutte le colonne.
    label : float
        Quanto è alta un'etichetta.
    """
    size = ends.groupby(["column", "name"])["count"].sum()
    scale = _scale(size, label)
    nodes: dict[tuple[int, str], Node] = {}
    for column in sorted(ends["column"].unique()):
        names = sorted(size[column].index, key=order.index)
        slots = [max(size[column][name] * scale, label) + GAP * label for name in names]
        top = 1.0
        for name, slot in zip(names, slots, strict=True):
            height, middle = size[column][name] * scale, top - slot / 2
            nodes[column, name] = Node(int(column), name, middle - height / 2, middle + height / 2)
            top -= slot
    return nodes, _ribbons(flows, nodes, order, scale)


def _scale(size: pd.Series[float], label: float) -> float:
    """Return the height of one journey such that the fullest column fits."""
    columns = [size[column].to_numpy() for column in size.index.get_level_values(0).unique()]
    low, high = 0.0, 1.0 / max(counts.sum() for counts in columns)
    for _ in range(60):
        tried = (low + high) / 2
        tallest = max(sum(max(count * tried, label) + GAP * label for count in counts) for counts in columns)
        low, high = (tried, high) if tallest <= 1 else (low, tried)
    return low


def _ribbons(flows: pd.DataFrame, nodes: dict[tuple[int, str], Node], order: list[str], scale: float) -> list[Ribbon]:
    """Stack ribbons from the top of each node: first group first, then in the order of the other end."""
    groups = sorted(flows["group"].unique())
    rank = {name: at for at, name in enumerate(order)}
    rows = flows.assign(g=flows["group"].map(groups.index), s=flows["source"].map(rank), t=flows["target"].map(rank))
    starts: dict[int, tuple[float, float]] = {}
    ends: dict[int, tuple[float, float]] = {}
    leaving = {key: node.high for key, node in nodes.items()}
    entering = dict(leaving)
    column, source, target = (rows[name].tolist() for name in ("column", "source", "target"))
    height = (rows["count"] * scale).tolist()
    for at in _order(rows, ["column", "s", "g", "t"]):
        starts[at] = _stacked(leaving, (column[at], source[at]), height[at])
    for at in _order(rows, ["column", "t", "g", "s"]):
        ends[at] = _stacked(entering, (column[at] + 1, target[at]), height[at])
    group, count = rows["group"].tolist(), rows["count"].tolist()
    return [
        Ribbon(column[at], source[at], target[at], group[at], count[at], starts[at], ends[at])
        for at in range(len(rows))
    ]


def _order(rows: pd.DataFrame, by: list[str]) -> list[int]:
    return [int(at) for at in rows.reset_index(drop=True).sort_values(by, kind="stable").index]


def _stacked(edge: dict[tuple[int, str], float], key: tuple[int, str], height: float) -> tuple[float, float]:
    """Take the next piece below the ones already there."""
    top = edge[key]
    edge[key] = top - height
    return (edge[key], top)
