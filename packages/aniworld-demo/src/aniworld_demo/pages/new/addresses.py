"""Where a series and its parts have their pages: slugs may hold blanks, and are escaped."""

from urllib.parse import quote

from aniworld_demo.catalogue import Entry, Show

__all__ = ["cover_path", "episode_path", "season_path", "series_path"]


def series_path(show: Show) -> str:
    """Return the address of a series."""
    return f"/serie/{quote(show.slug, safe='')}"


def season_path(show: Show, season: int) -> str:
    """Return the address of a season (0 = films and specials)."""
    return f"{series_path(show)}/staffel-{season}"


def episode_path(show: Show, entry: Entry) -> str:
    """Return the address of an episode."""
    return f"{season_path(show, entry.season)}/episode-{entry.number}"


def cover_path(show: Show, kind: str = "channel", size: str = "desktop") -> str:
    """Return the address of a picture: ``kind`` is channel or backdrop, ``size`` desktop or mobile."""
    return f"/media/images/{kind}/{size}/{quote(show.slug, safe='')}-demo"
