"""What holds for every test: no network unless a test says so, and a browser test never vanishes quietly in CI.

Markers: ``browser`` and ``launch`` may use loopback; ``network`` may use everything (skipped when there is none).
"""

import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from kit.launch.quick import GRAMMAR

sys.modules.setdefault(GRAMMAR, None)  # type: ignore[arg-type]  # nbformat, under every worker, would build it
settings.register_profile("untimed", deadline=None)  # no timed tests: a busy machine is not a wrong answer
settings.load_profile("untimed")

LOOPBACK = ("127.", "::1", "localhost")
MARKERS = (
    "launch: starts the real commands; may use loopback",
    "xdist_group: which tests share one process (known to pytest-xdist; named here for runs without it)",
    "network: needs the package registry; skipped with the reason where there is none",
)


def pytest_configure(config: pytest.Config) -> None:
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of a file share a worker, and what they prepare; browsers and real starts share one for all, one at a time.

    Two of those on two cores would wait for each other past their limits.
    """
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("launch"):
            item.add_marker(pytest.mark.xdist_group("machine"))
        elif not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A text of a megabyte is no name for a test, nor are bytes: a zip carries the clock, and two workers must agree."""
    if isinstance(val, bytes):
        return f"{argname}: {len(val)} bytes"
    too_long = isinstance(val, str | int) and len(str(val)) > 80
    return f"{argname}: {str(val)[:40]}..." if too_long else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    """Under CI a skipped browser or network test is a failure: the machine lacks what .ci/run should install."""
    report: pytest.TestReport = yield
    declared = any(mark.args and mark.args[0] is True for mark in item.iter_markers("skipif"))  # not this system's test
    if os.environ.get("CI") and report.skipped and not declared and not hasattr(report, "wasxfail"):
        for name in ("browser", "network"):
            if item.get_closest_marker(name):
                reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
                report.outcome = "failed"
                report.longrepr = f"skipped under CI: {reason}"
    return report


@pytest.fixture(autouse=True)
def _no_figure_is_left() -> Iterator[None]:
    """Close what a test drew: figures belong to the process, and the next test is in it too."""
    yield
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")


def is_loopback(address: object) -> bool:
    return isinstance(address, tuple) and bool(address) and str(address[0]).startswith(LOOPBACK)


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that the test's marker does not allow, before it leaves the process."""
    if request.node.get_closest_marker("network"):
        return
    # Windows has no socketpair of its own: Python makes one over loopback.
    loopback = sys.platform == "win32" or any(request.node.get_closest_marker(name) for name in ("browser", "launch"))

    def guard(name: str) -> None:
        original = getattr(socket.socket, name)

        def guarded(self: socket.socket, address: Any, *rest: Any) -> Any:
            inet = self.family in (socket.AF_INET, socket.AF_INET6)
            if inet and not (loopback and is_loopback(address)):
                raise RuntimeError(f"a test tried to reach {address!r}: no network in tests (see tests/conftest.py)")
            return original(self, address, *rest)

        monkeypatch.setattr(socket.socket, name, guarded)

    guard("connect")
    guard("connect_ex")
