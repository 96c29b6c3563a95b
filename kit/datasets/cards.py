"""The card of a data set as a learner sees it: Markdown in a notebook, plain text at a prompt.  Reads the cards only."""

from __future__ import annotations

import re

from kit import paths
from kit.datasets.catalogue import REMEDY, Entry
from kit.datasets.errors import DataError


class Card:
    """La scheda di una tabella: chi l'ha fatta, che cosa contiene, che cosa non puoi concludere."""

    def __init__(self, one: Entry) -> None:
        try:
            self.text = (paths.DATASETS / f"{one.name}.md").read_text(encoding="utf-8")
        except OSError as error:
            raise DataError(f"Non riesco a leggere la scheda datasets/{one.name}.md. {REMEDY}") from error
        self.size = f"{one.rows:,} righe × {len(one.kinds)} colonne".replace(",", ".")

    def _repr_markdown_(self) -> str:
        """Show the card without headings: in a notebook they would enter its table of contents."""
        title, _, rest = self.text.partition("\n")
        return f"**{title.lstrip('# ')}** · {self.size}\n" + re.sub(r"^#+ (.+)$", r"**\1**", rest, flags=re.M)

    def __repr__(self) -> str:
        return plain(self._repr_markdown_())


def plain(markdown: str) -> str:
    """Il testo di una scheda senza segni di Markdown, per chi non vede la versione ricca."""
    lines = []
    for line in markdown.splitlines():
        if re.fullmatch(r"\|[\s|:-]+\|", line):
            continue
        if line.startswith("|"):
            line = "  " + " · ".join(cell.strip() for cell in line.strip("|").split("|"))
        line = re.sub(r"\*\*(.+?)\*\*|(?<!\w)\*(.+?)\*(?!\w)", lambda found: found[1] or found[2], line)
        lines.append(line.replace("`", ""))
    return "\n".join(lines)
