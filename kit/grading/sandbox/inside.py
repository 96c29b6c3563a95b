"""What runs inside the jail: cells one at a time, each answer taken when `check` is called, functions called on request.

Holds no right value and no test.  Whatever it says is believed only as far as `kit.exercises.carry.decode` allows.
"""

import base64
import os
import random
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from kit.exercises import carry, errors, figures, predicates
from kit.exercises.canonical import Other, canonical
from kit.exercises.feedback import Message
from kit.grading.sandbox.frames import Plain

SEED = 20_261_101
LONGEST = 600  # characters of a message
TIMERS = (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF) if hasattr(signal, "ITIMER_REAL") else ()
RECORDER: "Recorder | None" = None


class Recorder:
    """Le risposte come `check` le ha ricevute: l'ultima finita di ogni esercizio, presa subito."""

    def __init__(self, kinds: dict[str, str]) -> None:
        self.kinds = kinds
        self.live: dict[str, Any] = {}
        self.taken: dict[str, Any] = {}

    def take(self, exercise: str, value: Any) -> None:
        """Prende una risposta e la mette da parte per chi valuta."""
        kind = self.kinds.get(exercise)
        if kind is None:
            return
        made = _carried(kind, value)
        if made.get("unfinished") and exercise in self.taken:
            return
        self.taken[exercise] = made
        self.live[exercise] = value

    def drain(self) -> dict[str, Any]:
        """Le risposte prese dall'ultima volta."""
        found, self.taken = self.taken, {}
        return found


def check(exercise_id: Any, answer: Any = ..., *_more: Any) -> Message:
    """Al posto di `kit.exercises.check`: non giudica, prende nota."""
    if RECORDER is not None and isinstance(exercise_id, str):
        RECORDER.take(exercise_id, answer)
    return Message("received", f"Esercizio {exercise_id}", "")


def silent(*_arguments: Any, **_named: Any) -> Message:
    """Al posto di hint, solution, quiz, progress…"""
    return Message("info", "", "")


def prepare() -> None:
    """Mette `check` e gli altri al posto di quelli veri (nel processo caldo, prima di ogni fork)."""
    import kit.exercises

    for name in kit.exercises.__all__:
        setattr(kit.exercises, name, check if name == "check" else silent)
    setattr(kit.exercises.learner, "check", check)  # noqa: B010 (mypy: a module attribute)


def serve(handle: int, work: Path) -> None:
    """Risponde alle richieste di chi valuta finché il filo è aperto."""
    line = Plain(handle)
    start = line.read()
    _settle(work, start["files"])
    from kit.grading.sandbox import shell as shells

    shell = shells.make()
    global RECORDER
    RECORDER = Recorder(start["kinds"])
    line.write({"ok": True})
    while True:
        request = line.read()
        reply: dict[str, Any]
        try:
            reply = ANSWERS[request["op"]](shell, RECORDER, request)
        except MemoryError:
            reply = {"ok": False, "error": {"kind": "MemoryError", "said": "la memoria è finita", "line": 0}}
        except BaseException as error:
            reply = {"ok": False, "error": _error(error, {})}
        line.write(reply)


def _cell(shell: Any, recorder: Recorder, request: dict[str, Any]) -> dict[str, Any]:
    result = shell.run_cell(request["code"], store_history=False)
    _close_figures()
    error = result.error_before_exec or result.error_in_exec
    names = {name: value for name, value in shell.user_ns.items() if not name.startswith("_")} if error else {}
    return {
        "ok": error is None,
        "error": None if error is None else _error(error, names),
        "taken": recorder.drain(),
        "timers": sum(signal.getitimer(which)[0] > 0 for which in TIMERS),
    }


def _take(shell: Any, recorder: Recorder, request: dict[str, Any]) -> dict[str, Any]:
    """The value of an exercise whose check never ran: the names that its check would have looked at."""
    try:
        value = eval(request["expression"], shell.user_ns)
    except NameError as missing:
        return {"ok": True, "missing": str(missing.name)[:LONGEST]}
    recorder.take(request["exercise"], value)
    return {"ok": True, "taken": recorder.drain()}


def _call(shell: Any, recorder: Recorder, request: dict[str, Any]) -> dict[str, Any]:
    """A function called on one probe."""
    function = recorder.live[request["exercise"]]
    return {"ok": True, "value": carry.encode(canonical(function(*predicates.decode(request["arguments"]))))}


def _predict(shell: Any, recorder: Recorder, request: dict[str, Any]) -> dict[str, Any]:
    """A model asked about rows."""
    model = recorder.live[request["exercise"]]
    (rows,) = predicates.decode(request["rows"])
    answer = getattr(model, request["method"])(rows)
    return {"ok": True, "value": carry.encode(canonical(answer))}


def _spent(shell: Any, recorder: Recorder, request: dict[str, Any]) -> dict[str, Any]:
    import time

    return {"ok": True, "cpu": time.process_time(), "written": getattr(sys.stdout, "written", 0)}


ANSWERS = {"cell": _cell, "take": _take, "call": _call, "predict": _predict, "spent": _spent}


def _carried(kind: str, value: Any) -> dict[str, Any]:
    if kind == "function":
        stub = value is ... or predicates.is_stub(value)
        name = str(getattr(value, "__name__", ""))[:80]
        return {"t": "function", "callable": callable(value), "unfinished": bool(stub), "name": name}
    if kind == "model":
        return _model(value)
    if kind == "figure":
        form = figures.read(value)
        return carry.encode(Other(carry.Foreign(form, value is ...)) if isinstance(form, str) else form)
    return carry.encode(canonical(value))


def _model(value: Any) -> dict[str, Any]:
    names = getattr(value, "feature_names_in_", None)
    fitted = hasattr(value, "predict") and not isinstance(value, type)
    if fitted:
        try:
            from sklearn.utils.validation import check_is_fitted

            check_is_fitted(value)
        except Exception:
            fitted = False
    return {
        "t": "model",
        "predicts": hasattr(value, "predict"),
        "is_class": isinstance(value, type),
        "fitted": fitted,
        "probabilities": hasattr(value, "predict_proba"),
        "decision": hasattr(value, "decision_function"),
        "features": None if names is None else [str(name)[:200] for name in names][:500],
        "unfinished": value is ...,
    }


def _error(error: BaseException, names: dict[str, Any]) -> dict[str, Any]:
    place = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith("<ipython-input"):
            place = trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, SyntaxError):
        place = error.lineno or 0
    try:
        italian = errors.explain(error, names)
    except Exception:
        italian = ""
    return {
        "kind": type(error).__name__[:80],
        "said": " ".join(str(error).split())[:LONGEST],
        "italian": italian[:LONGEST],
        "line": int(place),
    }


def _settle(work: Path, files: dict[str, str]) -> None:
    """The folder as the learner had it, and the same starting point for everybody."""
    os.chdir(work)
    for name, content in files.items():
        path = work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))
    for variable in ("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR"):
        os.environ[variable] = str(work)
    tempfile.tempdir = None
    random.seed(SEED)
    import numpy as np

    np.random.seed(SEED)  # noqa: NPY002 (a learner may use the old interface; it must still give the same numbers)


def _close_figures() -> None:
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")
