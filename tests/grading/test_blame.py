"""Which cell is left out when a run dies or lasts too long: decided on invented runs, with an invented clock."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from kit.grading import execute
from kit.grading.execute import DEAD, SLOW, Execution
from kit.grading.notebook import Cell
from kit.grading.sandbox.frames import Gone
from kit.grading.sandbox.terms import Limits
from kit.grading.work import Question

LIMITS = Limits(cpu=10.0)
ASKED = [Question(f"90.{number}", "value", f"x{number}", (f"x{number}",)) for number in (2, 3)]


class Runs:
    """A cage whose cells do what `cell` says: seconds spent, threads left behind, or Gone."""

    def __init__(self, cell: Callable[["Runs", str], tuple[float, int]]) -> None:
        self.cell, self.now, self.start, self.alive, self.lasted = cell, 0.0, 0.0, 1, list[float]()

    @contextmanager
    def run(self, *_: Any) -> Iterator["Runs"]:
        self.start, self.alive = self.now, 1
        try:
            yield self
        finally:
            self.lasted.append(self.now - self.start)

    def threads(self) -> int:
        return self.alive

    def overdue(self) -> bool:
        return self.now - self.start > LIMITS.whole

    def ask(self, operation: str, **details: Any) -> dict[str, Any]:
        if operation != "cell":
            return {"ok": True}
        seconds, left = self.cell(self, details["code"])
        self.now += seconds
        self.alive += left
        exercise = details["code"].removeprefix("check ")
        value = {"t": "scalar", "k": "number", "v": 1.0, "note": ""}
        return {"ok": True, "timers": 0, "taken": {exercise: value} if exercise.startswith("90.") else {}}


def go(monkeypatch: pytest.MonkeyPatch, runs: Runs, cells: list[Cell]) -> tuple[Execution, execute.Outcome]:
    monkeypatch.setattr(execute, "time", SimpleNamespace(monotonic=lambda: runs.now))
    execution = Execution(runs, cells, ASKED, {}, LIMITS)  # type: ignore[arg-type]
    return execution, execution.go()


def notebook(*codes: str) -> list[Cell]:
    return [
        Cell(number, code, code.removeprefix("check ") if "90." in code else "") for number, code in enumerate(codes)
    ]


def test_many_cells_that_wait_a_little_less_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three thousand of them would hold a worker for half a day; the exercises around them keep their answers."""
    runs = Runs(lambda _, code: (LIMITS.wall - 1, 0) if code == "sleep" else (0.1, 0))
    execution, outcome = go(monkeypatch, runs, notebook("load", "check 90.2", *["sleep"] * 2_900, "check 90.3"))
    assert set(outcome.answers) == {"90.2", "90.3"} and not outcome.gave_up
    assert set(execution.guilty.values()) == {SLOW} and len(execution.guilty) >= 2_899
    assert max(runs.lasted) <= LIMITS.whole + LIMITS.wall and runs.now < 10 * LIMITS.whole


def test_an_honest_notebook_that_takes_its_time_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = Runs(lambda _, code: (LIMITS.whole / 80, 0))
    execution, outcome = go(monkeypatch, runs, notebook(*["work"] * 70, "check 90.2", "check 90.3"))
    assert set(outcome.answers) == {"90.2", "90.3"} and outcome.runs == 1 and not execution.guilty


def test_whoever_left_something_running_is_blamed_for_a_second_death(monkeypatch: pytest.MonkeyPatch) -> None:
    deaths = itertools.count()

    def cell(runs: Runs, code: str) -> tuple[float, int]:
        if code == "thread":
            return 0.1, 1
        if runs.alive > 1 and code == ("check 90.2", "check 90.3")[next(deaths) % 2]:
            raise Gone
        return 0.1, 0

    execution, outcome = go(monkeypatch, Runs(cell), notebook("load", "thread", "check 90.2", "check 90.3"))
    assert execution.guilty == {1: DEAD}
    assert set(outcome.answers) == {"90.2", "90.3"}


def test_a_thread_that_does_no_harm_is_not_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    def cell(_: Runs, code: str) -> tuple[float, int]:
        if code == "crash":
            raise Gone
        return 0.1, int(code == "thread")

    execution, outcome = go(monkeypatch, Runs(cell), notebook("load", "thread", "check 90.2", "crash", "check 90.3"))
    assert execution.guilty == {3: DEAD}
    assert set(outcome.answers) == {"90.2", "90.3"}
