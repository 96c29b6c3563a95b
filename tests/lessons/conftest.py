"""Every lesson in solutions/ is tested; a new one is covered by being there."""

from functools import cache
from pathlib import Path

import pytest

from kit.course.build import Built, Place, build

SOURCES = Place().sources()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One worker takes all the tests of a lesson, so that it is built once."""
    if "source" in metafunc.fixturenames:
        lessons = [pytest.param(path, id=path.stem, marks=pytest.mark.xdist_group(path.stem)) for path in SOURCES]
        metafunc.parametrize("source", lessons)


@cache
def _built(source: Path) -> Built:
    return build(source, Place())


@pytest.fixture
def built(source: Path) -> Built:
    return _built(source)
