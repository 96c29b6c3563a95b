"""The controls of an explorer: each has a label that belongs to it, and is moved with the keyboard.

A number is a labelled box (typed, or arrow keys) with a slider beside it; the slider alone has no accessible name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from kit.formats import it

UNITS = {"number": "", "percent": " (%)", "euro": " (€)"}


@dataclass(frozen=True)
class Control:
    """Un comando: come si disegna, che valore passa alla funzione, come si scrive il valore."""

    label: str
    build: Callable[[str], tuple[Any, Any]]  # width of the label -> (the widget that holds the value, what is shown)
    read: Callable[[Any], Any]
    accept: Callable[[Any], Any]
    write: Callable[[Any], str]


def number(
    label: str, low: float, high: float, *, value: float | None = None, step: float = 1, kind: str = "number"
) -> Control:
    """Un numero: casella con etichetta e cursore.

    Parameters
    ----------
    label : str
        Che cosa si muove; l'unità di euro e percentuali si aggiunge da sola.
    low, high, step : float
        Da, a, passo. Con ``kind="percent"`` sono quote: 0.05 si vede come 5.
    value : float, optional
        Il valore iniziale; se manca, ``low``.
    kind : {"number", "percent", "euro"}
        Che cosa misura. La funzione riceve la quota (0.05), non 5.

    Returns
    -------
    Control

    Raises
    ------
    ValueError
        Se i limiti non tornano o la misura è sconosciuta.
    """
    start = low if value is None else value
    if kind not in UNITS:
        raise ValueError(f"Misura sconosciuta: «{kind}». Scegli tra {', '.join(UNITS)}.")
    if not (low < high and low <= start <= high and step > 0):
        raise ValueError(
            f"Nel comando «{label}» i limiti non tornano: serve {low} ≤ {start} ≤ {high} e un passo positivo."
        )
    scale = 100 if kind == "percent" else 1
    shown = [round(one * scale, 9) for one in (low, high, step, start)]
    whole = all(float(one).is_integer() for one in shown)
    label = _label(label) + UNITS[kind]

    def build(width: str) -> tuple[Any, Any]:
        box_type, slider_type = (
            (widgets.BoundedIntText, widgets.IntSlider) if whole else (widgets.BoundedFloatText, widgets.FloatSlider)
        )
        bottom, top, by, first = (int(one) if whole else one for one in shown)
        common = {"min": bottom, "max": top, "step": by, "value": first}
        box = box_type(
            **common,
            description=label,
            style={"description_width": width},
            layout=widgets.Layout(width=f"calc({width} + 7.5em)"),
        )
        slider = slider_type(**common, readout=False, continuous_update=False, layout=widgets.Layout(width="16em"))
        widgets.jslink((box, "value"), (slider, "value"))
        return box, widgets.HBox([box, slider], layout=widgets.Layout(flex_flow="row wrap", overflow="visible"))

    def read(raw: float) -> float:
        return raw if scale == 1 else round(raw / scale, 11)

    def write(given: float) -> str:
        return it(given * scale, _decimals(given * scale))

    return Control(label, build, read, lambda given: round(given * scale, 9), write)


def choice(label: str, options: Sequence[str] | Mapping[str, Any], *, value: Any = None) -> Control:
    """Una scelta da un elenco.

    Parameters
    ----------
    label : str
        Che cosa si sceglie.
    options : sequence or mapping
        Le voci; con un dizionario si vede la chiave e la funzione riceve il valore.
    value : optional
        Il valore iniziale; se manca, il primo.

    Returns
    -------
    Control

    Raises
    ------
    ValueError
        Se non ci sono voci o il valore iniziale non è tra queste.
    """
    entries = list(options.items()) if isinstance(options, Mapping) else [(str(one), one) for one in options]
    names = {given: name for name, given in entries}
    start = entries[0][1] if value is None and entries else value
    if start not in names:
        raise ValueError(
            f"Nel comando «{label}» il valore «{start}» non è tra le voci: {', '.join(names.values()) or 'nessuna'}."
        )
    label = _label(label)

    def build(width: str) -> tuple[Any, Any]:
        box = widgets.Dropdown(
            options=entries,
            value=start,
            description=label,
            style={"description_width": width},
            layout=widgets.Layout(width=f"calc({width} + 18em)", max_width="100%"),
        )
        return box, box

    return Control(label, build, lambda raw: raw, lambda given: given, lambda given: names[given])


def text(label: str, value: str = "", *, placeholder: str = "", rows: int = 1) -> Control:
    """Un testo; vale quando esci dalla casella (se è di una riga, anche quando premi Invio).

    Parameters
    ----------
    label : str
        Che cosa si scrive.
    value : str
        Il testo iniziale.
    placeholder : str
        Un esempio in grigio, quando la casella è vuota.
    rows : int
        Quante righe è alta; da due in su ci si può andare a capo.

    Returns
    -------
    Control

    Raises
    ------
    ValueError
        Se le righe sono meno di una.
    """
    label = _label(label)
    if rows < 1:
        raise ValueError(f"Nel comando «{label}» le righe devono essere almeno una (hai scritto {rows}).")
    kind, more = (widgets.Text, {}) if rows == 1 else (widgets.Textarea, {"rows": rows})

    def build(width: str) -> tuple[Any, Any]:
        box = kind(
            **more,
            value=value,
            placeholder=placeholder,
            continuous_update=False,
            description=label,
            style={"description_width": width},
            layout=widgets.Layout(width="100%"),
        )
        return box, box

    return Control(label, build, lambda raw: raw, lambda given: given, lambda given: f"«{given}»")


def _label(label: str) -> str:
    if not label.strip():
        raise ValueError("Ogni comando vuole un'etichetta: dice a chi non vede che cosa sta muovendo.")
    return label.strip().rstrip(":")


def _decimals(value: float) -> int:
    return next((n for n in range(4) if abs(value - round(value, n)) < 1e-9), 4)
