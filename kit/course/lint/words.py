"""Le parole di una lezione: glossario (OIF14), *tu* e mai *voi* o *Lei* (OIF15), frasi leggibili (OIF16)."""

import re
from collections.abc import Iterator

from kit.course import model
from kit.course.lint.context import Context, Hit, View, outside_fences
from kit.course.model import Cell
from kit.formats import it

GULPEASE = 55
FEWEST_WORDS = 30

# English words of the trade: in bold or italics they are being introduced, so the glossary has them.
TRADE = frozenset(
    re.findall(
        r"\w+",
        """advertising awareness benchmark brand broadcast budget buyer chatbot churn content conversion coupon crm
        customer dashboard engagement feed feedback funnel hashtag holdout hype inbound influencer insight journey kpi
        landing lead lift marketing newsletter outbound outlier personas reach recall retargeting
        retention roi score seed segment sentiment spam stakeholder target targeting threshold touchpoint trend
        uplift upselling viral""",
    )
)
BOLD = re.compile(r"\*\*([^*\n]+)\*\*(?:\s*\((?:in inglese,?\s+)?\*([^*\n]+)\*\))?")
GLOSS = re.compile(r"\(\s*(?:in inglese,?\s+)\*([^*\n]+)\*\s*\)")

# Forms of voi and Lei.  Some are participles too («le persone contattate»): those count only where a sentence begins.
VOI = re.compile(
    r"\b(?:voi|vostr[oaie]|avete|siete|potete|dovete|volete|sapete|vedete|fate|scrivete|leggete|aprite|premete|"
    r"scegliete|rispondete|avrete|sarete|potrete|dovrete|vedrete|troverete)\b|"
    r"(?:^|[.!?:;]\s+)(?:usate|eseguite|guardate|provate|calcolate|confrontate|controllate|notate|pensate|completate|modificate|"
    r"ricordate|cliccate|andate|immaginate)\b",
    re.IGNORECASE,
)
LEI = re.compile(
    r"(?<=[a-zàèéìòù,;:] )(?:Lei|Suo|Sua|Suoi|Sue|Le)\b|\b(?:prema|scelga|inserisca|clicchi|provi a|esegua|noti che|guardi "
    r"come|La preghiamo|La invitiamo)\b"
)


def glossary(context: Context) -> Iterator[Hit]:
    """OIF14: le parole dell'intestazione compaiono nel testo; i termini del mestiere in grassetto sono nel glossario."""
    text = "\n".join(view.text for view in context.prose)
    for word in context.lesson.header.words:
        if not re.search(_inflected(word.italian), text, re.IGNORECASE):
            yield Hit(
                None,
                f"«{word.italian}» è nel glossario ma non nel testo.",
                "usala in grassetto dove la spieghi, o toglila da `words:`.",
            )
    known = context.known_words | {
        form.lower() for word in context.lesson.header.words for form in (word.italian, word.english)
    }
    told: set[str] = set()
    for view in context.prose:
        for term, offset in _terms(view):
            if term.lower() not in told and not any(
                re.fullmatch(_inflected(word), term, re.IGNORECASE) for word in known
            ):
                told.add(term.lower())
                remedy = f"aggiungi a `words:` la voce `{term}: {{en: …, text: …}}`."
                yield Hit(view.cell, f"«{term}» è un termine del mestiere e non è nel glossario.", remedy, offset)


def _terms(view: View) -> Iterator[tuple[str, int]]:
    """Bold terms with an English gloss or with an English word of the trade in them."""
    for offset, line in outside_fences(view.text):
        if line.startswith("#"):
            continue
        for found in BOLD.finditer(line):
            term = found[1].strip(" ;,")
            if term[-1:] in ".:?!":
                continue  # the opening words of a paragraph, not a term
            if found[2] or GLOSS.match(line[found.end() :].lstrip()) or set(re.findall(r"\w+", term.lower())) & TRADE:
                yield term, offset


def _inflected(term: str) -> str:
    """A pattern for a term in the singular or the plural."""
    words = []
    for word in term.split():
        stem = word[:-1] if word[-1:].lower() in "aeio" and len(word) > 3 else word
        words.append(rf"{re.escape(stem)}\w{{0,2}}")
    return r"\b" + r"\s+".join(words) + r"\b"


def address(context: Context) -> Iterator[Hit]:
    """OIF15: a chi impara si dà del *tu*."""
    for cell, text, offset in _spoken(context):
        for found in VOI.finditer(text):
            yield Hit(
                cell, f"«{found[0].lstrip('.!?:; ')}» dà del *voi*.", "scrivi la stessa frase con il *tu*.", offset
            )
        for found in LEI.finditer(text):
            yield Hit(cell, f"«{found[0]}» dà del *Lei*.", "scrivi la stessa frase con il *tu*.", offset)


def _spoken(context: Context) -> Iterator[tuple[Cell, str, int]]:
    """Every line said to a learner: prose, hints, questions, messages of mistakes."""
    for view in context.prose:
        for offset, line in outside_fences(view.text):
            yield view.cell, _own_words(line), offset
    for cell in context.lesson.cells:
        if cell.role in (model.HINT, model.QUESTIONS):
            for offset, line in outside_fences(cell.source):
                yield cell, _own_words(line), offset
    for exercise in context.lesson.exercises:
        for wrong in exercise.wrongs:
            yield wrong.cell, _own_words(wrong.message), 0


def _own_words(line: str) -> str:
    """The line without bullets, code and what other people say."""
    return re.sub(r"^\s*(?:[-*>]|\d+\.)\s+|`[^`]*`|«[^»]*»|\"[^\"]*\"", "", line)


def readability(context: Context) -> Iterator[Hit]:
    """OIF16: indice Gulpease di almeno 55 nelle celle di testo (da 30 parole in su)."""
    for view in context.prose:
        index = gulpease(view.text)
        if index is not None and index < GULPEASE:
            yield Hit(
                view.cell,
                f"l'indice Gulpease è {it(index)} (almeno {GULPEASE}).",
                "spezza le frasi lunghe e scegli parole corte; in una frase, un'idea.",
            )


def gulpease(text: str) -> float | None:
    """L'indice Gulpease (Lucisano e Piemontese, 1988): 89 + (300·frasi − 10·lettere) / parole.

    Parameters
    ----------
    text : str
        Markdown: codice, tabelle e indirizzi non contano; un titolo o una voce di elenco è una frase.

    Returns
    -------
    float or None
        None sotto le 30 parole, dove l'indice non ha senso.
    """
    sentences = letters = words = 0
    for block in _plain_blocks(text):
        for sentence in re.split(r"(?<=[.!?…])\s+|(?<=[.!?])[»\")]+\s+", block):
            found = re.findall(r"[^\W_]+", sentence)
            if found:
                sentences += 1
                words += len(found)
                letters += sum(len(word) for word in found)
    if words < FEWEST_WORDS:
        return None
    return 89 + (300 * sentences - 10 * letters) / words


def _plain_blocks(text: str) -> Iterator[str]:
    """Paragraphs, headings and list items, each on one line, without Markdown."""
    block: list[str] = []
    for _, line in outside_fences(text):
        line = re.sub(r"<[^>]+>", " ", line)
        line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
        line = re.sub(r"`[^`]*`", "nome", line)  # a name that is read aloud, whatever its length
        line = re.sub(r"\$[^$]*\$", "nome", line)
        opens = re.match(r"\s*(?:#{1,6}|[-*+]|\d+\.|>)\s+", line)
        if (not line.strip() or opens or line.lstrip().startswith("|")) and block:
            yield " ".join(block)
            block = []
        if line.lstrip().startswith("|"):
            continue
        line = line[opens.end() :] if opens else line
        if line.strip():
            block.append(re.sub(r"[*_]{1,3}", "", line).strip())
        if opens and opens[0].lstrip().startswith("#"):
            yield " ".join(block)
            block = []
    if block:
        yield " ".join(block)
