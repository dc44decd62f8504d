"""Reading file names, folder-first: which episodes a file holds, told by its folders and name."""

from aniworld_core.services.scanner.names.folders import group_folder, group_language, season_of
from aniworld_core.services.scanner.names.marks import unfinished
from aniworld_core.services.scanner.names.rule import read

__all__ = ["group_folder", "group_language", "read", "season_of", "unfinished"]
