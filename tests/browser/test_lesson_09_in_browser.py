"""Lesson 09 as a learner does it: join identities, look at the pictures, answer right and wrong, move three choices, open the deep part."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

JOINED = "eventi_prova = read_events(stitch_identities(registro_prova, collegamenti_prova))\n"


def test_lesson_09_answers_moves_and_opens(done: Callable[[str], Any]) -> None:
    notebook = done("09")
    page = notebook.page
    for exercise in ("9.1", "9.6", "9.11"):
        notebook.shows(notebook.find(f'check("{exercise}"'), "Non ancora svolto")

    # The ribbons come before the table, and both are described.
    pictures = ("alluvial(percorsi)", "transition_heatmap(percorsi)", "funnel_bars(imbuto)", "per_ora = ")
    for text in pictures:
        image = notebook.outputs(notebook.find(text)).locator('img[alt]:not([alt=""])').first
        image.wait_for()
        notebook.screenshot(f"09_{text[:8]}", notebook.cell(notebook.find(text)))
    assert notebook.find("alluvial(percorsi)") < notebook.find("transition_heatmap(percorsi)")

    # Typical slips, then right.
    by_device = 'registro["sconosciuto"] = registro["utente"].str.startswith("{}")\nerrore_per_dispositivo = '
    by_device += 'registro.groupby("dispositivo")["sconosciuto"].{}()'
    notebook.answer("9.1", by_device.format("U", "mean"), "Hai calcolato la quota degli eventi con un nome")
    notebook.answer("9.1", by_device.format("D", "sum"), "Hai contato gli eventi senza nome")
    notebook.screenshot("09_errore", notebook.cell(notebook.find('check("9.1"')))
    notebook.answer("9.1", by_device.format("D", "mean"), "Giusto")
    notebook.answer("9.3", 'linearita = (passaggi["salto"] > 0).mean()', "Hai contato anche chi salta")
    notebook.answer("9.3", 'linearita = (passaggi["salto"] == 1).mean()', "Giusto")
    naive = 'tassi = visite.groupby("richiesta_letta")["acquisto"].mean()\ndifferenza_letta = tassi[1] - tassi[0]'
    notebook.answer("9.5", naive, "In quale tabella c'è solo chi ha acconsentito?")
    notebook.answer("9.5", naive.replace("visite", "insieme"), "Giusto")

    # Not joining the identities shortens the journeys; a longer silence joins sittings; a short window cuts.
    explorer = notebook.outputs(notebook.find("def muovi("))
    live, image = explorer.get_by_role("status").first, explorer.locator('img[alt^="Barre"]')
    live.get_by_text("Codici contati come persone:").wait_for()
    joined = live.inner_text()
    notebook.screenshot("09_uniti", explorer.first)
    explorer.get_by_label("Identificativi", exact=True).focus()
    page.keyboard.press("ArrowDown")
    live.get_by_text("acquisti senza alcun tocco").filter(has_not_text=joined).wait_for()
    apart = live.inner_text()
    assert number_after(apart, "Codici contati come persone: ") > 1.4 * number_after(
        joined, "Codici contati come persone: "
    )
    assert number_after(apart, "in media ") < number_after(joined, "in media ")
    assert image.get_attribute("alt").endswith(apart.strip())
    notebook.screenshot("09_non_uniti", explorer.first)
    box = explorer.get_by_label("Silenzio, in minuti", exact=True).first
    box.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("120")
    page.keyboard.press("Enter")
    live.get_by_text("acquisti senza alcun tocco").filter(has_not_text=apart).wait_for()
    assert number_after(live.inner_text(), "Sessioni: ") < number_after(apart, "Sessioni: ")

    # The graded part, from the learner's own table.
    notebook.answer("9.7", JOINED + "sessioni_prova = len(eventi_prova)", "Hai contato gli eventi")
    sittings = 'sessioni_prova = sessions(eventi_prova, gap=f"{prova[\'silenzio\']}min")["sessione"].nunique()'
    notebook.answer("9.7", JOINED + sittings, "Giusto")
    notebook.answer("9.11", 'quota_ritorni = (stage_moves(eventi_prova)["salto"] < 0).mean()', "Giusto")

    quiz = notebook.outputs(notebook.find('quiz("9.a")'))
    quiz.get_by_label("Il 30 % delle persone si perde.").focus()
    page.keyboard.press("Space")
    quiz.get_by_role("button").nth(2).focus()
    page.keyboard.press("Enter")
    quiz.get_by_text("Tornare indietro non è perdersi").wait_for()
    notebook.screenshot("09_quiz", quiz.first)

    notebook.open_deep()
    notebook.screenshot("09_approfondimento", notebook.cell(notebook.find("step_matrix(percorsi)")))

    drawn = (*pictures, "def muovi(", 'quiz("9.a")', 'check("9.1"', "step_matrix(percorsi)")
    assert [fault for text in drawn for fault in notebook.faults(text)] == []
    assert notebook.foreign == []


def number_after(text: str, words: str) -> float:
    """The Italian number that follows the words."""
    return float(text.split(words)[1].split()[0].rstrip(".;").replace(".", "").replace(",", "."))
