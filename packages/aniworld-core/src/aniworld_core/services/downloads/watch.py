"""Looks, while a crew works, at what is to stop its jobs: the queue, and the room on the disk."""

from collections.abc import Callable, Collection

from aniworld_core.entities import QueueState
from aniworld_core.errors import NoSpace, StoreFull
from aniworld_core.ports import QueueStore
from aniworld_core.services.downloads.holding import Holding
from aniworld_core.services.downloads.job import Job
from aniworld_core.sizes import size

__all__ = ["Watch"]

_RUNNING = 1_000_000
"""More items than can run at once."""


class Watch:
    """One look a call of :meth:`look`: jobs that are to stop are told so, and what holds all is told."""

    def __init__(
        self, *, queue: QueueStore, holds: Holding, jobs: Callable[[], Collection[Job]]
    ) -> None:
        self._queue = queue
        self._holds = holds
        self._jobs = jobs

    def look(self) -> None:
        """Look once; raises StoreError."""
        try:
            self._holds.watch()
            jobs = self._jobs()
            if jobs:
                self._stop_taken(jobs)
                self._stop_paused(jobs)
                self._stop_for_room(jobs)
        except StoreFull as error:  # even reading can need a little room
            self._holds.note(error)

    def _stop_taken(self, jobs: Collection[Job]) -> None:
        running = self._queue.page((QueueState.RUNNING,), limit=_RUNNING)
        ours = {(item.id, item.claim) for item in running}
        for job in jobs:
            if (job.item.id, job.item.claim) not in ours:
                job.lose()

    def _stop_paused(self, jobs: Collection[Job]) -> None:
        if self._queue.paused():
            for job in jobs:
                job.pause()

    def _stop_for_room(self, jobs: Collection[Job]) -> None:
        """Stop one job at a time, the one that has least: another may come to its end with what there is."""
        room = self._holds.room()
        fetching = [job for job in jobs if job.fetching]
        if room is None or room >= 0 or not fetching or any(job.stopped for job in fetching):
            return
        least = min(fetching, key=lambda job: job.received)
        alone = len(jobs) == 1
        least.crowd_out(
            NoSpace(
                f"The disk was full up to its reserve when {size(least.received)} of it were there.",
                hint="Free some space, or lower downloads.reserve.",
            ),
            lambda: not alone or not self._has_room(),
        )

    def _has_room(self) -> bool:
        """Tell whether there is room again at once: then the job's own bytes were what filled the disk."""
        room = self._holds.room()
        return room is not None and room >= 0
