"""Text with `code`, **bold** and *italic*, as safe HTML or as plain words.  Pure."""

import html
import re


def rich(text: str) -> str:
    """Testo con `codice`, **grassetto** e *corsivo* in HTML sicuro."""
    safe = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))
    safe = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", safe)
    return re.sub(r"(?<!\*)\*([^*\s][^*]*)\*", r"<em>\1</em>", safe)


def plain(text: str) -> str:
    """Lo stesso testo senza segni, per le etichette che non hanno HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "", rich(text)))
