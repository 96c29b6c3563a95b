"""Immagini e colori che tutti possano leggere: testo alternativo (OIF05), contrasto (OIF13)."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from kit.course import model
from kit.course.lint.context import Context, Hit, View, called, calls, outside_fences
from kit.formats import it

IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
EMPTY_ALT = re.compile(
    r"\W*(?:immagine|figura|grafico|foto|image|alt|img|png|\w+\.(?:png|jpe?g|svg|gif))?\W*", re.IGNORECASE
)
SHOWS = ("show", "picture", "explore", "interval_bars")
DRAWS = ("subplots", "figure", "bar", "barh", "hist", "scatter", "line", "boxplot", "pie", "plot")
SEABORN = re.compile(r"\b(?:sns|seaborn)\.\w+plot\b")

# kit.plots.PALETTE, without importing matplotlib to read six texts
PALETTE = frozenset({"#000000", "#0072b2", "#d55e00", "#009e73", "#cc79a7"})
NAMED = {
    "black": "#000000", "white": "#ffffff", "red": "#ff0000", "green": "#008000", "blue": "#0000ff", "yellow": "#ffff00",
    "orange": "#ffa500", "purple": "#800080", "gray": "#808080", "grey": "#808080", "pink": "#ffc0cb", "brown": "#a52a2a",
    "cyan": "#00ffff", "magenta": "#ff00ff", "gold": "#ffd700", "skyblue": "#87ceeb", "steelblue": "#4682b4",
    "lightgray": "#d3d3d3", "lightgrey": "#d3d3d3", "silver": "#c0c0c0", "navy": "#000080", "teal": "#008080",
    "salmon": "#fa8072", "coral": "#ff7f50", "tomato": "#ff6347", "lime": "#00ff00", "olive": "#808000", "tan": "#d2b48c",
    "r": "#ff0000", "g": "#008000", "b": "#0000ff", "y": "#bfbf00", "k": "#000000", "c": "#00bfbf", "m": "#bf00bf", "w": "#ffffff",
}  # fmt: skip
HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
COLOUR_WORDS = ("color", "colors", "c", "edgecolor", "facecolor", "ecolor", "palette", "markerfacecolor")
STYLE = re.compile(r"(?<![\w-])(background(?:-color)?|color|border[\w-]*)\s*:\s*([^;\"']+)", re.IGNORECASE)
WHITE = "#ffffff"  # the paper itself: a gap between bars, the inside of a marker
TEXT, SHAPE = 4.5, 3.0


def alt(context: Context) -> Iterator[Hit]:
    """OIF05: ogni immagine ha un testo alternativo che dice che cosa mostra."""
    for view in context.prose:
        text = "\n".join(line for _, line in outside_fences(view.text))
        for found in IMAGE.finditer(text):
            if EMPTY_ALT.fullmatch(found[1]):
                yield Hit(
                    view.cell, f"l'immagine {found[2]} non ha testo alternativo.", "scrivi fra `[ ]` che cosa mostra."
                )
        yield from _html_images(view, text)
    for view in context.code:
        assert view.tree is not None
        yield from _html_images(view, "\n".join(_texts(view.tree)))
        yield from _charts(view)


def _html_images(view: View, text: str) -> Iterator[Hit]:
    class Reader(HTMLParser):
        silent = 0

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "img" and EMPTY_ALT.fullmatch(dict(attrs).get("alt") or ""):
                self.silent += 1

    reader = Reader()
    reader.feed(text)
    if reader.silent:
        yield Hit(
            view.cell, "un `<img>` non ha testo alternativo.", 'aggiungi `alt="…"` con ciò che l\'immagine mostra.'
        )


def _charts(view: View) -> Iterator[Hit]:
    assert view.tree is not None
    shown = calls(view.tree, *SHOWS)
    for call in shown:
        if called(call) in ("show", "picture"):
            given = [word.value for word in call.keywords if word.arg == "alt"] or call.args[1:2]
            empty = given and isinstance(given[0], ast.Constant) and EMPTY_ALT.fullmatch(str(given[0].value))
            if not given or empty:
                remedy = 'scrivi `show(figura, alt="Barre: …")`: che cosa si vede, con i numeri che contano.'
                yield Hit(view.cell, f"`{called(call)}` non ha testo alternativo.", remedy, call.lineno - 1)
    drawn = [call for call in calls(view.tree, *DRAWS) if _draws(call)] or SEABORN.findall(view.text)
    if drawn and not shown and view.cell.role != model.ANSWER:
        yield Hit(
            view.cell,
            "un grafico si mostra senza testo alternativo.",
            'finisci con `show(figura, alt="…")` di kit.plots.',
        )


def _draws(call: ast.Call) -> bool:
    """A method such as ``tabella.plot.bar()`` or a function of pyplot; not ``figure()`` written for something else."""
    return isinstance(call.func, ast.Attribute) and (
        called(call) not in ("figure", "line", "bar")
        or ".plot" in ast.unparse(call.func)
        or "plt." in ast.unparse(call.func)
    )


def contrast(context: Context) -> Iterator[Hit]:
    """OIF13: i colori sono della tavolozza, oppure si distinguono dal bianco: 3:1 per i segni, 4,5:1 per il testo."""
    for view in context.prose:
        yield from _styles(view, view.text)
    for view in context.code:
        assert view.tree is not None
        for text in _texts(view.tree):
            if STYLE.search(text):
                yield from _styles(view, text)
        for call in ast.walk(view.tree):
            if isinstance(call, ast.Call):
                for word in call.keywords:
                    if word.arg in COLOUR_WORDS:
                        yield from _marks(view, word.value)


def _marks(view: View, value: ast.expr) -> Iterator[Hit]:
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            colour = _hex(node.value)
            if colour and colour not in (*PALETTE, WHITE) and ratio(colour, WHITE) < SHAPE:
                what = f"il colore {node.value} ha contrasto {it(ratio(colour, WHITE), 1)}:1 sul bianco."
                yield Hit(view.cell, what, "usa `PALETTE` di kit.plots.", node.lineno - 1)


def _styles(view: View, text: str) -> Iterator[Hit]:
    """Colours in the style of an HTML tag: text against its own background, or white."""
    for tag in re.findall(r"style\s*=\s*[\"']([^\"']*)[\"']", text) or re.findall(r"\{([^{}]*)\}", text):
        found = {key.lower(): _hex(value.strip()) for key, value in STYLE.findall(tag)}
        ground = found.get("background") or found.get("background-color") or WHITE
        for key, colour in found.items():
            if colour is None or key.startswith("background"):
                continue
            least = TEXT if key == "color" else SHAPE
            if ratio(colour, ground) < least:
                what = f"{key} {colour} su {ground} ha contrasto {it(ratio(colour, ground), 1)}:1."
                yield Hit(view.cell, what, f"serve almeno {it(least, 1)}:1: scuriscilo, o usa nero.")


def ratio(one: str, other: str) -> float:
    """Il contrasto fra due colori `#rrggbb` (WCAG 2.2): da 1 a 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _hex(text: str) -> str | None:
    word = text.lower()
    found = HEX.search(word)
    if not found:
        return NAMED.get(word)
    code = found[0]
    return code if len(code) == 7 else "#" + "".join(letter * 2 for letter in code[1:])


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
