"""Generator of `contenuti`: posts of Fiatolungo's world, who met them how, and how three people labelled them.

Pure: a numpy Generator in, a table out.  Results over time are in `content_results`; the planted effects are constants.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kit.synthesis.content_parts import Family, families
from kit.synthesis.content_writing import write

if TYPE_CHECKING:
    import pandas as pd

POSTS = 1_500  # before the twins
TWINS = 60  # the same words once more, met the other way
FIRST_DAY, LAST_DAY = "2025-01-07", "2025-09-30"
INBOUND, OUTBOUND = "inbound", "outbound"
FIRM = "fiatolungo"

# Who looks for whom. «suggerito» (the feed decides) is the only encounter that both have.
ENCOUNTERS = {
    INBOUND: {"cercato": 0.40, "seguito": 0.42, "suggerito": 0.18},
    OUTBOUND: {"sponsorizzato": 0.55, "interruzione": 0.27, "suggerito": 0.18},
}
OF_CHANNEL = {  # channels where the encounter is given
    (INBOUND, "newsletter"): "seguito",
    (INBOUND, "ricerca"): "cercato",
    (OUTBOUND, "newsletter"): "interruzione",
    (OUTBOUND, "messaggi"): "interruzione",
    (OUTBOUND, "ricerca"): "sponsorizzato",
}
TWIN_ENCOUNTER = {INBOUND: "sponsorizzato", OUTBOUND: "seguito"}  # by the kind of the first one

# Share of a reader's mistakes: easy texts, hard families, texts whose body was written for the other kind.
ERROR_EASY, ERROR_HARD, ERROR_CROSSED = 0.03, 0.12, 0.25
ERROR_SPREAD = 0.7  # standard deviation between texts, in log-odds: a hard text is hard for all three
ANNOTATORS = {"nives": -0.3, "kamal": 0.0, "ginevra": 0.35}  # log-odds more or less of a mistake

NO, DISCLOSED, UNDISCLOSED = "nessuna", "dichiarata", "non dichiarata"
SPONSORED = {False: (0.50, 0.28, 0.22), True: (0.0, 0.6, 0.4)}  # by whether the family is an advertisement by itself
NOTICES = (
    "#adv",
    "#adv",
    "Pubblicità.",
    "#pubblicità",
    "In collaborazione con Fiatolungo.",
    "ADV:",
    "#ad #prodottoregalato",
)
MENTIONS = (
    "Oggi uso {} di Fiatolungo.",
    "Ai miei porto {} di Fiatolungo, mi trovo bene.",
    "Quello che vedete è di Fiatolungo: {}.",
    "({}, Fiatolungo, per chi me lo chiede ogni volta.)",
)
PRODUCTS = {
    "scarpe": "le Graniglia",
    "zaino": "il Mulo 18",
    "bastoncini": "i Cavalletta",
    "notte": "la Lucciola",
    "pioggia": "la Libeccio",
    "freddo": "la maglia Feltro",
    "acqua": "la Sorgiva",
    "vesciche": "le calze Lumachina",
    "recupero": "la fascia media",
    "discesa": "le Graniglia Discesa",
    "principianti": "le Stradella",
    "gita": "lo zainetto Mulo",
}
CREATORS = 12


class Row(NamedTuple):
    """Una riga prima dei risultati."""

    family: Family
    topic: str
    channel: str
    text: str
    kind: str
    encounter: str
    author: str
    sponsorship: str
    crossed: bool
    twin: int  # the place of the first one, or -1


def make_posts(rng: np.random.Generator, posts: int = POSTS, twins: int = TWINS) -> pd.DataFrame:
    """Inventa i contenuti, senza ancora i risultati.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    posts : int
        Quanti testi diversi.
    twins : int
        Quanti di loro compaiono una seconda volta, con le stesse parole e con l'incontro opposto.

    Returns
    -------
    DataFrame
        Colonne e unità nella scheda `datasets/contenuti.md` (fino a ``pressione``); in più ``risolve`` e ``incrociato``.
    """
    import pandas as pd

    rows = _originals(rng, posts)
    rows += _twins(rng, rows, twins)
    days = (pd.Timestamp(LAST_DAY) - pd.Timestamp(FIRST_DAY)).days
    dates = pd.Timestamp(FIRST_DAY) + pd.to_timedelta(rng.integers(0, days + 1, len(rows)), unit="D")
    order = np.argsort(dates.to_numpy(), kind="stable")
    names = np.empty(len(rows), dtype=object)
    names[order] = [f"C{number:04d}" for number in range(1, len(rows) + 1)]
    other = np.full(len(rows), None, dtype=object)
    for place, row in enumerate(rows):
        if row.twin >= 0:
            other[place], other[row.twin] = names[row.twin], names[place]
    table = pd.DataFrame(
        {
            "contenuto": names,
            "data": dates,
            "canale": [row.channel for row in rows],
            "chi_pubblica": [row.family.voice for row in rows],
            "autore": [row.author for row in rows],
            "tema": [row.topic for row in rows],
            "testo": [row.text for row in rows],
            "incontro": [row.encounter for row in rows],
            "tipo": [row.kind for row in rows],
            "sponsorizzazione": [row.sponsorship for row in rows],
            "famiglia_id": [row.family.name for row in rows],
            "difficile": [int(row.family.hard or row.crossed) for row in rows],
            "gemello": other,
            **_labels(rng, rows),
            "pressione": _pressure(rng, rows),
            "soluzione": [int(row.family.solves and not row.crossed) for row in rows],
        }
    )
    return table.iloc[order].reset_index(drop=True)


def _originals(rng: np.random.Generator, posts: int) -> list[Row]:
    everyone = families()
    opposite = {
        one.name: [other for other in everyone if other.kind != one.kind and other.voice == one.voice]
        for one in everyone
    }
    seen: set[str] = set()
    rows: list[Row] = []
    for family in _shared_out(everyone, posts):
        channel = family.channels[int(rng.integers(len(family.channels)))]
        topic = list(family.bodies)[int(rng.integers(len(family.bodies)))]
        sponsorship = _sponsorship(rng, family)
        extra = ""
        if sponsorship != NO and not family.paid:
            extra = MENTIONS[int(rng.integers(len(MENTIONS)))].format(PRODUCTS[topic])
            extra = extra[0].upper() + extra[1:] if extra[0] != "(" else "(" + extra[1].upper() + extra[2:]
        notice = NOTICES[int(rng.integers(len(NOTICES)))] if sponsorship == DISCLOSED else ""
        for _ in range(50):
            text, crossed = write(rng, family, topic, channel, opposite[family.name], extra, notice)
            if text not in seen:
                break
        seen.add(text)
        encounter = _encounter(rng, family.kind, channel)
        author = _author(rng, family)
        rows.append(Row(family, topic, channel, text, family.kind, encounter, author, sponsorship, crossed, -1))
    return rows


def _shared_out(everyone: Sequence[Family], posts: int) -> list[Family]:
    """Give each kind half of the posts, each family its share by weight (largest remainders)."""
    found: list[Family] = []
    for kind, total in ((INBOUND, posts - posts // 2), (OUTBOUND, posts // 2)):
        mine = [one for one in everyone if one.kind == kind]
        exact = np.array([one.weight for one in mine]) * total / sum(one.weight for one in mine)
        times = np.floor(exact).astype(int)
        times[np.argsort(times - exact, kind="stable")[: total - times.sum()]] += 1
        found += [one for one, many in zip(mine, times, strict=True) for _ in range(many)]
    return found


def _twins(rng: np.random.Generator, rows: Sequence[Row], twins: int) -> list[Row]:
    """Repeat some social posts of the firm, word for word, met the other way."""
    able = [place for place, row in enumerate(rows) if row.channel.startswith("social") and row.author == FIRM]
    found = []
    for kind in (INBOUND, OUTBOUND):
        places = [place for place in able if rows[place].kind == kind]
        for place in rng.permutation(places)[: twins // 2].tolist():
            other = OUTBOUND if kind == INBOUND else INBOUND
            found.append(rows[place]._replace(kind=other, encounter=TWIN_ENCOUNTER[kind], twin=place))
    return found


def _encounter(rng: np.random.Generator, kind: str, channel: str) -> str:
    if (kind, channel) in OF_CHANNEL:
        return OF_CHANNEL[kind, channel]
    chances = ENCOUNTERS[kind]
    return str(rng.choice(list(chances), p=list(chances.values())))


def _author(rng: np.random.Generator, family: Family) -> str:
    if family.voice == "creator":
        return f"creator_{int(rng.integers(1, CREATORS + 1)):02d}"
    return FIRM if family.voice == "azienda" else f"U{int(rng.integers(1, 6001)):04d}"


def _sponsorship(rng: np.random.Generator, family: Family) -> str:
    if family.voice != "creator":
        return NO
    return str(rng.choice([NO, DISCLOSED, UNDISCLOSED], p=SPONSORED[family.kind == OUTBOUND]))


def _labels(rng: np.random.Generator, rows: Sequence[Row]) -> dict[str, Any]:
    """Label every text as three people would: they read the words and do not know how the text was met."""
    style = np.array([row.family.kind for row in rows])
    chance = np.array([ERROR_CROSSED if row.crossed else ERROR_HARD if row.family.hard else ERROR_EASY for row in rows])
    odds = np.log(chance / (1 - chance)) + rng.normal(0, ERROR_SPREAD, len(rows))
    first = {row.twin: place for place, row in enumerate(rows) if row.twin >= 0}
    labels = {}
    for name, more in ANNOTATORS.items():
        wrong = rng.random(len(rows)) < 1 / (1 + np.exp(-(odds + more)))
        label = np.where(wrong == (style == OUTBOUND), INBOUND, OUTBOUND)
        for original, copy in first.items():  # the same words get the same label
            label[copy] = label[original]
        labels[f"annota_{name}"] = label
    return labels


def _pressure(rng: np.random.Generator, rows: Sequence[Row]) -> Any:
    """Rate how hard a text presses, from 1 to 5: the mean of three readers."""
    mean = np.array([row.family.pressure for row in rows])
    return np.round(np.clip(mean + rng.normal(0, 0.45, len(rows)), 1, 5), 1)
