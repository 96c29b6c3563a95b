"""Markers counted all at once are those of the plain definition: one text, one place, one expression at a time."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.text import markers, words
from kit.text.batch import batch
from kit.text.marker_guide import NAMES
from kit.text.markers import OF_EXPRESSIONS, SEVERAL, SINGLE, WILD, counts_of, found

PIECES = sorted({piece for pieces, _ in SEVERAL for piece in pieces} - set(WILD))
BY_FIRST: defaultdict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
for one in SEVERAL:
    BY_FIRST[one[0][0]].append(one)
# A hostile mix: pieces of the expressions, words that stand for the wild ones, openers and breaks.
TEXTS = st.lists(
    st.sampled_from([*PIECES, "comprare", "scegliere", "provato", ".", "\n", "🔥", "3", "10%"]), max_size=40
)


def plain_counts(text: str) -> dict[str, int]:
    """The expressions of each marker, by the definition: at each place the longest one, of each marker."""
    keys = batch([text]).keys
    said = [keys[code] for code in batch([text]).codes]
    counts = dict.fromkeys(OF_EXPRESSIONS, 0)

    def fits(piece: str, word: str) -> bool:
        return WILD[piece](word) if piece in WILD else piece == word

    for place in range(len(said)):
        taken: set[int] = set()
        for pieces, marker in BY_FIRST[said[place]]:
            here = said[place : place + len(pieces)]
            if len(here) == len(pieces) and all(map(fits, pieces, here)):
                taken.add(marker)
        for marker in taken:
            counts[NAMES[marker]] += 1
        for marker in SINGLE.get(said[place], ()):
            counts[NAMES[marker]] += 1
    return counts


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_expressions_are_those_of_the_plain_search(pieces: list[str]) -> None:
    text = " ".join(pieces)
    counts = markers([text]).iloc[0]
    plain = plain_counts(text)
    for name in ("sconti", "prezzi", "urgenza", "lodi", "vendita", "come_si_fa", "ragionamento", "dialogo"):
        assert counts[name] == plain[name], name


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(max_size=120) | TEXTS.map(" ".join), max_size=6))
def test_many_texts_count_as_each_alone(texts: list[str]) -> None:
    together = counts_of(batch(texts))
    alone = [counts_of(batch([text]))[0] for text in texts]
    np.testing.assert_array_equal(together, np.array(alone).reshape(together.shape))


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=200) | TEXTS.map(" ".join))
def test_what_is_counted_can_be_shown_in_the_text(text: str) -> None:
    shown = [name for _, _, name in found(text)]
    counts = markers([text]).iloc[0]
    for name in set(NAMES) - {"parole", "gulpease", "esclamativi"}:
        assert shown.count(name) == counts[name], name
    assert all(0 <= start < end <= len(text) for start, end, _ in found(text))
    assert counts["parole"] == len(words(text))


def test_no_expression_starts_with_a_wild_piece() -> None:
    assert not set(BY_FIRST) & set(WILD)


@pytest.mark.parametrize("trade", ["pizze", "mutui"])
def test_an_invitation_counts_only_where_a_clause_opens(trade: str) -> None:
    counts = markers([f"Compra subito: {trade} per tutti.", f"Chi compra {trade} risparmia."])["inviti"]
    assert counts.iloc[0] > 0 and counts.iloc[1] == 0
