"""A notebook that somebody handed in: bytes to cells, trusting nothing.  Every refusal is an Italian sentence.

Pure: no disk, nothing executed.
"""

import ast
import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kit.exercises import carry
from kit.exercises.handin import still_dots
from kit.grading import csvfile

LARGEST = 60_000_000  # bytes of a notebook
MOST_CELLS, MOST_CODE = 3_000, 3_000_000
MOST_PARTS = 3_000_000  # lists and dictionaries of a notebook: each costs memory twenty times its two bytes
LONGEST_WORD = 200
LONGEST_CELL = 200_000  # characters: beyond, a cell is run but not read
PNG = b"\x89PNG\r\n\x1a\n"
LARGEST_PICTURE = 2_000_000


class Unreadable(Exception):
    """Non è un quaderno che si possa leggere; il testo dice perché."""


@dataclass(frozen=True)
class Cell:
    """Una cella di codice consegnata: il testo, l'esercizio e il ruolo scritti nei suoi metadati, gli output."""

    number: int
    code: str
    exercise: str = ""
    role: str = ""
    outputs: tuple[Any, ...] = ()
    id: str = ""

    @cached_property
    def checks(self) -> tuple[str, ...]:
        """Gli esercizi che questa cella verifica con `check("1.7", …)`."""
        tree = parsed(self.code)
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call)) if tree is not None else ()
        found = []
        for call in calls:
            if isinstance(call.func, ast.Name) and call.func.id == "check" and call.args:
                first = call.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.append(first.value)
        return tuple(found)


@dataclass(frozen=True)
class Notebook:
    """Un quaderno consegnato: celle di codice, e ciò che i metadati dicono di sé (mai creduto senza controllo)."""

    cells: tuple[Cell, ...]
    release: dict[str, str] = field(default_factory=dict)
    lesson: str = ""
    time: str = ""
    notes: tuple[str, ...] = ()

    def of(self, exercise: str) -> list[Cell]:
        """Le celle di un esercizio: per metadati, o perché lo verificano."""
        return [cell for cell in self.cells if cell.exercise == exercise or exercise in cell.checks]

    def answered(self, exercise: str) -> bool:
        """Falso se la risposta è rimasta quella vuota."""
        answers = [cell for cell in self.cells if cell.exercise == exercise and cell.role == "answer"]
        return any(not still_dots(cell.code) for cell in answers) if answers else bool(self.of(exercise))

    def carried(self, exercise: str) -> Any:
        """La risposta che `check` ha lasciato nell'output della sua cella (JSON, non creduto), o None."""
        for cell in reversed(self.of(exercise)):
            for output in reversed(cell.outputs):
                data = output.get("data") if isinstance(output, dict) else None
                kept = data.get(carry.MIME) if isinstance(data, dict) else None
                if isinstance(kept, dict) and kept.get("exercise") == exercise:
                    return kept.get("value")
        return None

    def pictures(self, exercise: str) -> Iterator[str]:
        """Le figure mostrate nelle celle di un esercizio, in base64: solo PNG veri, e non enormi."""
        for cell in self.of(exercise):
            for output in cell.outputs:
                data = output.get("data") if isinstance(output, dict) else None
                found = data.get("image/png") if isinstance(data, dict) else None
                if isinstance(found, str) and len(found) < LARGEST_PICTURE:
                    try:
                        plain = base64.b64decode("".join(found.split()), validate=True)
                    except (ValueError, binascii.Error):
                        continue
                    if plain.startswith(PNG):
                        yield base64.b64encode(plain).decode("ascii")


def read(content: bytes) -> Notebook:
    """
    Legge un quaderno.

    Raises
    ------
    Unreadable
        Con la frase che dice perché no.
    """
    if len(content) > LARGEST:
        raise Unreadable(
            f"il file è troppo grande ({len(content) // 1_000_000} MB; al massimo {LARGEST // 1_000_000})."
        )
    if not content.strip():
        raise Unreadable("il file è vuoto.")
    text, encoding = csvfile.decode(content)
    if text.count("[") + text.count("{") > MOST_PARTS:
        raise Unreadable("il file non è un quaderno: è fatto di milioni di pezzi.")
    try:
        raw = json.loads(text)
    except RecursionError:
        raise Unreadable("il file non è un quaderno: è annidato all'infinito.") from None
    except (ValueError, MemoryError) as error:
        raise Unreadable(_why_not_json(text, error)) from None
    if not isinstance(raw, dict):
        raise Unreadable("il file è JSON, ma non è un quaderno.")
    notes = (
        [] if encoding.startswith("utf-8") else [f"Il file non era in UTF-8 ma in {encoding}: l'ho letto lo stesso."]
    )
    cells = _cells(raw)
    kit = _dict(_dict(raw.get("metadata")).get("kit"))
    release = {
        _word(str(key)): _word(value) for key, value in _dict(kit.get("release")).items() if isinstance(value, str)
    }
    return Notebook(cells, release, _word(kit.get("lesson")), _word(_dict(kit.get("handin")).get("time")), tuple(notes))


def parsed(code: str) -> ast.Module | None:
    """L'albero di una cella, o None se non è Python (magie di IPython comprese)."""
    try:
        return ast.parse(code) if len(code) < LONGEST_CELL else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _cells(raw: dict[str, Any]) -> tuple[Cell, ...]:
    listed = raw.get("cells")
    if listed is None and isinstance(raw.get("worksheets"), list):  # notebook format 3
        listed = [cell for sheet in raw["worksheets"] if isinstance(sheet, dict) for cell in _list(sheet.get("cells"))]
    if not isinstance(listed, list):
        raise Unreadable("il file è JSON, ma non è un quaderno: mancano le celle.")
    if len(listed) > MOST_CELLS:
        raise Unreadable(f"il quaderno ha {len(listed)} celle: al massimo {MOST_CELLS}.")
    found = []
    for number, cell in enumerate(listed, 1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source", cell.get("input", ""))
        code = source if isinstance(source, str) else "".join(line for line in _list(source) if isinstance(line, str))
        kit = _dict(_dict(cell.get("metadata")).get("kit"))
        outputs = tuple(_list(cell.get("outputs"))[:100])
        found.append(
            Cell(number, code, _word(kit.get("exercise")), _word(kit.get("role")), outputs, _word(cell.get("id")))
        )
    if sum(len(cell.code) for cell in found) > MOST_CODE:
        raise Unreadable("il quaderno contiene più di tre milioni di caratteri di codice.")
    if not found:
        raise Unreadable("il quaderno non ha nessuna cella di codice.")
    return tuple(found)


def _why_not_json(text: str, error: Exception) -> str:
    start = text.lstrip()[:2000]
    if start.startswith(("<!DOCTYPE", "<html", "<!doctype")):
        return "è una pagina web, non un quaderno: forse è stata salvata la pagina invece del file .ipynb."
    if '"cells"' in start or '"nbformat"' in text[-300:]:
        where = f" (riga {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        return f"il quaderno è rovinato{where}: il file si interrompe o è stato modificato a mano."
    if "colab.research.google.com" in start:
        return "contiene un collegamento a Colab, non il quaderno: va scaricato con File → Scarica → Scarica .ipynb."
    return "non è un quaderno: dentro non c'è JSON."


def _dict(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _word(value: Any) -> str:
    return value[:LONGEST_WORD].encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""
