"""Quiz and explorer as a learner with a keyboard (and with a screen reader) meets them."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EXPLORER = """
import matplotlib.pyplot as plt
from kit.formats import euro
from kit.plots import italian_axis, picture, style
from kit.widgets import choice, explore, number, text
style()

def profitto(budget, soglia, canale, nome):
    if soglia > 0.3:
        raise ValueError("Nessuna persona supera la soglia: abbassala.")
    _, ax = plt.subplots()
    ax.bar([canale], [budget * (1 - soglia)])
    italian_axis(ax, y="euro")
    guadagno = euro(budget * (1 - soglia), 0)
    return picture(ax, alt=f"Barra del profitto di {canale}: {guadagno}.", summary=f"{nome}, il profitto è {guadagno}.")

explore(
    profitto,
    budget=number("Budget", 500, 5000, step=500, value=1000, kind="euro"),
    soglia=number("Soglia di probabilità", 0, 0.5, step=0.1, kind="percent"),
    canale=choice("Canale", ["newsletter", "social_foto"]),
    nome=text("Come ti chiami?", "Nives"),
)
"""
QUIZ = """
from kit.widgets import Quiz
Quiz("1.a", [
    {"text": "Chi sta al **denominatore** di `acquisti / clic`?", "options": [
        {"text": "Chi ha cliccato", "right": True, "feedback": "Il tasso dice: di chi ha cliccato, quanti comprano."},
        {"text": "Chi ha ricevuto il messaggio, anche se poi non l'ha aperto, e che quindi non ha potuto cliccare da nessuna parte",
         "right": False, "feedback": "Queste sono le persone raggiunte: guarda il nome della seconda colonna."},
        {"text": "Chi ha comprato", "right": False, "feedback": "Questo è il numeratore."}]},
    {"text": "Quali confronti sono onesti?", "options": [
        {"text": "contattati e non contattati a caso", "right": True, "feedback": "I due gruppi differiscono solo per il messaggio."},
        {"text": "chi ha visto e chi non ha visto", "right": False, "feedback": "Chi guarda di più compra di più comunque."},
        {"text": "due metà estratte a sorte", "right": True, "feedback": "Il caso rende i gruppi simili."}]},
])
"""
CHART = """
import pandas as pd
from kit.plots import interval_bars, interval_summary, show, style
style()
quote = pd.DataFrame({"quota": [0.187, 0.152], "limite_inf": [0.175, 0.137], "limite_sup": [0.199, 0.168]},
                     index=["contattati", "non contattati"])
show(interval_bars(quote), alt="Barre di chi compra: " + interval_summary(quote), summary="I contattati comprano di più.")
"""


@pytest.fixture(scope="module")
def opened(lab: Any, open_for_file: Callable[[str], Any]) -> Any:
    return open_for_file(lab.write("prova_dei_comandi.ipynb", [EXPLORER, QUIZ, CHART]))


@pytest.fixture
def notebook(opened: Any) -> Any:
    """Run again for every test: new widgets, in one kernel."""
    opened.run_all()
    assert opened.errors() == []
    return opened


def test_explorer_by_keyboard(notebook: Any) -> None:
    page, shown = notebook.page, notebook.cell(0)
    image, status = shown.locator(".kit-widget img[alt^='Barra']"), shown.get_by_role("status")
    shown.get_by_text("Nives, il profitto è 1.000").wait_for()
    notebook.screenshot("explorer", shown.locator(".kit-widget"))
    first = image.get_attribute("src")

    box = shown.get_by_label("Budget (€)", exact=True)
    box.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    status.get_by_text("1.500").wait_for()
    assert image.get_attribute("alt") == "Barra del profitto di newsletter: 1.500\u00a0€."
    assert image.get_attribute("src") != first

    slider = shown.get_by_role("slider", name="Cursore: Budget (€)")
    assert slider.evaluate("node => node === document.activeElement")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    status.get_by_text("3.000").wait_for()
    assert box.input_value() == "3000"

    shown.get_by_label("Canale").focus()
    page.keyboard.press("ArrowDown")
    shown.locator("img[alt*='social_foto']").wait_for()

    name = shown.get_by_label("Come ti chiami?")
    name.fill("Ginevra")
    name.press("Enter")
    status.get_by_text("Ginevra, il profitto").wait_for()


def test_explorer_says_an_error_in_italian_and_recovers(notebook: Any) -> None:
    shown = notebook.cell(0)
    box = shown.get_by_label("Soglia di probabilità (%)", exact=True)
    box.fill("50")
    box.press("Tab")
    shown.get_by_role("status").get_by_text("Nessuna persona supera la soglia").wait_for()
    assert shown.locator("img[alt^='Barra']").count() == 0
    notebook.screenshot("explorer_error", shown.locator(".kit-widget"))
    box.fill("20")
    box.press("Tab")
    shown.locator("img[alt*='800']").wait_for()


def test_quiz_by_keyboard(notebook: Any) -> None:
    page, shown = notebook.page, notebook.cell(1)
    group = shown.get_by_role("radiogroup", name="Chi sta al denominatore di acquisti / clic?")
    group.wait_for()
    notebook.screenshot("quiz", shown.locator(".kit-widget"))
    first, second = shown.get_by_role("status").all()

    group.get_by_role("radio").first.focus()
    page.keyboard.press(
        "ArrowDown"
    )  # the arrow moves the choice inside the group; one choice: a second would meet its echo
    assert group.get_by_role("radio").nth(1).is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first.get_by_text("Da rivedere").wait_for()
    assert "persone raggiunte" in first.inner_text()
    notebook.screenshot("quiz_review", shown.locator(".kit-widget"))

    group.get_by_role("radio").nth(1).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first.get_by_text("Giusto").wait_for()

    shown.get_by_role("button", name="Controlla la risposta").nth(1).press("Enter")
    second.get_by_text("Non ancora svolto").wait_for()
    for name in ("a) contattati", "c) due metà"):
        shown.get_by_label(name).focus()
        page.keyboard.press("Space")
    shown.get_by_role("button", name="Controlla la risposta").nth(1).press("Enter")
    second.get_by_text("Giusto").wait_for()
    notebook.screenshot("quiz_right", shown.locator(".kit-widget"))


def test_a_chart_is_shown_once_and_its_description_opens_by_keyboard(notebook: Any) -> None:
    shown = notebook.cell(2)
    assert shown.locator(".jp-OutputArea-output img").count() == 1
    shown.locator("summary").focus()
    notebook.page.keyboard.press("Space")
    shown.get_by_text("contattati: 18,7").wait_for()
    notebook.screenshot("chart", shown)


def test_axe_finds_nothing_serious_and_nothing_comes_from_outside(notebook: Any) -> None:
    for n, part in enumerate([".kit-live [role=status]", ".kit-live [role=status]", "figure img[alt^='Barre']"]):
        notebook.cell(n).locator(part).first.wait_for(state="attached")
        assert notebook.axe(f'[data-test-cell="{n}"] .jp-OutputArea') == []
    assert notebook.foreign == []


def test_after_a_restart_the_cell_works_again(notebook: Any) -> None:
    notebook.restart()
    notebook.run_cell(0)
    shown = notebook.cell(0)
    shown.get_by_text("Nives, il profitto è 1.000").wait_for()
    shown.get_by_label("Canale").select_option("social_foto")
    shown.locator("img[alt*='social_foto']").wait_for()
