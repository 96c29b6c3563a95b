"""Many identifiers, one person: connected components of the declared links, and the shared devices among them.  Pure."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from kit.journeys.coding import code
from kit.journeys.errors import JourneyError, number, warn

LINKED = "id_collegato"


def identities(links: pd.DataFrame, shared: str = "merge") -> pd.DataFrame:
    """A quale persona appartiene ogni identificativo, secondo i collegamenti dichiarati.

    Parameters
    ----------
    links : DataFrame
        ``utente`` (la persona conosciuta) e ``id_collegato`` (un suo dispositivo, un'app, un cookie); una riga per collegamento.
    shared : {"merge", "split"}
        Che cosa fare di un identificativo collegato a più persone (un tablet del negozio, il computer di casa): unisce le
        persone (``"merge"``), oppure resta una persona a sé (``"split"``).

    Returns
    -------
    DataFrame
        ``identificativo``, ``persona``, ``identificativi`` (quanti nel gruppo), ``persone_unite`` (quante persone conosciute
        finiscono nello stesso gruppo: più di 1 è un errore da capire).

    Raises
    ------
    JourneyError
        Se mancano le colonne o una cella è vuota.

    Notes
    -----
    Componenti connesse di un grafo. Un solo collegamento sbagliato basta a unire due persone.
    """
    if shared not in ("merge", "split"):
        raise JourneyError(f'shared vale "merge" o "split" (hai scritto {shared!r}).')
    pairs = _checked(links)
    if shared == "split":
        owners = pairs.drop_duplicates().groupby(LINKED)["utente"].transform("size")
        alone = pairs.drop_duplicates()[(owners > 1).to_numpy()][LINKED].unique()
        pairs = pairs[~pairs[LINKED].isin(alone)]
    else:
        alone = np.array([], dtype=object)
    both, names = code(pd.concat([pairs["utente"], pairs[LINKED]], ignore_index=True))
    left, right = both[: len(pairs)], both[len(pairs) :]
    graph = sparse.coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(len(names), len(names)))
    groups, group = connected_components(graph, directed=False)
    known = np.zeros(len(names), dtype=bool)
    known[left] = True
    known[np.setdiff1d(right, left)] = False
    order = np.lexsort((np.arange(len(names)), ~known, group))
    first = order[np.searchsorted(group[order], np.arange(groups))]
    table = pd.DataFrame(
        {
            "identificativo": names,
            "persona": names[first][group] if len(names) else names,
            "identificativi": np.bincount(group, minlength=groups)[group],
            "persone_unite": np.bincount(group, weights=known, minlength=groups).astype(int)[group],
        }
    )
    lonely = pd.DataFrame({"identificativo": alone, "persona": alone, "identificativi": 1, "persone_unite": 0})
    return pd.concat([table, lonely], ignore_index=True) if len(alone) else table


def stitch_identities(events: pd.DataFrame, links: pd.DataFrame | None = None, shared: str = "merge") -> pd.DataFrame:
    """Mette insieme gli eventi della stessa persona, registrati sotto identificativi diversi.

    Parameters
    ----------
    events : DataFrame
        Il registro, con ``utente`` = l'identificativo registrato.
    links : DataFrame, optional
        Come in `identities`; se manca, si usa la colonna ``id_collegato`` del registro.
    shared : {"merge", "split"}
        Come in `identities`.

    Returns
    -------
    DataFrame
        Il registro con ``utente`` = la persona e ``identificativo`` = quello di prima. Chi non ha collegamenti resta com'è.

    Raises
    ------
    JourneyError
        Come in `identities`.
    """
    if "utente" not in events.columns:
        raise JourneyError(f"Nel registro manca la colonna «utente». Ci sono: {', '.join(map(str, events.columns))}.")
    if links is None:
        if LINKED not in events.columns:
            raise JourneyError(
                f"Servono i collegamenti: passa una tabella con «utente» e «{LINKED}», o un registro che abbia la colonna «{LINKED}»."
            )
        links = events.loc[events[LINKED].notna(), ["utente", LINKED]].drop_duplicates()
        if links.empty:
            raise JourneyError(f"Nella colonna «{LINKED}» non c'è nessun collegamento.")
    table = identities(links, shared)
    joined = table.loc[table["persone_unite"] > 1, "persona"].nunique()
    if joined:
        people = int(table[table["persone_unite"] > 1].drop_duplicates("persona")["persone_unite"].sum())
        warn(
            f"{number(joined, 'gruppo unisce', 'gruppi uniscono')} persone conosciute diverse ({people} in tutto): un dispositivo "
            'condiviso? Con shared="split" quei dispositivi restano a parte.'
        )
    numbers, names = code(events["utente"])
    target = pd.Series(table["persona"].to_numpy(), index=table["identificativo"].to_numpy())
    renamed = target.reindex(names).to_numpy(dtype=object)
    renamed = np.where(pd.isna(renamed), names.to_numpy(dtype=object), renamed)
    people_of, people_names = pd.factorize(renamed)
    stitched = events.copy()
    at = list(stitched.columns).index("utente")
    position = np.where(numbers < 0, -1, people_of[numbers])
    stitched["utente"] = pd.Categorical.from_codes(position, categories=pd.Index(people_names))
    stitched.insert(at + 1, "identificativo", events["utente"].to_numpy())
    return stitched


def _checked(links: pd.DataFrame) -> pd.DataFrame:
    for name in ("utente", LINKED):
        if name not in links.columns:
            raise JourneyError(
                f"Nei collegamenti manca la colonna «{name}». Ci sono: {', '.join(map(str, links.columns))}."
            )
        if links[name].isna().any():
            row = int(np.flatnonzero(links[name].isna().to_numpy())[0])
            raise JourneyError(
                f"Nei collegamenti, alla riga con indice {links.index[row]}, la colonna «{name}» è vuota."
            )
    return links[["utente", LINKED]].astype(object)
