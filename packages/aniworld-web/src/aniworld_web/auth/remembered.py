"""Who was let in a moment ago: so that not every request of a page asks the store."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from attrs import define

from aniworld_web.caller import Caller

__all__ = ["Remembered"]


@define
class _Kept:
    at: float
    caller: Caller
    renewing: bool = False


class Remembered:
    """Callers by their token or key, for at most ``seconds``.

    So what another process revokes still counts for that long; what this one revokes does not. Halfway one
    request is sent to look again, so that a page's many requests never have to do so all at once.
    """

    def __init__(
        self,
        *,
        size: int = 256,
        seconds: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._size = size
        self._seconds = seconds
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._changes = 0
        self._lock = Lock()

    @property
    def changes(self) -> int:
        """How often everything was forgotten; taken before one is looked up, given to :meth:`keep`."""
        return self._changes

    def get(self, text: str) -> Caller | None:
        """Return whose token or key this is, or None when it has to be looked up."""
        kept = self._kept.get(text)
        if kept is None:
            return None
        age = self._clock() - kept.at
        if age >= self._seconds:
            return None
        if age >= self._seconds / 2 and not kept.renewing:
            kept.renewing = True
            return None
        return kept.caller

    def keep(self, text: str, caller: Caller, changes: int) -> None:
        """Remember a caller, unless something was revoked since ``changes`` was read."""
        with self._lock:
            if changes != self._changes:
                return
            self._kept[text] = _Kept(self._clock(), caller)
            self._kept.move_to_end(text)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        """Forget everybody."""
        with self._lock:
            self._changes += 1
            self._kept.clear()
