"""From chunks of cells to the canonical table: one row per account, in the order of the file, pseudonymous.

Texts (names, bios, addresses) are looked at and dropped: only whether they are there, how long, with which signs.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from kit.datasets.errors import DataError
from kit.followers.columns import COLUMNS, COUNT, DATE, FLAG, REFERENCE, SHARE, Floats
from kit.followers.reading.cells import ABSENT, CountReader, DateReader, Place, is_empty, read_flags, read_shares
from kit.followers.reading.formats import MIB_FAKES, MIB_PEOPLE, Format
from kit.followers.reading.source import Chunk, Source
from kit.formats import it

BOT = re.compile(r"\bbots?\b", re.IGNORECASE)
SYNTHETIC = "sintetico"  # what the bundled tables say of themselves, in the column `origine`
SAME = 3  # accounts with one picture, to call it repeated
SHOWN = 3


class Assembler:
    """Raccoglie i pezzi di un file e ne fa la tabella.

    Parameters
    ----------
    form : Format
        Quali campi cercare.
    source : Source
        Il file, per i messaggi.
    keep_names : bool
        Vero per tenere codice e nome utente.
    duplicates : {"error", "first"}
        Che cosa fare di un conto che c'è due volte.
    """

    def __init__(self, form: Format, source: Source, keep_names: bool = False, duplicates: str = "error") -> None:
        self.form = form
        self.source = source
        self.keep_names = keep_names
        self.duplicates = duplicates
        self.parts: dict[str, list[Any]] = {}
        self.counters: dict[str, CountReader] = {}
        self.calendars: dict[str, DateReader] = {}
        self.as_text: dict[str, bool] = {}
        self.places: list[int] = []
        self.word = "riga"
        self.header: list[str] = []

    def add(self, chunk: Chunk) -> int:
        """Legge un pezzo e dice quanti conti si sono letti finora.

        Raises
        ------
        DataError
            Se una cella non si può leggere, con riga e colonna.
        """
        form = self.form
        self.header, self.word = chunk.header, chunk.word
        self.places.extend(chunk.places)
        for name, field in form.counts.items():
            if field in chunk.header:
                reader = self.counters.setdefault(name, CountReader())
                self._keep(name, reader.read(chunk.column(field), self._place(chunk, field)))
        for name, field in form.shares.items():
            if field in chunk.header:
                self._keep(name, read_shares(chunk.column(field), self._place(chunk, field)))
        for name, field in form.dates.items():
            if field in chunk.header:
                calendar = self.calendars.setdefault(name, DateReader())
                self._keep(name, calendar.read(chunk.column(field), self._place(chunk, field)))
        self._flags(chunk)
        self._texts(chunk)
        for name, field in (
            ("falso", form.label),
            ("gruppo", form.group),
            ("letto", form.read_on),
            ("origine", form.origin),
        ):
            if field and field in chunk.header:
                self._keep(f"!{name}", np.array([cell.strip() for cell in chunk.column(field)], dtype=object))
        return len(self.places)

    def add_ready(self, columns: pd.DataFrame | None) -> None:
        """Aggiunge colonne canoniche già calcolate, una riga per conto letto."""
        if columns is not None:
            for name in columns.columns:
                self._keep(name, columns[name].to_numpy(dtype=float))

    def _keep(self, name: str, values: Any) -> None:
        self.parts.setdefault(name, []).append(values)

    def _place(self, chunk: Chunk, field: str) -> Place:
        return Place(self.source.name, field, chunk.word, chunk.places)

    def _flags(self, chunk: Chunk) -> None:
        for name, field in self.form.flags.items():
            if field in chunk.header:
                missing = 0.0 if name in self.form.missing_is_false else np.nan
                self._keep(name, read_flags(chunk.column(field), self._place(chunk, field), missing=missing))
        for name, field in self.form.reversed_flags.items():
            if field in chunk.header:
                missing = 0.0 if name in self.form.missing_is_false else np.nan
                self._keep(name, 1 - read_flags(chunk.column(field), self._place(chunk, field), missing=missing))
        for name, field in self.form.lengths.items():
            if field in chunk.header:
                reader = self.counters.setdefault(field, CountReader())
                length = reader.read(chunk.column(field), self._place(chunk, field))
                self._keep(name, np.where(np.isnan(length), np.nan, length > 0))
                if name == "bio":
                    self._keep("bio_lunghezza", length)

    def _texts(self, chunk: Chunk) -> None:
        form = self.form
        for name, field in form.texts.items():
            if field not in chunk.header:
                continue
            cells = chunk.column(field)
            if name not in self.as_text:  # another file may hold 0/1 here instead of a text
                self.as_text[name] = bool(form.bio) or not _all_answers(cells)
            if self.as_text[name]:
                self._keep(name, _filled(cells))
            else:
                self._keep(name, read_flags(cells, self._place(chunk, field)))
        if form.bio and form.bio in chunk.header:
            bios = chunk.column(form.bio)
            known = np.array([np.nan if one == ABSENT else 1.0 for one in bios])
            self._keep("bio_bot", known * [bool(BOT.search(one)) for one in bios])
            self._keep("bio_lunghezza", known * [0 if is_empty(one) else len(one.strip()) for one in bios])
        if form.username and form.username in chunk.header:
            self._names(chunk, form.username, form.fullname)
        if form.picture and form.picture in chunk.header:
            pictures = np.array(
                ["" if is_empty(cell) else cell.strip() for cell in chunk.column(form.picture)], dtype=object
            )
            self._keep("!immagine", np.where(pictures == "", np.uint64(0), pd.util.hash_array(pictures)))
        if form.account and form.account in chunk.header:
            codes = np.array([cell.strip() for cell in chunk.column(form.account)], dtype=object)
            self._keep("!codice", pd.util.hash_array(codes))
            self._keep("!senza_codice", codes == "")
            if self.keep_names:
                self._keep("!id", codes)

    def _names(self, chunk: Chunk, username: str, fullname: str) -> None:
        names = ["" if is_empty(cell) else cell.strip() for cell in chunk.column(username)]
        lengths = np.array([len(one) or np.nan for one in names], dtype=float)
        self._keep("nome_lunghezza", lengths)
        self._keep("nome_cifre", np.array([sum(map(str.isdigit, one)) for one in names]) / lengths)
        if fullname and fullname in chunk.header:
            full = [cell.strip().casefold() for cell in chunk.column(fullname)]
            same = [one.casefold() == other if one else np.nan for one, other in zip(names, full, strict=True)]
            self._keep("nome_uguale", np.array(same, dtype=float))
        if self.keep_names:
            self._keep("!nome_utente", np.array(names, dtype=object))

    def finish(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """La tabella dei conti e, a parte, quella delle etichette.

        Raises
        ------
        DataError
            Se un conto c'è due volte, o un'etichetta non si capisce.
        """
        size = len(self.places)
        whole: dict[str, Any] = {name: np.concatenate(parts) for name, parts in self.parts.items()}
        self.parts.clear()
        keep = self._without_duplicates(whole, size)
        accounts = pd.DataFrame(index=pd.RangeIndex(size))
        accounts["account"] = [f"F{place:06d}" for place in range(1, size + 1)]
        for name in ("id", "nome_utente"):
            if f"!{name}" in whole:
                accounts[name] = whole[f"!{name}"]
        if "!immagine" in whole:
            whole["immagine_ripetuta"] = self._repeated(whole)
        for name, column in COLUMNS.items():
            if name in whole:
                accounts[name] = _typed(whole[name], column.kind)
        labels = pd.DataFrame({"falso": self._label(whole, size), "gruppo": self._group(whole, size)})
        if keep is not None:
            accounts, labels = accounts[keep].reset_index(drop=True), labels[keep].reset_index(drop=True)
        if "!origine" in whole and set(whole["!origine"]) == {SYNTHETIC}:
            accounts.attrs["sintetico"] = True
        reference = self._reference(whole)
        if reference:
            accounts.attrs[REFERENCE] = reference
        return accounts, labels

    def _without_duplicates(self, whole: dict[str, Any], size: int) -> Any:
        if "!codice" not in whole:
            return None
        blank = whole["!senza_codice"]
        twice = pd.Series(whole["!codice"]).duplicated().to_numpy() & ~blank
        if not twice.any():
            return None
        here = np.flatnonzero(twice)
        if self.duplicates == "error":
            rows = ", ".join(str(self.places[place]) for place in here[:SHOWN])
            which = "un conto è ripetuto" if len(here) == 1 else f"{it(len(here))} conti sono ripetuti"
            raise DataError(
                f"In «{self.source.name}» {which} nella colonna «{self.form.account}» ({self.word} "
                f'{rows}{"…" if len(here) > SHOWN else ""}). Togli i doppioni, o scrivi duplicates="first" per tenere la prima volta.'
            )
        self.source.doubts.append(f"Conti ripetuti, tenuti la prima volta: righe tolte {it(len(here))}.")
        return ~twice

    @staticmethod
    def _repeated(whole: dict[str, Any]) -> Floats:
        """Tell which pictures at least three accounts share; default pictures and missing addresses are not pictures."""
        codes = pd.Series(whole["!immagine"])
        own = whole.get("immagine", np.ones(len(codes)))
        seen = (codes != 0).to_numpy()
        found = np.where(own == 0, 0.0, np.nan)  # a default picture is no picture; without an address it is not known
        real = (own == 1) & seen
        found[real] = codes[real].map(codes[real].value_counts()).to_numpy() >= SAME
        return found

    def _label(self, whole: dict[str, Any], size: int) -> Any:
        if "!falso" in whole:
            place = Place(self.source.name, self.form.label, self.word, self.places)
            return _typed(read_flags(list(whole["!falso"]), place), FLAG)
        groups = [str(one).upper() for one in whole.get("!gruppo", [])]
        if not any(one in MIB_PEOPLE | MIB_FAKES for one in groups):
            return pd.array([pd.NA] * size, dtype="boolean")
        known = {**dict.fromkeys(MIB_PEOPLE, False), **dict.fromkeys(MIB_FAKES, True)}
        return pd.array([known.get(one, pd.NA) for one in groups], dtype="boolean")

    @staticmethod
    def _group(whole: dict[str, Any], size: int) -> Any:
        return whole.get("!gruppo", np.full(size, None, dtype=object))

    def _reference(self, whole: dict[str, Any]) -> str:
        if self.form.reference:
            return self.form.reference
        if "!letto" in whole:
            place = Place(self.source.name, self.form.read_on, self.word, self.places)
            days = DateReader().read(list(whole["!letto"]), place)
            if not np.isnat(days).all():
                return str(np.nanmax(days).astype("datetime64[D]"))
        return ""


def _filled(cells: list[str]) -> Floats:
    """Tell which texts are there; a field that the record does not have is not known."""
    return np.array([np.nan if cell == ABSENT else not is_empty(cell) for cell in cells], dtype=float)


def _all_answers(cells: list[str]) -> bool:
    return all(cell.strip().casefold() in {"0", "1", "true", "false", "", "0.0", "1.0"} for cell in cells)


def _typed(values: Any, kind: str) -> Any:
    """Give each kind of column its type: flags 0/1/missing, counts and shares as decimals, dates."""
    if kind == FLAG:
        missing = np.isnan(values)
        return pd.arrays.BooleanArray(np.where(missing, 0, values).astype(bool), missing)
    if kind == DATE:
        return pd.Series(values).astype("datetime64[us]")
    assert kind in (COUNT, SHARE)
    return values
