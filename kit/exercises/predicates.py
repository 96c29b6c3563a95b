"""Answers that are not values: a function, a model, a figure.  Each is observed here and becomes something to match.

Runs the learner's function on copies of the probes, within a time limit; reads a model's predictions and a figure's
axes.  May import kit.exercises only.
"""

import copy
import json
import math
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kit.exercises import figures, models, seal
from kit.exercises.canonical import Canonical, Other, Scalar, Table, canonical, collapse
from kit.exercises.limit import TooLong, within

KINDS = ("function", "model", "figure")
SECONDS = 5.0


@dataclass(frozen=True)
class Refusal:
    """Non c'è niente da confrontare: l'esito e la frase che lo spiega."""

    outcome: str
    message: str


@dataclass(frozen=True)
class Seen:
    """Che cosa si è visto, e la frase da dire se non corrisponde (None: la dice il confronto delle tabelle)."""

    form: Canonical
    note: str = ""
    explain: Callable[[], str] | None = None


def observe(entry: dict[str, Any], value: Any) -> Seen | Refusal:
    """Trasforma una funzione, un modello o una figura in qualcosa che si confronta con i sigilli di `entry`."""
    if entry["kind"] == "figure":
        table = figures.read(value)
        if isinstance(table, str):
            return Refusal("review", table)
        return Seen(table)
    if entry["kind"] == "model":
        report = models.observe(value, entry["validation"])
        if isinstance(report, str):
            return Refusal("review", report)
        return Seen(Other(report), explain=lambda: models.explain(report, entry["right"][0]))
    return _observe_function(entry, value)


def fits(sealed: dict[str, Any], form: Canonical, salt: str, fits_value: Callable[..., bool]) -> bool:
    """Vero se ciò che si è osservato corrisponde al sigillo (`fits_value` confronta i singoli risultati)."""
    if not isinstance(form, Other):
        return False
    if sealed["type"] == "outputs" and isinstance(form.value, Outputs):
        pairs = zip(sealed["seals"], form.value.forms, strict=True)
        return all(fits_value(one, _like(one, output), salt) for one, output in pairs)
    return isinstance(form.value, models.Report) and models.fits(sealed, form.value)


@dataclass(frozen=True)
class Outputs:
    """I risultati di una funzione sulle prove, nell'ordine delle prove."""

    forms: tuple[Canonical, ...]
    raw: tuple[Any, ...]


def call_all(function: Callable[..., Any], probes: list[tuple[Any, ...]]) -> Outputs:
    """Chiama la funzione su copie delle prove (usata anche dalla costruzione)."""
    raw = tuple(within(SECONDS, function, *copy.deepcopy(arguments)) for arguments in probes)
    return Outputs(tuple(canonical(item) for item in raw), raw)


def _like(sealed: dict[str, Any], form: Canonical) -> Canonical:
    if sealed["type"] != "table" and isinstance(form, Table):
        return collapse(form)[0]
    return form


def _observe_function(entry: dict[str, Any], value: Any) -> Seen | Refusal:
    if not callable(value):
        got = "il suo risultato" if isinstance(canonical(value), Scalar) else "un altro oggetto"
        return Refusal("review", f"Qui serve la funzione, non {got}: scrivi solo il suo nome, senza parentesi.")
    if is_stub(value):
        return Refusal(
            "not_done", "La funzione contiene ancora i tre puntini: al loro posto scrivi che cosa deve fare."
        )
    name = getattr(value, "__name__", "funzione")
    outputs: list[Any] = []
    probes = [decode(probe) for probe in entry["probes"]]
    for arguments in probes:
        try:
            outputs.append(within(SECONDS, value, *copy.deepcopy(arguments)))
        except TooLong:
            return Refusal(
                "stopped", f"`{_call(name, arguments)}` non finisce entro {SECONDS:g} secondi: c'è un ciclo senza fine?"
            )
        except Exception as error:
            return Refusal(
                "stopped",
                f"Con `{_call(name, arguments)}` la funzione si ferma: {type(error).__name__}: {error}. "
                "Prova quella chiamata in una cella e leggi l'ultima riga.",
            )
    seen = Outputs(tuple(canonical(item) for item in outputs), tuple(outputs))

    def explain() -> str:
        from kit.exercises.match import fits as fits_value

        for arguments, sealed, form, raw in zip(probes, entry["right"][0]["seals"], seen.forms, seen.raw, strict=True):
            if not fits_value(sealed, _like(sealed, form), entry["salt"]):
                printed = " (`print` mostra, ma non restituisce: serve `return`)" if raw is None else ""
                return (
                    f"`{_call(name, arguments)}` restituisce `{_short(raw)}`{printed}. "
                    "Rifai questo caso a mano: che cosa dovrebbe uscire?"
                )
        return "La funzione va bene in ogni prova da sola, ma non nello stesso modo: riesegui la cella della funzione."

    return Seen(Other(seen), explain=explain)


def _stub() -> None: ...


def is_stub(function: Any) -> bool:
    """Vero se il corpo della funzione è ancora `...`."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, types.CodeType):
        return False
    bare = code.co_code == _stub.__code__.co_code and not code.co_names
    return bare and set(code.co_consts) <= {None, ..., getattr(function, "__doc__", None)}


def encode(arguments: tuple[Any, ...]) -> Any:
    """Gli argomenti di una prova come JSON (numeri, testi, liste, dizionari, tabelle e Series)."""
    return [_encode(item) for item in arguments]


def decode(encoded: Any) -> tuple[Any, ...]:
    """L'inverso di `encode`."""
    return tuple(_decode(item) for item in encoded)


def _encode(item: Any) -> Any:
    import pandas as pd

    if isinstance(item, pd.DataFrame):
        return {"$frame": {str(name): [_encode(cell) for cell in item[name].tolist()] for name in item.columns}}
    if isinstance(item, pd.Series):
        return {"$series": [_encode(cell) for cell in item.tolist()], "name": item.name}
    if isinstance(item, tuple):
        return {"$tuple": [_encode(cell) for cell in item]}
    if isinstance(item, list):
        return [_encode(cell) for cell in item]
    if isinstance(item, dict):
        return {"$dict": [[_encode(key), _encode(cell)] for key, cell in item.items()]}
    if isinstance(item, float) and not math.isfinite(item):
        return {"$float": repr(item)}
    try:
        json.dumps(item)
    except TypeError as error:
        raise seal.SealError(
            f"Una prova contiene un valore di tipo {type(item).__name__}: usa numeri, testi, liste, dizionari o tabelle."
        ) from error
    return item


def _decode(item: Any) -> Any:
    import pandas as pd

    if isinstance(item, list):
        return [_decode(cell) for cell in item]
    if not isinstance(item, dict):
        return item
    if "$frame" in item:
        return pd.DataFrame({name: [_decode(cell) for cell in cells] for name, cells in item["$frame"].items()})
    if "$series" in item:
        return pd.Series([_decode(cell) for cell in item["$series"]], name=item["name"])
    if "$tuple" in item:
        return tuple(_decode(cell) for cell in item["$tuple"])
    if "$float" in item:
        return float(item["$float"])
    return {_decode(key): _decode(cell) for key, cell in item["$dict"]}


def _call(name: str, arguments: tuple[Any, ...]) -> str:
    return f"{name}({', '.join(_short(item) for item in arguments)})"


def _short(value: Any) -> str:
    if type(value).__module__.startswith("pandas"):
        return f"<{'tabella' if hasattr(value, 'columns') else 'Series'} di {len(value)} righe>"
    shown = repr(value)
    return shown if len(shown) <= 80 else f"{shown[:77]}…"
