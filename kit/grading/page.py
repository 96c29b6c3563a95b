"""The frame of every page this room writes: one self-contained HTML file, accessible, the same bytes every time.

Pure: text in, text out.  Whatever somebody else wrote goes through `esc` first.
"""

import html
import unicodedata
from collections.abc import Iterable, Sequence

UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")  # categories of signs that show nothing and may change what is read
STYLE = """
:root{color-scheme:light}
body{font:1rem/1.55 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color:#1a1a1a;background:#fff;
max-width:48rem;margin:0 auto;padding:1.2rem}
h1{font-size:1.5rem;line-height:1.25;margin:.2em 0 .6em}h2{font-size:1.15rem;margin:1.8em 0 .4em}
p{margin:.4em 0}a{color:#0b4f7d}
table{border-collapse:collapse;margin:.6em 0;width:100%}caption{text-align:left;font-weight:600;padding:.2em 0}
th,td{text-align:left;vertical-align:top;border-bottom:1px solid #767676;padding:.35em .7em .35em 0}td.n,th.n{text-align:right}
code,pre{font-family:ui-monospace,"DejaVu Sans Mono",Consolas,monospace;background:#f2f2f2}code{padding:0 .2em}
pre{padding:.6em;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere}
.note{border-left:6px solid #0072b2;padding:.3em .9em;margin:.8em 0}.warn{border-left:6px solid #d55e00;padding:.3em .9em;margin:.8em 0}
.good{border-left:6px solid #009e73;padding:.1em .9em}
.look{border-left:6px solid #d55e00;padding:.1em .9em}
.none{border-left:6px solid #1a1a1a;padding:.1em .9em}
td,th,li,p{overflow-wrap:anywhere}thead th{overflow-wrap:normal}
.wide{overflow-x:auto}
@media print{body{max-width:none;padding:0}section{break-inside:avoid}}
"""


def visible(text: object) -> str:
    """Testo di chiunque, senza segni invisibili (comandi, cambi di verso di lettura, mezzi caratteri)."""
    return "".join(c for c in str(text) if c in "\n\t" or unicodedata.category(c) not in UNSEEN)


def esc(text: object) -> str:
    """Testo di chiunque → HTML innocuo."""
    return html.escape(visible(text))


def page(title: str, body: Iterable[str], *, banner: str = "") -> str:
    """Una pagina intera; `banner` è un avviso che sta in cima (già HTML)."""
    top = f'<div class="warn" role="note">{banner}</div>\n' if banner else ""
    return (
        '<!DOCTYPE html>\n<html lang="it">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
        f"<title>{esc(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{esc(title)}</h1>\n{top}"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[int] = ()) -> str:
    """Una tabella con didascalia; la prima cella di ogni riga è l'intestazione della riga. Le celle sono testo."""

    def kind(place: int) -> str:
        return ' class="n"' if place in numbers else ""

    head = "".join(f'<th scope="col"{kind(place)}>{esc(name)}</th>' for place, name in enumerate(header))
    lines = []
    for row in rows:
        first, *rest = row
        cells = "".join(f"<td{kind(place)}>{esc(cell)}</td>" for place, cell in enumerate(rest, 1))
        lines.append(f'<tr><th scope="row">{esc(first)}</th>{cells}</tr>')
    return (  # on a narrow screen the table scrolls, not the page
        f'<div class="wide" role="region" aria-label="{esc(caption)}" tabindex="0">'
        f"<table><caption>{esc(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )
