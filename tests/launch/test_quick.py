"""What kit/launch/quick.py spares every start, and that it spares nothing anybody uses."""

import json
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

SAYS = """
import sys
from kit.launch.quick import GRAMMAR, without_grammar
with without_grammar():
    import nbformat
spared = GRAMMAR not in sys.modules and "lark" not in sys.modules
import rfc3987_syntax
print(spared, rfc3987_syntax.is_valid_syntax("iri", "https://esempio.it/perché"))
"""


def test_nbformat_comes_without_the_grammar_and_who_asks_for_it_later_gets_it() -> None:
    done = subprocess.run([sys.executable, "-c", SAYS], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["True", "True"]


def test_who_had_it_already_keeps_it() -> None:
    says = (
        "import rfc3987_syntax as one; from kit.launch.quick import without_grammar\nwith without_grammar(): import sys"
    )
    says += "\nassert sys.modules['rfc3987_syntax'] is one; import rfc3987_syntax as two; assert one is two"
    subprocess.run([sys.executable, "-c", says], check=True)


@pytest.mark.parametrize("package", ["jupyter_events", "jupyter_server", "jupyterlab", "jupyterlab_server", "nbformat"])
def test_no_schema_asks_for_the_formats_that_go_unchecked(package: str) -> None:
    folder = Path(str(resources.files(package)))
    schemas = [file for kind in ("*.json", "*.yaml", "*.yml") for file in folder.rglob(kind)]
    asking = [file for file in schemas if "iri" in formats(file.read_text(encoding="utf-8", errors="replace"))]
    assert schemas and asking == []


def formats(text: str) -> set[str]:
    """The values of ``format`` in a schema, JSON or YAML, cut at the hyphen."""
    try:
        rows = [str(part) for part in walk(json.loads(text))]
    except ValueError:
        rows = [row.split(":", 1)[1] for row in text.splitlines() if row.strip().startswith("format:")]
    return {row.strip(" \"'").split("-")[0] for row in rows}


def walk(value: object) -> list[object]:
    if isinstance(value, dict):
        own = [value["format"]] if isinstance(value.get("format"), str) else []
        return own + [found for part in value.values() for found in walk(part)]
    return [found for part in value for found in walk(part)] if isinstance(value, list) else []
