"""The older program's data as the core asks for it."""

from collections.abc import Iterator
from pathlib import Path

from aniworld_core.entities import Failure
from aniworld_core.errors import MigrationError
from aniworld_core.ports import OldSeries
from aniworld_migrators_legacy.content import record_in
from aniworld_migrators_legacy.folders import data_files
from aniworld_migrators_legacy.record import old_series

__all__ = ["LegacyMigrator"]


class LegacyMigrator:
    """Reads the file ``data`` of every series folder, in order of the folders' names."""

    name = "legacy"

    def fits(self, source: Path) -> bool:
        """Tell whether any folder of the library root holds such a file."""
        return next(data_files(source), None) is not None

    def count(self, source: Path) -> int:
        """Count the files by one look into the root and one at each folder."""
        return sum(1 for _ in data_files(source))

    def read(self, source: Path) -> Iterator[OldSeries | Failure]:
        """Yield a series or a failure for every file."""
        for path in data_files(source):
            yield _read(path, source)


def _read(path: Path, root: Path) -> OldSeries | Failure:
    try:
        return old_series(record_in(path, root), path)
    except MigrationError as error:
        return Failure(path=_shown(path), reason=error.message)


def _shown(path: Path) -> str:
    """Return a path that can be printed even where the disk holds bytes that are no UTF-8."""
    return str(path).encode("utf-8", "backslashreplace").decode()
