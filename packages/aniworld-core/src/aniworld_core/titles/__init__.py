"""Titles: as folders spell them, in one form for comparing, and found among many."""

from aniworld_core.titles.folders import FolderTitle, folder_title
from aniworld_core.titles.search import FoundTitle, TitleSearch
from aniworld_core.titles.spelling import composed, normalised

__all__ = ["FolderTitle", "FoundTitle", "TitleSearch", "composed", "folder_title", "normalised"]
