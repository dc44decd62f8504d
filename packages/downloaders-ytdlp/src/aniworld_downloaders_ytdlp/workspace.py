"""The directory of a download: whose it is, and what stays in it."""

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import O_RDONLY, close
from os import open as open_descriptor
from pathlib import Path

from aniworld_core.errors import Unavailable

__all__ = ["clear", "held", "is_full"]

_NOTHING = 512 * 1024
"""Bytes of free space with which no step of a download can be done."""

_PATIENCE = 5.0
"""Seconds that whoever is still at work in a directory gets to leave it: a child that is being ended."""


@contextmanager
def held(directory: Path, *, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold a directory for the block; raises Unavailable when another process is at work in it.

    The lock is on the directory itself: it lies in no file that could be left behind, goes along when
    the directory is renamed, and ends with the process. Windows has no such lock, and lets nobody remove
    a file that another process writes.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = open_descriptor(directory, O_RDONLY)
    try:
        _lock(descriptor, patience)
        yield
    finally:
        close(descriptor)


def is_full(directory: Path) -> bool:
    """Tell whether the disk of a directory has no room left."""
    try:
        return shutil.disk_usage(directory).free < _NOTHING
    except OSError:  # the directory is gone, which has an outcome of its own
        return False


def _lock(descriptor: int, patience: float) -> None:
    import fcntl

    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise Unavailable(
                    "Another process is still at work on this download.",
                    hint="It is tried again later.",
                ) from None
            time.sleep(0.05)
        except OSError:  # some network disks have no locks: there the claim of the queue has to do
            return
        else:
            return


def clear(directory: Path, *keep: Path | None) -> None:
    """Remove what lies in a directory, but for what is to be kept."""
    with suppress(OSError):  # the reason why the download ended matters more
        for entry in directory.iterdir():
            if entry in keep:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink()
