"""What the learner touches: check, hint, solution, quiz, progress, restart, hand in; nothing of the field.

`from kit.exercises import check` loads no heavy library: matching imports numpy and pandas at the first check.
"""

from kit.exercises.handin import hand_in
from kit.exercises.learner import check, hint, progress, quiz, ready, solution
from kit.exercises.mywork import bring_back, restart, take_away

__all__ = ["bring_back", "check", "hand_in", "hint", "progress", "quiz", "ready", "restart", "solution", "take_away"]
