"""La forma di una lezione: le parti nell'ordine (OIF04), i titoli (OIF12), i testi dei collegamenti (OIF11)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kit.course import model
from kit.course.lint.context import Context, Hit, View, calls, outside_fences
from kit.course.lint.secrets import TRIAL

PART = re.compile(r"parte\b", re.IGNORECASE)  # lesson 07 has two parts, each with a heading of level 1


@dataclass(frozen=True)
class Section:
    """Una parte che ogni lezione ha: come si riconosce il suo titolo e come si scrive."""

    name: str
    pattern: str
    example: str


ORDER = (
    Section("la domanda", r"^la domanda\b|^la decisione\b", "## La domanda"),
    Section("la previsione", r"\bprevedi\b|\bprevisione\b|prima di calcolare", "## Prima di calcolare, prevedi"),
    Section("qualcosa da muovere", r"^muovi\b|^sposta\b", "## Muovi: …"),
    Section("le domande di comprensione", r"controlla (che cosa|se) hai capito", "## Controlla che cosa hai capito"),
    Section("i limiti", r"non puoi concludere", "## Che cosa non puoi concludere"),
    Section("la prova", TRIAL, "## Mettiti alla prova"),
    Section("i punti chiave", r"^punti chiave", "## Punti chiave"),
    Section("il glossario", r"^le parole\b|^glossario\b", "## Le parole della lezione"),
    Section("le letture", r"^per (continuare|approfondire|saperne di più)", "## Per continuare"),
)

# Verbs that open a title; a new one is added here.
VERBS = frozenset(
    re.findall(
        r"\w+",
        """abbina analizza ascolta attribuisci calcola cerca collega colloca confronta conta controlla correggi costruisci crea
        decidi disegna distingui esegui esplora filtra impara individua inizia interpreta lavora leggi metti misura osserva
        presenta prevedi progetta prova racconta raggruppa ricava ricostruisci riconosci rispondi riassumi scegli scopri
        scrivi separa simula spiega stima svolgi trova unisci usa valuta verifica""",
    )
)
UNOBSERVABLE = frozenset(
    re.findall(
        r"\w+",
        """apprezza apprezzi capire capisci capirai comprendi comprendere conosci conoscere conoscerai familiarizzi impari
        imparare sai sapere saprai sappia""",
    )
)
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]*)[^)]*\)|<a\b[^>]*>(.*?)</a>", re.DOTALL)
BARE = re.compile(r"(?<![(\"'<`\w/])https?://\S+")
VAGUE = frozenset(
    re.findall(
        r"\w+",
        """qui qua link collegamento clicca leggi vedi questo questa pagina sito articolo altro più di su a il la""",
    )
)


def structure(context: Context) -> Iterator[Hit]:
    """OIF04: le parti di «One lesson, in order», ciascuna al suo posto."""
    yield from _opening(context)
    yield from _order(context)
    yield from _parts(context)
    for exercise in context.lesson.exercises:
        if len(exercise.hints) < 2:
            count = "un solo indizio" if exercise.hints else "nessun indizio"
            yield Hit(
                exercise.prompt, f"l'esercizio {exercise.id} ha {count}.", 'aggiungi celle `role="hint"`: almeno due.'
            )
        if not exercise.wrongs:
            remedy = 'aggiungi una cella `role="wrong" mistake="…"`: quale errore fa chi comincia?'
            yield Hit(exercise.prompt, f"l'esercizio {exercise.id} non ha errori tipici.", remedy)


def _opening(context: Context) -> Iterator[Hit]:
    header, first = context.lesson.header, context.lesson.cells[0]
    if (
        not first.source.startswith(f"# {header.lesson}. {header.title}\n")
        and first.source != f"# {header.lesson}. {header.title}"
    ):
        yield Hit(
            first, "la prima cella non ha il titolo dell'intestazione.", f"scrivi `# {header.lesson}. {header.title}`."
        )
    verbs = set(re.findall(r"\w+", header.title.lower())) & VERBS
    if not verbs:
        yield Hit(
            None,
            f"il titolo «{header.title}» non ha un verbo.",
            "comincia con un verbo, come «Misura la conversazione».",
        )
    if not any("{{ scheda }}" in cell.source for cell in context.lesson.cells[:2]):
        yield Hit(first, "manca la scheda.", "scrivi `{{ scheda }}` sotto il titolo.")
    if not 3 <= len(header.objectives) <= 5:
        yield Hit(None, f"gli obiettivi sono {len(header.objectives)}.", "scrivine da 3 a 5.")
    for key, text in header.objectives.items():
        if text.split()[0].lower() in UNOBSERVABLE:
            yield Hit(
                None,
                f"l'obiettivo {key}, «{text}», non si può osservare.",
                "scrivi che cosa fa chi impara: «Calcoli …».",
            )
    code = [view for view in context.views if view.cell.kind == "code"]
    if code and not (code[0].tree and calls(code[0].tree, "ready")):
        yield Hit(
            code[0].cell,
            "la prima cella di codice non è quella di preparazione.",
            f'finiscila con `ready("{header.lesson}")`.',
        )


def _order(context: Context) -> Iterator[Hit]:
    places: list[tuple[int, Section]] = []
    for section in ORDER:
        found = [
            place
            for place, title in enumerate(context.headings)
            if re.search(section.pattern, title.text, re.IGNORECASE)
        ]
        if not found:
            yield Hit(None, f"manca la parte «{section.name}».", f"aggiungi la sezione `{section.example}`.")
        else:
            places.append((found[0], section))
    for (one, before), (other, after) in pairwise(places):
        if other < one:
            cell = context.headings[other].cell
            yield Hit(
                cell,
                f"la parte «{after.name}» viene prima di «{before.name}».",
                "rimetti le parti nell'ordine del programma.",
            )


def _parts(context: Context) -> Iterator[Hit]:
    """What must stand inside a part."""
    if (quiz := context.section(ORDER[3].pattern)) and not _calls_in(quiz, "quiz"):
        yield Hit(quiz[0].cell, "la sezione non ha un quiz.", 'aggiungi una cella con `quiz("…")`.')
    for asked in context.lesson.quizzes:
        if not any(_calls_in([view], "quiz") and f'"{asked.id}"' in view.text for view in context.code):
            yield Hit(
                asked.cell, f"nessuna cella mostra il quiz {asked.id}.", f'aggiungi una cella con `quiz("{asked.id}")`.'
            )
    count = sum(len(asked.questions) for asked in context.lesson.quizzes)
    if quiz and not 3 <= count <= 5:
        yield Hit(quiz[0].cell, f"le domande di comprensione sono {count}.", "scrivine da 3 a 5.")
    if (trial := context.section(TRIAL)) and not any(view.cell.role == model.LOAD for view in trial):
        yield Hit(
            trial[0].cell, "la prova non carica i suoi dati.", 'aggiungi una cella `role="load"` con `load_variant`.'
        )
    here = {view.cell.number for view in trial}
    for exercise in context.lesson.exercises:
        if exercise.graded != (exercise.prompt.number in here):
            what = "vale per il voto ma sta fuori da" if exercise.graded else "sta in"
            remedy = "spostalo, o cambia `graded`: la prova contiene tutti e soli gli esercizi con `graded=true`."
            yield Hit(exercise.prompt, f"l'esercizio {exercise.id} {what} *Mettiti alla prova*.", remedy)
    if trial and not any(exercise.graded for exercise in context.lesson.exercises):
        yield Hit(trial[0].cell, "la prova non ha esercizi.", "aggiungi esercizi con `graded=true`.")
    words = context.section(ORDER[7].pattern)
    if words and context.lesson.header.words and not any("{{ glossario }}" in view.cell.source for view in words):
        yield Hit(words[0].cell, "manca il glossario.", "scrivi `{{ glossario }}`.")
    if not any("scarica il mio lavoro" in view.text.lower() for view in context.prose[-3:]):
        yield Hit(
            None, "la fine non dice come portare via il lavoro.", "aggiungi «Scarica il mio lavoro» all'ultima sezione."
        )


def _calls_in(views: list[View], name: str) -> bool:
    return any(view.tree is not None and calls(view.tree, name) for view in views)


def headings(context: Context) -> Iterator[Hit]:
    """OIF12: un solo titolo di livello 1 all'inizio, nessun livello saltato, nessun titolo vuoto o tutto in grassetto."""
    level = 0
    for place, title in enumerate(context.headings):
        top = title.level == 1
        if top and place and not PART.match(title.text):
            yield Hit(title.cell, f"«{title.text}» è un secondo titolo di livello 1.", "scrivi `##`.", title.offset)
        elif title.level > level + 1:
            what = f"«{title.text}» salta dal livello {level} al livello {title.level}."
            yield Hit(
                title.cell,
                what,
                f"scrivi `{'#' * (level + 1)}`: chi usa un lettore di schermo naviga per livelli.",
                title.offset,
            )
        level = title.level
    if context.headings and context.headings[0].level != 1:
        yield Hit(context.headings[0].cell, "il primo titolo non è di livello 1.", "comincia con `# NN. Titolo`.")
    for view in context.prose:
        for offset, line in outside_fences(view.text):
            if re.fullmatch(r"#{1,6}\s*", line):
                yield Hit(view.cell, "c'è un titolo vuoto.", "scrivi il titolo o togli la riga.", offset)
            if re.match(r"#{1,6}[^#\s]", line):
                yield Hit(view.cell, f"«{line}» non diventa un titolo.", "metti uno spazio dopo i `#`.", offset)


def links(context: Context) -> Iterator[Hit]:
    """OIF11: il testo di un collegamento dice dove porta; nessun indirizzo nudo."""
    for view in context.prose:
        for offset, line in outside_fences(view.text):
            plain = re.sub(r"`[^`]*`", "", line)
            for found in LINK.finditer(plain):
                text = re.sub(r"<[^>]*>|[*_]", "", found[1] or found[3] or "").strip()
                words = re.findall(r"\w+", text.lower())
                if "://" in text or not set(words) - VAGUE:
                    yield Hit(
                        view.cell,
                        f"il collegamento «{text}» non dice dove porta.",
                        "scrivi il titolo della pagina, e la lingua se non è italiano.",
                        offset,
                    )
            for address in BARE.finditer(LINK.sub("", plain)):
                yield Hit(
                    view.cell,
                    f"c'è un indirizzo nudo, {address[0]}.",
                    "scrivi `[titolo della pagina](indirizzo)`.",
                    offset,
                )
