"""A file that only takes room beside the store, so that there is some left when the disk is full.

On a full disk SQLite can do nothing any more: even to delete a row it has to write into its log first.
"""

import errno
import logging
import os
import shutil
import time
from pathlib import Path
from threading import Lock

__all__ = ["SIZE", "Ballast"]

SIZE = 16 * 1024**2
"""Bytes of it: enough to write down how a few hundred downloads ended."""

_BLOCK = 1024**2
_PAUSE = 60.0
"""Seconds between two looks whether there is room for it again."""

_log = logging.getLogger(__name__)


class Ballast:
    """The ballast of one store; it is thrown off when the disk is full, and taken on when there is room."""

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + ".ballast")
        self._lock = Lock()
        self._looked: float | None = None

    def throw_off(self) -> bool:
        """Remove it and tell whether that made room."""
        with self._lock:
            self._looked = time.monotonic()
            try:
                self._path.unlink()
            except OSError:  # it was thrown off before, or there was never room for it
                return False
        _log.warning("the disk of the store is full; %s made some room", self._path)
        return True

    def take_on(self) -> None:
        """Make it if it is missing and half of it would still be free; a look a minute is enough."""
        now = time.monotonic()
        with self._lock:
            if self._looked is not None and now - self._looked < _PAUSE:
                return
            self._looked = now
            try:
                if not self._path.exists() and _free(self._path) >= SIZE + SIZE // 2:
                    self._make()
            except OSError as error:
                _log.info("no ballast for the store: %s", error)

    def _make(self) -> None:
        unfinished = self._path.with_name(self._path.name + ".new")
        try:
            with unfinished.open("wb") as file:
                _fill(file.fileno())
            unfinished.replace(self._path)
        finally:
            unfinished.unlink(missing_ok=True)


def _free(path: Path) -> int:
    return shutil.disk_usage(path.parent).free


def _fill(file: int) -> None:
    """Take up the room, with bytes that no file system can press together where it cannot promise room."""
    if hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(file, 0, SIZE)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS}:
                raise
        else:
            return
    for _ in range(SIZE // _BLOCK):
        os.write(file, os.urandom(_BLOCK))
