"""The trash of a library: how a file gets in and out, at no moment leaving its place without a whole one."""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from aniworld_core.durable import sync_directory
from aniworld_core.entities import Trashed
from aniworld_core.errors import AlreadyThere, AniworldError
from aniworld_core.places import inside, make_directories, move
from aniworld_core.stash.entries import Stash

__all__ = ["TrashBin"]


class TrashBin:
    """What was taken out of the library below a root.

    A file on its way in or out lies in an entry that is not settled. After a crash it is in its old place
    too, or only there, or that place holds its successor: :meth:`recover` sees which, and needs no journal.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self.stash: Stash[Trashed] = Stash(root / ".aniworld" / "trash", Trashed)

    def exchange(self, record: Trashed, new: Path) -> None:
        """Put ``new`` into the place of the record's file, which goes to the trash; raises OSError."""
        with self.stash.alone():
            self._recover()
            self._replace(record, new)
            sys.audit("aniworld.reached", "old-file-gone")

    def put(self, record: Trashed) -> None:
        """Move the record's file to the trash; raises OSError."""
        old = inside(self._root, record.path)
        with self.stash.alone():
            self._recover()
            kept = self.stash.begin(record.id, record) / old.name
            try:
                old.rename(kept)
            except OSError:
                self.stash.abandon(record.id)
                raise
            sys.audit("aniworld.reached", "old-file-kept")
            sync_directory(old.parent)
            self.stash.settle(record.id)
            sys.audit("aniworld.reached", "old-file-gone")

    def swap(self, id: str, record: Trashed) -> None:
        """Put the file of an entry into the place of the record's file, which comes here; raises OSError."""
        with self.stash.alone():
            self._recover()
            back = self.stash.unsettle(id)
            try:
                self._replace(record, back)
            except OSError:
                self.stash.settle(id)
                raise
            self.stash.abandon(id)
            sys.audit("aniworld.reached", "old-file-gone")

    def put_back(self, id: str, target: Path) -> None:
        """Move the file of an entry to ``target``; raises AlreadyThere and OSError."""
        with self.stash.alone():
            file = self.stash.unsettle(id)
            try:
                make_directories(target.parent)
                move(file, target)
                sync_directory(target.parent)
            except (AlreadyThere, OSError):
                self.stash.settle(id)
                raise
            self.stash.abandon(id)

    def recover(self) -> None:
        """Finish or undo what a crash interrupted; raises OSError."""
        if self.stash.has_halves():
            with self.stash.alone():
                self._recover()

    def expire(self, now: datetime, days: int) -> int:
        """Delete what has been here for longer than so many days, and return how much."""
        old = [id for id, record, _ in self.stash.all() if record.at < now - timedelta(days=days)]
        return sum(self.stash.drop(id) for id in old)

    def _replace(self, record: Trashed, new: Path) -> None:
        old = inside(self._root, record.path)
        kept = self.stash.begin(record.id, record) / old.name
        try:
            _keep(old, kept)
            sys.audit("aniworld.reached", "old-file-kept")
            new.replace(old)
        except OSError:
            _undo(kept, old)
            self.stash.abandon(record.id)
            raise
        sys.audit("aniworld.reached", "file-linked")
        sync_directory(old.parent)
        self.stash.settle(record.id)

    def _recover(self) -> None:
        self.stash.tidy()
        for id, record, files in list(self.stash.halves()):
            if not files:
                self.stash.abandon(id)
                continue
            if record is None or len(files) > 1:  # nobody can tell where it belongs: it is kept
                self.stash.settle(id)
                continue
            try:
                place = inside(self._root, record.path)
            except (
                AniworldError
            ):  # a link leads elsewhere by now: whoever made it may look for the file
                self.stash.settle(id)
                continue
            if not os.path.lexists(place):
                make_directories(place.parent)
                move(files[0], place)
                sync_directory(place.parent)
                self.stash.abandon(id)
            elif place.exists() and place.samefile(files[0]):
                self.stash.abandon(id)
            else:  # what it was to be replaced by is there
                self.stash.settle(id)


def _keep(old: Path, kept: Path) -> None:
    """Give a file a second name, or move it where the file system has no second names."""
    try:
        kept.hardlink_to(old)
    except FileNotFoundError:
        raise
    except OSError:
        old.rename(kept)


def _undo(kept: Path, old: Path) -> None:
    if kept.exists() and not os.path.lexists(old):
        kept.rename(old)
