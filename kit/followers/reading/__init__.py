"""load: accounts from the formats that researchers and page owners really have.

Reads one file; writes at most the mapping of columns that it was told, beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from kit.followers.reading.loading import load_labelled

__all__ = ["load", "load_labelled"]


def load(
    path: str | Path,
    format: str = "auto",
    *,
    mapping: Mapping[str, str] | None = None,
    reference_date: str | None = None,
    keep_names: bool = False,
    duplicates: str = "error",
    encoding: str | None = None,
    quiet: bool = False,
    progress: Callable[[int], None] | None = None,
) -> pd.DataFrame:
    """Carica un elenco di conti e lo porta alle colonne canoniche.

    Parameters
    ----------
    path : str or Path
        Il file; un nome relativo è cercato anche fra i dati del corso.
    format : str
        ``"auto"`` lo riconosce; altrimenti uno fra ``mib``, ``cresci2017``, ``twibot20``, ``kaggle_instagram``,
        ``instafake``, ``instagram_export``, ``x_archive``, ``csv``.
    mapping : dict, optional
        Per un CSV qualunque: nome di colonna nel file → nome canonico. Viene ricordata in un file accanto
        (``….colonne.json``), così la si dà una volta sola.
    reference_date : str, optional
        Il giorno in cui i conti sono stati letti; se manca, quello noto del formato.
    keep_names : bool
        Vero per tenere codici e nomi utente; di norma i conti diventano pseudonimi, nell'ordine del file.
    duplicates : {"error", "first"}
        Che cosa fare se un conto c'è due volte.
    encoding : str, optional
        La codifica, se non va riconosciuta.
    quiet : bool
        Vero per non stampare che cosa si è letto.
    progress : function, optional
        Chiamata con il numero di conti già letti.

    Returns
    -------
    DataFrame
        Una riga per conto, nell'ordine del file. Un valore mancante resta mancante; sì/no sono ``boolean``. L'etichetta,
        se il file ce l'ha, **non** c'è: la dà `load_labelled`. Il rapporto di lettura è in ``.attrs["lettura"]``.

    Raises
    ------
    DataError
        Se il file manca, è vuoto, troncato, di un altro tipo, o una cella è impossibile: con riga, colonna e rimedio.
    """
    return load_labelled(
        path,
        format,
        mapping=mapping,
        reference_date=reference_date,
        keep_names=keep_names,
        duplicates=duplicates,
        encoding=encoding,
        quiet=quiet,
        progress=progress,
    )[0]
