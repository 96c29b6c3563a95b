"""Il metodo C.A.M.I.: content, advertising, messaging, influence.  Classificare le azioni, misurarle, dividere un budget.

Pandas in, pandas out; knows nothing of lessons or data sets.
"""

from kit.cami.allocation import Allocation, allocate
from kit.cami.cascades import generations, reshares_per_share
from kit.cami.chatbot import Chatbot, Reply
from kit.cami.curves import Curve, Curves, response_curves
from kit.cami.feed import toy_feed
from kit.cami.mixing import mix, one_rate
from kit.cami.rules import DIMENSIONS, classification_scores, classify

__all__ = [
    "DIMENSIONS",
    "Allocation",
    "Chatbot",
    "Curve",
    "Curves",
    "Reply",
    "allocate",
    "classification_scores",
    "classify",
    "generations",
    "mix",
    "one_rate",
    "reshares_per_share",
    "response_curves",
    "toy_feed",
]
