"""How much room a disk has."""

import shutil
from pathlib import Path

from attrs import frozen

__all__ = ["MIB", "Room", "room_of"]

MIB = 1024**2


@frozen(kw_only=True)
class Room:
    """The bytes that may still be written on a disk, and all that it has."""

    free: int
    total: int


def room_of(path: Path) -> Room | None:
    """Return how much room there is where a folder lies; None when that cannot be told."""
    try:
        usage = shutil.disk_usage(path)
    except OSError:
        return None
    return Room(free=usage.free, total=usage.total)
