"""Lesson 03 as a learner does it: label, answer right and wrong, rewrite an advertisement with the keyboard, open the deep part."""

import shutil
from collections.abc import Callable
from typing import Any

import pytest

from kit.paths import LESSONS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "03_inbound_e_outbound.ipynb"
GENTLE = "Come si regola uno zaino? Prima allenta gli spallacci, poi stringi la cintura: di solito basta, perché il peso va sulle anche."


@pytest.fixture
def notebook(lab: Any, open_notebook: Callable[[str], Any]) -> Any:
    """The learner's own copy, run from top to bottom as it comes."""
    folder = lab.folder / "lessons" / "mie"
    folder.mkdir(exist_ok=True)
    shutil.copy(LESSONS / NAME, folder)
    opened = open_notebook(f"lessons/mie/{NAME}")
    opened.run_all()
    assert opened.errors() == []
    return opened


def shows(notebook: Any, cell: int, piece: str) -> None:
    """Wait until the output of a cell shows a piece of text."""
    notebook.outputs(cell).filter(has_text=piece).first.wait_for()


def answer(notebook: Any, exercise: str, source: str, piece: str) -> None:
    """Type an answer above the check, run both, read the verdict."""
    check = notebook.find(f'check("{exercise}"')
    notebook.type_in_cell(check - 1, source)
    notebook.run_cell(check - 1)
    notebook.run_cell(check)
    shows(notebook, check, piece)


def test_lesson_03_labels_answers_rewrites_and_opens(notebook: Any) -> None:
    page = notebook.page
    for exercise in ("3.1", "3.3", "3.6", "3.10"):
        shows(notebook, notebook.find(f'check("{exercise}"'), "Non ancora svolto")

    # Twenty texts, labelled by number; then three readers and the learner side by side.
    texts = notebook.outputs(notebook.find("HTML(f"))
    assert texts.locator("li").count() == 20
    notebook.screenshot("03_venti_testi", notebook.cell(notebook.find("HTML(f")))
    mine = notebook.find("per_me_outbound = []")
    shows(notebook, mine + 1, "Non hai ancora scritto i tuoi numeri")
    notebook.type_in_cell(mine, "per_me_outbound = [1, 3, 4, 7, 9, 12, 15, 18]")
    for cell in (mine, mine + 1, notebook.find("agreement(opinioni)")):
        notebook.run_cell(cell)
    shows(notebook, mine + 1, "C'è disaccordo su")
    shows(notebook, notebook.find("agreement(opinioni)"), "kappa")
    notebook.screenshot("03_disaccordo", notebook.cell(mine + 1))
    notebook.screenshot("03_accordo", notebook.cell(notebook.find("agreement(opinioni)")))

    # A function with the typical slip, then right.
    body = (
        'def quota_outbound(segno):\n    con_segno = contenuti[contenuti["testo"].str.contains({}, regex=False)]\n    '
    )
    body += 'return (con_segno["tipo"] == "outbound").mean()'
    answer(notebook, "3.3", body.format('"segno"'), "fra virgolette")
    answer(notebook, "3.3", body.format("segno"), "Giusto")
    answer(notebook, "3.4", 'quota_promessa = punteggi_parole["accuratezza"]["a caso"]', "stesso stampo")
    notebook.screenshot("03_errore", notebook.cell(notebook.find('check("3.4"')))
    answer(notebook, "3.4", 'quota_promessa = punteggi_parole["accuratezza"]["per famiglia"]', "Giusto")

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
    assert [fault for text in drawn for fault in faults(notebook, text)] == []
    assert notebook.foreign == []


def faults(notebook: Any, text: str) -> list[str]:
    """Accessibility faults of what the cell that contains the text draws."""
    n = notebook.find(text)
    notebook.cell(n)
    return list(notebook.axe(f'[data-test-cell="{n}"] .jp-OutputArea-output'))
