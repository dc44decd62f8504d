"""What wakes idle workers."""

from threading import Condition

__all__ = ["Bell"]


class Bell:
    """May be rung by any thread, which never waits for one that works."""

    def __init__(self) -> None:
        self._changed = Condition()
        self.rung = 0
        """How often it was rung: taken before looking for work, so that no ring is missed meanwhile."""

    def ring(self) -> None:
        """Wake all who wait."""
        with self._changed:
            self.rung += 1
            self._changed.notify_all()

    def wait(self, rung: int, timeout: float) -> None:
        """Return when it was rung more often than ``rung`` times, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.rung > rung, timeout)
