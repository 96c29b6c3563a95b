"""The variant of lesson 03: two hundred and forty posts with encounter, cost, trust, and their weeks.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.synthesis.content import DISCLOSED, ENCOUNTERS, INBOUND, OUTBOUND, UNDISCLOSED, make_posts
from kit.synthesis.content_parts import typed
from kit.synthesis.content_results import PUSHED_WEEKS, add_results, make_weeks
from kit.synthesis.making import Maker, Variant

if TYPE_CHECKING:
    import pandas as pd

POSTS, TWINS = 240, 10
SIGNS = {"€": "il segno €", "!": "un punto esclamativo", "?": "un punto interrogativo", "#": "un hashtag (il segno #)"}
# The last week asked for: a pushed content must still be selling after it, or «all the weeks» would be right too.
LAST_WEEKS = {INBOUND: (3, 4, 5, 6), OUTBOUND: tuple(range(2, len(PUSHED_WEEKS)))}
KEPT = (
    "contenuto",
    "data",
    "canale",
    "chi_pubblica",
    "testo",
    "incontro",
    "tipo",
    "sponsorizzazione",
    "costo",
    "raggiunte",
    "clic",
    "vendite",
    "fiducia_prima",
    "fiducia_dopo",
)
FEWEST = 15  # texts under which a share is no question for a beginner
CLEAR = 0.02
CLEAR_TRUST = 0.3


def choose(rng: np.random.Generator) -> dict[str, Any]:
    """Sorteggia tipo, incontro, segno e settimane su cui verte la prova."""
    kind = (INBOUND, OUTBOUND)[int(rng.integers(2))]
    own = [name for name in ENCOUNTERS[kind] if name != "suggerito"]
    sold = (INBOUND, OUTBOUND)[int(rng.integers(2))]
    return {
        "tipo": kind,
        "incontro": own[int(rng.integers(len(own)))],
        "segno": list(SIGNS)[int(rng.integers(len(SIGNS)))],
        "tipo_resa": sold,
        "ultima_settimana": int(rng.choice(LAST_WEEKS[sold])),
    }


def ask(params: Mapping[str, Any]) -> dict[str, str]:
    """Le domande, in parole."""
    return {
        "incontro": f"Fra i contenuti {params['tipo']}, quale quota ha come incontro «{params['incontro']}»?",
        "segno": f"Fra i testi che contengono {SIGNS[params['segno']]}, quale quota è outbound?",
        "fiducia": "Nei post dei creator, di quanto cambia in media la fiducia (dopo meno prima)? Calcolalo se la sponsorizzazione "
        "non è dichiarata e se è dichiarata: quanto fa il primo numero meno il secondo?",
        "resa": f"Quante vendite ogni 1.000 euro spesi hanno dato i contenuti {params['tipo_resa']} nelle prime "
        f"{params['ultima_settimana']} settimane?",
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


def _sold(variant: Variant) -> tuple[float, float]:
    """Return the share of the sales of that kind that came by the week asked for, and by the week before."""
    weeks, params = variant.tables["settimane"], variant.params
    mine = weeks[weeks["tipo"] == params["tipo_resa"]]
    whole = mine["vendite"].sum()
    return tuple(
        float(mine.loc[mine["settimana"] <= last, "vendite"].sum() / whole)
        for last in (params["ultima_settimana"], params["ultima_settimana"] - 1)
    )  # type: ignore[return-value]


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
        "chi non dichiara perde fiducia, e il confronto solo dopo è diverso": lambda one: (
            _trust(one)[0] < -CLEAR_TRUST and abs(_trust(one)[0] - _trust(one)[1]) > CLEAR and _trust(one)[2] >= 5
        ),
        "una settimana in meno, o tutte, danno un altro numero di vendite": lambda one: (
            _sold(one)[0] - _sold(one)[1] > CLEAR and _sold(one)[0] < 1 - CLEAR
        ),
    },
)
