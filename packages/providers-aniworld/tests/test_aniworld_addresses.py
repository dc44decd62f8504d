"""The site's addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import EpisodeId
from aniworld_providers_aniworld.parse.addresses import (
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
    season = "filme" if episode.season == 0 else f"staffel-{episode.season}"
    for path in (series_path(ref), season_path(ref, season), episode_path(ref, episode)):
        assert ref_of_path(path) == ref
        assert ref_of_path(f"{path}/") == ref


@given(REFS, IDS)
def test_an_episode_s_address_names_it(ref: str, episode: EpisodeId) -> None:
    path = episode_path(ref, episode)
    assert numbered(path, None) == episode
    assert numbered(f"https://site.example{path}/?from=list#top", 7) == episode


@pytest.mark.parametrize(
    ("path", "ref"),
    [
        ("/anime/stream/naruto", "naruto"),
        ("/anime/stream/25%20Jahre/staffel-1", "25%20Jahre"),
        ("/anime/stream/25 Jahre/filme/film-3", "25%20Jahre"),
        ("/anime/stream/m%c3%a4use/staffel-0/episode-6", "m%C3%A4use"),
        ("/anime/stream/", None),
        ("/anime/stream/naruto/staffel-x", None),
        ("/anime/stream/naruto/cast", None),
        ("/serie/stream/naruto", None),
        ("/animes", None),
        ("", None),
    ],
)
def test_which_series_a_path_names(path: str, ref: str | None) -> None:
    assert ref_of_path(path) == ref


@pytest.mark.parametrize(
    ("href", "season", "episode"),
    [
        ("staffel-3/episode-12", None, EpisodeId(3, 12)),
        ("episode-12", 3, EpisodeId(3, 12)),
        ("episode-12", None, None),
        ("filme/film-2", 1, EpisodeId(0, 2)),
        ("film-2", 0, EpisodeId(0, 2)),
        ("/x/staffel-0/episode-6", None, EpisodeId(0, 6)),
        ("/anime/stream/folge-episode-7x", 1, None),
        ("/anime/stream/my-episode-7", 1, None),
        ("staffel-1/episode-٣", 1, None),
        ("", 1, None),
        ("#", 1, None),
    ],
)
def test_which_episode_an_address_names(
    href: str, season: int | None, episode: EpisodeId | None
) -> None:
    assert numbered(href, season) == episode


@pytest.mark.parametrize(
    ("href", "name"),
    [
        ("/anime/stream/x/filme", "filme"),
        ("staffel-12/", "staffel-12"),
        ("/anime/stream/x/staffel-1/episode-2", None),
        ("/anime/stream/die-staffel-1", None),
        ("javascript:", None),
    ],
)
def test_which_season_an_address_names(href: str, name: str | None) -> None:
    assert season_name(href) == name
