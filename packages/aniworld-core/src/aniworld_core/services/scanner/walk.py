"""Reading the disk: which series folders there are, and which videos one of them holds."""

import os
import time
from collections.abc import Callable
from errno import ELOOP, ENOENT, ENOTDIR, ESTALE
from operator import attrgetter
from pathlib import Path
from stat import S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, S_ISREG

from attrs import define, field, frozen

from aniworld_core.config import ScannerConfig
from aniworld_core.entities import (
    HOME,
    EpisodeFile,
    FolderScan,
    FolderState,
    Language,
    NamedEpisodes,
)
from aniworld_core.services.scanner.names import NameRule, rule, unfinished
from aniworld_core.validators import group_folder, group_language, left_out

__all__ = ["FolderReader", "ReadFolder", "Root", "list_root"]

_DEPTH = 4
"""How deep below a series folder videos are looked for."""

_path = attrgetter("path")
_stat = os.stat
"""Without a Path, whose making costs more than the call itself."""

_FRESH = 2_000_000_000
"""Nanoseconds within which a directory may change again without a new mtime on coarse file systems."""

_NOWHERE = frozenset({ENOENT, ENOTDIR, ELOOP})
"""How the system says that a link leads nowhere, or that a file is gone since it was listed."""


@frozen(kw_only=True)
class Root:
    """The library root as listed: its series folders (relative paths) and oddities."""

    folders: tuple[str, ...]
    skipped: tuple[str, ...]
    loose: int


@define(kw_only=True)
class ReadFolder:
    """A series folder read whole, with the paths that nothing could read.

    ``outer`` is the length of what stands before the series folder's own name: a language folder, whose
    ``language`` counts for files that name none.
    """

    folder: str
    device: int
    dirs: dict[str, int] = field(factory=dict)
    files: list[EpisodeFile] = field(factory=list)
    unreadable: list[str] = field(factory=list)
    skipped: list[str] = field(factory=list)
    outer: int = field(init=False)
    language: Language | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        group, slash, _ = self.folder.rpartition("/")
        self.outer = len(group + slash)
        self.language = group_language(group) if group else None

    def scan(self) -> FolderScan:
        """Return what is to be recorded."""
        return FolderScan(
            folder=self.folder, device=self.device, dirs=self.dirs, files=tuple(self.files)
        )


def list_root(root: Path, extensions: tuple[str, ...]) -> Root:
    """List the series folders, those inside language folders included; raises OSError."""
    folders: list[str] = []
    skipped: list[str] = []
    loose = 0
    pending = [""]
    while pending:
        group = pending.pop()
        for entry in _entries(root / group, group, skipped):
            path = f"{group}/{entry.name}" if group else entry.name
            video = entry.name.lower().endswith(extensions)
            if entry.is_symlink():
                end = _end(entry)
                if end == S_IFDIR or (end == S_IFLNK and not video):
                    skipped.append(path)
                elif end == S_IFREG and video:
                    loose += 1
            elif entry.is_dir():
                inner = pending if not group and group_folder(entry.name) else folders
                inner.append(path)
            elif video:
                loose += 1
    return Root(folders=tuple(sorted(folders)), skipped=tuple(sorted(skipped)), loose=loose)


class FolderReader:
    """Reads series folders under one set of rules.

    ``ask_others`` gets the paths, from the series folder on, of names that the core's rule cannot read.
    ``home`` is the device of a library folder that has a mark.
    """

    def __init__(
        self,
        root: Path,
        config: ScannerConfig,
        ask_others: Callable[[str], NamedEpisodes | None],
        home: int | None = None,
    ) -> None:
        self._root = os.fspath(root)
        self.extensions = tuple(f".{suffix.lower().lstrip('.')}" for suffix in config.extensions)
        self._min_size = config.min_size
        self._ask_others = ask_others
        self.home = home

    def unchanged(self, state: FolderState) -> bool:
        """Tell whether every directory of a folder still has the mtime that was remembered; raises OSError.

        A folder on another device is read again, so that its new device is remembered.
        """
        base = f"{self._root}/{state.folder}"
        device = self.home if state.device == HOME else state.device
        try:
            top = _stat(base)
            return top.st_dev == device and all(
                mtime and (_stat(f"{base}/{name}") if name else top).st_mtime_ns == mtime
                for name, mtime in state.dirs.items()
            )
        except FileNotFoundError:
            return False

    def read(self, folder: str) -> ReadFolder:
        """Read one series folder; raises OSError as soon as anything of it cannot be read."""
        device = _stat(f"{self._root}/{folder}").st_dev
        read = ReadFolder(folder=folder, device=HOME if device == self.home else device)
        pending = [("", 0)]
        while pending:
            inner, depth = pending.pop()
            place = f"{folder}/{inner}" if inner else folder
            directory = f"{self._root}/{place}"
            before = _stat(directory)
            read.dirs[inner] = _settled(before.st_mtime_ns)
            read_name = rule(place[read.outer :])
            for entry in _entries(directory, place, read.skipped):
                if entry.name.lower().endswith(self.extensions):
                    self._video(entry, place, read_name, read)
                elif entry.is_symlink():
                    if _end(entry) in (S_IFDIR, S_IFLNK):
                        read.skipped.append(f"{place}/{entry.name}")
                elif entry.is_dir() and depth < _DEPTH:
                    pending.append((f"{inner}/{entry.name}" if inner else entry.name, depth + 1))
            _check_same(directory, before)
        read.files.sort(key=_path)  # stores are quicker with rows in order, and people too
        return read

    def _video(
        self, entry: os.DirEntry[str], place: str, read_name: NameRule, read: ReadFolder
    ) -> None:
        try:
            stat = entry.stat()
        except OSError as error:
            if error.errno in _NOWHERE:
                return
            raise
        if stat.st_size < self._min_size or not S_ISREG(stat.st_mode):
            return
        path = f"{place}/{entry.name}"
        named = read_name(entry.name)
        if named is None:
            if unfinished(entry.name):
                return
            named = self._ask_others(path[read.outer :])
            if named is None:
                read.unreadable.append(path)
                return
        read.files.append(
            EpisodeFile(
                path=path,
                episodes=named.episodes,
                absolute=named.absolute,
                size=stat.st_size,
                mtime=stat.st_mtime_ns,
                language=named.language or read.language,
            )
        )


def _end(link: os.DirEntry[str]) -> int:
    """Return what kind of thing a link leads to (``S_IFDIR``); 0 where nothing is.

    A link that goes round in a circle, or to where nobody may look, ends as a link.
    """
    try:
        return S_IFMT(link.stat().st_mode)
    except OSError as error:
        return 0 if error.errno in (ENOENT, ENOTDIR) else S_IFLNK


def _entries(directory: str | Path, place: str, skipped: list[str]) -> list[os.DirEntry[str]]:
    """List a directory without hidden and system entries; names that are no text are ``skipped``."""
    with os.scandir(directory) as entries:
        found = [entry for entry in entries if not left_out(entry.name)]
    if "".join([entry.name for entry in found]).isascii():
        return found
    texts = [entry for entry in found if _is_text(entry.name)]
    skipped += [
        f"{place}/{os.fsencode(entry.name).decode(errors='backslashreplace')}".lstrip("/")
        for entry in found
        if not _is_text(entry.name)
    ]
    return texts


def _is_text(name: str) -> bool:
    """Tell whether a name is valid in the file system's encoding, so that it can be stored and shown."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check_same(directory: str, before: os.stat_result) -> None:
    """Raise OSError when a directory is another one than before, or gone.

    A disk that goes while its directory is read lets every file look deleted that was not asked for yet.
    """
    now = _stat(directory)
    if (now.st_dev, now.st_ino) != (before.st_dev, before.st_ino):
        raise OSError(ESTALE, "it was exchanged while it was read", directory)


def _settled(mtime: int) -> int:
    """Return a directory's mtime, or 0 when it is so new that a change might not alter it."""
    return 0 if time.time_ns() - mtime < _FRESH else mtime
