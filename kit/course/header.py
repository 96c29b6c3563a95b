"""Legge l'intestazione YAML di una lezione (la mappa ``kit:`` sotto ``jupyter:``) e ne controlla ogni voce."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kit.course.model import Header, Word
from kit.course.problems import Problem

REQUIRED = ("lesson", "title", "what", "base", "objectives")
OPTIONAL = ("deep", "data", "words", "requires", "variant")
FILE_NAME = re.compile(r"(\d\d)_[a-z0-9]+(?:_[a-z0-9]+)*")

Say = Callable[[str, str], None]


def read_header(metadata: Mapping[str, Any], path: Path, problems: list[Problem]) -> Header | None:
    """Trasforma i metadati letti da jupytext in ``Header``; i difetti si aggiungono a ``problems``.

    Returns
    -------
    Header or None
        ``None`` se manca quanto serve per andare avanti.
    """

    def say(what: str, remedy: str) -> None:
        problems.append(Problem(path, 1, what, remedy))

    before = len(problems)
    if metadata.get("kernelspec", {}).get("name") != "python3":
        say(
            "l'intestazione non dice quale kernel usare.",
            "scrivi `kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}`.",
        )
    kit = metadata.get("kit")
    if not isinstance(kit, Mapping):
        say(
            "l'intestazione non ha la mappa `kit:` sotto `jupyter:`.",
            "copiala da un'altra lezione.",
        )
        return None
    for key in kit:
        if key not in REQUIRED + OPTIONAL:
            near = get_close_matches(str(key), REQUIRED + OPTIONAL, 1)
            guess = f"forse `{near[0]}`? " if near else ""
            say(f"l'intestazione ha una voce sconosciuta, `{key}`.", f"{guess}Voci: {', '.join(REQUIRED + OPTIONAL)}.")
    for key in REQUIRED:
        if key not in kit:
            say(f"nell'intestazione manca `{key}`.", EXAMPLES[key])
    if len(problems) > before:
        return None
    return _typed(kit, path, problems, say)


EXAMPLES = {
    "lesson": 'scrivi `lesson: "01"`, con le virgolette e due cifre.',
    "title": "scrivi `title:` con un verbo, come «Misura la conversazione».",
    "what": "scrivi `what:`, una o due frasi su che cosa farà chi legge.",
    "base": "scrivi `base:` con i minuti del percorso base, come `base: 75`.",
    "deep": "scrivi `deep:` con i minuti dell'approfondimento; 0 se non c'è.",
    "objectives": 'scrivi `objectives: {A: "Calcoli …", B: "Distingui …"}`: un verbo che si può osservare.',
    "data": "scrivi `data: [clienti, campagne]`, i nomi per `kit.datasets.load`.",
    "words": 'scrivi `words: {tasso di conversione: {en: conversion rate, text: "…"}}`.',
    "requires": 'scrivi `requires: ["00"]`, con le virgolette.',
    "variant": 'scrivi `variant: "01"`, con le virgolette, oppure togli la riga.',
}


def _typed(kit: Mapping[str, Any], path: Path, problems: list[Problem], say: Say) -> Header | None:
    before = len(problems)

    def wrong(key: str) -> None:
        say(f"nell'intestazione `{key}` non è scritto come serve.", EXAMPLES[key])

    for key in ("title", "what"):
        if not isinstance(kit[key], str) or not kit[key].strip():
            wrong(key)
    for key in ("base", "deep"):
        value = kit.get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0 or (key == "base" and value == 0):
            wrong(key)
    for key, shape in (("data", r"[a-z_]+"), ("requires", r"\d\d")):
        value = kit.get(key, [])
        if not isinstance(value, list) or not all(isinstance(x, str) and re.fullmatch(shape, x) for x in value):
            wrong(key)
    variant = kit.get("variant")
    if variant is not None and not isinstance(variant, str):
        wrong("variant")
    objectives = kit["objectives"]
    if (
        not isinstance(objectives, Mapping)
        or not objectives
        or not all(
            re.fullmatch("[A-Z]", str(key)) and isinstance(text, str) and text.strip()
            for key, text in objectives.items()
        )
    ):
        wrong("objectives")
    words = kit.get("words", {})
    if not isinstance(words, Mapping) or not all(
        isinstance(entry, Mapping) and set(entry) == {"en", "text"} and all(isinstance(v, str) for v in entry.values())
        for entry in words.values()
    ):
        wrong("words")
    name = FILE_NAME.fullmatch(path.stem)
    if not name:
        say(
            f"il nome del file «{path.name}» non è nella forma NN_nome.py.",
            "due cifre e parole minuscole senza accenti unite da _, come 01_marketing.py.",
        )
    elif kit["lesson"] != name[1]:
        say(f"`lesson` è {kit['lesson']!r}, ma il file comincia con {name[1]}.", f'scrivi `lesson: "{name[1]}"`.')
    if len(problems) > before:
        return None
    return Header(
        lesson=kit["lesson"],
        title=kit["title"].strip(),
        what=kit["what"].strip(),
        base=kit["base"],
        deep=kit.get("deep", 0),
        data=tuple(kit.get("data", [])),
        objectives={str(key): text.strip() for key, text in objectives.items()},
        words=tuple(Word(str(word), entry["en"], entry["text"].strip()) for word, entry in words.items()),
        requires=tuple(kit.get("requires", [])),
        variant=variant,
    )
