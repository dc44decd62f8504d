"""Where it is kept how often something was done."""

from datetime import datetime, timedelta
from typing import Protocol

from aniworld_core.entities import Allowance

__all__ = ["PaceStore"]


class PaceStore(Protocol):
    """Counts for all processes together what may be done only so often, such as requests to a host."""

    def spend(self, name: str, allowance: Allowance, now: datetime) -> timedelta:
        """Take one time of a name, and return nothing, or else how long to wait before asking again.

        ``name`` has at most LONGEST_NAME characters. Follows :func:`aniworld_core.entities.spend`.
        """
        ...
