"""From the site's pages to entities: pure functions of text, without any request."""

from aniworld_providers_sto.parse.addresses import (
    HOSTS,
    NEW_EPISODES,
    WHOLE_LIST,
    episode_path,
    ref_of_path,
    season_name,
    season_path,
    series_path,
)
from aniworld_providers_sto.parse.catalogue import titles
from aniworld_providers_sto.parse.gates import scripted_target
from aniworld_providers_sto.parse.links import link_id, links, play_address
from aniworld_providers_sto.parse.releases import new_episodes
from aniworld_providers_sto.parse.search import Results, results
from aniworld_providers_sto.parse.seasons import episodes
from aniworld_providers_sto.parse.series import series_page

__all__ = [
    "HOSTS",
    "NEW_EPISODES",
    "WHOLE_LIST",
    "Results",
    "episode_path",
    "episodes",
    "link_id",
    "links",
    "new_episodes",
    "play_address",
    "ref_of_path",
    "results",
    "scripted_target",
    "season_name",
    "season_path",
    "series_page",
    "series_path",
    "titles",
]
