"""What comes after what: transitions between touches and the next step, with intervals by people.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from kit.journeys.errors import JourneyError
from kit.journeys.grams import START, Chain, count_chain, passages
from kit.journeys.paths import Paths
from kit.journeys.people import People
from kit.journeys.shares import effective_cases, wilson

BEGIN, WON, LOST = "(inizio)", "(conversione)", "(nessuna)"


def transitions(paths: Paths, order: int = 1, confidence: float = 0.95) -> pd.DataFrame:
    """Quante volte, e con quale quota, dopo certi tocchi ne viene un altro.

    Parameters
    ----------
    paths : Paths
        I percorsi.
    order : int
        Quanti tocchi guarda all'indietro.
    confidence : float
        Tra 0 e 1 esclusi.

    Returns
    -------
    DataFrame
        ``da`` (gli ultimi tocchi, dal più vecchio; "(inizio)" all'inizio), ``a`` (il tocco seguente, "(conversione)" o
        "(nessuna)"), ``passaggi``, ``quota`` (dei passaggi che partono da lì), ``limite_inf``, ``limite_sup``.

    Raises
    ------
    JourneyError
        Se l'ordine o la confidenza non hanno senso.

    Notes
    -----
    Intervallo di Wilson sui casi effettivi: i passaggi di una persona si somigliano, e contano meno di altrettante persone.
    Oltre l'ordine 1, "(inizio)" porta al primo gruppo di ``order`` tocchi (o all'intero percorso, se è più corto).
    """
    chain = count_chain(paths, order)
    people = People(paths)
    size, edges = chain.size, len(chain.count)
    counted = (people.counted(path, edge, edges, kind) for kind, (path, edge) in passages(chain, paths).items())
    parts = sparse.csr_array(sum(counted))
    leaving = sparse.csr_array((np.ones(edges), (np.arange(edges), chain.source + 1)), shape=(edges, size + 1))
    wholes = sparse.csr_array(parts @ leaving)
    total = people.times @ wholes
    share = chain.count / total[chain.source + 1]
    low, high = wilson(share, effective_cases(parts, wholes, chain.source + 1, people.times), confidence)
    names = _state_names(chain, paths.channels)
    table = pd.DataFrame(
        {
            "da": [BEGIN if source == START else names[source] for source in chain.source],
            "a": [
                _target_name(chain, paths.channels, names, s, t)
                for s, t in zip(chain.source, chain.target, strict=True)
            ],
            "passaggi": np.rint(chain.count).astype(np.int64),
            "quota": share,
            "limite_inf": low,
            "limite_sup": high,
        }
    )
    return table.sort_values(["da", "passaggi", "a"], ascending=[True, False, True], ignore_index=True)


def next_step(paths: Paths, after: str | Sequence[str], confidence: float = 0.95) -> pd.DataFrame:
    """Che cosa viene dopo uno o più tocchi di fila.

    Parameters
    ----------
    paths : Paths
        I percorsi.
    after : str or list of str
        Il tocco, o gli ultimi tocchi dal più vecchio: ``"ricerca"``, ``["ricerca", "recensioni"]``.
    confidence : float
        Tra 0 e 1 esclusi.

    Returns
    -------
    DataFrame
        ``prossimo``, ``passaggi``, ``quota``, ``limite_inf``, ``limite_sup``; dal più frequente.

    Raises
    ------
    JourneyError
        Se un canale non esiste, o se quei tocchi non compaiono mai di fila.
    """
    wanted = [after] if isinstance(after, str) else list(after)
    unknown = [name for name in wanted if name not in paths.channels]
    if unknown or not wanted:
        said = f"Il canale «{unknown[0]}» non c'è." if unknown else "Scrivi almeno un canale."
        raise JourneyError(f"{said} I canali sono: {', '.join(paths.channels)}.")
    table = transitions(paths, len(wanted), confidence)
    found = table[table["da"] == " > ".join(wanted)]
    if found.empty:
        raise JourneyError(f"Nessun percorso contiene di fila: {' > '.join(wanted)}. Prova con meno tocchi.")
    return found.drop(columns="da").rename(columns={"a": "prossimo"}).reset_index(drop=True)


def _state_names(chain: Chain, channels: tuple[str, ...]) -> list[str]:
    return [" > ".join(channels[code] for code in state[::-1] if code >= 0) for state in chain.states]


def _target_name(chain: Chain, channels: tuple[str, ...], names: list[str], source: int, target: int) -> str:
    if target == chain.size:
        return WON
    if target > chain.size:
        return LOST
    return names[target] if source == START else channels[chain.states[target, 0]]
