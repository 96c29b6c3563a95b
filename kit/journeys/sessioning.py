"""Sessions: events of one person with no long silence between them.  Pure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kit.journeys.coding import boundaries
from kit.journeys.errors import JourneyError
from kit.journeys.events import microseconds, ordered_events


def sessions(events: pd.DataFrame, gap: str | pd.Timedelta = "30min") -> pd.DataFrame:
    """Numera le sessioni: eventi della stessa persona senza un silenzio più lungo di ``gap``.

    Parameters
    ----------
    events : DataFrame
        Da `read_events`.
    gap : str
        Il silenzio che chiude una sessione, per esempio "30min".

    Returns
    -------
    DataFrame
        Gli eventi in ordine, con la colonna ``sessione`` (1, 2, 3… su tutto il registro).

    Raises
    ------
    JourneyError
        Se il silenzio non si capisce.
    """
    try:
        width = pd.Timedelta(gap) / pd.Timedelta(microseconds=1) if isinstance(gap, str | pd.Timedelta) else 0
    except ValueError:
        width = 0
    if not width > 0:
        raise JourneyError(f'Il silenzio si scrive con la sua unità, per esempio "30min" (hai scritto {gap!r}).')
    events = ordered_events(events)
    instant = microseconds(events["data_ora"])
    first = boundaries(events["utente"].cat.codes.to_numpy(dtype=np.int64))
    first[1:] |= instant[1:] - instant[:-1] > width
    return events.assign(sessione=np.cumsum(first))
