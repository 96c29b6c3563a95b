"""Which device made each event, what the log therefore knew of the person, and the links declared later.  Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kit.synthesis import journeys as log

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def devices_of(
    rng: np.random.Generator, table: pd.DataFrame
) -> tuple[NDArray[np.object_], NDArray[np.object_], NDArray[np.bool_]]:
    """Il dispositivo di ogni evento, il suo identificativo, e se la persona era riconosciuta.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    table : DataFrame
        ``person``, ``canale``, ``evento``, ``mittente``.
    """
    size = len(table)
    names = np.array(list(log.DEVICES), dtype=object)
    kind = names[np.searchsorted(np.cumsum(list(log.DEVICES.values()))[:-1], rng.random(size), side="right")]
    sale = (table["evento"] == "conversione").to_numpy()
    shop = (table["canale"] == "negozio").to_numpy()
    kind[sale & ~shop] = np.where(rng.random(int((sale & ~shop).sum())) < log.COMPUTER_TO_BUY, "computer", "telefono")
    person = table["person"].to_numpy()
    place = np.searchsorted(np.sort(names), kind)
    order = np.concatenate(
        [[0], rng.permutation(int(person.max() + 1) * len(names)) + 2]
    )  # 1 is the tablet of the shop
    device = np.array([f"D{number:05d}" for number in order[1 + person * len(names) + place]], dtype=object)
    kind[shop], device[shop] = "negozio", log.SHOP_TABLET_ID
    chance = table["canale"].map(log.LOGGED_IN).fillna(0.05).to_numpy()
    brand = (table["mittente"] == "marca").to_numpy()
    logged = (rng.random(size) < chance) | sale | brand
    logged &= person < log.PEOPLE  # nobody ever identified a stranger
    stranger = person >= log.PEOPLE
    own = np.array([f"D{number:05d}" for number in order[1 + person * len(names)]], dtype=object)
    device[stranger] = own[stranger]  # one device each: nobody could tell more
    kind[stranger & ~shop] = "telefono"
    # In the shop a person is known by the card, or not at all.
    card = shop & ~sale & (rng.random(size) < 0.7)
    logged = (logged | card) & ~stranger
    return kind, device, logged


def link_table(
    rng: np.random.Generator,
    table: pd.DataFrame,
    device: NDArray[np.object_],
    logged: NDArray[np.bool_],
    names: NDArray[np.object_],
) -> pd.DataFrame:
    """I collegamenti dichiarati: quale persona si è riconosciuta su quale dispositivo.

    Returns
    -------
    DataFrame
        ``utente``, ``id_collegato``, ``come`` ("accesso", "tablet di casa", "tablet del negozio").
    """
    import pandas as pd

    person = table["person"].to_numpy()
    seen = pd.DataFrame({"person": person, "device": device, "logged": logged})
    seen = seen[(seen["device"] != log.SHOP_TABLET_ID) & (seen["person"] < log.PEOPLE)]
    once = set(seen.loc[seen["logged"], "person"])
    pairs = seen[seen["person"].isin(once)].drop_duplicates(["person", "device"])
    pairs = pairs[rng.random(len(pairs)) < log.DEVICE_LINKED]
    links = pd.DataFrame(
        {"utente": names[pairs["person"]], "id_collegato": pairs["device"].to_numpy(), "come": "accesso"}
    )
    tablets = seen.drop_duplicates(["person", "device"]).groupby("person")["device"].last()
    known = np.array(sorted(once))
    home = rng.choice(known, 2 * log.SHARED_HOMES, replace=False).reshape(-1, 2)
    shared = pd.DataFrame(
        {"utente": names[home[:, 1]], "id_collegato": tablets.reindex(home[:, 0]).to_numpy(), "come": "tablet di casa"}
    )
    visitors = rng.choice(known, log.SHOP_TABLET, replace=False)
    shop = pd.DataFrame({"utente": names[visitors], "id_collegato": log.SHOP_TABLET_ID, "come": "tablet del negozio"})
    both = pd.concat([links, shared, shop], ignore_index=True).sort_values(
        ["utente", "id_collegato"], ignore_index=True
    )
    return both.astype("str")
