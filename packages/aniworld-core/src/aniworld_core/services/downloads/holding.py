"""What downloads ask about that which holds all of them, and what they tell of full disks."""

from typing import Protocol

from aniworld_core.entities import Hold
from aniworld_core.errors import NoSpace, StoreFull

__all__ = ["Holding"]


class Holding(Protocol):
    """What holds all downloads now; a service of its own, since it is asked for without any download."""

    def current(self) -> Hold | None:
        """Return what holds all downloads now."""
        ...

    def watch(self) -> Hold | None:
        """Return what holds all downloads now, and tell it unless that was done."""
        ...

    def allows(self, running: int) -> bool:
        """Tell whether one more download may begin beside those that run."""
        ...

    def note(self, error: NoSpace | StoreFull) -> None:
        """Learn that a disk had no room."""
        ...

    def ease(self) -> None:
        """Learn that a download came to its end: there is room."""
        ...

    def room(self) -> int | None:
        """Return how many bytes the library may still get; None when that cannot be told."""
        ...
