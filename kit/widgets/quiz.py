"""The quiz: questions drawn with native radio buttons or boxes, a button, and feedback that is announced.

Takes questions as plain data and reports each answer to a callback; reads and writes no file.
"""

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from kit.widgets.frame import Rules, bundle, display, frame, live
from kit.widgets.questions import LETTERS, WORDS, Feedback, Question, judge, multiple, places, validate
from kit.widgets.words import plain, rich

COLOURS = {"right": "#009E73", "review": "#D55E00", "open": "#0072B2", "not_done": "#000000"}


class Quiz:
    """Una o più domande con un commento per ogni risposta.

    Parameters
    ----------
    quiz_id : str
        Il nome del quiz, per esempio ``"1.a"``.
    questions : sequence of dict
        Ciascuna ``{"text": …, "options": [{"text": …, "right": True, "feedback": …}, …]}``.
    on_answer : function, optional
        Chiamata a ogni risposta con True se ormai nessuna domanda è da rivedere o da svolgere, altrimenti False.

    Raises
    ------
    ValueError
        Se non ci sono domande o una non sta in piedi.
    """

    def __init__(
        self,
        quiz_id: str,
        questions: Sequence[Mapping[str, Any]],
        on_answer: Callable[[bool], object] | None = None,
    ):
        self.quiz_id = quiz_id
        self.questions = [validate(one, f"{nth} del quiz {quiz_id}") for nth, one in enumerate(questions, start=1)]
        if not self.questions:
            raise ValueError(f"Il quiz {quiz_id} non ha domande.")
        self.on_answer = on_answer
        self.outcomes = ["not_done"] * len(self.questions)
        self._pickers: list[list[Any]] = []
        self._lives: list[Any] = []
        parts: list[Any] = []
        rules: Rules = []
        for nth, one in enumerate(self.questions):
            part, rule = self._question(nth, one)
            parts += part
            rules += rule
        self.box = frame(parts, rules)

    def answer(self, *letters: str, question: int = 1) -> Feedback:
        """Risponde da codice, dove i pulsanti non ci sono.

        Parameters
        ----------
        *letters : str
            ``"b"``, oppure ``"a", "c"`` (o ``"ac"``) se le risposte giuste sono più di una.
        question : int
            Quale domanda del quiz, da 1.

        Returns
        -------
        Feedback

        Raises
        ------
        ValueError
            Se la domanda o la lettera non esiste.
        """
        if not 1 <= question <= len(self.questions):
            raise ValueError(f"Il quiz ha {len(self.questions)} domande: question={question} non c'è.")
        one = self.questions[question - 1]
        return self._judge(question - 1, places(one, letters))

    def _judge(self, nth: int, chosen: Sequence[int]) -> Feedback:
        feedback = judge(self.questions[nth], chosen)
        sign, word = WORDS[feedback.outcome]
        lines = "".join(f"<div>{rich(line)}</div>" for line in feedback.lines)
        self._lives[nth].value = (
            f'<div class="kit-box" style="border-color:{COLOURS[feedback.outcome]}">'
            f'<strong><span aria-hidden="true">{sign}</span> {word}</strong>{lines}</div>'
        )
        if feedback.outcome != "not_done":
            self.outcomes[nth] = feedback.outcome
            if self.on_answer:
                self.on_answer(set(self.outcomes) <= {"right", "open"})
        return feedback

    def _question(self, nth: int, one: Question) -> tuple[list[Any], Rules]:
        several = multiple(one)
        how = "Scegli tutte le risposte giuste." if several else "Scegli una risposta."
        number = f"{nth + 1}. " if len(self.questions) > 1 else ""
        prompt = widgets.HTML(
            f'<div lang="it" style="margin-top:6px"><strong>{number}{rich(one["text"])}</strong><br>{how}</div>'
        )
        options = _lettered(one)
        if several:
            pickers = [widgets.Checkbox(description=text, indent=False, value=False) for text in options]
            holder = widgets.VBox(pickers)
        else:
            radio = widgets.RadioButtons(options=options, value=None, layout=widgets.Layout(width="100%"))
            pickers, holder = [radio], widgets.VBox([radio])
        holder.add_class(f"kit-question-{nth}")
        button = widgets.Button(description="Controlla la risposta")
        button.on_click(lambda _: self._judge(nth, self._picked(nth)))
        self._pickers.append(pickers)
        self._lives.append(live())
        where = f".kit-question-{nth}"
        name = {"role": "group" if several else "radiogroup", "aria-label": f"{plain(one['text'])} {how}"}
        rules: Rules = [(where if several else f"{where} .widget-radio-box", name)]
        if not several:  # ipywidgets leaves the buttons nameless: without a shared name the arrow keys don't move
            rules.append((f"{where} input", {"name": f"kit-{holder.model_id}"}))
        return [prompt, holder, button, self._lives[nth]], rules

    def _picked(self, nth: int) -> list[int]:
        pickers = self._pickers[nth]
        if multiple(self.questions[nth]):
            return [i for i, box in enumerate(pickers) if box.value]
        return [] if pickers[0].index is None else [pickers[0].index]

    def __repr__(self) -> str:
        blocks = []
        for nth, one in enumerate(self.questions):
            extra = f", question={nth + 1}" if len(self.questions) > 1 else ""
            letters = '"a", "c"' if multiple(one) else '"b"'
            how = f'   Per rispondere: quiz("{self.quiz_id}").answer({letters}{extra})'
            options = [f"   {text}" for text in _lettered(one)]
            blocks.append("\n".join([f"{nth + 1}. {plain(one['text'])}", *options, how]))
        return "\n\n".join(blocks)

    def bundle(self) -> dict[str, Any]:
        """Che cosa mostra: il widget, la pagina ferma, il testo."""
        return bundle(
            self.box, repr(self), f'<pre lang="it" style="white-space:pre-wrap">{html.escape(repr(self))}</pre>'
        )

    def _ipython_display_(self) -> None:
        display(self.bundle())


def _lettered(one: Question) -> list[str]:
    return [f"{letter}) {plain(option['text'])}" for letter, option in zip(LETTERS, one["options"], strict=False)]
