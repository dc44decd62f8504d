"""Where it is kept who has what for a limited time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from aniworld_core.entities import Lease

__all__ = ["LeaseStore"]


class LeaseStore(Protocol):
    """Places that processes share: at a hoster, as the leader of scheduled work, behind a ticket.

    Names and holders have at most LONGEST_NAME characters. ``now`` is aware UTC. Every call is one
    transaction: at no moment do more hold a name than it has places.
    """

    def take(
        self, name: str, holder: str, lease: timedelta, now: datetime, places: int = 1
    ) -> bool:
        """Take one of the ``places`` of a name until ``now + lease``, or keep it until then.

        A holder has one place of a name and keeps it, even if there are fewer places by now; False when
        others have them all.
        """
        ...

    def drop(self, name: str, holder: str, now: datetime) -> bool:
        """Give a place back; False when the holder has none, or its time was over."""
        ...

    def release(self, holder: str) -> int:
        """Give back all that a holder has, and all of those whose names begin with its name and ``/``."""
        ...

    def held(self, now: datetime, name: str | None = None) -> Sequence[Lease]:
        """List what is held, of one name or of all, in order of names and holders."""
        ...
