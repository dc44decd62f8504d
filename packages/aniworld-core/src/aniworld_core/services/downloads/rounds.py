"""What was asked in vain of an item's links so far, while the hosters of its other links rest."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from aniworld_core.clock import Clock
from aniworld_core.services.downloads.choice import Failed

__all__ = ["Rounds"]


@frozen
class _Round:
    failed: Sequence[Failed]
    until: datetime | None


class Rounds:
    """Remembers for each item the links of a round that is to be gone on with.

    A round is over when every link was asked once. Were it begun anew after each rest, a link that always
    sends its hoster to rest would keep all others there from ever being asked, and the item for ever.
    """

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[int, _Round] = {}

    def take_up(self, item: int) -> list[Failed]:
        """Return what failed in the round; nothing for an item that comes before its time: it was retried."""
        kept = self._open.pop(item, None)
        if kept is None or (kept.until is not None and self._clock() < kept.until):
            return []
        return list(kept.failed)

    def pause(self, item: int, failed: Sequence[Failed], until: datetime | None) -> None:
        """Remember what failed, until the item comes again when a hoster's rest is over."""
        self._open[item] = _Round(failed, until)
