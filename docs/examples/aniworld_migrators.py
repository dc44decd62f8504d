"""A migrator for a list ``series.csv`` in the library folder: ``title,folder`` in each line."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from aniworld_core import hookimpl
from aniworld_core.entities import Failure, Series
from aniworld_core.errors import InvalidKey
from aniworld_core.keys import from_slug
from aniworld_core.ports import OldSeries

if TYPE_CHECKING:
    from aniworld_core.ports import Migrator


class CsvList:
    """Reads the list; it never writes."""

    name = "csv"

    def fits(self, source: Path) -> bool:
        """Tell whether the library has such a list."""
        return (source / "series.csv").is_file()

    def count(self, source: Path) -> int:
        """Count the lines."""
        return len(_lines(source))

    def read(self, source: Path) -> Iterator[OldSeries | Failure]:
        """Yield one series a line."""
        for number, line in enumerate(_lines(source), start=1):
            try:
                title, folder = line
                series = Series(
                    key=from_slug(title), provider="aniworld", ref=title, title=title, folder=folder
                )
            except (ValueError, InvalidKey) as error:
                yield Failure(path=f"series.csv:{number}", reason=str(error))
            else:
                yield OldSeries(series=series, source=source / "series.csv")


@hookimpl
def aniworld_migrators() -> "Iterator[Migrator]":
    """Contribute the list."""
    yield CsvList()


def _lines(source: Path) -> list[list[str]]:
    with (source / "series.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
