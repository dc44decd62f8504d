"""What one ``aniw download`` is about: what it queues, and what became of each item."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from aniworld_cli import episodes
from aniworld_cli.limits import EVERYTHING
from aniworld_cli.text import at_time, count
from aniworld_core import serde
from aniworld_core.clock import utc_now
from aniworld_core.entities import NewItem, QueueItem, QueueState, Wanted
from aniworld_core.events import DownloadFailed, DownloadFinished, DownloadWaiting, Event
from aniworld_core.library import Library
from aniworld_core.services.downloads import WorkResult
from aniworld_core.services.scanner import Ambiguous

__all__ = ["Tally", "check_disk", "enqueue", "put_first", "waiting"]

_NAMED = 1
"""Priority of what was named: above that of everything else."""


class Tally:
    """A sink that keeps how each item ended; what was tried again later counts as it ended then."""

    def __init__(self) -> None:
        self.stopped = False
        self.result = WorkResult()
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

    @property
    def behind(self) -> int:
        """How many items are in the queue still, beside those that this run put back."""
        return max(self.result.waiting - len(self.waiting), 0)

    def document(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "finished": [serde.unstructure(end) for end in self.finished],
            "failed": [serde.unstructure(end) for end in self.failed],
            "waiting": [serde.unstructure(end) for end in self.waiting],
            "behind": self.behind,
            "hold": serde.unstructure(self.result.hold),
            "paused": self.result.paused,
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


def put_first(library: Library, items: Sequence[QueueItem | NewItem]) -> bool:
    """Move items to the front, also before what an interrupted run left; tell whether others come behind."""
    named = {item.id for item in items if isinstance(item, QueueItem)}
    live = library.queue.page((QueueState.QUEUED, QueueState.RUNNING), limit=EVERYTHING)
    first = next((item.id for item in live if item.id not in named), None)
    if first is None:
        return False
    at = [item.id for item in live].index(first)
    for item in live[at:]:
        if item.id in named and item.state is QueueState.QUEUED:
            library.queue.move(item.id, first)
    return True


def waiting(library: Library) -> Iterator[str]:
    """Say which items have to wait, until when and why, one line for each reason."""
    now = utc_now()
    queued = library.queue.page((QueueState.QUEUED,), limit=EVERYTHING)
    reasons = defaultdict(list)
    for item in queued:
        if item.next_try is not None and item.next_try > now:
            reasons[item.reason].append(item.next_try)
    for reason, moments in reasons.items():
        items = count(len(moments), "item")
        yield f"Waiting until {at_time(min(moments))}, {items}: {reason}"


def check_disk(library: Library) -> None:
    """Refuse a library folder that a download would refuse, and change nothing; raises LibraryUnavailable."""
    library.scanner.check_root()
    if library.store.files.folders():
        library.scanner.scan(dry_run=True)
