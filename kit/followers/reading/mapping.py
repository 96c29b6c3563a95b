"""Any CSV: which of its columns are ours, by name, by a mapping given once, or by the mapping remembered beside the file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from kit.datasets.errors import DataError
from kit.followers.columns import COLUMNS, COUNT, DATE, FLAG, SHARE
from kit.followers.reading.formats import SYNONYMS, Format
from kit.followers.reading.source import Chunk, Source

NEEDED = ("follower", "seguiti")
EXTRA = ("account", "falso", "gruppo", "origine")  # known, and not among the canonical columns
TEXTS = ("nome", "bio", "url", "indirizzo")  # a text, or already yes and no


def remembered(path: Path) -> Path:
    """Il file in cui si ricorda la corrispondenza delle colonne di un CSV."""
    return path.with_name(path.name + ".colonne.json")


def generic_format(source: Source, chunk: Chunk, mapping: Mapping[str, str] | None) -> Format:
    """Il formato di un CSV qualunque.

    Parameters
    ----------
    source : Source
    chunk : Chunk
        Le prime righe.
    mapping : dict, optional
        Nome di colonna nel file → nome canonico.

    Returns
    -------
    Format

    Raises
    ------
    DataError
        Se follower e seguiti non si riconoscono (il messaggio dice che cosa scrivere), o la corrispondenza nomina
        colonne che non ci sono.
    """
    found = _guess(chunk.header)
    beside = remembered(source.path)
    if mapping is not None:
        found = found | _checked(mapping, chunk.header, source)
        try:
            beside.write_text(json.dumps(dict(mapping), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            source.notes.append(f"corrispondenza delle colonne ricordata in {beside.name}")
        except OSError:
            source.doubts.append(
                "Non posso scrivere accanto al file: la prossima volta ridai la corrispondenza delle colonne."
            )
    elif beside.is_file():
        try:
            known = json.loads(beside.read_text(encoding="utf-8"))
            found = found | _checked(known, chunk.header, source)
        except (ValueError, OSError, AttributeError) as error:
            if isinstance(error, DataError):
                raise
            raise DataError(
                f"Il file {beside.name} non si legge: cancellalo e ridai la corrispondenza con mapping=…"
            ) from error
        source.notes.append(f"corrispondenza delle colonne presa da {beside.name}")
    ours: dict[str, str] = {}
    for theirs, name in found.items():
        ours.setdefault(name, theirs)
    if any(name not in ours for name in NEEDED):
        raise DataError(_ask(source, chunk.header, ours))
    ignored = [name for name in chunk.header if name not in ours.values()]
    if ignored:
        source.notes.append(f"colonne non usate: {', '.join(ignored[:8])}{'…' if len(ignored) > 8 else ''}")

    def of(kind: str) -> dict[str, str]:
        return {name: field for name, field in ours.items() if name in COLUMNS and COLUMNS[name].kind == kind}

    return Format(
        counts=of(COUNT),
        dates=of(DATE),
        shares=of(SHARE),
        flags={name: field for name, field in of(FLAG).items() if name not in TEXTS},
        texts={name: field for name, field in of(FLAG).items() if name in TEXTS},
        account=ours.get("account", ""),
        label=ours.get("falso", ""),
        group=ours.get("gruppo", ""),
        origin=ours.get("origine", ""),
        leaks=tuple(field for name, field in ours.items() if name in ("falso", "gruppo")),
    )


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def _guess(header: list[str]) -> dict[str, str]:
    """Their names that are ours, or that everybody uses."""
    known = {_plain(name): name for name in (*COLUMNS, *EXTRA)}
    for name, others in SYNONYMS.items():
        known |= {_plain(other): name for other in others if _plain(other) not in known}
    found = {theirs: known[_plain(theirs)] for theirs in header if _plain(theirs) in known}
    exact = {theirs: name for theirs, name in found.items() if theirs == name}
    return exact | {theirs: name for theirs, name in found.items() if name not in exact.values()}


def _checked(mapping: Mapping[str, str], header: list[str], source: Source) -> dict[str, str]:
    for theirs, name in mapping.items():
        if theirs not in header:
            raise DataError(f"In «{source.name}» non c'è la colonna «{theirs}». Le colonne sono: {', '.join(header)}.")
        if name not in COLUMNS and name not in EXTRA:
            raise DataError(
                f"«{name}» non è una colonna che conosco. Le più usate: {', '.join(list(COLUMNS)[:12])}; e {', '.join(EXTRA)}."
            )
    return dict(mapping)


def _ask(source: Source, header: list[str], ours: dict[str, str]) -> str:
    missing = [name for name in NEEDED if name not in ours]
    example = ", ".join(f'"…": "{name}"' for name in missing)
    what = " e ".join(f"«{name}» ({COLUMNS[name].what})" for name in missing)
    return (
        f"In «{source.name}» non riconosco {what}. Le colonne sono: {', '.join(header[:20])}. Dimmi una volta sola quale è "
        f"quale, con i nomi del file al posto dei puntini: load(…, mapping={{{example}}})."
    )
