"""Bringing the files of the library to the naming template, safely and so that it can be undone."""

from aniworld_core.services.renaming.results import (
    FolderMove,
    Move,
    RenamePlan,
    RenameResult,
    RenameRun,
    Skipped,
)
from aniworld_core.services.renaming.service import Renaming

__all__ = [
    "FolderMove",
    "Move",
    "RenamePlan",
    "RenameResult",
    "RenameRun",
    "Renaming",
    "Skipped",
]
