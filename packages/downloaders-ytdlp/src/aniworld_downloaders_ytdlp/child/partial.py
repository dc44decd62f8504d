"""The beginning of a file on the disk, and the proof of what it is the beginning of.

Beside the bytes lies a record: which version of which file they are of, and how many of them are on the
disk for sure. It is written after the bytes are, so that it never says too much, whenever the process or
the power fails. Bytes beyond the record are not believed.
"""

import json
import os
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from aniworld_core import durable

__all__ = ["Partial", "Version"]

_FORMAT = 1
_SECONDS = 2.0
"""Seconds after which what came is brought to the disk, and the record says so."""

_EVERY = 32 * 1024**2
"""Bytes that are brought to the disk between two records, so that little is left to do in the end."""

_push = getattr(os, "fdatasync", os.fsync)


@frozen(kw_only=True)
class Version:
    """Which file a hoster sends: two answers with the same version are of the same bytes.

    Without a ``validator``, a strong ETag or a date long enough ago, that cannot be told from the
    headers alone.
    """

    size: int | None
    validator: str = ""


class Partial:
    """``episode.part`` in a directory, and its record."""

    def __init__(self, directory: Path, identity: str) -> None:
        self.path, self.record = self.names(directory)
        self.version = Version(size=None)
        self.size = 0
        """Bytes that are written, be they on the disk yet or not."""
        self._identity = identity
        self._file = -1
        self._safe = 0
        self._pushed = 0
        self._synced_at = 0.0
        self._syncing: Future[None] | None = None
        self._helper = ThreadPoolExecutor(1, "partial")

    @staticmethod
    def names(directory: Path) -> tuple[Path, Path]:
        """Return where in a directory the bytes and their record lie."""
        return directory / "episode.part", directory / "episode.part.json"

    def take_up(self) -> None:
        """Open what an earlier job left if its record is sound; begin with nothing otherwise."""
        known = self._read_record()
        if known is None:
            self.begin(Version(size=None))
            return
        self.version, self.size = known
        self._safe = self._pushed = self.size
        self._open(os.O_RDWR)
        os.ftruncate(self._file, self.size)
        os.lseek(self._file, 0, os.SEEK_END)

    def begin(self, version: Version) -> None:
        """Throw away what is there and begin anew."""
        self._wait()
        self._close()
        self.record.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)
        self.version, self.size, self._safe, self._pushed = version, 0, 0, 0
        self._open(os.O_RDWR | os.O_CREAT | os.O_EXCL)

    def write(self, block: bytes) -> None:
        """Append a block."""
        view = memoryview(block)
        while view:
            written = os.write(self._file, view)
            self.size += written
            view = view[written:]
        self._sync_now_and_then()

    def read(self, at: int, size: int) -> bytes:
        """Return bytes that were written."""
        with self.path.open("rb") as file:
            file.seek(at)
            return file.read(size)

    def finish(self) -> None:
        """Close the file once all of it is on the disk."""
        self._wait()
        self._sync(self.size)
        self._close()
        self._helper.shutdown()

    def leave(self) -> None:
        """Close the file so that a later job can go on; what it could not believe is removed."""
        with suppress(OSError):  # the reason why the download ended matters more
            self._wait()
            self._sync(self.size)
        self._close()
        self._helper.shutdown()
        with suppress(OSError):
            if not self.record.exists():
                self.path.unlink(missing_ok=True)

    def _open(self, flags: int) -> None:
        self._file = os.open(
            self.path, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0), 0o666
        )
        self._synced_at = time.monotonic()

    def _close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _sync_now_and_then(self) -> None:
        if self._syncing is not None and not self._syncing.done():
            return
        self._wait()
        # Beside the work: the hoster need not wait for the disk.
        if time.monotonic() - self._synced_at > _SECONDS:
            self._syncing = self._helper.submit(self._sync, self.size)
        elif self.size - self._pushed >= _EVERY:
            self._pushed = self.size
            self._syncing = self._helper.submit(_push, self._file)

    def _sync(self, size: int) -> None:
        if size == self._safe and self.record.exists():
            return
        os.fsync(self._file)
        if self.version.validator and self.version.size:
            text = json.dumps(
                {
                    "format": _FORMAT,
                    "identity": self._identity,
                    **asdict(self.version),
                    "safe": size,
                }
            )
            durable.replace(self.record, text.encode())
        self._safe = self._pushed = size
        self._synced_at = time.monotonic()

    def _wait(self) -> None:
        syncing, self._syncing = self._syncing, None
        if syncing is not None:
            syncing.result()

    def _read_record(self) -> tuple[Version, int] | None:
        try:
            found = json.loads(self.record.read_bytes())
            there = self.path.lstat().st_size
        except (OSError, ValueError, RecursionError):
            return None
        linked = self.record.is_symlink() or self.path.is_symlink()
        if linked or not _is_sound(found, self._identity):
            return None
        if there < found["safe"]:
            return None
        return Version(size=found["size"], validator=found["validator"]), found["safe"]


def _is_sound(found: Any, identity: str) -> bool:
    return (
        isinstance(found, dict)
        and found.get("format") == _FORMAT
        and found.get("identity") == identity
        and type(found.get("size")) is int
        and type(found.get("safe")) is int
        and 0 < found["safe"] <= found["size"]
        and isinstance(found.get("validator"), str)
        and found["validator"] != ""
    )
