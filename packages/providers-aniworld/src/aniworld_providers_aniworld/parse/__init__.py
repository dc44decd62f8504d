"""From the site's pages to entities: pure functions of text, without any request."""

from aniworld_providers_aniworld.parse.addresses import (
    HOSTS,
    episode_path,
    ref_of_path,
    season_path,
    series_path,
)
from aniworld_providers_aniworld.parse.links import links
from aniworld_providers_aniworld.parse.search import hits
from aniworld_providers_aniworld.parse.seasons import episodes
from aniworld_providers_aniworld.parse.series import FirstPage, first_page

__all__ = [
    "HOSTS",
    "FirstPage",
    "episode_path",
    "episodes",
    "first_page",
    "hits",
    "links",
    "ref_of_path",
    "season_path",
    "series_path",
]
