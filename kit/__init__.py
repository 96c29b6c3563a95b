"""Oltre i follower: the helper package of the lessons.

Imports nothing heavy; each room imports its own libraries late.  Must parse on Python 3.6, so that an old
Python still reaches the sentence that says which one is needed (see kit/__main__.py).
"""

__version__ = "2026.11"
