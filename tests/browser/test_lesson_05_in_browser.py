"""Lesson 05 as a learner does it: answer right and wrong, weigh the feed, talk to the chatbot, divide the budget, open the deep part."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def put(notebook: Any, explorer: Any, label: str, value: str) -> None:
    """Write a number in a labelled box with the keyboard alone."""
    explorer.get_by_label(label, exact=True).first.focus()
    notebook.page.keyboard.press("Control+A")
    notebook.page.keyboard.type(value)
    notebook.page.keyboard.press("Enter")


def test_lesson_05_answers_weighs_asks_divides_and_opens(done: Callable[[str], Any]) -> None:
    notebook = done("05")
    page = notebook.page
    for exercise in ("5.1", "5.3", "5.5", "5.6", "5.11"):
        notebook.shows(notebook.find(f'check("{exercise}"'), "Non ancora svolto")
    for name in ("pd.crosstab(", "one_rate(mix", "carrelli_per_100_viste", "tasso_di_completamento"):
        notebook.screenshot(f"05_{name.split('(')[0].split('[')[0]}", notebook.cell(notebook.find(name)))

    notebook.answer("5.2", 'costo_per_conversione = conti["conversioni"] / conti["costo"]', "quante ne porta un euro")
    notebook.screenshot("05_errore", notebook.cell(notebook.find('check("5.2"')))
    notebook.answer("5.2", 'costo_per_conversione = conti["costo"] / conti["conversioni"]', "Giusto")
    body = 'def ricondivisioni_di(chi):\n    sue = condivisioni[condivisioni["chi_pubblica"] == {}]\n    '
    body += 'return sue["da"].notna().mean()'
    notebook.answer("5.5", body.format('"cliente"'), "guarda sempre i clienti")
    notebook.answer("5.5", body.format("chi"), "Giusto")
    gain = 'curve["messaging"].value(390) - curve["messaging"].value(90)'
    loss = 'curve["advertising"].value(700) - curve["advertising"].value(400)'
    notebook.answer("5.6", f"effetto_del_piano = {gain}", "I 300 euro vengono dalla pubblicità")
    notebook.answer("5.6", f"effetto_del_piano = ({gain}) - ({loss})", "Giusto")

    # The feed: the same posts, another weight, another reach.
    feed = notebook.outputs(notebook.find("def ordina_feed("))
    picture, live = feed.locator('img[alt]:not([alt=""])'), feed.get_by_role("status").first
    before = (picture.get_attribute("alt"), live.inner_text())
    notebook.screenshot("05_feed", feed.first)
    put(notebook, feed, "Quanto contano i clic", "1")
    put(notebook, feed, "Quanto contano le interazioni", "0")
    live.get_by_text("Il più visto è «4.").wait_for()
    after = (picture.get_attribute("alt"), live.inner_text())
    assert all(one != other for one, other in zip(before, after, strict=True))
    notebook.screenshot("05_feed_clic", feed.first)
    put(notebook, feed, "Quanto contano i clic", "0")
    live.get_by_text("Nessun segnale conta").wait_for()

    # The chatbot says what it is, answers, and says when it does not know.
    notebook.shows(notebook.find("assistente.hello"), "un programma, non una persona")
    chat = notebook.outputs(notebook.find("def chiedi("))
    said, box = chat.get_by_role("status").first, chat.get_by_label("La tua domanda", exact=True)
    said.get_by_text("Assistente automatico: La spedizione costa").wait_for()
    box.fill("Che tempo farà domani a Lisbona?")
    box.press("Enter")
    said.get_by_text("Non lo so").wait_for()
    notebook.screenshot("05_chatbot", chat.first)
    box.fill("")
    box.press("Enter")
    said.get_by_text("un programma, non una persona").wait_for()

    # The budget: the whole sum in one box is worse, and a spend never tried is said.
    budget = notebook.outputs(notebook.find("def dividi("))
    live = budget.get_by_role("status").first
    live.get_by_text("il budget è speso tutto").wait_for()
    notebook.screenshot("05_budget", budget.first)
    put(notebook, budget, "Messaging (€)", "390")
    live.get_by_text("oltre il budget").wait_for()
    put(notebook, budget, "Advertising (€)", "400")
    live.get_by_text("il budget è speso tutto").wait_for()
    assert "per messaging una spesa così non è mai stata provata" in live.inner_text()
    assert budget.locator("img[alt*='messaging 390']").count() == 1
    notebook.screenshot("05_budget_tullio", budget.first)

    quiz = notebook.outputs(notebook.find('quiz("5.a")'))
    quiz.get_by_label("Influence, e come seconda etichetta advertising.").focus()
    page.keyboard.press("Space")
    quiz.get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    quiz.get_by_text("Le dimensioni si sovrappongono, e i metadati").wait_for()
    notebook.screenshot("05_quiz", quiz.first)

    notebook.open_deep()
    notebook.screenshot("05_stagione", notebook.cell(notebook.find("spese_provate")))

    drawn = (
        "one_rate(mix",
        "def ordina_feed(",
        "def chiedi(",
        "def dividi(",
        'quiz("5.a")',
        'check("5.2"',
    )
    assert [fault for text in drawn for fault in notebook.faults(text)] == []
    assert notebook.foreign == []
