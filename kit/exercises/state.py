"""What the learner has done so far: lessons/mie/progressi.json, local, written whole or not at all.

May import kit.paths.
"""

import contextlib
import json
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from kit import paths

ORDER = ("not_done", "stopped", "review", "recognised", "received", "right")


def file() -> Path:
    """Il file dei progressi."""
    return paths.MINE / "progressi.json"


def read() -> dict[str, Any]:
    """I progressi: esercizio → {outcome, best, attempts, hints, last}. Un file illeggibile viene messo da parte."""
    try:
        content = json.loads(file().read_text(encoding="utf-8"))
        exercises = content["exercises"]
        if isinstance(exercises, dict):
            return exercises
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    with contextlib.suppress(OSError):
        file().replace(file().with_name(f"progressi_illeggibile_{datetime.now():%Y-%m-%d_%H%M%S}.json"))
    return {}


def record(exercise_id: str, outcome: str) -> None:
    """Segna un esito; «non ancora svolto» non conta come tentativo."""
    done = read()
    before = done.get(exercise_id, {})
    attempts = before.get("attempts", 0) + (outcome != "not_done")
    best = max(before.get("best", "not_done"), outcome, key=ORDER.index)
    done[exercise_id] = {**before, "outcome": outcome, "best": best, "attempts": attempts, "last": _now()}
    _write(done)


def next_hint(exercise_id: str, available: int) -> int:
    """Quanti aiuti mostrare adesso: uno in più dell'ultima volta, al massimo `available`."""
    done = read()
    before = done.get(exercise_id, {"outcome": "not_done", "best": "not_done", "attempts": 0})
    shown = min(before.get("hints", 0) + 1, available)
    done[exercise_id] = {**before, "hints": shown, "last": _now()}
    _write(done)
    return int(shown)


def merge(other: dict[str, Any]) -> int:
    """Aggiunge i progressi salvati altrove, tenendo per ogni esercizio l'esito migliore; restituisce quanti cambiano."""
    done = read()
    changed = 0
    for exercise_id, theirs in other.items():
        mine = done.get(exercise_id)
        if mine is None or ORDER.index(theirs["best"]) > ORDER.index(mine["best"]):
            done[exercise_id] = theirs
            changed += 1
    _write(done)
    return changed


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")


def _write(done: dict[str, Any]) -> None:
    """A disk that refuses must not stop a lesson: progress is a convenience."""
    with contextlib.suppress(OSError):
        file().parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file().parent, prefix=".progressi", suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as temporary:
            json.dump({"format": 1, "exercises": done}, temporary, ensure_ascii=False, indent=1, sort_keys=True)
        Path(name).replace(file())
