"""The audit and its report: honest where it knows, silent where it cannot, self-contained, readable by everybody."""

import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from follower_files import FILES, as_lines

from kit.datasets import DataError, load
from kit.datasets.tables import to_csv
from kit.followers import audit, auditing
from kit.followers.cli import main
from kit.followers.progress import Bar
from kit.paths import ROOT
from kit.synthesis.followers import make_profiles

DAY = "2025-02-28"


@pytest.fixture(scope="module", autouse=True)
def few_trees() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(auditing, "TREES", 40)
        yield


@pytest.fixture(scope="module")
def follower() -> pd.DataFrame:
    return load("follower")


@pytest.fixture(scope="module")
def quotanova(follower: pd.DataFrame) -> Any:
    page = follower[follower["marchio"] == "quotanova"]
    return audit(page, name="Quotanova", reference_date=DAY, audience=90_000, positions=page["posizione"])


@pytest.fixture(scope="module")
def scattofermo(follower: pd.DataFrame) -> Any:
    """Judged by who has never seen its vendor nor half of its people."""
    known = load("follower_etichettati")
    known = known[known["uso"] == "addestramento"].reset_index(drop=True)
    known.attrs["data_riferimento"] = DAY
    page = follower[follower["marchio"] == "scattofermo"]
    return audit(page, labelled=known, label=known["falso"], groups=known["gruppo"], reference_date=DAY)


def corrected(found: Any) -> dict[str, Any]:
    rows: list[dict[str, Any]] = found.share.to_dict("records")
    return rows[1]


def test_without_shift_the_interval_holds_the_truth(quotanova: Any) -> None:
    row = corrected(quotanova)
    assert row["limite_inf"] < 0.30 < row["limite_sup"]
    assert not quotanova.judged.shift.attrs["spostato"]
    assert quotanova.signals["oltre"].all()
    assert quotanova.synthetic
    assert not quotanova.frame.attrs["sparsi"]  # the first seven thousand of ninety
    said = repr(quotanova)
    assert "Esaminati 7.000 conti, campione di 90.000 follower" in said
    assert "più recente della lista" in said


def test_with_an_unseen_vendor_it_is_wrong_and_says_so(scattofermo: Any) -> None:
    row = corrected(scattofermo)
    assert row["limite_sup"] < 0.20  # the truth
    assert scattofermo.judged.shift.attrs["spostato"]
    assert "non garantisce niente" in repr(scattofermo)
    worst = scattofermo.judged.scenarios["quota_di_falsi"].max()
    assert ("di quanto non si sa" in repr(scattofermo)) == (worst <= row["limite_sup"])
    assert set(scattofermo.judged.scenarios["quota_di_falsi"].round(2)) != {round(row["stima"], 2)}


def test_examples_are_pseudonymous_and_their_reasons_add_up(quotanova: Any) -> None:
    verdicts = [one.verdict for one in quotanova.judged.examples]
    assert verdicts == ["falso"] * 3 + ["indeciso"] * 2 + ["persona"]
    for one in quotanova.judged.examples:
        assert re.fullmatch(r"conto numero \d+", one.account)
        assert one.reasons["contributo"].iloc[:-1].sum() == pytest.approx(one.reasons["contributo"].iloc[-1])


class Page(HTMLParser):
    """What a browser or a screen reader would look for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def report(quotanova: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found: Path = quotanova.save(tmp_path_factory.mktemp("rapporto") / "rapporto.html")
    return found


def test_the_report_is_one_italian_accessible_page(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    page = Page(text)
    assert page.named("html")[0]["lang"] == "it"
    assert not page.named("script")
    assert not page.named("link")
    loaded = [attrs.get("src") or attrs.get("href") or "" for tag in ("img", "a") for attrs in page.named(tag)]
    assert all(one.startswith(("data:", "#")) for one in loaded)
    assert not re.search(r"url\(|@import|https?://", text)
    pictures = page.named("img")
    assert len(pictures) == 5
    assert all(len(one["alt"] or "") > 60 for one in pictures)
    assert len(page.named("table")) == len(page.named("caption")) >= 8
    assert all(one.get("scope") in ("col", "row") for one in page.named("th"))
    labels = [attrs["aria-label"] for attrs in page.named("div") if "aria-label" in attrs]
    assert len(labels) == len(set(labels))
    headings = [int(name[1]) for name, _ in page.tags if re.fullmatch(r"h[1-6]", name)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(headings))
    for section in (
        "In breve", "Che cosa è stato contato", "Quanti sono i falsi", "Quanto ci si può fidare", "Quanto costa sbagliare",
        "Segnali di gruppo", "Esempi, con le ragioni", "Che cosa non si può concludere", "Metodo e fonti",
    ):  # fmt: skip
        assert f"<h2>{section}</h2>" in text
    assert "I dati sono sintetici" in text
    assert "nan" not in re.sub(r"<[^>]*>", " ", re.sub(r'src="[^"]*"', "", text)).split()


def test_a_name_is_text_and_not_page(follower: pd.DataFrame) -> None:
    some = pd.DataFrame({"seguito_il": pd.date_range("2024-01-01", periods=80, freq="D")})
    text = audit(some, name="<script>alert(1)</script>").html()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_without_profiles_only_group_signals_remain() -> None:
    days = pd.Timestamp(DAY) - pd.to_timedelta(np.r_[np.arange(300), np.full(60, 40)], unit="D")
    found = audit(pd.DataFrame({"account": [f"F{n}" for n in range(360)], "seguito_il": days}))
    assert found.judged is None
    assert found.share.empty
    assert found.signals["oltre"].fillna(False).tolist() == [False, True, False, False]
    text = found.html()
    assert "la quota di falsi non si può stimare" in text
    assert "<caption>Le raffiche di arrivi</caption>" in text
    assert not re.search("follower mediani|perti insieme", text)  # nothing is said of what is not there
    assert "<h2>Quanti sono i falsi</h2>" not in text
    assert found._repr_html_() in text
    assert "<h1>" not in found._repr_html_()  # a notebook has a heading of its own
    codes = audit(pd.DataFrame({"account": ["a", "b"]}))
    assert "<h2>Segnali di gruppo</h2>" not in codes.html()
    assert "non si può stimare" in repr(codes)


def test_few_features_are_enough_and_missing_ones_are_left_out() -> None:
    table = make_profiles(np.random.default_rng(0), {"dibattito": 300, "lampo": 100})[
        ["follower", "seguiti", "messaggi"]
    ]
    found = audit(table)
    assert {"follower", "seguiti", "messaggi"} <= set(found.judged.columns)
    assert not {"eta_giorni", "url", "seguiti_al_giorno"} & set(found.judged.columns)
    assert corrected(found)["limite_inf"] < 0.25 < corrected(found)["limite_sup"] + 0.02
    assert found.reference == ""


@pytest.mark.parametrize(
    ("accounts", "options", "words"),
    [
        (pd.DataFrame(), {}, "è vuota"),
        ("file.csv", {}, "non è una tabella"),
        (pd.DataFrame({"follower": [1], "seguiti": [2]}), {"audience": 0}, "più piccolo"),
        (pd.DataFrame({"follower": [-1], "seguiti": [2]}), {}, "negativo"),
        (
            pd.DataFrame({"follower": [1], "seguiti": [2]}),
            {"labelled": pd.DataFrame({"follower": [1]})},
            "serve anche l'etichetta",
        ),
    ],
)
def test_what_cannot_be_examined_is_said(accounts: Any, options: dict[str, Any], words: str) -> None:
    with pytest.raises(DataError, match=words):
        audit(accounts, **options)


def test_the_command_reads_a_file_and_writes_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = make_profiles(np.random.default_rng(1), {"dibattito": 180, "ondate": 20})
    table = table[["follower", "seguiti", "messaggi", "creato"]]
    file, report = tmp_path / "miei.csv", tmp_path / "rapporto.html"
    file.write_bytes(to_csv(table))
    assert main([str(file), "--giorno", DAY, "--out", str(report), "--nome", "La mia pagina", "--totale", "5000"]) == 0
    out, err = capsys.readouterr()
    assert "Esame di La mia pagina" in out
    assert "Falsi stimati" in out
    assert "Rapporto scritto" in out
    assert "Giudico i conti" in err
    assert "esame di La mia pagina" in report.read_text(encoding="utf-8")
    assert '<td class="n">5.000</td>' in report.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "manca: FILE"),
        (["x.csv"], "Non trovo il file «x.csv»"),
        (["x.csv", "--out", "r.pdf"], "è una pagina HTML"),
        (["x.csv", "--out", "assente/r.html"], "La cartella «assente» non esiste"),
        (["x.csv", "--colonne", "follower"], "--colonne si scrive così"),
        (["x.csv", "--totale", "molti"], "non è un numero intero"),
        (["x.csv", "--pippo"], "opzioni che non conosco"),
    ],
)
def test_the_command_answers_in_italian(capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    assert main(words) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "options", "said"),
    [
        (("Chi;Quanti;Segue lui", "a;1;2"), [], '--colonne "…=follower,…=seguiti"'),
        (("follower,seguiti,creato", "1,2,2013-04-12"), [], "per esempio: --giorno 2025-02-28."),
        (("follower,seguiti,creato", "1,2,2013-04-12"), ["--giorno", "2012-01-01"], "Indica con --giorno il giorno"),
        (("id,follower,seguiti", "7,1,2", "7,3,4"), [], "o scrivi --doppioni per tenere"),
        (("follower,seguiti", "1,2", "3,4"), ["--totale", "1"], "controlla --totale"),
    ],
)
def test_the_remedy_is_an_option_of_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: tuple[str, ...], options: list[str], said: str
) -> None:
    path = tmp_path / "mio.csv"
    path.write_bytes(as_lines(*lines))
    assert main([str(path), *options]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("name", FILES)
def test_the_command_takes_every_format(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    file, content, _ = FILES[name]
    path = tmp_path / file
    path.write_bytes(content)
    assert main([str(path), "--giorno", "2020-01-01" if name == "twibot20" else "2024-01-01"]) == 0
    assert "Esame di" in capsys.readouterr().out


@pytest.mark.launch
def test_it_is_a_command_of_the_kit() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kit", "audit", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0
    assert "Si scrive: python -m kit audit FILE" in done.stdout
    assert not re.search(r"usage|options|positional", done.stdout)


def test_the_bar_says_how_far(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Bar("Leggo", 1_000)
    for done in range(0, 1_001, 50):
        bar(done)
    bar.close()
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) <= 12
    assert lines[-1].endswith("100\u00a0%  1.000 di 1.000")
    unknown = Bar("Leggo")
    unknown(20)
    unknown(40)
    assert capsys.readouterr().err == "Leggo: 20\n"


@pytest.mark.browser
@pytest.mark.slow
def test_the_report_in_a_browser(report: Path) -> None:
    from kit.launch.browser import chromium

    found = chromium()
    if found is None:
        pytest.skip("Chromium is not on this machine")
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(found), args=flags)
        page = browser.new_page(viewport={"width": 400, "height": 800})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(report.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
        assert Axe().run(page).violations_count == 0
        assert all(url.startswith(("file:", "data:")) for url in asked)
        pdf = page.pdf(format="A4")
        browser.close()
    assert pdf.startswith(b"%PDF")
    assert 5 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 20
