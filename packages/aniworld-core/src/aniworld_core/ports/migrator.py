"""Taking over what another program wrote."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from attrs import field, frozen

from aniworld_core.entities import Failure, Series

__all__ = ["Migrator", "OldSeries"]


@frozen(kw_only=True)
class OldSeries:
    """A series read from old data: where it stood, and oddities worth telling."""

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
        """Yield each series found below the library root ``source``, and a failure for what is unreadable."""
        ...
