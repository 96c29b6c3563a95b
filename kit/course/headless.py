"""Dove si esegue un sorgente: niente rete né finestre, semi fissi, una cartella vuota, niente progressi scritti."""

import builtins
import contextlib
import io
import os
import random
import socket
import sys
import tempfile
import warnings
from collections.abc import Iterator
from typing import Any
from unittest import mock

SEED = 20_261_101


def _refuse(*_args: Any, **_kwargs: Any) -> Any:
    raise OSError("Le lezioni funzionano senza rete: leggi i dati con kit.datasets.load.")


def _nothing(*_args: Any, **_kwargs: Any) -> None:
    return None


@contextlib.contextmanager
def headless() -> Iterator[list[warnings.WarningMessage]]:
    """Prepara l'ambiente e lo rimette com'era; consegna la lista, che si riempie, degli avvisi visti.

    Le chiamate di chi impara (``check``, ``hint``, …) non fanno nulla: le verifiche non ci sono ancora.
    """
    import kit.exercises

    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.dict(os.environ, {"MPLBACKEND": "agg"}))
        for owner, name in ((socket.socket, "connect"), (socket.socket, "connect_ex"), (socket, "getaddrinfo")):
            stack.enter_context(mock.patch.object(owner, name, _refuse))
        for name in kit.exercises.__all__:
            stack.enter_context(mock.patch.object(kit.exercises, name, _nothing))
        stack.enter_context(mock.patch.object(builtins, "display", _nothing, create=True))
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(contextlib.redirect_stderr(io.StringIO()))
        if "matplotlib" in sys.modules:
            sys.modules["matplotlib"].use("agg", force=True)
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        stack.enter_context(contextlib.chdir(folder))
        seen = stack.enter_context(warnings.catch_warnings(record=True))
        _learners_filters()
        _seed()
        yield seen


def _learners_filters() -> None:
    """Record the warnings that a learner would see in a notebook."""
    warnings.resetwarnings()
    for category in (ImportWarning, ResourceWarning, PendingDeprecationWarning, DeprecationWarning):
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("always", category=DeprecationWarning, module="__main__")


def _seed() -> None:
    import numpy as np

    random.seed(SEED)
    np.random.seed(SEED)  # noqa: NPY002 (a lesson may use the old interface; it must still give the same numbers)


def close_figures() -> None:
    """Chiude le figure aperte, come fa un quaderno alla fine di ogni cella."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot:
        pyplot.close("all")
