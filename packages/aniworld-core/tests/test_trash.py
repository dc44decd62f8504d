"""The trash: what was replaced can come back, and nothing of it is ever put over another file."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.entities import GER_SUB, EpisodeId, HistoryKind, SeriesKey, Trashed
from aniworld_core.errors import AlreadyThere, LibraryUnavailable, NotFound, NotPossible
from aniworld_core.library import Library
from aniworld_core.stash import TrashBin, new_id
from aniworld_core.testing.arrange import missing, show, video
from aniworld_core.testing.world import VIDEO

E1 = EpisodeId(1, 1)
PATH = "Show (2013)/Season 01/Show S01E01.mp4"
NOW = datetime.now(UTC)


def record(path: str = PATH, at: datetime = NOW) -> Trashed:
    return Trashed(
        id=new_id(at),
        at=at,
        key=SeriesKey("show"),
        episodes=(E1,),
        language=GER_SUB,
        reason="Replaced by ger-dub.",
        path=path,
        size=len(VIDEO),
    )


def trashed(root: Path, path: str = PATH, at: datetime = NOW) -> str:
    """Put a file into the trash and return the entry's id."""
    video(root / path)
    entry = record(path, at)
    TrashBin(root).put(entry)
    return entry.id


def test_a_file_comes_back_to_where_it_was(library: Library, root: Path) -> None:
    library.store.series.put(evolve(show(E1), folder="Show (2013)"))
    id = trashed(root)
    assert not (root / PATH).exists()
    assert [one.path for one in library.trash.all()] == [PATH]
    assert library.trash.restore(id) == PATH
    assert (root / PATH).read_bytes() == VIDEO
    assert library.trash.all() == []
    assert missing(library, "show") == []
    (entry,) = library.store.history.of(SeriesKey("show"))
    assert (entry.kind, entry.path, entry.language) == (HistoryKind.RESTORED, PATH, GER_SUB)


def test_a_file_changes_places_with_its_successor(library: Library, root: Path) -> None:
    library.store.series.put(evolve(show(E1), folder="Show (2013)"))
    id = trashed(root)
    assert library.trash.in_the_way(id) is None
    video(root / PATH, b"better")
    library.scanner.scan()
    assert library.trash.in_the_way(id) == PATH
    assert library.trash.restore(id, swap=True) == PATH
    assert (root / PATH).read_bytes() == VIDEO
    (entry,) = library.trash.all()
    assert (entry.path, entry.episodes, entry.size) == (PATH, (E1,), len(b"better"))
    kinds = [one.kind for one in library.store.history.of(SeriesKey("show"))]
    assert kinds == [HistoryKind.RESTORED, HistoryKind.TRASHED]
    assert library.trash.restore(entry.id, swap=True) == PATH
    assert (root / PATH).read_bytes() == b"better"


def test_a_folder_changes_places_with_nothing(library: Library, root: Path) -> None:
    id = trashed(root)
    (root / PATH).mkdir()
    with pytest.raises(AlreadyThere):
        library.trash.restore(id, swap=True)
    assert [one.id for one in library.trash.all()] == [id]


@pytest.mark.parametrize("path", [PATH, PATH.replace("Show S", "SHOW s")])
def test_another_file_is_never_written_over(library: Library, root: Path, path: str) -> None:
    id = trashed(root)
    there = video(root / path, b"another")
    with pytest.raises(AlreadyThere, match="is there"):
        library.trash.restore(id)
    assert there.read_bytes() == b"another"
    assert [one.id for one in library.trash.all()] == [id]


def test_a_folder_that_is_gone_is_made_again(library: Library, root: Path) -> None:
    id = trashed(root)
    shutil.rmtree(root / "Show (2013)")
    library.trash.restore(id)
    assert (root / PATH).read_bytes() == VIDEO


def test_a_folder_that_became_a_link_out_is_not_followed(
    library: Library, root: Path, tmp_path: Path
) -> None:
    id = trashed(root)
    shutil.rmtree(root / "Show (2013)")
    (tmp_path / "elsewhere").mkdir()
    (root / "Show (2013)").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotPossible):
        library.trash.restore(id)
    assert [one.id for one in library.trash.all()] == [id]


def test_entries_are_dropped_and_expire(library: Library, root: Path) -> None:
    old = trashed(root, at=NOW - timedelta(days=31))
    young = trashed(root, at=NOW - timedelta(days=29))
    assert library.trash.expire() == 1
    assert [one.id for one in library.trash.all()] == [young]
    with pytest.raises(NotFound):
        library.trash.drop(old)
    trashed(root)
    assert library.trash.empty() == 2
    assert library.trash.all() == []


@pytest.mark.parametrize(
    "id", ["../../Show (2013)", "", ".", "..", ".lock", "20260101-000000-abcdef"]
)
def test_no_text_leads_anywhere_else(library: Library, root: Path, id: str) -> None:
    trashed(root)
    with pytest.raises(NotFound):
        library.trash.drop(id)


def test_a_damaged_record_is_left_out(library: Library, root: Path) -> None:
    id, other = trashed(root), trashed(root)
    (root / f".aniworld/trash/{id}/record.json").write_text("{")
    assert [one.id for one in library.trash.all()] == [other]
    assert library.trash.expire() == 0


def test_what_a_disk_station_leaves_beside_a_file_hides_nothing(
    library: Library, root: Path
) -> None:
    id = trashed(root)
    (root / f".aniworld/trash/{id}/@eaDir").mkdir()
    (root / f".aniworld/trash/{id}/.DS_Store").touch()
    assert [one.id for one in library.trash.all()] == [id]
    assert library.trash.restore(id) == PATH
    assert (root / PATH).read_bytes() == VIDEO


@pytest.mark.parametrize("damage", ["record", "stranger"])
def test_a_file_of_which_nobody_knows_where_it_belongs_is_kept(
    library: Library, root: Path, damage: str
) -> None:
    """A crash right after it left its place: it may be the only copy."""
    id = trashed(root)
    half = root / f".aniworld/trash/.half-{id}"
    (root / f".aniworld/trash/{id}").rename(half)
    if damage == "record":
        (half / "record.json").write_text('{"of": "a later version"}')
    else:
        (half / "stranger.mp4").touch()
    library.trash.expire()
    (kept,) = (root / ".aniworld/trash").glob("*/Show S01E01.mp4")
    assert kept.read_bytes() == VIDEO


class Crash(Exception):
    """Stands for the end of the process."""


def test_a_crash_before_the_successor_came_changes_nothing(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = video(root / PATH), video(root / "new.mp4", b"better")

    def crash(*_: object) -> None:
        raise Crash

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(Crash):
        TrashBin(root).exchange(record(), new)
    monkeypatch.undo()
    assert old.read_bytes() == VIDEO
    assert library.trash.all() == []
    library.trash.expire()
    assert not list((root / ".aniworld/trash").glob("*half*"))
    assert (old.read_bytes(), new.read_bytes()) == (VIDEO, b"better")


def test_without_second_names_the_old_file_comes_back(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = video(root / PATH), video(root / "new.mp4", b"better")

    def refuse(*_: object) -> None:
        raise PermissionError("no hard links here")

    def crash(*_: object) -> None:
        raise Crash

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(Crash):
        TrashBin(root).exchange(record(), new)
    monkeypatch.undo()
    assert not old.exists()
    library.trash.expire()
    assert old.read_bytes() == VIDEO


def test_a_successor_in_place_leaves_the_old_file_in_the_trash(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = video(root / PATH), video(root / "new.mp4", b"better")

    def crash(*_: object) -> None:
        raise Crash

    monkeypatch.setattr("aniworld_core.stash.entries.Stash.settle", crash)
    with pytest.raises(Crash):
        TrashBin(root).exchange(record(), new)
    monkeypatch.undo()
    assert old.read_bytes() == b"better"
    library.trash.expire()
    (entry,) = library.trash.all()
    (kept,) = (root / f".aniworld/trash/{entry.id}").glob("*.mp4")
    assert kept.read_bytes() == VIDEO


@pytest.mark.parametrize("names", ["one", "two"])
@pytest.mark.parametrize(
    "step", ["Stash.begin", "Stash.settle", "Stash.abandon", "Path.replace", "_keep"]
)
def test_a_crash_while_two_files_change_places_loses_neither(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch, step: str, names: str
) -> None:
    id = trashed(root)
    place = video(root / PATH, b"better")

    def crash(*_: object) -> None:
        raise Crash

    def refuse(*_: object) -> None:
        raise PermissionError("no hard links here")

    if names == "one":
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    where = {"Path.replace": "pathlib.Path.replace", "_keep": "aniworld_core.stash.trash._keep"}
    monkeypatch.setattr(where.get(step, f"aniworld_core.stash.entries.{step}"), crash)
    with pytest.raises(Crash):
        library.trash.restore(id, swap=True)
    monkeypatch.undo()
    library.trash.expire()
    (entry,) = library.trash.all()
    (kept,) = (root / f".aniworld/trash/{entry.id}").glob("*.mp4")
    assert {place.read_bytes(), kept.read_bytes()} == {VIDEO, b"better"}
    assert not list((root / ".aniworld/trash").glob(".half*"))


def test_what_cannot_change_places_stays_as_it_was(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = trashed(root)
    place = video(root / PATH, b"better")

    def refuse(*_: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(LibraryUnavailable):
        library.trash.restore(id, swap=True)
    assert place.read_bytes() == b"better"
    assert [one.id for one in library.trash.all()] == [id]


def test_a_successor_that_cannot_be_placed_leaves_all_as_it_was(
    library: Library, root: Path
) -> None:
    old = video(root / PATH)
    with pytest.raises(FileNotFoundError):
        TrashBin(root).exchange(record(), root / "missing.mp4")
    assert old.read_bytes() == VIDEO
    assert [path.name for path in (root / ".aniworld/trash").iterdir()] == [".lock"]
