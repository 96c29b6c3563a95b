"""The learner's door to the data: load, describe, names, load_variant, read_italian.

Reads files, writes none.  pandas is imported inside the functions, so that importing this room costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.datasets import cards, catalogue, tables, trial
from kit.datasets.errors import DataError
from kit.datasets.italian import read_italian

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DataError", "describe", "load", "load_variant", "names", "read_italian"]


def names() -> list[str]:
    """Nomi delle tabelle del corso, in ordine alfabetico.

    Returns
    -------
    list di str
    """
    return list(catalogue.entries())


def load(name: str) -> pd.DataFrame:
    """Carica una tabella del corso.

    Parameters
    ----------
    name : str
        Un nome di `names()`, per esempio "clienti".

    Returns
    -------
    DataFrame
        Una copia tutta tua, con le date già lette come date. Colonne e unità: `describe(name)`.

    Raises
    ------
    DataError
        Se il nome non c'è (il messaggio dà i più vicini), o se il file manca o è stato cambiato.
    """
    one = catalogue.entry(name)
    return tables.from_csv(catalogue.content(one), one.kinds)


def describe(name: str) -> cards.Card:
    """Mostra la scheda di una tabella: origine, licenza, colonne con unità, che cosa non puoi concludere.

    Parameters
    ----------
    name : str
        Un nome di `names()`.

    Returns
    -------
    Card
        Come ultima riga di una cella si mostra da sola.

    Raises
    ------
    DataError
        Se il nome non c'è.
    """
    return cards.Card(catalogue.entry(name))


def load_variant(lesson: str) -> trial.Trial:
    """Carica i dati di *Mettiti alla prova*.

    Se accanto al quaderno c'è la cartella `prova` di una consegna, usa quella; altrimenti i dati per esercitarsi.

    Parameters
    ----------
    lesson : str
        Numero della lezione, per esempio "01".

    Returns
    -------
    Trial
        Si usa come un dizionario: tabelle e parametri per nome, più `prova["domande"]`.

    Raises
    ------
    DataError
        Se la lezione non ha una prova, o se un file manca o è stato cambiato.
    """
    number = str(lesson).strip().zfill(2)
    return trial.read_trial(trial.find_trial(number))
