"""A library of any size: each series has 100 episodes, of which a tenth is missing."""

from aniworld_core.entities import (
    GER_DUB,
    Episode,
    EpisodeFile,
    EpisodeId,
    FolderScan,
    Series,
    SeriesKey,
)
from aniworld_core.ports import Store

__all__ = ["EPISODES", "PRESENT", "fill", "folder_scan"]

EPISODES = 100
"""Episodes of each series."""

PRESENT = 90
"""Those that lie on the disk."""

_AT_ONCE = 500


def fill(store: Store, count: int) -> None:
    """Write so many series and what a scan finds of them, in batches, as the program does."""
    for first in range(0, count, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, count))
        store.series.put(*(_series(number) for number in numbers))
        store.files.record(*(folder_scan(number, files=PRESENT) for number in numbers))


def folder_scan(number: int, *, files: int = EPISODES) -> FolderScan:
    """Return what a scan finds in the folder of a series."""
    folder = f"Series {number} (2013)"
    return FolderScan(
        folder=folder,
        device=1,
        dirs={"": 1, "Season 01": 1},
        files=tuple(
            EpisodeFile(
                path=f"{folder}/Season 01/Series {number} S01E{one:03}.mkv",
                episodes=(EpisodeId(1, one),),
                size=300_000_000 + one,
                mtime=1_700_000_000_000_000_000 + one,
            )
            for one in range(1, files + 1)
        ),
    )


def _series(number: int) -> Series:
    return Series(
        key=SeriesKey(f"series-{number}"),
        provider="aniworld",
        ref=f"series-{number}",
        title=f"Series {number}",
        folder=f"Series {number} (2013)",
        link=f"https://catalogue.example/anime/stream/series-{number}",
        description="What happens in this series. " * 10,
        episodes=tuple(
            Episode(
                id=EpisodeId(1, one), title=f"Episode {one}", languages=(GER_DUB,), hosters=("One",)
            )
            for one in range(1, EPISODES + 1)
        ),
    )
