"""The sign of life of a process, and its ear for what is asked of it."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType
from typing import Self

from aniworld_core.clock import Clock
from aniworld_core.entities import WorkerOrder, WorkerProcess
from aniworld_core.errors import StoreError
from aniworld_core.ports import WorkerStore
from aniworld_core.pulse import Pulse

__all__ = ["Obey", "Presence"]

Obey = Callable[[WorkerOrder], None]
"""Does what is asked; returns soon, and may be called by any thread."""

_EVERY = 5.0
"""Seconds between two signs of life."""

_LEASE = timedelta(seconds=20)
"""How long a process counts as alive after one."""

_log = logging.getLogger(__name__)


class Presence(Pulse):
    """Tells again and again that a process is alive, in a thread of its own; a context manager.

    ``describe`` returns what is told of it. Each order is handed to ``obey`` once. A store that cannot be
    asked is asked again: the process itself goes on meanwhile.
    """

    def __init__(
        self,
        *,
        store: WorkerStore,
        describe: Callable[[], WorkerProcess],
        obey: Obey,
        clock: Clock,
        every: float = _EVERY,
    ) -> None:
        super().__init__(self._beat, every=every, name="presence")
        self._store = store
        self._describe = describe
        self._obey = obey
        self._clock = clock
        self._asked: WorkerOrder | None = None
        self._beating = threading.Lock()

    def __enter__(self) -> Self:
        self._beat()
        return super().__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, traceback)
        try:
            self._store.leave(self._describe().name)
        except StoreError as gone:
            _log.warning("that this process ended cannot be told: %s", gone.message)

    def undo(self) -> None:
        """Forget what was asked, because somebody decided otherwise, and give a sign of life."""
        with self._beating:
            try:
                self._store.leave(self._describe().name)  # the order goes with it
            except StoreError as error:
                _log.warning("what was asked of this process stays: %s", error.message)
                return
            self._asked = None
        self._beat()

    def _beat(self) -> None:
        with self._beating:
            try:
                asked = self._store.beat(self._describe(), _LEASE, self._clock())
            except StoreError as error:
                _log.warning("no sign of life could be given: %s", error.message)
                return
            if asked is not None and asked is not self._asked:
                self._obey(asked)
            self._asked = asked
