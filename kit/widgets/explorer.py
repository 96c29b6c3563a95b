"""Controls that change a chart and the sentence under it.

Calls the author's function with the values of the controls; draws what it returns; touches nothing else.
"""

import asyncio
import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from kit.plots.picture import Picture
from kit.widgets.controls import Control
from kit.widgets.frame import Rules, bundle, display, frame, live

WAIT = 0.15  # seconds of quiet before drawing: a held arrow key draws once, not thirty times
STILL = "Qui i comandi sono fermi: apri la lezione in JupyterLab ed esegui la cella per muoverli."


class Explorer:
    """Una funzione e i suoi comandi; si crea con `explore`."""

    def __init__(self, function: Callable[..., Picture | str], controls: dict[str, Control]):
        self.function = function
        self.controls = controls
        self.summary = ""
        self.picture: Picture | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._image = widgets.HTML(layout=widgets.Layout(width="100%"))
        self._image.add_class("kit-image")
        self._live = live()
        width = f"{min(20.0, 1 + 0.55 * max(len(one.label) for one in controls.values())):.1f}em"
        built = {name: one.build(width) for name, one in controls.items()}
        self._holders = {name: holder for name, (holder, _) in built.items()}
        rules: Rules = []
        for nth, (control, (_, shown)) in enumerate(zip(controls.values(), built.values(), strict=True)):
            shown.add_class(f"kit-control-{nth}")
            if isinstance(shown, widgets.HBox):
                rules.append((f".kit-control-{nth} .noUi-handle", {"aria-label": f"Cursore: {control.label}"}))
        self.box = frame([*(shown for _, shown in built.values()), self._image, self._live], rules)
        self._draw(self._call())  # an error in the first state is the author's: it stops the cell as usual
        for holder in self._holders.values():
            holder.observe(self._changed, names="value")

    @property
    def values(self) -> dict[str, Any]:
        """I valori che la funzione riceve adesso."""
        return {name: one.read(self._holders[name].value) for name, one in self.controls.items()}

    def set(self, **values: Any) -> "Explorer":
        """Muove i comandi da codice e ridisegna subito.

        Parameters
        ----------
        **values
            Un valore per comando, nell'unità che la funzione riceve.

        Returns
        -------
        Explorer

        Raises
        ------
        ValueError
            Se il comando non esiste.
        """
        unknown = [name for name in values if name not in self.controls]
        if unknown:
            raise ValueError(f"Nessun comando «{unknown[0]}». I comandi sono: {', '.join(self.controls)}.")
        for name, value in values.items():
            self._holders[name].value = self.controls[name].accept(value)
        self.redraw()
        return self

    def redraw(self) -> None:
        """Ricalcola e ridisegna; un errore diventa una frase."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        try:
            self._draw(self._call())
        except Exception as error:  # whatever the author's function raises, the learner reads a sentence
            self.picture = None
            self._image.value = ""
            self._say(_sentence(error), stopped=True)

    def _changed(self, change: Any) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no kernel: nobody will come back later
            self.redraw()
            return
        if self._timer:
            self._timer.cancel()
        self._timer = loop.call_later(WAIT, self.redraw)

    def _call(self) -> Picture | str:
        import matplotlib.pyplot as plt

        before = set(plt.get_fignums())
        try:
            result = self.function(**self.values)
        finally:
            for number in set(plt.get_fignums()) - before:
                plt.close(number)
        if not isinstance(result, Picture | str):
            raise TypeError(
                f"La funzione di `explore` deve restituire `picture(…)` o un testo, non {type(result).__name__}: "
                "controlla che finisca con return."
            )
        return result

    def _draw(self, result: Picture | str) -> None:
        if isinstance(result, Picture):
            self.picture, self._image.value = result, result.image_html()
            self._say(result.summary or result.alt)
        else:
            self.picture, self._image.value = None, ""
            self._say(result)

    def _say(self, sentence: str, stopped: bool = False) -> None:
        self.summary = sentence
        kind, sign = ("kit-box kit-stop", '<span aria-hidden="true">▲</span> ') if stopped else ("kit-box", "")
        self._live.value = f'<div class="{kind}">{sign}{html.escape(sentence)}</div>'

    def _state(self) -> str:
        values = self.values
        return "; ".join(f"{one.label}: {one.write(values[name])}" for name, one in self.controls.items())

    def __repr__(self) -> str:
        picture = f"[Grafico] {self.picture.alt}" if self.picture else ""
        return "\n".join(line for line in (self._state(), picture, self.summary, STILL) if line)

    def bundle(self) -> dict[str, Any]:
        """Che cosa mostra: il widget, la pagina ferma, il testo."""
        image = self.picture.image_html() if self.picture else ""
        page = "".join(f"<p>{html.escape(line)}</p>" for line in (self._state(), self.summary, STILL))
        return bundle(self.box, repr(self), f'<div lang="it">{image}{page}</div>')

    def _ipython_display_(self) -> None:
        display(self.bundle())


def explore(function: Callable[..., Picture | str], **controls: Control) -> Explorer:
    """Collega dei comandi a un grafico e a una frase che cambiano insieme.

    Parameters
    ----------
    function : function
        Riceve un valore per comando, con lo stesso nome; restituisce `kit.plots.picture` (con riassunto) o un testo.
    **controls : Control
        `number`, `choice` o `text`.

    Returns
    -------
    Explorer
        Si mostra come ultima riga della cella.

    Raises
    ------
    ValueError
        Se non c'è nessun comando.

    Examples
    --------
    >>> explore(profitto, budget=number("Budget", 500, 5000, step=500, kind="euro"))  # doctest: +SKIP
    """
    if not controls:
        raise ValueError('`explore` vuole almeno un comando, per esempio budget=number("Budget", 500, 5000).')
    return Explorer(function, controls)


def _sentence(error: Exception) -> str:
    said = str(error).strip()
    if isinstance(error, ValueError) and said:
        return f"Con questi valori il calcolo si ferma. {said}"
    return f"Con questi valori il calcolo si ferma ({type(error).__name__}: {said}). Prova a cambiare un comando."
