"""Titles: as folders spell them, in one form for comparing, and found among many."""

from aniworld_core.titles.folders import FolderTitle, folder_title, release_title, without_years
from aniworld_core.titles.named import FolderName, called, contradict, folder_name
from aniworld_core.titles.search import FoundTitle, TitleSearch
from aniworld_core.titles.seasons import holds_extras, holds_films, only_season, season_of, sequel
from aniworld_core.titles.spelling import composed, normalised

__all__ = [
    "FolderName",
    "FolderTitle",
    "FoundTitle",
    "TitleSearch",
    "called",
    "composed",
    "contradict",
    "folder_name",
    "folder_title",
    "holds_extras",
    "holds_films",
    "normalised",
    "only_season",
    "release_title",
    "season_of",
    "sequel",
    "without_years",
]
