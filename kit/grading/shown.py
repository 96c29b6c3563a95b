"""A value as a person reads it: Italian numbers, short tables.  Pure text; whoever prints it escapes it."""

from datetime import UTC, datetime, timedelta

from kit.exercises import carry
from kit.exercises.canonical import Canonical, Column, Other, Scalar
from kit.formats import it

ROWS, COLUMNS, LONGEST = 8, 6, 400
KINDS = {"function": "una funzione", "model": "un modello"}


def shown(form: Canonical | None) -> str:
    """Il valore in poche righe; vuoto se non c'è."""
    if form is None:
        return ""
    if isinstance(form, Scalar):
        return cell(form.kind, form.value)
    if isinstance(form, Other):
        return carry.describe(form.value)[:LONGEST]
    head = f"{form.shape_name} di {len(form)} {'riga' if len(form) == 1 else 'righe'}"
    columns = form.columns[:COLUMNS]
    if len(columns) == 1 and not columns[0].name:
        cells = [_at(columns[0], row) for row in range(min(len(form), ROWS))]
        return f"{head}: {'; '.join(cells)}{'; …' if len(form) > ROWS else ''}"[:LONGEST]
    names = " | ".join(column.name or "(senza nome)" for column in columns)
    lines = [" | ".join(_at(column, row) for column in columns) for row in range(min(len(form), ROWS))]
    more = ["…"] if len(form) > ROWS or len(form.columns) > COLUMNS else []
    return "\n".join([head, names, *lines, *more])[: LONGEST * 3]


def cell(kind: str, value: object) -> str:
    """Un valore solo."""
    if kind == "missing" or value is None:
        return "valore mancante"
    if kind == "number":
        return number(float(str(value)))
    if kind == "boolean":
        return "vero" if value else "falso"
    if kind in ("instant", "naive instant"):
        try:
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(str(value)))
        except OverflowError:
            return str(value)
        return moment.strftime("%d/%m/%Y %H:%M") + (" UTC" if kind == "instant" else "")
    if kind == "duration":
        return f"{it(float(str(value)) / 1e6, 3)} secondi"
    return str(value)[:LONGEST]


def number(value: float) -> str:
    """Un numero all'italiana, con le cifre che servono a riconoscerlo e non di più."""
    if value != value or value in (float("inf"), float("-inf")):
        return it(value)
    if value == int(value) and abs(value) < 1e15:
        return it(int(value))
    if abs(value) >= 1e15 or abs(value) < 1e-6:
        return f"{value:.6g}".replace(".", ",")
    decimals = 2 if abs(value) >= 1000 else 4 if abs(value) >= 0.01 else 8
    text = it(value, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def _at(column: Column, row: int) -> str:
    return "(vuoto)" if column.null[row] else cell(column.kind, column.values.tolist()[row])
