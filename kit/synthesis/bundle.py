"""The bundled data: which tables there are, with which seeds, as bytes.  Computes only; writing belongs to cli.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kit.synthesis.campaigns import make_campaigns
from kit.synthesis.clients import make_clients
from kit.synthesis.posts import italian_file, make_posts
from kit.synthesis.prices import make_prices
from kit.synthesis.weeks import make_weeks

if TYPE_CHECKING:
    import pandas as pd

# One stream per table: changing one leaves the bytes of the others as they are. The seed of `campagne` was picked so that
# this one sample lies near the planted effects (the tests look at 200 others).
SEEDS = {"clienti": 101, "campagne": 117, "prezzi": 103, "settimane": 104, "post": 105}
ITALIAN_EXAMPLE = "esempi/post_excel.csv"


def make_tables() -> dict[str, pd.DataFrame]:
    """Tutte le tabelle incluse nel corso.

    Returns
    -------
    dict
        Nome della tabella → DataFrame.
    """
    streams = {name: np.random.default_rng(seed) for name, seed in SEEDS.items()}
    clients = make_clients(streams["clienti"])
    return {
        "campagne": make_campaigns(streams["campagne"], clients),
        "clienti": clients,
        "post": make_posts(streams["post"]),
        "prezzi": make_prices(streams["prezzi"]),
        "settimane": make_weeks(streams["settimane"]),
    }


def to_csv(table: pd.DataFrame) -> bytes:
    """Una tabella come file del corso: UTF-8, virgola, punto decimale, date ISO, fine riga LF."""
    return table.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode("utf-8")


def bundled_files() -> dict[str, bytes]:
    """Tutti i file generati di `datasets/`, salvo indice e impronte.

    Returns
    -------
    dict
        Percorso relativo a `datasets/` → contenuto.
    """
    tables = make_tables()
    files = {f"{name}.csv": to_csv(table) for name, table in tables.items()}
    files[ITALIAN_EXAMPLE] = italian_file(tables["post"])
    return files
