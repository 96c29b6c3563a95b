"""A toy feed: who sees what is decided by an order, and the order by weights that somebody chose.  Pure."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from kit.cami.door import check_numbers, check_table

PEOPLE, SEEN = 1_000, 5
TASTE = 1.0  # spread of personal taste, in standard deviations of the score


def toy_feed(
    posts: pd.DataFrame,
    weights: Mapping[str, float],
    *,
    name: str = "azione",
    people: int = PEOPLE,
    seen: int = SEEN,
    seed: int = 0,
) -> pd.DataFrame:
    """Un feed giocattolo: ordina i post per ogni persona e conta chi li vede.

    Parameters
    ----------
    posts : DataFrame
        Una riga per post, con una colonna per ogni segnale (per esempio ``interazioni_per_100_raggiunte``, ``freschezza``).
    weights : dict
        Segnale → quanto conta. Zero vuol dire che non conta.
    name : str
        La colonna con il nome del post.
    people : int
        Quante persone scorrono il feed.
    seen : int
        Quanti post guarda ogni persona prima di smettere.
    seed : int
        Stesso seme, stesse persone: cambiando un peso cambia solo quello.

    Returns
    -------
    DataFrame
        ``name``, ``punteggio``, ``posizione_media``, ``raggiunte`` (persone) e ``quota_raggiunte``, dal più visto.

    Raises
    ------
    TypeError, KeyError, ValueError
        Se mancano colonne, i segnali non sono numeri, o nessun peso è diverso da zero.

    Notes
    -----
    È un giocattolo: i feed veri hanno centinaia di segnali e non li raccontano. Serve a vedere che la copertura è una
    scelta di chi ordina, non solo merito del post.
    """
    check_table(posts, [name, *weights])
    check_numbers(posts, list(weights))
    if not any(weights.values()):
        raise ValueError(
            "Tutti i pesi sono zero: il feed non saprebbe che cosa mettere prima. Dai un peso ad almeno un segnale."
        )
    if people < 1 or seen < 1:
        raise ValueError(f"Servono almeno una persona e un post guardato (hai scritto {people} e {seen}).")
    score = np.zeros(len(posts))
    for signal, weight in weights.items():
        values = posts[signal].to_numpy(dtype=float)
        spread = values.std()
        score += weight * (values - values.mean()) / (spread if spread > 0 else 1.0)
    taste = np.random.default_rng(seed).normal(0, TASTE, (people, len(posts)))
    order = np.argsort(-(score + taste), axis=1)
    position = np.empty_like(order)
    np.put_along_axis(position, order, np.arange(1, len(posts) + 1)[None, :], axis=1)
    reached = (position <= seen).sum(axis=0)
    table = pd.DataFrame(
        {
            name: posts[name].to_numpy(),
            "punteggio": score,
            "posizione_media": position.mean(axis=0),
            "raggiunte": reached,
            "quota_raggiunte": reached / people,
        }
    )
    return table.sort_values(["raggiunte", name], ascending=[False, True]).reset_index(drop=True)
