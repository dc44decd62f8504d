"""A clean-up keeps every file of which anything was not taken over, however the failure names it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aniworld_core.entities import Failure, Series
from aniworld_core.keys import from_slug
from aniworld_core.memory import MemoryStore
from aniworld_core.ports import OldSeries
from aniworld_core.services.migration import CleanupResult, Migration


class Lists:
    """Reads the lists of a library: a series in each line, and a failure ``at`` some place."""

    name = "lists"

    def __init__(self, at: str | None) -> None:
        self.at = at

    def fits(self, source: Path) -> bool:
        return self.count(source) > 0

    def count(self, source: Path) -> int:
        return len(list(source.glob("*/*.csv")))

    def read(self, source: Path) -> Iterator[OldSeries | Failure]:
        for file in sorted(source.glob("*/*.csv")):
            key = from_slug(file.stem)
            series = Series(key=key, provider="site", ref=key, title=file.stem)
            yield OldSeries(series=series, source=file)
        if self.at is None:
            raise OSError("the disk is tired")
        yield Failure(path=self.at.format(source), reason="it is no series")


def cleaned(root: Path, at: str | None) -> CleanupResult:
    """Migrate two lists, and clean up."""
    (root / "old").mkdir()
    for name in ("fern.csv", "fern.csv-2.csv"):
        (root / "old" / name).write_text("a line")
    migration = Migration(
        root=lambda: root,
        migrators=lambda: [Lists(at)],
        series=MemoryStore().series,
        emit=lambda _: None,
    )
    migration.run()
    dry = migration.cleanup(dry_run=True)
    result = migration.cleanup()
    assert dry == result
    return result


@pytest.mark.parametrize(
    "at",
    [
        *("{}/old/fern.csv", "{}/old/fern.csv:3", "{}/old/fern.csv:3:7", "{}/old/fern.csv, line 3"),
        *("old/fern.csv:3", "{}/old/./fern.csv", "{}/old/fern.csv#3"),
    ],
)
def test_a_file_that_a_failure_names_stays(tmp_path: Path, at: str) -> None:
    result = cleaned(tmp_path, at)
    assert (tmp_path / "old" / "fern.csv").read_text() == "a line"
    assert [Path(file).name for file in result.files] == ["fern.csv-2.csv"]
    assert result.failed == 1


@pytest.mark.parametrize("at", ["{}", "{}/old", None], ids=["library", "folder", "fault"])
def test_all_that_may_be_half_read_stays(tmp_path: Path, at: str | None) -> None:
    assert cleaned(tmp_path, at).files == ()
    assert len(list(tmp_path.glob("old/*.csv"))) == 2


def test_another_file_s_failure_keeps_nothing_else(tmp_path: Path) -> None:
    assert len(cleaned(tmp_path, "{}/old/fern.cs").files) == 2
