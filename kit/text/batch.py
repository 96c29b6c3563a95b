"""Many texts cut at once: each different piece of text is analysed once, then only numbers move.  Pure.

Gives the same tokens as `tokens`, text by text; it exists because markers and classification read thousands of posts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np
from numpy.typing import NDArray

from kit.text.tokens import TOKEN, is_word, plain

Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]

BREAK = "\n"  # ends a line, and every text: no phrase goes across it
# Each stands in `keys` for any piece of its sort.
NUMBER, PERCENT, ADDRESS, MENTION = "<n>", "<p>", "<link>", "<menzione>"
LESS_NUMBER, LESS_PERCENT = "<-n>", "<-p>"


@dataclass(frozen=True)
class Batch:
    """I testi come numeri.

    Attributes
    ----------
    kinds : list of str
        I pezzi diversi, scritti come nel testo.
    codes : array, shape (pezzi,)
        Il posto in ``kinds`` di ogni pezzo, testo dopo testo; dopo ogni testo c'è un a capo.
    ends : array, shape (testi,)
        Dove finisce ogni testo in ``codes`` (l'a capo finale è compreso).
    """

    kinds: list[str]
    codes: Codes
    ends: Counts

    @property
    def size(self) -> int:
        """Quanti testi."""
        return len(self.ends)

    @cached_property
    def keys(self) -> list[str]:
        """La forma di confronto di ogni pezzo diverso: minuscola, accenti a posto, numeri e indirizzi generici."""
        return [key(one) for one in self.kinds]

    @cached_property
    def word(self) -> Flags:
        """Quali pezzi diversi sono parole."""
        return np.array([is_word(one) for one in self.kinds], dtype=bool)

    @cached_property
    def letters(self) -> Counts:
        """Quante lettere ha ogni pezzo diverso, se è una parola."""
        return np.array(
            [sum(map(str.isalpha, one)) if flag else 0 for one, flag in zip(self.kinds, self.word, strict=True)],
            dtype=np.int64,
        )

    def total(self, of_kind: NDArray[np.generic]) -> Counts:
        """Somma, testo per testo, di un numero intero (o sì/no) che ogni pezzo diverso porta con sé.

        Parameters
        ----------
        of_kind : array, shape (pezzi diversi,)

        Returns
        -------
        array, shape (testi,)
        """
        return self.total_at(of_kind[self.codes])

    def total_at(self, at_place: NDArray[np.generic]) -> Counts:
        """Somma, testo per testo, di un numero per ogni posto di ``codes``."""
        if not self.size:
            return np.zeros(0, dtype=np.int64)
        starts = np.concatenate([[0], self.ends[:-1]])
        return np.add.reduceat(at_place.astype(np.int64), starts)


def batch(texts: Iterable[str]) -> Batch:
    """Divide molti testi in pezzi.

    Parameters
    ----------
    texts : iterable of str
        Testi già controllati da `door.as_series`.

    Returns
    -------
    Batch
    """
    counter = count()
    chunk_of: defaultdict[str, int] = defaultdict(counter.__next__)
    chunks: list[int] = []
    chunk_ends: list[int] = []
    look = chunk_of.__getitem__
    for text in texts:
        if BREAK in text:
            text = text.replace(BREAK, " \n ")
        chunks += map(look, text.split(" "))
        chunks.append(look(BREAK))
        chunk_ends.append(len(chunks))
    kind_of: defaultdict[str, int] = defaultdict(count().__next__)
    pieces: list[int] = []
    sizes: list[int] = []
    for chunk in chunk_of:
        found = TOKEN.findall(chunk)
        sizes.append(len(found))
        pieces += map(kind_of.__getitem__, found)
    # From chunks to pieces: each chunk's codes are copied where the chunk stands.
    size = np.array(sizes, dtype=np.int64)
    start = np.cumsum(size) - size
    at = np.array(chunks, dtype=np.int64)
    length = size[at]
    finish = np.cumsum(length)
    inside = np.arange(finish[-1] if len(finish) else 0) - np.repeat(finish - length, length)
    codes = np.array(pieces, dtype=np.int32)[np.repeat(start[at], length) + inside]
    ends = finish[np.array(chunk_ends, dtype=np.int64) - 1] if chunk_ends else np.zeros(0, dtype=np.int64)
    return Batch(list(kind_of), codes, ends)


def key(piece: str) -> str:
    """La forma di confronto di un pezzo: una parola come in `plain`, un numero ``<n>``, una percentuale ``<p>``…"""
    if is_word(piece):
        return plain(piece)
    last = piece[-1]
    less = piece[0] in "-−"
    if last == "%" and len(piece) > 1:
        return LESS_PERCENT if less else PERCENT
    if last.isdecimal() and piece[0] not in "#@":
        return LESS_NUMBER if less else NUMBER
    if piece[0] == "@" and len(piece) > 1:
        return MENTION
    if len(piece) > 4 and "." in piece and piece[0].isalnum() and not piece.endswith("."):
        return ADDRESS
    return piece.lower()
