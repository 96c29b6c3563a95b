"""The Italian word lists of lessico/, read once.  Reads those files and nothing else.

They are written from knowledge of Italian (advertising and how-to writing in any trade), not from the bundled corpus.  In the
lists of expressions a space separates pieces (``l' ora``), ``(il|la)`` are alternatives, ``<n>`` is any number, ``<p>`` any
percentage (``<-n>``, ``<-p>``: with a minus), ``<inf>`` any infinitive, ``<part>`` any past participle.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

FOLDER = Path(__file__).parent / "lessico"
ENCLITICS = ("lo", "la", "li", "le", "ne", "ci", "ti", "vi", "mi")


@cache
def words(name: str) -> frozenset[str]:
    """Una lista di parole separate da spazi."""
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def expressions(name: str) -> frozenset[str]:
    """Una lista di espressioni, una per riga, con tutte le alternative svolte; ``<p>`` vale anche con lo spazio (20 %)."""
    found: set[str] = set()
    for line in _lines(name):
        pieces = line.replace(")", "(").split("(")
        parts = [part.split("|") if place % 2 else [part] for place, part in enumerate(pieces)]
        found.update(" ".join("".join(one).split()) for one in product(*parts))
    return frozenset(found | {one.replace("<p>", "<n> %") for one in found})


@cache
def with_enclitics(name: str) -> frozenset[str]:
    """Una lista di imperativi, ognuno anche con il pronome attaccato: ``acquista``, ``acquistalo``, ``acquistane``…"""
    return frozenset(verb + tail for verb in words(name) for tail in ("", *ENCLITICS))


def _lines(name: str) -> Iterator[str]:
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("# "):
            yield line.strip()


STOP_WORDS = words("vuote")
NEGATIONS = words("negazioni")
