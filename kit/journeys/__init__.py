"""I percorsi delle persone: dal registro degli eventi a chi merita il credito, e quanto ci si può fidare.

Pandas in, pandas out.  Knows nothing of lessons.
"""

from kit.journeys.attribution import attribute, credits_by_stage
from kit.journeys.building import build_paths
from kit.journeys.clusters import cluster_paths
from kit.journeys.errors import JourneyError, JourneyWarning
from kit.journeys.events import read_events
from kit.journeys.hazard import discrete_hazard
from kit.journeys.identity import identities, stitch_identities
from kit.journeys.indices import dynamic_indices
from kit.journeys.ordering import choose_order
from kit.journeys.paths import Paths
from kit.journeys.sessioning import sessions
from kit.journeys.stages import funnel, stage_moves
from kit.journeys.steps import next_step, transitions
from kit.journeys.strings import paths_from_strings
from kit.journeys.timing import survival, time_to_next
from kit.journeys.verdict import compare_with_truth, holdout_effect
from kit.journeys.worlds import World, simulate_world

__all__ = [
    "JourneyError",
    "JourneyWarning",
    "Paths",
    "World",
    "attribute",
    "build_paths",
    "choose_order",
    "cluster_paths",
    "compare_with_truth",
    "credits_by_stage",
    "discrete_hazard",
    "dynamic_indices",
    "funnel",
    "holdout_effect",
    "identities",
    "next_step",
    "paths_from_strings",
    "read_events",
    "sessions",
    "simulate_world",
    "stage_moves",
    "stitch_identities",
    "survival",
    "time_to_next",
    "transitions",
]
