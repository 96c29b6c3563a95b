"""I percorsi delle persone: dal registro degli eventi a chi merita il credito, e quanto ci si può fidare.

Pandas in, pandas out.  Knows nothing of lessons.
"""

from kit.journeys.attribution import attribute, credits_by_stage
from kit.journeys.building import build_paths
from kit.journeys.errors import JourneyError, JourneyWarning
from kit.journeys.events import read_events
from kit.journeys.identity import identities, stitch_identities
from kit.journeys.paths import Paths
from kit.journeys.sessioning import sessions
from kit.journeys.strings import paths_from_strings

__all__ = [
    "JourneyError",
    "JourneyWarning",
    "Paths",
    "attribute",
    "build_paths",
    "credits_by_stage",
    "identities",
    "paths_from_strings",
    "read_events",
    "sessions",
    "stitch_identities",
]
