"""What one ``aniw download`` is about: what it queues, and what became of each item."""

from collections.abc import Sequence
from typing import Any

from aniworld_cli import episodes
from aniworld_cli.limits import EVERYTHING
from aniworld_core import serde
from aniworld_core.entities import NewItem, QueueItem, QueueState, Wanted
from aniworld_core.events import DownloadFailed, DownloadFinished, DownloadWaiting, Event
from aniworld_core.library import Library
from aniworld_core.services.scanner import Ambiguous

__all__ = ["Tally", "check_disk", "enqueue", "put_first"]

_NAMED = 1
"""Priority of what was named: above that of everything else."""


class Tally:
    """A sink that keeps how each item ended; what was tried again later counts as it ended then."""

    def __init__(self) -> None:
        self.paused = False
        self.stopped = False
        self._ends: dict[int, DownloadFinished | DownloadFailed | DownloadWaiting] = {}

    def __call__(self, event: Event) -> None:
        """Note the end of an item."""
        if isinstance(event, DownloadFinished | DownloadFailed | DownloadWaiting):
            self._ends[event.id] = event

    @property
    def finished(self) -> list[DownloadFinished]:
        """Items whose file is in the library."""
        return [end for end in self._ends.values() if isinstance(end, DownloadFinished)]

    @property
    def failed(self) -> list[DownloadFailed]:
        """Items that wait for a person."""
        return [end for end in self._ends.values() if isinstance(end, DownloadFailed)]

    @property
    def waiting(self) -> list[DownloadWaiting]:
        """Items that are tried again by a later run."""
        return [end for end in self._ends.values() if isinstance(end, DownloadWaiting)]

    def document(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "finished": [serde.unstructure(end) for end in self.finished],
            "failed": [serde.unstructure(end) for end in self.failed],
            "waiting": [serde.unstructure(end) for end in self.waiting],
            "paused": self.paused,
            "stopped": self.stopped,
        }


def enqueue(
    library: Library, key: str | None, texts: Sequence[str], wanted: Wanted, *, dry_run: bool
) -> tuple[Sequence[QueueItem | NewItem], Sequence[Ambiguous]]:
    """Queue what is missing of one series or of all; of all, unclear folders are skipped and returned.

    Raises SeriesNotFound, EpisodeNotFound, InvalidValue, and AmbiguousFolder for a named series.
    """
    queue = library.queue
    if key is None:
        new, skipped = queue.plan_all(wanted=wanted), library.scanner.ambiguous()
    else:
        chosen = episodes.chosen(library, key, texts)
        new, skipped = queue.plan(key, chosen, wanted=wanted, priority=_NAMED), ()
    return new if dry_run else queue.put(*new), skipped


def put_first(library: Library, items: Sequence[QueueItem | NewItem]) -> int:
    """Move items that were queued before, with less priority, to the front; return how many wait behind."""
    named = {item.id: item for item in items if isinstance(item, QueueItem)}
    waiting = library.queue.page((QueueState.QUEUED,), limit=EVERYTHING)
    others = [item for item in waiting if item.id not in named]
    for item in named.values():
        if others and item.state is QueueState.QUEUED and item.priority < _NAMED:
            library.queue.move(item.id, others[0].id)
    return len(others)


def check_disk(library: Library) -> None:
    """Refuse a library folder that a download would refuse, and change nothing; raises LibraryUnavailable."""
    library.scanner.check_root()
    if library.store.files.folders():
        library.scanner.scan(dry_run=True)
