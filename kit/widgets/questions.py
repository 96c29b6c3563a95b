"""A quiz question as plain data, and its judgement.  Draws nothing.

A question: {"text": …, "options": [{"text": …, "right": True, False or None, "feedback": …}, …]}; `None` marks an
answer that can be argued either way, and more than one `True` makes it a multiple choice.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kit.widgets.words import plain

LETTERS = "abcdefgh"
WORDS = {
    "right": ("✔", "Giusto"),
    "review": ("▲", "Da rivedere"),
    "open": ("≈", "Si può discutere"),
    "not_done": ("○", "Non ancora svolto"),
}

Question = dict[str, Any]


@dataclass(frozen=True)
class Feedback:
    """L'esito di una risposta: `outcome` ("right", "review", "open", "not_done") e le righe da leggere."""

    outcome: str
    lines: tuple[str, ...]

    def __repr__(self) -> str:
        return "\n".join([" ".join(WORDS[self.outcome]), *map(plain, self.lines)])


def validate(data: Mapping[str, Any], name: str) -> Question:
    """Controlla una domanda.

    Parameters
    ----------
    data : mapping
        La domanda come dati semplici.
    name : str
        Come chiamarla in un errore, per esempio «1 del quiz 1.a».

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        Se mancano testo, commenti o una risposta giusta, o se due opzioni sono uguali.
    """
    options = list(data.get("options", ()))
    if not str(data.get("text", "")).strip():
        raise ValueError(f"La domanda {name} non ha testo.")
    if not 2 <= len(options) <= len(LETTERS):
        raise ValueError(f"La domanda {name} ha {len(options)} opzioni: ne servono da 2 a {len(LETTERS)}.")
    for letter, option in zip(LETTERS, options, strict=False):
        if not str(option.get("text", "")).strip() or not str(option.get("feedback", "")).strip():
            raise ValueError(f"Nella domanda {name} l'opzione {letter}) non ha testo o commento: servono tutti e due.")
        if option.get("right", "") not in (True, False, None):
            raise ValueError(f"Nella domanda {name} l'opzione {letter}) deve essere True, False o None.")
    if len({str(option["text"]).strip() for option in options}) < len(options):
        raise ValueError(f"Nella domanda {name} due opzioni hanno lo stesso testo.")
    if all(option["right"] is False for option in options):
        raise ValueError(f"Nella domanda {name} nessuna opzione è giusta.")
    return {"text": str(data["text"]), "options": options}


def multiple(data: Question) -> bool:
    """Dice se le risposte giuste sono più di una."""
    return sum(option["right"] is True for option in data["options"]) > 1


def judge(data: Question, chosen: Collection[int]) -> Feedback:
    """Giudica una risposta.

    Parameters
    ----------
    data : dict
        La domanda.
    chosen : collection of int
        Le posizioni scelte, da 0.

    Returns
    -------
    Feedback
        Un commento per ogni opzione scelta.
    """
    options = data["options"]
    several = multiple(data)
    picked = sorted(set(chosen))
    if not picked:
        return Feedback("not_done", ("Scegli almeno una risposta, poi premi il pulsante.",))
    if not several and len(picked) > 1:
        return Feedback("not_done", ("Qui la risposta è una sola: scegline una.",))
    lines = [f"{LETTERS[i]}) {options[i]['feedback']}" for i in picked]
    marks = [options[i]["right"] for i in picked]
    missing = sum(option["right"] is True for i, option in enumerate(options) if i not in picked)
    if False in marks:
        return Feedback("review", tuple(lines))
    if several and missing:
        return Feedback("review", (*lines, "Fin qui va bene, ma manca qualche risposta: rileggi le altre."))
    return Feedback("right" if True in marks else "open", tuple(lines))


def places(data: Question, letters: Sequence[str]) -> list[int]:
    """Traduce le lettere («b», «ac») nelle posizioni delle opzioni.

    Parameters
    ----------
    data : dict
        La domanda.
    letters : sequence of str
        Una o più lettere, anche attaccate.

    Returns
    -------
    list of int

    Raises
    ------
    ValueError
        Se una lettera non è tra le opzioni.
    """
    valid = LETTERS[: len(data["options"])]
    wanted = [letter for letter in "".join(map(str, letters)).lower() if letter.isalnum()]
    for letter in wanted:
        if letter not in valid:
            raise ValueError(f"«{letter}» non è tra le risposte: scegli tra {', '.join(valid)}.")
    return [valid.index(letter) for letter in wanted]
