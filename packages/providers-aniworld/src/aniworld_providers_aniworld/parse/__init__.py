"""From the site's pages to entities: pure functions of text, without any request."""

from aniworld_providers_aniworld.parse.addresses import (
    HOSTS,
    episode_path,
    ref_of_path,
    season_of,
    season_path,
    series_path,
)
from aniworld_providers_aniworld.parse.links import links
from aniworld_providers_aniworld.parse.lists import titles
from aniworld_providers_aniworld.parse.releases import calendar, new_episodes
from aniworld_providers_aniworld.parse.search import hits
from aniworld_providers_aniworld.parse.seasons import episodes
from aniworld_providers_aniworld.parse.series import series_page

__all__ = [
    "HOSTS",
    "calendar",
    "episode_path",
    "episodes",
    "hits",
    "links",
    "new_episodes",
    "ref_of_path",
    "season_of",
    "season_path",
    "series_page",
    "series_path",
    "titles",
]
