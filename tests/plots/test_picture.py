"""A chart becomes an image that says what it shows, once."""

import base64
from collections.abc import Iterator
from html.parser import HTMLParser

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
import seaborn as sns
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from kit.plots import picture, show, style

ALT = 'Barre: "newsletter" converte il 4,1\u00a0% di chi riceve & apre.'


@pytest.fixture(autouse=True)
def clean_plots() -> Iterator[None]:
    with mpl.rc_context():
        mpl.use("agg")
        style()
        yield
    plt.close("all")


def chart() -> plt.Axes:
    _, ax = plt.subplots()
    ax.bar(["newsletter", "social_foto"], [0.041, 0.023])
    return ax


class Images(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.found.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_image_has_its_alt_text_and_a_visible_summary() -> None:
    page = Images(picture(chart(), alt=ALT, summary="La newsletter è < del doppio.")._repr_html_())
    (image,) = page.found
    assert image["alt"] == ALT
    kind, data = str(image["src"]).split(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(data).startswith(b"\x89PNG")
    assert "La newsletter è < del doppio." in page.text


def test_without_summary_the_description_is_visible() -> None:
    assert ALT in Images(picture(chart(), alt=ALT)._repr_html_()).text


def test_plain_text_says_it_all() -> None:
    assert repr(picture(chart(), alt=ALT, summary="Il doppio.")) == f"[Grafico] {ALT}\nIl doppio.\n(Dati sintetici)"


def test_mark_can_be_taken_off_for_own_data() -> None:
    ax = chart()
    with_mark, without = picture(ax, alt=ALT), picture(ax, alt=ALT, mark=None)
    assert with_mark.png != without.png
    assert "sintetici" not in repr(without)
    assert ax.figure.texts == []


def test_same_figure_same_bytes() -> None:
    assert picture(chart(), alt=ALT).png == picture(chart(), alt=ALT).png


@pytest.mark.parametrize(
    "alt", ["", "   ", "grafico", "Grafico a barre", "Istogramma dei dati", "plot.png", "barre barre barre barre", None]
)
def test_token_alt_is_refused_in_italian(alt: str) -> None:
    with pytest.raises(ValueError, match="non dice che cosa si vede"):
        picture(chart(), alt=alt)


def test_alt_is_required() -> None:
    with pytest.raises(TypeError):
        picture(chart())  # type: ignore[call-arg]


def test_what_is_not_a_chart_is_refused_in_italian() -> None:
    with pytest.raises(TypeError, match="vuole un grafico e ha ricevuto un oggetto di tipo int"):
        picture(3, alt=ALT)


def test_figures_axes_grids_and_arrays_of_axes_are_accepted() -> None:
    table = pd.DataFrame({"x": [1, 2, 3], "y": [3, 1, 2]})
    _, many = plt.subplots(1, 2)
    for thing in (chart(), chart().figure, sns.relplot(table, x="x", y="y"), many, table.plot(subplots=True)):
        assert picture(thing, alt=ALT).width > 200
    assert plt.get_fignums() == []


def test_figure_is_closed_and_its_axes_stay_readable() -> None:
    ax = chart()
    picture(ax, alt=ALT)
    assert plt.get_fignums() == []
    assert [bar.get_height() for bar in ax.patches] == [0.041, 0.023]


def test_notebook_shows_it_once() -> None:
    """The inline backend shows every figure left open at the end of a cell."""
    shell = InteractiveShell.instance()
    try:
        shell.enable_gui = lambda gui=None: None  # a terminal's or a kernel's business
        shell.enable_matplotlib("inline")
        with capture_output() as captured:
            shell.run_cell(
                "import matplotlib.pyplot as plt\nfrom kit.plots import show\n_, ax = plt.subplots()\n"
                "ax.plot([1, 2])\nshow(ax, alt='Linea delle vendite che cresce da uno a due')"
            )
        assert len(captured.outputs) == 1
        assert set(captured.outputs[0].data) == {"text/html", "text/plain"}
    finally:
        InteractiveShell.clear_instance()
        mpl.use("agg")


def test_show_displays_even_when_it_is_not_the_last_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert show(chart(), alt=ALT) is None
    assert "[Grafico]" in capsys.readouterr().out
