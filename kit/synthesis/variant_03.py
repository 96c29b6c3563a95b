"""The variant of lesson 03: two hundred and forty posts with encounter, labels, cost, trust, and their weeks.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.synthesis.content import ANNOTATORS, DISCLOSED, ENCOUNTERS, INBOUND, OUTBOUND, UNDISCLOSED, make_posts
from kit.synthesis.content_parts import typed
from kit.synthesis.content_results import WEEKS, add_results, make_weeks
from kit.synthesis.making import Maker, Variant

if TYPE_CHECKING:
    import pandas as pd

POSTS, TWINS = 240, 10
SIGNS = {"€": "il segno €", "!": "un punto esclamativo", "?": "un punto interrogativo", "#": "un hashtag (il segno #)"}
KEPT = (
    "contenuto",
    "data",
    "canale",
    "chi_pubblica",
    "testo",
    "incontro",
    "tipo",
    "sponsorizzazione",
    "annota_nives",
    "annota_kamal",
    "annota_ginevra",
    "costo",
    "raggiunte",
    "nuove",
    "clic",
    "vendite",
    "fiducia_prima",
    "fiducia_dopo",
)
FEWEST = 15  # texts under which a share is no question for a beginner
CLEAR = 0.02
CLEAR_TRUST = 0.3


def choose(rng: np.random.Generator) -> dict[str, Any]:
    """Sorteggia tipo, incontro, segno e annotatori su cui verte la prova."""
    kind = (INBOUND, OUTBOUND)[int(rng.integers(2))]
    own = [name for name in ENCOUNTERS[kind] if name != "suggerito"]
    first, second = sorted(rng.permutation(list(ANNOTATORS))[:2].tolist())
    return {
        "tipo": kind,
        "incontro": own[int(rng.integers(len(own)))],
        "segno": list(SIGNS)[int(rng.integers(len(SIGNS)))],
        "annotatore_1": f"annota_{first}",
        "annotatore_2": f"annota_{second}",
        "tipo_costo": (INBOUND, OUTBOUND)[int(rng.integers(2))],
    }


def ask(params: Mapping[str, Any]) -> dict[str, str]:
    """Le domande, in parole."""
    one, two = (params[key].removeprefix("annota_").capitalize() for key in ("annotatore_1", "annotatore_2"))
    return {
        "incontro": f"Fra i contenuti {params['tipo']}, quale quota ha come incontro «{params['incontro']}»?",
        "segno": f"Fra i testi che contengono {SIGNS[params['segno']]}, quale quota è outbound?",
        "disaccordo": f"Su quale quota dei testi {one} e {two} non sono d'accordo?",
        "costo_nuova": f"Quanti euro costa in media una persona nuova raggiunta da un contenuto {params['tipo_costo']}, "
        "cioè il costo totale diviso per le persone nuove?",
        "fiducia": "Nei post dei creator, di quanto cambia in media la fiducia (dopo meno prima) se la sponsorizzazione non è "
        "dichiarata, meno quanto cambia se è dichiarata?",
        "sorpasso": "Qual è la prima settimana in cui le vendite accumulate per ogni euro speso sono più alte per i contenuti "
        "inbound che per gli outbound?",
    }


def make(rng: np.random.Generator, params: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Inventa i contenuti e i loro risultati settimana per settimana."""
    posts = make_posts(rng, POSTS, TWINS)
    weeks = make_weeks(rng, posts)
    table = add_results(rng, posts, weeks)
    later = weeks.merge(table[["contenuto", "tipo"]], on="contenuto")
    return {"contenuti": typed(table[list(KEPT)]), "settimane": typed(later)}


def _share(variant: Variant) -> tuple[float, float, int]:
    """Return the share asked for, the one with the other denominator, and how many rows."""
    table, params = variant.tables["contenuti"], variant.params
    kind, met = table["tipo"] == params["tipo"], table["incontro"] == params["incontro"]
    return float(met[kind].mean()), float(met.mean()), int(kind.sum())


def _sign(variant: Variant) -> tuple[float, int]:
    table = variant.tables["contenuti"]
    has = table["testo"].str.contains(variant.params["segno"], regex=False)
    return float((table.loc[has, "tipo"] == OUTBOUND).mean()), int(has.sum())


def _disagreement(variant: Variant) -> float:
    table, params = variant.tables["contenuti"], variant.params
    return float((table[params["annotatore_1"]] != table[params["annotatore_2"]]).mean())


def _cost(variant: Variant) -> tuple[float, float]:
    """Return cost per new person as a ratio of sums, and as a mean of ratios."""
    table = variant.tables["contenuti"]
    mine = table[(table["tipo"] == variant.params["tipo_costo"])]
    some = mine[mine["nuove"] > 0]
    return float(mine["costo"].sum() / mine["nuove"].sum()), float((some["costo"] / some["nuove"]).mean())


def _trust(variant: Variant) -> tuple[float, float, int]:
    """Return the difference of changes, the difference of the levels afterwards, and the smaller group."""
    table = variant.tables["contenuti"].dropna(subset=["fiducia_prima", "fiducia_dopo"])
    groups = {name: table[table["sponsorizzazione"] == name] for name in (DISCLOSED, UNDISCLOSED)}
    change = {name: float((rows["fiducia_dopo"] - rows["fiducia_prima"]).mean()) for name, rows in groups.items()}
    after = {name: float(rows["fiducia_dopo"].mean()) for name, rows in groups.items()}
    return (
        change[UNDISCLOSED] - change[DISCLOSED],
        after[UNDISCLOSED] - after[DISCLOSED],
        min(len(rows) for rows in groups.values()),
    )


def _overtaking(variant: Variant) -> list[int]:
    """Return the weeks in which sought contents have sold more per euro, so far, than pushed ones."""
    weeks, table = variant.tables["settimane"], variant.tables["contenuti"]
    cost = table.groupby("tipo")["costo"].sum()
    sold = weeks.pivot_table(index="settimana", columns="tipo", values="vendite", aggfunc="sum", fill_value=0)
    per_euro = sold.reindex(range(1, WEEKS + 1), fill_value=0).cumsum() / cost
    return [int(one) for one in per_euro.index[per_euro[INBOUND] > per_euro[OUTBOUND]]]


def _one_overtaking(variant: Variant) -> bool:
    weeks = _overtaking(variant)
    return bool(weeks) and 3 <= weeks[0] <= WEEKS - 2 and weeks == list(range(weeks[0], WEEKS + 1))


MAKER = Maker(
    choose,
    ask,
    make,
    {
        "la quota chiesta cambia se si divide per tutti i contenuti": lambda one: (
            abs(_share(one)[0] - _share(one)[1]) > CLEAR and _share(one)[0] > CLEAR
        ),
        "il segno compare in abbastanza testi e non divide a metà": lambda one: (
            _sign(one)[1] >= FEWEST and CLEAR < abs(_sign(one)[0] - 0.5) < 0.5
        ),
        "i due annotatori qualche volta non sono d'accordo": lambda one: 0.05 < _disagreement(one) < 0.5,
        "il costo per persona nuova non è la media dei rapporti": lambda one: (
            abs(_cost(one)[0] - _cost(one)[1]) > 0.05 * _cost(one)[0]
        ),
        "chi non dichiara perde fiducia, e il confronto solo dopo è diverso": lambda one: (
            _trust(one)[0] < -CLEAR_TRUST and abs(_trust(one)[0] - _trust(one)[1]) > CLEAR and _trust(one)[2] >= 5
        ),
        "gli inbound superano gli outbound una volta sola, né subito né alla fine": _one_overtaking,
    },
)
