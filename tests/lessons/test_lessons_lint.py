"""Every lesson keeps the rules of `python -m kit lint`; warnings are for the author to weigh."""

from kit.course.build import Built, Place
from kit.course.lint.rules import lint


def test_no_rule_is_broken(built: Built) -> None:
    assert "\n".join(str(finding) for finding in lint(built, Place()) if not finding.warns) == ""
