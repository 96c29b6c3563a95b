"""A time limit for the learner's functions.  Stdlib only."""

import signal
import threading
from collections.abc import Callable
from typing import Any


class TooLong(Exception):
    """La funzione non è finita in tempo."""


def within(seconds: float, function: Callable[..., Any], *arguments: Any) -> Any:
    """
    Chiama `function(*arguments)` e aspetta al massimo `seconds`.

    Dove c'è l'allarme di sistema (Linux, macOS, filo principale) la chiamata viene interrotta; altrove viene
    abbandonata in un filo secondario, che finisce con il kernel.

    Raises
    ------
    TooLong
    """
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        return _with_alarm(seconds, function, arguments)
    return _with_thread(seconds, function, arguments)


def _with_alarm(seconds: float, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    def stop(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return function(*arguments)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _with_thread(seconds: float, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    answer: list[Any] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            answer.append(function(*arguments))
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise TooLong
    if failure:
        raise failure[0]
    return answer[0]
