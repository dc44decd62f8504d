"""What is told of the processes that work on a store."""

from collections.abc import Sequence

from attrs import frozen

from aniworld_core.entities import QueueItem, WorkerProcess

__all__ = ["WorkerView"]


@frozen(kw_only=True)
class WorkerView:
    """A process, whether it is ``alive``, the ``items`` it works on, and the scheduled work it ``leads``."""

    process: WorkerProcess
    alive: bool
    items: Sequence[QueueItem]
    leads: Sequence[str]
