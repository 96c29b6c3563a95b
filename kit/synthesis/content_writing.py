"""From the pieces of a family to one post: alternatives chosen, slots filled, crossed endings, a hurried hand.

Pure: a numpy Generator in, a text out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kit.synthesis.content_parts import Family, common_endings, first_names

CROSSED_CLOSINGS = 0.25  # share of posts that do not end as their kind would…
SIGNED = 0.4  # …and share of these that end with a signature, which belongs to neither kind
CROSSED_BODIES = 0.05
WITHOUT_OPENING, WITHOUT_CLOSING = 0.16, 0.14
SHORTENED = 0.10  # share of sought posts of which only the beginning of the body is kept, as in a caption
DOUBLED = {"inbound": 0.18, "outbound": 0.05}  # share of the firm's posts that go on with a second body
SECOND_CLOSING = {"outbound": 0.80, "inbound": 0.30}  # share of posts with one of the endings that everybody uses

TOWNS = ("Pratolungo", "Castel del Rio", "San Vito", "Valdoro", "Montefosco", "Pieve Alta", "Ronchi", "Fontanelle")
DAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
CODES = ("CORRI", "FIATO", "PASSO", "AMICI", "SENTIERO", "TRAIL", "BOSCO")
SMALL = ("9,90", "12", "12,90", "14,90", "15", "19,90", "24,90")
MIDDLE = ("29,90", "35", "39", "44,90", "49", "49,90", "59,90", "69")
GREAT = ("79,90", "89", "99", "109,90", "119", "129,90", "139", "149")
EURO = ("{} €", "{} €", "{}€", "{} euro", "€ {}")

ALWAYS_EMOJI = ["🏃", "⛰️", "👟", "🌲", "☀️", "💪", "😅", "🎒", "✨", "🙌", "🥾", "😊", "💚"]
OF_TOPIC = {"pioggia": "🌧️ ☔", "freddo": "❄️ 🧤", "notte": "🌙 🔦", "acqua": "💧", "gita": "👣 🍃", "recupero": "🛌 🧘"}
TAGS = [
    "#fiatolungo",
    "#borgomalvento",
    "#camminare",
    "#corsa",
    "#trailrunning",
    "#montagna",
    "#escursionismo",
    "#vitaallaria",
    "#passi",
]

# How often a hurried hand leaves a trace, by voice.
ROUGH = {"azienda": 0.05, "creator": 0.22, "cliente": 0.60}
SLIPS = (
    (re.compile(r"\b([Pp])erché\b"), (r"\1erchè", r"\1erche'", r"\1erche")),
    (re.compile(r"\b([Pp])iù\b"), (r"\1iu'", r"\1iu", r"\1iú")),
    (re.compile(r"\bè\b"), ("e'", "é")),
    (re.compile(r"\bpo'"), ("pò", "po")),
    (re.compile(r"\b([Pp])erò\b"), (r"\1ero'", r"\1ero")),
    (re.compile(r"\bgià\b"), ("gia", "gia'")),
    (re.compile(r"\b([Cc])osì\b"), (r"\1osi", r"\1osi'")),
    (re.compile(r"\bcomunque\b"), ("cmq",)),
    (re.compile(r"\. "), ("... ", ".. ", " ")),
    (re.compile(r", "), (" , ", ",")),
    (re.compile(r"’"), ("'",)),
)


class Post(NamedTuple):
    """Un testo, e se il corpo viene da una famiglia dell'altro tipo."""

    text: str
    crossed: bool


def write(
    rng: np.random.Generator,
    family: Family,
    topic: str,
    channel: str,
    others: Sequence[Family],
    extra: str = "",
    notice: str = "",
) -> Post:
    """Scrive un post.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    family : Family
        La famiglia del testo.
    topic : str
        Il tema: una chiave di ``family.bodies``.
    channel : str
        Dove si pubblica: emoji e hashtag stanno soprattutto sui social.
    others : lista di Family
        Le famiglie dell'altro tipo con la stessa voce, da cui prendere un corpo ogni tanto.
    extra : str
        Una frase in più prima della chiusura.
    notice : str
        Come si dichiara la pubblicità, o vuoto.

    Returns
    -------
    Post
    """
    crossed = False
    body, opening, closing = family.bodies[topic], _one(rng, family.openings), _one(rng, family.closings)
    with_topic = [one for one in others if topic in one.bodies]
    if with_topic and rng.random() < CROSSED_BODIES:
        body, crossed = with_topic[int(rng.integers(len(with_topic)))].bodies[topic], True
    if family.kind == "inbound" and rng.random() < SHORTENED:
        body = _beginning(body)
    elif family.voice == "azienda" and not crossed and rng.random() < DOUBLED[family.kind]:
        second = _one(rng, [one for name, one in family.bodies.items() if name != topic])
        body = f"{body}\n{second[0].upper() + second[1:]}"
    other_kind = "inbound" if family.kind == "outbound" else "outbound"
    crossing = common_endings().get(("firma" if rng.random() < SIGNED else other_kind, family.voice), ())
    if not opening.endswith(",") and rng.random() < WITHOUT_OPENING:
        opening = ""
    if rng.random() < WITHOUT_CLOSING:
        closing = ""
    usual = common_endings().get((family.kind, family.voice), ())
    if crossing and rng.random() < CROSSED_CLOSINGS:
        closing = _one(rng, crossing)
    elif usual and channel != "messaggi" and rng.random() < SECOND_CLOSING[family.kind]:
        closing = f"{closing} {_one(rng, usual)}".strip()
    filling = slots(rng)
    parts = [fill(rng, one, filling) for one in (opening, body, extra, closing)]
    parts = _tone(rng, family, parts)
    break_or_space = "\n" if rng.random() < 0.4 or "\n" in body or opening.endswith(",") else " "
    if opening and body[0].islower() and not opening.endswith(",") and family.voice == "azienda":
        parts[1] = parts[1][0].upper() + parts[1][1:]
    text = break_or_space.join(one for one in parts if one)
    text = _decorate(rng, family, topic, text, channel.startswith("social"))
    if rng.random() < ROUGH[family.voice] and not notice:
        text = _roughen(rng, text)
    if notice:
        text = f"{notice} {text}" if notice.endswith((".", ":")) else f"{text} {notice}"
    return Post(text[0].upper() + text[1:] if family.voice == "azienda" else text, crossed)


def _one(rng: np.random.Generator, options: Sequence[str]) -> str:
    return options[int(rng.integers(len(options)))]


def _beginning(body: str) -> str:
    """Keep the first sentence or two of a body (the first two lines of a list)."""
    if "\n" in body:
        return "\n".join(body.split("\n")[:2])
    parts = re.split(r"(?<=[.!?»]) (?=[A-ZÈÀ«])", body)
    return " ".join(parts[: 1 if len(parts[0]) > 60 else 2])


def slots(rng: np.random.Generator) -> dict[str, str]:
    """Che cosa riempie gli spazi di un testo (nomi, prezzi, giorni), estratto una volta sola per tutto il testo."""
    first, second = (first_names()[int(one)] for one in rng.permutation(len(first_names()))[:2])
    price = _one(rng, EURO)
    discount = _one(rng, ("10", "15", "20", "25", "30", "40", "50"))
    return {
        "nome2": second,
        "nome": first,
        "paese": _one(rng, TOWNS),
        "giorno": _one(rng, DAYS),
        "ora": _one(rng, ("18", "18.30", "19", "20.30", "9", "10")),
        "km": _one(rng, ("7", "8", "11", "12", "14", "16", "21")),
        "tantikm": _one(rng, ("300", "400", "500", "600", "700")),
        "numero": _one(rng, ("140", "210", "64", "96", "312", "180")),
        "cifra": str(int(rng.integers(2, 9))),
        "dislivello": _one(rng, ("250", "300", "420", "550", "600")),
        "pp": price.format(_one(rng, SMALL)),
        "pm": price.format(_one(rng, MIDDLE)),
        "pg": price.format(_one(rng, GREAT)),
        "sconto": discount,
        "codice": _one(rng, CODES) + discount,
    }


def fill(rng: np.random.Generator, piece: str, filling: dict[str, str]) -> str:
    """Sceglie fra le alternative e riempie gli spazi di una frase."""

    def choose(found: re.Match[str]) -> str:
        return _one(rng, found[1].split("|"))

    piece = re.sub(r"\{([^{}]*)\}", choose, piece)
    piece = re.sub(r"\$([a-z]+2?)", lambda found: filling[found[1]], piece)
    return re.sub(r"\ba (?=[Aa][a-z]{3})", "ad ", piece)


def _tone(rng: np.random.Generator, family: Family, parts: list[str]) -> list[str]:
    """Raise or lower the voice of opening and closing: exclamation marks belong to nobody."""
    pushed = family.kind == "outbound"
    raised, lowered = (0.34, 0.20) if pushed else (0.12, 0.45)
    for place in (0, 3):
        one = parts[place]
        if one.endswith(".") and not one.endswith("..") and rng.random() < raised:
            parts[place] = one[:-1] + "!"
        elif one.endswith("!") and rng.random() < lowered:
            parts[place] = one[:-1] + "."
    if parts[0] and rng.random() < (0.20 if family.pressure > 3 else 0.03):
        parts[0] = parts[0].upper()
    return parts


def _decorate(rng: np.random.Generator, family: Family, topic: str, text: str, social: bool) -> str:
    chance = {"azienda": 0.30, "creator": 0.45, "cliente": 0.40}[family.voice]
    if family.kind == "outbound":
        chance += 0.20
    if rng.random() < chance * (1 if social else 0.3):
        pool = ALWAYS_EMOJI + OF_TOPIC.get(topic, "").split()
        text += " " + "".join(_one(rng, pool) for _ in range(int(rng.integers(1, 4))))
    if social and rng.random() < 0.32:
        text += " " + " ".join(TAGS[int(one)] for one in rng.permutation(len(TAGS))[: int(rng.integers(1, 5))])
    return text


def _roughen(rng: np.random.Generator, text: str) -> str:
    if rng.random() < 0.35:
        text = text.lower()
    for place in rng.permutation(len(SLIPS))[: int(rng.integers(1, 5))]:
        pattern, options = SLIPS[int(place)]
        text = pattern.sub(_one(rng, options), text, count=int(rng.integers(1, 4)))
    if text.endswith(".") and rng.random() < 0.4:
        text = text[:-1]
    return text.replace(", ", ",", 1) if rng.random() < 0.05 else text
