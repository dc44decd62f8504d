"""What working the queue off came to."""

from attrs import frozen

__all__ = ["WorkResult"]


@frozen(kw_only=True)
class WorkResult:
    """Counts of one run; ``waiting`` items are tried again later, ``paused`` tells why it ended early."""

    finished: int = 0
    failed: int = 0
    waiting: int = 0
    paused: bool = False
