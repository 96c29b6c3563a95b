"""Tokens, negation, stop words, lemmas and counts: what Italian posts need, and what cannot be read is said in words."""

import socket
import warnings

import numpy as np
import pandas as pd
import pytest

from kit.text import (
    STOP_WORDS,
    ContentClassifier,
    agreement,
    collocations,
    gulpease,
    lemma,
    lemmas,
    mark_negation,
    markers,
    negation,
    readable,
    sentences,
    tokens,
    word_counts,
    words,
)


@pytest.fixture(autouse=True)
def nothing_to_download(monkeypatch: pytest.MonkeyPatch) -> None:
    import nltk

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no network in this room")

    monkeypatch.setattr(nltk.data, "path", [])
    monkeypatch.setattr(nltk, "download", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'offerta dell'anno", ["L'", "offerta", "dell'", "anno"]),
        ("un’idea, c’è", ["un’", "idea", ",", "c’", "è"]),
        ("Si va! #trail @fiatolungo", ["Si", "va", "!", "#trail", "@fiatolungo"]),
        ("Forza 👍🏽 👩‍🚒 🇮🇹 ❤️", ["Forza", "👍🏽", "👩‍🚒", "🇮🇹", "❤️"]),
        ("vai su https://fiatolungo.it/scarpe?x=1.", ["vai", "su", "https://fiatolungo.it/scarpe?x=1", "."]),
        ("scrivi a info@fiatolungo.it", ["scrivi", "a", "info@fiatolungo.it"]),
        ("a 49,90 € (-20%)", ["a", "49,90", "€", "(", "-20%", ")"]),
        ("un po' stanco :)", ["un", "po'", "stanco", ":)"]),
        ("Davvero?!... sì", ["Davvero", "?!", "...", "sì"]),
        ("scarpe anti-pioggia h24", ["scarpe", "anti-pioggia", "h24"]),
    ],
)
def test_tokens_of_a_post(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_accents_typed_as_apostrophes_are_the_same_words() -> None:
    assert words("PERCHE' la citta' e' cosi'") == ["perché", "la", "città", "è", "così"]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Non mi piace la salita", ["mi", "piace", "la", "salita"]),
        ("Non piove, usciamo", ["piove"]),
        ("Non piove ma tira vento", ["piove"]),
        ("Senza fretta arriviamo in cima tutti", ["fretta", "arriviamo", "in"]),
        ("Non vedo l'ora di partire", []),
        ("Niente male questo zaino", []),
        ("Non solo scarpe", []),
        ("Bella giornata", []),
    ],
)
def test_what_a_negation_reaches(text: str, denied: list[str]) -> None:
    table = negation(text)
    assert table.loc[table["negato"] == 1, "pezzo"].tolist() == denied
    assert [one.removeprefix("NON_") for one in mark_negation(text) if one.startswith("NON_")] == denied


def test_two_negations_do_not_cancel_out() -> None:
    table = negation("Non viene mai nessuno")
    assert table.loc[table["pezzo"] == "viene", "negato"].item() == 1


def test_stop_words_keep_the_negations() -> None:
    assert {"il", "che", "di", "per"} <= STOP_WORDS
    assert not {"non", "mai", "né", "nessuno", "niente", "senza"} & STOP_WORDS
    counted = word_counts(["Non torno mai più", "Non è male"])
    assert {"non", "mai"} <= set(counted["parola"])


def test_lemmas_bring_forms_together() -> None:
    assert [lemma(one) for one in ("scarpe", "corriamo", "dei", "bellissime")] == ["scarpa", "correre", "di", "bello"]
    assert lemmas("Le scarpe 👟 #corsa, 3 km") == ["il", "scarpa", "👟", "#corsa", "km"]
    counted = word_counts(["Scarpe nuove", "una scarpa nuova"]).set_index("parola")
    assert counted.loc["scarpa", ["volte", "testi"]].tolist() == [2, 2]


def test_collocations_are_pairs_that_stay_together() -> None:
    texts = ["il colpo di calore", "un colpo secco", "spedizione gratuita oggi", "spedizione gratuita, sempre"] * 3
    found = collocations(texts)
    assert tuple(found.loc[0, ["prima", "seconda"]]) == ("spedizione", "gratuita")


def test_gulpease_of_a_counted_text() -> None:
    text = "Vai piano oggi. " * 10  # 30 words, 10 sentences, 120 letters
    assert gulpease(text) == pytest.approx(min(100, 89 + (300 * 10 - 10 * 120) / 30))
    long_words = "Incomprensibilmente " * 40
    assert gulpease(long_words) == 0.0
    assert np.isnan(gulpease("Vai piano oggi. " * 9))


def test_a_sentence_does_not_end_at_an_abbreviation_or_a_price() -> None:
    assert sentences("Il dott. Rossi vende a 1.500 euro. Punto… Ecco!") == [
        "Il dott. Rossi vende a 1.500 euro.",
        "Punto…",
        "Ecco!",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "vuoto"),
        ("   \n", "vuoto"),
        ("🔥🔥🔥", "solo emoji"),
        ("!!! 100%", "solo emoji o segni"),
        ("The best shoes for your next run, now in our store and online", "italiano"),
        ("Las mejores zapatillas para correr en la montaña con tus amigos", "italiano"),
        ("Отличные кроссовки для бега по горам", "italiano"),
        ("PerchÃ© Ã¨ cosÃ¬ bella", "codifica"),
        ("Perch\ufffd no", "codifica"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, problem: str) -> None:
    assert problem in readable([text])["problema"].iloc[0]


@pytest.mark.parametrize(
    "text", ["Perché no", "Nuova collezione trail running", "Sì!", "Outdoor outlet, sneakers -20%"]
)
def test_short_italian_has_the_benefit_of_the_doubt(text: str) -> None:
    assert readable([text])["leggibile"].iloc[0] == 1


def test_the_same_word_in_two_encodings_is_the_same_word() -> None:
    assert words("perche\u0301") == words("perché") == ["perché"]
    pd.testing.assert_frame_equal(markers(["perche\u0301 piove"]), markers(["perché piove"]))


def test_a_megabyte_is_counted_and_not_decided() -> None:
    text = "Vai piano, che la strada è lunga. " * 30_000
    model = ContentClassifier().fit(["Compra ora!", "Come si fa, spiegato"] * 5, ["out", "in"] * 5)
    decided = model.decide([text])
    assert decided["decisione"].item() == "non so" and "troppo lungo" in decided["motivo"].item()
    assert markers([text])["parole"].item() == 210_000


@pytest.mark.parametrize("hostile", ["a" * 300_000, "a." * 150_000, "'" * 300_000, "@a." * 100_000, "1.1," * 75_000])
def test_a_hostile_megabyte_is_read_to_its_end(hostile: str) -> None:
    """A pattern that goes back on itself would never arrive there."""
    assert "".join(tokens(hostile)) == hostile


@pytest.mark.parametrize(
    ("bad", "kind", "words_"),
    [
        (["a", None], ValueError, "Manca il testo in 1 righe"),
        ([b"byte"], TypeError, "decode"),
        ([3], TypeError, "Serve un testo"),
        (pd.DataFrame({"testo": ["a"]}), TypeError, 'tabella\\["testo"\\]'),
    ],
)
def test_what_is_no_column_of_texts_is_refused_in_italian(bad: object, kind: type[Exception], words_: str) -> None:
    for room in (markers, readable, gulpease):
        with pytest.raises(kind, match=words_):
            room(bad)  # type: ignore[operator]


def test_people_who_read_little_together_are_refused_in_italian() -> None:
    with pytest.raises(ValueError, match="almeno due annotatori"):
        agreement(pd.DataFrame({"a": ["x"]}))
    with pytest.raises(KeyError, match="Manca la colonna «c»"):
        agreement(pd.DataFrame({"a": ["x"], "b": ["y"]}), ["a", "c"])
    with pytest.raises(ValueError, match="due etichette"):
        agreement(pd.DataFrame({"a": ["x", None], "b": [None, "y"]}))


def test_no_text_at_all_gives_empty_tables() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(markers([])) == len(readable([])) == len(gulpease(pd.Series([], dtype=object))) == 0
