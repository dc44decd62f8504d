"""How a series and a folder are compared: by what their names tell, in one form."""

import re
from functools import lru_cache

from attrs import frozen

from aniworld_core.titles.folders import FolderTitle, folder_title, without_years
from aniworld_core.titles.spelling import composed, normalised

__all__ = ["FolderName", "called", "contradict", "folder_name"]

_LARGE = 16_384
"""Folders or series of a library; a page that pairs them reads no name twice."""

_GROUP = re.compile(r"\[[^\[\]]*\]\s*(?=[^\s\[(])")
"""A release group before a title."""

_BEHIND = re.compile(r"(?:\((?:19|20)[0-9]{2}\b[^()]{0,12}\)|[\[{][^\[\]{}]*-[^\[\]{}]*[\]}])\s*$")
"""Years, or an id of some catalogue, behind a title."""


@frozen(kw_only=True)
class FolderName:
    """What the name of a series folder tells; ``forms`` are its title in one form, the longest first.

    They differ in what stands in brackets, which may be of the title (``[Oshi no Ko]``) or beside it.
    """

    told: FolderTitle
    forms: tuple[str, ...]


@lru_cache(_LARGE)
def folder_name(folder: str) -> FolderName:
    """Read the last part of a folder's path."""
    name = composed(folder.rpartition("/")[2])
    whole = name
    while (shorter := _BEHIND.sub("", whole).rstrip()) not in ("", whole):
        whole = shorter
    told = folder_title(name)
    without_group = _GROUP.sub("", told.title, count=1)
    titles = (whole, told.title, without_group)
    return FolderName(told=told, forms=tuple(dict.fromkeys(map(normalised, titles))))


@lru_cache(_LARGE)
def called(title: str, year: int | None) -> tuple[str, int | None]:
    """Return a series' title in one form, and its year, which may stand behind the title only."""
    bare, told = without_years(title)
    return normalised(bare), year or told


def contradict(one: int | str | None, other: int | str | None) -> bool:
    """Tell whether two years, or two ids, are both known and not the same."""
    return bool(one and other and one != other)
