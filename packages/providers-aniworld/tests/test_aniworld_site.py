"""The provider's requests."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from pytest_httpserver import HTTPServer

import aniworld_providers_aniworld
from aniworld_core.config import parse as parse_config
from aniworld_core.entities import GER_DUB, Episode, EpisodeId, Link, Series
from aniworld_core.errors import Blocked, Gone, InvalidConfig, LayoutChanged
from aniworld_core.plugins import GuardedProvider, PluginManager, Plugins
from aniworld_core.ports import KnowsLinks, OpensLinks
from aniworld_providers_aniworld.site import Aniworld, AniworldConfig

REF = "laternenstrasse-links"
SERIES = f"/anime/stream/{REF}"


def test_a_series_takes_one_request_a_season(provider: Aniworld, replica: HTTPServer) -> None:
    series = provider.series(REF)
    assert [str(episode.id) for episode in series.episodes] == [
        "S00E001",
        "S00E002",
        "S01E001",
        "S01E002",
        "S01E003",
        "S02E001",
        "S02E002",
    ]
    assert [request.path for request, _ in replica.log] == [
        f"/anime/stream/{REF}",
        f"/anime/stream/{REF}/filme",
        f"/anime/stream/{REF}/staffel-2",
    ]


def test_one_season_that_cannot_be_read_is_not_left_out(
    provider: Aniworld, replica: HTTPServer
) -> None:
    replica.expect_oneshot_request(f"/anime/stream/{REF}/filme").respond_with_data(status=404)
    with pytest.raises(LayoutChanged, match="filme does not exist"):
        provider.series(REF)


def episode_titles(series: Series) -> dict[str, str]:
    return {str(episode.id): episode.title for episode in series.episodes}


@pytest.fixture
def known(provider: Aniworld, replica: HTTPServer) -> Series:
    """Return the series as it was once, with titles that tell old episodes from new ones."""
    series = provider.series(REF)
    replica.clear_log()
    return evolve(series, episodes=tuple(evolve(one, title="old") for one in series.episodes))


@pytest.mark.parametrize(
    ("season", "name"), [(0, "filme"), (1, "staffel-1"), (2, "staffel-2")], ids=str
)
def test_a_season_is_read_again_by_one_request(
    provider: Aniworld, replica: HTTPServer, known: Series, season: int, name: str
) -> None:
    fresh = provider.refresh(known, [season])
    assert [request.path for request, _ in replica.log] == [f"{SERIES}/{name}"]
    assert episode_titles(fresh).keys() == episode_titles(known).keys()
    renewed = {one.id.season for one in fresh.episodes if one.title != "old"}
    assert renewed == {season}
    assert (fresh.title, fresh.ended) == ("Laternenstraße, links", False)


def test_a_new_season_is_read_too_and_one_that_is_gone_left_out(
    provider: Aniworld, replica: HTTPServer, known: Series
) -> None:
    seasons = {0: known.episodes[:2], 2: known.episodes[-2:]}
    gone = Episode(id=EpisodeId(7, 1), title="old")
    fresh = provider.refresh(evolve(known, episodes=(*seasons[0], *seasons[2], gone)), [7, 2])
    assert [request.path for request, _ in replica.log] == [
        f"{SERIES}/staffel-7",
        SERIES,
        f"{SERIES}/staffel-2",
    ]
    assert episode_titles(fresh) == {
        "S00E001": "old",
        "S00E002": "old",
        "S01E001": "Mika's erste Nacht",
        "S01E002": "",
        "S01E003": "",
        "S02E001": "Regen",
        "S02E002": "Nebel",
    }


def test_a_series_that_is_gone_is_gone_when_read_again(
    provider: Aniworld, known: Series, shelf: dict[str, bytes], missing: bytes
) -> None:
    shelf.update(dict.fromkeys(shelf, missing))
    with pytest.raises(Gone):
        provider.refresh(known, [2])


def test_lists_take_one_request_each(provider: Aniworld, replica: HTTPServer) -> None:
    assert [title.ref for title in provider.titles()] == ["25%20Jahre", REF, "leuchtturm"]
    assert len(provider.new_episodes()) == len(provider.calendar()) == 3
    assert [request.path for request, _ in replica.log] == [
        "/animes-alphabet",
        "/neue-episoden",
        "/animekalender",
    ]


def test_a_search_looks_like_the_site_s_own(provider: Aniworld, replica: HTTPServer) -> None:
    provider.search(" laternen ")
    ((request, _),) = replica.log
    assert request.form.to_dict() == {"keyword": "laternen"}
    assert request.headers["X-Requested-With"] == "XMLHttpRequest"
    assert request.headers["Referer"] == replica.url_for("/search")


def test_a_single_letter_is_not_searched_for(provider: Aniworld, replica: HTTPServer) -> None:
    assert len(provider.search("a")) == len(provider.search("  ")) == 0
    assert not replica.log


def link(replica: HTTPServer, number: int) -> Link:
    return Link(hoster="VOE", language=GER_DUB, url=replica.url_for(f"/redirect/{number}"))


def test_a_link_leads_to_its_hoster(provider: Aniworld, replica: HTTPServer) -> None:
    assert provider.open(link(replica, 11)) == "https://hoster.example/e/abc"


@pytest.mark.parametrize("number", [12, 13])
def test_a_captcha_before_the_hoster_is_for_a_person(
    provider: Aniworld, replica: HTTPServer, number: int
) -> None:
    with pytest.raises(Blocked, match="captcha") as caught:
        provider.open(link(replica, number))
    assert link(replica, number).url in caught.value.message
    assert len(replica.log) == 1


def test_a_link_that_leads_to_no_page_at_all(provider: Aniworld, replica: HTTPServer) -> None:
    replica.expect_request("/redirect/14").respond_with_data(
        status=302, headers={"Location": "ftp://hoster.example/e/abc"}
    )
    with pytest.raises(LayoutChanged, match="ftp:"):
        provider.open(link(replica, 14))


def test_a_link_on_another_port_of_this_machine_is_another_site(
    provider: Aniworld, replica: HTTPServer
) -> None:
    hoster = "http://localhost:1/e/abc"
    replica.expect_request("/redirect/14").respond_with_data(
        status=302, headers={"Location": hoster}
    )
    assert provider.open(link(replica, 14)) == hoster


def test_a_hoster_s_own_address_needs_no_opening(provider: Aniworld, replica: HTTPServer) -> None:
    foreign = Link(hoster="VOE", language=GER_DUB, url="https://hoster.example/e/abc")
    assert provider.open(foreign) == foreign.url
    assert not replica.log


@pytest.mark.parametrize(
    ("url", "ref"),
    [
        ("https://aniworld.to/anime/stream/naruto", "naruto"),
        ("https://www.aniworld.to/anime/stream/naruto/staffel-2/episode-3?a=b#c", "naruto"),
        ("http://aniworld.cc/anime/stream/naruto/filme/film-1/", "naruto"),
        ("https://ANICLOUD.io/anime/stream/25%20Jahre", "25%20Jahre"),
        ("https://186.2.175.111/anime/stream/naruto", None),
        ("https://aniworld.to.evil.example/anime/stream/naruto", None),
        ("ftp://aniworld.to/anime/stream/naruto", None),
        ("https://aniworld.to/", None),
        ("https://[/", None),
        ("naruto", None),
    ],
)
def test_which_series_an_address_names(provider: Aniworld, url: str, ref: str | None) -> None:
    assert provider.ref_of(url) == ref


def test_addresses_of_the_replica_are_known_too(provider: Aniworld, replica: HTTPServer) -> None:
    assert provider.ref_of(replica.url_for("/anime/stream/naruto/staffel-1")) == "naruto"
    assert f"localhost:{replica.port}" in provider.hosts
    assert provider.ref_of("http://localhost:1/anime/stream/naruto") is None


def test_the_optional_abilities_are_there(provider: Aniworld) -> None:
    assert isinstance(provider, KnowsLinks)
    assert isinstance(provider, OpensLinks)


def test_an_episode_is_asked_for_by_its_own_address(
    provider: Aniworld, replica: HTTPServer
) -> None:
    for episode in (EpisodeId(0, 4), EpisodeId(3, 12)):
        with pytest.raises(Gone):
            provider.links("25 Jahre", episode)
    assert [request.path for request, _ in replica.log] == [
        "/anime/stream/25 Jahre/filme/film-4",
        "/anime/stream/25 Jahre/staffel-3/episode-12",
    ]


def test_a_ref_that_no_key_can_be_made_of_is_gone_without_a_request(
    provider: Aniworld, replica: HTTPServer
) -> None:
    with pytest.raises(Gone):
        provider.series("%E7%81%AF")
    assert not replica.log


@pytest.fixture
def plugged(tmp_path: Path) -> Callable[..., GuardedProvider]:
    def through_the_hook(**settings: object) -> GuardedProvider:
        manager = PluginManager()
        manager.add(aniworld_providers_aniworld, "provider-aniworld")
        config = parse_config({"data": str(tmp_path), "providers": {"aniworld": settings}})
        return Plugins(manager, config).providers["aniworld"]

    return through_the_hook


def test_the_hook_gives_a_provider_that_remembers_pages(
    plugged: Callable[..., GuardedProvider], replica: HTTPServer, tmp_path: Path
) -> None:
    provider = plugged(base_url=replica.url_for("/"), requests_per_second=1000)
    assert provider.series(REF).title == "Laternenstraße, links"
    assert (tmp_path / "cache" / "aniworld.db").is_file()


def test_the_settings_have_defaults() -> None:
    assert AniworldConfig().base_url == "https://aniworld.to"
    with pytest.raises(InvalidConfig, match="did you mean base_url"):
        parse_config({"providers": {"aniworld": {"base_ur": "x"}}}).provider(
            "aniworld", AniworldConfig
        )


def test_a_cover_is_read_byte_for_byte(provider: Aniworld) -> None:
    cover = provider.cover(provider.series(REF).cover)
    assert cover == b"\xff\xd8\xff\xe0" + bytes(range(256))


@pytest.mark.parametrize(
    "url", ["https://hoster.example/cover.jpg", "http://localhost:1/cover.jpg", "file:///x.jpg", ""]
)
def test_a_cover_elsewhere_is_not_asked_for(
    provider: Aniworld, replica: HTTPServer, url: str
) -> None:
    with pytest.raises(Gone, match="is no address on"):
        provider.cover(url)
    assert not replica.log


def test_a_cover_that_leads_away_is_not_followed(provider: Aniworld, replica: HTTPServer) -> None:
    with pytest.raises(Blocked, match=r"hoster\.example/e/abc, not to the site"):
        provider.cover(replica.url_for("/redirect/11"))
