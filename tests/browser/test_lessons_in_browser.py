"""Lessons 00 and 01 as a learner does them: run all, answer right, wrong and not at all, move, open the deep layer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

START = "lessons/mie/00_inizia_qui.ipynb"
TEMPLATE = "lessons/mie/01_marketing_e_social_media_marketing.ipynb"


def test_lesson_00_from_the_first_cell_to_the_save(open_notebook: Callable[[str], Any], mine: Path) -> None:
    notebook = open_notebook(START)
    notebook.run_all()
    assert notebook.errors() == []
    notebook.shows(notebook.find('ready("00")'), "Pronto")
    notebook.says("0.4", "Non ancora svolto")
    notebook.answer("0.1", "clic_per_acquisto = 240 / 15", "Giusto")
    notebook.screenshot("00_giusto")
    notebook.answer("0.2", "prezzo = 79,90\ntotale_scarpe = prezzo * 3", "Errore riconosciuto", "due numeri in fila")
    notebook.screenshot("00_errore_riconosciuto")
    notebook.shows(notebook.find("tabela["), "NameError")
    notebook.shows(notebook.find("tabela["), "Forse volevi `tabella`")
    notebook.screenshot("00_nameerror")
    notebook.js("await panel.context.save()")
    saved = (mine / "00_inizia_qui.ipynb").read_text(encoding="utf-8")
    assert "due numeri in fila" in saved
    assert notebook.foreign == []


def test_lesson_00_with_cells_out_of_order(open_notebook: Callable[[str], Any], mine: Path) -> None:
    notebook = open_notebook(START)
    first = notebook.find("120 / 6")
    notebook.run_cell(first)
    notebook.run_cell(notebook.find('ready("00")'))
    notebook.shows(notebook.find('ready("00")'), "ricomincia dall'inizio")
    notebook.run_cell(notebook.find('check("0.4"'))
    notebook.says("0.4", "prima esegui la cella qui sopra")
    notebook.screenshot("00_fuori_ordine")
    assert mine.exists()


def test_lesson_01_moves_answers_and_opens(open_notebook: Callable[[str], Any], mine: Path) -> None:
    notebook = open_notebook(TEMPLATE)
    notebook.run_all()
    assert notebook.errors() == []
    notebook.says("1.2", "Non ancora svolto")

    explorer = notebook.outputs(notebook.find("def muovi("))
    picture, live = explorer.locator('img[alt]:not([alt=""])'), explorer.locator("[role=status], [aria-live]")
    before = (picture.get_attribute("alt"), picture.get_attribute("src"), live.first.inner_text())
    box = explorer.get_by_label("Soglia", exact=True).first
    box.focus()
    notebook.page.keyboard.press("Control+A")
    notebook.page.keyboard.type("0.1")
    notebook.page.keyboard.press("Enter")
    explorer.locator('img[alt*="punteggi da 0,10"]').wait_for()
    after = (picture.get_attribute("alt"), picture.get_attribute("src"), live.first.inner_text())
    assert all(one != other for one, other in zip(before, after, strict=True))
    notebook.screenshot("01_muovi", explorer.first)

    good = 'mirata = campagne[campagne["campagna"] == "mirata"]\ntassi = mirata.groupby("gruppo")["acquisto"].mean()\n'
    good += 'incremento_mirata = tassi["contattato"] - tassi["non contattato"]'
    notebook.answer("1.2", good, "Giusto")
    wrong = 'incremento_mirata = acquisti_su_contattati["mirata"] - acquisti_su_contattati["generica"]'
    notebook.answer("1.2", wrong, "dentro la mirata")

    quiz = notebook.outputs(notebook.find('quiz("1.a")'))
    option = quiz.get_by_label("«Il 30 % di chi?»")
    option.focus()
    notebook.page.keyboard.press("Space")
    quiz.get_by_role("button").first.focus()
    notebook.page.keyboard.press("Enter")
    quiz.get_by_text("Il denominatore cambia tutto").wait_for()
    notebook.screenshot("01_quiz", quiz.first)

    deep = notebook.find("## Approfondimento")
    hidden = notebook.cell(deep + 1)
    assert not hidden.is_visible()
    notebook.cell(deep).locator(".jp-collapseHeadingButton, .jp-Collapser, button").first.wait_for(state="attached")
    notebook.js("panel.content.activeCellIndex = n", n=deep)
    notebook.page.keyboard.press("Escape")
    notebook.page.keyboard.press("ArrowRight")
    notebook.cell(deep + 1).wait_for(state="visible")
    notebook.screenshot("01_approfondimento")

    faults = [
        fault for cell in ("def muovi(", "def estrai(", 'quiz("1.a")', 'check("1.2"') for fault in notebook.faults(cell)
    ]
    assert faults == []
    assert notebook.foreign == []
    assert mine.exists()
