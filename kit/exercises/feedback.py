"""How an outcome looks: rich in a notebook, plain at a prompt; a word and a sign always, never colour alone.

Pure: text in, HTML and text out.
"""

import html
import re
from dataclasses import dataclass, field
from typing import Any

# outcome → sign, word, border colour (Okabe–Ito, at least 3:1 on white)
LOOK = {
    "right": ("✔", "Giusto", "#009E73"),
    "recognised": ("◆", "Errore riconosciuto", "#D55E00"),
    "review": ("▲", "Da rivedere", "#D55E00"),
    "not_done": ("○", "Non ancora svolto", "#000000"),
    "stopped": ("■", "Il codice si è fermato", "#CC79A7"),
    "received": ("✉", "Si può consegnare", "#0072B2"),
    "info": ("→", "", "#0072B2"),
}


@dataclass(frozen=True)
class Message:
    """
    Un messaggio per chi impara: si mostra da solo in fondo a una cella.

    Parameters
    ----------
    look : str
        Una chiave di LOOK (l'esito).
    title : str
        Che cosa riguarda, per esempio «Esercizio 1.3».
    text : str
        Il messaggio; `codice` fra apici inversi, **grassetto** fra asterischi, una riga vuota fra i paragrafi.
    after : str
        Il passo che viene dopo.
    carried : dict, facoltativo
        Dati che viaggiano con il messaggio nell'output della cella, per genere (la risposta di una prova valutata).
    """

    look: str
    title: str
    text: str
    after: str = ""
    carried: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def outcome(self) -> str:
        """L'esito (uno dei nomi di kit.exercises.match.OUTCOMES)."""
        return self.look

    def __repr__(self) -> str:
        sign, word, _ = LOOK[self.look]
        head = " · ".join(part for part in (self.title, word) if part)
        body = re.sub(r"\*\*(.+?)\*\*|\*(.+?)\*", lambda found: found.group(1) or found.group(2), self.text)
        return "\n".join(part for part in (f"{sign} {head}", body, self.after) if part)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return self.carried

    def _repr_html_(self) -> str:
        sign, word, colour = LOOK[self.look]
        head = html.escape(" · ".join(part for part in (self.title, word) if part))
        after = f'<p style="margin:.4em 0 0">{rich(self.after)}</p>' if self.after else ""
        body = "".join(f'<p style="margin:.3em 0 0">{rich(part)}</p>' for part in self.text.split("\n\n") if part)
        return (
            f'<div role="status" class="kit-message" style="border-left:6px solid {colour};padding:.5em .9em;'
            'background:#ffffff;color:#1a1a1a;max-width:44em;font-size:var(--jp-content-font-size1,1rem);line-height:1.5">'
            f'<strong><span aria-hidden="true">{sign}</span> {head}</strong>{body}{after}</div>'
        )


def rich(text: str) -> str:
    """Testo con `codice`, **grassetto** e *corsivo* → HTML sicuro."""
    safe = html.escape(text, quote=False)
    safe = re.sub(r"`([^`]+)`", r'<code style="background:#f2f2f2;color:#1a1a1a;padding:0 .2em">\1</code>', safe)
    safe = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", safe)
    safe = re.sub(r"(?<!\*)\*([^*\s][^*]*)\*", r"<em>\1</em>", safe)
    return safe.replace("\n", "<br>")
