"""From events to journeys: the window, what happens after a conversion, repeats.  Pure; no string is built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kit.formats import it
from kit.journeys.errors import JourneyError, cell, number, warn
from kit.journeys.events import is_conversion, microseconds, ordered_events
from kit.journeys.paths import Bools, Floats, Ints, Paths, merge_repeats

LOOKBACK = "30D"


@dataclass(frozen=True, eq=False)
class _Touches:
    """Touches in order of person and time, and the conversions beside them."""

    person: Ints
    time: Ints
    channel: Ints
    won_person: Ints
    won_time: Ints
    won_value: Floats
    won_before: Ints  # how many touches come before each conversion


def build_paths(
    events: pd.DataFrame,
    lookback: str | pd.Timedelta | None = LOOKBACK,
    after_conversion: str | None = None,
    repeats: str = "merge",
    *,
    touches: Sequence[str] | None = None,
) -> Paths:
    """Ricostruisce i percorsi delle persone da un registro di eventi.

    Parameters
    ----------
    events : DataFrame
        Da `read_events` (o una tabella con le stesse colonne).
    lookback : str or None
        La finestra: entro quanto tempo prima di una conversione un tocco conta, per esempio "30D"; ``None`` senza limite.
    after_conversion : {"cut", "continue"}
        Che cosa succede dopo una conversione: il percorso seguente ricomincia da capo (``"cut"``), oppure può contare anche
        i tocchi già usati, se stanno nella finestra (``"continue"``). Se manca e qualcuno va avanti dopo una conversione,
        la funzione si ferma e lo chiede.
    repeats : {"merge", "keep"}
        Se un canale ripetuto di fila conta una volta sola (``"merge"``) o ogni volta (``"keep"``).
    touches : list of str, optional
        Quali valori di ``evento`` sono tocchi; se manca, tutti tranne "conversione".

    Returns
    -------
    Paths
        Un percorso per conversione, più i percorsi senza conversione: i tocchi rimasti fuori da ogni finestra, spezzati dove
        passa più tempo di ``lookback``.

    Raises
    ------
    JourneyError
        Se un parametro non si capisce, se non c'è nessun tocco, se manca la regola per dopo la conversione.

    Notes
    -----
    Un percorso senza conversione è ``aperto`` se al suo ultimo tocco mancava meno di ``lookback`` alla fine dei dati: poteva
    ancora convertire.
    """
    if after_conversion not in (None, "cut", "continue"):
        raise JourneyError(f'after_conversion vale "cut" o "continue" (hai scritto {after_conversion!r}).')
    if repeats not in ("merge", "keep"):
        raise JourneyError(f'repeats vale "merge" o "keep" (hai scritto {repeats!r}).')
    window = _window(lookback)
    events = ordered_events(events)
    found = _split_rows(events, touches)
    if after_conversion is None:
        _ask_rule(found)
    build = _overlapping if after_conversion == "continue" else _cut
    take, offsets, conversion = build(found, window)
    present = np.flatnonzero(np.bincount(found.channel))  # a channel that only conversions name is no touch
    renamed = np.zeros(int(present[-1]) + 1, dtype=np.int16)
    renamed[present] = np.arange(len(present))
    times, person = found.time, found.person
    codes = found.channel if len(present) == len(renamed) else renamed[found.channel]
    if take is not None:
        times, person, codes = times[take], person[take], codes[take]
    person, begins, last_touch = person[offsets[:-1]], times[offsets[:-1]], times[offsets[1:] - 1]
    if repeats == "merge":
        kept, offsets = merge_repeats(codes, offsets)
        times, codes = times[kept], codes[kept]

    won = conversion >= 0
    value = np.zeros(len(won))
    value[won] = found.won_value[conversion[won]]
    ends = last_touch.copy()
    ends[won] = found.won_time[conversion[won]]
    until = max(int(found.time.max()), int(found.won_time.max(initial=0)))
    used = np.zeros(len(found.won_time), dtype=bool)
    used[conversion[won]] = True
    lost = int((~used).sum())
    if lost:
        warn(
            f"{number(lost, 'conversione', 'conversioni')} su {it(len(used))} senza alcun tocco nella finestra: nessun modello le "
            "può attribuire, e restano fuori dal totale."
        )
    if won.all():
        warn(
            "Tutti i percorsi finiscono con una conversione: i tassi non sono definiti. Mancano le persone che non hanno comprato?"
        )
    return Paths(
        channels=tuple(map(str, events["canale"].cat.categories[present])),
        codes=codes,
        offsets=offsets,
        conversions=won.astype(float),
        value=value,
        nulls=(~won).astype(float),
        person=person,
        people=events["utente"].cat.categories,
        times=times,
        begins=begins,
        ends=ends,
        unfinished=~won & (last_touch + window > until),
        untouched=float(lost),
        untouched_value=float(found.won_value[~used].sum()),
        timezone=str(events["data_ora"].dt.tz),
    )


def _window(lookback: str | pd.Timedelta | None) -> int:
    if lookback is None:
        return 2**60
    try:
        if isinstance(lookback, str | pd.Timedelta):
            width = int(pd.Timedelta(lookback) / pd.Timedelta(microseconds=1))
            if width > 0:
                return width
    except ValueError:
        pass
    raise JourneyError(f'La finestra si scrive con la sua unità, per esempio "30D" o "12h" (hai scritto {lookback!r}).')


def _split_rows(events: pd.DataFrame, touches: Sequence[str] | None) -> _Touches:
    won = is_conversion(events)
    kept = ~won
    if touches is not None:
        names = events["evento"].cat.categories
        unknown = [name for name in touches if name not in names]
        if unknown:
            raise JourneyError(
                f"Nessun evento si chiama {cell(unknown[0])}. Gli eventi sono: {', '.join(map(str, names))}."
            )
        kept &= np.isin(events["evento"].cat.codes.to_numpy(), names.get_indexer(pd.Index(list(touches))))
    if not kept.any():
        raise JourneyError("Nel registro ci sono solo conversioni: senza tocchi non c'è nessun percorso.")
    person, time = events["utente"].cat.codes.to_numpy(), microseconds(events["data_ora"])
    channel = events["canale"].cat.codes.to_numpy().astype(np.int16)[kept]
    value = events["valore"].to_numpy(dtype=float)[won] if "valore" in events.columns else np.zeros(int(won.sum()))
    before = np.cumsum(kept, dtype=np.int64)[won]
    return _Touches(person[kept], time[kept], channel, person[won], time[won], value, before)


def _ask_rule(found: _Touches) -> None:
    """Stop where somebody goes on after a conversion and nobody said what that means."""
    own = _next_conversion(found)
    later = np.zeros(len(found.won_person), dtype=bool)
    later[1:] = found.won_person[1:] == found.won_person[:-1]
    after = np.flatnonzero(own < 0)
    first = np.searchsorted(found.won_person, found.person[after])
    inside = first < len(found.won_person)
    followed = (
        found.won_person[np.minimum(first, len(found.won_person) - 1)] == found.person[after] if len(later) else inside
    )
    people = np.union1d(found.won_person[later], found.person[after[inside & followed]])
    if len(people):
        raise JourneyError(
            f"{number(len(people), 'persona va', 'persone vanno')} avanti dopo una conversione (altri tocchi o altre conversioni). "
            'Scegli la regola: after_conversion="cut" (il percorso seguente ricomincia da capo) oppure after_conversion="continue" '
            "(conta anche i tocchi già usati, se stanno nella finestra)."
        )


def _next_conversion(found: _Touches) -> Ints:
    """Return the first conversion of the same person after each touch, −1 if there is none."""
    if not len(found.won_before):
        return np.full(len(found.person), -1, dtype=np.int32)
    following = np.cumsum(
        np.bincount(found.won_before, minlength=len(found.person))[: len(found.person)], dtype=np.int32
    )
    near = np.minimum(following, len(found.won_person) - 1)
    own = (following < len(found.won_person)) & (found.won_person[near] == found.person)
    return np.where(own, near, np.int32(-1))


def _cut(found: _Touches, window: int) -> tuple[Ints | None, Ints, Ints]:
    """Return the touches (all as they are), the starts of the journeys and the conversion of each (−1: none)."""
    conversion = _next_conversion(found)
    reached = np.flatnonzero(conversion >= 0)
    late = found.won_time[conversion[reached]] - found.time[reached] > window
    conversion[reached[late]] = -1
    starts = _starts(found.person, found.time, conversion, window)
    offsets = np.append(np.flatnonzero(starts), len(starts))
    return None, offsets, conversion[offsets[:-1]]


def _overlapping(found: _Touches, window: int) -> tuple[Ints | None, Ints, Ints]:
    """The same when a touch may count for several conversions."""
    low = _first_inside(found, window)
    count = np.maximum(found.won_before - low, 0)
    kept = np.flatnonzero(count)
    length = count[kept]
    offsets = np.concatenate([[0], np.cumsum(length)])
    take = np.repeat(low[kept] - offsets[:-1], length) + np.arange(offsets[-1])
    rest = np.ones(len(found.person), dtype=bool)
    rest[take] = False
    left = np.flatnonzero(rest)
    starts = _starts(found.person[left], found.time[left], np.full(len(left), -1), window)
    more = np.flatnonzero(starts)
    offsets = np.concatenate([offsets[:-1], len(take) + more, [len(take) + len(left)]])
    return np.concatenate([take, left]), offsets, np.concatenate([kept, np.full(len(more), -1)])


def _first_inside(found: _Touches, window: int) -> Ints:
    """Return the position of the first touch inside the window of each conversion."""
    instants = np.unique(found.time)
    width = np.int64(len(instants) + 1)
    key = found.person * width + np.searchsorted(instants, found.time)
    edge = np.searchsorted(instants, found.won_time - window)
    return np.searchsorted(key, found.won_person * width + edge)


def _starts(person: Ints, time: Ints, conversion: Ints, window: int) -> Bools:
    starts = np.ones(len(person), dtype=bool)
    gap = time[1:] - time[:-1] > window
    starts[1:] = (person[1:] != person[:-1]) | (conversion[1:] != conversion[:-1]) | ((conversion[1:] < 0) & gap)
    return starts
