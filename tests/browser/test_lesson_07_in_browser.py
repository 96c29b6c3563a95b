"""Lesson 07 as a learner does it: answer right and wrong, move the base rate with the keyboard, read the two rankings, take the quiz."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_lesson_07_flags_answers_and_moves_the_base_rate(done: Callable[[str], Any]) -> None:
    notebook = done("07")
    page = notebook.page
    for exercise in ("7.1", "7.6", "7.12", "7.16"):
        notebook.shows(notebook.find(f'check("{exercise}"'), "Non ancora svolto")

    notebook.answer("7.6", "quota_vera = sensibilita", "fra i falsi, quanti sono segnati")
    notebook.screenshot("07_errore", notebook.cell(notebook.find('check("7.6"')))
    notebook.answer("7.6", "quota_vera = falsi_segnati / (falsi_segnati + persone_segnate)", "Giusto")

    # With the keyboard alone: more fakes in the audience, and the same flag means more.
    explorer = notebook.outputs(notebook.find("def segnati("))
    live, share = explorer.get_by_role("status").first, explorer.get_by_label("Falsi ogni 100 follower", exact=True)
    live.get_by_text("Falsi nel pubblico: 2 su 100").wait_for()
    notebook.screenshot("07_due_per_cento", explorer.first)
    share.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("30")
    page.keyboard.press("Tab")
    live.get_by_text("Falsi nel pubblico: 30 su 100").wait_for()
    notebook.screenshot("07_trenta_per_cento", explorer.first)
    before = live.inner_text()
    explorer.get_by_label("Regola").select_option("in nessuna lista")
    live.get_by_text("in nessuna lista").wait_for()
    assert live.inner_text() != before

    rankings = notebook.find("rivali = [")
    notebook.shows(rankings, "la prima per relazione")
    notebook.screenshot("07_due_classifiche", notebook.cell(rankings))
    notebook.screenshot("07_stime", notebook.cell(notebook.find("verita = load")))

    quiz = notebook.outputs(notebook.find('quiz("7.a")'))
    quiz.get_by_label("Sì, è quello che vuol dire 95").focus()
    page.keyboard.press("Space")
    quiz.get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    quiz.get_by_text("si misura fra i falsi").wait_for()
    notebook.screenshot("07_quiz", quiz.first)

    drawn = ("def segnati(", "rivali = [", 'quiz("7.a")', 'check("7.6"')
    faults = [
        fault
        for text in drawn
        for fault in notebook.axe(f'[data-test-cell="{notebook.find(text)}"] .jp-OutputArea-output')
    ]
    assert faults == []
    assert not notebook.cell(notebook.find("## Approfondimento") + 1).is_visible()
    assert notebook.foreign == []
