"""Progress bars with lines above them, from any thread."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, ProgressColumn

__all__ = ["board"]


class _OneAtATime(Console):
    """A console that one thread has at a time, from the first word of a text until it is written.

    rich locks less: it finds out where the bars stand, and another thread may draw them elsewhere before
    the text is written over them.
    """

    def __init__(self) -> None:
        super().__init__(stderr=True)
        self._turn = RLock()

    def __enter__(self) -> Self:
        self._turn.acquire()
        super().__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            super().__exit__(kind, error, traceback)
        finally:
            self._turn.release()


@contextmanager
def board(*columns: ProgressColumn) -> Iterator[Progress]:
    """Show bars on stderr that are gone at the end; whoever changes them holds their console.

    They are drawn when ``refresh`` is called, and what is printed meanwhile comes above them.
    """
    console = _OneAtATime()
    # Without rich's own thread: it would take its locks in another order.
    progress = Progress(
        *columns,
        console=console,
        transient=True,
        auto_refresh=False,
        redirect_stdout=sys.stdout.isatty(),
    )
    with console:
        progress.start()
    try:
        yield progress
    finally:
        with console:
            progress.stop()
