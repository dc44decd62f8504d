"""Taking over old data: what is stored, skipped, refused, told and put away."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.entities import Failure, MigrationResult, Series
from aniworld_core.errors import Cancelled, LibraryUnavailable
from aniworld_core.events import Event, MigrationFinished
from aniworld_core.keys import SeriesKey
from aniworld_core.memory import MemoryStore
from aniworld_core.memory.series import MemorySeries
from aniworld_core.memory.shelves import Shelves
from aniworld_core.ports import Migrator, OldSeries
from aniworld_core.services.migration import CleanupResult, Migration

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class NoteMigrator:
    """Reads ``old.txt`` in every folder: the series' keys, or the word broken."""

    name = "notes"

    def fits(self, source: Path) -> bool:
        return self.count(source) > 0

    def count(self, source: Path) -> int:
        return sum(len(path.read_text().split()) for path in source.glob("*/old.txt"))

    def read(self, source: Path) -> Iterator[OldSeries | Failure]:
        for path in sorted(source.glob("*/old.txt")):
            for word in path.read_text().split():
                if word == "broken":
                    yield Failure(path=str(path), reason="it is broken")
                else:
                    provider, _, key = word.rpartition(":")
                    yield old(key, path, provider=provider or "aniworld")


class CountingSeries(MemorySeries):
    """Counts the series of every transaction."""

    def __init__(self, shelves: Shelves) -> None:
        super().__init__(shelves)
        self.puts: list[int] = []

    def put(self, *series: Series) -> None:
        self.puts.append(len(series))
        super().put(*series)


class Desk:
    """A migration with all that it works on."""

    def __init__(self, root: Path, *migrators: Migrator) -> None:
        self.root = root
        self.store = MemoryStore()
        self.events: list[Event] = []
        self.migration = Migration(
            root=lambda: root,
            migrators=lambda: migrators or (NoteMigrator(),),
            series=self.store.series,
            emit=self.events.append,
            clock=lambda: NOON,
        )

    def write(self, folder: str, *words: str) -> Path:
        path = self.root / folder / "old.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(" ".join(words))
        return path

    def stored(self) -> list[str]:
        return [str(one.key) for one in self.store.series.names()]


def old(key: str, source: Path, *, provider: str = "aniworld", note: str = "") -> OldSeries:
    series = Series(
        key=SeriesKey(key), provider=provider, ref=key, title=key, folder=source.parent.name
    )
    return OldSeries(series=series, source=source, notes=(note,) if note else ())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_everything_is_found_and_stored(desk: Desk) -> None:
    desk.write("A", "naruto")
    desk.write("B", "bleach")
    assert desk.migration.found() == 2
    result = desk.migration.run()
    assert result == MigrationResult(total_found=2, migrated=2)
    assert str(result) == "Migration Result: 2 migrated, 0 skipped, 0 failed"
    assert desk.stored() == ["bleach", "naruto"]
    naruto = desk.store.series.get(SeriesKey("naruto"))
    assert naruto is not None
    assert naruto.folder == "A"
    assert desk.events == [MigrationFinished(result=result, automatic=False)]


def test_a_check_tells_the_same_and_does_nothing(desk: Desk) -> None:
    desk.write("A", "naruto")
    desk.write("B", "broken")
    checked = desk.migration.check()
    assert desk.stored() == []
    assert desk.events == []
    assert checked == desk.migration.run()


def test_a_second_run_changes_nothing(desk: Desk) -> None:
    desk.write("A", "naruto")
    desk.write("B", "broken")
    desk.migration.run()
    kept = desk.store.series.get(SeriesKey("naruto"))
    result = desk.migration.run()
    assert (result.migrated, result.skipped, result.failed) == (0, 1, 1)
    assert desk.store.series.get(SeriesKey("naruto")) == kept


def test_what_was_removed_stays_removed(desk: Desk) -> None:
    desk.write("A", "naruto")
    desk.migration.run()
    desk.store.series.delete(SeriesKey("naruto"))
    assert desk.migration.run_if_new() is None
    assert desk.migration.run().skipped == 1
    assert desk.store.series.names() == []


def test_what_the_catalogue_said_since_is_kept(desk: Desk) -> None:
    desk.write("A", "naruto")
    desk.migration.run()
    fresh = desk.store.series.update(
        SeriesKey("naruto"), lambda series: evolve(series, title="Naruto!", checked=NOON)
    )
    desk.migration.run()
    assert desk.store.series.get(SeriesKey("naruto")) == fresh


def test_a_failure_costs_the_others_nothing(desk: Desk) -> None:
    path = desk.write("A", "naruto", "broken", "bleach")
    result = desk.migration.run()
    assert (result.total_found, result.migrated, result.failed) == (3, 2, 1)
    assert result.errors == (Failure(path=str(path), reason="it is broken"),)


def test_of_one_series_read_twice_the_first_counts(desk: Desk) -> None:
    first = desk.write("A", "naruto")
    second = desk.write("B", "naruto")
    expected = (
        Failure(path=str(second), reason=f"The series naruto was read already, in {first}."),
    )
    assert desk.migration.run().errors == expected
    assert desk.migration.run().errors == expected, "also when it is stored"
    assert desk.stored() == ["naruto"]


def test_two_sites_may_use_one_key(desk: Desk) -> None:
    desk.write("A", "aniworld:naruto")
    path = desk.write("B", "sto:naruto")
    desk.write("C", "anime.example:naruto")
    result = desk.migration.run()
    assert desk.stored() == ["naruto", "naruto-anime-example", "naruto-sto"]
    assert result.notes[0].startswith(f"{path}: the key naruto belongs to another site's series")
    assert desk.migration.run().skipped == 3


def test_a_key_with_no_way_out_is_a_failure(desk: Desk) -> None:
    desk.write("A", "aniworld:naruto", "aniworld:naruto-sto", "sto:naruto")
    result = desk.migration.run()
    assert (result.migrated, result.failed) == (2, 1)
    assert "other sites" in result.errors[0].reason


def test_a_folder_belongs_to_one_series(desk: Desk) -> None:
    desk.write("A", "naruto", "bleach")
    result = desk.migration.run()
    bleach = desk.store.series.get(SeriesKey("bleach"))
    assert bleach is not None
    assert bleach.folder is None
    assert result.notes == (f"{desk.root / 'A' / 'old.txt'}: its folder already belongs to naruto",)


def test_notes_come_with_their_place(tmp_path: Path) -> None:
    class Noting(NoteMigrator):
        def read(self, source: Path) -> Iterator[OldSeries | Failure]:
            yield old("naruto", source / "A" / "old.txt", note="an odd field")

    desk = Desk(tmp_path, Noting())
    desk.write("A", "naruto")
    assert desk.migration.run().notes == (f"{tmp_path / 'A' / 'old.txt'}: an odd field",)
    assert desk.migration.run().notes == (), "only of what was taken over"


def test_many_series_come_in_batches_without_a_loss(desk: Desk) -> None:
    series = CountingSeries(Shelves())
    desk.write("A", *(f"series-{number}" for number in range(1001)))
    Migration(
        root=lambda: desk.root,
        migrators=lambda: [NoteMigrator()],
        series=series,
        emit=desk.events.append,
    ).run()
    assert len(series.names()) == 1001
    assert series.puts == [500, 500, 1]


def test_progress_is_told_item_by_item(desk: Desk) -> None:
    desk.write("A", "naruto", "broken", "naruto")
    told: list[tuple[int, int]] = []
    desk.migration.check(report=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_run_can_be_stopped_and_finished_later(desk: Desk) -> None:
    def stop(done: int, _: int) -> None:
        if done == 501:
            raise Cancelled("stopped")

    desk.write("A", *(f"series-{number}" for number in range(600)))
    with pytest.raises(Cancelled):
        desk.migration.run(report=stop)
    assert len(desk.stored()) == 500
    assert desk.events == []
    result = desk.migration.run()
    assert (result.migrated, result.skipped) == (100, 500)


def test_without_a_root_nothing_is_found_and_nothing_runs(tmp_path: Path) -> None:
    absent = Desk(tmp_path / "absent")
    assert absent.migration.found() == 0
    for call in (absent.migration.run, absent.migration.check, absent.migration.cleanup):
        with pytest.raises(LibraryUnavailable):
            call()
    assert absent.events == []


def test_an_empty_store_is_filled_unasked_once(desk: Desk) -> None:
    assert desk.migration.run_if_new() is None
    desk.write("A", "naruto")
    result = desk.migration.run_if_new()
    assert result is not None
    assert desk.events == [MigrationFinished(result=result, automatic=True)]
    desk.write("B", "bleach")
    assert desk.migration.run_if_new() is None


def test_clean_up_leaves_a_copy_beside(desk: Desk) -> None:
    path = desk.write("A", "naruto")
    desk.migration.run()
    assert desk.migration.cleanup() == CleanupResult(removed=1, files=(str(path),))
    copy = path.with_name("old.txt.bak-20261122")
    assert copy.read_text() == "naruto"
    assert list(path.parent.iterdir()) == [copy]
    assert desk.migration.cleanup() == CleanupResult()


@pytest.mark.parametrize(
    "content", [["bleach", "new"], ["bleach", "broken"], ["broken"], ["naruto"]]
)
def test_clean_up_refuses_what_did_not_migrate_whole(desk: Desk, content: list[str]) -> None:
    desk.write("A", "naruto", "bleach")
    desk.migration.run()
    desk.write("A", "naruto")
    path = desk.write("B", *content)
    result = desk.migration.cleanup()
    assert (result.removed, result.failed) == (1, 1)
    assert [failure.path for failure in result.errors] == [str(path)]
    assert str(result) == "Cleanup Result: 1 removed, 1 failed"
    assert list(path.parent.iterdir()) == [path]


def test_a_dry_clean_up_tells_what_a_run_and_a_clean_up_would_put_away(desk: Desk) -> None:
    path = desk.write("A", "naruto")
    mixed = desk.write("B", "bleach", "broken")
    dry = desk.migration.cleanup(dry_run=True)
    assert path.exists()
    assert (dry.removed, dry.failed, dry.files) == (1, 1, (str(path),))
    assert dry.errors[0].path == str(mixed)
    desk.migration.run()
    assert desk.migration.cleanup() == dry


def test_clean_up_goes_on_where_a_file_cannot_be_put_away(desk: Desk) -> None:
    (desk.root / "kept").write_text("naruto")
    link = desk.root / "A" / "old.txt"
    link.parent.mkdir()
    link.symlink_to(desk.root / "kept")
    path = desk.write("B", "bleach")
    desk.migration.run()
    result = desk.migration.cleanup()
    assert (result.removed, [one.path for one in result.errors]) == (1, [str(link)])
    assert link.is_symlink()
    assert not path.exists()
