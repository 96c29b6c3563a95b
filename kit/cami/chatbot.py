"""A small chatbot: it looks for the answer among those that people wrote, says that it is automatic and when it does not know.

Retrieval only: it writes no sentence of its own.  Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from kit.cami.door import check_table
from kit.inference import rate_interval

QUESTION, OTHERS, ANSWER = "domanda", "altre_domande", "risposta"
HELLO = (
    "Ciao! Sono l'assistente automatico di {firm}: un programma, non una persona. "
    "Cerco fra le risposte già scritte e, se non so, lo dico."
)
DONT_KNOW = "Non lo so: fra le mie risposte non ce n'è una per questa domanda. {person}"
EMPTY = "Non ho ricevuto nessuna parola. Scrivimi la domanda in italiano, con una frase."
FOREIGN = "Capisco solo l'italiano. / I only understand Italian. {person}"
ENOUGH = 0.30  # similarity under which it says that it does not know
WORD = re.compile(r"[^\W\d_]+|\d+")
# Words of any question: they say nothing about what is asked.
COMMON = frozenset(Path(__file__).with_name("parole_comuni.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True)
class Reply:
    """Una risposta del chatbot.

    Attributes
    ----------
    text : str
        Che cosa dice.
    known : bool
        Se ha trovato una risposta.
    question : str
        La domanda delle FAQ a cui ha pensato (anche quando non era abbastanza simile), o vuoto.
    similarity : float
        Da 0 a 1.
    """

    text: str
    known: bool
    question: str
    similarity: float

    def __repr__(self) -> str:
        return f"Assistente automatico: {self.text}"

    def _repr_html_(self) -> str:
        return f"<p><b>Assistente automatico:</b> {escape(self.text)}</p>"


class Chatbot:
    """Un assistente automatico sulle domande frequenti di un negozio.

    Si presenta come automatico, risponde soltanto con frasi scritte da persone, e sotto una soglia di somiglianza dice che
    non sa e a chi chiedere.

    Parameters
    ----------
    faq : DataFrame
        ``domanda``, ``risposta`` e, se c'è, ``altre_domande`` (altri modi di chiederlo, separati da ``|``).
    firm : str
        Il nome del negozio.
    person : str
        Che cosa dire a chi cerca una persona.
    enough : float
        La somiglianza, tra 0 e 1, sotto cui dice «non lo so».

    Raises
    ------
    TypeError, KeyError, ValueError
        Se mancano colonne o risposte, o se la soglia è fuori dai limiti.

    Notes
    -----
    Somiglianza del coseno fra lemmi e pezzi di parola (TF-IDF). Il regolamento europeo sull'intelligenza artificiale
    (UE 2024/1689, art. 50) chiede che chi parla con un sistema automatico lo sappia.
    """

    def __init__(
        self,
        faq: pd.DataFrame,
        *,
        firm: str = "Fiatolungo",
        person: str = "Puoi chiedere a una persona: 0555 010203 o aiuto@fiatolungo.it.",
        enough: float = ENOUGH,
    ) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        check_table(faq, [QUESTION, ANSWER])
        if faq[[QUESTION, ANSWER]].isna().any(axis=None):
            row = faq.index[faq[[QUESTION, ANSWER]].isna().any(axis=1)][0]
            raise ValueError(f"Riga {row}: manca la domanda o la risposta.")
        if not 0 <= enough <= 1:
            raise ValueError(f"La soglia (enough) sta tra 0 e 1 (hai scritto {enough}).")
        self.faq = faq.reset_index(drop=True)
        self.person, self.enough = person, enough
        self.hello = HELLO.format(firm=firm)
        ways, owners = [], []
        for place, row in enumerate(self.faq.to_dict("records")):
            others = row.get(OTHERS)
            mine = [
                one for one in [row[QUESTION], *(others.split("|") if isinstance(others, str) else [])] if one.strip()
            ]
            ways += mine
            owners += [place] * len(mine)
        whole = [f"{row[QUESTION]} {row.get(OTHERS) or ''} {row[ANSWER]}" for row in self.faq.to_dict("records")]
        self._owners = np.array(owners)
        # Three views, mixed: lemmas of each way of asking, pieces of words (they forgive misspellings), lemmas of all that
        # is written about an answer (they catch words of the answer).
        asked, written = [_prepared(one) for one in ways], [_prepared(one) for one in whole]
        words, pieces = {"token_pattern": r"\S+", "sublinear_tf": True}, {"analyzer": "char_wb", "ngram_range": (3, 5)}
        self._views = [
            (0.40, TfidfVectorizer(**words), asked, False),
            (0.25, TfidfVectorizer(**pieces, sublinear_tf=True), asked, False),
            (0.35, TfidfVectorizer(**words), written, True),
        ]
        self._tables = [view.fit_transform(texts) for _, view, texts, _ in self._views]

    def ask(self, question: str) -> Reply:
        """Risponde a una domanda.

        Parameters
        ----------
        question : str
            Una domanda in italiano.

        Returns
        -------
        Reply

        Raises
        ------
        TypeError
            Se non è un testo.
        """
        if not isinstance(question, str):
            raise TypeError(f"La domanda è un testo fra virgolette, non un oggetto di tipo {type(question).__name__}.")
        if not WORD.search(question):
            return Reply(EMPTY, False, "", 0.0)
        if _is_foreign(question):
            return Reply(FOREIGN.format(person=self.person), False, "", 0.0)
        scores = self._scores(question)
        best = int(np.argmax(scores))
        similarity = float(scores[best])
        asked = str(self.faq.loc[best, QUESTION])
        if similarity < self.enough:
            return Reply(DONT_KNOW.format(person=self.person), False, asked, similarity)
        return Reply(str(self.faq.loc[best, ANSWER]), True, asked, similarity)

    def trial(self, questions: pd.DataFrame, right: str = "risposta_giusta") -> pd.DataFrame:
        """Mette alla prova il chatbot con domande di cui si sa la risposta.

        Parameters
        ----------
        questions : DataFrame
            ``domanda`` e, in ``right``, la domanda delle FAQ che ci vorrebbe (vuota se nessuna).

        Returns
        -------
        DataFrame
            Indice ``esito``: "giusta", "sbagliata", "non lo so" fra le domande che hanno risposta; "non lo so, come deve" e
            "risponde lo stesso" fra le altre. Colonne ``domande``, ``su`` (il denominatore), ``quota``, ``limite_inf``,
            ``limite_sup``.

        Raises
        ------
        TypeError, KeyError, ValueError
            Se mancano colonne.
        """
        check_table(questions, [QUESTION, right])
        counts = dict.fromkeys(["giusta", "sbagliata", "non lo so", "non lo so, come deve", "risponde lo stesso"], 0)
        for asked, wanted in zip(questions[QUESTION].tolist(), questions[right].tolist(), strict=True):
            reply = self.ask(asked)
            if not isinstance(wanted, str) or not wanted:
                counts["risponde lo stesso" if reply.known else "non lo so, come deve"] += 1
            elif not reply.known:
                counts["non lo so"] += 1
            else:
                counts["giusta" if reply.question == wanted else "sbagliata"] += 1
        rows = []
        for name, number in counts.items():
            inside = ["non lo so, come deve", "risponde lo stesso"]
            group = inside if name in inside else [one for one in counts if one not in inside]
            total = sum(counts[one] for one in group)
            if total:
                share = rate_interval(number, total)
                rows.append((name, number, total, share.stima, share.limite_inf, share.limite_sup))
        columns = ["esito", "domande", "su", "quota", "limite_inf", "limite_sup"]
        return pd.DataFrame(rows, columns=columns).set_index("esito")

    def _scores(self, question: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Return the similarity of a question to each answer: the best among the ways of asking it."""
        prepared = _prepared(question)
        total = np.zeros(len(self.faq))
        for (weight, view, _, by_answer), table in zip(self._views, self._tables, strict=True):
            similar = (view.transform([prepared]) @ table.T).toarray()[0] * _known(view, prepared)
            if not by_answer:
                best = np.zeros(len(self.faq))
                np.maximum.at(best, self._owners, similar)
                similar = best
            total += weight * similar
        return total


def _known(view: Any, text: str) -> float:
    """Return how much of a question's weight is in words that the answers have: a stranger word counts as a rare one."""
    pieces = view.build_analyzer()(text)
    weights = [view.idf_[view.vocabulary_[one]] if one in view.vocabulary_ else view.idf_.max() for one in pieces]
    known = [weight for one, weight in zip(pieces, weights, strict=True) if one in view.vocabulary_]
    return float(np.sqrt(np.sum(np.square(known)) / np.sum(np.square(weights)))) if pieces else 0.0


def _prepared(text: str) -> str:
    """Return the lemmas of a question without the words that every question has."""
    import simplemma

    words = [one for one in WORD.findall(text.lower()) if one not in COMMON]
    return " ".join(simplemma.lemmatize(one, lang="it").lower() for one in words) or "vuoto"


def _is_foreign(text: str) -> bool:
    """Tell whether no more than a third of three words or more are Italian."""
    import simplemma

    words = [one for one in WORD.findall(text.lower()) if one.isalpha()]
    return len(words) >= 2 and sum(simplemma.is_known(one, lang="it") for one in words) <= len(words) / 3
