"""Quiz e comandi da muovere nelle lezioni: tastiera, nomi accessibili, testo che si aggiorna, niente dalla rete.

Draws with ipywidgets; knows nothing of files, lessons or progress: those arrive as plain data and callbacks.
"""

from kit.widgets.controls import Control, choice, number, text
from kit.widgets.explorer import Explorer, explore
from kit.widgets.questions import Feedback
from kit.widgets.quiz import Quiz

__all__ = [
    "Control",
    "Explorer",
    "Feedback",
    "Quiz",
    "choice",
    "explore",
    "number",
    "text",
]
