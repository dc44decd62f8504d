"""The covers on the disk: one file for each, no more bytes than allowed."""

import hashlib
import logging
import os
import threading
from pathlib import Path

from aniworld_core import durable
from aniworld_core.keys import SeriesKey
from aniworld_core.services.covers.images import media_type

__all__ = ["Shelf"]

_log = logging.getLogger(__name__)


class Shelf:
    """A folder of images; whatever goes wrong with it costs a request, never a cover."""

    def __init__(self, directory: Path, *, room: int) -> None:
        self._directory = directory
        self._room = room
        self._changing = threading.Lock()

    def find(self, key: SeriesKey, url: str) -> bytes | None:
        """Return the image that was kept for an address, if it still is one."""
        try:
            content = self._path(key, url).read_bytes()
        except OSError:
            return None
        return None if media_type(content) is None else content

    def keep(self, key: SeriesKey, url: str, content: bytes) -> None:
        """Keep an image in the place of the series' former one; the oldest ones make room for it."""
        path = self._path(key, url)
        try:
            with self._changing:
                self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
                durable.replace(path, content)
                self._make_room(path)
        except OSError as error:
            _log.warning("the cover of %s could not be kept: %s", key, error)

    def _make_room(self, newest: Path) -> None:
        series = newest.name.partition(".")[0]
        with os.scandir(self._directory) as entries:
            files = [(entry.stat().st_mtime, entry.stat().st_size, entry) for entry in entries]
        left = sum(size for _, size, _ in files)
        for _, size, entry in sorted(files, key=lambda one: one[0]):
            former = entry.name.partition(".")[0] == series
            if entry.name != newest.name and (former or left > self._room):
                Path(entry.path).unlink(missing_ok=True)
                left -= size

    def _path(self, key: SeriesKey, url: str) -> Path:
        # No key has a dot, so that the series can be told from the name.
        return self._directory / f"{key}.{hashlib.sha256(url.encode()).hexdigest()[:16]}"
