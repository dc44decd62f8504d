"""Log messages on stderr, as many as the options ask for."""

import logging
import sys

__all__ = ["to_stderr"]

_SHOW_TRACEBACKS = 2


class _Lines(logging.Formatter):
    """One line a message; tracebacks only where they are asked for."""

    def __init__(self, *, tracebacks: bool) -> None:
        super().__init__("%(levelname)s: %(message)s")
        self._tracebacks = tracebacks

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        """Return the traceback, or nothing."""
        return super().formatException(ei) if self._tracebacks else ""  # type: ignore[arg-type]


def to_stderr(*, verbosity: int, quiet: bool) -> None:
    """Show warnings, with ``-v`` also what goes on, with ``-vv`` everything; errors only when quiet."""
    level = {0: logging.WARNING, 1: logging.INFO}.get(verbosity, logging.DEBUG)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines(tracebacks=verbosity >= _SHOW_TRACEBACKS))
    logging.basicConfig(level=logging.ERROR if quiet else level, handlers=[handler], force=True)
