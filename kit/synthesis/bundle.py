"""The bundled data: which tables there are, with which seeds, as bytes.  Reads the cards; writing belongs to cli.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kit.datasets.catalogue import MANIFEST
from kit.datasets.tables import column_kinds, fingerprint, to_csv
from kit.synthesis.actions_spend import make_cami
from kit.synthesis.campaigns import make_campaigns
from kit.synthesis.clients import make_clients
from kit.synthesis.content_figures import check_once
from kit.synthesis.content_results import make_contents
from kit.synthesis.followers import make_labelled
from kit.synthesis.followers_audience import make_audiences
from kit.synthesis.followers_reactions import make_reactions, make_survey
from kit.synthesis.journeys import make_journeys
from kit.synthesis.journeys_lab import ga4_file, make_lab
from kit.synthesis.journeys_shop import make_considered, make_marks, make_requests
from kit.synthesis.posts import italian_file, make_posts
from kit.synthesis.prices import make_prices
from kit.synthesis.variants import REGISTRY, practice_files
from kit.synthesis.weeks import make_weeks

if TYPE_CHECKING:
    import pandas as pd

# One stream per table: changing one leaves the bytes of the others as they are. The seed of `campagne` was picked so that
# this one sample lies near the planted effects (the tests look at 200 others).
SEEDS = {"clienti": 101, "campagne": 117, "prezzi": 103, "settimane": 104, "post": 105}
# One draw gives who follows and who is who, hence the same seed twice.
SEEDS |= {"follower": 115, "follower_verita": 115, "follower_etichettati": 171, "follower_reazioni": 116}
SEEDS |= {"follower_indagine": 398}
SEEDS |= {"eventi": 120, "richieste": 121, "soddisfazione": 122, "considerazione": 123}
SEEDS |= {"contenuti": 130, "azioni": 131, "spese": 132}
ITALIAN_EXAMPLE = "esempi/post_excel.csv"
GA4_EXAMPLE = "esempi/eventi_ga4.jsonl"
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
    audiences, _ = make_audiences(streams["follower"], clients)
    events, links = make_journeys(streams["eventi"], clients)
    requests, visits = make_requests(streams["richieste"], clients)
    texts = make_contents(streams["contenuti"]) | make_cami(streams["azioni"], streams["spese"])
    return (
        make_lab()
        | texts
        | {
            "campagne": make_campaigns(streams["campagne"], clients),
            "clienti": clients,
            "collegamenti": links,
            "considerazione": make_considered(streams["considerazione"]),
            "eventi": events,
            "follower": audiences,
            "follower_etichettati": make_labelled(streams["follower_etichettati"]),
            "follower_indagine": make_survey(streams["follower_indagine"]),
            "follower_reazioni": make_reactions(streams["follower_reazioni"], audiences),
            "follower_verita": make_audiences(streams["follower_verita"], clients)[1],
            "post": make_posts(streams["post"]),
            "prezzi": make_prices(streams["prezzi"]),
            "richieste": requests,
            "settimane": make_weeks(streams["settimane"]),
            "soddisfazione": make_marks(streams["soddisfazione"], clients),
            "visite": visits,
        }
    )


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
    check_once(tables["contenuti"])  # a corpus that is too easy proves nothing: it is not written
    files = {f"{name}.csv": to_csv(table) for name, table in tables.items()}
    files[ITALIAN_EXAMPLE] = italian_file(tables["post"])
    files[GA4_EXAMPLE] = ga4_file(tables["eventi"])
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
    lines[-1:] = [
        f"Esempio di esportazione annidata per `read_events`: `{GA4_EXAMPLE}` (poche persone di `eventi`).",
        "",
    ]
    return "\n".join(lines).encode("utf-8")
