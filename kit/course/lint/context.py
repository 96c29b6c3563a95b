"""Che cosa una regola può guardare: la lezione costruita, ciò che chi impara vede, i file su disco."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kit.course import notebooks
from kit.course.build import Built
from kit.course.model import Cell, Lesson

HEADING = re.compile(r"^(#{1,6})\s+(\S.*?)\s*#*$")
FENCE = re.compile(r"^\s*(```|~~~)")


@dataclass(frozen=True)
class Hit:
    """Un punto che non va: la cella (None se riguarda tutta la lezione), la riga, che cosa c'è, il rimedio."""

    cell: Cell | None
    what: str
    remedy: str
    offset: int = 0  # lines below the cell's first one

    @property
    def line(self) -> int:
        """La riga del sorgente."""
        return self.cell.line + self.offset if self.cell else 1


@dataclass(frozen=True)
class Heading:
    """Un titolo del quaderno: livello, testo, cella e riga dentro la cella."""

    level: int
    text: str
    cell: Cell
    offset: int


@dataclass(frozen=True)
class View:
    """Una cella come la vede chi impara, con l'id che ha nel quaderno."""

    id: str
    cell: Cell
    text: str

    @cached_property
    def tree(self) -> ast.Module | None:
        """L'albero del codice; None per il testo e per il codice rotto apposta."""
        if self.cell.kind != "code":
            return None
        try:
            return ast.parse(self.text)
        except SyntaxError:
            return None


@dataclass
class Context:
    """Una lezione da controllare; ``known_words`` sono le parole dei glossari delle lezioni prima."""

    built: Built
    student: Path
    instructor: Path
    known_words: frozenset[str] = field(default_factory=frozenset)

    @property
    def lesson(self) -> Lesson:
        """La lezione letta dal sorgente."""
        return self.built.lesson

    @cached_property
    def views(self) -> list[View]:
        """Le celle di chi impara, nell'ordine."""
        return [View(*item) for item in notebooks.shown(self.lesson, self.built.result.prose)]

    @cached_property
    def prose(self) -> list[View]:
        """Le celle di testo di chi impara, senza scheda e glossario, che la costruzione scrive da sé."""
        return [
            View(view.id, view.cell, "\n".join(lines_outside_card(view)))
            for view in self.views
            if view.cell.kind == "markdown"
        ]

    @cached_property
    def code(self) -> list[View]:
        """Le celle di codice di chi impara che si leggono come Python."""
        return [view for view in self.views if view.tree is not None]

    @cached_property
    def headings(self) -> list[Heading]:
        """Tutti i titoli, nell'ordine."""
        return [
            Heading(len(found[1]), found[2], view.cell, offset)
            for view in self.prose
            for offset, line in outside_fences(view.text)
            for found in [HEADING.match(line)]
            if found
        ]

    def section(self, pattern: str) -> list[View]:
        """Le celle della prima sezione (livello 2) il cui titolo corrisponde; vuota se non c'è."""
        found: list[View] = []
        inside = False
        for view in self.views:
            titles = [title for title in self.headings if title.cell is view.cell and title.level <= 2]
            if titles:
                if inside:
                    break
                inside = bool(re.search(pattern, titles[0].text, re.IGNORECASE))
            if inside:
                found.append(view)
        return found


def lines_outside_card(view: View) -> Iterator[str]:
    """The source's lines with their numbers filled in; what the build writes by itself becomes an empty line."""
    if "{{ scheda }}" not in view.cell.source and "{{ glossario }}" not in view.cell.source:
        yield from view.text.split("\n")
        return
    yield from ("" if "{{" in line else line for line in view.cell.source.split("\n"))


def outside_fences(text: str) -> Iterator[tuple[int, str]]:
    """Numbered lines of a Markdown text that do not belong to a code block."""
    fenced = False
    for number, line in enumerate(text.split("\n")):
        if FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            yield number, line


def calls(tree: ast.AST, *names: str) -> list[ast.Call]:
    """The calls of functions or methods with one of these names."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in names]


def called(call: ast.Call) -> str:
    """The name of what is called: ``mean`` for ``tabella["eta"].mean()``."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
