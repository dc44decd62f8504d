"""A quick look at a folder that could become the library's: whether it can be used, and what it holds."""

import os
import shutil
import time
from collections.abc import Collection, Iterator
from enum import StrEnum
from pathlib import Path

from attrs import evolve, frozen

from aniworld_core.services.migration import Migration
from aniworld_web.site import Site

__all__ = ["FolderLook", "FolderState", "chosen_folder", "look"]

_DEPTH = 4
"""How deep below the folder videos are counted; the scan that follows looks for itself."""

_PATIENCE = 2.0
"""Seconds after which counting ends: a sleeping network disk must not hold the page up."""


class FolderState(StrEnum):
    """Whether a folder can be used, or why not."""

    GOOD = "good"
    EMPTY_NAME = "empty-name"
    RELATIVE = "relative"
    MISSING = "missing"
    NO_FOLDER = "no-folder"
    UNREADABLE = "unreadable"
    UNWRITABLE = "unwritable"


@frozen(kw_only=True)
class FolderLook:
    """What was seen: ``free`` and ``total`` bytes of its disk; folders, videos and old ``data`` files.

    ``more`` tells that counting was broken off. ``can_create`` is about a folder that is missing.
    """

    path: Path
    state: FolderState
    can_create: bool = False
    free: int = 0
    total: int = 0
    folders: int = 0
    videos: int = 0
    old: int = 0
    more: bool = False


def chosen_folder(text: str) -> Path:
    """Return the path that a person typed; ``~`` is the home of the user that the program runs as."""
    try:
        return Path(text).expanduser()
    except RuntimeError:  # the home of somebody unknown
        return Path(text)


def look(site: Site, text: str) -> FolderLook:
    """Look at a folder, and change nothing."""
    path = chosen_folder(text)
    state = FolderState.EMPTY_NAME if not text else _state(path)
    found = FolderLook(path=path, state=state)
    if state is FolderState.MISSING:
        return evolve(found, can_create=_can_create(path))
    if state is not FolderState.GOOD:
        return found
    disk = shutil.disk_usage(path)
    folders, videos, more = _count(path, site.library.config.scanner.extensions)
    return evolve(
        found,
        free=disk.free,
        total=disk.total,
        folders=folders,
        videos=videos,
        old=_old(site, path),
        more=more,
    )


def _state(path: Path) -> FolderState:
    if not path.is_absolute():
        return FolderState.RELATIVE
    try:
        if not os.path.lexists(path):
            return FolderState.MISSING
        if not path.is_dir():
            return FolderState.NO_FOLDER
        with os.scandir(path) as entries:
            next(entries, None)
    except OSError:
        return FolderState.UNREADABLE
    if not os.access(path, os.W_OK | os.X_OK):
        return FolderState.UNWRITABLE
    return FolderState.GOOD


def _can_create(path: Path) -> bool:
    above = next((one for one in path.parents if os.path.lexists(one)), None)
    return above is not None and above.is_dir() and os.access(above, os.W_OK | os.X_OK)


def _count(root: Path, extensions: Collection[str]) -> tuple[int, int, bool]:
    """Count folders right inside, and videos down to some depth, as far as there is time."""
    end = time.monotonic() + _PATIENCE
    folders = videos = 0
    pending = [(os.fspath(root), 0)]
    while pending:
        place, depth = pending.pop()
        for entry, is_folder in _entries(place):
            if time.monotonic() > end:
                return folders, videos, True
            if is_folder:
                folders += depth == 0
                if depth < _DEPTH:
                    pending.append((entry.path, depth + 1))
            elif entry.name.rpartition(".")[2].lower() in extensions:
                videos += 1
    return folders, videos, False


def _entries(place: str) -> Iterator[tuple[os.DirEntry[str], bool]]:
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                if not entry.name.startswith("."):
                    yield entry, entry.is_dir(follow_symlinks=False)
    except OSError:  # the scan tells what cannot be read
        return


def _old(site: Site, root: Path) -> int:
    library = site.library
    return Migration(
        root=lambda: root,
        migrators=lambda: library.plugins.migrators,
        series=library.store.series,
        emit=library.emit,
    ).found()
