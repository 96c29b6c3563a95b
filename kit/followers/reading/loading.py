"""Which format a file has, and the way from it to the canonical table with its report.  See kit.followers.load."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from kit.datasets.errors import DataError
from kit.followers.columns import COLUMNS, REFERENCE, reference_day
from kit.followers.reading import formats, records
from kit.followers.reading.assemble import Assembler
from kit.followers.reading.mapping import generic_format
from kit.followers.reading.source import (
    QUOTING,
    Chunk,
    Ragged,
    Source,
    csv_chunks,
    ends_with_newline,
    open_source,
    separator_of,
)
from kit.formats import it


def load_labelled(
    path: str | Path,
    format: str = "auto",
    *,
    mapping: Mapping[str, str] | None = None,
    reference_date: str | None = None,
    keep_names: bool = False,
    duplicates: str = "error",
    encoding: str | None = None,
    quiet: bool = False,
    progress: Callable[[int], None] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Carica un elenco di conti e, a parte, le etichette.

    Parameters
    ----------
    path, format, mapping, reference_date, keep_names, duplicates, encoding, quiet, progress
        Come in `load`.

    Returns
    -------
    accounts : DataFrame
        Come in `load`.
    labels : DataFrame
        ``falso`` (``boolean``) e ``gruppo``, una riga per conto; mancanti dove il file non li dice.

    Raises
    ------
    DataError
        Come in `load`.
    """
    if format not in formats.NAMES:
        raise DataError(f"Non conosco il formato «{format}». Scegli fra: {', '.join(formats.NAMES)}.")
    if duplicates not in ("error", "first"):
        raise DataError(f'duplicates vale "error" o "first", non «{duplicates}».')
    source = open_source(path, encoding)
    opening = source.head()
    as_json = opening.startswith(("[", "{", "window."))
    if as_json and format in formats.CSV_FORMATS | {formats.GENERIC: None}:
        raise DataError(
            f"«{source.name}» è un JSON, non un CSV: togli format, o scegli fra {', '.join(formats.JSON_FORMATS)}."
        )
    if not as_json and format in formats.JSON_FORMATS:
        raise DataError(
            f"«{source.name}» non è un JSON: il formato {format} lo è. Forse il file è un altro, o è troncato."
        )
    if as_json:
        name, chunk, timeline = records.read(source, format)
        form = formats.JSON_FORMATS[name]
        assembler = Assembler(form, source, keep_names, duplicates)
        _run(assembler, iter([chunk]), progress)
        assembler.add_ready(timeline)
    else:
        name, form, assembler = _read_csv(source, format, mapping, keep_names, duplicates, progress)
    accounts, labels = assembler.finish()
    if reference_date is not None:
        accounts.attrs[REFERENCE] = str(reference_day(accounts, reference_date))[:10]
    accounts.attrs["lettura"] = _report(source, name, form, accounts, labels, assembler)
    if not quiet:
        print(report_text(accounts))
    return accounts, labels


def _read_csv(
    source: Source,
    asked: str,
    mapping: Mapping[str, str] | None,
    keep_names: bool,
    duplicates: str,
    progress: Callable[[int], None] | None,
) -> tuple[str, formats.Format, Assembler]:
    separator = separator_of(source)
    if not ends_with_newline(source):
        source.doubts.append(
            "Il file non finisce con un a capo: se è stato troncato, l'ultima riga può essere tagliata."
        )
    first: Ragged | None = None
    for quoting in QUOTING:
        try:
            chunks = csv_chunks(source, separator, quoting)
            opening = next(chunks)
            name = _format_of(opening.header, asked, source, mapping)
            form = generic_format(source, opening, mapping) if name == formats.GENERIC else formats.CSV_FORMATS[name]
            assembler = Assembler(form, source, keep_names, duplicates)
            _run(assembler, _chain(opening, chunks), progress)
            return name, form, assembler
        except Ragged as error:
            first = first or error
    assert first is not None
    raise first


def _chain(first: Chunk, others: Iterator[Chunk]) -> Iterator[Chunk]:
    yield first
    yield from others


def _run(assembler: Assembler, chunks: Iterator[Chunk], progress: Callable[[int], None] | None) -> None:
    for chunk in chunks:
        done = assembler.add(chunk)
        if progress is not None:
            progress(done)


def _format_of(header: list[str], asked: str, source: Source, mapping: Mapping[str, str] | None) -> str:
    """Recognise a CSV by its columns, or check that it is what it is said to be."""
    if asked == "auto":
        if mapping is not None:
            return formats.GENERIC
        if {"followers_count", "friends_count"} <= set(header):
            return "cresci2017" if {"crawled_at", "test_set_1"} & set(header) else "mib"
        if {"#followers", "#follows"} <= set(header):
            return "kaggle_instagram"
        return formats.GENERIC
    if asked == formats.GENERIC:
        return asked
    form = formats.CSV_FORMATS[asked]
    missing = [form.counts[name] for name in ("follower", "seguiti") if form.counts[name] not in header]
    if missing:
        raise DataError(
            f"«{source.name}» non è un file {asked}: manca la colonna «{missing[0]}». Le colonne sono: {', '.join(header[:12])}."
        )
    return asked


def _report(
    source: Source,
    name: str,
    form: formats.Format,
    accounts: pd.DataFrame,
    labels: pd.DataFrame,
    assembler: Assembler,
) -> dict[str, Any]:
    doubts = list(source.doubts)
    for column, reader in assembler.counters.items():
        if reader.ambiguous:
            doubts.append(f"Nella colonna «{column}» ho letto «{reader.ambiguous}» con il separatore delle migliaia.")
    for column, calendar in assembler.calendars.items():
        if calendar.ambiguous and not calendar.italian:
            doubts.append(f"Nella colonna «{column}» ho letto «{calendar.ambiguous}» come giorno/mese/anno.")
    found = [column for column in COLUMNS if column in accounts.columns and accounts[column].notna().any()]
    holes = {column: int(accounts[column].isna().sum()) for column in found if accounts[column].isna().any()}
    leaks = [field for field in form.leaks if field in assembler.header]
    notes = [f"formato {name}", f"{it(len(accounts))} {'conto' if len(accounts) == 1 else 'conti'}", *source.notes]
    if leaks:
        notes.append(f"colonne mai lette fra i dati, perché tradiscono l'etichetta: {', '.join(leaks)}")
    if accounts.attrs.get(REFERENCE):
        notes.append(f"giorno in cui i conti furono letti: {accounts.attrs[REFERENCE]}")
    if labels["falso"].notna().any():
        notes.append("l'etichetta c'è ed è tenuta a parte (load_labelled)")
    return {
        "riconosciuto": notes,
        "colonne": found,
        "mancanti": [f"{column} {it(count)}" for column, count in holes.items()],
        "dubbi": doubts,
        "non_puo_dire": form.silent,
    }


def report_text(accounts: pd.DataFrame) -> str:
    """Il rapporto di lettura, a parole."""
    report = accounts.attrs.get("lettura", {})
    lines = ["Letto: " + "; ".join(report.get("riconosciuto", [])) + "."]
    lines.append("Colonne: " + (", ".join(report.get("colonne", [])) or "nessuna con valori") + ".")
    if report.get("mancanti"):
        lines.append("Valori mancanti: " + ", ".join(report["mancanti"]) + ".")
    lines += [f"Dubbio: {doubt}" for doubt in report.get("dubbi", [])]
    if report.get("non_puo_dire"):
        lines.append("Che cosa questo formato non può dire: " + report["non_puo_dire"])
    return "\n".join(lines)
