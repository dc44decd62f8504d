"""The guard: what is not there is only believed when the disk itself can be trusted (rule R8)."""

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from aniworld_core.entities import FolderState
from aniworld_core.errors import LibraryUnavailable

__all__ = ["CONFIRM", "check_device", "check_losses", "check_root", "moved", "unreadable"]

_NOTHING = "Nothing was marked as missing."
_HINT = "Is the disk mounted, and is it the right folder?"

CONFIRM = "If that is right, run: aniw scan --confirm-losses"
"""How a person says that what is gone is gone."""


def check_root(root: Path) -> int:
    """Return the device of a root that can be read and holds something; raises LibraryUnavailable."""
    try:
        device = root.stat().st_dev
        with os.scandir(root) as entries:
            empty = all(entry.name.startswith(".") for entry in entries)
    except OSError as error:
        raise unreadable(root, error) from error
    if empty:
        raise LibraryUnavailable(f"The library folder {root} is empty. {_NOTHING}", hint=_HINT)
    return device


def unreadable(root: Path, error: OSError) -> LibraryUnavailable:
    """Return the error for a root that the system refuses to read."""
    return LibraryUnavailable(
        f"The library folder {root} is unavailable: {error.strerror or error}. {_NOTHING}",
        hint=_HINT,
    )


def check_device(device: int, known: Mapping[str, FolderState], present: Collection[str]) -> None:
    """Refuse a root on another device than before when folders are not there that held videos."""
    held = [state for state in known.values() if state.files]
    read = [state for state in held if state.device]
    if not read or not all(moved(state, device) for state in read):
        return
    if any(state.folder not in present for state in held):
        raise LibraryUnavailable(
            "The library folder is on another device than before, and folders are not there. "
            f"{_NOTHING}",
            hint=f"{_HINT} {CONFIRM}",
        )


def moved(state: FolderState, device: int) -> bool:
    """Tell whether a folder was on another device; 0 stands for one that no scan has read yet."""
    return state.device not in (0, device)


def check_losses(lost: int, known: int, *, share: int, files: int) -> None:
    """Refuse when more than ``share`` percent of the known files vanished, and more than ``files``."""
    if lost > files and lost * 100 > known * share:
        raise LibraryUnavailable(
            f"{lost} of {known} known files are gone. {_NOTHING}",
            hint=CONFIRM,
        )
