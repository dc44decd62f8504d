"""The moves on the disk: never over another file, and the same ones however often they are begun."""

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from attrs import define, field

from aniworld_core.durable import sync_directory
from aniworld_core.places import make_directories
from aniworld_core.ports import Progress
from aniworld_core.services.renaming.paths import Paths, exact, relocated, series_folder
from aniworld_core.services.renaming.results import FolderMove, Move, Skipped

__all__ = ["Outcome", "arrived", "bring", "reached", "shift_folder", "shifted", "tidy"]

_LINK = "it lies behind a link, or outside of the library folder"
_GONE = "it is not there any more, or was changed meanwhile"
_TAKEN = "something of its new name is there by now"


@define
class Outcome:
    """What became of the moves of a run."""

    moved: list[Move] = field(factory=list)
    skipped: list[Skipped] = field(factory=list)


def reached(point: str) -> None:
    """Say that a step is done; the tests end the process at each of them."""
    sys.audit("aniworld.reached", f"rename-{point}")


def bring(
    paths: Paths, moves: Sequence[Move], run: str, outcome: Outcome, report: Progress
) -> None:
    """Give files their new names: who stands in another's way goes first; a circle begins with a detour.

    Each file is where it was, where it goes, or under a hidden name in that directory, and where it is
    tells what is to be done: to call this again after a crash does the rest. What became of each is
    added to ``outcome``. ``report`` may stop it in between by raising Cancelled, with no file under way.
    """
    mover = _Mover(paths, run)
    pending = {move.source: move for move in moves}
    try:
        for move in moves:
            chain = _chain(move, pending)
            if not chain:
                continue
            report(len(moves) - len(pending), len(moves))
            for one in chain:
                del pending[one.source]
            if chain[-1].target == chain[0].source:
                mover.park(chain[0])
            for one in reversed(chain):
                _try(mover, one, outcome)
        report(len(moves), len(moves))
    finally:
        mover.sync()


def _chain(move: Move, pending: Mapping[str, Move]) -> list[Move]:
    """Return a move with those that have to make room for it, one for the other."""
    chain: list[Move] = []
    following = pending.get(move.source)
    while following is not None and not (chain and following is chain[0]):
        chain.append(following)
        if following.target == following.source:
            break
        following = pending.get(following.target)
    return chain


def _try(mover: "_Mover", move: Move, outcome: Outcome) -> None:
    try:
        problem = mover.go(move)
    except OSError as error:
        problem = f"it cannot be renamed: {error.strerror or error}"
    if problem:
        mover.put_back(move)
        outcome.skipped.append(Skipped(path=move.source, reason=problem))
    else:
        outcome.moved.append(move)


class _Mover:
    """Moves single files of one run."""

    def __init__(self, paths: Paths, run: str) -> None:
        self._paths = paths
        self._run = run
        self._touched: set[Path] = set()

    def go(self, move: Move) -> str:
        """Bring a file to its new name from wherever it is; returns what is in the way, if anything."""
        source, target = self._paths.of(move.source), self._paths.of(move.target)
        if source is None or target is None:
            return _LINK
        here, there = _is(source, move), _is(target, move)
        if here and there and source.samefile(target):
            _leave(source, target)
            return ""
        if there and not here:
            return ""
        place = source if here else self._aside(target)
        if not _is(place, move):
            return _GONE
        make_directories(target.parent)
        self._touched |= {place.parent, target.parent}
        if not _shift(place, target):
            return _TAKEN
        reached("moved")
        return ""

    def park(self, move: Move) -> None:
        """Give a file a hidden name in the directory it goes to, to let another one have its name."""
        source, target = self._paths.of(move.source), self._paths.of(move.target)
        if source is None or target is None or not _is(source, move):
            return
        with suppress(OSError):  # told when its turn comes: the others find its name taken
            _shift(source, self._aside(target))
            reached("parked")

    def put_back(self, move: Move) -> None:
        """Give a parked file that cannot get its new name the old one, or one beside it."""
        source, target = self._paths.of(move.source), self._paths.of(move.target)
        if source is None or target is None or not _is(self._aside(target), move):
            return
        spare = source.with_stem(f"{source.stem} ({self._run})")
        with suppress(OSError):
            _shift(self._aside(target), source) or _shift(self._aside(target), spare)

    def sync(self) -> None:
        """Return once all new names are on the disk."""
        for directory in self._touched:
            with suppress(FileNotFoundError):
                sync_directory(directory)

    def _aside(self, target: Path) -> Path:
        name = hashlib.sha256(target.name.encode()).hexdigest()[:16]
        return target.with_name(f".{self._run}-{name}")


def _is(path: Path, move: Move) -> bool:
    """Tell whether a path leads to the file that a move is about."""
    try:
        stat = path.lstat()
    except OSError:
        return False
    return (
        S_ISREG(stat.st_mode)
        and (stat.st_size, stat.st_mtime_ns) == (move.size, move.mtime)
        and move.inode in (0, stat.st_ino)
    )


def _leave(source: Path, target: Path) -> None:
    """Let a file that answers to both names have the new one only."""
    if not exact(target):  # one name, and the system does not mind its case
        source.rename(target)
    elif exact(source):  # a crash came between its second name and the end of the first
        source.unlink()


def _shift(source: Path, target: Path) -> bool:
    """Give a file another name, unless something has that already."""
    try:
        # A second name, and then the first one goes: unlike a rename, this never replaces anything.
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        return False
    except OSError:  # not every file system has hard links
        if os.path.lexists(target):
            return False
        source.rename(target)
    else:
        reached("linked")
        source.unlink()
    return True


def shifted(paths: Paths, folder: FolderMove) -> bool:
    """Tell whether a series folder has its new name already."""
    old, new = paths.of(folder.source), paths.of(folder.target)
    return old is not None and new is not None and exact(new) and not exact(old)


def arrived(paths: Paths, move: Move, folder: FolderMove) -> bool:
    """Tell whether a file has its new name, in a folder that has its own one already."""
    place = paths.of(relocated(move.target, folder.source, folder.target))
    return place is not None and _is(place, move)


def shift_folder(paths: Paths, folder: FolderMove) -> str:
    """Rename a series folder, unless that is done; returns what is in the way, if anything."""
    old, new = paths.of(folder.source), paths.of(folder.target)
    if old is None or new is None:
        return _LINK
    if shifted(paths, folder):
        return ""
    if not old.is_dir():
        return _GONE
    if os.path.lexists(new) and not new.samefile(old):
        return _TAKEN
    try:
        old.rename(new)
        sync_directory(new.parent)
    except OSError as error:
        return f"it cannot be renamed: {error.strerror or error}"
    reached("folder-moved")
    return ""


def tidy(paths: Paths, moved: Iterable[Move]) -> None:
    """Remove the folders inside of series folders that the moves emptied."""
    for lowest in dict.fromkeys(move.source.rpartition("/")[0] for move in moved):
        directory = lowest
        while directory and directory != series_folder(lowest):
            place = paths.of(directory)
            if place is None:
                break
            try:
                place.rmdir()
            except OSError:  # it holds something, or went with another file
                if place.exists():
                    break
            directory = directory.rpartition("/")[0]
    reached("tidied")
