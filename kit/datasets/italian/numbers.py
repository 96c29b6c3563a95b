"""Numbers as Italian and English spreadsheets write them: how one cell can be read, and how one column should.

Pure functions on text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

PLAIN, ITALIAN, ENGLISH, DOT3, COMMA3 = "plain", "italian", "english", "dot3", "comma3"
CURRENCIES = {"€": "€", "eur": "€", "euro": "€", "$": "$", "usd": "$", "£": "£", "gbp": "£", "chf": "CHF"}
CACHE = 50_000  # different cells remembered: a column repeats its values
SPACES = "\u00a0\u202f\u2007\u2009\u200b "

_SHAPES = (  # (kind, pattern); a thousands group never starts with zero
    (PLAIN, re.compile(r"\d+")),
    (PLAIN, re.compile(r"[1-9]\d{0,2}(?:[ '’]\d{3})+")),
    (DOT3, re.compile(r"[1-9]\d{0,2}\.\d{3}")),
    (COMMA3, re.compile(r"[1-9]\d{0,2},\d{3}")),
    (ITALIAN, re.compile(r"[1-9]\d{0,2}(?:[. '’]\d{3})+,\d+|[1-9]\d{0,2}(?:\.\d{3}){2,}|(?:0|[1-9]\d*)?,\d+")),
    (ENGLISH, re.compile(r"[1-9]\d{0,2}(?:[, '’]\d{3})+\.\d+|[1-9]\d{0,2}(?:,\d{3}){2,}|(?:0|[1-9]\d*)?\.\d+")),
)
_SCIENTIFIC = re.compile(r"(\d+)(?:([.,])(\d+))?[eE]([+-]?\d{1,3})")
_CURRENCY = re.compile(r"(€|\$|£|\b(?:eur|euro|usd|gbp|chf)\b)", re.IGNORECASE)
_CODE = re.compile(r"0\d+|\d{16,}|\+\d[\d ]{7,}")


@dataclass(frozen=True)
class Number:
    """Una cella che si legge come numero: cifre, genere di scrittura, segni attorno."""

    kind: str
    body: str
    negative: bool = False
    percent: bool = False
    currency: str = ""
    accounting: bool = False  # (12,50) or 12,50-
    scientific: bool = False

    def value(self, decimal: str) -> Decimal:
        """Il valore, se il segno decimale è `decimal` ("," oppure ".")."""
        if self.scientific:
            number = Decimal(self.body.replace(",", "."))
        else:
            thousands = "." if decimal == "," else ","
            number = Decimal(re.sub(f"[{re.escape(thousands)}'’ ]", "", self.body).replace(decimal, "."))
        number = number.scaleb(-2) if self.percent else number
        return -number if self.negative else number

    def whole(self, decimal: str) -> bool:
        """True se scritto senza decimali, con quel segno decimale."""
        return not (self.percent or self.scientific or decimal in self.body)


def is_code(cell: str) -> bool:
    """True per i codici che sembrano numeri: zeri davanti, più di 15 cifre, telefoni con il «+»."""
    return _CODE.fullmatch(cell) is not None


@lru_cache(maxsize=CACHE)
def look(cell: str) -> Number | None:
    """Legge una cella come numero, se si può.

    Returns
    -------
    Number o None
        Il genere dice quanto è certo il segno decimale: «1.234» e «1,234» da soli non lo dicono.
    """
    if not any(letter.isdigit() for letter in cell) or is_code(cell):
        return None
    body = cell.translate(dict.fromkeys(map(ord, SPACES), " ")).strip().replace("−", "-")
    currency = ""
    found = _CURRENCY.findall(body)
    if len(found) == 1:
        currency = CURRENCIES[found[0].lower()]
        body = _CURRENCY.sub("", body).strip()
    percent = body.endswith("%")
    body = body.removesuffix("%").strip()
    accounting = (body.startswith("(") and body.endswith(")")) or (body.endswith("-") and not body.startswith("-"))
    body = body[1:-1].strip() if body.startswith("(") and body.endswith(")") else body
    negative = accounting or body.startswith("-")
    body = body.removesuffix("-").strip() if accounting else body[1:].strip() if body[:1] in "+-" and body else body
    for kind, shape in _SHAPES:
        if shape.fullmatch(body):
            if kind == PLAIN and is_code(body):
                return None
            return Number(kind, body, negative, percent, currency, accounting)
    found_scientific = _SCIENTIFIC.fullmatch(body)
    if found_scientific:
        kind = {",": ITALIAN, ".": ENGLISH, None: PLAIN}[found_scientific[2]]
        return Number(kind, body, negative, percent, currency, accounting, scientific=True)
    return None


@dataclass(frozen=True)
class Decision:
    """Il segno decimale scelto per una colonna e quanto la scelta è certa."""

    decimal: str | None  # None: the column contradicts itself
    doubt: bool


def decide(numbers: list[Number], elsewhere: set[str], given: str | None) -> Decision:
    """Sceglie il segno decimale di una colonna.

    Parameters
    ----------
    numbers : list di Number
        Le celle della colonna.
    elsewhere : set
        I segni decimali certi nel resto del file.
    given : "," o "." o None
        Quello indicato da chi legge, che vince su tutto.

    Returns
    -------
    Decision
        Con `decimal=None` se nella stessa colonna ci sono sia «1,5» sia «1.5».
    """
    kinds = {one.kind for one in numbers}
    if given:
        clash = (ENGLISH if given == "," else ITALIAN) in kinds
        return Decision(None if clash else given, doubt=clash)
    if ITALIAN in kinds and ENGLISH in kinds:
        return Decision(None, doubt=True)
    if ITALIAN in kinds:
        return Decision(",", doubt="." in elsewhere)
    if ENGLISH in kinds:
        return Decision(".", doubt="," in elsewhere)
    if DOT3 in kinds and COMMA3 in kinds:
        return Decision(None, doubt=True)
    decimal = "." if elsewhere == {"."} else ","
    if not kinds & {DOT3, COMMA3}:
        return Decision(decimal, doubt=False)
    grouped = (DOT3 in kinds) == (decimal == ",")  # the sign is read as thousands
    plain = [len(one.body) for one in numbers if one.kind == PLAIN and not one.scientific]
    supported = grouped and bool(elsewhere) and bool(plain) and max(plain) <= 3
    return Decision(decimal, doubt=not supported or len(elsewhere) > 1)
