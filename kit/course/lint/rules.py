"""La tavola delle regole: codice, che cosa chiede, come si rimedia, e la funzione che la controlla.

È l'unico posto in cui le regole sono elencate; ``python -m kit lint --rules`` la stampa.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kit.course.build import Built, Place
from kit.course.lint import ladder, pictures, secrets, shape, times, words
from kit.course.lint.context import Context, Hit
from kit.course.parse import parse
from kit.course.problems import CourseError, short


@dataclass(frozen=True)
class Rule:
    """Una regola: ``warns`` se dà solo un avviso."""

    code: str
    asks: str
    remedy: str
    check: Callable[[Context], Iterator[Hit]]
    warns: bool = False


RULES = (
    Rule(
        "OIF01",
        "Il quaderno di chi impara non contiene soluzioni né risultati.",
        "Cambia esempio, o togli il numero.",
        secrets.leak,
    ),
    Rule(
        "OIF02",
        "Ogni cella generata ha il suo id, una volta sola.",
        "Ricostruisci con `python -m kit build`.",
        secrets.ids,
    ),
    Rule("OIF03", "I quaderni generati non hanno output.", "Ricostruisci con `python -m kit build`.", secrets.outputs),
    Rule(
        "OIF04",
        "Le parti della lezione ci sono tutte, nell'ordine; ogni esercizio ha 2 indizi e 1 errore tipico.",
        "Aggiungi o sposta ciò che manca.",
        shape.structure,
    ),
    Rule(
        "OIF05",
        "Ogni immagine e ogni grafico hanno un testo alternativo.",
        '`show(figura, alt="…")`, `![che cosa mostra](…)`.',
        pictures.alt,
    ),
    Rule(
        "OIF06",
        "I minuti delle celle base fanno quelli promessi, ±10 %; ogni esercizio ha i suoi.",
        "Correggi `minutes=` o `base:`.",
        times.minutes,
    ),
    Rule(
        "OIF07",
        "Ogni obiettivo è messo alla prova da un esercizio con una verifica.",
        "Aggiungi l'esercizio o togli l'obiettivo.",
        times.matrix,
    ),
    Rule(
        "OIF08",
        "In *Mettiti alla prova* nessun numero, nome o immagine che venga dai dati.",
        "Scrivi una frase che vale per ogni variante.",
        secrets.trial_numbers,
    ),
    Rule(
        "OIF09",
        "Approfondimento nei suoi minuti; al massimo 6 esercizi base (per parte); la prova è base.",
        "Sposta l'esercizio o correggi `deep:`.",
        times.layers,
    ),
    Rule(
        "OIF10",
        "Una cella base usa solo il Python già introdotto.",
        "Riscrivila, approfondisci o chiudi il codice.",
        ladder.ladder,
    ),
    Rule("OIF11", "Il testo di un collegamento dice dove porta.", "Scrivi il titolo della pagina.", shape.links),
    Rule("OIF12", "I titoli non saltano livelli.", "Correggi il numero di `#`.", shape.headings),
    Rule(
        "OIF13",
        "Colori della tavolozza, o con contrasto 3:1 (segni) e 4,5:1 (testo).",
        "Usa `PALETTE` di kit.plots.",
        pictures.contrast,
    ),
    Rule("OIF14", "Glossario e testo si corrispondono.", "Aggiungi la parola a `words:` o al testo.", words.glossary),
    Rule("OIF15", "Si dà del *tu*.", "Riscrivi la frase.", words.address, warns=True),
    Rule("OIF16", "Indice Gulpease di almeno 55.", "Spezza le frasi.", words.readability, warns=True),
    Rule(
        "OIF17",
        "«Esegui tutto» funziona sul quaderno intatto.",
        "Ricalcola il valore nella cella data.",
        ladder.run_all,
    ),
)


@dataclass(frozen=True, order=True)
class Finding:
    """Una regola non rispettata, con file, riga e cella."""

    path: Path
    line: int
    code: str
    cell: int
    what: str
    remedy: str
    warns: bool

    def __str__(self) -> str:
        where = f"{short(self.path)}:{self.line}"
        cell = f", cella {self.cell}" if self.cell else ""
        level = "avviso" if self.warns else "errore"
        return f"{where}{cell}: {self.code} ({level}) {self.what}\n    Rimedio: {self.remedy}"


def lint(built: Built, place: Place, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """Controlla con tutte le regole una lezione costruita: chi non si costruisce lo dice prima."""
    source = built.lesson.path
    context = Context(built, *_notebooks(source, place), known_words=_known_words(source, place))
    found = [
        Finding(source, hit.line, rule.code, hit.cell.number if hit.cell else 0, hit.what, hit.remedy, rule.warns)
        for rule in rules
        for hit in rule.check(context)
    ]
    return sorted(set(found))


def _notebooks(source: Path, place: Place) -> tuple[Path, Path]:
    student, _, instructor = place.outputs(source.stem)
    return student, instructor


def _known_words(source: Path, place: Place) -> frozenset[str]:
    """The glossaries of the lessons before this one."""
    known: set[str] = set()
    for path in place.sources():
        if path.name[:2] < source.name[:2]:
            try:
                header = parse(path).header
            except CourseError:
                continue  # that lesson says so itself
            known |= {form.lower() for word in header.words for form in (word.italian, word.english)}
    return frozenset(known)


def table(rules: Sequence[Rule] = RULES) -> str:
    """La tavola delle regole, da leggere."""
    lines = []
    for rule in rules:
        lines.append(f"{rule.code}{' (avviso)' if rule.warns else ''}  {rule.asks}\n       {rule.remedy}")
    return "\n".join(lines)
