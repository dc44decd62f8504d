"""The older program's data as the core asks for it."""

from collections.abc import Iterator
from pathlib import Path

from aniworld_core.entities import Failure
from aniworld_core.errors import MigrationError
from aniworld_core.ports import OldSeries
from aniworld_migrators_legacy.content import record_in
from aniworld_migrators_legacy.folders import DataFile, data_files
from aniworld_migrators_legacy.record import series_in

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
        for file in data_files(source):
            yield _read(file, source)


def _read(file: DataFile, root: Path) -> OldSeries | Failure:
    try:
        series, notes = series_in(record_in(file, root), folder=file.folder)
    except MigrationError as error:
        return Failure(path=_shown(file.path), reason=error.message)
    return OldSeries(series=series, source=Path(file.path), notes=notes)


def _shown(path: str) -> str:
    """Return a path that can be printed even where the disk holds bytes that are no UTF-8."""
    return path.encode("utf-8", "backslashreplace").decode()
