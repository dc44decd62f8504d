"""Which of the wished-for names can be given: to one file each, with nothing in the way on the disk."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from stat import S_ISREG

from attrs import evolve, frozen

from aniworld_core.places import folded
from aniworld_core.services.renaming.paths import Paths, series_folder
from aniworld_core.services.renaming.results import Move, Skipped

__all__ = ["Disk", "Group", "weed"]

_LONGEST = 255
"""Bytes that file systems take for a name."""


@frozen(kw_only=True)
class Group:
    """A video, and what lies beside it, as pairs of the old and the new path."""

    video: Move
    sidecars: Sequence[tuple[str, str]]


class Disk:
    """The library folder as it is while a plan is made; each directory is listed once.

    ``changed`` is what is said of a file that is another one than the plan is about; ``alike`` maps names
    that are not to stand side by side to one: those that some file systems take for the same.
    """

    def __init__(self, root: Path, *, changed: str, alike: Callable[[str], str] = folded) -> None:
        self._paths = Paths(root)
        self._changed = changed
        self.alike = alike
        self._names: dict[str, frozenset[str]] = {}
        self._twins: dict[str, dict[str, list[str]]] = {}

    def names(self, directory: str) -> frozenset[str]:
        """List the names in a directory below the root; none where it cannot be read, or leads elsewhere."""
        if directory not in self._names:
            try:
                place = self._paths.directory(directory)
                names = [one.name for one in place.iterdir()] if place else []
            except OSError:
                names = []
            self._names[directory] = frozenset(names)
        return self._names[directory]

    def rivals(self, path: str) -> Sequence[str]:
        """List the paths that are taken for this one, itself included if it is there."""
        directory, slash, name = path.rpartition("/")
        if directory not in self._twins:
            found: dict[str, list[str]] = {}
            for there in self.names(directory):
                found.setdefault(self.alike(there), []).append(there)
            self._twins[directory] = found
        return [
            f"{directory}{slash}{one}" for one in self._twins[directory].get(self.alike(name), ())
        ]

    def file(self, path: str) -> os.stat_result | None:
        """Return the state of a regular file that lies in the library itself, behind no link."""
        place = self._paths.of(path)
        try:
            stat = place.lstat() if place else None
        except OSError:
            return None
        return stat if stat is not None and S_ISREG(stat.st_mode) else None

    def problem(self, move: Move) -> str:
        """Tell what keeps a file from its new name, other files apart; nothing, mostly."""
        target, stat = self._paths.of(move.target), self.file(move.source)
        if target is None or self._paths.of(move.source) is None:
            return "it lies behind a link, or outside of the library folder"
        if stat is None:
            return "it is not there any more, or is a link"
        if (stat.st_size, stat.st_mtime_ns) != (move.size, move.mtime):
            return self._changed
        if len(target.name.encode()) > _LONGEST:
            return "its new name would be too long"
        elsewhere = "its new place is on another disk"
        return self._misspelt(move.target) or (
            elsewhere if _device(target.parent) != stat.st_dev else ""
        )

    def _misspelt(self, path: str) -> str:
        """Tell of a folder inside of the series folder that some systems would take for the one of a path."""
        directory = path.rpartition("/")[0]
        while directory and directory != series_folder(path):
            found = self.rivals(directory)
            if found and directory not in found:
                return f"there is a folder {found[0]!r}, whose name is spelled otherwise"
            directory = directory.rpartition("/")[0]
        return ""

    def folder_problem(self, source: str, target: str) -> str:
        """Tell what keeps a series folder from its new name."""
        old, new = self._paths.of(source), self._paths.of(target)
        if old is None or new is None or not old.is_dir() or old.is_symlink():
            return "it is not there, or lies behind a link"
        if [one for one in self.rivals(target) if one != source]:
            return f"there is a folder {target!r} already"
        if os.path.ismount(old):
            return "another disk is mounted there"
        return ""


def weed(groups: Sequence[Group], disk: Disk) -> tuple[list[Move], list[Skipped]]:
    """Return the moves that can be made, all of them together, and why the others cannot."""
    skipped: list[Skipped] = []
    moves: list[Move] = []
    companions: dict[str, list[str]] = {}
    for group in groups:
        problem = disk.problem(group.video)
        if problem:
            skipped.append(Skipped(path=group.video.source, reason=problem))
            continue
        moves.append(group.video)
        for move in _sidecars(group, disk):
            problem = disk.problem(move)
            if problem:
                skipped.append(Skipped(path=move.source, reason=problem))
            else:
                companions.setdefault(group.video.source, []).append(move.source)
                moves.append(move)
    refused = _refused(moves, companions, disk)
    skipped += [Skipped(path=path, reason=reason) for path, reason in refused.items() if reason]
    return _known_again([move for move in moves if move.source not in refused], disk), skipped


def _sidecars(group: Group, disk: Disk) -> Iterator[Move]:
    for source, target in group.sidecars:
        stat = disk.file(source)
        if stat is not None:
            yield Move(
                key=group.video.key,
                source=source,
                target=target,
                size=stat.st_size,
                mtime=stat.st_mtime_ns,
            )


def _refused(moves: Sequence[Move], companions: dict[str, list[str]], disk: Disk) -> dict[str, str]:
    """Return the sources whose targets are not free, or do not get free, with the reasons.

    What stays because its video does has no reason of its own.
    """
    by_source = {move.source: move for move in moves}
    wanted = Counter(disk.alike(move.target) for move in moves)
    waiting: dict[str, list[Move]] = {}
    refused: dict[str, str] = {}
    pending: list[tuple[Move, str]] = []
    for move in moves:
        if wanted[disk.alike(move.target)] > 1:
            pending.append((move, f"another file would be called {move.target!r} too"))
        for rival in disk.rivals(move.target):
            if rival == move.source:
                continue
            if rival == move.target and rival in by_source:
                waiting.setdefault(rival, []).append(move)
            else:
                pending.append((move, f"{rival!r} is there already"))
    while pending:
        move, reason = pending.pop()
        if move.source in refused:
            continue
        refused[move.source] = reason
        pending += [(by_source[one], "") for one in companions.get(move.source, ())]
        stays = f"{move.source!r} is there, and keeps its name"
        pending += [(one, stays) for one in waiting.get(move.source, ())]
    return refused


def _known_again(moves: Sequence[Move], disk: Disk) -> list[Move]:
    """Let each file be told from all others of the run, also where two have one size and time."""
    alike = Counter((move.size, move.mtime) for move in moves)
    known: list[Move] = []
    for move in moves:
        stat = disk.file(move.source) if alike[move.size, move.mtime] > 1 else None
        known.append(evolve(move, inode=stat.st_ino) if stat is not None else move)
    return known


def _device(directory: Path) -> int:
    """Return the file system of a directory, or of that in which it would be made."""
    while not directory.exists():
        directory = directory.parent
    return directory.stat().st_dev
