"""The learner's own copies: begin a lesson again, take the work away from Binder, bring it back.  Nothing is ever lost.

Writes only in lessons/mie/.  Stdlib only.
"""

import json
import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from kit import paths
from kit.exercises import state
from kit.exercises.feedback import Message


def restart(number: str) -> Message:
    """
    Ricomincia una lezione da capo: la tua copia resta, con la data nel nome.

    Parameters
    ----------
    number : str
        Il numero della lezione, fra virgolette: "01".
    """
    if not isinstance(number, str):
        return Message("review", "restart", f'Il numero della lezione va fra virgolette: restart("{number:0>2}").')
    originals = sorted(paths.LESSONS.glob(f"{number.zfill(2)}_*.ipynb"))
    if not originals:
        known = ", ".join(sorted(path.name[:2] for path in paths.LESSONS.glob("[0-9][0-9]_*.ipynb")))
        return Message("review", "restart", f"La lezione {number} non c'è. Lezioni presenti: {known}.")
    mine = paths.MINE / originals[0].name
    mine.parent.mkdir(parents=True, exist_ok=True)
    kept = ""
    if mine.exists():
        old = _free_name(mine.with_name(f"{mine.stem}_{datetime.now():%Y-%m-%d_%H%M}{mine.suffix}"))
        shutil.copy2(mine, old)
        kept = f"La tua copia di prima è salva in `{old.name}`. "
    shutil.copyfile(originals[0], mine)
    return Message(
        "info",
        f"Lezione {number}",
        f"{kept}La lezione nuova è pronta.",
        "Se il quaderno è aperto, dal menu File scegli *Reload Notebook from Disk* (Ricarica il notebook dal disco), "
        "senza salvare prima.",
    )


def take_away() -> Any:
    """Mette quaderni e progressi in un file zip da scaricare: serve su Binder, che non conserva nulla."""
    paths.MINE.mkdir(parents=True, exist_ok=True)
    target = _free_name(paths.MINE / f"il_mio_lavoro_{datetime.now():%Y-%m-%d_%H%M}.zip")
    files = [path for path in sorted(paths.MINE.iterdir()) if path.suffix in (".ipynb", ".json")]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            archive.write(path, path.name)
    return Download(target, len(files))


class Download:
    """Un collegamento per scaricare il proprio lavoro."""

    def __init__(self, path: Path, files: int):
        self.path = path
        self.files = files

    def __repr__(self) -> str:
        return f"→ {self.files} file in {self.path.name}: scaricalo dalla cartella lessons/mie."

    def _repr_html_(self) -> str:
        return Message(
            "info",
            "Il tuo lavoro",
            f"Ho messo {self.files} file in `{self.path.name}`, nella cartella del quaderno. Nell'elenco dei file a sinistra, "
            "fai clic con il tasto destro sul nome e scegli *Download* (Scarica).",
            "Per riprendere da un'altra parte: trascina lì il file nell'elenco ed esegui `bring_back(\""
            + self.path.name
            + '")`.',
        )._repr_html_()


def bring_back(name: str) -> Message:
    """
    Riporta qui i quaderni e i progressi salvati con `take_away()`; niente di ciò che c'è va perso.

    Parameters
    ----------
    name : str
        Il nome del file zip, messo nella cartella del quaderno.
    """
    source = next((path for path in (Path(name), paths.MINE / name) if path.is_file()), None)
    if source is None:
        found = ", ".join(path.name for path in sorted(paths.MINE.glob("*.zip"))) or "nessuno"
        return Message("review", "bring_back", f"Non trovo `{name}`. File zip presenti in lessons/mie: {found}.")
    if not zipfile.is_zipfile(source):
        return Message("review", "bring_back", f"`{name}` non è un file zip: carica quello fatto da `take_away()`.")
    restored, changed = [], 0
    with zipfile.ZipFile(source) as archive:
        for item in archive.infolist():
            plain = Path(item.filename).name
            if plain != item.filename or item.file_size > 50_000_000:
                continue
            if plain == "progressi.json":
                changed = _merge_progress(archive.read(item))
            elif re.fullmatch(r"[\w\- àèéìòù]+\.ipynb", plain):
                target = _keep_old(paths.MINE / plain, archive.read(item))
                restored += [target] if target else []
    return Message(
        "info",
        "bring_back",
        f"Quaderni riportati: {', '.join(restored) or 'nessuno di nuovo'}. Esercizi aggiornati: {changed}.",
    )


def _merge_progress(content: bytes) -> int:
    try:
        exercises = json.loads(content)["exercises"]
        return state.merge({key: value for key, value in exercises.items() if value.get("best") in state.ORDER})
    except (ValueError, KeyError, TypeError, AttributeError):
        return 0


def _keep_old(target: Path, content: bytes) -> str:
    """Write the notebook; one already there and different keeps its place under a dated name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        if target.read_bytes() == content:
            return ""
        target.replace(_free_name(target.with_name(f"{target.stem}_{datetime.now():%Y-%m-%d_%H%M}{target.suffix}")))
    target.write_bytes(content)
    return target.name


def _free_name(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem}_{number}{path.suffix}")
        number += 1
    return free
