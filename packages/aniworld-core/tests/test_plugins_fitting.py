"""What a provider answers is looked at field by field: one wrong value breaks no list of all sites."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core import hookimpl
from aniworld_core.entities import (
    GER_DUB,
    Episode,
    EpisodeId,
    Link,
    Release,
    ReleaseKind,
    SearchHit,
    Series,
    Title,
)
from aniworld_core.errors import Unavailable
from aniworld_core.library import Library
from aniworld_core.plugins import GuardedProvider
from aniworld_core.plugins.fitting import misfit
from aniworld_core.testing import strategies
from aniworld_core.testing.arrange import show
from aniworld_core.testing.sites import Site, Sites

TITLE = Title(provider="site", ref="fern", title="Fern")
RELEASE = Release(
    provider="site",
    ref="fern",
    title="Fern",
    kind=ReleaseKind.NEW,
    episode=EpisodeId(1, 1),
    day=date(2030, 5, 1),
)
HIT = SearchHit(provider="site", ref="fern", title="Fern")
LINK = Link(hoster="H", language=GER_DUB, url="https://hoster.example/1")
FERN = show(EpisodeId(1, 1), key="fern", title="Fern")


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        (TITLE, {"title": None}),
        (TITLE, {"title": "Fern \ud83c"}),
        (TITLE, {"ref": 5}),
        (TITLE, {"aliases": None}),
        (TITLE, {"aliases": "Farn"}),
        (TITLE, {"aliases": ("Farn", None)}),
        (TITLE, {"year": "2013"}),
        (RELEASE, {"day": datetime(2030, 5, 1, tzinfo=UTC)}),
        (RELEASE, {"at": datetime(2030, 5, 1)}),  # noqa: DTZ001 - that is what is wrong
        (RELEASE, {"kind": "new"}),
        (RELEASE, {"language": "ger-dub"}),
        (HIT, {"description": None}),
        (LINK, {"language": None}),
        (FERN, {"key": "fern"}),
        (FERN, {"episodes": [*FERN.episodes]}),
        (FERN, {"episodes": (Episode(id=(1, 1)),)}),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_field_is_named(value: Any, wrong: dict[str, Any]) -> None:
    assert misfit(value, type(value)) is None
    assert misfit(evolve(value, **wrong), type(value)) in wrong


@given(
    st.one_of(
        strategies.titles(),
        strategies.releases(),
        strategies.search_hits(),
        strategies.links(),
        strategies.series(),
    )
)
def test_all_that_is_as_it_should_be_fits(
    value: Title | Release | SearchHit | Link | Series,
) -> None:
    assert misfit(value, type(value)) is None


class Borrowed(Site):
    """A site that writes the name of another one."""

    def search(self, query: str) -> Sequence[SearchHit]:
        """Find one series."""
        return [SearchHit(provider="second", ref=query, title="Fern")]


class Listing(Site):
    """A site with a list."""

    def titles(self) -> Sequence[Title]:
        """Return a list of one series."""
        return [Title(provider=self.name, ref="fern", title=self.title)]

    title: Any = "Fern"


class Odd(Sites):
    """Two sites, of which the second names its series wrongly."""

    def __init__(self) -> None:
        self.first, self.second = Listing("first"), Listing("second")
        self.second.title = None

    @hookimpl
    def aniworld_providers(self) -> Sequence[Site]:
        """Contribute both."""
        return [self.first, self.second]


@pytest.fixture
def sites() -> Sites:
    return Odd()


def test_a_title_that_is_none_costs_the_others_nothing(library_of_sites: Library) -> None:
    first, second = library_of_sites.titles.read()
    assert (first.titles, first.error) == (1, None)
    assert "a Title that has no proper title" in str(second.error)
    assert [one.provider for one in library_of_sites.catalog.known("fern")] == ["first"]


def test_a_series_with_half_a_letter_is_refused() -> None:
    site = Site("site")
    site.series_by_ref["fern"] = evolve(FERN, description="\ud83c")
    with pytest.raises(Unavailable, match="no proper description"):
        GuardedProvider(site).series("fern")


def test_what_a_provider_finds_is_its_own_whatever_name_it_writes(sites: Sites) -> None:
    sites.first.series_by_ref["fern"] = evolve(FERN, provider="second")
    assert GuardedProvider(sites.first).series("fern").provider == "first"
    hits = GuardedProvider(Borrowed("first")).search("fern")
    assert [hit.provider for hit in hits] == ["first"]
