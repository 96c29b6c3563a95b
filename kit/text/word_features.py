"""TF-IDF of words and pairs of neighbouring words, on texts already cut by `batch`.  Pure.

The numbers are those of scikit-learn's `TfidfVectorizer` on the same tokens (a test compares them); here the tokens are the
room's own, and are counted with arrays instead of one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kit.text.batch import ADDRESS, LESS_NUMBER, LESS_PERCENT, MENTION, NUMBER, PERCENT, Batch

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

LIKE = {LESS_NUMBER: NUMBER, LESS_PERCENT: PERCENT}
NAMED = frozenset({ADDRESS, MENTION, NUMBER, PERCENT, "€"})
LEAST = 2  # texts: a word met once teaches nothing
MANY = 2**31


class WordFeatures:
    """Parole e coppie di parole vicine, pesate con TF-IDF.

    Attributes
    ----------
    names : list of str
        Il nome di ogni colonna: prima le parole, poi le coppie.
    """

    names: list[str]

    def fit(self, read: Batch) -> WordFeatures:
        """Impara quali parole e coppie contare, e quanto pesano."""
        terms = [term_of(one) for one in read.keys]
        self._ids = {one: number for number, one in enumerate(sorted({term for term in terms if term}))}
        text, word, pair_text, pair = self._occurrences(read)
        words, word_texts = _texts_with(text, word)
        pairs, pair_texts = _texts_with(pair_text, pair)
        least = LEAST if read.size >= 20 else 1
        self._words, self._pairs = words[word_texts >= least], pairs[pair_texts >= least]
        seen = np.concatenate([word_texts[word_texts >= least], pair_texts[pair_texts >= least]])
        self._idf = np.log((1 + read.size) / (1 + seen)) + 1
        spelled = list(self._ids)
        self.names = [spelled[one] for one in self._words]
        self.names += [f"{spelled[one // MANY]} {spelled[one % MANY]}" for one in self._pairs]
        return self

    def transform(self, read: Batch) -> csr_matrix:
        """La matrice TF-IDF: shape (testi, colonne), righe di lunghezza 1 (o tutte zero)."""
        from scipy.sparse import csr_matrix

        text, word, pair_text, pair = self._occurrences(read)
        rows, columns = [], []
        for values, wanted, where, shift in (
            (word, self._words, text, 0),
            (pair, self._pairs, pair_text, len(self._words)),
        ):
            place = np.searchsorted(wanted, values)
            place[place == len(wanted)] = 0
            known = wanted[place] == values if len(wanted) else np.zeros(len(values), dtype=bool)
            rows.append(where[known])
            columns.append(place[known] + shift)
        row, column = np.concatenate(rows), np.concatenate(columns)
        shape = (read.size, len(self.names))
        table = csr_matrix((np.ones(len(row)), (row, column)), shape=shape)
        table.sum_duplicates()
        table.data *= self._idf[table.indices]
        owner = np.repeat(np.arange(read.size), np.diff(table.indptr))
        length = np.sqrt(np.bincount(owner, weights=table.data**2, minlength=read.size))
        table.data /= length[owner]
        return table

    def _occurrences(
        self, read: Batch
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return text and word of every occurrence, then text and pair of every pair of neighbours."""
        of_kind = np.array(
            [self._ids.get(term_of(one), -1) if term_of(one) else -2 for one in read.keys], dtype=np.int64
        )
        all_words = of_kind[read.codes]
        kept = np.flatnonzero(all_words != -2)
        text = np.searchsorted(read.ends, kept, side="right")
        word = all_words[kept]
        near = (text[1:] == text[:-1]) & (word[1:] >= 0) & (word[:-1] >= 0)
        return text, word, text[1:][near], (word[:-1] * MANY + word[1:])[near]


def term_of(key: str) -> str:
    """La parola che conta per TF-IDF, o un testo vuoto per la punteggiatura che non conta."""
    if key in NAMED or key in LIKE:
        return LIKE.get(key, key)
    first = key[0]
    if first in "!?":
        return first
    return key if first.isalpha() or ord(first) > 0x2190 or (first == "#" and len(key) > 1) else ""


def _texts_with(text: NDArray[np.int64], value: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the different values, sorted, and in how many different texts each one is."""
    order = np.lexsort((text, value))
    text, value = text[order], value[order]
    new = np.ones(len(value), dtype=bool)
    new[1:] = (value[1:] != value[:-1]) | (text[1:] != text[:-1])
    found, times = np.unique(value[new], return_counts=True)
    return found, times
