"""Journeys written as text («a > b > c» with counts beside), as other tools export them.  Pure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from kit.journeys.errors import JourneyError, cell, number, warn
from kit.journeys.paths import Floats, Ints, Paths, merge_repeats


def paths_from_strings(
    frame: pd.DataFrame,
    path: str = "percorso",
    conversions: str = "conversioni",
    value: str | None = None,
    nulls: str | None = None,
    separator: str = ">",
    person: str | None = None,
    repeats: str = "keep",
) -> Paths:
    """Legge percorsi scritti come testo, con i conteggi accanto.

    Parameters
    ----------
    frame : DataFrame
        Una riga per percorso.
    path : str
        La colonna con il percorso, per esempio ``"ricerca > newsletter > negozio"``.
    conversions : str
        La colonna con il numero di conversioni (intero, 0 o più).
    value : str, optional
        La colonna con il valore totale di quelle conversioni (€).
    nulls : str, optional
        La colonna con quante volte quel percorso è finito senza conversione.
    separator : str
        Che cosa separa un canale dall'altro; gli spazi attorno non contano.
    person : str, optional
        La colonna con la persona. Se manca, ogni conversione e ogni percorso senza conversione conta come una
        persona diversa: gli intervalli sono più stretti del vero se le persone tornano.
    repeats : {"keep", "merge"}
        Se un canale ripetuto di fila conta ogni volta (``"keep"``) o una volta sola (``"merge"``).

    Returns
    -------
    Paths

    Raises
    ------
    JourneyError
        Colonne che mancano, canali vuoti, separatore dentro un nome, conteggi negativi o con la virgola.
    """
    if not isinstance(frame, pd.DataFrame):
        raise JourneyError(f"Serve una tabella (DataFrame), non un oggetto di tipo {type(frame).__name__}.")
    for column in (path, conversions, value, nulls, person):
        if column is not None and column not in frame.columns:
            present = ", ".join(map(str, frame.columns))
            raise JourneyError(f"Nella tabella manca la colonna «{column}». Le colonne presenti sono: {present}.")
        if column is not None and isinstance(frame[column], pd.DataFrame):
            raise JourneyError(f"La colonna «{column}» c'è due volte: togline una.")
    if repeats not in ("keep", "merge"):
        raise JourneyError(f'repeats vale "keep" o "merge" (hai scritto «{repeats}»).')
    if not separator.strip():
        raise JourneyError('Il separatore è vuoto: scrivi il segno che divide i canali, per esempio ">".')
    if frame.empty:
        raise JourneyError("La tabella dei percorsi è vuota. Guarda il filtro della cella sopra.")

    converted = _counts(frame, conversions)
    lost = _counts(frame, nulls) if nulls is not None else np.zeros(len(frame))
    worth = _worth(frame, value, converted)
    if nulls is None or not lost.any():
        warn(
            "Non ci sono percorsi finiti senza conversione: i tassi non sono definiti, e Markov vede soltanto chi ha "
            'convertito. Se li hai, dichiarali con nulls="…".'
        )
    codes, offsets, channels = _split(frame[path], separator)
    if repeats == "merge":
        kept, offsets = merge_repeats(codes, offsets)
        codes = codes[kept]
    people: pd.Index[Any] | None = None
    who = np.arange(len(frame))
    if person is not None:
        if frame[person].isna().any():
            raise JourneyError(f"La colonna «{person}» ha valori mancanti: di chi sono quei percorsi?")
        who, people = pd.factorize(frame[person])
        people = pd.Index(people)
    return _without_weightless(Paths(channels, codes, offsets, converted, worth, lost, who, people))


def _counts(frame: pd.DataFrame, column: str) -> Floats:
    numbers = pd.to_numeric(frame[column], errors="coerce").to_numpy(dtype=float)
    for wrong, what in (
        (~np.isfinite(numbers), "non è un numero"),
        (numbers < 0, "è negativo"),
        (numbers != np.floor(numbers), "ha la virgola"),
    ):
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            raise JourneyError(
                f"Nella colonna «{column}», alla riga con indice {frame.index[row]}, {cell(frame[column].iloc[row])} {what} "
                f"({number(int(wrong.sum()), 'riga così', 'righe così')}): qui servono conteggi interi, da 0 in su."
            )
    return numbers


def _worth(frame: pd.DataFrame, column: str | None, converted: Floats) -> Floats:
    if column is None:
        return np.zeros(len(frame))
    numbers = pd.to_numeric(frame[column], errors="coerce").to_numpy(dtype=float)
    for wrong, what, remedy in (
        (~np.isfinite(numbers), "non è un numero", "Scrivi 0 dove non c'è valore."),
        (numbers < 0, "è negativo", "Un reso va tolto dalla vendita a cui si riferisce, non messo come percorso."),
        (
            (numbers > 0) & (converted == 0),
            "sta in un percorso senza conversioni",
            "Controlla la colonna delle conversioni.",
        ),
    ):
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            raise JourneyError(
                f"Nella colonna «{column}», alla riga con indice {frame.index[row]}, "
                f"{cell(frame[column].iloc[row])} {what}. {remedy}"
            )
    return numbers


def _split(texts: pd.Series[Any], separator: str) -> tuple[Ints, Ints, tuple[str, ...]]:
    """Return codes, offsets and names; each different text is cut once."""
    mark = separator.strip()
    if texts.isna().any():
        row = int(np.flatnonzero(texts.isna().to_numpy())[0])
        raise JourneyError(f"Il percorso della riga con indice {texts.index[row]} manca. Togli la riga o completala.")
    which, different = pd.factorize(texts.astype(object))
    written = [str(one) for one in different]
    tokens = mark.join(written).split(mark)
    sizes = np.array([one.count(mark) + 1 for one in written], dtype=np.int64)
    raw, names = pd.factorize(np.array(tokens, dtype=object))
    clean = [str(name).strip() for name in names]
    _check_names(clean, texts, mark)
    _check_spacing(written, mark)
    channels, renamed = np.unique(np.array(clean, dtype=object), return_inverse=True)
    codes = renamed[raw].astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    length = sizes[which]
    offsets = np.concatenate([[0], np.cumsum(length)])
    take = np.repeat(starts[which] - offsets[:-1], length) + np.arange(offsets[-1])
    return codes[take], offsets, tuple(map(str, channels))


def _check_names(names: list[str], texts: pd.Series[Any], mark: str) -> None:
    if "" not in names:
        return
    blank = np.array([any(not part.strip() for part in str(text).split(mark)) for text in texts])
    row = int(np.flatnonzero(blank)[0])
    raise JourneyError(
        f"Alla riga con indice {texts.index[row]} il percorso {cell(texts.iloc[row])} contiene un canale vuoto "
        f"({number(int(blank.sum()), 'riga così', 'righe così')}). Togli il separatore «{mark}» di troppo, o dai un nome al canale."
    )


def _check_spacing(written: list[str], mark: str) -> None:
    """Stop where the mark is mostly spaced and sometimes not: there it is probably part of a name."""
    text = "\n".join(written)
    marks, spaced = text.count(mark), text.count(f" {mark} ")
    if not marks / 2 < spaced < marks:
        return
    odd = next(one for one in written if one.count(mark) != one.count(f" {mark} "))
    raise JourneyError(
        f"Il separatore «{mark}» di solito ha uno spazio prima e dopo, ma non nel percorso {cell(odd, 60)}: forse fa parte del "
        f"nome di un canale. Rinomina quel canale, oppure metti gli spazi ovunque."
    )


def _without_weightless(paths: Paths) -> Paths:
    """Drop paths that count zero times: nobody walked them."""
    alive = paths.conversions + paths.nulls > 0
    if alive.all():
        return paths
    dropped = int((~alive).sum())
    if not alive.any():
        raise JourneyError("Tutti i percorsi hanno zero conversioni e zero nulli: non c'è niente da contare.")
    warn(
        f"{number(dropped, 'percorso ha', 'percorsi hanno')} zero conversioni e zero nulli: non contano e li lascio da parte."
    )
    touches = np.repeat(alive, paths.lengths)
    return Paths(
        paths.channels,
        paths.codes[touches],
        np.concatenate([[0], np.cumsum(paths.lengths[alive])]),
        paths.conversions[alive],
        paths.value[alive],
        paths.nulls[alive],
        paths.person[alive] if paths.people is not None else np.arange(int(alive.sum())),
        paths.people,
    )
