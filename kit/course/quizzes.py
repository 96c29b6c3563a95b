"""Legge le domande di comprensione scritte in Markdown (``role="quiz"``) e le vela per il file delle verifiche.

Una domanda è un capoverso; le sue risposte sono ``- [x] giusta`` e ``- [ ] non giusta``, ciascuna con ``> spiegazione``.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from kit.course import model
from kit.course.model import Cell, Lesson
from kit.course.problems import CourseError, Problem
from kit.exercises.veil import veil

OPTION = re.compile(r"- \[( |x)\] (\S.*)")
EXAMPLE = "scrivi la domanda, una riga vuota, poi `- [x] risposta` e, sotto, `  > spiegazione`."


def read(lesson: Lesson, prose: Mapping[int, str]) -> dict[str, str]:
    """I quiz di una lezione: id → domande velate (una lista JSON di ``question`` e ``options``).

    Raises
    ------
    CourseError
        Se una domanda non ha risposte, una risposta non ha spiegazione, o nessuna risposta è giusta.
    """
    problems: list[Problem] = []
    found: dict[str, str] = {}
    for cell in lesson.cells:
        if cell.role == model.QUIZ:
            questions = _questions(prose.get(cell.number, cell.source))
            problems += [
                Problem(lesson.path, cell.line, f"quiz {cell.options['quiz']}: {what}", EXAMPLE)
                for what in _faults(lesson, cell, questions)
            ]
            found[cell.options["quiz"]] = veil(json.dumps(questions, ensure_ascii=False, sort_keys=True))
    if problems:
        raise CourseError(problems)
    return found


def _questions(source: str) -> list[dict[str, Any]]:
    questions: list[dict[str, Any]] = []
    open_text = False  # the last line belonged to a question's text
    for line in source.split("\n"):
        option = OPTION.match(line)
        text = line.strip()
        if option and questions:
            questions[-1]["options"].append({"text": option[2].strip(), "right": option[1] == "x", "feedback": ""})
            open_text = False
        elif text.startswith(">") and questions and questions[-1]["options"]:
            last = questions[-1]["options"][-1]
            last["feedback"] = f"{last['feedback']} {text[1:].strip()}".strip()
        elif text and open_text:
            questions[-1]["question"] += f" {text}"
        elif text and line.startswith("  ") and questions and questions[-1]["options"]:
            last = questions[-1]["options"][-1]
            field = "feedback" if last["feedback"] else "text"
            last[field] = f"{last[field]} {text}"
        elif text:
            questions.append({"question": text, "options": []})
            open_text = True
    return questions


def _faults(lesson: Lesson, cell: Cell, questions: list[dict[str, Any]]) -> list[str]:
    shape = re.compile(rf"{int(lesson.header.lesson)}\.[a-z]")
    faults = (
        [] if shape.fullmatch(cell.options["quiz"]) else [f'l\'id deve essere come "{int(lesson.header.lesson)}.a".']
    )
    for question in questions:
        name = f"«{question['question'][:40]}…»"
        if len(question["options"]) < 2:
            faults.append(f"la domanda {name} ha meno di due risposte.")
        elif not any(option["right"] for option in question["options"]):
            faults.append(f"la domanda {name} non ha una risposta giusta.")
        faults += [
            f"«{option['text'][:40]}» non ha spiegazione." for option in question["options"] if not option["feedback"]
        ]
    return faults or ([] if questions else ["non ci sono domande."])
