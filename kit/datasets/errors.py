"""The one error of this room: an Italian sentence with what happened, where, and the remedy."""

from __future__ import annotations


class DataError(ValueError):
    """Un problema con i dati, detto in italiano, con il rimedio."""

    def _render_traceback_(self) -> list[str]:
        """Show a learner the sentence alone: IPython asks this method before printing twenty lines of ours."""
        return [f"DataError: {self}"]
