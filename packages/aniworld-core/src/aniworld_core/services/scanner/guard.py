"""The guard: what is not there is only believed when the disk itself can be trusted (rule R8)."""

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from aniworld_core.entities import FolderState
from aniworld_core.errors import LibraryUnavailable

__all__ = ["check_device", "check_losses", "check_root", "unreadable"]

_NOTHING = "Nothing was marked as missing."
_HINT = "Is the disk mounted, and is it the right folder?"


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
    before = {state.device for state in known.values() if state.files}
    if not before or device in before:
        return
    if any(state.files and name not in present for name, state in known.items()):
        raise LibraryUnavailable(
            "The library folder is on another device than before, and folders are not there. "
            f"{_NOTHING}",
            hint=_HINT,
        )


def check_losses(lost: int, known: int, *, share: int, files: int) -> None:
    """Refuse when more than ``share`` percent of the known files vanished, and more than ``files``."""
    if lost > files and lost * 100 > known * share:
        raise LibraryUnavailable(
            f"{lost} of {known} known files are gone. {_NOTHING}",
            hint="If that is right, run: aniw scan --confirm-losses",
        )
