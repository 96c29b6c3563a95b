"""Lesson 10 as a learner does it: run all, answer right, wrong and not at all, move the explorer, open the deep layer."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def choose(notebook: Any, explorer: Any, label: str, option: str) -> None:
    """Move a drop-down with the keyboard, as somebody without a mouse does."""
    box = explorer.get_by_label(label, exact=True).first
    box.focus()
    notebook.page.keyboard.type(option)


def test_lesson_10_moves_answers_and_opens(done: Callable[[str], Any]) -> None:
    notebook = done("10")
    notebook.shows(notebook.find('ready("10")'), "Pronto")
    notebook.shows(notebook.find('check("10.3"'), "Non ancora svolto")
    pictures = ["POSTI = {", "credit_points(meriti_lab, verita)", "scelte = pd.DataFrame", "tabella_mondi.map"]
    for name, text in zip(["mappa", "verita", "scelte", "mondi"], pictures, strict=True):
        if name != "mondi":
            notebook.screenshot(f"10_{name}", notebook.outputs(notebook.find(text)).first)

    explorer = notebook.outputs(notebook.find("def muovi("))
    picture, live = explorer.locator('img[alt]:not([alt=""])'), explorer.locator("[role=status], [aria-live]")
    before = (picture.get_attribute("alt"), picture.get_attribute("src"), live.first.inner_text())
    choose(notebook, explorer, "Regola", "togli")
    choose(notebook, explorer, "Memoria", "2")
    choose(notebook, explorer, "Finestra", "7")
    explorer.locator('img[alt*="memoria di 2 tocchi, finestra di 7 giorni"]').wait_for()
    after = (picture.get_attribute("alt"), picture.get_attribute("src"), live.first.inner_text())
    assert all(one != other for one, other in zip(before, after, strict=True))
    assert "non fanno niente" in after[2]
    notebook.screenshot("10_muovi", explorer.first)

    right = "senza_newsletter = 0.0750 + 0.1500\neffetto_newsletter = 1 - senza_newsletter / con_tutti"
    notebook.answer("10.3", right, "Giusto")
    notebook.answer("10.3", "effetto_newsletter = 1 - 2 / 4", "La mappa ragiona per frecce")
    notebook.screenshot("10_errore", notebook.outputs(notebook.find('check("10.3"')).first)
    notebook.answer("10.5", 'canali_sopra_zero = {"newsletter", "recensioni"}', "Giusto")
    notebook.answer("10.6", 'euro_persi = vendite["esperimento"] - vendite["primo tocco"] * 20', "fra parentesi")

    quiz = notebook.outputs(notebook.find('quiz("10.a")'))
    quiz.get_by_label("Le vendite calano del 40 %.").focus()
    notebook.page.keyboard.press("Space")
    quiz.get_by_role("button").first.focus()
    notebook.page.keyboard.press("Enter")
    quiz.get_by_text("Il modello non lo sa").wait_for()
    notebook.screenshot("10_quiz", quiz.first)

    notebook.open_deep()
    notebook.screenshot("10_mondi", notebook.outputs(notebook.find(pictures[-1])).first)

    faults = [
        fault for text in (*pictures, "def muovi(", 'quiz("10.a")', 'check("10.3"') for fault in notebook.faults(text)
    ]
    assert faults == []
    assert notebook.foreign == []
