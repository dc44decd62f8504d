"""The provider of the second site reads back exactly what its replica says, and takes its gate as an end."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar
from urllib.parse import quote

import pytest

from aniworld_core.entities import (
    ENG_DUB,
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    Episode,
    EpisodeId,
    Language,
    ReleaseKind,
)
from aniworld_core.errors import Blocked
from aniworld_core.testing import ProviderContract
from aniworld_demo.catalogue import Entry, Show, shows
from aniworld_demo.replica import Replica
from aniworld_providers_sto.site import Sto, StoConfig

FRIDAY = date(2026, 3, 6)
TAILORS = "die-wolkenschneider-von-arau"
LANGUAGES: dict[str, Language] = {
    "german": GER_DUB,
    "english": ENG_DUB,
    "english-german": GER_SUB,
    "japanese-german": GER_SUB,
    "japanese-english": ENG_SUB,
}


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica(today=FRIDAY) as replica:
        yield replica


def provider_of(replica: Replica) -> Sto:
    return Sto(StoConfig(base_url=replica.base_urls["sto"], requests_per_second=1000.0))


@pytest.fixture(scope="module")
def provider(replica: Replica) -> Sto:
    return provider_of(replica)


class TestSto(ProviderContract):
    query = "wolken"
    ref = TAILORS
    episode = EpisodeId(1, 1)
    replica: ClassVar[Replica]

    @pytest.fixture(autouse=True)
    def _replica(self, replica: Replica) -> None:
        type(self).replica = replica

    def requests(self) -> int:
        return len(self.replica.requests)


def written(entry: Entry) -> Episode:
    """Return what the provider should make of an entry."""
    return Episode(
        id=EpisodeId(entry.season, entry.number),
        title=entry.german,
        original_title=entry.english,
        languages=tuple(LANGUAGES[name] for name in entry.languages),
        hosters=entry.hosters,
        upcoming=entry.upcoming,
    )


@pytest.mark.parametrize("show", shows("sto").values(), ids=lambda show: show.slug)
def test_every_series_is_read_back_whole(provider: Sto, show: Show) -> None:
    series = provider.series(quote(show.slug))
    assert series.title == show.title
    assert (series.year, series.ended) == (show.start, show.end is not None)
    assert series.imdb == show.imdb
    assert show.description.endswith(series.description)
    assert series.genres == tuple(genre for genre in show.genres if genre != "NPAL")
    by_id = {episode.id: episode for episode in map(written, show.entries)}
    assert list(series.episodes) == [by_id[id] for id in sorted(by_id)]


def test_an_original_title_before_the_description_is_another_title(provider: Sto) -> None:
    assert provider.series("hasenmond").aliases == ("Moon Rabbit Days",)


def test_keys_are_made_of_odd_slugs(provider: Sto) -> None:
    keys = {show.slug: provider.series(quote(show.slug)).key for show in shows("sto").values()}
    assert keys["25 Jahre Regen"] == "25-jahre-regen"
    assert keys["Kanzlei-Moor-und-Moos"] == "kanzlei-moor-und-moos"
    assert len(set(keys.values())) == len(keys)


@pytest.mark.parametrize("show", shows("sto").values(), ids=lambda show: show.slug)
def test_every_series_is_found_by_its_title(provider: Sto, show: Show) -> None:
    hits = provider.search(show.title)
    assert (quote(show.slug), show.title) in {(hit.ref, hit.title) for hit in hits}


def test_a_search_goes_on_over_its_pages(provider: Sto) -> None:
    refs = [hit.ref for hit in provider.search("der")]
    expected = [
        quote(show.slug)
        for show in shows("sto").values()
        if any("der" in one.lower() for one in (show.title, *show.aliases, show.description))
    ]
    assert sorted(refs) == sorted(expected)
    assert len(expected) > 4


def test_the_whole_list_has_every_series_with_its_other_titles(provider: Sto) -> None:
    titles = {title.ref: title for title in provider.titles()}
    assert set(titles) == {quote(slug) for slug in shows("sto")}
    assert titles["hter-der-stille"].title == "Hüter der Stille"
    assert titles["hter-der-stille"].aliases == ("keepers of silence",)
    assert titles["nebelkrhen"].aliases == ()


def test_new_episodes_are_those_of_the_last_weeks(provider: Sto) -> None:
    releases = provider.new_episodes()
    newest = max(releases, key=lambda release: release.day)
    assert {release.kind for release in releases} == {ReleaseKind.NEW}
    assert (newest.ref, newest.episode, newest.day) == (
        TAILORS,
        EpisodeId(2, 2),
        date(2026, 3, 5),
    )
    assert {release.language for release in releases} == {GER_SUB, ENG_DUB}


def test_links_lead_to_the_hosters_by_tokens_read_anew(replica: Replica, provider: Sto) -> None:
    links = provider.links(TAILORS, EpisodeId(1, 1))
    assert len(links) == 9
    assert {link.language for link in links} == {GER_DUB, GER_SUB, ENG_DUB}
    assert links == provider.links(TAILORS, EpisodeId(1, 1))
    for link in links:
        assert provider.open(link).startswith(replica.hosters[link.hoster])


def test_a_special_has_links(provider: Sto) -> None:
    links = provider.links("hter-der-stille", EpisodeId(0, 2))
    assert [(link.hoster, link.language) for link in links] == [("Vidmoly", GER_SUB)]


def test_an_announced_episode_has_no_links(provider: Sto) -> None:
    assert list(provider.links(TAILORS, EpisodeId(2, 3))) == []


def test_the_gate_is_the_end_and_is_asked_once() -> None:
    with Replica(gate_after=1) as replica:
        provider = provider_of(replica)
        first, second, *_ = provider.links(TAILORS, EpisodeId(1, 1))
        assert provider.open(first)
        before = len(replica.requests)
        with pytest.raises(Blocked):
            provider.open(second)
        asked = [visit.path for visit in replica.requests[before:]]
    assert len([path for path in asked if path.startswith("/r?")]) == 1
