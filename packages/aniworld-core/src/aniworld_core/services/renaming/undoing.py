"""The plan that takes a run back: each file to where it was, as far as it still is where it was put."""

from collections.abc import Collection
from pathlib import Path

from attrs import evolve

from aniworld_core.services.renaming.conflicts import Disk, Group, weed
from aniworld_core.services.renaming.journal import Journal
from aniworld_core.services.renaming.paths import relocated
from aniworld_core.services.renaming.results import FolderMove, Move, RenamePlan, Skipped

__all__ = ["reversed_plan"]


def reversed_plan(journal: Journal, root: Path, done: Collection[str]) -> RenamePlan:
    """Return what undoes a run; what changed since, or is in the way, is skipped.

    The paths in ``done`` were taken back already.
    """
    # Names that differ in case only may stand side by side: so they did before.
    disk = Disk(root, changed="it changed since it was renamed", alike=str)
    back = (_reversed(move, journal) for move in journal.moves)
    groups = [Group(video=move, sidecars=()) for move in back if move.source not in done]
    moves, skipped = weed(groups, disk)
    folders: list[FolderMove] = []
    for folder in journal.folders:
        problem = disk.folder_problem(folder.target, folder.source)
        if problem:
            skipped.append(Skipped(path=folder.target, reason=problem))
        else:
            folders.append(FolderMove(key=folder.key, source=folder.target, target=folder.source))
    return RenamePlan(moves=tuple(moves), folders=tuple(folders), skipped=tuple(skipped))


def _reversed(move: Move, journal: Journal) -> Move:
    """Return the way back, within the folder of the series as it is called by now."""
    source, target = move.target, move.source
    for folder in journal.folders:
        if folder.key == move.key:
            source = relocated(source, folder.source, folder.target)
            target = relocated(target, folder.source, folder.target)
    return evolve(move, source=source, target=target, inode=0)
