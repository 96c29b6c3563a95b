"""The files of one package: the student's notebook, blind seals, data, a one-page *leggimi*.  Bytes only, no disk."""

import copy
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from kit.course import notebooks
from kit.course.build import Built
from kit.course.model import HINT, PROMPT
from kit.exercises.handin import file_name, safe
from kit.exercises.sealing import blind
from kit.grading import csvfile
from kit.grading.page import esc, page
from kit.grading.people import Person
from kit.grading.reference import Reference
from kit.grading.sources import Source

DATE = (2020, 1, 1, 0, 0, 0)  # of every file in a zip: the same package has the same bytes
README = "leggimi.html"


def package(
    source: Source,
    built: Built,
    made: Reference,
    people: Sequence[Person],
    release: Mapping[str, Any],
    *,
    full_feedback: bool = False,
) -> dict[str, bytes]:
    """
    I file di un pacchetto: percorso → contenuto.

    Parameters
    ----------
    source, built : Source, Built
        La lezione e la sua costruzione con i dati per esercitarsi.
    made : Reference
        La prova di questa unità.
    people : sequence of Person
        Chi ci lavora: una persona, o il gruppo.
    release : mapping
        Ciò che il quaderno porta con sé: id, lezione, edizione, matricola o gruppo.
    full_feedback : bool
        True se `check` deve dare l'esito completo anche nella prova.
    """
    name = source.lesson.slug
    files = {
        f"{name}.ipynb": notebooks.dump(notebook(source, built, made, release)),
        f"{name}.checks.json": notebooks.dump(checks(built, made, full_feedback=full_feedback)),
        README: readme(source, people, release).encode(),
    }
    files |= {f"prova/{file}": content for file, content in made.files(source.number).items()}
    return files


def notebook(source: Source, built: Built, made: Reference, release: Mapping[str, Any]) -> dict[str, Any]:
    """Il quaderno di chi impara, con i segnaposti della prova riempiti dalla sua variante e il codice del pacchetto."""
    wanted = {exercise.id for exercise in source.exercises}
    own = {
        cell.number: made.result.prose[cell.number]
        for cell in source.part.cells
        if cell.exercise in wanted and cell.role in (PROMPT, HINT) and cell.number in made.result.prose
    }
    whole = copy.deepcopy(notebooks.student(built.lesson, {**built.result.prose, **own}))
    whole["metadata"]["kit"]["release"] = dict(release)
    return whole


def checks(built: Built, made: Reference, *, full_feedback: bool) -> dict[str, Any]:
    """Le verifiche: quelle della lezione, e per la prova la sola forma (nessuna impronta di valori giusti)."""
    graded = {key: entry if full_feedback else blind(entry) for key, entry in made.entries.items()}
    return {**built.checks, "exercises": {**built.checks["exercises"], **graded}}


def readme(source: Source, people: Sequence[Person], release: Mapping[str, Any]) -> str:
    """Il foglio che accompagna il pacchetto."""
    slug = source.lesson.slug
    whose = ", ".join(f"{one.name} ({one.matricola})" for one in people)
    extra = sorted({one.tempo_extra for one in people if one.tempo_extra})
    body = [
        f"<p><strong>Per:</strong> {esc(whose)}<br><strong>Edizione:</strong> {esc(release['edition'])}</p>",
        f'<p class="note"><strong>Tempo in più riconosciuto:</strong> {esc(", ".join(extra))}</p>' if extra else "",
        "<h2>Che cosa c'è qui dentro</h2>",
        f"<ul><li><code>{esc(slug)}.ipynb</code>, il quaderno da completare.</li>"
        "<li><code>prova</code>, i tuoi dati. Sono solo tuoi: ogni studente (o gruppo) ne ha di diversi.</li>"
        f"<li><code>{esc(slug)}.checks.json</code>, che serve a <code>check</code>.</li></ul>",
        "<h2>Come si fa</h2>",
        "<ol><li>Copia questa cartella intera dentro <code>lessons/mie</code> del corso. Quaderno, <code>prova</code> e "
        "<code>checks.json</code> devono restare insieme.</li>"
        "<li>Avvia il corso come sempre, apri il quaderno da questa cartella e arriva fino a «Mettiti alla prova».</li>"
        "<li>Rispondi agli esercizi. Qui <code>check</code> dice solo se la risposta ha la forma giusta: se il valore è "
        "giusto lo saprai con la valutazione.</li>"
        "<li>Alla fine salva (Ctrl+S) ed esegui in una cella nuova:"
        "<pre>from kit.exercises import hand_in\nhand_in()</pre></li>"
        f"<li>Consegna il file che compare accanto al quaderno: <code>{esc(file_name(release))}</code>.</li></ol>",
        "<h2>Prima di consegnare</h2>",
        "<ul><li>La risposta deve essere <strong>calcolata</strong> nel quaderno: chi valuta lo riesegue dall'inizio, anche su "
        "altri dati. Un numero scritto a mano non basta.</li>"
        "<li>Usa Esegui → Riavvia il kernel ed esegui tutto: se una cella si ferma, te ne accorgi prima tu.</li>"
        "<li>Non cancellare e non spostare le celle della prova; aggiungerne va bene.</li>"
        "<li>Se un assistente di intelligenza artificiale ti ha aiutato, scrivilo in una cella di testo: che cosa gli hai "
        "chiesto e che cosa hai cambiato.</li></ul>",
        f"<p>Codice di questo pacchetto: <code>{esc(release['id'])}</code></p>",
    ]
    return page(
        f"{source.lesson.header.lesson}. {source.lesson.header.title}: la tua prova", [one for one in body if one]
    )


def folder_name(source: Source, unit: str, people: Sequence[Person]) -> str:
    """Il nome della cartella di un pacchetto: si trova in ordine alfabetico e non si confonde con altri."""
    if unit.startswith("gruppo:"):
        return f"{source.number}_gruppo_{safe(unit.removeprefix('gruppo:'))}_{_short(unit)}"
    one = people[0]
    return "_".join(safe(part) for part in (source.number, one.cognome, one.nome, one.matricola) if part)


def zipped(files: Mapping[str, bytes], folder: str = "") -> bytes:
    """Uno zip sempre uguale a parità di contenuto."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(f"{folder}/{name}" if folder else name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])
    return out.getvalue()


def dump_json(content: Any) -> bytes:
    """JSON leggibile e sempre uguale."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _short(unit: str) -> str:
    """Two groups whose names differ by an accent only must not share a folder."""
    import hashlib

    return hashlib.sha256(csvfile.clean(unit).encode()).hexdigest()[:4]
