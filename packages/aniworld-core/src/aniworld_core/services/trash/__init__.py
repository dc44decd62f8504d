"""The trash: files that were taken out of the library, and the way back."""

from aniworld_core.services.trash.service import Trash

__all__ = ["Trash"]
