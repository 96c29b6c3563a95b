"""Whatever table an Italian spreadsheet may save comes back with its values, or with a doubt that names the column."""

import csv
import datetime
import io
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.datasets import DataError, read_italian

relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)

ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16"]
WORDS = ["città", "perché no?", "Àncora, sì", "blog; video", 'detto "piano"', "società", "a\nb", "x|y", "L'Aquila", "—"]
LABELS = [
    "Canale",
    "Perché",
    "Città di arrivo",
    "Note, varie",
    "Pezzi; totali",
    "Incasso €",
    "Quota %",
    "Giorno",
    "Età",
]


def grouped(number: Decimal, decimals: int, thousands: str) -> str:
    text = f"{number:,.{decimals}f}"
    return text.translate(str.maketrans({",": thousands or None, ".": ","}))


def save(rows: list[list[str]], separator: str, encoding: str, end: str) -> bytes:
    sheet = io.StringIO(newline="")
    csv.writer(sheet, delimiter=separator, lineterminator=end).writerows(rows)
    return sheet.getvalue().encode(encoding)


def read(path: Path, content: bytes, **options: object) -> tuple[pd.DataFrame, list[str], list[str]]:
    file = path / "prova.csv"
    file.write_bytes(content)
    table = read_italian(file, quiet=True, **options)  # type: ignore[arg-type]
    report = table.attrs["lettura"]
    return table, report["riconosciuto"], report["dubbi"]


amounts = st.decimals(-(10**7), 10**7, places=2, allow_nan=False)
dates = st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31))


@relaxed
@given(
    data=st.data(),
    size=st.integers(2, 12),
    separator=st.sampled_from([";", "\t", "|", ","]),
    encoding=st.sampled_from(ENCODINGS),
    end=st.sampled_from(["\r\n", "\n"]),
    thousands=st.sampled_from(["", "."]),
    titles=st.integers(0, 3),
    padding=st.integers(0, 3),
    euro=st.booleans(),
)
def test_a_sales_table_comes_back(
    tmp_path: Path,
    data: st.DataObject,
    size: int,
    separator: str,
    encoding: str,
    end: str,
    thousands: str,
    titles: int,
    padding: int,
    euro: bool,
) -> None:
    def column(values: st.SearchStrategy[object]) -> list[object]:
        return data.draw(st.lists(values, min_size=size, max_size=size))

    names = data.draw(st.permutations(LABELS))[:4]
    words, money, counts, days = (
        column(st.sampled_from(WORDS)),
        column(amounts),
        column(st.integers(0, 10**6)),
        column(dates),
    )
    rows = [
        [
            word,
            grouped(amount, 2, thousands) + (" €" if euro else ""),
            grouped(Decimal(count), 0, thousands),
            f"{day:%d/%m/%Y}",
        ]
        for word, amount, count, day in zip(words, money, counts, days, strict=True)  # type: ignore[str-format]
    ]
    top = [["Vendite del trimestre"], [], ["Esportato ieri"]][:titles]
    sheet = [[*row, *[""] * (padding + 4 - len(row))] for row in [*top, names, *rows]]
    table, _, doubts = read(tmp_path, save(sheet, separator, encoding, end))

    assert list(table.columns) == names
    assert table[names[0]].tolist() == words
    assert table[names[1]].tolist() == [float(amount) for amount in money]  # type: ignore[arg-type]
    assert table[names[2]].tolist() == counts or any(names[2] in one for one in doubts)
    if any(day.day > 12 for day in days):  # type: ignore[attr-defined]
        assert table[names[3]].dt.date.tolist() == days
    else:
        assert table[names[3]].dt.date.tolist() == days
        assert any(f"«{names[3]}»" in one for one in doubts) or all(day.day == day.month for day in days)  # type: ignore[attr-defined]


@relaxed
@given(
    values=st.lists(amounts, min_size=1, max_size=20),
    decimals=st.integers(1, 4),
    sign=st.sampled_from(["{}", "{} €", "€ {}", "€{}", "EUR {}", "{} euro"]),
    negative=st.sampled_from(["-{}", "({})", "{}-", "−{}"]),
    thousands=st.sampled_from(["", ".", " ", "\u00a0", "'"]),
)
def test_numbers_come_back_however_they_are_dressed(
    tmp_path: Path, values: list[Decimal], decimals: int, sign: str, negative: str, thousands: str
) -> None:
    def dress(value: Decimal) -> str:
        plain = grouped(abs(value), decimals, thousands)
        return sign.format(negative.format(plain) if value < 0 else plain)

    written = [dress(value) for value in values]
    expected = [float(round(value, decimals)) for value in values]
    content = save([["nome", "valore"], *[["x", cell] for cell in written]], ";", "utf-8", "\n")
    table, _, doubts = read(tmp_path, content)
    same = table["valore"].dtype == "float64" and table["valore"].tolist() == pytest.approx(expected, abs=1e-9)
    assert same or any("«valore»" in one for one in doubts), (written, table["valore"].tolist())
    if decimals != 3:
        assert same, (written, table["valore"].tolist())


@relaxed
@given(st.lists(st.decimals(0, 100, places=1, allow_nan=False), min_size=1, max_size=15), st.sampled_from(["%", " %"]))
def test_percentages_become_shares(tmp_path: Path, values: list[Decimal], sign: str) -> None:
    rows = [["nome", "quota"], *[["x", f"{value:.1f}{sign}".replace(".", ",")] for value in values]]
    table, found, _ = read(tmp_path, save(rows, ";", "utf-8", "\n"))
    assert table["quota"].tolist() == [float(value / 100) for value in values]
    assert any(one.startswith("percentuali divise per 100: quota") for one in found)


@relaxed
@given(
    st.lists(st.one_of(st.integers(0, 998), st.floats(0, 998).map(lambda x: round(x, 3))), min_size=1, max_size=8),
    st.sampled_from([",", "."]),
    st.booleans(),
)
def test_three_digits_after_a_sign_are_right_or_doubted(
    tmp_path: Path, values: list[float], sign: str, decimal: bool
) -> None:
    """1.234 and 1,234: the reader may take either side, never in silence when the other side was meant."""
    if decimal:
        written = [f"{value:.3f}".replace(".", sign) for value in values]
        expected = [float(f"{value:.3f}") for value in values]
    else:
        written = [f"{int(value) + 1}{sign}{int(value):03d}" for value in values]
        expected = [(int(value) + 1) * 1000 + int(value) for value in values]
    table, _, doubts = read(tmp_path, save([["nome", "v"], *[["x", cell] for cell in written]], ";", "utf-8", "\n"))
    same = table["v"].dtype.kind in "if" and table["v"].tolist() == pytest.approx(expected)
    assert same or any("«v»" in one for one in doubts), (written, table["v"].tolist())


@relaxed
@given(st.lists(dates, min_size=1, max_size=10), st.booleans())
def test_dates_of_either_order_are_right_or_doubted(tmp_path: Path, days: list[datetime.date], american: bool) -> None:
    shape = "%m/%d/%Y" if american else "%d/%m/%Y"
    table, _, doubts = read(
        tmp_path, save([["g", "n"], *[[day.strftime(shape), "1"] for day in days]], ";", "utf-8", "\n")
    )
    same = table["g"].dtype.kind == "M" and table["g"].dt.date.tolist() == days
    assert same or any("«g»" in one for one in doubts)
    told, _, _ = read(tmp_path, (tmp_path / "prova.csv").read_bytes(), dates="mm/gg" if american else "gg/mm")
    assert told["g"].dt.date.tolist() == days


@relaxed
@given(
    st.lists(dates, min_size=1, max_size=6),
    st.sampled_from(
        ["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M"]
    ),
)
def test_other_ways_of_writing_dates(tmp_path: Path, days: list[datetime.date], shape: str) -> None:
    table, _, _ = read(tmp_path, save([["g", "n"], *[[day.strftime(shape), "1"] for day in days]], ";", "utf-8", "\n"))
    assert table["g"].dt.date.tolist() == days


@relaxed
@given(
    st.lists(st.from_regex(r"0[0-9]{4}", fullmatch=True), min_size=1, max_size=10), st.lists(st.integers(10000, 98168))
)
def test_codes_keep_their_zeros(tmp_path: Path, zeros: list[str], others: list[int]) -> None:
    codes = [*zeros, *map(str, others)]
    table, found, _ = read(tmp_path, save([["cap", "n"], *[[code, "1"] for code in codes]], ";", "utf-8", "\n"))
    assert table["cap"].tolist() == codes
    assert any("cap" in one and "testo" in one for one in found)


@relaxed
@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_an_italian_error(tmp_path: Path, content: bytes) -> None:
    try:
        table, _, _ = read(tmp_path, content)
    except DataError as error:
        assert len(str(error)) > 20
    else:
        assert len(table) > 0


letters = st.sampled_from("ab1209.,;|\t\n\"' €%-/()àè#=^:") | st.characters(codec="utf-8")


@relaxed
@given(st.text(letters, max_size=120), st.sampled_from(ENCODINGS))
def test_any_text_gives_a_table_or_an_italian_error(tmp_path: Path, text: str, encoding: str) -> None:
    try:
        table, _, doubts = read(tmp_path, text.encode(encoding, errors="ignore"))
    except DataError as error:
        assert len(str(error)) > 20
    else:
        assert table.columns.is_unique
        assert all(one.strip() for one in doubts)


@relaxed
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from([";", "\t", ","]),
)
def test_text_is_never_touched(tmp_path: Path, rows: list[list[str]], separator: str) -> None:
    table, _, _ = read(tmp_path, save([["uno", "due", "tre"], *rows], separator, "utf-8", "\r\n"))
    assert table.to_numpy().tolist() == rows
