"""From an author's right answer, alternatives and typical mistakes to the entry of the checks file.

Called by the build and by the marker; refuses whatever a learner could not be told apart by.  May import
kit.exercises only.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from kit.exercises import figures, models, predicates
from kit.exercises.canonical import Canonical, Other, Scalar, Table, canonical, collapse
from kit.exercises.match import fits
from kit.exercises.seal import SealError, Spec, digest, scalar_token, seal
from kit.exercises.veil import veil

__all__ = ["SealError", "Spec", "seal_exercise"]

APART = 4.0  # a mistake nearer than this many tolerances to another answer is refused

Sealer = Callable[[Any, float], dict[str, Any]]


def seal_exercise(
    exercise_id: str,
    *,
    spec: Spec,
    right: Any,
    alternatives: list[Any],
    wrong: list[tuple[str, str, Any]],
    probes: list[tuple[Any, ...]] | None = None,
    validation: dict[str, Any] | None = None,
    hints: list[str],
    title: str,
    layer: str,
    graded: bool,
    form: str | None = None,
    salt: str = "",
) -> dict[str, Any]:
    """
    La voce del file dei controlli.

    Parameters
    ----------
    exercise_id : str
        Per esempio "1.3".
    right, alternatives : valori giusti
    wrong : list of (mistake, message, value)
        Gli errori tipici: nome breve, messaggio italiano, valore che danno.
    probes : list of tuple, optional
        Le prove visibili di una funzione.
    validation : dict, optional
        Per un modello: data, target, score, columns, threshold.
    form : str, optional
        La forma attesa, in italiano; se manca si ricava dal valore.

    Raises
    ------
    SealError
        Se un errore tipico dista meno di 4 tolleranze da una risposta giusta o da un altro errore con un messaggio
        diverso, o se un valore non si può sigillare.
    """
    salt = salt or hashlib.sha256(f"oltre i follower {exercise_id}".encode()).hexdigest()[:12]
    sealer, forms = _sealer(exercise_id, spec, salt, probes, validation)
    right_form = forms(right)
    entry: dict[str, Any] = {
        "kind": spec.kind or _kind(right_form),
        "title": title,
        "layer": layer,
        "graded": graded,
        "salt": salt,
        "form": form or _expected_form(right_form, spec),
        "hints": [veil(hint) for hint in hints],
        "right": [sealer(right, 1.0)],
        "wrong": [],
    }
    if spec.options:
        entry["options"] = list(spec.options)
    if isinstance(right_form, Table) and spec.kind == "figure":
        entry["drawn"] = right_form.shape_name
    if probes is not None:
        entry["probes"] = [predicates.encode(probe) for probe in probes]
    if validation is not None:
        entry["validation"] = _plain_validation(validation)
    if entry["right"][0]["type"] == "model_mistake":
        raise SealError(f"Esercizio {exercise_id}: il modello giusto non arriva alla soglia o usa colonne vietate.")
    for value in alternatives:
        if not any(fits(one, forms(value), salt) for one in entry["right"]):
            entry["right"].append(sealer(value, 1.0))
    rights = [sealer(value, APART) for value in (right, *alternatives)]
    wrongs: list[tuple[str, str, dict[str, Any]]] = []
    for mistake, message, value in wrong:
        _refuse_near(exercise_id, mistake, message, forms(value), rights, wrongs, salt)
        wrongs.append((mistake, message, sealer(value, APART)))
        entry["wrong"].append({"mistake": mistake, "message": veil(message), "seal": sealer(value, 1.0)})
    return entry


def blind(entry: dict[str, Any]) -> dict[str, Any]:
    """La voce di una prova consegnata: solo la forma, nessuna impronta di valori giusti e nessun messaggio."""
    right = entry["right"][0]
    shape = {"type": right["type"]}
    if right["type"] == "table":
        shape |= {"keys": right["keys"], "columns": right["keys"] + len(right["values"])}
    shown = {**entry, "blind": True, "right": [shape], "wrong": [], "hints": []}
    if "validation" in entry:  # the rows a model is asked about, without their answers
        rows = {
            name: cells for name, cells in entry["validation"]["data"].items() if name != entry["validation"]["target"]
        }
        shown["validation"] = {**entry["validation"], "data": rows}
    return shown


def _refuse_near(
    exercise_id: str,
    mistake: str,
    message: str,
    form: Canonical,
    rights: list[dict[str, Any]],
    wrongs: list[tuple[str, str, dict[str, Any]]],
    salt: str,
) -> None:
    if any(fits(one, form, salt) for one in rights):
        raise SealError(
            f"Esercizio {exercise_id}: l'errore tipico «{mistake}» dà lo stesso valore della risposta giusta o di "
            f"un'alternativa (o dista meno di {APART:g} tolleranze): controlla le alternative, cambia i dati, i decimali o togli "
            "l'errore."
        )
    for other, other_message, sealed in wrongs:
        if other_message != message and fits(sealed, form, salt):
            raise SealError(
                f"Esercizio {exercise_id}: gli errori tipici «{other}» e «{mistake}» danno lo stesso valore (o distano "
                f"meno di {APART:g} tolleranze): unisci i messaggi o togline uno."
            )


def _sealer(
    exercise_id: str, spec: Spec, salt: str, probes: list[tuple[Any, ...]] | None, validation: dict[str, Any] | None
) -> tuple[Sealer, Callable[[Any], Canonical]]:
    """How this kind of exercise is sealed, and how its values take their canonical form."""
    if spec.kind == "function":
        if not probes:
            raise SealError(f'Esercizio {exercise_id}: una funzione ha bisogno di prove (role="probes").')

        def outputs(value: Any) -> Canonical:
            return Other(predicates.call_all(value, probes))

        def seal_outputs(value: Any, widen: float) -> dict[str, Any]:
            made = predicates.call_all(value, probes)
            return {"type": "outputs", "seals": [_seal_output(one, spec, salt, widen) for one in made.forms]}

        return seal_outputs, outputs
    if spec.kind == "model":
        if validation is None:
            raise SealError(
                f'Esercizio {exercise_id}: un modello ha bisogno di righe di convalida (role="validation").'
            )
        plain = _plain_validation(validation)
        return _model_sealer(exercise_id, plain, validation["threshold"])
    if spec.kind == "figure":

        def read(value: Any) -> Canonical:
            table = figures.read(value)
            if isinstance(table, str):
                raise SealError(f"Esercizio {exercise_id}: {table}")
            return table

        return (lambda value, widen: seal(read(value), spec, salt, widen=widen)), read

    def form(value: Any) -> Canonical:
        made = canonical(value)
        return collapse(made)[0] if spec.kind in ("number", "text", "choice") else made

    return (lambda value, widen: seal(form(value), spec, salt, widen=widen)), form


def _seal_output(form: Canonical, spec: Spec, salt: str, widen: float) -> dict[str, Any]:
    """A function may well return a missing value on a probe; everything else is sealed as usual."""
    if isinstance(form, Scalar) and form.kind == "missing":
        return {"type": "missing", "digest": digest(salt, "missing", scalar_token(form))}
    return seal(form, Spec(tol=spec.tol, decimals=spec.decimals), salt, widen=widen)


def _model_sealer(
    exercise_id: str, validation: dict[str, Any], threshold: float
) -> tuple[Sealer, Callable[[Any], Canonical]]:
    def report(value: Any) -> Canonical:
        made = models.observe(value, validation)
        if isinstance(made, str):
            raise SealError(f"Esercizio {exercise_id}: {made}")
        return Other(made)

    def seal_model(value: Any, widen: float) -> dict[str, Any]:
        form = report(value)
        assert isinstance(form, Other)
        made: models.Report = form.value
        margin = 0.02 * widen
        return {
            "type": "model" if not made.forbidden and made.score >= threshold else "model_mistake",
            "score": validation["score"],
            "threshold": threshold,
            "features": sorted(made.features),
            "low": made.score - margin,
            "high": made.score + margin,
        }

    return seal_model, report


def _plain_validation(validation: dict[str, Any]) -> dict[str, Any]:
    frame = validation["data"]
    return {
        "data": {str(name): frame[name].tolist() for name in frame.columns},
        "target": validation["target"],
        "score": validation["score"],
        "columns": list(validation["columns"]),
    }


def _kind(form: Canonical) -> str:
    if isinstance(form, Scalar):
        return form.kind
    if isinstance(form, Table):
        return {"lista": "list", "insieme": "set", "dizionario": "dict", "colonna": "series"}.get(
            form.shape_name, "table"
        )
    raise SealError(f'Un valore di tipo {type(form.value).__name__} chiede kind="function", "model" o "figure".')


def _expected_form(form: Canonical, spec: Spec) -> str:
    if spec.kind == "choice" and spec.options:
        return "una scelta fra " + ", ".join(f'"{option}"' for option in spec.options)
    if spec.kind in ("function", "model", "figure"):
        return {"function": "una funzione", "model": "un modello addestrato", "figure": "un grafico"}[spec.kind]
    if isinstance(form, Table):
        names = [column.name for column in form.columns if column.name]
        if form.shape_name in ("lista", "insieme"):
            return f"{'un' if form.shape_name == 'insieme' else 'una'} {form.shape_name} di valori"
        return f"una tabella con le colonne {', '.join(f'`{name}`' for name in names)}" if names else "una tabella"
    if isinstance(form, Scalar) and form.kind == "number":
        if spec.decimals:
            return f"un numero con {spec.decimals} decimali" if spec.decimals > 1 else "un numero con un decimale"
        return "un numero intero" if form.note == "whole" else "un numero"
    names_ = {"text": "un testo fra virgolette", "boolean": "True o False"}
    return names_.get(getattr(form, "kind", ""), "un valore")
