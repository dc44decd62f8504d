"""Waits for a hoster that cannot be interrupted, and leaves it when the job is to stop."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import ExitStack
from functools import partial
from typing import TypeVar

__all__ = ["unless_stopped"]

_LOOK_UP = 0.2
"""Seconds between two looks whether the job was stopped while a hoster is waited for."""

T = TypeVar("T")


def unless_stopped(call: Callable[[], T], check: Callable[[], None], turn: ExitStack) -> T:
    """Return what a call returns, or raise what it raises; ``check`` may raise to give up waiting.

    The call is then left to come to its end in its thread, where nobody hears its answer; what ``turn``
    holds is let go only then.
    """
    answer: Future[T] = Future()

    def ask() -> None:
        try:
            answer.set_result(call())
        except BaseException as error:  # noqa: BLE001 - raised below, where it is waited for
            answer.set_exception(error)

    # A daemon, so that a hoster that does not answer does not keep the program from ending.
    threading.Thread(target=ask, name="download-ask", daemon=True).start()
    while not wait([answer], _LOOK_UP).done:
        try:
            check()
        except BaseException:
            kept = turn.pop_all()
            answer.add_done_callback(partial(_let_go, kept))
            raise
    return answer.result()


def _let_go(kept: ExitStack, _: Future[T]) -> None:
    kept.close()
