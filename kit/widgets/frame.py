"""What every widget of ours shares: the frame, its look, accessible names, and what is shown where no widget can live.

ipywidgets offers no way to set ARIA attributes, and it rewrites the inside of an HTML widget at each change, so a
live region written there would be new each time and often unheard.  A hidden image that fails to load (`data:,`)
runs one small inline handler, which names the outer elements once.  Where scripts are forbidden, everything still
works: native labels, keyboard and visible text do not depend on it.
"""

import html
import json
from typing import Any

import ipywidgets as widgets

VIEW = "application/vnd.jupyter.widget-view+json"
RERUN = "Se i comandi non rispondono, o al loro posto leggi «Error displaying widget», esegui di nuovo questa cella."

CSS = """
.kit-widget { border: 1px solid #767676; border-radius: 6px; padding: 12px 16px; margin: 4px 0; max-width: 760px;
  overflow: visible; }
.kit-widget .widget-html-content, .kit-widget .widget-label, .kit-widget .widget-radio-box label,
.kit-widget .widget-label-basic { font-size: var(--jp-content-font-size1, 14px); line-height: 1.5;
  color: var(--jp-content-font-color1, #000); }
.kit-widget .widget-label { white-space: normal; height: auto; overflow: visible; }
.kit-widget .widget-inline-hbox { height: auto; align-items: center; }
.kit-widget .widget-radio, .kit-widget .widget-checkbox { width: 100%; height: auto; }
.kit-widget .widget-radio-box { width: 100%; margin-bottom: 0 !important; }
.kit-widget .widget-radio-box label, .kit-widget .widget-checkbox label { height: auto; white-space: normal;
  display: flex; align-items: flex-start; padding: 3px 0; gap: 8px; }
.kit-widget .widget-radio-box input, .kit-widget .widget-checkbox input { margin: 4px 0 0; flex: none; order: -1;
  width: 16px; height: 16px; }
.kit-widget input, .kit-widget select { border: 1px solid #767676 !important; }
.kit-widget .widget-dropdown, .kit-widget .widget-dropdown select { height: 28px; }
.kit-widget .noUi-connects { background: #767676; }
.kit-widget .noUi-handle { background: #0072B2; border-color: #0072B2; }
.kit-widget .kit-image { margin-top: 8px; }
.kit-widget :focus-visible { outline: 3px solid #0072B2 !important; outline-offset: 2px; }
.kit-widget .jupyter-button { width: auto; height: auto; padding: 4px 14px; line-height: 1.5; align-self: flex-start;
  margin-top: 6px; border: 1px solid #767676; border-radius: 4px; }
.kit-box { border-left: 6px solid #0072B2; padding: .5em .9em; margin: 6px 0 2px; background: #fff; color: #1a1a1a; }
.kit-box.kit-stop { border-color: #D55E00; }
.kit-box code { background: #f2f2f2; color: #1a1a1a; padding: 0 .2em; }
"""

DRESS = (
    "(function dress(mark, left) { const root = mark.closest('.kit-widget'); const rules = JSON.parse(mark.dataset.rules);"
    " if (left && !(root && rules.every(([where]) => root.querySelector(where))))"
    " { setTimeout(dress, 100, mark, left - 1); return; }"
    " if (root) for (const [where, names] of rules) for (const found of root.querySelectorAll(where))"
    " for (const [name, value] of Object.entries(names)) found.setAttribute(name, value); })(this, 100)"
)

Rules = list[tuple[str, dict[str, str]]]


def live() -> Any:
    """Un testo che cambia e che il lettore di schermo annuncia."""
    box = widgets.HTML(layout=widgets.Layout(width="100%"))
    box.add_class("kit-live")
    return box


def frame(parts: list[Any], rules: Rules) -> Any:
    """La cornice: le parti, l'aspetto, e i nomi accessibili detti da `rules` (selettore CSS, attributi)."""
    rules = [
        *rules,
        (".kit-live .widget-html-content", {"role": "status", "aria-live": "polite", "lang": "it"}),
        # JupyterLab takes arrows and Enter for itself (next cell, edit the cell) unless an element says no.
        ("button, select, [type=radio], [type=checkbox], .noUi-handle", {"data-lm-suppress-shortcuts": "true"}),
    ]
    names = html.escape(json.dumps(rules, ensure_ascii=False), quote=True)
    look = widgets.HTML(
        f"<style>{CSS}</style>"
        f'<img hidden alt="" src="data:," data-rules="{names}" onerror="{html.escape(DRESS, quote=True)}">'
    )
    box = widgets.VBox([*parts, look])
    box.add_class("kit-widget")
    return box


def bundle(box: Any, plain: str, page: str) -> dict[str, Any]:
    """Che cosa mostrare: il widget, o la pagina ferma (`page`), o il testo (`plain`)."""
    view = {"version_major": 2, "version_minor": 0, "model_id": box.model_id}
    return {VIEW: view, "text/html": page, "text/plain": plain}


def display(shown: dict[str, Any]) -> None:
    """Mostra il widget e, a parte, che cosa fare quando il notebook si riapre e il widget non c'è più."""
    from IPython.core.getipython import get_ipython
    from IPython.display import publish_display_data

    publish_display_data(shown)  # type: ignore[no-untyped-call]
    formatter = getattr(get_ipython(), "display_formatter", None)
    if formatter and "text/html" in formatter.active_types:  # a bare prompt has no controls to revive
        note = {"text/html": f'<small lang="it">{RERUN}</small>', "text/plain": RERUN}
        publish_display_data(note)  # type: ignore[no-untyped-call]
