"""Keeps a lease while work goes on."""

import logging
from collections.abc import Callable
from time import monotonic

from aniworld_core.errors import StoreError
from aniworld_core.pulse import Pulse

__all__ = ["Lead"]

_log = logging.getLogger(__name__)


class Lead(Pulse):
    """Calls ``renew`` every so many seconds while the context lasts.

    The lease is ``lost`` once that returns False, or when the store could not be asked for ``lease`` seconds.
    """

    def __init__(self, renew: Callable[[], bool], *, lease: float, every: float) -> None:
        super().__init__(self._keep, every=every, name="leader")
        self._renew = renew
        self._lease = lease
        self._kept = monotonic()
        self._taken = False

    @property
    def lost(self) -> bool:
        """Whether another process may have the lease by now."""
        return self._taken or monotonic() - self._kept > self._lease

    def _keep(self) -> None:
        if self._taken:
            return
        asked = monotonic()
        try:
            self._taken = not self._renew()
        except StoreError as error:
            _log.warning("the lead could not be kept: %s", error.message)
            return
        self._kept = asked
