"""Something that is done again and again while something else goes on."""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

__all__ = ["Pulse"]


class Pulse:
    """Calls ``beat`` every so many seconds, in a thread of its own, while the context lasts.

    What ``beat`` raises ends the thread, so it should not.
    """

    def __init__(self, beat: Callable[[], object], *, every: float, name: str) -> None:
        self._call = beat
        self._every = every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._every):
            self._call()
