"""The class report: one page with pseudonyms to discuss with anybody, one with names for the teacher only.  Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kit.formats import it, pct
from kit.grading import statistics as stats
from kit.grading.errors import plural
from kit.grading.page import esc, page, table
from kit.grading.sources import Source
from kit.grading.votes import Total

WHAT_IT_PROVES = (
    "Una risposta sbagliata che è quella giusta di un'altra persona dice che quel numero è passato di mano: ogni studente ha "
    "dati suoi, e una coincidenza su tanti decimali è improbabile. Non dice chi l'ha dato a chi, né come: può essere un file "
    "scambiato, un computer condiviso, un aiuto in buona fede. Decide una persona, dopo aver sentito gli interessati."
)
WHAT_BY_HAND_IS = (
    "Valori giusti sui dati dello studente che gli stessi conti, su dati nuovi, non danno: numeri scritti a mano, oppure "
    "condizioni copiate guardando la tabella. Si chiarisce con una domanda all'orale."
)


@dataclass(frozen=True)
class Class:
    """Una classe valutata: risultati e punti per unità, e come chiamare ogni unità."""

    source: Source
    edition: str
    results: Mapping[str, Mapping[str, Any]]
    totals: Mapping[str, Total]
    missing: Sequence[str]  # units without a hand-in
    problems: int
    level: str
    banner: str


def report(found: Class, call: Callable[[str], str], *, names: bool) -> str:
    """La pagina; `call` dà il nome di comodo o quello vero di un'unità."""
    lesson = found.source.lesson.header
    who = "solo per chi insegna, con i nomi" if names else "con nomi di comodo"
    exercises = [one.id for one in found.source.exercises]
    body = [
        f"<p>Edizione {esc(found.edition)}. {plural(len(found.results), 'consegna valutata', 'consegne valutate')}, "
        f"{plural(len(found.missing), 'unità senza consegna', 'unità senza consegna')}, "
        f"{plural(found.problems, 'file con un problema', 'file con un problema')}. {esc(found.level)}</p>",
        *_distribution(found),
        *_items(found, exercises),
        *_mistakes(found),
        *_by_hand(found, call),
        *_shared(found, call),
        *_help(found, call),
    ]
    if names and found.missing:
        body.append(f"<h2>Senza consegna</h2><p>{esc(', '.join(call(one) for one in found.missing))}</p>")
    return page(f"La classe ({who}): {lesson.lesson}. {lesson.title}", body, banner=found.banner)


def _distribution(found: Class) -> list[str]:
    shares = [one.share for one in found.totals.values()]
    if not shares:
        return []
    counts = stats.histogram(shares)
    rows = [
        (f"da {10 * place} a {10 * place + 10} %", count, "■" * round(30 * count / max(counts)))
        for place, count in enumerate(counts)
    ]
    mean = sum(shares) / len(shares)
    middle = sorted(shares)[len(shares) // 2]
    pending = sum(bool(one.pending) for one in found.totals.values())
    note = f" {plural(pending, 'consegna ha', 'consegne hanno')} ancora esercizi da decidere a mano." if pending else ""
    return [
        "<h2>Distribuzione</h2>",
        f"<p>In media {esc(pct(mean, 0))} dei punti; metà della classe arriva almeno a {esc(pct(middle, 0))}.{note}</p>",
        table("Quante consegne per quota di punti", ("Quota dei punti", "Consegne", "Grafico"), rows, (1,)),
    ]


def _items(found: Class, exercises: Sequence[str]) -> list[str]:
    rows = []
    for one in stats.items(found.results, found.totals, exercises):
        discrimination = "—" if one.discrimination is None else it(one.discrimination, 2)
        title = found.source.exercise(one.exercise).title
        counts = (one.outcomes.get(name, 0) for name in ("right", "recognised", "review", "stopped", "not_done"))
        rows.append((f"{one.exercise} · {title}", pct(one.mean, 0), discrimination, *counts))
    header = (
        "Esercizio",
        "Punti medi",
        "Discriminazione",
        "Giusti",
        "Errore noto",
        "Altro",
        "Codice fermo",
        "Non svolti",
    )
    return [
        "<h2>Esercizi</h2>",
        table("Difficoltà e discriminazione", header, rows, tuple(range(1, 8))),
        "<p>La discriminazione va da −1 a 1: sotto 0,2 l'esercizio distingue poco chi sa da chi non sa; negativa, va riletto. "
        f"Con meno di {stats.FEW} consegne non si calcola (—).</p>",
    ]


def _mistakes(found: Class) -> list[str]:
    rows = [(exercise, name, message, count) for exercise, name, message, count in stats.mistakes(found.results)]
    if not rows:
        return []
    return [
        "<h2>Errori più comuni</h2>",
        table("Che cosa è stato detto a chi ha sbagliato", ("Esercizio", "Errore", "Messaggio", "Volte"), rows, (3,)),
    ]


def _by_hand(found: Class, call: Callable[[str], str]) -> list[str]:
    rows = [(call(unit), exercise) for unit, exercise in stats.by_hand(found.results)]
    if not rows:
        return []
    return [
        "<h2>Valori scritti a mano?</h2>",
        f"<p>{WHAT_BY_HAND_IS}</p>",
        table("Risposte giuste solo sui dati ricevuti", ("Chi", "Esercizio"), rows),
    ]


def _shared(found: Class, call: Callable[[str], str]) -> list[str]:
    rows = [(call(one.unit), one.exercise, one.value, call(one.other)) for one in stats.shared(found.results)]
    if not rows:
        return []
    return [
        "<h2>Risposte che appartengono ai dati di un altro</h2>",
        f"<p>{WHAT_IT_PROVES}</p>",
        table(
            "Risposte sbagliate uguali a quelle giuste di un'altra unità",
            ("Chi", "Esercizio", "Valore", "È quello di"),
            rows,
        ),
    ]


def _help(found: Class, call: Callable[[str], str]) -> list[str]:
    rows = [(call(unit), why) for unit, why in stats.first_to_help(found.results, found.totals)]
    if not rows:
        return []
    return ["<h2>Chi aiutare per primo</h2>", table("In ordine", ("Chi", "Perché"), rows)]
