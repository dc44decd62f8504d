"""The guard: what is not there is only believed when the disk itself can be trusted (rule R8)."""

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from aniworld_core.entities import HOME, FolderState
from aniworld_core.errors import LibraryUnavailable
from aniworld_core.titles import composed

__all__ = [
    "CONFIRM",
    "check_gone",
    "check_losses",
    "check_root",
    "moved",
    "unreadable",
    "vanished",
]

_NOTHING = "Nothing was marked as missing."
_HINT = "Is the disk mounted, and is it the right folder?"

CONFIRM = "If that is right, run: aniw scan --confirm-losses"
"""How a person says that what is gone is gone."""


def check_root(root: Path, known: Mapping[str, FolderState]) -> int:
    """Return the device of a root that can be read; raises LibraryUnavailable.

    One that is known to hold videos must hold something; before that, it may be empty.
    """
    try:
        device = root.stat().st_dev
        with os.scandir(root) as entries:
            empty = all(entry.name.startswith(".") for entry in entries)
    except OSError as error:
        raise unreadable(root, error) from error
    if empty and any(state.files for state in known.values()):
        raise LibraryUnavailable(f"The library folder {root} is empty. {_NOTHING}", hint=_HINT)
    return device


def unreadable(root: Path, error: OSError) -> LibraryUnavailable:
    """Return the error for a root that the system refuses to read."""
    return LibraryUnavailable(
        f"The library folder {root} is unavailable: {error.strerror or error}. {_NOTHING}",
        hint=_HINT,
    )


def vanished(known: Mapping[str, FolderState], present: Collection[str]) -> Sequence[FolderState]:
    """List the folders that held videos and are not there in any spelling."""
    there = {composed(name) for name in present}
    return [state for name, state in known.items() if state.files and composed(name) not in there]


def check_gone(
    gone: Collection[FolderState],
    known: Mapping[str, FolderState],
    present: Collection[str],
    *,
    device: int | None,
    partly: bool,
) -> None:
    """Refuse to believe that folders are gone where a disk may be gone; raises LibraryUnavailable.

    ``device`` is that of a root of which nothing else tells that it is the same as before; ``partly`` where
    not all of it is looked at.
    """
    if device is not None:
        _check_device(device, known, gone)
    if not partly:
        _check_groups(gone, present)


def _check_device(
    device: int, known: Mapping[str, FolderState], gone: Collection[FolderState]
) -> None:
    """Refuse a root on another device than before when folders are gone that held videos."""
    read = [state for state in known.values() if state.files and state.device]
    if gone and read and all(moved(state, device) for state in read):
        raise LibraryUnavailable(
            "The library folder is on another device than before, and folders are not there. "
            f"{_NOTHING}",
            hint=f"{_HINT} {CONFIRM}",
        )


def moved(state: FolderState | None, device: int, home: int | None = None) -> bool:
    """Tell whether a folder was on another device; 0 and None stand for one that no scan has read yet.

    ``home`` is the system's number for HOME, None where the library folder has no mark.
    """
    if state is None or state.device in (0, device):
        return False
    return device != HOME or state.device != home


def _check_groups(gone: Collection[FolderState], present: Collection[str]) -> None:
    """Refuse when no series folder is left inside a folder of such ones: a disk of its own, perhaps."""
    left = {name.rpartition("/")[0] for name in present}
    emptied = {state.folder.rpartition("/")[0] for state in gone} - left - {""}
    if emptied:
        raise LibraryUnavailable(
            f"There were videos, and no folder is left in {', '.join(sorted(emptied))}. {_NOTHING}",
            hint=f"{_HINT} {CONFIRM}",
        )


def check_losses(lost: int, known: int, *, found: int, share: int, files: int) -> None:
    """Refuse when more than ``share`` percent of the known files vanished, and more than ``files``.

    However few they were, all of them may not vanish, unless as many were ``found``: renamed, say.
    """
    if lost == known > found:
        raise LibraryUnavailable(
            f"All {known} known files are gone. {_NOTHING}", hint=f"{_HINT} {CONFIRM}"
        )
    if lost > files and lost * 100 > known * share:
        raise LibraryUnavailable(
            f"{lost} of {known} known files are gone. {_NOTHING}",
            hint=CONFIRM,
        )
