"""The site's addresses: how they are written and what they name."""

import re

from aniworld_core.entities import EpisodeId
from aniworld_scraping import normal_ref

__all__ = [
    "HOSTS",
    "episode_path",
    "numbered",
    "ref_of_path",
    "season_name",
    "season_number",
    "season_of",
    "season_path",
    "series_path",
]

HOSTS = frozenset(
    f"{prefix}{host}"
    for host in ("aniworld.to", "aniworld.cc", "aniworld.info", "anicloud.io")
    for prefix in ("", "www.")
)
"""The site's present, spare and former hosts."""

_SEASON = re.compile(r"filme|staffel-[0-9]{1,4}")
_EPISODE = re.compile(r"(?:episode|film)-([0-9]{1,5})")
_SERIES = re.compile(
    rf"/anime/stream/(?P<slug>[^/]+)(?:/(?:{_SEASON.pattern})(?:/{_EPISODE.pattern})?)?/?"
)


def series_path(ref: str) -> str:
    """Return the path of a series, whose page is also that of its first season."""
    return f"/anime/stream/{normal_ref(ref)}"


def season_path(ref: str, name: str) -> str:
    """Return the path of a season by its name in addresses: ``staffel-2`` or ``filme``."""
    return f"{series_path(ref)}/{name}"


def episode_path(ref: str, episode: EpisodeId) -> str:
    """Return the path of an episode, or of a film where the season is 0."""
    name = "film" if episode.season == 0 else "episode"
    return f"{season_path(ref, season_of(episode.season))}/{name}-{episode.number}"


def ref_of_path(path: str) -> str | None:
    """Return the ref of the series that a path of a series, season, film or episode names."""
    match = _SERIES.fullmatch(path)
    return normal_ref(match["slug"]) if match else None


def season_name(href: str) -> str | None:
    """Return how an address, relative or not, names a season: ``staffel-2`` or ``filme``."""
    _, name = _last_two(href)
    return name if _SEASON.fullmatch(name) else None


def numbered(href: str, season: int | None) -> EpisodeId | None:
    """Read which episode an address names; ``season`` counts where the address leaves it out."""
    place, name = _last_two(href)
    match = _EPISODE.fullmatch(name)
    if match is None:
        return None
    if _SEASON.fullmatch(place):
        season = season_number(place)
    return None if season is None else EpisodeId(season, int(match[1]))


def season_of(number: int) -> str:
    """Return how addresses name a season; films are season 0."""
    return "filme" if number == 0 else f"staffel-{number}"


def season_number(name: str) -> int:
    """Return the number of a season by its name in addresses; films are season 0."""
    return 0 if name == "filme" else int(name.removeprefix("staffel-"))


def _last_two(href: str) -> tuple[str, str]:
    """Return the last two parts of an address's path, empty where there are fewer."""
    path = href.strip().partition("#")[0].partition("?")[0]
    head, _, last = path.rstrip("/").rpartition("/")
    return head.rpartition("/")[2], last
