"""Stashes: files that are kept apart from the library below ``.aniworld``, each with its record."""

from aniworld_core.stash.entries import Stash, new_id
from aniworld_core.stash.quarantine import QuarantineBin
from aniworld_core.stash.trash import TrashBin

__all__ = ["QuarantineBin", "Stash", "TrashBin", "new_id"]
