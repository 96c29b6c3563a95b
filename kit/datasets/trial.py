"""The data of *Mettiti alla prova*: the package handed out beside the notebook, or the bundled practice one.  Reads only."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

from kit import paths
from kit.datasets.catalogue import REMEDY
from kit.datasets.errors import DataError
from kit.datasets.tables import fingerprint, from_csv

PARAMS = "params.json"
FOLDER = "prova"
PRACTICE, RELEASED = "esercitazione", "consegna"


class Question(str):
    """Il testo di una domanda: in un quaderno si mostra in un riquadro, altrove è un testo come gli altri."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return (
            '<div style="border-left:6px solid #0072B2;padding:.5em .9em;background:#ffffff;color:#1a1a1a;max-width:44em;'
            f'line-height:1.5"><strong>La tua domanda</strong><p style="margin:.3em 0 0">{html.escape(self)}</p></div>'
        )


class Trial(dict[str, Any]):
    """Le tabelle e i parametri della tua prova, per nome: `prova["prezzi"]`, `prova["mese"]`, `prova["domande"]`."""

    def __init__(self, content: dict[str, Any], lesson: str, origin: str) -> None:
        super().__init__(content)
        self.lesson = lesson
        self.origin = origin

    def __missing__(self, key: object) -> Any:
        raise DataError(f"Nella prova della lezione {self.lesson} non c'è «{key}». Ci sono: {', '.join(self)}.")

    def domanda(self, key: str) -> Question:
        """Il testo di una domanda della prova.

        Raises
        ------
        DataError
            Se la domanda non c'è: il messaggio dà i nomi validi.
        """
        questions = self["domande"]
        if key not in questions:
            raise DataError(f"Nella prova non c'è la domanda «{key}». Ci sono: {', '.join(questions)}.")
        return Question(questions[key])

    def __repr__(self) -> str:
        whose = "dati consegnati a te" if self.origin == RELEASED else "dati per esercitarsi, uguali per tutti"
        lines = [f"Prova della lezione {self.lesson} ({whose}; sintetici)"]
        for name, value in self.items():
            if name == "domande":
                lines += [f"  domanda «{key}»: {text}" for key, text in value.items()]
            elif hasattr(value, "columns"):
                lines.append(f"  tabella «{name}»: {len(value)} righe; colonne: {', '.join(value.columns)}")
            else:
                lines.append(f"  {name} = {value!r}")
        return "\n".join(lines)


def find_trial(lesson: str) -> Path:
    """La cartella della prova: prima quella consegnata, accanto al quaderno, poi quella inclusa nel corso.

    Raises
    ------
    DataError
        Se la lezione non ha una prova, o se accanto al quaderno c'è una prova incompleta.
    """
    beside = Path.cwd() / FOLDER
    for folder in (beside / lesson, beside):
        if (folder / PARAMS).is_file() and str(_params(folder).get("lezione")) == lesson:
            return folder
    home = paths.DATASETS / FOLDER
    bundled = home / lesson
    if not (bundled / PARAMS).is_file():
        known = sorted(one.parent.name for one in home.glob(f"*/{PARAMS}"))
        raise DataError(f"La lezione «{lesson}» non ha una prova. Le lezioni che l'hanno: {', '.join(known)}. {REMEDY}")
    tables = {f"{name}.csv" for name in _params(bundled)["tabelle"]}
    for folder in (beside / lesson, beside):  # a learner's own folder may have that name; half a package may not pass
        if not (folder / PARAMS).is_file() and any((folder / name).is_file() for name in tables):
            raise DataError(
                f"Accanto al quaderno c'è la cartella «{FOLDER}» di una consegna, ma vi manca il file {PARAMS}. "
                "Scarica di nuovo la consegna e copiala intera: quaderno e cartella insieme."
            )
    return bundled


def read_trial(folder: Path) -> Trial:
    """Legge una prova da una cartella, controllando che i file siano interi.

    Raises
    ------
    DataError
        Se un file manca o è stato cambiato.
    """
    params = _params(folder)
    remedy = "Scarica di nuovo la consegna e copiala intera." if params.get("origine") == RELEASED else REMEDY
    content: dict[str, Any] = {}
    for name, one in params["tabelle"].items():
        path = folder / f"{name}.csv"
        try:
            data = path.read_bytes()
        except OSError as error:
            raise DataError(f"Non riesco a leggere {path.name} nella cartella {folder.name}. {remedy}") from error
        if fingerprint(data) != one["sha256"]:
            raise DataError(f"Il file {path.name} della prova è stato cambiato. {remedy}")
        content[name] = from_csv(data, one["colonne"])
    return Trial(content | params["parametri"] | {"domande": params["domande"]}, params["lezione"], params["origine"])


def _params(folder: Path) -> dict[str, Any]:
    try:
        params: dict[str, Any] = json.loads((folder / PARAMS).read_text(encoding="utf-8"))
        if isinstance(params, dict) and all(
            key in params for key in ("lezione", "origine", "tabelle", "parametri", "domande")
        ):
            return params
    except (OSError, ValueError):
        pass
    raise DataError(f"Il file {PARAMS} nella cartella {folder.name} non si legge o è incompleto. Scaricalo di nuovo.")
