"""From cells of text to numbers, answers and dates; every refusal names row, column and remedy.

Readers keep what they understood of a column from one chunk to the next.  Touches no file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.datasets.errors import DataError
from kit.followers.columns import NO, YES, Floats

ABSENT = "\x00"  # the record has no such field at all: even of a text it is not known whether it is there
EMPTY = frozenset({ABSENT, "", "nan", "null", "none", "<na>", "n/a", "#n/a", "-", "n.d."})
WHOLE = re.compile(r"\d+")
SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?[eE]\+?\d+")
GROUPED = re.compile(r"\d{1,3}(?:([.,' \u00a0\u202f])\d{3})(?:\1\d{3})*")
WITH_DECIMALS = re.compile(r"(\d+|\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+)([.,])(\d+)")
ROUNDED = re.compile(r"\d+(?:[.,]\d+)?\s*(?:k|m|mila|mln|milion[ei]|b)\b\.?", re.IGNORECASE)
TWITTER = "%a %b %d %H:%M:%S %z %Y"
OLDEST, NEWEST = pd.Timestamp("1995-01-01"), pd.Timestamp("2100-01-01")


@dataclass
class Place:
    """Dove sono le celle: file, colonna, riga (o elemento) di ognuna."""

    file: str
    column: str
    word: str = "riga"
    rows: list[int] = field(default_factory=list)

    def error(self, here: int, cell: str, why: str, remedy: str) -> DataError:
        """L'errore su una cella."""
        shown = cell if len(cell) <= 40 else cell[:37] + "…"
        return DataError(
            f"In «{self.file}», {self.word} {self.rows[here]}, colonna «{self.column}»: «{shown}» {why}. {remedy}"
        )


def is_empty(cell: str) -> bool:
    """Dice se una cella vuol dire «valore mancante»."""
    return cell.strip().casefold() in EMPTY


class CountReader:
    """Legge conteggi: interi, anche con i separatori delle migliaia; un conteggio non ha decimali."""

    def __init__(self) -> None:
        self.point: str | None = None  # "." or ",": the sign known to mark decimals
        self.thousands: str | None = None  # the sign known to group thousands
        self.ambiguous = ""  # a cell like «5.000» read as five thousand

    def read(self, cells: list[str], place: Place) -> Floats:
        """Le celle come numeri, NaN dove mancano.

        Raises
        ------
        DataError
            Se una cella è negativa, ha decimali, è arrotondata (1,2 mln) o non è un numero.
        """
        plain = [cell.strip() for cell in cells]
        values = np.full(len(plain), np.nan)
        odd = []
        for here, cell in enumerate(plain):
            if cell.isascii() and cell.isdigit():
                values[here] = float(cell)
            elif cell:
                odd.append(here)
        self._learn([plain[here] for here in odd])
        for here in odd:
            values[here] = self._number(plain[here], here, place)
        return values

    def _learn(self, cells: list[str]) -> None:
        """Tell decimals from thousands by the cells that can mean only one of them."""
        for cell in cells:
            found = WITH_DECIMALS.fullmatch(cell.lstrip("+-−"))
            if not found:
                continue
            whole, sign, decimals = found.groups()
            inner = next((one for one in whole if not one.isdigit()), None)
            if inner is not None and inner != sign:  # 1.234,0
                self.point, self.thousands = sign, inner
            elif inner == sign:  # 1.234.567
                self.thousands = sign
            elif len(decimals) != 3 or len(whole) > 3:  # 12.0, 1234.000
                self.point = sign
            elif decimals != "000":  # 1.234: a count has no decimals
                self.thousands = self.thousands or sign

    def _number(self, cell: str, here: int, place: Place) -> float:
        if is_empty(cell):
            return np.nan
        bare = cell.lstrip("+-−")
        negative = cell[0] in "-−"
        if WHOLE.fullmatch(bare) or SCIENTIFIC.fullmatch(bare):
            value = float(bare)
        elif (found := GROUPED.fullmatch(bare)) and found[1] != self.point:
            if bare.endswith(f"{found[1]}000") and self.thousands != found[1] and found[1] in ".,":
                self.ambiguous = self.ambiguous or cell
            value = float(re.sub(r"\D", "", bare))
        elif (found := WITH_DECIMALS.fullmatch(bare)) and found[2] != self.thousands:
            if int(found[3]):
                raise place.error(
                    here, cell, "ha dei decimali", "Un conteggio è un numero intero: controlla la colonna."
                )
            value = float(re.sub(r"\D", "", found[1]))
        elif ROUNDED.fullmatch(bare):
            raise place.error(here, cell, "è arrotondato", "Serve il numero intero per esteso, per esempio 1200000.")
        elif GROUPED.fullmatch(bare) or WITH_DECIMALS.fullmatch(bare):
            raise place.error(
                here,
                cell,
                "si può leggere in due modi, e altre celle della colonna usano quel segno nell'altro",
                "Scrivi tutti i numeri allo stesso modo, senza decimali né separatori.",
            )
        else:
            raise place.error(
                here, cell, "non è un numero", "Correggila, o lascia vuota la cella se il valore non si conosce."
            )
        if not np.isfinite(value):
            raise place.error(here, cell, "è un numero senza fine", "Correggi la cella.")
        if negative and value:
            raise place.error(
                here, cell, "è negativo", "Un conteggio parte da 0: se il valore non si conosce, lascia vuoto."
            )
        return value


def read_shares(cells: list[str], place: Place) -> Floats:
    """Quote da 0 a 1.

    Raises
    ------
    DataError
        Se una cella non è un numero fra 0 e 1.
    """
    values = np.full(len(cells), np.nan)
    for here, cell in enumerate(cells):
        if is_empty(cell):
            continue
        try:
            values[here] = float(cell.strip().replace(",", "."))
        except ValueError:
            raise place.error(here, cell, "non è un numero", "Scrivi una quota fra 0 e 1.") from None
        if not 0 <= values[here] <= 1:
            raise place.error(here, cell, "non sta fra 0 e 1", "È una quota: per il 25 % scrivi 0.25.")
    return values


def read_flags(cells: list[str], place: Place, *, missing: float = np.nan) -> Floats:
    """Risposte sì o no come 1 e 0.

    Parameters
    ----------
    cells : list of str
    place : Place
    missing : float
        Che cosa vuol dire una cella vuota.

    Raises
    ------
    DataError
        Se una cella non è né sì né no.
    """
    known: dict[str, float] = {}
    values = np.empty(len(cells))
    for here, cell in enumerate(cells):
        if cell not in known:
            plain = cell.strip().casefold()
            if plain in YES or plain in NO:
                known[cell] = float(plain in YES)
            elif is_empty(cell):
                known[cell] = missing
            else:
                raise place.error(
                    here, cell, "non è né sì né no", "Scrivi 1 o 0, true o false, sì o no; vuoto se non si sa."
                )
        values[here] = known[cell]
    return values


class DateReader:
    """Legge date: ISO, quelle di Twitter, secondi o millesimi dal 1970, gg/mm/aaaa."""

    def __init__(self) -> None:
        self.ambiguous = ""  # a date like 03/04/2012 read as 3 April
        self.italian = False  # a date that can only be dd/mm was seen

    def read(self, cells: list[str], place: Place) -> NDArray[np.datetime64]:
        """Le celle come istanti UTC, NaT dove mancano.

        Raises
        ------
        DataError
            Se una cella non è una data, o è una data impossibile.
        """
        text = pd.Series([cell.strip() for cell in cells], dtype=object)
        empty = text.map(is_empty).to_numpy(dtype=bool)
        found = pd.Series(pd.NaT, index=text.index, dtype="datetime64[us, UTC]")
        slashed = text.str.contains("/", regex=False).to_numpy(dtype=bool)
        numeric = text.str.fullmatch(r"-?\d{1,13}(?:\.\d+)?L?").to_numpy(dtype=bool) & ~text.str.fullmatch(
            r"\d{4}|\d{8}"
        ).to_numpy(dtype=bool)
        for rows, read in (
            (numeric, _from_epoch),
            (slashed, self._slashed),
            (~numeric & ~slashed, _from_words),
        ):
            rows = rows & ~empty
            if rows.any():
                found[rows] = read(text[rows])
        bad = found.isna().to_numpy() & ~empty
        if bad.any():
            here = int(np.flatnonzero(bad)[0])
            raise place.error(
                here, text[here], "non è una data", "Scrivila come anno-mese-giorno, per esempio 2025-02-28."
            )
        plain = found.dt.tz_localize(None)
        odd = ((plain < OLDEST) | (plain > NEWEST)).to_numpy()
        if odd.any():
            here = int(np.flatnonzero(odd)[0])
            why = f"è il {plain[here]:%d/%m/%Y}, una data impossibile per un conto"
            raise place.error(here, text[here], why, "Spesso è un valore mancante diventato zero: svuota la cella.")
        return np.asarray(plain.to_numpy(dtype="datetime64[us]"))

    def _slashed(self, text: pd.Series) -> pd.Series:
        parts = text.str.extract(r"^(\d{1,2})/(\d{1,2})/\d{4}").apply(pd.to_numeric, errors="coerce")
        self.italian |= bool((parts[0] > 12).any())
        if not self.italian and len(text):
            self.ambiguous = self.ambiguous or str(text.iloc[0])
        found = pd.to_datetime(text, format="%d/%m/%Y", errors="coerce", utc=True)
        for pattern in ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y/%m/%d", "%Y/%m/%d %H:%M:%S"):
            if found.isna().any():
                found = found.fillna(pd.to_datetime(text, format=pattern, errors="coerce", utc=True))
        return found.astype("datetime64[us, UTC]")


def _from_epoch(text: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(text.str.rstrip("L"), errors="coerce").to_numpy(dtype=float)
    numbers = np.where(np.abs(numbers) >= 1e11, numbers / 1000, numbers)  # milliseconds
    return pd.Series(pd.to_datetime(numbers, unit="s", utc=True), index=text.index).astype("datetime64[us, UTC]")


def _from_words(text: pd.Series) -> pd.Series:
    found = pd.to_datetime(text, format=TWITTER, errors="coerce", utc=True)
    if found.isna().any():
        found = found.fillna(pd.to_datetime(text, format="ISO8601", errors="coerce", utc=True))
    return found.astype("datetime64[us, UTC]")
