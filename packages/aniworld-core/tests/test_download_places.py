"""Where downloads go: never out of the library, never over another file, never into a twin's folder."""

from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.entities import EpisodeId, QueueState, SeriesKey
from aniworld_core.errors import AlreadyThere
from aniworld_core.library import Library
from aniworld_core.places import Listings, as_spelled
from aniworld_core.services.downloads.placing import place
from aniworld_core.testing.arrange import files, item, missing, show, video
from aniworld_core.testing.world import VIDEO, World

E1, E2 = EpisodeId(1, 1), EpisodeId(1, 2)


def test_a_place_that_holds_another_episode_is_not_overwritten(shown: Library, root: Path) -> None:
    """A directory, or any other thing, in the target's place is never replaced."""
    target = root / "Show (2013)/Season 01/Show S01E01.mp4"
    (target / "occupied").mkdir(parents=True)
    shown.queue.add("show", [E1])
    shown.downloads.work()
    assert item(shown, E1).state is QueueState.FAILED
    assert target.is_dir()


def test_two_series_of_one_name_get_folders_of_their_own(
    world: World, library: Library, root: Path
) -> None:
    world.offer(show(E1))
    world.offer(evolve(show(E1), key=SeriesKey("show-2"), ref="show-2"))
    library.catalog.add("show")
    library.catalog.add("show-2")
    library.queue.add("show")
    library.queue.add("show-2")
    assert library.downloads.work().finished == 2
    assert files(root) == [
        "Show (2013) [show-2]/Season 01/Show S01E01.mp4",
        "Show (2013)/Season 01/Show S01E01.mp4",
    ] or files(root) == [
        "Show (2013) [show]/Season 01/Show S01E01.mp4",
        "Show (2013)/Season 01/Show S01E01.mp4",
    ]


@pytest.mark.parametrize("title", ["Show", "SHOW", "Élan"])
def test_a_series_takes_no_file_from_the_folder_of_its_twin(
    world: World, library: Library, root: Path, title: str
) -> None:
    """One after the other, and with names that only some file systems tell apart."""
    first = "E\u0301lan" if title == "Élan" else "Show"
    world.offer(show(E1, title=first))
    world.offer(show(E1, key="show-2", title=title))
    for key in ("show", "show-2"):
        library.catalog.add(key)
        library.queue.add(key)
        assert library.downloads.work().finished == 1
    assert len(world.fetched) == 2
    folders = sorted(path.name for path in root.iterdir() if path.name != ".aniworld")
    assert len(folders) == 2
    assert folders[0].endswith(" [show-2]") or folders[1].endswith(" [show-2]")


def test_a_season_folder_that_leads_outside_is_refused(
    shown: Library, world: World, root: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "library-evil"  # its name begins like the library's
    elsewhere.mkdir()
    (root / "Show (2013)").mkdir()
    (root / "Show (2013)/Season 01").symlink_to(elsewhere)
    shown.queue.add("show", [E1])
    assert shown.downloads.work().failed == 1
    assert "outside the library folder" in item(shown, E1).reason
    assert list(elsewhere.iterdir()) == []


def test_a_link_out_of_the_library_is_not_followed(
    shown: Library, root: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "Show (2013)").symlink_to(elsewhere)
    shown.queue.add("show", [E1])
    shown.downloads.work()
    assert item(shown, E1).state is QueueState.FAILED
    assert list(elsewhere.iterdir()) == []


def test_placing_never_overwrites(tmp_path: Path) -> None:
    new, old = tmp_path / "new.mp4", tmp_path / "old.mp4"
    new.write_bytes(VIDEO)
    old.write_bytes(b"precious")
    with pytest.raises(AlreadyThere):
        place(new, old)
    assert old.read_bytes() == b"precious"


def test_a_double_episode_that_is_there_stays_one(shown: Library, world: World, root: Path) -> None:
    video(root / "Show (2013)/Season 01/Show S01E01-E02.mkv")
    shown.queue.add("show")
    shown.scanner.scan()
    assert shown.downloads.work().finished == 2
    assert world.opened == []
    assert missing(shown, "show") == []


@pytest.mark.parametrize("content", [b"", b"x" * 9_999])
def test_a_stub_in_the_way_is_no_episode(
    shown: Library, world: World, root: Path, content: bytes
) -> None:
    stub = video(root / "Show (2013)/Season 01/Show S01E01.mp4", content)
    shown.queue.add("show", [E1])
    assert shown.downloads.work().failed == 1
    assert "in the way" in item(shown, E1).reason
    assert world.opened == []
    assert stub.read_bytes() == content


def test_a_twin_in_another_case_is_the_same_place(
    world: World, root: Path, library: Library
) -> None:
    world.offer(show(E1))
    there = video(root / "Show (2013)/season 01/SHOW s01e01.MP4")
    library.catalog.add("show")
    library.queue.add("show")
    assert library.downloads.work().finished == 1
    assert world.fetched == []
    assert files(root) == [str(there.relative_to(root))]


def test_the_disk_has_its_own_spelling_and_is_read_once_for_many_paths(tmp_path: Path) -> None:
    for name in ("E\u0301LAN", "\u00c9lan"):
        (tmp_path / name).mkdir()
    (tmp_path / "\u00c9lan" / "S01e01.MP4").touch()
    listings: Listings = {}
    assert str(as_spelled(tmp_path, "\u00e9lan/s01E01.mp4", listings)) == "E\u0301LAN/s01E01.mp4"
    (tmp_path / "\u00e9lan").mkdir()
    assert str(as_spelled(tmp_path, "\u00e9LAN/x", listings)) == "E\u0301LAN/x", (
        "as it was read before"
    )
    assert str(as_spelled(tmp_path, "\u00c9lan/S01E01.mp4", listings)) == "\u00c9lan/S01e01.MP4"
