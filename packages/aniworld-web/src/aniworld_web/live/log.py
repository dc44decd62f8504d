"""The last things that happened, in order, where a newer progress replaces an older one."""

from collections import OrderedDict
from collections.abc import Sequence

from attrs import frozen

__all__ = ["Entry", "Log"]


@frozen(kw_only=True)
class Entry:
    """One event, encoded once: ``text`` is the whole envelope.

    ``rooms`` are bits. What goes on is in a ``slot`` (a download, the scan, the queue), and ``data`` is what
    it tells without the envelope, for snapshots. A newer entry replaces the older one of its slot, and one
    that ``ends`` the slot removes it, but is itself never replaced. An entry for no room only does that.
    """

    seq: int
    type: str
    rooms: int
    text: str
    data: bytes
    slot: str | None = None
    ends: bool = False


class Log:
    """A bounded log that many clients read, each from its own place; not thread-safe.

    ``size`` bounds the entries and ``slots`` what goes on at the same time; the oldest make room.
    Nothing is known of what came before the number ``start``, or at it. Numbers rise by ``step``, so those
    of a log with another start are, as a rule, none of this one's.
    """

    def __init__(
        self, *, start: int = 0, step: int = 1, size: int = 4096, slots: int = 1024
    ) -> None:
        self._start = start
        self._step = step
        self._size = size
        self._slots = slots
        self._entries: OrderedDict[int, Entry] = OrderedDict()
        self._current: OrderedDict[str, Entry] = OrderedDict()
        self._lost = self.head = start

    def append(self, entry: Entry) -> None:
        """Add an entry, whose number is greater than all before."""
        self.head = entry.seq
        if entry.slot is not None:
            replaced = self._current.pop(entry.slot, None)
            if replaced is not None:
                self._entries.pop(replaced.seq, None)
            if not entry.ends:
                self._current[entry.slot] = entry
                if len(self._current) > self._slots:
                    self._current.popitem(last=False)
        if entry.rooms:
            self._entries[entry.seq] = entry
            if len(self._entries) > self._size:
                self._lost, _ = self._entries.popitem(last=False)

    def forget(self, seq: int) -> None:
        """Lose everything up to a number: whoever was reading cannot go on from its place."""
        self._entries.clear()
        self._current.clear()
        self._lost = self.head = seq

    def holds(self, seq: int) -> bool:
        """Tell whether a number is of this log, and nothing is lost of what came after it."""
        return self._lost <= seq <= self.head and (seq - self._start) % self._step == 0

    def since(self, seq: int, rooms: int, limit: int) -> tuple[Sequence[Entry], int]:
        """Return what came after a number for any of the rooms, and the number to go on from."""
        found: list[Entry] = []
        for entry in reversed(self._entries.values()):
            if entry.seq <= seq:
                break
            if entry.rooms & rooms:
                found.append(entry)
        found.reverse()
        if len(found) > limit:
            return found[:limit], found[limit - 1].seq
        return found, self.head

    def current(self, rooms: int) -> Sequence[Entry]:
        """Return what is going on in any of the rooms, the oldest first."""
        return [entry for entry in self._current.values() if entry.rooms & rooms]
