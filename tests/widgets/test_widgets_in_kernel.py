"""Quiz and explorer in a kernel with nobody looking: run by nbclient, turned into a page by nbconvert."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

SOURCE = """
import matplotlib.pyplot as plt
from kit.plots import picture
from kit.widgets import Quiz, explore, number
def disegna(budget):
    _, ax = plt.subplots()
    ax.bar(["newsletter"], [budget])
    return picture(ax, alt=f"Barra del profitto della newsletter: {budget} euro")
explore(disegna, budget=number("Budget", 0, 10, value=7))
"""
QUIZ = """
Quiz("1.a", [{"text": "Quale?", "options": [{"text": "questa", "right": True, "feedback": "sì"},
                                            {"text": "quella", "right": False, "feedback": "no"}]}])
"""


@pytest.mark.slow
def test_a_page_made_from_the_notebook_shows_the_first_state() -> None:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in (SOURCE, QUIZ)])
    NotebookClient(book, kernel_name="python3", store_widget_state=False).execute()
    outputs = [output for cell in book.cells for output in cell.outputs]
    assert [output.output_type for output in outputs] == ["display_data"] * 4
    assert "Error displaying widget" in outputs[1].data["text/html"]  # what to do when the notebook is opened again
    page, _ = HTMLExporter().from_notebook_node(book)
    assert 'alt="Barra del profitto della newsletter: 7 euro"' in page
    assert "a) questa" in page
