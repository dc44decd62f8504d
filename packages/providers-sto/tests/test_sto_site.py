"""The provider's requests."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from pytest_httpserver import HTTPServer

import aniworld_providers_sto
from aniworld_core.config import parse as parse_config
from aniworld_core.entities import GER_DUB, EpisodeId, Link
from aniworld_core.errors import Blocked, Gone, InvalidConfig, LayoutChanged, RateLimited
from aniworld_core.plugins import GuardedProvider, PluginManager, Plugins
from aniworld_core.ports import (
    KnowsLinks,
    ListsNewEpisodes,
    ListsTitles,
    OpensLinks,
    RefreshesSeasons,
    ShowsCalendar,
    ShowsCovers,
)
from aniworld_providers_sto.site import Sto, StoConfig

REF = "nebelwerft"
SERIES = f"/serie/{REF}"
EPISODE = f"{SERIES}/staffel-1/episode-1"


def asked(replica: HTTPServer) -> list[str]:
    return [request.full_path.rstrip("?") for request, _ in replica.log]


def test_a_series_takes_one_request_a_season(provider: Sto, replica: HTTPServer) -> None:
    series = provider.series(REF)
    assert [str(episode.id) for episode in series.episodes] == [
        "S00E001",
        "S01E000",
        "S01E001",
        "S01E002",
        "S01E003",
        "S01E004",
        "S02E001",
        "S02E002",
    ]
    assert asked(replica) == [SERIES, f"{SERIES}/staffel-0", f"{SERIES}/staffel-2"]


def test_one_season_that_cannot_be_read_is_not_left_out(provider: Sto, replica: HTTPServer) -> None:
    replica.expect_oneshot_request(f"{SERIES}/staffel-0").respond_with_data(status=404)
    with pytest.raises(LayoutChanged, match="staffel-0 does not exist"):
        provider.series(REF)


def test_a_season_is_read_again_with_one_request(provider: Sto, replica: HTTPServer) -> None:
    known = provider.series(REF)
    replica.clear_log()
    assert provider.refresh(known, [2]) == known
    assert asked(replica) == [f"{SERIES}/staffel-2"]


def test_a_season_that_went_away_is_left_out(provider: Sto, replica: HTTPServer) -> None:
    known = provider.series(REF)
    (special, *others) = known.episodes
    third = evolve(special, id=EpisodeId(3, 1))
    fresh = provider.refresh(evolve(known, episodes=(*known.episodes, third)), [3])
    assert fresh.episodes == (special, *others)
    assert asked(replica)[-2:] == [f"{SERIES}/staffel-3", SERIES]


def test_a_search_goes_on_to_the_next_page_until_one_comes_again(
    provider: Sto, replica: HTTPServer
) -> None:
    hits = provider.search(" nebel ")
    assert [hit.ref for hit in hits] == ["Nebel%20Land", "im-nebel", "nebelwerft"]
    assert asked(replica) == [
        "/suche?term=nebel&tab=shows",
        "/suche?term=nebel&tab=shows&page=2",
    ]


def test_a_search_ends_after_three_pages(provider: Sto, replica: HTTPServer) -> None:
    for number in range(1, 9):
        page = f"&page={number}" if number > 1 else ""
        replica.expect_oneshot_request(
            "/suche", query_string=f"term=see&tab=shows{page}"
        ).respond_with_data(
            '<html><div class="search-results"></div>'
            f'<a rel="next" href="https://elsewhere.example/suche?page={number + 1}">x</a></html>'
        )
    assert len(provider.search("see")) == 0
    assert len(asked(replica)) == 3


def test_a_single_letter_is_not_searched_for(provider: Sto, replica: HTTPServer) -> None:
    assert len(provider.search("a")) == len(provider.search("  ")) == 0
    assert not replica.log


def link(replica: HTTPServer, id: int, path: str = EPISODE) -> Link:
    return Link(hoster="VOE", language=GER_DUB, url=replica.url_for(f"{path}#link-{id}"))


@pytest.mark.parametrize(
    ("id", "target"),
    [(501, "https://hoster.example/e/abc"), (502, "https://hoster.example/e/xyz")],
)
def test_a_link_leads_to_its_hoster_by_a_token_read_anew(
    provider: Sto, replica: HTTPServer, id: int, target: str
) -> None:
    assert provider.open(link(replica, id)) == target
    assert asked(replica)[0] == EPISODE
    assert asked(replica)[1].startswith("/r?t=")


@pytest.mark.parametrize("id", [503, 504, 505])
def test_a_gate_before_the_hoster_is_for_a_person_and_asked_once(
    provider: Sto, replica: HTTPServer, id: int
) -> None:
    with pytest.raises(Blocked, match="captcha") as caught:
        provider.open(link(replica, id))
    assert link(replica, id).url in caught.value.message
    assert len(replica.log) == 2


def test_a_play_link_that_is_refused_is_for_a_person_too(
    provider: Sto, replica: HTTPServer
) -> None:
    replica.expect_oneshot_request("/r").respond_with_data("<title>DDoS-Guard</title>", status=403)
    with pytest.raises(Blocked, match="captcha") as caught:
        provider.open(link(replica, 501))
    assert link(replica, 501).url in caught.value.message
    assert len(replica.log) == 2


def test_a_token_is_nothing_to_be_told(provider: Sto, replica: HTTPServer) -> None:
    replica.expect_oneshot_request("/r").respond_with_data(status=429)
    with pytest.raises(RateLimited) as caught:
        provider.open(link(replica, 501))
    assert caught.value.message.startswith(f"{replica.url_for('/r')} answered with status 429")


def test_a_link_that_leads_to_no_page_at_all(provider: Sto, replica: HTTPServer) -> None:
    with pytest.raises(LayoutChanged, match="ftp:"):
        provider.open(link(replica, 506))


def test_a_link_that_went_away_is_gone(provider: Sto, replica: HTTPServer) -> None:
    with pytest.raises(Gone, match="no longer has the link 7"):
        provider.open(link(replica, 7))


def test_a_link_of_a_former_host_is_asked_for_at_the_present_one(
    provider: Sto, replica: HTTPServer
) -> None:
    old = Link(hoster="VOE", language=GER_DUB, url=f"https://s.to{EPISODE}#link-501")
    assert provider.open(old) == "https://hoster.example/e/abc"
    assert asked(replica)[0] == EPISODE


def test_a_hoster_s_own_address_needs_no_opening(provider: Sto, replica: HTTPServer) -> None:
    foreign = Link(hoster="VOE", language=GER_DUB, url="https://hoster.example/e/abc")
    assert provider.open(foreign) == foreign.url
    assert not replica.log


@pytest.mark.parametrize(
    ("url", "ref"),
    [
        ("https://serienstream.to/serie/silo", "silo"),
        ("https://serienstream.to/serie/silo/staffel-1/episode-2?a=b#c", "silo"),
        ("https://www.serienstream.cx/serie/silo/staffel-0/", "silo"),
        ("https://s.to/serie/stream/silo", "silo"),
        ("http://S.to/serie/stream/silo/staffel-2/episode-3", "silo"),
        ("https://serien.sx/serie/stream/silo/filme/film-1", "silo"),
        ("https://serienstream.sx/serie/25%20Years%20of%20You", "25%20Years%20of%20You"),
        ("https://serien.vc/serie/Silo", "Silo"),
        ("https://186.2.175.5/serie/silo", None),
        ("https://s.to.evil.example/serie/silo", None),
        ("https://aniworld.to/anime/stream/silo", None),
        ("ftp://s.to/serie/silo", None),
        ("https://serienstream.to/serie/neue-serien", None),
        ("https://serienstream.to/", None),
        ("https://[/", None),
        ("silo", None),
    ],
)
def test_which_series_an_address_names(provider: Sto, url: str, ref: str | None) -> None:
    assert provider.ref_of(url) == ref


def test_addresses_of_the_replica_are_known_too(provider: Sto, replica: HTTPServer) -> None:
    assert provider.ref_of(replica.url_for("/serie/silo/staffel-1")) == "silo"
    assert f"localhost:{replica.port}" in provider.hosts
    assert provider.ref_of("http://localhost:1/serie/silo") is None


def test_a_slug_that_is_no_key_becomes_one_and_stays_the_ref(
    provider: Sto, replica: HTTPServer
) -> None:
    for name, file in {
        "": "season_1.html",
        "/staffel-0": "specials.html",
        "/staffel-2": "season_2.html",
    }.items():
        body = (Path(__file__).parent / "pages" / file).read_text("utf-8")
        replica.expect_oneshot_request(f"/serie/Nebel Werft{name}").respond_with_data(body)
    series = provider.series("Nebel Werft")
    assert (series.ref, series.key) == ("Nebel%20Werft", "nebel-werft")
    assert series.link.endswith("/serie/Nebel%20Werft")


def test_a_ref_that_no_key_can_be_made_of_is_gone_without_a_request(
    provider: Sto, replica: HTTPServer
) -> None:
    with pytest.raises(Gone):
        provider.series("%E7%81%AF")
    assert not replica.log


def test_the_optional_abilities_are_there_but_no_calendar(provider: Sto) -> None:
    for ability in (
        KnowsLinks,
        OpensLinks,
        ShowsCovers,
        ListsTitles,
        ListsNewEpisodes,
        RefreshesSeasons,
    ):
        assert isinstance(provider, ability), ability
    assert not isinstance(provider, ShowsCalendar)


@pytest.fixture
def plugged(tmp_path: Path) -> Callable[..., GuardedProvider]:
    def through_the_hook(**settings: object) -> GuardedProvider:
        manager = PluginManager()
        manager.add(aniworld_providers_sto, "providers-sto")
        config = parse_config({"data": str(tmp_path), "providers": {"sto": settings}})
        return Plugins(manager, config).providers["sto"]

    return through_the_hook


def test_the_hook_gives_a_provider_that_remembers_pages(
    plugged: Callable[..., GuardedProvider], replica: HTTPServer, tmp_path: Path
) -> None:
    provider = plugged(base_url=replica.url_for("/"), requests_per_second=1000)
    assert provider.series(REF).title == "Jonna's Nebelwerft & Co."
    assert (tmp_path / "cache" / "sto.db").is_file()


def test_the_settings_have_defaults() -> None:
    assert StoConfig().base_url == "https://serienstream.to"
    with pytest.raises(InvalidConfig, match="did you mean base_url"):
        parse_config({"providers": {"sto": {"base_ur": "x"}}}).provider("sto", StoConfig)


def test_a_cover_is_read_byte_for_byte(provider: Sto) -> None:
    cover = provider.cover(provider.series(REF).cover)
    assert cover == b"\xff\xd8\xff\xe0" + bytes(range(256))


@pytest.mark.parametrize("url", ["https://hoster.example/cover.jpg", "file:///x.jpg", ""])
def test_a_cover_elsewhere_is_not_asked_for(provider: Sto, replica: HTTPServer, url: str) -> None:
    with pytest.raises(Gone, match="is no address on"):
        provider.cover(url)
    assert not replica.log
