"""The pages that marking writes, in a real browser: accessible, readable on a narrow screen, complete without a network."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "grading"))

from grading_class import classroom
from grading_handins import answered, package_notebook, save
from grading_lesson import write_lesson

from kit.grading import batch
from kit.grading.release import Order, release
from kit.grading.secret import open_desk
from kit.grading.sources import open_source
from kit.synthesis import variants

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NARROW, WIDE = {"width": 360, "height": 700}, {"width": 1280, "height": 900}


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two students' pages, the two class reports and the page of problems."""
    monkeypatch.setattr(variants, "REGISTRY", dict(variants.REGISTRY))
    source = open_source(str(write_lesson(tmp_path / "lezione", light=True)))
    people = classroom(2)
    desk, _ = open_desk(tmp_path / "docente" / "segreto.txt", make=True)
    release(Order(source, people, "prova", tmp_path / "pacchetti"), desk)
    for person in people:
        (package,) = (tmp_path / "pacchetti").glob(f"*_{person.matricola}")
        save(tmp_path / "consegne" / f"{person.matricola}.ipynb", answered(package_notebook(package), source))
    (tmp_path / "consegne" / "rotto.ipynb").write_text("{", encoding="utf-8")
    planned = batch.plan(source, people, desk, "prova", out=tmp_path / "esiti", level=None)
    batch.grade(planned, tmp_path / "consegne")
    return sorted((tmp_path / "esiti").rglob("*.html"))


def test_the_pages_are_accessible_and_ask_for_nothing(browser: Any, pages: list[Path]) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    assert len(pages) == 5
    for size in (NARROW, WIDE):
        context = browser.new_context(locale="it-IT", viewport=size)
        tab = context.new_page()
        asked: list[str] = []
        tab.on("request", lambda request, asked=asked: asked.append(request.url))
        for page in pages:
            tab.goto(page.as_uri())
            tab.evaluate(AXE_SCRIPT)
            faults = tab.evaluate("axe.run(document).then(found => found.violations.map(one => one.id))")
            assert faults == [], page.name
            wider = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wider <= 0, f"{page.name} scrolls sideways at {size['width']} pixels"
        assert sorted(asked) == sorted(page.as_uri() for page in pages)
        context.close()
