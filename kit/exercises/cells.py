"""What the running notebook knows of its cells: which were run before the first, which stopped with an error.

Reads IPython's own record of cells; outside IPython everything answers "nothing known".  Stdlib only.
"""

import re
from typing import Any

ASSIGNED = re.compile(r"^\s*(\w+)(?:\[[^\]]*\])?\s*=(?!=)", re.MULTILINE)
DEFINED = re.compile(r"^\s*def (\w+)", re.MULTILINE)

_stopped: set[str] = set()  # names whose last assignment was in a cell that stopped


def shell() -> Any:
    """L'IPython in funzione, o None."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def watch() -> None:
    """Da qui in poi ricorda quali risposte vengono da celle che si sono fermate."""
    running = shell()
    if running is not None and _remember not in running.events.callbacks["post_run_cell"]:
        running.events.register("post_run_cell", _remember)


def _remember(result: Any) -> None:
    source = result.info.raw_cell or ""
    names = {*ASSIGNED.findall(source), *DEFINED.findall(source)}
    if result.error_before_exec is None and result.error_in_exec is None:
        _stopped.difference_update(names)
    else:
        _stopped.update(names)


def stopped_answer() -> str:
    """Il nome, fra quelli dati a `check` nella cella in corso, la cui cella si è fermata; "" se nessuno."""
    running = shell()
    if running is None or not _stopped:
        return ""
    source = list(running.user_ns.get("In", [""]))[-1]
    called = re.search(r"check\(\s*[\"'][\d.]+[\"']\s*,(.*)\)", source, re.DOTALL)
    return next((name for name in re.findall(r"\w+", called[1]) if name in _stopped), "") if called else ""


def before_this() -> int:
    """Quante celle sono già state eseguite prima di questa, senza contare importazioni e preparazione."""
    running = shell()
    cells = list(running.user_ns.get("In", [])) if running is not None else []
    return sum(1 for cell in cells[1:-1] if "ready(" not in cell and not all(map(_harmless, cell.splitlines())))


def _harmless(line: str) -> bool:
    """An empty line or an import leaves nothing old behind."""
    return not line.strip() or line.startswith(("import ", "from "))
