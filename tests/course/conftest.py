"""One clean lesson; every test that needs a broken one edits a copy of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

CLEAN = Path(__file__).parent / "fixtures" / "01_pulita.py"


@pytest.fixture
def lesson_with(tmp_path: Path) -> Callable[..., Path]:
    """The clean lesson with some texts replaced: ``lesson_with((old, new), …, name="01_x.py")``."""

    def make(*edits: tuple[str, str], name: str = CLEAN.name) -> Path:
        text = CLEAN.read_text(encoding="utf-8")
        for old, new in edits:
            assert text.count(old) >= 1, f"the clean lesson no longer holds {old!r}"
            text = text.replace(old, new, 1)
        path = tmp_path / "solutions" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def add() -> Callable[[str], tuple[str, str]]:
    """An edit that puts cells before the section *Muovi il cursore*, where pandas and `persone` are known."""

    def edit(cells: str) -> tuple[str, str]:
        anchor = "# %% [markdown] minutes=2\n# ## Muovi il cursore"
        return anchor, f"{cells.strip()}\n\n{anchor}"

    return edit
