"""``python -m kit release``: a package for every student or group, the registry that remembers them.

Writes in the folder asked for and next to the secret; never touches a package that is already there.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit import paths
from kit.exercises.handin import safe
from kit.grading import moodle, packages
from kit.grading.errors import GradingError, plural
from kit.grading.people import ClassList, Person
from kit.grading.reference import data_digest, fresh_counter, reference
from kit.grading.secret import Desk
from kit.grading.sources import Source, build_whole, versions

EDITION_LONGEST = 40


@dataclass
class Registry:
    """Che cosa è stato consegnato in un'edizione: unità → codice, contatore del sorteggio, impronta dei dati."""

    path: Path
    lesson: str
    edition: str
    options: dict[str, Any]
    source: str
    versions: dict[str, str]
    word: str = ""  # how to find the lesson: its number, or the path of a private source
    units: dict[str, dict[str, Any]] = field(default_factory=dict)

    def save(self) -> None:
        """Scrive il registro, tutto o niente."""
        content = {name: value for name, value in vars(self).items() if name != "path"} | {"format": 1}
        write(self.path, packages.dump_json(content))

    @property
    def by_group(self) -> bool:
        """Vero se in questa edizione si lavora in gruppo."""
        return bool(self.options.get("groups"))


def read_registry(desk: Desk, lesson: str, edition: str) -> Registry | None:
    """Il registro di un'edizione, o None se non è mai stata consegnata.

    Raises
    ------
    GradingError
        Se il registro c'è e non si legge.
    """
    path = desk.registry(lesson, edition)
    if not path.is_file():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        del content["format"]
        return Registry(path=path, **content)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise GradingError(f"Il registro {path} non si legge: rimetti la copia di sicurezza. ({error})") from error


def editions(desk: Desk) -> list[tuple[str, str]]:
    """Le consegne fatte con questo segreto: (lezione, edizione)."""
    found = sorted((desk.file.parent / "registri").glob("*.json"))
    return [(path.stem.partition("_")[0], path.stem.partition("_")[2]) for path in found]


@dataclass(frozen=True)
class Order:
    """Una consegna: che cosa, a chi, dove e come."""

    source: Source
    people: ClassList
    edition: str
    out: Path
    groups: bool = False
    zips: bool = False
    full_feedback: bool = False
    moodle_zip: Path | None = None


def release(order: Order, desk: Desk, step: Callable[[int, int], None] = lambda done, total: None) -> list[str]:
    """
    Fa i pacchetti che mancano.

    Parameters
    ----------
    order : Order
    desk : Desk
    step : funzione, facoltativa
        Chiamata a ogni pacchetto con quanti sono fatti e quanti in tutto.

    Returns
    -------
    list of str
        Che cosa è stato fatto, in frasi.

    Raises
    ------
    GradingError
        Se l'edizione è già cominciata con altre scelte, o una variante non si sorteggia.
    """
    registry = _registry(order, desk)
    units = order.people.units()
    built = build_whole(order.source)
    order.out.mkdir(parents=True, exist_ok=True)
    made = kept = 0
    for done, (unit, people) in enumerate(units.items()):
        step(done, len(units))
        if unit in registry.units and _place(order, unit, people).exists():
            kept += 1
            continue
        files, note = _package(order, desk, built, unit, people)
        _check_same(registry, unit, note)
        _put(order, unit, people, files)
        registry.units[unit] = note
        registry.save()
        made += 1
    step(len(units), len(units))
    said = [f"{plural(made, 'pacchetto fatto', 'pacchetti fatti')} in {order.out}."]
    if kept:
        said.append(
            f"{plural(kept, 'pacchetto c’era già e non è stato toccato', 'pacchetti c’erano già e non sono stati toccati')}."
        )
    gone = sorted(set(registry.units) - set(units))
    if gone:
        said.append(f"Nel registro restano anche: {', '.join(gone)} (non sono più nell'elenco).")
    if order.moodle_zip:
        said += _moodle_zip(order, units)
    return said


def write(path: Path, content: bytes) -> None:
    """Scrive un file tutto o niente."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.parziale")
    partial.write_bytes(content)
    partial.replace(path)


def release_note(order: Order, desk: Desk, unit: str, people: tuple[Person, ...]) -> dict[str, Any]:
    """Ciò che il quaderno porta con sé: il codice, e a chi è stato dato."""
    note = {
        "id": desk.release_id(order.source.number, order.edition, unit),
        "lesson": order.source.number,
        "edition": order.edition,
    }
    return note | ({"group": people[0].gruppo} if unit.startswith("gruppo:") else {"matricola": people[0].matricola})


def _registry(order: Order, desk: Desk) -> Registry:
    lesson, edition = order.source.number, order.edition
    if not edition or len(edition) > EDITION_LONGEST or safe(edition) != edition:
        raise GradingError(
            f"«{edition}» non va bene come nome di un'edizione: usa lettere, cifre, punto e trattino, come 2026-1."
        )
    options = {"groups": order.groups, "full_feedback": order.full_feedback}
    found = read_registry(desk, lesson, edition)
    if found is None:
        private = order.source.path.parent != paths.SOLUTIONS
        word = str(order.source.path) if private else lesson
        return Registry(desk.registry(lesson, edition), lesson, edition, options, order.source.digest, versions(), word)
    if found.options != options:
        raise GradingError(
            f"L'edizione {edition} della lezione {lesson} è già stata consegnata con altre scelte ({found.options}). "
            "Usa le stesse, oppure un'edizione nuova."
        )
    if found.source != order.source.digest:
        raise GradingError(
            f"La lezione {lesson} è cambiata dopo la prima consegna dell'edizione {edition}: chi si aggiunge avrebbe un'altra "
            "prova. Rimetti il sorgente di allora, oppure usa un'edizione nuova."
        )
    return found


def _package(
    order: Order, desk: Desk, built: Any, unit: str, people: tuple[Person, ...]
) -> tuple[dict[str, bytes], dict[str, Any]]:
    made = reference(order.source, desk, order.edition, unit)
    note = release_note(order, desk, unit, people)
    files = packages.package(order.source, built, made, people, note, full_feedback=order.full_feedback)
    return files, {
        "id": note["id"],
        "counter": made.counter,
        "fresh": fresh_counter(order.source, desk, order.edition, unit, made),
        "data": data_digest(made.files(order.source.number)),
        "people": [person.matricola for person in people],
    }


def _check_same(registry: Registry, unit: str, note: Mapping[str, Any]) -> None:
    before = registry.units.get(unit)
    if before and before["data"] != note["data"]:
        raise GradingError(
            f"I dati di {unit} verrebbero diversi da quelli già consegnati: le librerie sono cambiate. Versioni di allora: "
            f"{registry.versions}. Rimetti il pacchetto già fatto, oppure l'ambiente di allora (requirements.lock)."
        )


def _place(order: Order, unit: str, people: tuple[Person, ...]) -> Path:
    name = packages.folder_name(order.source, unit, people)
    return order.out / (f"{name}.zip" if order.zips else name)


def _put(order: Order, unit: str, people: tuple[Person, ...], files: Mapping[str, bytes]) -> None:
    target = _place(order, unit, people)
    if order.zips:
        write(target, packages.zipped(files, target.stem))
        return
    partial = target.with_name(f".{target.name}.parziale")
    shutil.rmtree(partial, ignore_errors=True)
    for name, content in files.items():
        path = partial / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    partial.replace(target)


def _moodle_zip(order: Order, units: Mapping[str, tuple[Person, ...]]) -> list[str]:
    """Everybody's package under the folder names Moodle wants, to be handed out as feedback files."""
    assert order.moodle_zip is not None
    without = [person.name for people in units.values() for person in people if not person.moodle]
    found: dict[str, bytes] = {}
    for unit, people in units.items():
        place = _place(order, unit, people)
        content = place.read_bytes() if order.zips else packages.zipped(_files(place), place.name)
        for person in people:
            if person.moodle:
                found[f"{moodle.folder(person)}/{place.name.removesuffix('.zip')}.zip"] = content
    if not found:
        raise GradingError(
            "Per lo zip di Moodle servono i numeri di partecipante: scarica dal compito il «foglio di valutazione» e aggiungi "
            "--moodle-sheet FILE."
        )
    write(order.moodle_zip, packages.zipped(found))
    said = [f"{order.moodle_zip}: da caricare nel compito con «Carica più file di feedback in uno zip»."]
    if without:
        said.append(f"Senza numero di partecipante, quindi non nello zip: {', '.join(without)}.")
    return said


def _files(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
