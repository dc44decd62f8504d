"""Writes to the store named on the command line until it is killed; says each number once it is safe."""

import sys
from datetime import timedelta
from itertools import count

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    GER_DUB,
    Episode,
    EpisodeFile,
    EpisodeId,
    FolderScan,
    HistoryEntry,
    HistoryKind,
    NewItem,
    Outcome,
    QueueState,
    Series,
    SeriesKey,
    Wanted,
)
from aniworld_core.ports import Store
from aniworld_stores_sql import aniworld_open_store

KEY = SeriesKey("moon")
WANTED = Wanted(languages=(GER_DUB,))


def write(store: Store, number: int) -> None:
    """Change every part of the store."""
    episodes = tuple(Episode(id=EpisodeId(1, one)) for one in range(1, number % 50 + 2))
    series = Series(
        key=KEY, provider="p", ref="r", title=str(number), folder="Moon", episodes=episodes
    )
    store.series.put(series)
    files = tuple(
        EpisodeFile(path=f"Moon/{one}.mkv", episodes=(EpisodeId(1, one),), size=1, mtime=number)
        for one in range(1, number % 40 + 1)
    )
    store.files.record(FolderScan(folder="Moon", device=1, dirs={"": number}, files=files))
    episode = EpisodeId(2, number)
    store.queue.add(NewItem(key=KEY, episode=episode, wanted=WANTED), now=utc_now())
    item = store.queue.claim("writer", timedelta(hours=1), utc_now())
    assert item is not None
    store.queue.finish(item.id, item.claim, Outcome(state=QueueState.DONE), utc_now())
    entry = HistoryEntry(
        key=KEY, episode=episode, at=utc_now(), kind=HistoryKind.DOWNLOADED, text=str(number)
    )
    store.history.append(entry)


def main(url: str, first: int) -> None:
    """Write numbers from ``first`` on."""
    store = aniworld_open_store(url)
    assert store is not None
    store.queue.release("writer")
    for number in count(first):
        write(store, number)
        print(number, flush=True)  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
