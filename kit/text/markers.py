"""The style of a text in numbers: how often each named marker occurs.  Pure.

Words and expressions are in `marker_words`, their meaning and examples in `marker_guide`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kit.text.batch import ADDRESS, BREAK, LESS_NUMBER, NUMBER, Batch, batch
from kit.text.door import as_series, as_text
from kit.text.lexicon import expressions, with_enclitics, words
from kit.text.marker_guide import GUIDE, GULPEASE, NAMES
from kit.text.sentences import gulpease_of
from kit.text.tokens import EMOJI, spans

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

OF_EXPRESSIONS = (
    "inviti",
    "sconti",
    "prezzi",
    "urgenza",
    "lodi",
    "vendita",
    "come_si_fa",
    "istruzioni",
    "ragionamento",
    "dialogo",
    "racconto",
)
# Imperatives that are also other words («chi compra», «la misura»): they count only where a clause opens.
IMPERATIVES = {"inviti": words("inviti_verbi"), "istruzioni": with_enclitics("istruzioni_verbi")}
OPENERS = words("apre_la_frase")
WE, NOT_WE, YOU, I_SAY = words("noi"), words("noi_esclusi"), words("tu"), words("io")
WE_ENDINGS = ("iamo", "remo", "vamo")
PLACE = {name: number for number, name in enumerate(NAMES)}
INFINITIVE = re.compile(r"^\w{1,}(?:[aei]re|rre|[aei]r(?:si|ci|ti|vi|mi|lo|la|li|le|ne|gli))$")
NOT_INFINITIVES = frozenset({"mare", "sere", "genere", "carattere", "particolare"})
BULLETS = frozenset("-–—•·*▪✔✅☑👉➡→")
SHOUT = 4  # letters
INF, PART = "<inf>", "<part>"  # stand for any infinitive, any past participle
PARTICIPLE = re.compile(r"^\w{2,}(?:at|ut|it|st|tt|rs|us|is|lt|rt|nt|as|ss)[oaie]$")
NOT_IMPERFECTS = words("imperfetti_esclusi")
IMPERFECT = re.compile(r"^\w{2,}(?:av|ev)(?:o|a|i|amo|ate|ano)$")
IS_EMOJI = re.compile(EMOJI)


Expressions = dict[tuple[str, str], list[tuple[tuple[str, ...], int]]]


def _index() -> tuple[dict[str, list[int]], Expressions]:
    """Split the lexicon into single pieces and expressions by their first two pieces, the longest first."""
    single: dict[str, list[int]] = defaultdict(list)
    several: Expressions = defaultdict(list)
    for name in OF_EXPRESSIONS:
        entries = expressions(name)
        if name == "inviti":
            entries = (entries | with_enclitics("inviti_verbi_con_pronome")) - IMPERATIVES["inviti"]
        for entry in sorted(entries):
            pieces = tuple(entry.split())
            if len(pieces) == 1:
                single[entry].append(PLACE[name])
            else:
                several[pieces[0], pieces[1]].append((pieces, PLACE[name]))
    for options in several.values():
        options.sort(key=lambda one: (-len(one[0]), one))
    return dict(single), dict(several)


SINGLE, SEVERAL = _index()


def _is_infinitive(word: str) -> bool:
    return INFINITIVE.match(word) is not None and word not in NOT_INFINITIVES


def _is_participle(word: str) -> bool:
    return PARTICIPLE.match(word) is not None


WILD = {INF: _is_infinitive, PART: _is_participle}


class Hit(NamedTuple):
    """Dove un marcatore compare: il suo posto in `NAMES`, il primo pezzo, quanti pezzi."""

    marker: int
    place: int
    pieces: int


def markers(texts: Any) -> pd.DataFrame:
    """Conta i segni dello stile di ogni testo.

    Parameters
    ----------
    texts : Series di testi
        Un testo per riga; va bene anche un testo solo.

    Returns
    -------
    DataFrame
        Stesso indice, una colonna per marcatore: conteggi interi, e ``gulpease`` tra 0 e 100 (NaN sotto le 30 parole).
        Che cosa conta ciascuno, con esempi: `marker_guide`.

    Raises
    ------
    TypeError, ValueError
        Se qualche testo manca o non è un testo.

    Notes
    -----
    Un marcatore è un indizio, non una prova: «scegli» vende scarpe e insegna a sceglierle.
    """
    import pandas as pd

    series = as_series(texts)
    table = pd.DataFrame(counts_of(batch(series)), columns=list(NAMES), index=series.index)
    return table.astype({one.name: "int64" for one in GUIDE})


def marker_guide() -> pd.DataFrame:
    """Che cosa conta ogni marcatore, dove di solito è più frequente, esempi che conta ed esempi che non conta.

    Returns
    -------
    DataFrame
        ``marcatore``, ``che_cosa_conta``, ``di_solito``, ``conta``, ``non_conta``.
    """
    import pandas as pd

    def quoted(examples: tuple[str, ...]) -> str:
        return " · ".join(f"«{one.strip().replace(BREAK, ' / ')}»" for one in examples)

    rows = [(one.name, one.counts, one.leans, quoted(one.yes), quoted(one.no)) for one in (*GUIDE, GULPEASE)]
    return pd.DataFrame(rows, columns=["marcatore", "che_cosa_conta", "di_solito", "conta", "non_conta"])


def counts_of(read: Batch) -> NDArray[np.float64]:
    """I marcatori di testi già divisi in pezzi: array, shape (testi, marcatori), nell'ordine di `NAMES`."""
    table = np.zeros((read.size, len(NAMES)))
    for marker, of_kind in enumerate(_by_kind(read).T):
        if of_kind.any():
            table[:, marker] = read.total(of_kind)
    text_of = np.searchsorted(read.ends, np.arange(len(read.codes)), side="right")
    for hit in _expressions(read) + _imperatives(read):
        table[text_of[hit.place], hit.marker] += 1
    for place in _list_items(read):
        table[text_of[place], PLACE["elenco"]] += 1
    table[:, PLACE[GULPEASE.name]] = gulpease_of(read)
    return table


def found(text: str) -> list[tuple[int, int, str]]:
    """Dove compaiono i marcatori in un testo: (inizio, fine, nome), nell'ordine del testo.

    Restano fuori ``parole`` e ``gulpease``, che riguardano il testo intero.

    Raises
    ------
    TypeError
        Se non è un testo.
    """
    text = as_text(text)
    read, pieces = batch([text]), spans(text)
    of_kind = _by_kind(read)
    hits = [
        Hit(int(marker), place, 1)
        for place, code in enumerate(read.codes[:-1])
        for marker in np.flatnonzero(of_kind[code])
        if marker != PLACE["parole"]
    ]
    hits += _expressions(read) + _imperatives(read)
    hits += [Hit(PLACE["elenco"], place, 1) for place in _list_items(read)]
    hits.sort(key=lambda one: (one.place, -one.pieces, one.marker))
    return [(pieces[one.place][1], pieces[one.place + one.pieces - 1][2], NAMES[one.marker]) for one in hits]


def _by_kind(read: Batch) -> NDArray[np.int64]:
    """Count what each different piece is worth by itself: shape (different pieces, markers)."""
    table = np.zeros((len(read.kinds), len(NAMES)), dtype=np.int64)
    for row, (kind, key, word) in enumerate(zip(read.kinds, read.keys, read.word, strict=True)):
        for marker in SINGLE.get(key, ()):
            table[row, marker] = 1
        if word:
            table[row, PLACE["parole"]] = 1
            if key in YOU:
                table[row, PLACE["tu"]] = 1
            elif key in I_SAY:
                table[row, PLACE["io"]] = 1
            if key in WE or (key.endswith(WE_ENDINGS) and len(key) > 5 and key not in NOT_WE):
                table[row, PLACE["noi"]] = 1
            if IMPERFECT.match(key) and key not in NOT_IMPERFECTS:
                table[row, PLACE["racconto"]] = 1
            if len(kind) >= SHOUT and kind.isupper():
                table[row, PLACE["maiuscole"]] = 1
        elif key == ADDRESS:
            table[row, PLACE["collegamenti"]] = 1
        elif kind[0] in "!?":
            table[row, PLACE["esclamativi"]] = kind.count("!")
            table[row, PLACE["domande"]] = int("?" in kind)
        elif kind[0] == "#" and len(kind) > 1:
            table[row, PLACE["hashtag"]] = 1
        elif IS_EMOJI.fullmatch(kind):
            table[row, PLACE["emoji"]] = 1
    return table


def _expressions(read: Batch) -> list[Hit]:
    """Find the expressions of several pieces: at each place, for each marker, only the longest."""
    ids: dict[str, int] = {}
    for key in read.keys:
        ids.setdefault(key, len(ids))
    ids |= {INF: len(ids), PART: len(ids) + 1}
    base = len(ids)
    pairs = [ids[one] * base + ids[two] for one, two in SEVERAL if one in ids and two in ids]
    wanted = np.array(pairs, dtype=np.int64)
    first = np.array([ids[key] for key in read.keys], dtype=np.int64)[read.codes[:-1]] * base
    hit = np.zeros(len(first), dtype=bool)
    for second in _seconds(read.keys, ids):
        hit |= np.isin(first + second[read.codes[1:]], wanted)
    keys, codes = read.keys, read.codes.tolist()
    hits = []
    for place in np.flatnonzero(hit).tolist():
        one, two = keys[codes[place]], keys[codes[place + 1]]
        options = [option for second in (two, INF, PART) for option in SEVERAL.get((one, second), ())]
        done: set[int] = set()
        for pieces, marker in options:
            if marker not in done and _matches(pieces, keys, codes, place):
                done.add(marker)
                hits.append(Hit(marker, place, len(pieces)))
    return hits


def _seconds(keys: list[str], ids: dict[str, int]) -> Iterator[NDArray[np.int64]]:
    """Yield what each different piece can stand for as a second piece: itself, an infinitive, a participle."""
    itself = np.array([ids[key] for key in keys], dtype=np.int64)
    yield itself
    for wild, test in WILD.items():
        yield np.where(np.array([test(key) for key in keys], dtype=bool), ids[wild], itself)


def _matches(pieces: tuple[str, ...], keys: list[str], codes: list[int], place: int) -> bool:
    seen = codes[place : place + len(pieces)]
    return len(seen) == len(pieces) and all(
        keys[code] == piece or (piece in WILD and WILD[piece](keys[code]))
        for code, piece in zip(seen, pieces, strict=True)
    )


def _imperatives(read: Batch) -> list[Hit]:
    """Find the imperatives that open a clause, and only those."""
    codes = read.codes
    if not len(codes):
        return []
    opener = np.array([one == BREAK or one in OPENERS or ord(one[0]) > 0x2100 for one in read.keys], dtype=bool)
    opens = np.append(True, opener[codes[:-1]])
    hits = []
    for name, verbs in IMPERATIVES.items():
        verb = np.array([one in verbs for one in read.keys], dtype=bool)
        hits += [Hit(PLACE[name], int(place), 1) for place in np.flatnonzero(verb[codes] & opens)]
    return hits


def _list_items(read: Batch) -> list[int]:
    """Find the lines that open with a bullet, a keycap or «1.» / «1)»."""
    keys, codes = read.keys, read.codes
    if not len(codes):
        return []
    bullet = np.array([one in BULLETS or one.endswith("\u20e3") for one in keys], dtype=bool)
    number = np.array([one in (NUMBER, LESS_NUMBER) for one in keys], dtype=bool)
    close = np.array([one in (".", ")", "-") for one in keys], dtype=bool)
    line = np.array([one == BREAK for one in keys], dtype=bool)
    opens = np.append(True, line[codes[:-1]])
    after = np.append(codes[1:], codes[-1:])
    item = opens & ((bullet[codes] & ~line[after]) | (number[codes] & close[after]))
    return [int(one) for one in np.flatnonzero(item)]
