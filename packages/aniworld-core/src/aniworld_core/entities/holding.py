"""Why nothing is downloaded just now though there would be something to do."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

__all__ = ["Hold", "HoldKind"]


class HoldKind(StrEnum):
    """What holds all downloads."""

    DISK = "disk"
    """The library's disk, or that of the data folder, has no room left."""
    WINDOW = "window"
    """It is not the time of the day for downloads."""
    HOURLY = "hourly"
    """As many as an hour may have were downloaded."""


@frozen(kw_only=True)
class Hold:
    """What holds all downloads, in words; ``until`` is when that ends by itself, None = when it does.

    Of a full disk, ``free`` and ``total`` are its bytes, and ``needed`` is how many have to be free before
    downloads go on: more than ``total`` where they never will.
    """

    kind: HoldKind
    reason: str
    until: datetime | None = None
    free: int | None = None
    needed: int | None = None
    total: int | None = None
