"""Legge le domande di comprensione: celle di testo con ``quiz="1.a"``, scritte in Markdown.

Una domanda è un capoverso; le sue risposte sono ``- [x] giusta`` e ``- [ ] non giusta``, ciascuna con ``> spiegazione``.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from kit.course.model import Cell, Header, Option, Question, Quiz
from kit.course.problems import Problem

OPTION = re.compile(r"- \[( |x)\] (\S.*)")
EXAMPLE = "scrivi la domanda, una riga vuota, poi `- [x] risposta` e, sotto, `  > spiegazione`."


def read_quizzes(cells: Sequence[Cell], header: Header | None, path: Path, problems: list[Problem]) -> list[Quiz]:
    """I quiz della lezione, nell'ordine; i difetti si aggiungono a ``problems``."""
    found: list[Quiz] = []
    for cell in cells:
        if "quiz" not in cell.options:
            continue
        quiz = Quiz(str(cell.options["quiz"]), questions(cell.source), cell)
        faults = _faults(quiz)
        if header and not re.fullmatch(rf"{int(header.lesson)}\.[a-z]", quiz.id):
            faults.append(f'l\'id deve essere come "{int(header.lesson)}.a".')
        if quiz.id in [other.id for other in found]:
            faults.append("due quiz hanno lo stesso id.")
        problems += [Problem(path, cell.line, f"quiz {quiz.id}: {fault}", EXAMPLE) for fault in faults]
        found.append(quiz)
    return found


def questions(source: str) -> tuple[Question, ...]:
    """Le domande scritte in una cella."""
    asked: list[tuple[list[str], list[tuple[bool, list[str], list[str]]]]] = []
    open_text = False  # the last line belonged to a question's text
    for line in source.split("\n"):
        option, text = OPTION.match(line), line.strip()
        answers = asked[-1][1] if asked else []
        if option and asked:
            answers.append((option[1] == "x", [option[2].strip()], []))
            open_text = False
        elif text.startswith(">") and answers:
            answers[-1][2].append(text[1:].strip())
        elif text and line.startswith("  ") and answers:
            (answers[-1][2] or answers[-1][1]).append(text)
        elif text and open_text:
            asked[-1][0].append(text)
        elif text:
            asked.append(([text], []))
            open_text = True
    return tuple(
        Question(" ".join(words), tuple(Option(" ".join(text), " ".join(why), right) for right, text, why in answers))
        for words, answers in asked
    )


def _faults(quiz: Quiz) -> list[str]:
    faults = [] if quiz.questions else ["non ci sono domande."]
    for question in quiz.questions:
        name = f"«{question.text[:40]}…»"
        if len(question.options) < 2:
            faults.append(f"la domanda {name} ha meno di due risposte.")
        elif not any(option.right for option in question.options):
            faults.append(f"la domanda {name} non ha una risposta giusta.")
        faults += [f"«{option.text[:40]}» non ha spiegazione." for option in question.options if not option.feedback]
    return faults
