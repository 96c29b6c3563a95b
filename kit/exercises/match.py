"""One match serves the build, the learner and the marker: is this value the sealed one, a typical mistake, or neither?

Pure: reads a checks entry and a value, returns a Verdict, prints nothing.  Values are compared here; functions,
models and figures are first turned into values by kit.exercises.predicates.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from kit.exercises import carry, predicates, seal
from kit.exercises.canonical import Canonical, Column, Other, Scalar, Table, canonical, collapse
from kit.exercises.veil import unveil

OUTCOMES = ("right", "recognised", "review", "not_done", "stopped", "received")

KIND_NAMES = {
    "number": "un numero",
    "text": "un testo",
    "boolean": "un valore vero/falso (True o False)",
    "instant": "una data con ora e fuso orario",
    "naive instant": "una data con ora, senza fuso orario",
    "date": "una data",
    "duration": "una durata",
    "missing": "un valore mancante",
    "mixed": "valori di tipo diverso",
    "table": "una tabella",
    "function": "una funzione",
}

SLIPS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "times100": (
        lambda value: value / 100,
        "è 100 volte più grande di quanto serve: hai moltiplicato per 100? Qui serve la quota (per esempio 0,25), non "
        "la percentuale (25).",
    ),
    "over100": (
        lambda value: value * 100,
        "è 100 volte più piccolo di quanto serve: forse hai dato una quota (0,25) dove serve la percentuale (25).",
    ),
    "sign": (lambda value: -value, "ha il segno contrario: in quale ordine hai fatto la sottrazione?"),
    "complement": (
        lambda value: 1 - value,
        "è la parte che resta: hai calcolato la quota di chi *non* ha fatto l'azione (uno meno il tasso).",
    ),
}


COMMA = (
    "Hai usato la virgola: per Python sono due valori in fila, non un numero con i decimali. Nel codice i decimali hanno il "
    "punto, come in `3.5`."
)


@dataclass(frozen=True)
class Verdict:
    """L'esito di un confronto: `outcome` (uno di OUTCOMES), il messaggio italiano, il nome dell'errore riconosciuto."""

    outcome: str
    message: str
    mistake: str = ""
    note: str = ""


def match(entry: dict[str, Any], value: Any) -> Verdict:
    """
    Confronta un valore con i sigilli di un esercizio.

    Parameters
    ----------
    entry : dict
        La voce dell'esercizio nel file dei controlli.
    value : qualunque oggetto
        La risposta.

    Returns
    -------
    Verdict
        Nell'ordine: giusto, errore riconosciuto, errori generici (×100, segno, …), che cosa differisce.
    """
    if value is ... or value is None:
        return Verdict("not_done", "Al posto dei tre puntini scrivi la tua risposta, poi esegui di nuovo le due celle.")
    if entry["kind"] in predicates.KINDS:
        seen = predicates.observe(entry, value)
        if isinstance(seen, predicates.Refusal):
            return Verdict(seen.outcome, seen.message)
        return _judge(entry, seen.form, seen.note, seen.explain)
    form, note = canonical(value), ""
    if entry["right"] and entry["right"][0]["type"] != "table":
        form, note = collapse(form)
    form = _as_asked(entry, form)
    if isinstance(form, Table) and len(form) == 0:
        return Verdict("review", f"La tua {form.shape_name} è vuota: quale filtro ha tolto tutte le righe?")
    if isinstance(form, Scalar) and form.kind == "missing":
        return Verdict("review", "Il risultato è un valore mancante (None o NaN): da quale cella viene?")
    if isinstance(form, Other):
        if carry.unfinished(form.value):
            return Verdict("not_done", "In una parte della risposta sono rimasti i tre puntini `...`.")
        return Verdict("review", f"Hai consegnato {carry.describe(form.value)}. Forma attesa: {entry['form']}.")
    verdict = _judge(entry, form, note, None)
    if verdict.outcome == "review" and isinstance(value, tuple) and entry["kind"] == "number":
        return Verdict("recognised", COMMA, mistake="comma")
    return verdict


def _judge(entry: dict[str, Any], form: Canonical, note: str, explain: Callable[[], str] | None) -> Verdict:
    salt = entry["salt"]
    if entry.get("blind"):
        return _form_only(entry, form, note)
    if any(fits(sealed, form, salt) for sealed in entry["right"]):
        return Verdict("right", "Giusto!", note=note)
    for wrong in entry["wrong"]:
        if fits(wrong["seal"], form, salt):
            return Verdict("recognised", unveil(wrong["message"]), mistake=wrong["mistake"], note=note)
    if explain is not None:
        return Verdict("review", explain(), note=note)
    for sealed in entry["right"]:
        slip = _slip(sealed, form, salt)
        if slip:
            return Verdict("recognised", slip, mistake="generic", note=note)
    return Verdict("review", _what_differs(entry, form), note=note)


def _as_asked(entry: dict[str, Any], form: Canonical) -> Canonical:
    """A text may come as a number (6 for "6"), a choice inside a few words ("fascia media" for "media")."""
    if not entry["right"] or entry["right"][0]["type"] != "text" or not isinstance(form, Scalar):
        return form
    if form.kind == "number":
        return Scalar("text", it_plain(form.value))
    if form.kind == "text":
        words = re.findall(r"[\w.]+", form.value.casefold())
        named = [option for option in entry.get("options", []) if option.casefold() in words]
        return Scalar("text", named[0]) if len(named) == 1 else form
    return form


def it_plain(value: float) -> str:
    """6.0 → «6», 0.5 → «0.5»."""
    return str(int(value)) if float(value).is_integer() else str(value)


def _what_differs(entry: dict[str, Any], form: Canonical) -> str:
    sealed = entry["right"][0]
    if entry["kind"] == "figure" and isinstance(form, Table):
        if form.shape_name != entry["drawn"]:
            return f"Hai disegnato un {form.shape_name}: qui serve un {entry['drawn']}."
        if len(form.columns) != sealed["keys"] + len(sealed["values"]):
            return "Nel grafico c'è un numero di serie diverso da quello chiesto: quale colonna serve disegnare?"
    same = (form.kind if isinstance(form, Scalar) else "table") == sealed["type"]
    wanted = "" if same else f" Forma attesa: {entry['form']}."
    return difference(sealed, form, entry["salt"]) + wanted


def fits(sealed: dict[str, Any], form: Canonical, salt: str) -> bool:
    """Vero se la forma canonica è quella sigillata, entro la tolleranza."""
    if isinstance(form, Scalar):
        return bool(sealed["type"] == form.kind and _scalar_fits(sealed, form, salt))
    if isinstance(form, Table):
        return sealed["type"] == "table" and not _table_difference(sealed, form, salt)
    return predicates.fits(sealed, form, salt, fits)


def difference(sealed: dict[str, Any], form: Canonical, salt: str) -> str:
    """Una frase che dice quale parte differisce."""
    if isinstance(form, Scalar) and sealed["type"] == form.kind:
        return "Il valore non è ancora quello cercato. Rileggi la consegna un passo alla volta, oppure chiedi un aiuto."
    if isinstance(form, Table) and sealed["type"] == "table":
        return _table_difference(sealed, form, salt)
    got = f"una {form.shape_name}" if isinstance(form, Table) else KIND_NAMES[getattr(form, "kind", "mixed")]
    got = got.replace("una insieme", "un insieme").replace("una dizionario", "un dizionario")
    hint = ""
    if getattr(form, "kind", "") == "text" and sealed["type"] == "number":
        hint = " Le virgolette fanno diventare testo anche un numero; i decimali nel codice si scrivono con il punto."
    if {getattr(form, "kind", ""), sealed["type"]} == {"instant", "naive instant"}:
        hint = " L'ora con fuso orario e quella senza non sono la stessa cosa."
    return f"Hai consegnato {got}.{hint}"


def _scalar_fits(sealed: dict[str, Any], form: Scalar, salt: str) -> bool:
    if form.kind not in ("number", "duration"):
        return bool(seal.digest(salt, form.kind, seal.scalar_token(form)) == sealed["digest"])
    column = Column(None, form.kind, np.array([float(form.value)]), np.array([False]))
    data = seal.column_bytes(column, np.array([0]), sealed)
    return bool(seal.digest(salt, form.kind, data) == sealed["digest"])


def _slip(sealed: dict[str, Any], form: Canonical, salt: str) -> str:
    if isinstance(form, Scalar) and form.kind == sealed["type"] == "number":
        for name in sealed["slips"]:
            undo, message = SLIPS[name]
            if _scalar_fits(sealed, Scalar("number", undo(form.value)), salt):
                return f"Il tuo numero {message}"
    if isinstance(form, Table) and sealed["type"] == "table":
        for name, (undo, message) in SLIPS.items():
            found = _table_difference(sealed, form, salt, slip=(name, undo))
            if found == "":
                return f"Le righe sono quelle giuste, ma la colonna dei valori {message}"
    return ""


def _table_difference(
    sealed: dict[str, Any], table: Table, salt: str, slip: tuple[str, Callable[[Any], Any]] | None = None
) -> str:
    """What differs, in a sentence; the empty string when nothing does."""
    orders = seal.assignments(sealed, table, salt)
    if not orders:
        return _columns_difference(sealed, table, salt)
    found = [_rows_difference(sealed, [table.columns[place] for place in order], salt, slip) for order in orders]
    best = min(found, key=lambda item: item[0])
    if best[0] == 0 and sealed.get("column_order"):
        order = seal.digest(salt, "columns", "\x1f".join(c.name or "" for c in table.columns).encode())
        if order != sealed["column_order"]:
            return "I valori sono giusti, ma le colonne sono in un altro ordine: la consegna chiede quello indicato."
    return best[1]


def _columns_difference(sealed: dict[str, Any], table: Table, salt: str) -> str:
    wanted = [*sealed["key_names"], *(value["name"] for value in sealed["values"])]
    names = [column.name for column in table.columns]
    known = [seal.digest(salt, "name", (name or "").encode()) in wanted for name in names]
    extra = ", ".join(f"`{name}`" for name, good in zip(names, known, strict=True) if not good and name)
    if sum(known) == len(wanted):
        return f"Ci sono colonne in più rispetto alla consegna: {extra}. Tieni solo quelle richieste."
    if len(names) == len(wanted) and extra:
        return f"Il numero di colonne è giusto, ma la consegna chiede altri nomi: controlla {extra}."
    if table.shape_name == "lista" and sealed["keys"]:
        return "Hai consegnato una lista di valori: mancano le etichette che dicono a che cosa si riferisce ciascuno."
    more = f" Fra queste non servono: {extra}." if extra else ""
    return (
        f"La tua {table.shape_name} ha {_count(len(names), 'colonna', 'colonne')}: qui ne servono {len(wanted)}.{more}"
    )


def _rows_difference(
    sealed: dict[str, Any], columns: list[Column], salt: str, slip: tuple[str, Callable[[Any], Any]] | None
) -> tuple[int, str]:
    """How far from the sealed table (0: equal) and the sentence that says it."""
    key_columns, value_columns = columns[: sealed["keys"]], columns[sealed["keys"] :]
    n_rows = len(columns[0].values)
    if n_rows != sealed["rows"]:
        return 5, f"La tua tabella ha {_count(n_rows, 'riga', 'righe')}: qui ne servono {sealed['rows']}."
    keys = seal.key_rows(key_columns)
    if seal.digest(salt, "rowkeys", seal.key_bytes(sorted(keys))) != sealed["rowkeys"]:
        names = ", ".join(f"`{column.name}`" for column in key_columns if column.name)
        return 4, f"Le righe non sono quelle attese: controlla {names or 'le etichette delle righe'} e i filtri."
    rows = np.array(sorted(range(n_rows), key=keys.__getitem__) if keys else range(n_rows), dtype=np.int64)
    wrong, slipped = [], False
    for value, column in zip(sealed["values"], value_columns, strict=True):
        if _column_fits(value, column, rows, salt):
            continue
        if slip and column.kind == "number" and slip[0] in value.get("slips", ()):
            undone = Column(column.name, "number", slip[1](column.values), column.null)
            if _column_fits(value, undone, rows, salt):
                slipped = True
                continue
        wrong.append((value, column))
    if wrong:
        value, column = wrong[0]
        name = f"la colonna `{column.name}`" if column.name else "la colonna dei valori"
        place = f"Nel{name}"
        if value["kind"] != column.kind and column.kind != "missing":
            return 3, f"{place} ci sono {_kind_plural(column.kind)}: qui servono {_kind_plural(value['kind'])}."
        others = " Le righe e le altre colonne sono giuste." if len(wrong) == 1 and len(value_columns) > 1 else ""
        start = "Le righe sono quelle giuste. " if keys and not others else ""
        return 2, f"{start}Guarda {name}: i valori non sono ancora quelli attesi.{others}"
    if "order" in sealed and seal.digest(salt, "order", seal.key_bytes(keys)) != sealed["order"]:
        return 1, "I valori sono giusti, ma le righe sono in un altro ordine: la consegna chiede di ordinarle."
    return (0, "") if slip is None or slipped else (2, "altro")


def _column_fits(value: dict[str, Any], column: Column, rows: Any, salt: str) -> bool:
    if column.kind != value["kind"]:
        return False
    return bool(seal.digest(salt, "values", seal.column_bytes(column, rows, value)) == value["digest"])


def _form_only(entry: dict[str, Any], form: Canonical, note: str) -> Verdict:
    """A graded exercise of a released package: no digest of the right value is here, so only the form is judged."""
    wanted = entry["right"][0]
    if isinstance(form, Table) != (wanted["type"] == "table") or (
        isinstance(form, Scalar) and form.kind != wanted["type"]
    ):
        return Verdict("review", f"{difference(wanted, form, entry['salt'])} Serve {entry['form']}.", note=note)
    if isinstance(form, Table) and wanted["columns"] != len(form.columns) - (form.n_keys if not wanted["keys"] else 0):
        return Verdict("review", f"Il numero di colonne non è quello chiesto. Serve {entry['form']}.", note=note)
    return Verdict("received", "La forma va bene. Se il valore è giusto lo saprai con la valutazione.", note=note)


def _kind_plural(kind: str) -> str:
    names = {"number": "numeri", "text": "testi", "boolean": "valori vero/falso", "instant": "date con fuso orario"}
    names |= {
        "naive instant": "date senza fuso orario",
        "date": "date",
        "duration": "durate",
        "missing": "valori mancanti",
    }
    return names.get(kind, "valori di tipi diversi")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
