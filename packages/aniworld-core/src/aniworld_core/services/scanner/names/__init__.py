"""Reading file names, folder-first: which episodes a file holds, told by its folders and name."""

from aniworld_core.services.scanner.names.folders import Place, place
from aniworld_core.services.scanner.names.marks import is_extra, language, names_extra, unfinished
from aniworld_core.services.scanner.names.rule import NameRule, read, rule

__all__ = [
    "NameRule",
    "Place",
    "is_extra",
    "language",
    "names_extra",
    "place",
    "read",
    "rule",
    "unfinished",
]
