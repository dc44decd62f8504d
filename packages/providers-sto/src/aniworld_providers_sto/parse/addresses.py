"""The site's addresses: how they are written and what they name."""

import re

from aniworld_core.entities import EpisodeId
from aniworld_scraping import normal_ref

__all__ = [
    "HOSTS",
    "NEW_EPISODES",
    "NO_SERIES",
    "WHOLE_LIST",
    "episode_path",
    "numbered",
    "ref_of_path",
    "season_name",
    "season_path",
    "series_path",
]

HOSTS = frozenset(
    f"{prefix}{host}"
    for host in (
        "serienstream.to",
        "serienstream.cx",
        "s.to",
        "serien.sx",
        "serienstream.sx",
        "serien.vc",
    )
    for prefix in ("", "www.")
)
"""The site's present, spare and former hosts."""

WHOLE_LIST = "/serien"
NEW_EPISODES = "/neue-episoden"

_SEASON = r"(?:staffel-[0-9]{1,4}|filme)"
_SERIES = re.compile(
    rf"/serie/(?:stream/)?(?P<slug>(?!{_SEASON}(?:/|$))[^/]+)"
    rf"(?:/{_SEASON}(?:/(?:episode|film)-[0-9]{{1,5}})?)?/?"
)
_EPISODE = re.compile(r"(?:^|/)staffel-([0-9]{1,4})/episode-([0-9]{1,5})(?![\w-])")
NO_SERIES = "neue-serien"
"""A page of the site that stands where a series would."""


def series_path(ref: str) -> str:
    """Return the path of a series, whose page is also that of its first season."""
    return f"/serie/{normal_ref(ref)}"


def season_name(season: int) -> str:
    """Return how addresses call a season; films and specials are season 0."""
    return f"staffel-{season}"


def season_path(ref: str, name: str) -> str:
    """Return the path of a season by its name in addresses."""
    return f"{series_path(ref)}/{name}"


def episode_path(ref: str, episode: EpisodeId) -> str:
    """Return the path of an episode, film or special."""
    return season_path(ref, f"{season_name(episode.season)}/episode-{episode.number}")


def ref_of_path(path: str) -> str | None:
    """Return the ref of the series that a path names, in the present or the former layout."""
    match = _SERIES.fullmatch(path)
    return normal_ref(match["slug"]) if match and match["slug"] != NO_SERIES else None


def numbered(href: str) -> EpisodeId | None:
    """Read which episode the address in a text names, relative or not."""
    match = _EPISODE.search(href)
    return EpisodeId(int(match[1]), int(match[2])) if match else None
