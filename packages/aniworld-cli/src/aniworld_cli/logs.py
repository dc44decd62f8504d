"""Log messages on stderr, as many as the options ask for."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import click

from aniworld_cli.text import clean

__all__ = ["shown"]

_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)


class _Lines(logging.Handler):
    """Writes a message as one line, and its traceback only where that is asked for."""

    def __init__(self, level: int, *, tracebacks: bool) -> None:
        super().__init__(level)
        self._tracebacks = tracebacks

    def emit(self, record: logging.LogRecord) -> None:
        """Write to whatever stderr is now: a progress display puts itself in its place."""
        with suppress(OSError):  # who logs has other cares than the disk where the lines are kept
            # Named, because click by itself looks for the stream below that one.
            click.echo(f"{record.levelname.title()}: {clean(record.getMessage())}", file=sys.stderr)
            if record.exc_info and self._tracebacks:
                trace = logging.Formatter().formatException(record.exc_info)
                click.echo(trace, file=sys.stderr)


@contextmanager
def shown(*, verbosity: int, quiet: bool) -> Iterator[None]:
    """Show warnings, with ``-v`` also what goes on, with ``-vv`` all; only errors when quiet.

    The root logger gets the same level; whoever lets more through meanwhile changes nothing here.
    """
    most = len(_LEVELS) - 1
    root = logging.getLogger()
    before = root.level
    level = logging.ERROR if quiet else _LEVELS[min(verbosity, most)]
    lines = _Lines(level, tracebacks=verbosity >= most)
    root.addHandler(lines)
    root.setLevel(level)
    try:
        yield
    finally:
        root.removeHandler(lines)
        root.setLevel(before)
