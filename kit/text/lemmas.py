"""Dictionary forms (simplemma), readable counts, pairs of words that go together (nltk).  Pure; no download ever."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kit.text.door import as_series
from kit.text.lexicon import STOP_WORDS
from kit.text.tokens import is_word, plain, tokens

if TYPE_CHECKING:
    import pandas as pd

# Prepositions joined to an article, which the dictionary takes for possessives or leaves alone.
JOINED = {
    start + end: base
    for base, start in {"di": "de", "a": "a", "da": "da", "in": "ne", "su": "su"}.items()
    for end in ("l", "llo", "lla", "i", "gli", "lle")
} | {"col": "con", "coi": "con"}
SUPERLATIVES = ("issimo", "issima", "issimi", "issime")


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """La forma da dizionario di una parola: ``scarpe`` → ``scarpa``, ``corri`` → ``correre``.

    Parameters
    ----------
    word : str
        Una parola sola.

    Returns
    -------
    str
        Minuscola. Una parola che il dizionario non ha resta com'è.

    Notes
    -----
    Guarda la parola da sola, senza la frase: «porta» può essere una porta o il verbo portare, e sceglie sempre la stessa.
    """
    import simplemma

    form = plain(word)
    if form in JOINED or form.endswith("'"):
        return JOINED.get(form, form)
    found = str(simplemma.lemmatize(form, lang="it")).lower()
    if found == form and form.endswith(SUPERLATIVES) and len(form) > 8:
        stem = form[:-6]
        return str(simplemma.lemmatize(stem + ("o" if not stem.endswith(("ch", "gh")) else "e"), lang="it")).lower()
    return found


def lemmas(text: str) -> list[str]:
    """Le parole di un testo nella forma da dizionario; emoji, hashtag e menzioni restano come sono.

    Parameters
    ----------
    text : str
        Un testo.

    Returns
    -------
    list di str
        Nell'ordine; senza punteggiatura e numeri.

    Raises
    ------
    TypeError
        Se non è un testo.
    """
    return [lemma(one) if is_word(one) else one for one in tokens(text) if is_word(one) or _is_content(one)]


def _is_content(piece: str) -> bool:
    return (piece[0] in "#@" and len(piece) > 1) or ord(piece[0]) > 0x2190


def word_counts(
    texts: Any, by: Any = None, *, lemmatise: bool = True, skip: Collection[str] = STOP_WORDS, top: int = 20
) -> pd.DataFrame:
    """Le parole più frequenti, contate per forma da dizionario.

    Parameters
    ----------
    texts : Series di testi
        Un testo per riga.
    by : Series, facoltativa
        Il gruppo di ogni testo (per esempio ``contenuti["tipo"]``): le parole più frequenti di ogni gruppo.
    lemmatise : bool
        Se False conta le parole come sono scritte.
    skip : insieme di str
        Parole da non contare; `STOP_WORDS` non contiene le negazioni, che restano.
    top : int
        Quante parole (per gruppo).

    Returns
    -------
    DataFrame
        ``gruppo`` (solo con ``by``), ``parola``, ``volte``, ``testi`` (in quanti testi compare) e ``forme`` (come era
        scritta).

    Raises
    ------
    TypeError, ValueError
        Se mancano testi, o se ``by`` ha un'altra lunghezza.
    """
    import pandas as pd

    series = as_series(texts)
    groups = [""] * len(series) if by is None else [str(one) for one in pd.Series(by).tolist()]
    if len(groups) != len(series):
        raise ValueError(f"I testi sono {len(series)} e i gruppi {len(groups)}: serve un gruppo per ogni testo.")
    times: dict[str, Counter[str]] = defaultdict(Counter)
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for text, group in zip(series, groups, strict=True):
        found = []
        for piece in tokens(text):
            word = is_word(piece)
            form = plain(piece) if word else piece
            if form in skip or form.endswith("'") or not (word or _is_content(piece)):
                continue
            name = lemma(form) if word and lemmatise else form
            if name not in skip:
                found.append(name)
                forms[group, name][form] += 1
        times[group].update(found)
        inside[group].update(set(found))
    rows = [
        {
            "gruppo": group,
            "parola": name,
            "volte": number,
            "testi": inside[group][name],
            "forme": ", ".join(form for form, _ in forms[group, name].most_common(4)),
        }
        for group in sorted(times)
        for name, number in sorted(times[group].items(), key=lambda pair: (-pair[1], pair[0]))[:top]
    ]
    table = pd.DataFrame(rows, columns=["gruppo", "parola", "volte", "testi", "forme"])
    return table.drop(columns="gruppo") if by is None else table


def collocations(texts: Any, *, top: int = 20, least: int = 3, skip: Collection[str] = STOP_WORDS) -> pd.DataFrame:
    """Le coppie di parole vicine che stanno insieme più di quanto farebbe il caso.

    Parameters
    ----------
    texts : Series di testi
        Un testo per riga; le coppie non passano da un testo all'altro, né sopra un segno di punteggiatura.
    top : int
        Quante coppie.
    least : int
        Quante volte almeno.
    skip : insieme di str
        Parole che non possono stare nella coppia.

    Returns
    -------
    DataFrame
        ``prima``, ``seconda``, ``volte`` e ``forza`` (rapporto di verosimiglianza: più è alto, meno è un caso).

    Raises
    ------
    TypeError, ValueError
        Se mancano testi.

    Notes
    -----
    Dunning, *Computational Linguistics* 19 (1993), 61–74, come in ``nltk.collocations``.
    """
    import pandas as pd
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    stretches: list[list[str]] = []
    for text in as_series(texts):
        stretches.append([])
        for piece in tokens(text):
            if is_word(piece):
                stretches[-1].append(plain(piece))
            else:
                stretches.append([])
    finder = BigramCollocationFinder.from_documents(stretches)
    finder.apply_freq_filter(least)
    finder.apply_word_filter(lambda word: word in skip or word.endswith("'"))
    scored = finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)
    scored.sort(key=lambda one: (-one[1], one[0]))
    rows = [(*pair, int(finder.ngram_fd[pair]), float(force)) for pair, force in scored[:top]]
    return pd.DataFrame(rows, columns=["prima", "seconda", "volte", "forza"])
