"""Leases in memory."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from aniworld_core.entities import Lease
from aniworld_core.memory.shelves import Shelves

__all__ = ["MemoryLeases"]


class MemoryLeases:
    """Fulfils :class:`aniworld_core.ports.LeaseStore`."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def take(
        self, name: str, holder: str, lease: timedelta, now: datetime, places: int = 1
    ) -> bool:
        """Take a place, or keep it; what others held for too long goes."""
        with self._shelves.lock:
            holders = {one.holder for one in self.held(now, name)}
            for place, until in list(self._shelves.leases.items()):
                if place[0] == name and until <= now:
                    del self._shelves.leases[place]
            if holder not in holders and len(holders) >= places:
                return False
            self._shelves.leases[name, holder] = now + lease
            return True

    def drop(self, name: str, holder: str, now: datetime) -> bool:
        """Give a place back."""
        with self._shelves.lock:
            until = self._shelves.leases.pop((name, holder), None)
            return until is not None and until > now

    def release(self, holder: str) -> int:
        """Give back all that a holder has, and its own holders."""
        with self._shelves.lock:
            gone = [
                place
                for place in self._shelves.leases
                if place[1] == holder or place[1].startswith(f"{holder}/")
            ]
            for place in gone:
                del self._shelves.leases[place]
            return len(gone)

    def held(self, now: datetime, name: str | None = None) -> Sequence[Lease]:
        """List what is held."""
        with self._shelves.lock:
            return [
                Lease(name=place, holder=holder, until=until)
                for (place, holder), until in sorted(self._shelves.leases.items())
                if until > now and name in {None, place}
            ]
