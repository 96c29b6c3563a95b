"""What a maker of variants is made of: question parameters, tables, named invariants.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


@dataclass(frozen=True, eq=False)  # each is itself: what is worked out of one can be kept by it
class Variant:
    """Una variante: tabelle, parametri delle domande, testo delle domande."""

    tables: Mapping[str, pd.DataFrame]
    params: Mapping[str, Any]
    questions: Mapping[str, str]


@dataclass(frozen=True)
class Maker:
    """Come si fa la variante di una lezione.

    `choose` sorteggia i parametri delle domande, `ask` li mette in parole, `make` sorteggia le tabelle; ogni invariante
    ha un nome italiano e dice se la variante si presta alle domande.
    """

    choose: Callable[[np.random.Generator], dict[str, Any]]
    ask: Callable[[Mapping[str, Any]], dict[str, str]]
    make: Callable[[np.random.Generator, Mapping[str, Any]], dict[str, pd.DataFrame]]
    invariants: Mapping[str, Callable[[Variant], bool]]
