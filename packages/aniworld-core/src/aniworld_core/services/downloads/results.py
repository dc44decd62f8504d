"""What working the queue off came to."""

from attrs import frozen

from aniworld_core.entities import Hold

__all__ = ["WorkResult"]


@frozen(kw_only=True)
class WorkResult:
    """Counts of one run; ``waiting`` items are tried again later.

    What somebody paused, and what another process downloads, is not among them. ``paused`` and
    ``hold`` tell why it ended early.
    """

    finished: int = 0
    failed: int = 0
    waiting: int = 0
    paused: bool = False
    hold: Hold | None = None
