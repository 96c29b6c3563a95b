"""Helpers that are not fixtures live beside, in modules named ``follower_*``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
