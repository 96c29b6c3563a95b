"""Ready texts of `azioni` (messages, re-posts, catalogue, customers) and the shop's FAQ, read from actions_words/.

Reads those files and nothing else.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.synthesis.content_writing import fill, slots

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

FOLDER = Path(__file__).parent / "actions_words"


def ready_text(rng: np.random.Generator, kind: str) -> str:
    """Un testo pronto di un genere (risposta, chatbot, ricondivisione, catalogo, cliente, influencer), riempito."""
    options = _texts()[kind]
    return fill(rng, options[int(rng.integers(len(options)))], slots(rng))


@lru_cache(maxsize=1)
def _texts() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in (FOLDER / "messages.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("--- "):
            here = found.setdefault(line.removeprefix("--- ").strip(), [])
        elif line.strip():
            here.append(line.strip())
    return {kind: tuple(lines) for kind, lines in found.items()}


def make_faq() -> pd.DataFrame:
    """Le domande frequenti di Fiatolungo.

    Returns
    -------
    DataFrame
        ``faq``, ``argomento``, ``domanda``, ``altre_domande`` (separate da ``|``), ``risposta``, ``sintetico``.
    """
    import pandas as pd

    rows = []
    blocks = (FOLDER / "faq.txt").read_text(encoding="utf-8").split("=== ")[1:]
    for number, block in enumerate(blocks, start=1):
        topic, question, others, answer = block.strip().splitlines()
        rows.append((f"F{number:02d}", topic, question[3:], others[2:], answer[3:], 1))
    return pd.DataFrame(rows, columns=["faq", "argomento", "domanda", "altre_domande", "risposta", "sintetico"])


def make_faq_trial() -> pd.DataFrame:
    """Domande come le scrivono le persone, con la domanda delle FAQ che ci vorrebbe (vuota se nessuna).

    Returns
    -------
    DataFrame
        ``domanda``, ``risposta_giusta`` (la domanda delle FAQ), ``sintetico``.
    """
    import pandas as pd

    faq = make_faq()["domanda"]
    rows = []
    for line in (FOLDER / "faq_prova.txt").read_text(encoding="utf-8").splitlines():
        if "|" in line and not line.startswith("#"):
            number, question = (one.strip() for one in line.split("|", 1))
            rows.append((question, faq[int(number) - 1] if int(number) else None, 1))
    return pd.DataFrame(rows, columns=["domanda", "risposta_giusta", "sintetico"])
