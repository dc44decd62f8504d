"""What holds all downloads: no room on a disk, the time of the day, or as many as an hour may have."""

from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from aniworld_core import validators
from aniworld_core.clock import Clock, utc_now
from aniworld_core.config import Config
from aniworld_core.entities import HistoryKind, Hold, HoldKind
from aniworld_core.errors import NoSpace, StoreFull
from aniworld_core.events import DownloadsHeld, DownloadsReleased, Emit
from aniworld_core.ports import HistoryStore
from aniworld_core.services.holds.disk import MIB, room_of
from aniworld_core.sizes import size

__all__ = ["Holds"]

_OWN = 16 * MIB
"""Bytes that stay free where the program keeps its own files: the queue is to be written on."""

_MARGIN = 16
"""This part of what stays free is to be there beside it before downloads go on."""

_HOUR = timedelta(hours=1)
_FIRST, _LONGEST = timedelta(seconds=2), timedelta(minutes=10)
"""How long nothing is begun after a full disk of which the system says that it has room."""


class Holds:
    """Looks what holds all downloads now, and tells each change once.

    A disk that had no room counts as full until there is a little more than has to stay free, so that
    downloads do not begin and end at that border.
    """

    def __init__(
        self, *, config: Config, history: HistoryStore, emit: Emit, clock: Clock = utc_now
    ) -> None:
        self._config = config
        self._history = history
        self._emit = emit
        self._clock = clock
        self._window = validators.time_window(config.downloads.window)
        self._lock = Lock()
        self._telling = Lock()
        self._told: Hold | None = None
        self._refused: Hold | None = None
        self._rest = _FIRST

    def current(self) -> Hold | None:
        """Return what holds all downloads now; it is looked at afresh."""
        now = self._clock()
        return self._disk() or self._after_refusal(now) or self._closed(now) or self._many(now)

    def watch(self) -> Hold | None:
        """Return what holds all downloads now, and tell it unless that was done."""
        with self._telling:  # so that changes are told in their order
            hold = self.current()
            before, self._told = self._told, hold
            if hold is None:
                if before is not None:
                    self._emit(DownloadsReleased())
            elif before is None or (before.kind, before.until) != (hold.kind, hold.until):
                self._emit(DownloadsHeld(kind=hold.kind, reason=hold.reason, until=hold.until))
        return hold

    def allows(self, running: int) -> bool:
        """Tell whether one more download fits into the hour, with those that run."""
        limit = self._config.downloads.per_hour
        return not limit or len(self._moments(self._clock())) + running < limit

    def note(self, error: NoSpace | StoreFull) -> None:
        """Learn that a disk had no room: nothing is begun for a moment, which grows while that goes on.

        Quotas and reserved blocks are not seen by looking at the disk.
        """
        now = self._clock()
        with self._lock:
            if self._refused is not None and self._holds_back(self._refused, now):
                return
            reason = f"{error.message} Downloads go on by themselves."
            self._refused = Hold(kind=HoldKind.DISK, reason=reason, until=now + self._rest)
            self._rest = min(self._rest * 2, _LONGEST)

    def ease(self) -> None:
        """Learn that a download came to its end: there is room."""
        with self._lock:
            self._rest = _FIRST

    def room(self) -> int | None:
        """Return how many bytes the library may still get; None when its disk cannot be looked at."""
        room = room_of(self._config.root)
        return None if room is None else room.free - self._config.downloads.kept_free

    def _disk(self) -> Hold | None:
        library, own = self._config.library, self._config.data
        kept = self._config.downloads.kept_free
        return self._full("The disk of", library, kept) or self._full(
            "The disk of the data folder", own, _OWN
        )

    def _full(self, what: str, path: Path | None, kept: int) -> Hold | None:
        room, again = None if path is None else room_of(path), kept + kept // _MARGIN
        held = self._told is not None and self._told.kind is HoldKind.DISK
        if room is None or room.free >= (again if held else kept):
            return None
        reason = f"{what} {path} has {size(room.free)} free, and {size(kept)} are to stay free. "
        if room.total >= again:
            reason += f"Downloads go on by themselves once it has {size(again)}."
        else:  # only the reserve can be that much
            reason += f"It has only {size(room.total)} in all: lower downloads.reserve."
        return Hold(
            kind=HoldKind.DISK, reason=reason, free=room.free, needed=again, total=room.total
        )

    def _after_refusal(self, now: datetime) -> Hold | None:
        refused = self._refused
        return refused if refused is not None and self._holds_back(refused, now) else None

    def _closed(self, now: datetime) -> Hold | None:
        local = now.astimezone().replace(tzinfo=None)
        if self._window is None or self._window.holds(local):
            return None
        begin, end = self._window.begin, self._window.end
        return Hold(
            kind=HoldKind.WINDOW,
            reason=f"Downloads begin from {begin:%H:%M} to {end:%H:%M}, as downloads.window says.",
            until=self._window.next_begin(local).astimezone(now.tzinfo),
        )

    def _many(self, now: datetime) -> Hold | None:
        limit = self._config.downloads.per_hour
        moments = self._moments(now) if limit else ()
        if not limit or len(moments) < limit:
            return None
        return Hold(
            kind=HoldKind.HOURLY,
            reason=f"There were {len(moments)} downloads in the last hour; "
            f"downloads.per_hour allows {limit}.",
            until=moments[-limit] + _HOUR,
        )

    def _moments(self, now: datetime) -> list[datetime]:
        return list(self._history.moments(HistoryKind.DOWNLOADED, now - _HOUR))

    @staticmethod
    def _holds_back(refused: Hold, now: datetime) -> bool:
        return refused.until is not None and now < refused.until
