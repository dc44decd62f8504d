"""What every migrator must do; inherit the class and say how its data is made."""

from abc import abstractmethod
from pathlib import Path

from aniworld_core.entities import Failure
from aniworld_core.ports import Migrator, OldSeries

__all__ = ["MigratorContract"]


class MigratorContract:
    """Tests for a migrator, run by pytest where a test class inherits them.

    For example::

        class TestMyMigrator(MigratorContract):
            def migrator(self) -> Migrator:
                return MyMigrator()

            def fill(self, root: Path) -> None: ...  # two or more readable series

            def spoil(self, root: Path) -> None: ...  # one more that is unreadable
    """

    @abstractmethod
    def migrator(self) -> Migrator:
        """Return the migrator to test."""

    @abstractmethod
    def fill(self, root: Path) -> None:
        """Write two or more different series, all readable, below the empty library ``root``."""

    @abstractmethod
    def spoil(self, root: Path) -> None:
        """Add something to a filled library that the migrator has to report as one failure."""

    def test_it_has_a_name(self) -> None:
        """Users are told who read something."""
        assert self.migrator().name

    def test_nothing_is_found_in_an_empty_library(self, tmp_path: Path) -> None:
        """An empty folder is no reason to fail."""
        assert not self.migrator().fits(tmp_path)
        assert self.migrator().count(tmp_path) == 0
        assert list(self.migrator().read(tmp_path)) == []

    def test_nothing_is_found_where_there_is_no_library(self, tmp_path: Path) -> None:
        """Neither is one that does not exist."""
        absent = tmp_path / "absent"
        assert not self.migrator().fits(absent)
        assert self.migrator().count(absent) == 0
        assert list(self.migrator().read(absent)) == []

    def test_every_series_is_read_and_counted(self, tmp_path: Path) -> None:
        """The count is what a progress bar counts down."""
        self.fill(tmp_path)
        items = list(self.migrator().read(tmp_path))
        assert self.migrator().fits(tmp_path)
        assert self.migrator().count(tmp_path) == len(items) >= 2
        assert all(isinstance(item, OldSeries) for item in items)

    def test_a_series_is_whole_and_says_where_it_stood(self, tmp_path: Path) -> None:
        """What the store needs is there, and true."""
        self.fill(tmp_path)
        for item in self._series(tmp_path):
            series = item.series
            assert item.source.is_relative_to(tmp_path)
            assert item.source.exists()
            assert series.provider
            assert series.ref
            assert series.title
            assert series.checked is None, "the catalogue was not asked"
            ids = [episode.id for episode in series.episodes]
            assert ids == sorted(set(ids))
            if series.folder is not None:
                assert (tmp_path / series.folder).is_dir()

    def test_reading_again_gives_the_same(self, tmp_path: Path) -> None:
        """Order and content do not change by themselves."""
        self.fill(tmp_path)
        self.spoil(tmp_path)
        assert list(self.migrator().read(tmp_path)) == list(self.migrator().read(tmp_path))

    def test_reading_changes_nothing(self, tmp_path: Path) -> None:
        """A migrator never writes."""
        self.fill(tmp_path)
        self.spoil(tmp_path)
        before = _tree(tmp_path)
        self.migrator().count(tmp_path)
        list(self.migrator().read(tmp_path))
        assert _tree(tmp_path) == before

    def test_one_unreadable_item_is_one_failure_and_costs_the_others_nothing(
        self, tmp_path: Path
    ) -> None:
        """A failure names its place below the root and a reason."""
        self.fill(tmp_path)
        good = self._series(tmp_path)
        self.spoil(tmp_path)
        items = list(self.migrator().read(tmp_path))
        (failure,) = (item for item in items if isinstance(item, Failure))
        assert Path(failure.path).is_relative_to(tmp_path)
        assert failure.reason
        assert [item for item in items if item is not failure] == good
        assert self.migrator().count(tmp_path) == len(items)

    def _series(self, root: Path) -> list[OldSeries]:
        return [item for item in self.migrator().read(root) if isinstance(item, OldSeries)]


def _tree(root: Path) -> dict[Path, tuple[int, bytes]]:
    return {
        path: (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in sorted(root.rglob("*"))
    }
