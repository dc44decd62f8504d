"""What the folders above a file tell: title, season, or that they hold no episodes."""

from functools import lru_cache

from attrs import frozen

from aniworld_core.titles import folder_title, holds_extras, holds_films, season_of, sequel

__all__ = ["Place", "place"]


@frozen(kw_only=True)
class Place:
    """Where a file lies: in the folder of ``title``, and of ``season`` if a folder tells one.

    ``films`` marks a folder for films, where a number may well be part of a film's own title.
    """

    title: str
    season: int | None = None
    films: bool = False


@lru_cache(1024)
def place(folder: str) -> Place | None:
    """Read ``<series folder>[/<season folder>]``; None where extras are kept, not episodes."""
    series, *inner = folder.split("/")
    if any(holds_extras(name) for name in inner):
        return None
    title = folder_title(series).title
    for name in reversed(inner):
        season = season_of(name)
        if season is not None:
            return Place(title=title, season=season, films=season == 0 and holds_films(name))
    split = sequel(title)
    return Place(title=split[0], season=split[1]) if split else Place(title=title)
