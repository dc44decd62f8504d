"""The site's addresses, of its present layout and the former one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import EpisodeId
from aniworld_providers_sto.parse.addresses import (
    episode_path,
    numbered,
    ref_of_path,
    season_name,
    season_path,
    series_path,
)
from aniworld_scraping import normal_ref

IDS = st.builds(EpisodeId, st.integers(0, 9999), st.integers(0, 99999))
REFS = st.text(min_size=1).map(normal_ref).filter(lambda ref: ref not in {".", ".."})


@given(REFS, IDS)
def test_every_address_leads_back_to_its_series(ref: str, episode: EpisodeId) -> None:
    season = season_name(episode.season)
    for path in (series_path(ref), season_path(ref, season), episode_path(ref, episode)):
        assert ref_of_path(path) == ref
        assert ref_of_path(f"{path}/") == ref
        assert ref_of_path(path.replace("/serie/", "/serie/stream/", 1)) == ref


@given(REFS, IDS)
def test_an_episode_s_address_names_it(ref: str, episode: EpisodeId) -> None:
    path = episode_path(ref, episode)
    assert numbered(path) == episode
    assert numbered(f"window.location='https://site.example{path}/?from=list#top'") == episode


@pytest.mark.parametrize(
    ("path", "ref"),
    [
        ("/serie/silo", "silo"),
        ("/serie/25%20Jahre/staffel-1", "25%20Jahre"),
        ("/serie/25 Jahre/staffel-0/episode-3", "25%20Jahre"),
        ("/serie/stream/silo", "silo"),
        ("/serie/stream/silo/staffel-2/episode-1", "silo"),
        ("/serie/stream/silo/filme/film-3", "silo"),
        ("/serie/stream", "stream"),
        ("/serie/stream/staffel-1", "stream"),
        ("/serie/neue-serien", None),
        ("/serie/", None),
        ("/serie/silo/staffel-x", None),
        ("/serie/silo/besetzung", None),
        ("/anime/stream/naruto", None),
        ("/serien", None),
        ("", None),
    ],
)
def test_which_series_a_path_names(path: str, ref: str | None) -> None:
    assert ref_of_path(path) == ref


@pytest.mark.parametrize(
    ("text", "episode"),
    [
        ("staffel-3/episode-12", EpisodeId(3, 12)),
        ("/serie/x/staffel-0/episode-0?a=b", EpisodeId(0, 0)),
        ("/serie/die-staffel-1/episode-2", None),
        ("/serie/x/staffel-1/episode-7x", None),
        ("/serie/x/staffel-1/episode-٣", None),
        ("/serie/x/staffel-1", None),
        ("", None),
    ],
)
def test_which_episode_a_text_names(text: str, episode: EpisodeId | None) -> None:
    assert numbered(text) == episode
