"""Counting rows, and saying so now and then."""

from collections.abc import Callable

__all__ = ["Progress"]

_OFTEN = 250
"""Rows between two reports: a few milliseconds."""


class Progress:
    """Is called for each row; ``report`` hears how many of how many were, and may raise to stop."""

    def __init__(self, report: Callable[[int, int], None], total: int) -> None:
        self._report = report
        self._total = total
        self._done = 0

    def __call__(self) -> None:
        """Count one row."""
        self._done += 1
        if self._done % _OFTEN == 0 or self._done == self._total:
            self._report(self._done, self._total)
