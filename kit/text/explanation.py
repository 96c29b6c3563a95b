"""Why the classifier decided so, for one text: exact contributions as a table and as coloured Italian text.  Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from kit.formats import it, pct
from kit.text.batch import batch
from kit.text.classifier import ContentClassifier, Floats
from kit.text.door import as_text
from kit.text.marker_guide import NAMES
from kit.text.markers import found
from kit.text.reading import problems_of
from kit.text.tokens import spans
from kit.text.word_features import term_of

MARKER, WORD, PAIR = "marcatore", "parola", "coppia di parole"
SMALL = 0.005  # a push smaller than this is not coloured
# Pale backgrounds of the course's palette: black text on them has a contrast above 12:1. Never colour alone: a sign and an
# underline say the same.
TOWARDS = "background:#fbe3d3;border-bottom:3px solid #D55E00"
AGAINST = "background:#d9eaf6;border-bottom:3px dotted #0072B2"
SIGN = "font-size:.7em;vertical-align:super;padding-left:1px"
LONGEST_SHOWN = 4_000  # characters of coloured text


@dataclass(frozen=True)
class Explanation:
    """Le ragioni di una decisione.

    Attributes
    ----------
    text : str
        Il testo.
    decision : str
        La classe decisa, o «non so».
    probability : float
        Della classe spiegata.
    label, other : str
        La classe verso cui i contributi positivi spingono, e quella (o quelle) contro.
    table : DataFrame
        ``elemento``, ``genere`` (marcatore, parola, coppia di parole), ``valore``, ``peso``, ``contributo``, ``spinge_verso``:
        una riga per ogni elemento che conta, dal contributo più forte.
    start : float
        Il punto di partenza, prima di leggere il testo.
    score : float
        Punto di partenza più tutti i contributi: è `decision_function`. Sopra zero vince ``label``.
    pushes : list of (int, int, float)
        Inizio, fine e spinta di ogni pezzo di testo che si può colorare.
    note : str
        Perché il testo non si può leggere, o vuoto.
    """

    text: str
    decision: str
    probability: float
    label: str
    other: str
    table: pd.DataFrame
    start: float
    score: float
    pushes: list[tuple[int, int, float]]
    note: str = ""

    def __repr__(self) -> str:
        if self.note:
            return f"Non decido: {self.note}."
        lines = [self._sentence(), *self._rows(8)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        if self.note:
            return f"<p><b>Non decido</b>: {escape(self.note)}.</p>"
        rows = "".join(f"<li>{escape(one)}</li>" for one in self._rows(8))
        return (
            f'<div style="max-width:46em"><p>{escape(self._sentence())}</p>'
            f'<p style="line-height:2;color:#1a1a1a">{self._coloured()}</p>'
            f'<p><span style="{TOWARDS}">parola<span style="{SIGN}">+</span></span> spinge verso {escape(self.label)} · '
            f'<span style="{AGAINST}">parola<span style="{SIGN}">−</span></span> spinge verso {escape(self.other)}</p>'
            f"<ul>{rows}</ul></div>"
        )

    def _sentence(self) -> str:
        return (
            f"Decisione: {self.decision} (probabilità di {self.label}: {pct(self.probability, 0)}). "
            f"Punteggio {it(self.score, 2)} = partenza {it(self.start, 2)} + ragioni {it(self.score - self.start, 2)}. "
            f"Sopra zero vince {self.label}, sotto zero {self.other}."
        )

    def _rows(self, top: int) -> list[str]:
        rows = []
        for one in self.table.head(top).to_dict("records"):
            sign = "+" if one["contributo"] > 0 else ""
            rows.append(
                f"{sign}{it(one['contributo'], 2)} {one['elemento']} ({one['genere']}): verso {one['spinge_verso']}"
            )
        rest = self.table["contributo"].iloc[top:]
        if len(rest):
            sign = "+" if rest.sum() > 0 else ""
            many = "un altro elemento" if len(rest) == 1 else f"altri {len(rest)} elementi insieme"
            rows.append(f"{sign}{it(rest.sum(), 2)} {many}")
        return rows

    def _coloured(self) -> str:
        """Return the text with each stretch in the colour, underline and sign of its push."""
        push = np.zeros(len(self.text) + 1)
        for start, end, force in self.pushes:
            push[start:end] += force
        kind = np.where(push > SMALL, 1, np.where(push < -SMALL, -1, 0))
        text, parts, begin = self.text[:LONGEST_SHOWN], [], 0
        for end in range(1, len(text) + 1):
            if end == len(text) or kind[end] != kind[begin]:
                piece = escape(text[begin:end]).replace("\n", "<br>")
                parts.append(piece if not kind[begin] else _stretch(piece, push[begin], self.label, self.other))
                begin = end
        return "".join(parts) + ("…" if len(self.text) > LONGEST_SHOWN else "")


def _stretch(piece: str, force: float, label: str, other: str) -> str:
    style, sign, way = (TOWARDS, "+", label) if force > 0 else (AGAINST, "−", other)
    title = escape(f"{it(force, 2)} verso {way}")
    return f'<span style="{style}" title="{title}">{piece}<span style="{SIGN}">{sign}</span></span>'


def explain(model: ContentClassifier, text: str, label: Any = None) -> Explanation:
    """Le ragioni di una decisione su un testo, che sommano esattamente al punteggio.

    Parameters
    ----------
    model : ContentClassifier
        Già addestrato con `fit`.
    text : str
        Un testo.
    label : una delle classi, facoltativa
        La classe da spiegare; con due classi la seconda di ``classes_``, con di più quella decisa.

    Returns
    -------
    Explanation
        Come ultima riga di una cella si mostra da sola. Se il testo non si legge (vuoto, solo emoji, un'altra lingua) lo
        dice e la tabella è vuota.

    Raises
    ------
    TypeError, ValueError
        Se non è un testo, o se la classe non esiste.

    Notes
    -----
    Un modello lineare si spiega da solo: contributo = valore × peso, e ``start`` più la somma dei contributi è
    `decision_function`. Spiega il **modello**, non il perché delle cose.
    """
    text = as_text(text)
    values, parts, starts = model.contributions(text)
    weights, classes = model.coef_, [str(one) for one in model.classes_]
    if len(classes) == 2:  # one row of numbers speaks for both classes, with opposite signs
        parts, weights, starts = (
            np.stack([-parts, parts]),
            np.stack([-weights[0], weights[0]]),
            np.append(-starts, starts),
        )
    place = len(classes) - 1 if len(classes) == 2 else int(np.argmax(starts + parts.sum(axis=1)))
    if label is not None:
        if str(label) not in classes:
            raise ValueError(f"La classe «{label}» non c'è: scegli tra {', '.join(classes)}.")
        place = classes.index(str(label))
    here, other = classes[place], classes[1 - place] if len(classes) == 2 else "le altre classi"
    note = problems_of(batch([text]), [text])[0]
    table = _table(model, values, weights[place], parts[place], here, other)
    return Explanation(
        text=text,
        decision=str(model.decide([text])["decisione"].iloc[0]),
        probability=float(model.predict_proba([text])[0, place]),
        label=here,
        other=other,
        table=table.iloc[:0] if note else table,
        start=float(starts[place]),
        score=float(starts[place] + parts[place].sum()),
        pushes=[] if note else _pushes(model, text, parts[place]),
        note=note,
    )


def _table(
    model: ContentClassifier, values: Floats, weights: Floats, contributions: Floats, here: str, other: str
) -> pd.DataFrame:
    markers = len(NAMES) if model.markers_ is not None else 0
    some = np.flatnonzero(contributions)
    some = some[np.argsort(-np.abs(contributions[some]), kind="stable")]
    names = [model.feature_names_[place] for place in some]
    kinds = [
        MARKER if place < markers else PAIR if " " in name else WORD for place, name in zip(some, names, strict=True)
    ]
    return pd.DataFrame(
        {
            "elemento": names,
            "genere": kinds,
            "valore": values[some],
            "peso": weights[some],
            "contributo": contributions[some],
            "spinge_verso": [here if one > 0 else other for one in contributions[some]],
        }
    )


def _pushes(model: ContentClassifier, text: str, contributions: Floats) -> list[tuple[int, int, float]]:
    """Share each contribution among the places of the text that earned it."""
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    shift = 0
    if model.markers_ is not None:
        for start, end, name in found(text):
            places[NAMES.index(name)].append((start, end))
        shift = len(NAMES)
    if model.words_ is not None:
        column = {name: shift + number for number, name in enumerate(model.words_.names)}
        keys = batch([text]).keys
        codes = batch([text]).codes
        terms = [(term_of(keys[code]), start, end) for code, (_, start, end) in zip(codes, spans(text), strict=False)]
        terms = [one for one in terms if one[0]]
        for place, (term, start, end) in enumerate(terms):
            if term in column:
                places[column[term]].append((start, end))
            if place and f"{terms[place - 1][0]} {term}" in column:
                places[column[f"{terms[place - 1][0]} {term}"]].append((terms[place - 1][1], end))
    return [
        (start, end, float(contributions[one]) / len(where)) for one, where in places.items() for start, end in where
    ]
