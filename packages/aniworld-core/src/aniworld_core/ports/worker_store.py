"""Where processes tell that they are alive."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from aniworld_core.entities import WorkerOrder, WorkerProcess

__all__ = ["WorkerStore"]


class WorkerStore(Protocol):
    """The processes that work on the store. Every call is one transaction; ``now`` is aware UTC."""

    def beat(self, worker: WorkerProcess, lease: timedelta, now: datetime) -> WorkerOrder | None:
        """Note that a process is alive until ``now + lease`` and return what is asked of it.

        Its own ``seen``, ``until`` and ``asked`` are passed over.
        """
        ...

    def all(self) -> Sequence[WorkerProcess]:
        """List the processes that were not forgotten, in order of hosts and names."""
        ...

    def ask(self, name: str, order: WorkerOrder) -> bool:
        """Ask something of a process, in place of what was asked before; False for an unknown one."""
        ...

    def leave(self, name: str) -> None:
        """Forget a process that has ended in order."""
        ...

    def forget(self, before: datetime) -> int:
        """Forget those that gave their last sign of life before a moment; returns how many."""
        ...
