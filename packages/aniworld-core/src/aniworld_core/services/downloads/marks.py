"""Notes of where files are about to be placed: a crash right after it loses nothing that is known."""

import json
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from aniworld_core import durable, serde
from aniworld_core.entities import EpisodeFile, EpisodeId, Language, QueueItem, SeriesKey
from aniworld_core.services.downloads.workspaces import item_directory

__all__ = ["Placed", "find_mark", "mark"]


@frozen(kw_only=True)
class Placed:
    """A verified file in its place below the root, where it came from, and what it took the place of.

    ``size`` in bytes and ``mtime`` in nanoseconds tell it from every other file at that path.
    """

    path: str
    size: int
    mtime: int
    hoster: str
    language: Language
    replaces: EpisodeFile | None = None


@frozen(kw_only=True)
class _Note:
    """What is placed for which episode: an older store that was restored gives numbers a second time."""

    key: SeriesKey
    episode: EpisodeId
    placed: Placed


def mark(root: Path, item: QueueItem, placed: Placed) -> None:
    """Write down what is about to be done; it goes when the workspace is swept."""
    path = item_directory(root, item.id) / f"{item.claim}-placing.json"
    path.unlink(missing_ok=True)  # it may be a link
    note = _Note(key=item.key, episode=item.episode, placed=placed)
    durable.replace(path, json.dumps(serde.unstructure(note)).encode())


def find_mark(root: Path, item: QueueItem) -> Placed | None:
    """Return what an earlier claim has placed, if the file is there; its worker came no further."""
    for path in item_directory(root, item.id).glob("[0-9]*-placing.json"):
        with suppress(Exception):  # damaged, or the file is not there: then nothing was placed
            note = serde.structure(json.loads(path.read_bytes()), _Note)
            placed, stat = note.placed, root.joinpath(note.placed.path).stat()
            if (note.key, note.episode) != (item.key, item.episode):
                continue
            if (stat.st_size, stat.st_mtime_ns) == (placed.size, placed.mtime):
                return placed
    return None
