"""The real provider reads back exactly what the replica's catalogue says."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

import aniworld_providers_aniworld
from aniworld_core.config import parse
from aniworld_core.entities import (
    ENG_DUB,
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    Episode,
    EpisodeId,
    Language,
)
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing import ProviderContract
from aniworld_core.testing.world import World
from aniworld_demo.catalogue import Entry, Show, shows
from aniworld_demo.replica import Replica
from aniworld_providers_aniworld.site import Aniworld, AniworldConfig

LANGUAGES: dict[str, Language] = {
    "german": GER_DUB,
    "japanese-german": GER_SUB,
    "japanese-english": ENG_SUB,
    "english": ENG_DUB,
}


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


@pytest.fixture(scope="module")
def provider(replica: Replica) -> Aniworld:
    return Aniworld(AniworldConfig(base_url=replica.base_url, requests_per_second=1000.0))


def written(entry: Entry) -> Episode:
    """Return what the provider should make of an entry."""
    absolute = re.search(r"\[Episode (\d+)\]", entry.english)
    return Episode(
        id=EpisodeId(entry.season, entry.number),
        title=entry.german,
        original_title=re.sub(r"\s*\[[^]]*\]$", "", entry.english),
        languages=tuple(LANGUAGES[name] for name in entry.languages),
        hosters=entry.hosters,
        absolute=int(absolute[1]) if absolute else None,
        upcoming=entry.upcoming,
    )


class TestAniworld(ProviderContract):
    query = "sternwacht"
    ref = "sternwacht-null"
    episode = EpisodeId(1, 1)
    replica: ClassVar[Replica]

    @pytest.fixture(autouse=True)
    def _replica(self, replica: Replica) -> None:
        type(self).replica = replica

    def requests(self) -> int:
        return len(self.replica.requests)


@pytest.mark.parametrize("show", shows().values(), ids=lambda show: show.slug)
def test_every_series_is_read_back_whole(provider: Aniworld, show: Show) -> None:
    series = provider.series(show.slug)
    assert series.title == show.title
    assert series.year == show.start
    assert series.aliases == show.aliases
    assert series.description == show.description
    assert series.genres == tuple(
        genre for genre in show.genres if genre not in {"Ger", "GerSub", "EngSub"}
    )
    by_id = {episode.id: episode for episode in map(written, show.entries)}
    assert list(series.episodes) == [by_id[id] for id in sorted(by_id)]


def test_covers_are_kept_by_the_library(replica: Replica, tmp_path: Path) -> None:
    manager = PluginManager()
    manager.add(World(), "store")
    manager.add(aniworld_providers_aniworld, "aniworld")
    site = {"base_url": replica.base_url, "requests_per_second": 1000.0}
    config = parse(
        {"data": str(tmp_path), "store": "memory:", "providers": {"aniworld": site}},
    )
    with Library.open(config, plugins=manager) as library:
        key = library.catalog.add("glutherz", provider="aniworld").key
        before = len(replica.requests)
        covers = [library.covers.cover(key) for _ in range(2)]
    assert covers[0] == covers[1]
    assert covers[0].media_type == "image/png"
    visits = replica.requests[before:]
    assert [(visit.path.rpartition("/")[2], visit.status) for visit in visits] == [
        ("glutherz-stream-cover_220x330.png", 200)
    ]


@pytest.mark.parametrize("show", shows().values(), ids=lambda show: show.slug)
def test_every_series_is_found_by_its_title(provider: Aniworld, show: Show) -> None:
    hits = provider.search(show.title)
    assert (show.slug, show.title) in {(hit.ref, hit.title) for hit in hits}
    assert all(hit.ref in shows() for hit in hits)


def test_links_lead_to_the_hosters(replica: Replica, provider: Aniworld) -> None:
    links = provider.links("sternwacht-null", EpisodeId(1, 1))
    assert len(links) == 12
    assert {link.language for link in links} == {GER_DUB, GER_SUB, ENG_SUB}
    for link in links:
        assert provider.open(link).startswith(replica.hosters[link.hoster])


def test_a_film_has_links(provider: Aniworld) -> None:
    links = provider.links("regenmacher-akademie", EpisodeId(0, 3))
    assert [(link.hoster, link.language) for link in links] == [
        ("Vidmoly", GER_DUB),
        ("Vidmoly", GER_SUB),
    ]


def test_an_announced_episode_has_no_links(provider: Aniworld) -> None:
    assert list(provider.links("muehlenhueter-und-soehne", EpisodeId(1, 8))) == []
