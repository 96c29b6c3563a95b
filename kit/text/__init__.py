"""Leggere testi italiani: pezzi, lemmi, marcatori dello stile, un classificatore che dice perché.  Niente si scarica, mai.

Pandas in, pandas out; knows nothing of lessons or data sets.  Heavy libraries load when a function first needs them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kit.text.lemmas import collocations, lemma, lemmas, word_counts
from kit.text.lexicon import STOP_WORDS
from kit.text.markers import marker_guide, markers
from kit.text.negation import mark_negation, negation
from kit.text.reading import readable
from kit.text.sentences import gulpease, sentences
from kit.text.tokens import tokens, words

if TYPE_CHECKING:
    from kit.text.annotation import Agreement, agreement
    from kit.text.classifier import ContentClassifier
    from kit.text.explanation import Explanation, explain
    from kit.text.scores import grouped_scores

# Those that need scikit-learn, which takes a second to load: module by module, when first asked for.
LATER = {
    "Agreement": "annotation",
    "agreement": "annotation",
    "ContentClassifier": "classifier",
    "Explanation": "explanation",
    "explain": "explanation",
    "grouped_scores": "scores",
}

__all__ = [
    "STOP_WORDS",
    "Agreement",
    "ContentClassifier",
    "Explanation",
    "agreement",
    "collocations",
    "explain",
    "grouped_scores",
    "gulpease",
    "lemma",
    "lemmas",
    "mark_negation",
    "marker_guide",
    "markers",
    "negation",
    "readable",
    "sentences",
    "tokens",
    "word_counts",
    "words",
]


def __getattr__(name: str) -> Any:
    """Carica al primo uso ciò che ha bisogno di scikit-learn."""
    if name in LATER:
        return getattr(import_module(f"kit.text.{LATER[name]}"), name)
    raise AttributeError(f"kit.text non ha «{name}». Ci sono: {', '.join(__all__)}.")
