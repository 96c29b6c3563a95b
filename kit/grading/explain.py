"""``grade --explain MATRICOLA``: which value, which rule, which version of everything.  Reads the state, writes nothing."""

import json
from typing import Any

from kit.exercises.canonical import Other, canonical, collapse
from kit.exercises.feedback import LOOK
from kit.grading.batch import Grading
from kit.grading.mark import RUN
from kit.grading.page import visible
from kit.grading.reread import reread
from kit.grading.shown import number, shown
from kit.grading.votes import total, vote_of


def explain(asked: Grading, matricola: str) -> list[str]:
    """
    Da che cosa viene un voto, riga per riga. Solo per chi insegna: contiene i valori giusti.

    Raises
    ------
    GradingError
        Se la persona non è nell'elenco, o non ha una consegna valutata.
    """
    again = reread(asked, matricola)
    person, marked, about, decisions = again.person, again.marked, again.about, again.decisions
    job = asked.setup.job(person.unit)
    found = total(marked.result, [one.id for one in asked.source.exercises], asked.scheme, decisions)
    note = asked.registry.units[person.unit]
    how = "eseguita" if marked.result.get("mode") == RUN else "non eseguita: valori salvati nel quaderno"
    lines = [
        f"{person.name} ({person.matricola}), {person.unit}: voto {vote_of(found, person, asked.scheme)}, "
        f"{number(found.value)} punti su {number(found.most)}.",
        f"Consegna: {marked.label} (sha256 {marked.digest[:16]}…), {how}; isolamento {about.get('level')}.",
        f"Dati: lezione {asked.source.number}, edizione {asked.edition}, codice {note['id']}, sorteggio {note['counter']}, dati "
        f"nuovi {note['fresh']}, impronta {note['data']}.",
        f"Riferimento: {asked.source.path.name} (sha256 {asked.source.digest[:16]}…).",
        "Versioni: "
        + ", ".join(f"{name} {value}" for name, value in json.loads(about.get("versions", "{}")).items())
        + ".",
        *marked.notes,
    ]
    if "failed" in marked.result:
        return _printable([*lines, f"Non valutata: {marked.result['failed']}"])
    for point in found.points:
        one = marked.result["exercises"][point.exercise]
        entry = job.explained[point.exercise]
        worth = "da decidere" if point.value is None else number(point.value)
        lines += [
            "",
            f"Esercizio {point.exercise} · {asked.source.exercise(point.exercise).title}: {worth} su {number(point.most)}",
            f"  consegnato: {_indented(one['value']) or '(niente)'}",
            f"  giusto su questi dati: {_indented(_right(job, point.exercise))}",
            f"  regola: {rule(entry)}",
            f"  esito: {LOOK[one['outcome']][1]}"
            + (f" [{one['mistake']}]" if one["mistake"] else "")
            + f". {one['message']}",
        ]
        if one["note"]:
            lines.append(f"  nota: {one['note']}")
        if point.exercise in decisions and decisions[point.exercise].points:
            done = decisions[point.exercise]
            lines.append(f"  deciso a mano: {done.points} punti. {done.note}")
        elif point.why:
            lines.append(f"  perché: {point.why}")
    return _printable(lines)


def _printable(lines: list[str]) -> list[str]:
    """Nothing that a learner wrote may give orders to the teacher's terminal."""
    return [visible(line) for line in lines]


def rule(entry: dict[str, Any]) -> str:
    """Come si confronta, in parole."""
    right = entry["right"][0]
    several = f"; {len(entry['right'])} risposte ammesse" if len(entry["right"]) > 1 else ""
    kind = right["type"]
    if kind in ("number", "duration"):
        return f"un numero entro ±{right['step'] / 2:.3g}{several}"
    if kind == "table":
        steps = sorted({column["step"] / 2 for column in right["values"] if "step" in column})
        told = f", numeri entro ±{steps[0]:.3g}…±{steps[-1]:.3g}" if steps else ""
        order = "contano anche gli ordini" if "order" in right else "l'ordine delle righe non conta"
        return (
            f"una tabella di {right['rows']} righe{told}; {order if right['keys'] else 'conta la posizione'}{several}"
        )
    if kind == "outputs":
        return f"una funzione: {len(right['seals'])} prove visibili, più quelle nascoste"
    if kind == "model":
        return f"un modello: {right['score']} almeno {right['threshold']:g} sulle righe di convalida"
    return (
        f"{entry['form']}, senza badare a maiuscole e spazi{several}" if kind == "text" else f"{entry['form']}{several}"
    )


def _right(job: Any, exercise: str) -> str:
    form = collapse(canonical(job.first.right(exercise)))[0]
    return "(si giudica da ciò che fa)" if isinstance(form, Other) else shown(form)


def _indented(text: str) -> str:
    return "\n              ".join(text.splitlines())
