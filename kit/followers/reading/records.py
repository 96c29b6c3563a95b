"""The JSON formats: from nested records to a chunk of cells.  Pure, but for the reading of one file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from kit.datasets.errors import DataError
from kit.followers.reading.cells import ABSENT
from kit.followers.reading.formats import JSON_FORMATS
from kit.followers.reading.source import Chunk, Source, read_json

WORD = "elemento"
FOLLOWERS, FOLLOWING = "relationships_followers", "relationships_following"


def read(source: Source, asked: str) -> tuple[str, Chunk, pd.DataFrame | None]:
    """Riconosce un JSON e lo riduce a celle.

    Returns
    -------
    name : str
        Il formato.
    chunk : Chunk
        Le celle di testo, una riga per conto.
    timeline : DataFrame or None
        Le colonne che vengono dai messaggi, se il formato li ha.

    Raises
    ------
    DataError
        Se è rotto, di un formato che non conosco, o un elemento non ha la forma attesa.
    """
    whole = read_json(source)
    name, items = _recognise(source, whole)
    if asked not in ("auto", name):
        raise DataError(f"«{source.name}» sembra del formato {name}, non {asked}: togli format, o controlla il file.")
    if not items:
        raise DataError(f"In «{source.name}» l'elenco è vuoto: nessun conto.")
    form = JSON_FORMATS[name]
    if name == "twibot20":
        return name, *_twibot(source, items)
    if name == "instafake":
        fields = [*form.counts.values(), *form.flags.values(), *form.lengths.values(), form.label]
        rows = [_row(item, fields, source, place) for place, item in enumerate(items, 1)]
        return name, _chunk(fields, rows), None
    if name == "instagram_export":
        return (
            name,
            _chunk(["value", "timestamp"], [_follow(source, item, place) for place, item in enumerate(items, 1)]),
            None,
        )
    rows = [[_inner(source, item, place)] for place, item in enumerate(items, 1)]
    return name, _chunk(["accountId"], rows), None


def _recognise(source: Source, whole: Any) -> tuple[str, list[Any]]:
    if isinstance(whole, dict):
        lists = [key for key in (FOLLOWERS, FOLLOWING) if isinstance(whole.get(key), list)]
        if lists:
            if lists[0] == FOLLOWING:
                source.doubts.append("Questi sono i conti che segui tu, non i tuoi follower.")
            return "instagram_export", whole[lists[0]]
        raise DataError(
            f"«{source.name}» è un JSON, ma non un elenco di conti: in cima ha {', '.join(map(str, list(whole)[:6])) or 'niente'}. "
            f"Conosco: {', '.join(JSON_FORMATS)}."
        )
    if not isinstance(whole, list):
        raise DataError(f"«{source.name}» è un JSON, ma contiene un solo valore e non un elenco di conti.")
    first = next((item for item in whole if isinstance(item, dict)), None)
    if first is None:
        if whole:
            raise DataError(f"In «{source.name}» l'elemento 1 non è un conto ma «{str(whole[0])[:40]}».")
        raise DataError(f"In «{source.name}» l'elenco è vuoto: nessun conto.")
    for name, key in (
        ("twibot20", "profile"),
        ("instafake", "userFollowerCount"),
        ("instagram_export", "string_list_data"),
        ("x_archive", "follower"),
        ("x_archive", "following"),
    ):
        if key in first:
            if key == "following":
                source.doubts.append("Questi sono i conti che segui tu, non i tuoi follower.")
            return name, whole
    raise DataError(
        f"«{source.name}» è un elenco JSON di un formato che non conosco: il primo elemento ha {', '.join(list(first)[:8])}. "
        f"Conosco: {', '.join(JSON_FORMATS)}."
    )


def _chunk(header: list[str], rows: list[list[str]]) -> Chunk:
    return Chunk(header, rows, list(range(1, len(rows) + 1)), WORD)


def _wrong(source: Source, place: int, what: str) -> DataError:
    return DataError(f"In «{source.name}» l'elemento {place} {what}. Il file è troncato, o è di un altro formato.")


def _cell(value: Any, source: Source, place: int, field: str) -> str:
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        raise _wrong(source, place, f"ha nel campo «{field}» un elenco invece di un valore")
    return str(value).strip()


def _row(item: Any, fields: Iterable[str], source: Source, place: int) -> list[str]:
    if not isinstance(item, dict):
        raise _wrong(source, place, "non è un conto")
    return [_cell(item[field], source, place, field) if field in item else ABSENT for field in fields]


def _follow(source: Source, item: Any, place: int) -> list[str]:
    entries = item.get("string_list_data") if isinstance(item, dict) else None
    if not isinstance(entries, list) or len(entries) != 1 or not isinstance(entries[0], dict):
        raise _wrong(source, place, "non ha il suo «string_list_data» con un nome e una data")
    name = (
        entries[0].get("value") or item.get("title") or str(entries[0].get("href", "")).rstrip("/").rpartition("/")[2]
    )
    stamp = entries[0].get("timestamp")
    if isinstance(stamp, bool) or not isinstance(stamp, (int, float, type(None))):
        raise _wrong(source, place, f"ha una data che non è un numero: «{str(stamp)[:20]}»")
    return [_cell(name, source, place, "value"), "" if not stamp else str(int(stamp))]


def _inner(source: Source, item: Any, place: int) -> str:
    inner = (item.get("follower") or item.get("following")) if isinstance(item, dict) else None
    if not isinstance(inner, dict) or not inner.get("accountId"):
        raise _wrong(source, place, "non ha il codice del conto (accountId)")
    return _cell(inner["accountId"], source, place, "accountId")


def _twibot(source: Source, items: list[Any]) -> tuple[Chunk, pd.DataFrame]:
    from kit.followers.timeline import summary_of

    form = JSON_FORMATS["twibot20"]
    fields = [*form.counts.values(), *form.dates.values(), *form.flags.values(), *form.reversed_flags.values()]
    fields += [*form.texts.values(), form.username, form.picture]
    rows, summaries = [], []
    for place, item in enumerate(items, 1):
        profile = item.get("profile") if isinstance(item, dict) else None
        if not isinstance(profile, dict):
            raise _wrong(source, place, "non ha il profilo («profile»)")
        cells = _row(profile, fields, source, place)
        rows.append(
            [*cells, _cell(item.get("ID"), source, place, "ID"), _cell(item.get("label"), source, place, "label")]
        )
        tweets = item.get("tweet")
        if tweets is not None and not isinstance(tweets, list):
            raise _wrong(source, place, "ha nel campo «tweet» qualcosa che non è un elenco")
        bio = profile.get("description")
        summaries.append(summary_of(None if tweets is None else [str(one) for one in tweets], str(bio or "")))
    return _chunk([*fields, "ID", "label"], rows), pd.DataFrame(summaries)
