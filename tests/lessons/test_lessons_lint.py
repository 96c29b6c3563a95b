"""Every lesson keeps the rules of `python -m kit lint`; warnings are for the author to weigh."""

from pathlib import Path

from kit.course.build import Place
from kit.course.lint.rules import lint


def test_no_rule_is_broken(source: Path) -> None:
    assert "\n".join(str(finding) for finding in lint(source, Place()) if not finding.warns) == ""
