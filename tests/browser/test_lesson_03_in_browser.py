"""Lesson 03 as a learner does it: label, answer right and wrong, rewrite an advertisement with the keyboard, open the deep part."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GENTLE = "Come si regola uno zaino? Prima allenta gli spallacci, poi stringi la cintura: di solito basta, perché il peso va sulle anche."


def test_lesson_03_labels_answers_rewrites_and_opens(done: Callable[[str], Any]) -> None:
    notebook = done("03")
    page = notebook.page
    for exercise in ("3.1", "3.3", "3.6", "3.10"):
        notebook.shows(notebook.find(f'check("{exercise}"'), "Non ancora svolto")

    # Twenty texts, labelled by number; then three readers and the learner side by side.
    texts = notebook.outputs(notebook.find("HTML(f"))
    assert texts.locator("li").count() == 20
    notebook.screenshot("03_venti_testi", notebook.cell(notebook.find("HTML(f")))
    mine = notebook.find("per_me_outbound = []")
    notebook.shows(mine + 1, "Non hai ancora scritto i tuoi numeri")
    notebook.type_in_cell(mine, "per_me_outbound = [1, 3, 4, 7, 9, 12, 15, 18]")
    for cell in (mine, mine + 1, notebook.find("agreement(opinioni)")):
        notebook.run_cell(cell)
    notebook.shows(mine + 1, "C'è disaccordo su")
    notebook.shows(notebook.find("agreement(opinioni)"), "kappa")
    notebook.screenshot("03_disaccordo", notebook.cell(mine + 1))
    notebook.screenshot("03_accordo", notebook.cell(notebook.find("agreement(opinioni)")))

    # A function with the typical slip, then right.
    body = (
        'def quota_outbound(segno):\n    con_segno = contenuti[contenuti["testo"].str.contains({}, regex=False)]\n    '
    )
    body += 'return (con_segno["tipo"] == "outbound").mean()'
    notebook.answer("3.3", body.format('"segno"'), "fra virgolette")
    notebook.answer("3.3", body.format("segno"), "Giusto")
    notebook.answer("3.4", 'quota_promessa = punteggi_parole["accuratezza"]["a caso"]', "stesso stampo")
    notebook.screenshot("03_errore", notebook.cell(notebook.find('check("3.4"')))
    notebook.answer("3.4", 'quota_promessa = punteggi_parole["accuratezza"]["per famiglia"]', "Giusto")

    # Rewriting moves the score; the encounter does not.
    explorer = notebook.outputs(notebook.find("def riscrivi("))
    live, box = explorer.get_by_role("status").first, explorer.get_by_label("Il tuo testo", exact=True)
    live.get_by_text("il modello dice outbound").wait_for()
    notebook.screenshot("03_annuncio", explorer.first)
    before = live.inner_text()
    box.focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(GENTLE)
    page.keyboard.press("Tab")
    live.get_by_text("il modello dice inbound").wait_for()
    assert explorer.locator("img[alt*='come si fa']").count() == 1
    notebook.screenshot("03_riscritto", explorer.first)
    score = live.inner_text().split(":")[0]
    assert score != before.split(":")[0]
    explorer.get_by_label("Come lo incontrano").select_option("cercato")
    live.get_by_text("la persona lo ha cercato").wait_for()
    assert live.inner_text().split(":")[0] == score
    box.fill("🎒🎒")
    box.press("Tab")
    live.get_by_text("Il modello non decide").wait_for()

    quiz = notebook.outputs(notebook.find('quiz("3.a")'))
    quiz.get_by_label("Outbound: è arrivato mentre").focus()
    page.keyboard.press("Space")
    quiz.get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    quiz.get_by_text("sarebbero inbound").wait_for()
    notebook.screenshot("03_quiz", quiz.first)

    deep = notebook.find("## Approfondimento")
    assert not notebook.cell(deep + 1).is_visible()

    drawn = (
        "HTML(f",
        "agreement(opinioni)",
        "explain(modello, annuncio)",
        "def riscrivi(",
        'quiz("3.a")',
        'check("3.4"',
    )
    assert [fault for text in drawn for fault in notebook.faults(text)] == []
    assert notebook.foreign == []
