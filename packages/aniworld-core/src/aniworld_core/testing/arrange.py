"""Small steps with which tests arrange a library, and look at it."""

import hashlib
import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    GER_DUB,
    Episode,
    EpisodeId,
    HistoryEntry,
    HistoryKind,
    QueueItem,
    Series,
    SeriesKey,
    Title,
    WorkerProcess,
    WorkerRole,
)
from aniworld_core.library import Library
from aniworld_core.testing.world import VIDEO

__all__ = [
    "digest",
    "files",
    "index",
    "item",
    "missing",
    "ours",
    "process",
    "put",
    "show",
    "sizes",
    "video",
    "wrote",
]


def video(path: Path, content: bytes = VIDEO) -> Path:
    """Write a file that counts as a video, with the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def show(
    *episodes: EpisodeId, key: str = "show", title: str = "Show", year: int | None = 2013
) -> Series:
    """Return a series of the provider ``site`` whose episodes have a German dub."""
    return Series(
        key=SeriesKey(key),
        provider="site",
        ref=key,
        title=title,
        year=year,
        episodes=tuple(Episode(id=id, languages=(GER_DUB,)) for id in episodes),
    )


def put(library: Library, key: str, title: str, year: int | None = None, count: int = 3) -> None:
    """Register a series of one season with so many episodes."""
    ids = (EpisodeId(1, number) for number in range(1, count + 1))
    library.store.series.put(show(*ids, key=key, title=title, year=year))


def index(library: Library, *titles: Title) -> None:
    """Take titles for the whole lists of their sites."""
    for provider in {one.provider for one in titles}:
        some = [one for one in titles if one.provider == provider]
        library.store.titles.replace(provider, some, utc_now())


def missing(library: Library, key: str) -> list[str]:
    """List what a series misses, whatever the reason."""
    return [str(one.episode) for series in library.missing.find(key) for one in series.missing]


def files(root: Path) -> list[str]:
    """List the files that a media server would see, below the root."""
    found: list[str] = []
    for folder, inside, names in os.walk(root):
        inside[:] = [name for name in inside if name != ".aniworld"]  # where downloads come and go
        found += (str(Path(folder, name).relative_to(root)) for name in names)
    return sorted(found)


def sizes(root: Path) -> dict[str, int]:
    """Return the size of each of these files in bytes; what vanishes meanwhile is left out."""
    found: dict[str, int] = {}
    for name in files(root):
        with suppress(FileNotFoundError):
            found[name] = (root / name).stat().st_size
    return found


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def item(library: Library, episode: EpisodeId) -> QueueItem:
    """Return the queue item of an episode."""
    return next(item for item in library.queue.page() if item.episode == episode)


def wrote(library: Library, key: str, path: str, episode: EpisodeId) -> None:
    """Let the history tell that this program downloaded a file, in German."""
    entry = HistoryEntry(
        key=SeriesKey(key),
        episode=episode,
        at=utc_now(),
        kind=HistoryKind.DOWNLOADED,
        language=GER_DUB,
        path=path,
    )
    library.store.history.append(entry)


def process(library: Library, name: str, at: datetime | None = None, **told: Any) -> None:
    """Let a process give a sign of life now, or ``at`` a moment; it counts as alive for an hour from then.

    ``told`` is what it tells of itself beside its name, ``HOST:PID:RANDOM``.
    """
    now = at or utc_now()
    times = {"started": now, "seen": now, "until": now}
    usual = {"host": name.partition(":")[0], "role": WorkerRole.WORKER, "downloads": 2}
    one = WorkerProcess(name=name, **{**times, **usual, **told})
    library.store.workers.beat(one, timedelta(hours=1), now)


def ours(library: Library, *paths: str) -> None:
    """Register ``Show (2013)``, with files of it that this program downloaded, each of another size."""
    put(library, "show", "Show", 2013)
    for number, path in enumerate(paths):
        video(library.config.root / path, VIDEO + b"." * number)
    library.scanner.scan()
    for path in paths:
        wrote(library, "show", path, EpisodeId(1, 1))
