"""The explorer without a browser: state, errors, waiting, and what is shown where no widget lives."""

import asyncio
from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from kit.plots import picture
from kit.widgets import Explorer, choice, explore, number, text

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def clean_plots() -> Iterator[None]:
    mpl.use("agg")
    yield
    assert plt.get_fignums() == []


class Draws:
    """An author's function that remembers what it was called with."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []

    def __call__(self, budget: int, soglia: float, canale: str, nome: str) -> Any:
        self.calls.append({"budget": budget, "soglia": soglia, "canale": canale, "nome": nome})
        _, ax = plt.subplots()
        ax.bar([canale], [budget])
        if soglia > 0.3:
            raise ValueError("Nessuno supera la soglia.")
        if soglia > 0.2:
            return 1 / 0
        return picture(ax, alt=f"Barra del profitto di {canale}: {budget} euro", summary=f"Profitto: {budget} <euro>")


def explorer(function: Any) -> Explorer:
    return explore(
        function,
        budget=number("Budget", 500, 5000, step=500, value=1000, kind="euro"),
        soglia=number("Soglia", 0, 0.5, step=0.05, kind="percent"),
        canale=choice("Canale", {"La newsletter": "newsletter", "Le foto": "social_foto"}),
        nome=text("Nome", "Nives"),
    )


def test_first_state_is_drawn_with_the_values_the_function_expects() -> None:
    draws = Draws()
    shown = explorer(draws)
    assert draws.calls == [{"budget": 1000, "soglia": 0, "canale": "newsletter", "nome": "Nives"}]
    assert shown.summary == "Profitto: 1000 <euro>"
    assert shown.picture is not None and shown.picture.alt == "Barra del profitto di newsletter: 1000 euro"


def test_moving_changes_values_picture_and_words() -> None:
    draws = Draws()
    shown = explorer(draws).set(budget=2500, soglia=0.15, canale="social_foto", nome="Kamal")
    assert shown.values == draws.calls[-1] == {"budget": 2500, "soglia": 0.15, "canale": "social_foto", "nome": "Kamal"}
    assert "2500" in shown._image.value and "2500 &lt;euro&gt;" in shown._live.value


def test_a_value_changed_without_a_kernel_draws_at_once() -> None:
    shown = explorer(Draws())
    shown._holders["budget"].value = 3000
    assert shown.summary == "Profitto: 3000 <euro>"


def test_a_held_key_draws_once() -> None:
    draws = Draws()

    async def hold() -> None:
        shown = explorer(draws)
        for value in range(1500, 4001, 500):
            shown._holders["budget"].value = value
        await asyncio.sleep(0.4)

    asyncio.run(hold())
    assert [call["budget"] for call in draws.calls] == [1000, 4000]


def test_errors_are_sentences_and_leave_no_stale_picture() -> None:
    shown = explorer(Draws())
    shown.set(soglia=0.5)
    assert shown.summary == "Con questi valori il calcolo si ferma. Nessuno supera la soglia."
    assert shown.picture is None and shown._image.value == ""
    shown.set(soglia=0.25)
    assert "ZeroDivisionError" in shown.summary and "Prova a cambiare un comando" in shown.summary
    assert shown.set(soglia=0.1).summary == "Profitto: 1000 <euro>"


def test_a_broken_first_state_stops_the_cell() -> None:
    with pytest.raises(ZeroDivisionError):
        explore(lambda budget: 1 / 0, budget=number("Budget", 0, 1))


def test_a_function_without_return_is_explained() -> None:
    with pytest.raises(TypeError, match="controlla che finisca con return"):
        explore(lambda budget: None, budget=number("Budget", 0, 1))  # type: ignore[arg-type, return-value]


def test_text_alone_is_enough() -> None:
    shown = explore(lambda frase: f"{len(frase)} lettere", frase=text("Scrivi", "ciao"))
    assert shown.summary == "4 lettere" and shown.picture is None
    assert "4 lettere" in repr(shown)


def test_a_text_of_several_rows_keeps_its_lines() -> None:
    shown = explore(lambda post: f"{post.count(chr(10)) + 1} righe", post=text("Il tuo testo", "uno\ndue", rows=3))
    assert shown.summary == "2 righe"
    assert shown.set(post="uno\ndue\ntre").summary == "3 righe"
    with pytest.raises(ValueError, match="almeno una"):
        text("Il tuo testo", rows=0)


def test_where_no_widget_lives_the_first_state_is_readable() -> None:
    shown = explorer(Draws())
    bundle = shown.bundle()
    assert set(bundle) == {VIEW, "text/html", "text/plain"}
    assert bundle[VIEW]["model_id"] == shown.box.model_id
    assert 'alt="Barra del profitto di newsletter: 1000 euro"' in bundle["text/html"]
    assert "Profitto: 1000 &lt;euro&gt;" in bundle["text/html"]
    for said in ("Budget (€): 1.000", "Soglia (%): 0", "Canale: La newsletter", "[Grafico] Barra", "Profitto: 1000"):
        assert said in bundle["text/plain"]


def test_every_control_has_a_label_of_its_own_and_every_slider_gets_a_name() -> None:
    shown = explorer(Draws())
    assert [holder.description for holder in shown._holders.values()] == ["Budget (€)", "Soglia (%)", "Canale", "Nome"]
    dress = shown.box.children[-1].value
    assert "Cursore: Budget (€)" in dress and "Cursore: Soglia (%)" in dress and "aria-live" in dress


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: explore(lambda: "x"), "almeno un comando"),
        (lambda: number("Budget", 5, 1), "limiti non tornano"),
        (lambda: number("Budget", 0, 1, value=2), "limiti non tornano"),
        (lambda: number("Budget", 0, 1, kind="dollari"), "number, percent, euro"),
        (lambda: number(" ", 0, 1), "vuole un'etichetta"),
        (lambda: choice("Canale", []), "nessuna"),
        (lambda: choice("Canale", ["a"], value="b"), "non è tra le voci: a"),
        (lambda: explorer(Draws()).set(prezzo=1), "I comandi sono: budget, soglia, canale, nome"),
    ],
)
def test_faults_are_named_in_italian(call: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    ("control", "given", "written"),
    [
        (number("x", 0, 0.1, step=0.005, kind="percent"), 0.035, "3,5"),
        (number("x", 0, 5000, kind="euro"), 1500, "1.500"),
        (number("x", 0, 1, step=0.25), 0.25, "0,25"),
    ],
)
def test_values_are_written_in_italian_and_read_back_exactly(control: Any, given: float, written: str) -> None:
    assert control.write(given) == written
    assert control.read(control.accept(given)) == given
