"""What others laid into the folder of unfinished downloads: nothing is believed, nothing followed."""

from pathlib import Path

import pytest

from aniworld_core.entities import GER_SUB, EpisodeId, QueueItem
from aniworld_core.errors import LibraryUnavailable, NotPossible
from aniworld_core.library import Library
from aniworld_core.places import inside
from aniworld_core.services.downloads.marks import Placed, mark
from aniworld_core.services.downloads.workspaces import item_directory
from aniworld_core.testing.arrange import files, item, show, video
from aniworld_core.testing.world import World

E1, E2 = EpisodeId(1, 1), EpisodeId(1, 2)


@pytest.fixture
def queued(world: World, library: Library) -> QueueItem:
    world.offer(show(E1, E2))
    library.catalog.add("show")
    library.queue.add("show", [E2])
    return item(library, E2)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Keep a folder that looks like the workspace of an item, outside of the library."""
    kept = tmp_path / "outside"
    video(kept / "0-placing.json", b"{}")
    video(kept / "1-0123456789abcdef" / "holiday.mp4")
    return kept


def content(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_note_on_another_episode_is_not_believed(
    queued: QueueItem, library: Library, root: Path
) -> None:
    """The store was restored from a backup, and gave its number to another item meanwhile."""
    other = video(root / "Show (2013)/Season 01/Show S01E01.mp4")
    stat = other.stat()
    item_directory(root, queued.id).mkdir(parents=True)
    earlier = QueueItem(
        id=queued.id, key=queued.key, episode=E1, wanted=queued.wanted, added=queued.added, claim=1
    )
    placed = Placed(
        path=str(other.relative_to(root)),
        size=stat.st_size,
        mtime=stat.st_mtime_ns,
        hoster="VOE",
        language=GER_SUB,
    )
    mark(root, earlier, placed)
    assert library.downloads.work().finished == 1
    assert len(files(root)) == 2


def test_a_link_in_place_of_a_workspace_is_not_followed(
    queued: QueueItem, library: Library, root: Path, outside: Path
) -> None:
    before = content(outside)
    link = item_directory(root, queued.id)
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    (link.parent / "999").symlink_to(outside)
    assert library.downloads.work().finished == 1
    assert content(outside) == before


@pytest.mark.parametrize("name", [".aniworld", ".aniworld/incomplete"])
def test_nothing_is_downloaded_out_of_the_library(
    queued: QueueItem, library: Library, root: Path, outside: Path, name: str
) -> None:
    before = content(outside)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).symlink_to(outside)
    with pytest.raises(LibraryUnavailable):
        library.downloads.work()
    assert content(outside) == before


def test_a_path_that_no_system_takes_is_not_inside(root: Path) -> None:
    with pytest.raises(NotPossible):
        inside(root, "Show\0/E1.mp4")
