"""The bundled data: which tables there are, with which seeds, as bytes.  Reads the cards; writing belongs to cli.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kit.datasets.catalogue import MANIFEST
from kit.datasets.tables import column_kinds, fingerprint, to_csv
from kit.synthesis.campaigns import make_campaigns
from kit.synthesis.clients import make_clients
from kit.synthesis.posts import italian_file, make_posts
from kit.synthesis.prices import make_prices
from kit.synthesis.variants import REGISTRY, practice_files
from kit.synthesis.weeks import make_weeks

if TYPE_CHECKING:
    import pandas as pd

# One stream per table: changing one leaves the bytes of the others as they are. The seed of `campagne` was picked so that
# this one sample lies near the planted effects (the tests look at 200 others).
SEEDS = {"clienti": 101, "campagne": 117, "prezzi": 103, "settimane": 104, "post": 105}
ITALIAN_EXAMPLE = "esempi/post_excel.csv"
INDEX = "INDICE.md"


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


def bundled_files(cards: Path) -> dict[str, bytes]:
    """Tutti i file generati di `datasets/`.

    Parameters
    ----------
    cards : Path
        La cartella con le schede, scritte a mano, da cui viene l'indice.

    Returns
    -------
    dict
        Percorso relativo a `datasets/` → contenuto.
    """
    tables = make_tables()
    files = {f"{name}.csv": to_csv(table) for name, table in tables.items()}
    files[ITALIAN_EXAMPLE] = italian_file(tables["post"])
    files |= {f"prova/{name}": content for name, content in practice_files().items()}
    files[INDEX] = _index(tables, files, cards)
    files[MANIFEST] = _manifest(tables, files)
    return files


def _manifest(tables: dict[str, pd.DataFrame], files: dict[str, bytes]) -> bytes:
    described = {
        name: {
            "file": f"{name}.csv",
            "sha256": fingerprint(files[f"{name}.csv"]),
            "righe": len(table),
            "colonne": column_kinds(table),
        }
        for name, table in tables.items()
    }
    return (json.dumps({"formato": 1, "tabelle": described}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _about(card: Path) -> str:
    """Return the sentence under the title of a card, on one line."""
    text = card.read_text(encoding="utf-8") if card.is_file() else ""
    return next((line for line in text.splitlines()[1:] if line.strip()), "**manca la scheda**")


def _index(tables: dict[str, pd.DataFrame], files: dict[str, bytes], cards: Path) -> bytes:
    lines = [
        "# Indice dei dati",
        "",
        "File generato da `python -m kit data`: non modificarlo a mano. Tutti i dati sono **sintetici**, con licenza CC BY 4.0.",
        "",
        "| tabella | che cosa contiene | righe | colonne | kB |",
        "|---|---|---:|---:|---:|",
    ]
    for name, table in tables.items():
        size = max(1, round(len(files[f"{name}.csv"]) / 1000))
        rows = f"{len(table):,}".replace(",", ".")
        lines.append(f"| [{name}]({name}.md) | {_about(cards / f'{name}.md')} | {rows} | {table.shape[1]} | {size} |")
    lines += ["", "## Prove per esercitarsi", "", "| prova | che cosa contiene |", "|---|---|"]
    lines += [f"| [{lesson}](prova/{lesson}.md) | {_about(cards / 'prova' / f'{lesson}.md')} |" for lesson in REGISTRY]
    lines += ["", f"Esempio di file italiano per `read_italian`: `{ITALIAN_EXAMPLE}` (gli stessi dati di `post`).", ""]
    return "\n".join(lines).encode("utf-8")
