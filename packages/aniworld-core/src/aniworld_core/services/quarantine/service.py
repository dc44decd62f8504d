"""Lists what failed its check, tries it again, and deletes it after a while."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path

from attrs import evolve

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import EpisodeId, Quarantined, QueueItem
from aniworld_core.errors import LibraryUnavailable, NotFound
from aniworld_core.stash import QuarantineBin

__all__ = ["Quarantine"]


class Quarantine:
    """Files that failed their check stay here for ``days``, and up to ``size`` bytes of them.

    ``add`` queues episodes of a series and returns their items, ``again`` makes items due at once. What is
    listed is read from the folder each time: no store knows of it. ``recognise`` raises LibraryUnavailable
    when it is not the right folder: then nothing is deleted there.
    """

    def __init__(
        self,
        *,
        root: Callable[[], Path],
        recognise: Callable[[], str | None],
        days: int,
        size: int,
        add: Callable[[str, Collection[EpisodeId]], Sequence[QueueItem]],
        again: Callable[[int], int],
        clock: Clock = utc_now,
    ) -> None:
        self._root = root
        self._recognise = recognise
        self._days = days
        self._size = size
        self._add = add
        self._again = again
        self._clock = clock

    def all(self) -> Sequence[Quarantined]:
        """List what is in quarantine, the oldest first."""
        return [evolve(record, id=id) for id, record, _ in self._bin().stash.all()]

    def get(self, id: str) -> Quarantined:
        """Return an entry; raises NotFound."""
        found = self._bin().stash.get(id)
        if found is None:
            raise NotFound(f"The quarantine has no {id!r}.", hint="See: aniw quarantine list")
        return evolve(found[0], id=id)

    def retry(self, *ids: str) -> Sequence[QueueItem]:
        """Queue episodes again, due at once, and delete their files; an episode that is there needs no item.

        Raises NotFound, LibraryUnavailable, and SeriesNotFound or EpisodeNotFound when the catalogue lists
        it no more: its file then stays.
        """
        self._recognise()
        items: dict[int, QueueItem] = {}
        for record in [self.get(id) for id in ids]:
            for item in self._add(record.key, [record.episode]):
                self._again(item.id)
                items[item.id] = item
            self.drop(record.id)
        return list(items.values())

    def drop(self, *ids: str) -> int:
        """Delete entries with their files for good, and return how many.

        Raises NotFound and LibraryUnavailable.
        """
        self._recognise()
        for id in ids:
            self.get(id)
        try:
            return sum(self._bin().stash.drop(id) for id in ids)
        except OSError as error:
            raise LibraryUnavailable(
                f"The quarantine of {self._root()} cannot be changed: {error.strerror}.",
                hint="Is it mounted read-only?",
            ) from error

    def empty(self) -> int:
        """Delete everything for good, and return how much it was."""
        return self.drop(*(record.id for record in self.all()))

    def expire(self) -> int:
        """Finish what a crash interrupted, delete what is too old or too much, and return how much.

        What cannot be written now is left for the next time.
        """
        with suppress(OSError):
            self._bin().recover()
            return self._bin().expire(self._clock(), self._days, self._size)
        return 0

    def _bin(self) -> QuarantineBin:
        return QuarantineBin(self._root())
