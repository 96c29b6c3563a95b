"""Generator of `azioni`: a year of what Fiatolungo does and what others do for it, with costs and results.

Pure: a numpy Generator in, a table out.  The planted facts are the constants: the same words organic and paid, which
dimension looks best by which rate, how far videos are watched, where the catalogue loses people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kit.synthesis.actions_texts import ready_text
from kit.synthesis.content_parts import Family, families
from kit.synthesis.content_writing import write

if TYPE_CHECKING:
    import pandas as pd

YEAR = 2025
NONE = "nessuna"
TWINS = 90  # posts of the firm published twice with the same words: once for free, once paid
MISSING_METADATA = 0.06  # share of actions of which nobody wrote down whether they were paid, or who published
DISCLOSE = 0.75  # of paid influencers


class Sort(NamedTuple):
    """Un genere di azione.

    Quante, chi pubblica, chi la vede, se si paga la diffusione, dimensione, seconda; poi in media: costo del lavoro (euro),
    persone raggiunte gratis, euro di diffusione, interazioni e clic per persona, conversioni per clic.
    """

    many: int
    who: str
    seen: str
    paid: int
    first: str
    second: str
    work: float
    people: float
    media: float
    interactions: float
    clicks: float
    conversions: float


PEOPLE_PER_EURO = 22.0  # people reached by a euro of media
# The misleading rate: messages convert best per click, content costs least per person, advertising brings most conversions,
# influence has the most interactions. No dimension is best by every rate.
SORTS = {
    "post": Sort(190, "azienda", "tutti", 0, "content", NONE, 45, 900, 0, 0.055, 0.020, 0.030),
    "video": Sort(60, "azienda", "tutti", 0, "content", NONE, 120, 1500, 0, 0.045, 0.016, 0.026),
    "catalogo": Sort(36, "azienda", "tutti", 0, "content", NONE, 25, 700, 0, 0.020, 0.045, 0.042),
    "ricondivisione": Sort(40, "azienda", "tutti", 0, "content", "influence", 12, 1100, 0, 0.085, 0.012, 0.025),
    "post_pagato": Sort(110, "azienda", "tutti", 1, "advertising", NONE, 20, 300, 130, 0.018, 0.013, 0.034),
    "video_pagato": Sort(50, "azienda", "tutti", 1, "advertising", NONE, 60, 300, 190, 0.016, 0.010, 0.030),
    "catalogo_pagato": Sort(36, "azienda", "tutti", 1, "advertising", NONE, 15, 200, 110, 0.008, 0.028, 0.045),
    "risposta": Sort(80, "azienda", "una persona", 0, "messaging", NONE, 4, 1, 0, 0.9, 0.35, 0.30),
    "chatbot": Sort(40, "chatbot", "una persona", 0, "messaging", NONE, 0.4, 1, 0, 0.6, 0.25, 0.16),
    "messaggio": Sort(36, "azienda", "una lista", 0, "messaging", "advertising", 30, 420, 0, 0.06, 0.085, 0.075),
    "influencer": Sort(44, "influencer", "tutti", 0, "influence", "advertising", 420, 6500, 0, 0.075, 0.010, 0.022),
    "influencer_omaggio": Sort(22, "influencer", "tutti", 0, "influence", NONE, 60, 2600, 0, 0.085, 0.008, 0.020),
    "cliente": Sort(96, "cliente", "tutti", 0, "influence", NONE, 0, 260, 0, 0.14, 0.010, 0.030),
}
CHANNELS = {
    "video": ("social_video",),
    "video_pagato": ("social_video",),
    "risposta": ("messaggi",),
    "chatbot": ("messaggi",),
    "messaggio": ("messaggi", "newsletter"),
    "influencer": ("social_video", "social_foto"),
    "influencer_omaggio": ("social_foto",),
    "cliente": ("social_foto", "social_video"),
}
FORMATS = {"video": "video", "video_pagato": "video", "catalogo": "catalogo", "catalogo_pagato": "catalogo"}
FORMATS |= {"risposta": "messaggio", "chatbot": "messaggio", "messaggio": "messaggio"}

# Share of the people who start a video and get to the end, by its length in seconds; paid viewers leave sooner.
VIDEO_LENGTHS = (15, 30, 60, 180)
COMPLETED = {15: 0.62, 30: 0.44, 60: 0.27, 180: 0.11}
COMPLETED_IF_PAID = 0.72
STARTED = 0.55  # of the people reached
# From the catalogue to the cart to paying: inside the social network and on the site.
WHERE = ("social", "sito")
VIEWED = 1.6  # catalogue pages per click
TO_CART = {"social": 0.16, "sito": 0.11}
TO_PAID = {"social": 0.22, "sito": 0.46}  # inside the social network people fill carts and leave them
TICKET = 57.0  # euro, mean of a paid order
SPREAD = 0.45  # of the logarithms, between actions
SEASON = {1: 0.7, 2: 0.75, 3: 1.0, 4: 1.35, 5: 1.45, 6: 1.2, 7: 0.8, 8: 0.6, 9: 1.35, 10: 1.15, 11: 0.95, 12: 1.1}


def make_actions(rng: np.random.Generator) -> pd.DataFrame:
    """Inventa un anno di azioni.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.

    Returns
    -------
    DataFrame
        Colonne e unità nella scheda `datasets/azioni.md`.
    """
    import pandas as pd

    kinds = [kind for kind, sort in SORTS.items() for _ in range(sort.many)]
    texts = _texts(rng, kinds)
    twin = _share_words(rng, kinds, texts)
    table = pd.DataFrame({"genere": kinds, "testo": texts, "gemella": twin})
    first = pd.Timestamp(YEAR, 1, 1)
    table["data"] = first + pd.to_timedelta(rng.integers(0, 365, len(table)), unit="D")
    table["canale"] = [str(rng.choice(CHANNELS.get(kind, ("social_foto", "social_video")))) for kind in kinds]
    table["formato"] = [FORMATS.get(kind, "foto") for kind in kinds]
    for column in ("who", "seen", "paid", "first", "second"):
        name = {"who": "chi_pubblica", "seen": "visibile_a", "paid": "a_pagamento", "first": "dimensione"}.get(
            column, "seconda"
        )
        table[name] = [getattr(SORTS[kind], column) for kind in kinds]
    table = _results(rng, table)
    table = _some_missing(rng, table)
    order = np.argsort(table["data"].to_numpy(), kind="stable")
    names = np.empty(len(table), dtype=object)
    names[order] = [f"A{number:04d}" for number in range(1, len(table) + 1)]
    table["azione"] = names
    table["gemella"] = [names[int(one)] if one >= 0 else None for one in twin]
    table["sintetico"] = 1
    return table.iloc[order].reset_index(drop=True)[list(COLUMNS)]


COLUMNS = (
    "azione",
    "data",
    "canale",
    "formato",
    "chi_pubblica",
    "visibile_a",
    "a_pagamento",
    "compenso",
    "testo",
    "gemella",
    "dimensione",
    "seconda",
    "costo",
    "raggiunte",
    "interazioni",
    "condivisioni",
    "clic",
    "conversioni",
    "incasso",
    "durata_secondi",
    "video_avviati",
    "video_completati",
    "acquisto_in",
    "catalogo_viste",
    "carrelli",
    "carrelli_pagati",
    "sintetico",
)


def _texts(rng: np.random.Generator, kinds: Sequence[str]) -> list[str]:
    firm = [one for one in families() if one.voice == "azienda" and "messaggi" not in one.channels]
    direct = [one for one in families() if "messaggi" in one.channels]
    sources: dict[str, Callable[[], str]] = {
        "messaggio": lambda: _post(rng, direct),
        **{kind: partial(ready_text, rng, kind) for kind in ("risposta", "chatbot", "ricondivisione", "cliente")},
        "catalogo": lambda: ready_text(rng, "catalogo"),
        "catalogo_pagato": lambda: ready_text(rng, "catalogo"),
        "influencer": lambda: ready_text(rng, "influencer"),
        "influencer_omaggio": lambda: ready_text(rng, "influencer"),
    }
    texts = []
    for kind in kinds:
        text = sources.get(kind, lambda: _post(rng, firm))()
        if kind == "influencer" and rng.random() < DISCLOSE:
            text += " " + str(rng.choice(["#adv", "#adv", "#pubblicità", "In collaborazione con Fiatolungo."]))
        texts.append(text)
    return texts


def _post(rng: np.random.Generator, options: Sequence[Family]) -> str:
    """Write a post of any family: what it looks like does not say whether it is paid."""
    family = options[int(rng.integers(len(options)))]
    topic = list(family.bodies)[int(rng.integers(len(family.bodies)))]
    return write(rng, family, topic, "social_foto", ()).text


def _share_words(rng: np.random.Generator, kinds: Sequence[str], texts: list[str]) -> list[int]:
    """Give some paid posts the words of a free one; return for each action the place of its twin, or -1."""
    twin = [-1] * len(kinds)
    for free, paid, many in (("post", "post_pagato", TWINS * 2 // 3), ("video", "video_pagato", TWINS // 3)):
        sources = rng.permutation([place for place, kind in enumerate(kinds) if kind == free])[:many]
        targets = rng.permutation([place for place, kind in enumerate(kinds) if kind == paid])[:many]
        for source, target in zip(sources.tolist(), targets.tolist(), strict=True):
            texts[target] = texts[source]
            twin[source], twin[target] = target, source
    return twin


def _results(rng: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    sorts = [SORTS[kind] for kind in table["genere"]]
    season = table["data"].dt.month.map(SEASON).to_numpy(dtype=float)
    noise = np.exp(rng.normal(0, SPREAD, (len(table), 3)))

    def mean(field: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.array([getattr(one, field) for one in sorts], dtype=float)

    work, media = mean("work") * noise[:, 0], mean("media") * noise[:, 1] * season
    fee = np.where(table["genere"] == "influencer", work, 0.0)
    one_person = (table["visibile_a"] == "una persona").to_numpy()
    reach = (mean("people") * noise[:, 2] + media * PEOPLE_PER_EURO) * np.exp(rng.normal(0, 0.1, len(table)))
    people = np.where(one_person, 1, np.maximum(rng.poisson(np.minimum(reach, 1e6)), 1))
    jitter = np.exp(rng.normal(0, 0.25, (len(table), 3)))
    interactions = rng.binomial(people, np.minimum(mean("interactions") * jitter[:, 0], 1))
    clicks = rng.binomial(people, np.minimum(mean("clicks") * jitter[:, 1], 1))
    bought = rng.binomial(clicks, np.minimum(mean("conversions") * jitter[:, 2] * np.sqrt(season), 1))
    table["compenso"] = np.round(fee, 2)
    table["costo"] = np.round(work + media, 2)
    table["raggiunte"], table["interazioni"], table["clic"] = people, interactions, clicks
    table["condivisioni"] = rng.binomial(interactions, np.where(table["chi_pubblica"] == "cliente", 0.16, 0.05))
    table = _catalogue(rng, table, bought)
    table["incasso"] = np.round(table["conversioni"] * TICKET * np.exp(rng.normal(0, 0.15, len(table))), 2)
    return _videos(rng, table)


def _catalogue(
    rng: np.random.Generator, table: pd.DataFrame, bought: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> pd.DataFrame:
    """Turn the clicks of catalogue posts into pages, carts and paid orders; the other actions keep their conversions."""
    shop = (table["formato"] == "catalogo").to_numpy()
    where = np.where(rng.random(len(table)) < 0.5, *WHERE)
    chance = {step: np.array([rates[one] for one in where]) for step, rates in (("cart", TO_CART), ("paid", TO_PAID))}
    pages = rng.poisson(table["clic"] * VIEWED) + table["clic"].to_numpy()
    carts = rng.binomial(table["clic"], chance["cart"])
    paid = rng.binomial(carts, chance["paid"])
    table["acquisto_in"] = [name if flag else None for name, flag in zip(where.tolist(), shop, strict=True)]
    for name, values in (("catalogo_viste", pages), ("carrelli", carts), ("carrelli_pagati", paid)):
        table[name] = np.where(shop, values.astype(float), np.nan)
    table["conversioni"] = np.where(shop, paid, bought)
    return table


def _videos(rng: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    video = (table["formato"] == "video").to_numpy()
    length = rng.choice(VIDEO_LENGTHS, len(table))
    started = rng.binomial(table["raggiunte"], STARTED)
    share = np.array([COMPLETED[int(one)] for one in length]) * np.where(
        table["a_pagamento"] == 1, COMPLETED_IF_PAID, 1.0
    )
    ended = rng.binomial(started, share)
    for name, values in (("durata_secondi", length), ("video_avviati", started), ("video_completati", ended)):
        table[name] = np.where(video, values.astype(float), np.nan)
    return table


def _some_missing(rng: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    """Forget, now and then, whether an action was paid and who published it: the real exports have such holes."""
    paid = table["a_pagamento"].astype(float)
    paid[rng.random(len(table)) < MISSING_METADATA] = np.nan
    who = table["chi_pubblica"].astype(object)
    who[rng.random(len(table)) < MISSING_METADATA / 2] = None
    table["a_pagamento"], table["chi_pubblica"] = paid, who
    return table
