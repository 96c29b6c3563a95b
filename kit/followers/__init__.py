"""Follower falsi: carica conti, applica regole pubblicate, classifica, stima la quota di falsi, cerca segnali di gruppo.

Pandas in, pandas out.  Each name is imported when it is first used: scikit-learn only by what needs it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.followers.auditing import Audit, audit
    from kit.followers.classifier import FakeFollowerClassifier
    from kit.followers.core import FollowerCore
    from kit.followers.decision import adjust, flag_meaning, thresholds
    from kit.followers.evaluation import Validation, evaluate, evaluate_unseen, validate, validation_of
    from kit.followers.groups import bursts, first_digits, group_signals
    from kit.followers.reading import load, load_labelled
    from kit.followers.reasons import explain
    from kit.followers.rulesets import evaluate_rules, rules
    from kit.followers.sampling import check_frame, sample_size
    from kit.followers.scoring import confusion, measures, score_rules
    from kit.followers.share import estimate_share, rogan_gladen
    from kit.followers.shift import shift_test
    from kit.followers.timeline import add_timeline
    from kit.followers.traits import crawl_cost, features

_HOME = {
    "auditing": "Audit audit",
    "classifier": "FakeFollowerClassifier",
    "core": "FollowerCore",
    "decision": "adjust flag_meaning thresholds",
    "evaluation": "Validation evaluate evaluate_unseen validate validation_of",
    "traits": "crawl_cost features",
    "groups": "bursts first_digits group_signals",
    "reading": "load load_labelled",
    "reasons": "explain",
    "rulesets": "evaluate_rules rules",
    "sampling": "check_frame sample_size",
    "scoring": "confusion measures score_rules",
    "share": "estimate_share rogan_gladen",
    "shift": "shift_test",
    "timeline": "add_timeline",
}
_WHERE = {name: module for module, names in _HOME.items() for name in names.split()}

__all__ = [
    "Audit",
    "FakeFollowerClassifier",
    "FollowerCore",
    "Validation",
    "add_timeline",
    "adjust",
    "audit",
    "bursts",
    "check_frame",
    "confusion",
    "crawl_cost",
    "estimate_share",
    "evaluate",
    "evaluate_rules",
    "evaluate_unseen",
    "explain",
    "features",
    "first_digits",
    "flag_meaning",
    "group_signals",
    "load",
    "load_labelled",
    "measures",
    "rogan_gladen",
    "rules",
    "sample_size",
    "score_rules",
    "shift_test",
    "thresholds",
    "validate",
    "validation_of",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"kit.followers non ha «{name}». Ha: {', '.join(__all__)}.")
    return getattr(importlib.import_module(f"kit.followers.{_WHERE[name]}"), name)


def __dir__() -> list[str]:
    return __all__
