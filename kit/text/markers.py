"""The style of a text in numbers: how often each named marker occurs.  Pure.

Words and expressions are in `marker_words`, their meaning and examples in `marker_guide`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kit.text.batch import ADDRESS, BREAK, LESS_NUMBER, NUMBER, Batch, batch
from kit.text.door import as_series, as_text
from kit.text.lexicon import STOP_WORDS, expressions, with_enclitics, words
from kit.text.marker_guide import GUIDE, GULPEASE, NAMES
from kit.text.sentences import gulpease_of
from kit.text.tokens import EMOJI, spans

if TYPE_CHECKING:
    import pandas as pd

OF_EXPRESSIONS = (
    "inviti",
    "sconti",
    "prezzi",
    "urgenza",
    "lodi",
    "vendita",
    "promesse",
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
STOPS = frozenset({BREAK, ".", "!", "?", "…", "...", "!!", "!!!", "?!"})
ARTICLES = frozenset({"il", "la", "lo", "l'", "i", "le", "gli", "un", "una", "un'"})
SIGNATURE = 10  # words, at most, in the sentence that closes with a name
INF, PART = "<inf>", "<part>"  # stand for any infinitive, any past participle
PARTICIPLE = re.compile(r"^\w{2,}(?:at|ut|it|st|tt|rs|us|is|lt|rt|nt|as|ss)[oaie]$")
NOT_IMPERFECTS = words("imperfetti_esclusi")
IMPERFECT = re.compile(r"^\w{2,}(?:av|ev)(?:o|a|i|amo|ate|ano)$")
IS_EMOJI = re.compile(EMOJI)


Places = NDArray[np.int64]


def _lexicon() -> tuple[dict[str, list[int]], list[tuple[tuple[str, ...], int]]]:
    """Split the lexicon into single pieces and expressions of several pieces, with their markers."""
    single: dict[str, list[int]] = defaultdict(list)
    several: list[tuple[tuple[str, ...], int]] = []
    for name in OF_EXPRESSIONS:
        entries = expressions(name)
        if name == "inviti":
            entries = (entries | with_enclitics("inviti_verbi_con_pronome")) - IMPERATIVES["inviti"]
        for entry in sorted(entries):
            pieces = tuple(entry.split())
            if len(pieces) == 1:
                single[entry].append(PLACE[name])
            else:
                several.append((pieces, PLACE[name]))
    return dict(single), several


SINGLE, SEVERAL = _lexicon()


class Tree(NamedTuple):
    """Le espressioni di più pezzi come un albero: da un nodo, un pezzo porta al nodo dopo.

    ``symbols`` numera i pezzi da 1 (0 è ogni altro pezzo); ``step`` dice il nodo dopo, shape (nodi, simboli), 0 se non ce n'è;
    ``ends`` dice quali marcatori finiscono in un nodo, shape (nodi, marcatori).
    """

    symbols: dict[str, int]
    step: NDArray[np.int16]
    ends: NDArray[np.bool_]


@cache
def _tree() -> Tree:
    symbols: dict[str, int] = {INF: 1, PART: 2}
    nodes: list[dict[int, int]] = [{}, {}]  # node 0 is nowhere, node 1 the root
    ends: list[tuple[int, int]] = []
    for pieces, marker in SEVERAL:
        here = 1
        for piece in pieces:
            symbol = symbols.setdefault(piece, len(symbols) + 1)
            if symbol not in nodes[here]:
                nodes[here][symbol] = len(nodes)
                nodes.append({})
            here = nodes[here][symbol]
        ends.append((here, marker))
    step = np.zeros((len(nodes), len(symbols) + 1), dtype=np.int16)
    for number, branches in enumerate(nodes):
        for symbol, after in branches.items():
            step[number, symbol] = after
    table = np.zeros((len(nodes), len(NAMES)), dtype=bool)
    for node, marker in ends:
        table[node, marker] = True
    return Tree(symbols, step, table)


def _is_infinitive(word: str) -> bool:
    return INFINITIVE.match(word) is not None and word not in NOT_INFINITIVES


def _is_participle(word: str) -> bool:
    return PARTICIPLE.match(word) is not None


WILD = {INF: _is_infinitive, PART: _is_participle}


class Hits(NamedTuple):
    """Dove compaiono i marcatori: il posto in `NAMES`, il primo pezzo, quanti pezzi; tre array lunghi uguali."""

    marker: Places
    place: Places
    pieces: Places


def _hits(marker: int, place: Places) -> Hits:
    return Hits(np.full(len(place), marker), place, np.ones(len(place), dtype=np.int64))


def _together(some: list[Hits]) -> Hits:
    return Hits(*(np.concatenate(one) for one in zip(*some, strict=True)))


NO_HITS = _hits(0, np.zeros(0, dtype=np.int64))


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
    hits = _by_place(read)
    text = np.searchsorted(read.ends, hits.place, side="right")
    table += np.bincount(text * len(NAMES) + hits.marker, minlength=table.size).reshape(table.shape)
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
    alone = of_kind[read.codes[:-1]] > 0
    alone[:, PLACE["parole"]] = False
    place, marker = np.nonzero(alone)
    hits = _together([Hits(marker, place, np.ones_like(place)), _by_place(read)])
    order = np.lexsort((hits.marker, -hits.pieces, hits.place)).tolist()
    return [
        (pieces[place][1], pieces[place + many - 1][2], NAMES[marker])
        for marker, place, many in ((int(one[at]) for one in hits) for at in order)
    ]


def _by_place(read: Batch) -> Hits:
    """Find what depends on the neighbouring pieces."""
    return _together([_expressions(read), _imperatives(read), _list_items(read), _signatures(read)])


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


def _expressions(read: Batch) -> Hits:
    """Find the expressions of several pieces: at each place, for each marker, only the longest.

    All places walk the tree of expressions together, one piece at a time; a place may walk several branches (the piece
    itself, any infinitive, any participle).
    """
    tree = _tree()
    itself = np.array([tree.symbols.get(one, 0) for one in read.keys], dtype=np.int64)
    ways = [itself]
    for wild, test in WILD.items():
        ways.append(np.where(np.array([test(one) for one in read.keys], dtype=bool), tree.symbols[wild], 0))
    place = np.flatnonzero((tree.step[1, itself] > 0)[read.codes])
    node = tree.step[1, itself[read.codes[place]]]
    longest: dict[int, NDArray[np.int64]] = {}
    deep = 1
    while len(place):
        inside = place + deep < len(read.codes)
        place, node = place[inside], node[inside]
        code = read.codes[place + deep]
        after = [tree.step[node, way[code]] for way in ways]
        place, node = np.concatenate([place[one > 0] for one in after]), np.concatenate([one[one > 0] for one in after])
        deep += 1
        row, marker = np.nonzero(tree.ends[node])
        longest[deep] = place[row] * len(NAMES) + marker
    if not longest:
        return NO_HITS
    # From the longest down: what a longer expression has already taken at the same place is not counted again.
    keys = np.concatenate([longest[one] for one in sorted(longest, reverse=True)])
    pieces = np.repeat(sorted(longest, reverse=True), [len(longest[one]) for one in sorted(longest, reverse=True)])
    keys, first = np.unique(keys, return_index=True)
    return Hits(keys % len(NAMES), keys // len(NAMES), pieces[first])


def _imperatives(read: Batch) -> Hits:
    """Find the imperatives that open a clause, and only those."""
    codes = read.codes
    opener = np.array([one == BREAK or one in OPENERS or ord(one[0]) > 0x2100 for one in read.keys], dtype=bool)
    opens = np.append(True, opener[codes[:-1]])[: len(codes)]
    found = []
    for name, verbs in IMPERATIVES.items():
        verb = np.array([one in verbs for one in read.keys], dtype=bool)
        found.append(_hits(PLACE[name], np.flatnonzero(verb[codes] & opens)))
    return _together(found)


def _list_items(read: Batch) -> Hits:
    """Find the lines that open with a bullet, a keycap or «1.» / «1)»."""
    keys, codes = read.keys, read.codes
    bullet = np.array([one in BULLETS or one.endswith("\u20e3") for one in keys], dtype=bool)
    number = np.array([one in (NUMBER, LESS_NUMBER) for one in keys], dtype=bool)
    close = np.array([one in (".", ")", "-") for one in keys], dtype=bool)
    line = np.array([one == BREAK for one in keys], dtype=bool)
    opens = np.append(True, line[codes[:-1]])[: len(codes)]
    after = np.append(codes[1:], codes[-1:])
    item = opens & ((bullet[codes] & ~line[after]) | (number[codes] & close[after]))
    return _hits(PLACE["elenco"], np.flatnonzero(item))


def _signatures(read: Batch) -> Hits:
    """Find the names of who sells: «Con Verdemare…», «Verdemare, la crema», «Verdemare è il», and the one that closes the text.

    A capital at the start of a sentence is a name only before a comma or a colon, or before «è il».
    """
    if not len(read.codes):
        return NO_HITS
    codes, here = read.codes, np.arange(len(read.codes))

    def flag(test: Callable[[str], bool], pieces: list[str]) -> NDArray[np.bool_]:
        return np.array([test(one) for one in pieces], dtype=bool)[codes]

    def ahead(flags: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
        return np.append(flags[by:], np.zeros(by, dtype=bool))[: len(codes)]

    word, stop = read.word[codes], flag(STOPS.__contains__, read.keys)
    name = flag(lambda one: one.istitle() and len(one) > 2 and one.isalpha(), read.kinds)
    name &= ~flag(lambda one: one in STOP_WORDS or one in OPENERS or _is_infinitive(one), read.keys)
    pause = flag({",", ":"}.__contains__, read.keys)
    opens = np.append(True, stop[:-1])
    article, is_ = flag(ARTICLES.__contains__, read.keys), flag("è".__eq__, read.keys)
    shown = name & opens & ahead(pause | is_, 1) & ahead(article, 2)
    with_ = ahead(name, 1) & flag("con".__eq__, read.keys) & opens
    starts = np.concatenate([[0], read.ends[:-1]])
    last = np.maximum.reduceat(np.where(word, here, -1), starts)
    starts, last = starts[last >= 0], last[last >= 0]
    first = np.maximum.accumulate(np.where(stop, here, -1))[last] + 1
    so_far = np.cumsum(word)
    short = (first > starts) & (so_far[last] - so_far[first] < SIGNATURE)
    first, last = first[short], last[short]
    signs = np.where(name & (~opens | ahead(pause, 1)), here, len(codes))
    place = np.minimum.accumulate(signs[::-1])[::-1][first]  # the first name from there on
    closing = place[place <= last]
    return _hits(PLACE["firma"], np.unique(np.concatenate([np.flatnonzero(shown), np.flatnonzero(with_) + 1, closing])))
