"""The same words at a plain IPython prompt: no browser, no widget, nothing but text."""

import os
import subprocess
import sys
from pathlib import Path

from kit.paths import ROOT

SESSION = """
from kit import paths; import pathlib; paths.MINE = pathlib.Path.cwd()
from kit.exercises import check, hint, progress, quiz, ready
ready("00")
import numpy
numpy.int64(7)
check("0.1", ...)
check("0.1", 240 / 15)
check("0.1", 15 / 240)
check("0.9", 3)
risposta_mai_scritta
check("0.2", totale_scarpe)
quiz("0.a")
"""


def test_a_session_at_the_prompt(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "IPython",
            "--simple-prompt",
            "--no-banner",
            "--no-confirm-exit",
            f"--ipython-dir={tmp_path}",
        ],
        input=SESSION,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    said = " ".join((done.stdout + done.stderr).split())  # wrapped lines made one
    for piece in (
        "]: 7 In",
        "Pronto. Esegui",
        "○ Esercizio 0.1 · Non ancora svolto",
        "✔ Esercizio 0.1 · Giusto",
        "◆ Esercizio 0.1 · Errore riconosciuto",
        "I più vicini: 0.",
        "NameError: name 'risposta_mai_scritta' is not defined",
        "In italiano:",
        "prima esegui la cella qui sopra",
        "a)",
    ):
        assert piece in said, f"{piece!r} not in:\n{said}"
    assert "<div" not in said
