"""kit and the lessons import only what the student lock installs."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from kit import paths
from kit.course.parse import parse


def imported(tree: ast.AST) -> Iterator[str]:
    """Top-level names of what the code imports, at any depth."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def strangers(names: set[str]) -> set[str]:
    """The names that no package of the student lock provides."""
    lock = (paths.ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    provided = packages_distributions()
    return {
        name
        for name in names - sys.stdlib_module_names - {"kit"}
        if not locked & {re.sub(r"[-_.]+", "-", found).lower() for found in provided.get(name, [])}
    }


def test_kit_imports_only_the_student_lock() -> None:
    names = {
        name
        for path in (paths.ROOT / "kit").rglob("*.py")
        for name in imported(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert strangers(names) == set()


def test_lessons_import_only_the_student_lock(source: Path) -> None:
    names: set[str] = set()
    for cell in parse(source).cells:
        if cell.kind == "code" and not cell.may_stop:
            names |= set(imported(ast.parse(cell.source)))
    assert strangers(names) == set()


def test_a_development_package_is_a_stranger() -> None:
    assert strangers({"pytest", "pandas", "json", "kit", "nothing_like_this"}) == {"pytest", "nothing_like_this"}
