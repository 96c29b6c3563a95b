"""What the tests of marking share. Helpers that are not fixtures live beside, in modules named ``grading_*``."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from kit.grading.secret import Desk, open_desk
from kit.synthesis import variants


@pytest.fixture(autouse=True)
def _private_lessons_end_with_their_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """A private lesson registers its data for the process: no other test may find it there."""
    monkeypatch.setattr(variants, "REGISTRY", dict(variants.REGISTRY))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path / "docente" / "segreto.txt", make=True)[0]
