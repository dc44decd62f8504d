"""Keeps a lease while work goes on, in a thread of its own."""

import logging
import threading
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Self

from aniworld_core.errors import StoreError

__all__ = ["Pulse"]

_log = logging.getLogger(__name__)


class Pulse:
    """Calls ``renew`` every so many seconds; a context manager.

    The lease is ``lost`` once that returns False, or when the store could not be asked for ``lease`` seconds.
    """

    def __init__(self, renew: Callable[[], bool], *, lease: float, every: float) -> None:
        self._renew = renew
        self._lease = lease
        self._every = every
        self._kept = monotonic()
        self._over = threading.Event()
        self._lost = threading.Event()
        self._thread = threading.Thread(target=self._run, name="leader")

    @property
    def lost(self) -> bool:
        """Whether another process may have the lease by now."""
        return self._lost.is_set() or monotonic() - self._kept > self._lease

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
            asked = monotonic()
            try:
                kept = self._renew()
            except StoreError as error:
                _log.warning("the lead could not be kept: %s", error.message)
                continue
            if not kept:
                self._lost.set()
                return
            self._kept = asked
