"""The hand-written pieces of `contenuti`: families of openings, bodies and closings, read from content_texts/.

Reads those files and nothing else.  A family is one way of writing a post; its pieces are Italian sentences with a few
alternatives ``{così|cosà}`` and slots ``$nome``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

FOLDER = Path(__file__).parent / "content_texts"
SECTIONS = ("aperture", "corpi", "chiusure")


@dataclass(frozen=True)
class Family:
    """Un modo di scrivere un post.

    Attributes
    ----------
    name : str
        ``famiglia_id``.
    kind : str
        "inbound" o "outbound": per che cosa sono scritti questi testi.
    voice : str
        "azienda", "creator" o "cliente".
    weight : float
        Quanti testi, rispetto a una famiglia di peso 1.
    hard : bool
        Se il testo somiglia all'altra classe.
    pressure : float
        Quanto preme sul lettore, da 1 a 5, in media.
    solves : bool
        Se il testo dà la soluzione del problema di cui parla.
    paid : bool
        Se una marca può pagare un post così.
    channels : tuple of str
        Dove si pubblica.
    openings, closings : tuple of str
        Prime e ultime frasi.
    bodies : dict
        Tema → testo centrale.
    """

    name: str
    kind: str
    voice: str
    weight: float
    hard: bool
    pressure: float
    solves: bool
    paid: bool
    channels: tuple[str, ...]
    openings: tuple[str, ...]
    bodies: dict[str, str]
    closings: tuple[str, ...]


@lru_cache(maxsize=1)
def families() -> tuple[Family, ...]:
    """Tutte le famiglie, nell'ordine dei file.

    Raises
    ------
    ValueError
        Se una famiglia è scritta male: il messaggio dice quale e dove.
    """
    found = []
    for path in (*sorted(FOLDER.glob("inbound_*.txt")), *sorted(FOLDER.glob("outbound_*.txt"))):
        blocks = path.read_text(encoding="utf-8").split("\n=== ")
        found += [_family(block.removeprefix("=== "), path.name) for block in blocks if block.strip()]
    return tuple(found)


def _family(block: str, file: str) -> Family:
    name, *lines = block.strip().splitlines()
    about: dict[str, str] = {}
    pieces: dict[str, list[str]] = {section: [] for section in SECTIONS}
    section = ""
    for line in filter(None, map(str.strip, lines)):
        if line.startswith("--- "):
            section = line.removeprefix("--- ")
        elif section:
            pieces[section].append(line.replace("\\n", "\n"))
        else:
            key, _, value = line.partition(": ")
            about[key] = value
    bodies = dict(_body(line, f"{file}, famiglia {name}") for line in pieces["corpi"])
    if min(len(pieces["aperture"]), len(bodies), len(pieces["chiusure"])) < 5:
        raise ValueError(f"{file}: la famiglia {name} ha meno di cinque aperture, corpi o chiusure.")
    return Family(
        name=name.strip(),
        kind=about["tipo"],
        voice=about["voce"],
        weight=float(about.get("peso", 1)),
        hard=about.get("difficile") == "sì",
        pressure=float(about["pressione"]),
        solves=about["soluzione"] == "sì",
        paid=about.get("sponsorizzabile") == "sì",
        channels=tuple(about["canali"].split()),
        openings=tuple(pieces["aperture"]),
        bodies=bodies,
        closings=tuple(pieces["chiusure"]),
    )


def _body(line: str, where: str) -> tuple[str, str]:
    found = re.fullmatch(r"\[(\w+)\] (.+)", line, flags=re.DOTALL)
    if not found:
        raise ValueError(f"{where}: un corpo comincia con il tema fra parentesi quadre, qui c'è «{line[:40]}».")
    return found[1], found[2]


@lru_cache(maxsize=1)
def common_endings() -> dict[tuple[str, str], tuple[str, ...]]:
    """Le chiusure che usano tutti, per tipo e voce."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in (FOLDER / "common_endings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("--- "):
            kind, voice = line.removeprefix("--- ").split()
            here = found.setdefault((kind, voice), [])
        elif line.strip():
            here.append(line.strip())
    return {key: tuple(lines) for key, lines in found.items()}


def typed(table: pd.DataFrame) -> pd.DataFrame:
    """Una tabella con i soli generi di colonna del corso: testo, interi, decimali, date al microsecondo."""
    text = {name: "str" for name, dtype in table.dtypes.items() if dtype.kind in "OTU"}
    dates = {name: "datetime64[us]" for name, dtype in table.dtypes.items() if dtype.kind == "M"}
    return table.astype(text | dates)


@lru_cache(maxsize=1)
def first_names() -> tuple[str, ...]:
    """I nomi di persona che riempiono ``$nome``."""
    return tuple((FOLDER / "names.txt").read_text(encoding="utf-8").split())


def topics() -> tuple[str, ...]:
    """I temi, in ordine alfabetico."""
    return tuple(sorted({topic for one in families() for topic in one.bodies}))


def all_pieces() -> Iterator[str]:
    """Tutte le frasi scritte a mano, per rileggerle e controllarle."""
    for one in families():
        yield from one.openings
        yield from one.bodies.values()
        yield from one.closings
