"""How a file takes the place of one in another language, which goes to the trash."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from errno import EACCES, EEXIST, ENOTDIR, EPERM, EXDEV
from pathlib import Path

from aniworld_core.entities import EpisodeFile, SeriesKey, Trashed
from aniworld_core.errors import AlreadyThere, NotPossible
from aniworld_core.places import inside, move
from aniworld_core.services.downloads.marks import Placed
from aniworld_core.services.downloads.placing import place
from aniworld_core.sidecars import beside, renamed
from aniworld_core.stash import TrashBin, new_id

__all__ = ["retire", "swap", "trashed"]

_REFUSED = {EACCES, EEXIST, ENOTDIR, EPERM, EXDEV}
"""What stays so until a person changes the folder of the trash; a link to another disk is among it."""


def swap(file: Path, root: Path, placed: Placed, old: Trashed) -> None:
    """Put a verified file where the old one is, or where it was if that is gone meanwhile."""
    target = inside(root, placed.path)
    if os.path.lexists(target):
        with _told(old):
            TrashBin(root).exchange(old, file)
        sys.audit("aniworld.reached", "folder-synced")
    else:
        place(file, target)


def retire(root: Path, placed: Placed, old: Trashed, extensions: tuple[str, ...]) -> None:
    """Take the old file out of the library, now that its successor has a place of its own.

    What lies beside it goes to the successor. Whatever of this an earlier try has done stays done.
    """
    place, successor = inside(root, old.path), inside(root, placed.path)
    if not place.is_file():
        return
    if place.stem != successor.stem or place.parent != successor.parent:
        names = [path.name for path in place.parent.iterdir()]
        for name in beside(place.name, names, extensions):
            new = successor.with_name(renamed(name, place.name, successor.name))
            with suppress(AlreadyThere, FileNotFoundError):
                move(place.with_name(name), new)
    with _told(old):
        TrashBin(root).put(old)


@contextmanager
def _told(old: Trashed) -> Iterator[None]:
    """Raise NotPossible for what no other hoster's file could change."""
    try:
        yield
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
        raise NotPossible(
            f"{old.path} cannot go to the trash: {error.strerror}.",
            hint="Let .aniworld/trash be a folder on the library's own disk, then retry it.",
        ) from error


def trashed(key: SeriesKey, file: EpisodeFile, at: datetime, *, by: Placed) -> Trashed:
    """Return the record of a file that another one takes the place of."""
    return Trashed(
        id=new_id(at),
        at=at,
        key=key,
        episodes=file.episodes,
        language=file.language,
        reason=f"Replaced by {by.language}.",
        path=file.path,
        size=file.size,
    )
