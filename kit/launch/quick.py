"""Start JupyterLab without a grammar nobody here needs: ``python -m kit.launch.quick [options of JupyterLab]``.

jsonschema, under JupyterLab and jupytext, imports rfc3987_syntax when it is there, and that builds 38 parsers of
internationalised addresses at import: 2.6 of the 4.3 seconds that ``import jupyterlab.labapp`` takes.  Without it jsonschema
leaves the formats "iri" and "iri-reference" unchecked; no schema of JupyterLab or of nbformat has them.
"""

import runpy
import sys
from collections.abc import Iterator
from contextlib import contextmanager

GRAMMAR = "rfc3987_syntax"


@contextmanager
def without_grammar() -> Iterator[None]:
    """Chi importa jsonschema qui dentro non costruisce la grammatica; ciò che era già importato resta com'è."""
    known = GRAMMAR in sys.modules
    sys.modules.setdefault(GRAMMAR, None)  # type: ignore[arg-type]  # how Python says: not to be found
    try:
        yield
    finally:
        if not known:
            del sys.modules[GRAMMAR]


if __name__ == "__main__":
    with without_grammar():
        runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)
