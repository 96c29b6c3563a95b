"""The door for event logs: validated, coded, in order of person and time.  Reads files only when given a path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from kit.formats import pct
from kit.journeys.coding import boundaries, code, in_order
from kit.journeys.errors import JourneyError, cell, number, warn
from kit.journeys.instants import read_instants
from kit.journeys.paths import Bools, Ints

REQUIRED = ("utente", "data_ora", "canale")
CODED = ("utente", "canale", "evento")
NUMBERS = ("valore", "costo")
CONVERSION, CONTACT = "conversione", "contatto"
TIES = ("rows", "conversion_last")
ZONE = "Europe/Rome"


def read_events(
    data: pd.DataFrame | str | Path,
    timezone: str = ZONE,
    columns: Mapping[str, str] | None = None,
    *,
    conversion: str | Sequence[str] = CONVERSION,
    ties: str | None = None,
) -> pd.DataFrame:
    """Legge un registro di eventi, lo controlla e lo mette in ordine di persona e di tempo.

    Parameters
    ----------
    data : DataFrame, str or Path
        Una tabella; un file CSV; un'esportazione di GA4 in JSON (``.jsonl``, ``.json``).
    timezone : str
        Il fuso degli istanti che non lo dicono, e quello in cui mostrarli tutti.
    columns : dict, optional
        I nomi delle colonne nella tua tabella: ``{"utente": "client_id", "data_ora": "quando"}``.
    conversion : str or list of str
        Quali valori di ``evento`` sono conversioni; nel risultato si chiamano tutti "conversione". Se la colonna ``evento``
        non c'è, è una conversione la riga il cui ``canale`` ha quel nome.
    ties : {"rows", "conversion_last"}, optional
        Che cosa fare se la stessa persona ha due eventi diversi nello stesso istante: l'ordine delle righe, oppure le
        conversioni per ultime (poi l'ordine delle righe). Se manca e il caso c'è, la funzione si ferma e lo chiede.

    Returns
    -------
    DataFrame
        ``utente``, ``data_ora`` (con il fuso), ``canale``, ``evento`` ("contatto" se mancava), poi le altre colonne che
        c'erano. ``utente``, ``canale`` ed ``evento`` sono categorie.

    Raises
    ------
    JourneyError
        Colonne che mancano, celle vuote, istanti che non si leggono, fusi misti, istanti pari senza una regola, valori
        negativi, un segno di conversione che non cambia mai dentro una persona.

    Notes
    -----
    Avvisa se le righe di una persona non erano in ordine di tempo: spesso vuol dire giorno e mese scambiati.
    """
    frame, extra = _load(data)
    frame = _named(frame, dict(extra) | dict(columns or {}))
    if frame.empty:
        raise JourneyError(
            "Il registro è vuoto: nessun evento da leggere. Guarda il file o il filtro della cella sopra."
        )
    instants = read_instants(frame["data_ora"], timezone)
    frame, instants, flagged = _unflag(frame, instants)
    person, people = code(frame["utente"])
    _no_blank(person < 0, frame, "utente", "Di chi è quell'evento?")
    channel, channels = _channels(frame)
    event, events = _kinds(frame, conversion, channel, channels)
    _no_blank(
        (channel < 0) & (event != _position(events, CONVERSION)),
        frame,
        "canale",
        "Dai un nome al canale, o togli la riga.",
    )
    frame = _numbers(frame, event, events)

    order, person, instants = in_order(person, instants)
    if order is not None:
        _warn_if_scrambled(person, order)
        channel, event = channel[order], event[order]
    won = event == _position(events, CONVERSION)
    again = _settle_ties(person, instants, channel, event, won, "conversion_last" if flagged and ties is None else ties)
    if again is not None:
        channel, event = channel[again], event[again]
        order = again if order is None else order[again]
    when = pd.Series(instants.view("M8[us]")).dt.tz_localize("UTC").dt.tz_convert(timezone)
    coded = pd.DataFrame(
        {
            "utente": _category(person, people),
            "data_ora": when,
            "canale": _category(channel, channels),
            "evento": _category(event, events),
        }
    )
    rest = frame.drop(columns=[*REQUIRED, "evento"], errors="ignore")
    if rest.columns.empty:
        return coded
    rest = rest.reset_index(drop=True) if order is None else rest.take(order).reset_index(drop=True)
    return pd.concat([coded, rest], axis=1)


def ordered_events(events: pd.DataFrame) -> pd.DataFrame:
    """Gli eventi già letti così come sono, gli altri passati da `read_events`.

    Parameters
    ----------
    events : DataFrame
        Da `read_events`, anche filtrata, oppure una tabella con le stesse colonne.
    """
    if not isinstance(events, pd.DataFrame):
        raise JourneyError(f"Serve una tabella di eventi (DataFrame), non un oggetto di tipo {type(events).__name__}.")
    if not all(name in events.columns for name in (*REQUIRED, "evento")):
        return read_events(events)
    coded = all(isinstance(events[name].dtype, pd.CategoricalDtype) for name in CODED)
    if not coded or not isinstance(events["data_ora"].dtype, pd.DatetimeTZDtype):
        return read_events(events)
    if events.empty:
        raise JourneyError("La tabella degli eventi è vuota. Guarda il filtro della cella sopra.")
    order = in_order(events["utente"].cat.codes.to_numpy(), microseconds(events["data_ora"])).order
    return events if order is None else events.take(order).reset_index(drop=True)


def microseconds(instants: pd.Series[Any]) -> Ints:
    """Gli istanti come microsecondi UTC, shape (righe,)."""
    return np.asarray(instants.dt.as_unit("us").astype("int64"))


def is_conversion(events: pd.DataFrame) -> Bools:
    """Quali righe sono conversioni, shape (righe,)."""
    kinds = events["evento"].cat
    return np.asarray(kinds.codes.to_numpy() == _position(kinds.categories, CONVERSION))


def _load(data: pd.DataFrame | str | Path) -> tuple[pd.DataFrame, dict[str, str]]:
    if isinstance(data, pd.DataFrame):
        return data, {}
    if not isinstance(data, str | Path):
        raise JourneyError(f"Serve una tabella o il nome di un file, non un oggetto di tipo {type(data).__name__}.")
    path = Path(data)
    if not path.is_file():
        raise JourneyError(f"Non trovo il file {cell(path)}. Controlla il nome e la cartella.")
    if path.suffix.lower() in (".jsonl", ".json", ".ndjson"):
        from kit.journeys.ga4 import read_ga4

        return read_ga4(path), {}
    try:
        return pd.read_csv(path), {}
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as fault:
        raise JourneyError(
            f"Il file {cell(path.name)} non è un CSV con le virgole in UTF-8. Se viene da Excel in italiano leggilo con "
            "`kit.datasets.read_italian`, poi passa la tabella."
        ) from fault


def _named(frame: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    for ours, theirs in columns.items():
        if theirs not in frame.columns:
            present = ", ".join(map(str, frame.columns))
            raise JourneyError(
                f"La colonna «{theirs}», indicata per «{ours}», non c'è. Le colonne presenti sono: {present}."
            )
    frame = frame.rename(columns={theirs: ours for ours, theirs in columns.items()})
    missing = [name for name in REQUIRED if name not in frame.columns]
    if missing:
        present = ", ".join(map(str, frame.columns))
        hint = " Se il separatore è il punto e virgola, leggi il file con `kit.datasets.read_italian`." * (
            ";" in present
        )
        raise JourneyError(
            f"Nel registro manca la colonna {' e '.join(f'«{name}»' for name in missing)}. Le colonne presenti sono: {present}. "
            f'Se ha un altro nome, scrivi columns={{"{missing[0]}": "il suo nome"}}.{hint}'
        )
    twice = [str(name) for name in frame.columns[frame.columns.duplicated()]]
    if twice:
        raise JourneyError(f"La colonna «{twice[0]}» c'è due volte: togline una.")
    return frame


def _unflag(frame: pd.DataFrame, instants: Ints) -> tuple[pd.DataFrame, Ints, bool]:
    """Turn a 0/1 column «conversione» into events of their own, right after the touch that carries it."""
    if CONVERSION not in frame.columns or "evento" in frame.columns:
        return frame, instants, False
    flag = pd.to_numeric(frame[CONVERSION], errors="coerce")
    _no_blank(~flag.isin([0, 1]).to_numpy(), frame, CONVERSION, "Qui servono solo 0 e 1: una riga per evento.")
    by_person = flag.groupby(frame["utente"].to_numpy())
    several = by_person.size() > 1
    if several.any() and flag.any() and (by_person.min() == by_person.max())[several].all():
        raise JourneyError(
            "La colonna «conversione» è uguale in tutte le righe di ogni persona: dice chi ha comprato, non quando. Serve un 1 solo "
            "nella riga dell'acquisto, oppure una riga a parte con evento = «conversione»."
        )
    rows = np.arange(len(frame))
    won = flag.to_numpy() == 1
    order = np.argsort(np.concatenate([2 * rows, 2 * rows[won] + 1]))
    source = np.concatenate([rows, rows[won]])[order]
    kind = np.concatenate([np.zeros(len(rows), dtype=bool), np.ones(int(won.sum()), dtype=bool)])[order]
    doubled = frame.take(source).drop(columns=CONVERSION).assign(evento=np.where(kind, CONVERSION, CONTACT))
    for name in NUMBERS:
        if name in doubled:
            doubled[name] = doubled[name].where(kind == (name == "valore"), 0)
    return doubled, instants[source], True


def _kinds(
    frame: pd.DataFrame, conversion: str | Sequence[str], channel: Ints, channels: pd.Index[Any]
) -> tuple[Ints, pd.Index[Any]]:
    wanted = [conversion] if isinstance(conversion, str) else list(conversion)
    if "evento" not in frame.columns:
        return _kinds_by_channel(channel, channels, wanted)
    numbers, names = code(frame["evento"])
    _no_blank(numbers < 0, frame, "evento", "Scrivi «contatto» dove è un semplice contatto.")
    renamed = [CONVERSION if name in wanted else str(name) for name in names]
    if CONVERSION in map(str, names) and CONVERSION not in wanted:
        raise JourneyError(
            f"Hai indicato come conversione {', '.join(map(cell, wanted))}, ma c'è anche un evento che si chiama «conversione». "
            "Aggiungilo all'elenco o cambiagli nome."
        )
    final, position = np.unique(np.array(renamed, dtype=object), return_inverse=True)
    return position.astype(np.int16)[numbers], pd.Index(final)


def _kinds_by_channel(channel: Ints, channels: pd.Index[Any], wanted: list[str]) -> tuple[Ints, pd.Index[Any]]:
    """Where nothing says what a row is, a conversion is a row whose channel is called so."""
    won = np.append(channels.isin(wanted), False).astype(np.int8)  # the last answers to −1
    return won[channel], pd.Index([CONTACT, CONVERSION] if won.any() else [CONTACT])


def _channels(frame: pd.DataFrame) -> tuple[Ints, pd.Index[Any]]:
    numbers, names = code(frame["canale"])
    clean = [str(name).strip() for name in names]
    if list(names) == sorted(set(clean) - {""}):
        return numbers, names
    final, position = np.unique(np.array([name for name in clean if name], dtype=object), return_inverse=True)
    table = np.full(len(clean) + 1, -1, dtype=np.int32)  # the last place answers to −1, missing
    table[[at for at, name in enumerate(clean) if name]] = position
    return table[numbers], pd.Index(final)


def _numbers(frame: pd.DataFrame, event: Ints, events: pd.Index[Any]) -> pd.DataFrame:
    for name in NUMBERS:
        if name not in frame.columns:
            continue
        values = pd.to_numeric(frame[name], errors="coerce")
        unread = values.isna() & frame[name].notna()
        endless = np.isinf(values.to_numpy(dtype=float))
        _no_blank(unread.to_numpy() | endless, frame, name, "Qui serve un numero con il punto decimale.")
        _no_blank(
            (values < 0).to_numpy(),
            frame,
            name,
            "Un reso non è una conversione: toglilo dalla vendita a cui si riferisce.",
        )
        if name == "valore":
            empty = int((values.isna().to_numpy() & (event == _position(events, CONVERSION))).sum())
            if empty:
                warn(f"{number(empty, 'conversione non ha', 'conversioni non hanno')} un valore: conta zero euro.")
        frame = frame.assign(**{name: values.fillna(0.0).astype(float)})
    return frame


def _settle_ties(person: Ints, instants: Ints, channel: Ints, event: Ints, won: Bools, rule: str | None) -> Ints | None:
    if rule is not None and rule not in TIES:
        raise JourneyError(f"ties vale {' o '.join(f'«{name}»' for name in TIES)} (hai scritto «{rule}»).")
    if rule == "rows":
        return None
    same = ~boundaries(person)
    same[1:] &= instants[1:] == instants[:-1]
    different = same.copy()
    different[1:] &= (channel[1:] != channel[:-1]) | (event[1:] != event[:-1])
    if not different.any():
        return None
    if rule is None:
        times = int(different.sum())
        raise JourneyError(
            f"{number(times, 'volta', 'volte')} la stessa persona ha due eventi diversi nello stesso istante: quale viene prima? "
            'Scegli la regola: ties="rows" (l\'ordine delle righe) oppure ties="conversion_last" (le conversioni dopo i contatti).'
        )
    group = np.cumsum(~same)
    return np.asarray(np.lexsort((won, group)))


def _warn_if_scrambled(person: Ints, order: Ints) -> None:
    """Say how many people had rows out of time order: a log that was only gathered by person has none."""
    back = (order[1:] < order[:-1]) & (person[1:] == person[:-1])
    if not back.any():
        return
    people = int(person[-1]) + 1
    touched = int(boundaries(person[1:][back]).sum())
    warn(
        f"Le righe di {number(touched, 'persona', 'persone')} su {number(people, 'persona', 'persone')} ({pct(touched / people)}) "
        "non erano in ordine di tempo: le ho riordinate. Se gli istanti sono sbagliati (giorno e mese scambiati, ora persa) lo sono "
        "anche i percorsi."
    )


def _no_blank(wrong: Bools, frame: pd.DataFrame, column: str, remedy: str) -> None:
    if not wrong.any():
        return
    row = int(np.flatnonzero(wrong)[0])
    value = frame[column].iloc[row]
    seen = "è vuota" if pd.isna(value) or not str(value).strip() else f"contiene {cell(value)}"
    raise JourneyError(
        f"La colonna «{column}», alla riga con indice {frame.index[row]}, {seen} "
        f"({number(int(wrong.sum()), 'riga così', 'righe così')}). {remedy}"
    )


def _position(names: pd.Index[Any], name: str) -> int:
    found = np.flatnonzero(np.asarray(names == name))
    return int(found[0]) if len(found) else -2


def _category(numbers: Ints, names: pd.Index[Any]) -> pd.Categorical:
    return pd.Categorical.from_codes(numbers, categories=names)
