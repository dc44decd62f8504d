"""Takes old data into the store, and puts the old files away when asked to."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import Failure, MigrationResult
from aniworld_core.errors import LibraryUnavailable, MigrationError
from aniworld_core.events import Emit, MigrationFinished
from aniworld_core.ports import Migrator, OldSeries, SeriesStore
from aniworld_core.services.migration import guarded
from aniworld_core.services.migration.cleanup import check, concerns, put_away
from aniworld_core.services.migration.intake import Intake
from aniworld_core.services.migration.results import CleanupResult

__all__ = ["Migration", "Progress"]

Progress = Callable[[int, int], None]
"""Hears how many items are done, and how many there are; may raise Cancelled to stop."""

_AT_ONCE = 500
"""Series stored in one transaction: quick, and little is lost when a run is stopped."""


class Migration:
    """Reads what other programs left in the library root, by way of the migrators."""

    def __init__(
        self,
        *,
        root: Callable[[], Path],
        migrators: Callable[[], Iterable[Migrator]],
        series: SeriesStore,
        emit: Emit,
        clock: Clock = utc_now,
    ) -> None:
        self._root = root
        self._migrators = migrators
        self._series = series
        self._emit = emit
        self._clock = clock

    def found(self) -> int:
        """Count the old data cheaply, without reading any; 0 where the root is not there."""
        return guarded.count(self._migrators(), self._root())

    def check(self, *, report: Progress | None = None) -> MigrationResult:
        """Tell what :meth:`run` would do, and do nothing."""
        intake = Intake(self._series.names(), self._series.removed())
        for _ in intake.new(self._items(report)):
            pass
        return intake.result()

    def run(self, *, automatic: bool = False, report: Progress | None = None) -> MigrationResult:
        """Store every series that is not in the store yet; a second run changes nothing.

        What cannot be read is a failure in the result and stops nothing else. ``automatic`` says
        that nobody asked for it. Raises LibraryUnavailable or StoreError; what was stored by then
        stays.
        """
        intake = Intake(self._series.names(), self._series.removed())
        new = intake.new(self._items(report))
        while batch := list(islice(new, _AT_ONCE)):
            self._series.put(*(item.series for item in batch))
        result = intake.result()
        self._emit(MigrationFinished(result=result, automatic=automatic))
        return result

    def run_if_new(self) -> MigrationResult | None:
        """Run unasked when the store never held a series and there is old data; else return None."""
        if self._series.page(limit=1) or self._series.removed() or not self.found():
            return None
        return self.run(automatic=True)

    def cleanup(self, *, report: Progress | None = None, dry_run: bool = False) -> CleanupResult:
        """Replace each old file whose series is in the store by a dated backup copy beside it.

        A file that holds anything unreadable, or not stored yet, is left where it is and listed; so
        is everything when a migrator failed as a whole. A ``dry_run`` tells what would be put away
        after a :meth:`run`, and does nothing.
        """
        intake = Intake(self._series.names(), self._series.removed())
        new = [item.source for item in intake.new(self._items(report))]
        refused = list(intake.errors)
        if not dry_run:
            refused += [
                Failure(path=str(source), reason="It was not taken over yet.") for source in new
            ]
        kept, root = tuple(refused), self._root()
        today = self._clock().date()
        files = []
        for source in dict.fromkeys([*intake.known, *new]):
            if any(concerns(failure, source, root) for failure in kept):
                continue
            try:
                check(source) if dry_run else put_away(source, today)
            except MigrationError as error:
                refused.append(Failure(path=str(source), reason=error.message))
            else:
                files.append(str(source))
        return CleanupResult(
            removed=len(files), failed=len(refused), files=tuple(files), errors=tuple(refused)
        )

    def _items(self, report: Progress | None) -> Iterator[OldSeries | Failure]:
        root = self._root()
        if not root.is_dir():
            raise LibraryUnavailable(
                f"There is no library folder {root}.",
                hint="Mount its disk, or mend the setting library.",
            )
        items = guarded.items(self._migrators(), root)
        return items if report is None else _reported(items, report, self.found())


def _reported(
    items: Iterable[OldSeries | Failure], report: Progress, total: int
) -> Iterator[OldSeries | Failure]:
    for done, item in enumerate(items, start=1):
        yield item
        report(done, max(done, total))
