"""What holds for the files of every store."""

from attrs import evolve

from aniworld_core.entities import (
    GER_SUB,
    Episode,
    EpisodeFile,
    EpisodeId,
    FolderScan,
    FolderState,
    Series,
)
from aniworld_core.ports import Store
from aniworld_core.testing.strategies import DAYS, KEYS

__all__ = ["FileContract"]

_MOON = KEYS[0]


def _file(name: str, *numbers: int, folder: str = "Moon") -> EpisodeFile:
    return EpisodeFile(
        path=f"{folder}/{name}",
        episodes=tuple(EpisodeId(1, number) for number in numbers),
        size=2**40,
        mtime=2**62,
        language=GER_SUB,
    )


def _scan(*files: EpisodeFile) -> FolderScan:
    return FolderScan(
        folder="Moon", device=2**64 - 1, dirs={"": 2**62, "Season 01": 5}, files=files
    )


def _missing(store: Store) -> int:
    (summary,) = store.series.page()
    return summary.missing


class FileContract:
    """Tests of :class:`aniworld_core.ports.FileStore`."""

    def test_a_scan_comes_back_as_it_was(self, store: Store) -> None:
        """Record files of every kind and read them in order of their paths."""
        files = (
            _file("b.mkv", 2, 1),
            _file("a.mkv"),
            EpisodeFile(path="Moon/c.mkv", episodes=(), absolute=(30, 1), size=1, mtime=1),
        )
        store.files.record(_scan(*files))
        assert list(store.files.inside("Moon")) == [files[1], files[0], files[2]]
        assert store.files.folders() == {
            "Moon": FolderState(
                folder="Moon", device=2**64 - 1, dirs={"": 2**62, "Season 01": 5}, files=3
            )
        }

    def test_the_first_mark_of_the_library_folder_stays(self, store: Store) -> None:
        """Adopt marks, until one is to take the place of the one that is kept."""
        assert store.files.root() is None
        assert store.files.adopt_root("one") == "one"
        assert store.files.adopt_root("two") == "one"
        assert store.files.adopt_root("two", instead_of="three") == "one"
        assert store.files.adopt_root("two", instead_of="one") == "two"
        assert store.files.root() == "two"

    def test_a_second_scan_replaces_the_first(self, store: Store) -> None:
        """Record a folder again with fewer files."""
        store.files.record(_scan(_file("a.mkv", 1), _file("b.mkv", 2)))
        store.files.record(_scan(_file("b.mkv", 2)))
        assert [file.path for file in store.files.inside("Moon")] == ["Moon/b.mkv"]

    def test_added_files_make_the_folder_be_read_again(self, store: Store) -> None:
        """Add files to a known folder and to an unknown one."""
        store.files.record(_scan(_file("a.mkv", 1)))
        store.files.add("Moon", _file("a.mkv", 2), _file("b.mkv", 3))
        store.files.add("Sun", _file("a.mkv", 1, folder="Sun"))
        assert list(store.files.inside("Moon")) == [_file("a.mkv", 2), _file("b.mkv", 3)]
        states = store.files.folders()
        assert states["Moon"].dirs == {"": 0, "Season 01": 0}
        assert states["Moon"].files == 2
        assert states["Sun"] == FolderState(folder="Sun", device=0, dirs={"": 0}, files=1)

    def test_removed_files_make_the_folder_be_read_again(self, store: Store) -> None:
        """Remove one file of two, one that is not there, and some of an unknown folder."""
        store.files.record(_scan(_file("a.mkv", 1, 2), _file("b.mkv", 3)))
        store.files.remove("Moon", "Moon/a.mkv", "Moon/c.mkv")
        store.files.remove("Sun", "Sun/a.mkv")
        assert list(store.files.inside("Moon")) == [_file("b.mkv", 3)]
        (state,) = store.files.folders().values()
        assert (state.dirs, state.files) == ({"": 0, "Season 01": 0}, 1)

    def test_what_is_on_the_disk_follows_every_change(self, store: Store) -> None:
        """Count what is missing while folders, files and the series' own folder change."""
        episodes = tuple(Episode(id=EpisodeId(1, number)) for number in (1, 2, 3))
        series = Series(
            key=_MOON, provider="p", ref="r", title="Moon", episodes=episodes, added=DAYS[0]
        )
        store.series.put(series)
        store.files.record(_scan(_file("a.mkv", 1)))
        assert _missing(store) == 3
        store.series.update(_MOON, lambda one: evolve(one, folder="Moon"))
        assert _missing(store) == 2
        store.files.add("Moon", _file("b.mkv", 2, 3))
        assert _missing(store) == 0
        store.files.remove("Moon", "Moon/b.mkv")
        assert _missing(store) == 2
        store.files.record(_scan(_file("b.mkv", 2, 3)))
        assert _missing(store) == 1
        store.files.forget("Moon")
        assert _missing(store) == 3
        assert not store.files.folders()
        assert not store.files.of(_MOON)

    def test_two_series_may_share_a_folder(self, store: Store) -> None:
        """Count one file for both."""
        for key in KEYS[:2]:
            store.series.put(
                Series(
                    key=key,
                    provider="p",
                    ref=key,
                    title=key,
                    folder="Moon",
                    episodes=(Episode(id=EpisodeId(1, 1)),),
                )
            )
        store.files.record(_scan(_file("a.mkv", 1)))
        assert [one.missing for one in store.series.page()] == [0, 0]
        assert list(store.files.of(KEYS[0])) == list(store.files.of(KEYS[1]))
