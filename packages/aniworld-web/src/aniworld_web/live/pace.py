"""How many messages a client may send."""

__all__ = ["Pace"]


class Pace:
    """Counts messages in spans of ``seconds``, of which each may have ``most``."""

    def __init__(self, *, most: int = 60, seconds: float = 10.0) -> None:
        self._most = most
        self._seconds = seconds
        self._begin = float("-inf")
        self._count = 0

    def keeps(self, now: float) -> bool:
        """Count one and tell whether it is still within what is allowed."""
        if now - self._begin >= self._seconds:
            self._begin, self._count = now, 0
        self._count += 1
        return self._count <= self._most
