"""Taking over what another program wrote."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from attrs import field, frozen

from aniworld_core.entities import Failure, Series

__all__ = ["Migrator", "OldSeries"]


@frozen(kw_only=True)
class OldSeries:
    """A series read from old data.

    ``source`` is the file it stood in: the one that ``aniw migrate --cleanup`` replaces by a dated copy
    once everything in it is stored. ``notes`` are oddities worth telling.
    """

    series: Series
    source: Path
    notes: Sequence[str] = field(default=())


class Migrator(Protocol):
    """Reads the data of another program; it never writes."""

    @property
    def name(self) -> str:
        """Short name, shown to the user."""
        ...

    def fits(self, source: Path) -> bool:
        """Tell quickly whether the directory holds data of this kind."""
        ...

    def count(self, source: Path) -> int:
        """Return how many items :meth:`read` will yield, for progress."""
        ...

    def read(self, source: Path) -> Iterable[OldSeries | Failure]:
        """Yield each series found below the library root ``source``, and a failure for what is unreadable.

        A failure's path is that of the file, alone or with the place in it (``list.csv:3``): a file that a
        failure names is never put away.
        """
        ...
