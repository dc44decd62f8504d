"""Ends the process when its orderly end takes too long: a site that does not answer holds up its asker."""

import logging
import os
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager

__all__ = ["ended_within"]

_log = logging.getLogger(__name__)


@contextmanager
def ended_within(seconds: float, *, besides: Collection[threading.Thread]) -> Iterator[None]:
    """End the process, as done, when the block and all threads but ``besides`` take longer to end.

    Python by itself would wait for the threads. To leave them harms nothing: whatever a process has not
    brought to its end, the next one takes over.
    """
    timer = threading.Timer(seconds, _end)
    timer.daemon = True
    timer.start()
    try:
        yield
        for thread in threading.enumerate():
            if not thread.daemon and thread not in besides:
                thread.join()
    finally:
        timer.cancel()


def _end() -> None:
    _log.warning("a site does not answer; what was asked of it is given up")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
