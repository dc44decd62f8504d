"""The library folder is recognised by its mark; a wrong one is neither believed nor touched (T8)."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from aniworld_core.clock import utc_now
from aniworld_core.config import Config
from aniworld_core.entities import (
    GER_SUB,
    EpisodeId,
    QueueState,
    SeriesKey,
    Trashed,
    WorkerRole,
)
from aniworld_core.errors import LibraryUnavailable
from aniworld_core.library import Library
from aniworld_core.memory import MemoryStore
from aniworld_core.plugins import PluginManager
from aniworld_core.root_mark import MARK, read
from aniworld_core.services.health import Finding
from aniworld_core.stash import TrashBin, new_id
from aniworld_core.testing.arrange import missing, put, video, wrote
from aniworld_core.testing.world import World

FOREIGN = "0" * 32


@pytest.fixture
def full(library: Library, root: Path) -> Library:
    """Return the library of a folder with two of three episodes, of which one failed its check once."""
    put(library, "show", "Show", 2013, count=3)
    for number in (1, 2):
        video(root / f"Show/Show S01E{number:02}.mkv")
    library.scanner.scan()
    library.scanner.match("Show", "show")
    library.queue.add("show")
    wrote(library, "show", "Show/Show S01E01.mkv", EpisodeId(1, 1))
    trashed(root)
    return library


def trashed(root: Path) -> None:
    record = Trashed(
        id=new_id(utc_now()),
        at=utc_now(),
        key=SeriesKey("show"),
        episodes=(EpisodeId(1, 1),),
        language=GER_SUB,
        reason="Replaced by ger-dub.",
        path="Show/older S01E01.mkv",
        size=1,
    )
    video(root / record.path)
    TrashBin(root).put(record)


def mark_as_another(root: Path) -> None:
    (root / MARK).write_text(json.dumps({"id": FOREIGN}))


def lose_the_mark(root: Path) -> None:
    (root / MARK).unlink()


spoiled = pytest.mark.parametrize("spoil", [mark_as_another, lose_the_mark])


def tree(root: Path) -> dict[str, int]:
    """Return every file of a folder with its age."""
    return {str(one): one.stat().st_mtime_ns for one in root.rglob("*") if one.is_file()}


def test_the_first_scan_marks_the_folder(library: Library, root: Path) -> None:
    library.scanner.check_root()
    library.scanner.scan(dry_run=True)
    assert (read(root), library.store.files.root()) == (None, None)
    library.scanner.scan()
    mark = read(root)
    assert mark is not None
    assert library.store.files.root() == library.recognising.check() == mark
    library.scanner.scan()
    assert read(root) == mark


def test_a_folder_keeps_its_mark_for_a_new_store(
    world: World, full: Library, config: Config, root: Path
) -> None:
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(config, plugins=manager, store=MemoryStore()) as other:
        assert other.recognising.check() is None
        other.scanner.scan()
        assert other.store.files.root() == read(root) == full.store.files.root()


def test_downloads_mark_the_folder_too(shown: Library, root: Path) -> None:
    shown.queue.add("show")
    shown.downloads.work()
    assert read(root) is not None
    assert shown.recognising.check() == read(root)


ACTS: dict[str, Callable[[Library], object]] = {
    "scan": lambda library: library.scanner.scan(),
    "scan of a series": lambda library: library.scanner.scan("show"),
    "dry run": lambda library: library.scanner.scan(dry_run=True),
    "catching up": lambda library: library.scanner.catch_up(),
    "downloads": lambda library: library.downloads.work(),
    "rename": lambda library: library.renaming.plan(foreign=True),
    "undo": lambda library: library.renaming.undo(),
    "match": lambda library: library.scanner.match("Show", "show"),
    "restore": lambda library: library.trash.restore(library.trash.all()[0].id),
    "emptying the trash": lambda library: library.trash.empty(),
    "emptying the quarantine": lambda library: library.quarantine.empty(),
}


@spoiled
@pytest.mark.parametrize("act", ACTS.values(), ids=list(ACTS))
def test_a_wrong_folder_is_neither_believed_nor_touched(
    full: Library, root: Path, spoil: Callable[[Path], None], act: Callable[[Library], object]
) -> None:
    (root / "Show/Show S01E01.mkv").unlink()
    spoil(root)
    before = tree(root)
    with pytest.raises(LibraryUnavailable, match="is not the one that this store knows") as refused:
        act(full)
    assert "aniw scan --confirm-losses" in refused.value.hint
    assert tree(root) == before
    assert missing(full, "show") == ["S01E003"]
    assert full.queue.counts() == {QueueState.QUEUED: 1}


def test_a_plan_from_before_renames_nothing_in_a_wrong_folder(full: Library, root: Path) -> None:
    plan = full.renaming.plan(foreign=True)
    assert plan.moves
    mark_as_another(root)
    before = tree(root)
    with pytest.raises(LibraryUnavailable, match="the mark of another library"):
        full.renaming.run(plan)
    assert tree(root) == before


@spoiled
def test_a_person_can_say_that_it_is_the_right_one(
    full: Library, root: Path, spoil: Callable[[Path], None]
) -> None:
    (root / "Show/Show S01E01.mkv").unlink()
    spoil(root)
    full.scanner.scan(confirmed=True, dry_run=True)
    with pytest.raises(LibraryUnavailable):
        full.scanner.scan()
    assert full.scanner.scan(confirmed=True).gone_files == 1
    assert missing(full, "show") == ["S01E001", "S01E003"]
    assert full.recognising.check() == read(root) is not None
    full.scanner.scan()


def test_an_empty_folder_is_never_taken_for_the_library(full: Library, root: Path) -> None:
    root.rename(root.with_name("unmounted"))
    root.mkdir()
    kept = full.store.files.root()
    with pytest.raises(LibraryUnavailable, match="is empty"):
        full.scanner.scan(confirmed=True)
    assert (full.store.files.root(), list(root.iterdir())) == (kept, [])


def test_a_damaged_mark_gets_no_successor(full: Library, root: Path) -> None:
    (root / MARK).write_bytes(b"\0" * 80)
    for confirmed in (False, True):
        with pytest.raises(LibraryUnavailable, match="is damaged"):
            full.scanner.scan(confirmed=confirmed)
    assert (root / MARK).read_bytes() == b"\0" * 80
    (root / MARK).unlink()  # as the hint tells
    full.scanner.scan(confirmed=True)
    assert full.recognising.check() == read(root)


def test_a_folder_whose_own_directory_is_a_link_gets_no_mark(
    library: Library, root: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / MARK.parent).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LibraryUnavailable, match="is a link"):
        library.scanner.scan()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_other_processes_see_which_folder_this_one_can_write(library: Library, root: Path) -> None:
    def told() -> str | None:
        with library.workers.present(WorkerRole.COMMAND, downloads=lambda: 0, obey=lambda _: None):
            (view,) = library.workers.all()
            return view.process.root

    assert told() is None
    library.scanner.scan()
    assert told() == read(root) is not None
    mark_as_another(root)
    assert told() is None


def test_the_check_of_everything_tells_whether_it_is_the_right_folder(
    full: Library, config: Config, root: Path
) -> None:
    def found(library: Library) -> Finding:
        (one,) = [one for one in library.health.check() if one.name == "mark"]
        return one

    assert found(full).text == f"{root} is the folder that the store knows"
    with Library.open(config, plugins=PluginManager(), store=MemoryStore()) as new:
        assert "learns with the next scan" in found(new).text
        lose_the_mark(root)
        assert "the next scan makes one" in found(new).text
    fault = found(full)
    assert not fault.ok
    assert "it has no mark" in fault.text
    assert "aniw scan --confirm-losses" in fault.fix
    assert "mark" in {one.name for one in full.health.ready() if not one.ok}
