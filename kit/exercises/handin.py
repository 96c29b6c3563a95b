"""Hand in: is the notebook saved, what is still unanswered, one file to deliver.  Writes that file beside the notebook.

Stdlib only.
"""

import ast
import json
import os
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.exercises.feedback import Message

LARGEST = 15_000_000  # bytes: beyond, pictures are left out of the file


def hand_in() -> Message:
    """
    Prepara il file da consegnare, accanto al quaderno.

    Controlla che il quaderno sia salvato, elenca gli esercizi della prova ancora senza risposta e scrive un file con la tua
    matricola nel nome. Puoi rifarlo quante volte vuoi: il file nuovo prende il posto del vecchio.
    """
    found = _notebook()
    if isinstance(found, str):
        return Message("review", "Consegna", found)
    path, notebook = found
    release = notebook["metadata"]["kit"]["release"]
    if not _saved(notebook):
        return Message(
            "review",
            "Consegna",
            f"Il quaderno `{path.name}` non è salvato: nel file manca ciò che hai eseguito per ultimo. Salva con Ctrl+S "
            "(su Mac ⌘S), poi esegui di nuovo questa cella.",
        )
    target = path.with_name(file_name(release))
    stamp = datetime.now().astimezone().isoformat(timespec="seconds")
    notebook["metadata"]["kit"]["handin"] = {"format": 1, "time": stamp}
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if len(text.encode()) > LARGEST:
        text = json.dumps(_without_pictures(notebook), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    try:
        partial = target.with_name(f".{target.name}.parziale")
        partial.write_text(text, encoding="utf-8")
        partial.replace(target)
    except OSError as error:
        return Message("review", "Consegna", f"Non riesco a scrivere `{target.name}`: {error.strerror or error}.")
    waiting = unanswered(notebook)
    missing = (
        f"**Senza risposta:** {', '.join(waiting)}. Puoi completarli, salvare ed eseguire di nuovo questa cella."
        if waiting
        else "Tutti gli esercizi della prova hanno una risposta."
    )
    return Message(
        "received",
        "Consegna",
        f"Il file da consegnare è `{target.name}`, nella cartella del quaderno.\n\n{missing}",
        "Scaricalo dall'elenco dei file (tasto destro, *Download*) e caricalo dove ti è stato detto. Non cambiargli nome.",
    )


def file_name(release: Mapping[str, Any]) -> str:
    """Il nome del file da consegnare: la matricola (o il gruppo) e la lezione."""
    who = release.get("matricola") or f"gruppo_{release.get('group', '')}"
    return f"{safe(str(who))}_{safe(str(release.get('lesson', '')))}.ipynb"


def safe(text: str) -> str:
    """Un pezzo di nome di file che va bene su ogni sistema: senza accenti, spazi, barre."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", flat).strip("-._")[:80] or "senza-nome"


def unanswered(notebook: Mapping[str, Any]) -> list[str]:
    """Gli esercizi della prova la cui cella di risposta contiene ancora `nome = ...` o soltanto `...`, o non c'è più."""
    graded, answered = [], set()
    for cell in notebook["cells"]:
        kit = cell.get("metadata", {}).get("kit", {})
        exercise = kit.get("exercise")
        if kit.get("role") == "prompt" and kit.get("graded"):
            graded.append(exercise)
        if kit.get("role") == "answer" and not still_dots(source_of(cell)):
            answered.add(exercise)
    return [exercise for exercise in graded if exercise not in answered]


def still_dots(source: str) -> bool:
    """Vero se in questa cella la risposta è ancora da scrivere (anche quando non è Python)."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return not source.strip()
    return not body or any(_is_dots(statement) for statement in body)


def source_of(cell: Mapping[str, Any]) -> str:
    """Il testo di una cella: nel file può essere un testo o una lista di righe."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(line for line in source if isinstance(line, str))


def _is_dots(statement: ast.stmt) -> bool:
    value = getattr(statement, "value", None)
    if isinstance(statement, ast.Assign | ast.Expr) and isinstance(value, ast.Constant):
        return value.value is ...
    if isinstance(statement, ast.FunctionDef):
        return all(_is_dots(one) for one in statement.body)
    return False


def _notebook() -> tuple[Path, dict[str, Any]] | str:
    """The notebook this kernel belongs to, or the sentence that says why it is not found."""
    here = Path.cwd()
    released = {path: content for path in sorted(here.glob("*.ipynb")) if (content := _released(path)) is not None}
    if not released:
        return (
            "In questa cartella non c'è un quaderno ricevuto per la prova. Si consegna il quaderno del pacchetto che hai "
            "ricevuto, dalla sua cartella; le lezioni per esercitarsi non si consegnano."
        )
    named = [path for path in released if path.name == Path(os.environ.get("JPY_SESSION_NAME", "")).name]
    calls = [path for path, content in released.items() if _calls_hand_in(content)]
    wanted = named or calls or list(released)
    if len(wanted) > 1:
        names = ", ".join(f"`{path.name}`" for path in wanted)
        return f"In questa cartella ci sono più quaderni della prova: {names}. Tieni qui solo quello da consegnare."
    return wanted[0], released[wanted[0]]


def _released(path: Path) -> dict[str, Any] | None:
    """The content of a notebook that came in a package and is not itself a hand-in."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        kit = content["metadata"]["kit"]
        good = isinstance(kit["release"]["id"], str) and isinstance(content["cells"], list) and "handin" not in kit
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return content if good else None


def _calls_hand_in(notebook: Mapping[str, Any]) -> bool:
    return any("hand_in(" in source_of(cell) for cell in notebook["cells"] if cell.get("cell_type") == "code")


def _saved(notebook: Mapping[str, Any]) -> bool:
    """The last cell run before this one stands in the file, with the number it was run under."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return True
    shell = get_ipython()
    if shell is None or shell.history_manager is None:
        return True
    last = shell.execution_count - 1
    raw = shell.history_manager.input_hist_raw
    if last < 1 or last >= len(raw):
        return True
    wanted = raw[last].strip()
    return any(
        cell.get("execution_count") == last and source_of(cell).strip() == wanted
        for cell in notebook["cells"]
        if cell.get("cell_type") == "code"
    )


def _without_pictures(notebook: dict[str, Any]) -> dict[str, Any]:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data")
            if isinstance(data, dict):
                output["data"] = {kind: value for kind, value in data.items() if not kind.startswith("image/")}
            if len(str(output.get("text", ""))) > 100_000:
                output["text"] = "(testo troppo lungo, tolto dal file di consegna)\n"
    return notebook
