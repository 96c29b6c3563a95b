"""The quiz: judgement, what is said, what is reported, and questions that cannot stand."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.widgets import Quiz
from kit.widgets.questions import judge, validate
from kit.widgets.words import plain, rich


def option(text: str, right: bool | None, feedback: str = "perché sì") -> dict[str, Any]:
    return {"text": text, "right": right, "feedback": feedback}


ONE = {
    "text": "Chi sta al **denominatore** di `acquisti / clic`?",
    "options": [
        option("Chi ha cliccato", True, "Di chi ha cliccato, quanti comprano."),
        option("Chi ha comprato", False, "Questo è il numeratore."),
        option("Dipende", None, "Qualcuno conta anche i clic ripetuti."),
    ],
}
MANY = {
    "text": "Quali sono tassi?",
    "options": [option("acquisti / clic", True), option("clic", False), option("clic / persone", True)],
}


@pytest.mark.parametrize(
    ("question", "chosen", "outcome", "said"),
    [
        (ONE, [0], "right", "a) Di chi ha cliccato, quanti comprano."),
        (ONE, [1], "review", "b) Questo è il numeratore."),
        (ONE, [2], "open", "c) Qualcuno conta anche i clic ripetuti."),
        (ONE, [], "not_done", "Scegli almeno una risposta"),
        (ONE, [0, 1], "not_done", "la risposta è una sola"),
        (MANY, [0, 2], "right", "a) perché sì"),
        (MANY, [0], "review", "manca qualche risposta"),
        (MANY, [0, 1, 2], "review", "b) perché sì"),
    ],
)
def test_judgement(question: dict[str, Any], chosen: list[int], outcome: str, said: str) -> None:
    feedback = judge(question, chosen)
    assert feedback.outcome == outcome
    assert said in "\n".join(feedback.lines)


@given(st.lists(st.sampled_from([True, False]), min_size=2, max_size=8).filter(any), st.sets(st.integers(0, 7)))
def test_only_the_right_choice_is_right(rights: list[bool], chosen: set[int]) -> None:
    chosen = {i for i in chosen if i < len(rights)}
    question = {"text": "?", "options": [option(str(i), right) for i, right in enumerate(rights)]}
    exactly = {i for i, right in enumerate(rights) if right} == chosen
    assert (judge(question, chosen).outcome == "right") == exactly


def test_a_right_option_missed_is_not_given_away() -> None:
    assert "c)" not in "\n".join(judge(MANY, [0]).lines)


def test_the_button_says_the_feedback_with_a_word_and_a_sign() -> None:
    quiz = Quiz("1.a", [ONE])
    _, holder, button, live, _ = quiz.box.children
    holder.children[0].index = 1
    button.click()
    assert "Da rivedere" in live.value and "▲" in live.value and "Questo è il numeratore." in live.value
    holder.children[0].index = 0
    button.click()
    assert "Giusto" in live.value and "✔" in live.value


def test_boxes_for_several_right_answers() -> None:
    quiz = Quiz("1.a", [MANY])
    _, holder, button, live, _ = quiz.box.children
    for box in (holder.children[0], holder.children[2]):
        box.value = True
    button.click()
    assert "Giusto" in live.value


def test_the_callback_hears_when_the_whole_quiz_is_done() -> None:
    heard: list[bool] = []
    quiz = Quiz("1.a", [ONE, MANY], on_answer=heard.append)
    quiz.answer()
    quiz.answer("b")
    quiz.answer("a")
    quiz.answer("a", "c", question=2)
    quiz.answer("c")  # open to discussion: nothing to review
    assert heard == [False, False, True, True]


def test_at_a_plain_prompt_it_says_how_to_answer() -> None:
    said = repr(Quiz("1.a", [ONE, MANY]))
    assert "1. Chi sta al denominatore di acquisti / clic?" in said
    assert 'quiz("1.a").answer("b", question=1)' in said
    assert 'quiz("1.a").answer("a", "c", question=2)' in said
    assert repr(Quiz("1.a", [ONE]).answer("b")) == "▲ Da rivedere\nb) Questo è il numeratore."
    assert repr(Quiz("1.a", [MANY]).answer("ac")).startswith("✔ Giusto")


def test_nothing_shown_before_the_answer_tells_which_is_right() -> None:
    bundle = Quiz("1.a", [ONE]).bundle()
    assert "numeratore" not in bundle["text/plain"] + bundle["text/html"]


def test_group_and_feedback_are_named_for_a_screen_reader() -> None:
    dress = Quiz("1.a", [ONE, MANY]).box.children[-1].value
    for name in ("radiogroup", "group", "aria-label", "role", "status", "data-lm-suppress-shortcuts"):
        assert name in dress


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": " "}, "La domanda 1 del quiz 1.a non ha testo"),
        ({"options": [option("a", True)]}, "ha 1 opzioni"),
        ({"options": [option("a", True), option("b", False, "")]}, r"l'opzione b\) non ha testo o commento"),
        ({"options": [option("a", True), option("a", False)]}, "stesso testo"),
        ({"options": [option("a", False), option("b", False)]}, "nessuna opzione è giusta"),
        ({"options": [option("a", True), {"text": "b", "feedback": "no"}]}, "True, False o None"),
    ],
)
def test_questions_that_cannot_stand_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Quiz("1.a", [{**ONE, **change}])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Quiz("1.a", []), "non ha domande"),
        (lambda: Quiz("1.a", [ONE]).answer("z"), "scegli tra a, b, c"),
        (lambda: Quiz("1.a", [ONE]).answer("a", question=2), "question=2 non c'è"),
    ],
)
def test_calls_that_cannot_work_say_why(call: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


@given(st.text())
def test_text_is_never_html(words: str) -> None:
    assert "<script" not in rich(words + "<script>")
    assert plain("a < b & `c`") == "a < b & c"


def test_validation_keeps_what_matters() -> None:
    assert validate({**ONE, "extra": 1}, "1") == ONE
