"""Files kept apart below ``.aniworld``: each in a directory of its own, with a record of what it is.

The record lies beside the file, so that what is there can be told from the folder alone, whatever becomes
of the store, and by every process and host that shares the library.
"""

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from filelock import FileLock

from aniworld_core import durable, serde
from aniworld_core.validators import left_out

__all__ = ["Stash", "new_id"]

R = TypeVar("R")

_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}", re.ASCII)
"""What :func:`new_id` returns."""

_RECORD = "record.json"
_HALF = ".half-"
"""How the name of a directory begins whose file is on its way in or out."""
_GONE = ".gone-"
"""How the name of a directory begins that is being deleted."""

_PATIENCE = 30.0
"""Seconds to wait for another process that changes entries, before it counts as stuck."""


def new_id(at: datetime) -> str:
    """Return a name for something kept since a moment: names sort by age, and no two are alike."""
    return f"{at.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


class Stash(Generic[R]):
    """A directory of kept files; ``cls`` is the attrs class of their records.

    An entry is listed only once it is settled: what a crash interrupts is found in :meth:`halves`, and
    whoever knows what the files are about decides what becomes of it.
    """

    def __init__(self, directory: Path, cls: type[R]) -> None:
        self._directory = directory
        self._cls = cls

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other process and thread from changing entries meanwhile; raises OSError."""
        self._directory.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._directory / ".lock", timeout=_PATIENCE)
        with suppress(
            NotImplementedError
        ):  # a file system without locks: nobody else has one either
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def begin(self, id: str, record: R) -> Path:
        """Make an entry and return its directory, into which its one file is to be moved next."""
        half = self._directory / f"{_HALF}{id}"
        half.mkdir(parents=True)
        text = json.dumps(serde.unstructure(record), ensure_ascii=False, indent=1)
        durable.write_new(half / _RECORD, text.encode(), mode=0o644)
        return half

    def settle(self, id: str) -> None:
        """List an entry: its file is there."""
        half = self._directory / f"{_HALF}{id}"
        durable.sync_directory(half)
        half.rename(self._directory / id)
        durable.sync_directory(self._directory)

    def unsettle(self, id: str) -> Path:
        """Take an entry off the list, because its file is to be moved out next; return that file."""
        half = self._directory / f"{_HALF}{id}"
        (self._directory / id).rename(half)
        return _files_in(half)[0]

    def abandon(self, id: str) -> None:
        """Delete an entry that is not settled, with what is in it."""
        self._delete(f"{_HALF}{id}")

    def halves(self) -> Iterator[tuple[str, R | None, list[Path]]]:
        """Yield id, record (None = none that can be read) and files of entries that are not settled.

        One that cannot be looked into is left out: what it holds may be there again the next time.
        """
        for name in self._names():
            if name.startswith(_HALF):
                half = self._directory / name
                try:
                    files = _files_in(half)
                except OSError:
                    continue
                record = None
                with suppress(Exception):
                    record = self._record(half)
                yield name.removeprefix(_HALF), record, files

    def has_halves(self) -> bool:
        """Tell whether a crash may have left something: an entry half made, or half deleted."""
        return any(name.startswith((_HALF, _GONE)) for name in self._names())

    def all(self) -> Iterator[tuple[str, R, Path]]:
        """Yield id, record and file of every whole entry, the oldest first; a damaged one is left out."""
        for id in self._ids():
            found = self._read(id)
            if found is not None:
                yield id, *found

    def get(self, id: str) -> tuple[R, Path] | None:
        """Return record and file of an entry; None when there is none, or it is not whole."""
        return self._read(id) if self._has(id) else None

    def drop(self, id: str) -> bool:
        """Delete an entry with its file for good; False when there is none."""
        return self._has(id) and self._delete(id)

    def tidy(self) -> None:
        """Finish what was being deleted when a process died."""
        for name in self._names():
            if name.startswith(_GONE):
                shutil.rmtree(self._directory / name, ignore_errors=True)

    def _delete(self, name: str) -> bool:
        gone = self._directory / f"{_GONE}{secrets.token_hex(4)}"
        try:
            (self._directory / name).rename(gone)
        except FileNotFoundError:  # another process was quicker
            return False
        shutil.rmtree(gone, ignore_errors=True)
        return True

    def _read(self, id: str) -> tuple[R, Path] | None:
        entry = self._directory / id
        try:
            (file,) = _files_in(entry)
            return self._record(entry), file
        except Exception:  # noqa: BLE001 - whatever it is, it is no entry of ours
            return None

    def _record(self, entry: Path) -> R:
        return serde.structure(json.loads((entry / _RECORD).read_bytes()), self._cls)

    def _has(self, id: str) -> bool:
        if not _ID.fullmatch(id):  # no text leads anywhere else
            return False
        entry = self._directory / id
        return entry.is_dir() and not entry.is_symlink()

    def _ids(self) -> list[str]:
        return [name for name in self._names() if _ID.fullmatch(name)]

    def _names(self) -> list[str]:
        try:
            with os.scandir(self._directory) as entries:
                return sorted(
                    entry.name for entry in entries if entry.is_dir(follow_symlinks=False)
                )
        except OSError:  # there is none yet, or the disk is away
            return []


def _files_in(entry: Path) -> list[Path]:
    # A disk station or another system may leave notes of its own beside a file; no scan lists such names.
    return [path for path in entry.iterdir() if path.name != _RECORD and not left_out(path.name)]
