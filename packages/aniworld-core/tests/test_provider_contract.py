"""The provider contract itself: a right provider passes, and each wrong one is caught."""

from collections.abc import Callable, Sequence
from typing import ClassVar
from urllib.request import urlopen

import pytest
from attrs import evolve

from aniworld_core.entities import (
    GER_DUB,
    GER_SUB,
    Episode,
    EpisodeId,
    Link,
    SearchHit,
    Series,
    SeriesKey,
)
from aniworld_core.errors import Blocked, Gone, ProviderError, Unavailable
from aniworld_core.ports import Provider
from aniworld_core.testing import ProviderContract

LANTERN = Series(
    key=SeriesKey("lantern-street"),
    provider="lamps",
    ref="Lantern Street",
    title="Lantern Street",
    link="https://lamps.example/s/lantern",
    cover="https://lamps.example/c/lantern.gif",
    episodes=(
        Episode(id=EpisodeId(0, 1), languages=(GER_SUB,), hosters=("Harbour",)),
        Episode(id=EpisodeId(1, 1), languages=(GER_DUB,), hosters=("Harbour",)),
        Episode(id=EpisodeId(1, 2), upcoming=True),
    ),
)
LINK = Link(hoster="Harbour", language=GER_DUB, url="https://lamps.example/go/1")


class Lamps:
    """A catalogue of one series; a test may set ``trouble``."""

    name = "lamps"
    hosts = frozenset({"lamps.example"})
    trouble: ProviderError | None = None

    def search(self, query: str) -> Sequence[SearchHit]:
        self._check()
        found = query.strip() and query.casefold() in LANTERN.title.casefold()
        return [SearchHit(provider=self.name, ref=LANTERN.ref, title=LANTERN.title)] * bool(found)

    def series(self, ref: str) -> Series:
        self._check()
        if ref != LANTERN.ref:
            raise Gone(f"There is no {ref}.")
        return LANTERN

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        self._check()
        if self.series(ref).episode(episode) is None:
            raise Gone(f"There is no {episode}.")
        return [LINK]

    def ref_of(self, url: str) -> str | None:
        return LANTERN.ref if url.startswith(LANTERN.link) else None

    def open(self, link: Link) -> str:
        return link.url.replace("lamps", "harbour")

    def cover(self, url: str) -> bytes:
        if url != LANTERN.cover:
            raise Gone(f"There is no {url}.")
        return b"GIF89a"

    def _check(self) -> None:
        if self.trouble:
            raise self.trouble


class TestLamps(ProviderContract):
    query = "lantern"
    ref = LANTERN.ref
    episode = EpisodeId(1, 1)

    @pytest.fixture
    def provider(self) -> Provider:
        self.lamps = Lamps()
        return self.lamps

    def fail(self, error: type[ProviderError]) -> bool:
        self.lamps.trouble = error("Trouble.")
        return True


class Caught(TestLamps):
    """The contract of the lamps, to be run by hand against a wrong provider."""

    __test__ = False


class Nameless(Lamps):
    name = "My Lamps"


class FindsAll(Lamps):
    def search(self, query: str) -> Sequence[SearchHit]:
        return [SearchHit(provider=self.name, ref=LANTERN.ref, title=LANTERN.title)]


class FindsTwice(Lamps):
    def search(self, query: str) -> Sequence[SearchHit]:
        return [*super().search(query)] * 2


class Crashes(Lamps):
    def search(self, query: str) -> Sequence[SearchHit]:
        query.encode()
        return super().search(query)


class KnowsEverything(Lamps):
    def series(self, ref: str) -> Series:
        return evolve(LANTERN, ref=ref)


class Empties(Lamps):
    def series(self, ref: str) -> Series:
        try:
            return super().series(ref)
        except Unavailable:
            return evolve(LANTERN, episodes=())


class Misorders(Lamps):
    def series(self, ref: str) -> Series:
        return evolve(super().series(ref), episodes=LANTERN.episodes[::-1])


class Repeats(Lamps):
    def series(self, ref: str) -> Series:
        return evolve(super().series(ref), episodes=LANTERN.episodes + LANTERN.episodes[2:])


class Ignores(Lamps):
    def series(self, ref: str) -> Series:
        episodes = tuple(evolve(episode, ignored=True) for episode in LANTERN.episodes)
        return evolve(super().series(ref), episodes=episodes)


class Files(Lamps):
    def series(self, ref: str) -> Series:
        return evolve(super().series(ref), folder="Lantern Street")


class Counts(Lamps):
    def series(self, ref: str) -> Series:
        return evolve(super().series(ref), key=SeriesKey("lantern-street-1"))


class Borrows(Lamps):
    def search(self, query: str) -> Sequence[SearchHit]:
        return [evolve(hit, provider="harbour") for hit in super().search(query)]


class Forgets(Lamps):
    asked: ClassVar[int] = 0

    def series(self, ref: str) -> Series:
        type(self).asked += 1
        return evolve(super().series(ref), title=f"Lantern Street {self.asked}")


class LinksNowhere(Lamps):
    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        super().links(ref, episode)
        return [evolve(LINK, url="/go/1")]


class LinksAnyway(Lamps):
    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        return [LINK]


class ClaimsAll(Lamps):
    def ref_of(self, url: str) -> str | None:
        return LANTERN.ref


class OpensNothing(Lamps):
    def open(self, link: Link) -> str:
        return ""


class ShowsPages(Lamps):
    def cover(self, url: str) -> bytes:
        return b"<html></html>"


class ShowsAll(Lamps):
    def cover(self, url: str) -> bytes:
        return b"GIF89a"


class AsksElsewhere(Lamps):
    def cover(self, url: str) -> bytes:
        if url.startswith("http"):
            with urlopen(url):
                pass
        raise Gone(f"There is no {url}.")


CASES: list[tuple[type[Lamps], Callable[[Caught, Provider], None]]] = [
    (Nameless, Caught.test_its_name_can_stand_in_settings_and_keys),
    (FindsAll, Caught.test_a_search_without_a_hit_is_empty),
    (FindsTwice, Caught.test_a_search_finds_the_series),
    (Crashes, lambda case, provider: case.test_no_query_is_fatal(provider, "\ud83d")),
    (KnowsEverything, Caught.test_what_the_site_does_not_have_is_gone),
    (Empties, lambda case, provider: case.test_a_site_in_trouble_says_which(provider, Unavailable)),
    (FindsAll, lambda case, provider: case.test_a_site_in_trouble_says_which(provider, Blocked)),
    (Misorders, Caught.test_a_series_is_whole),
    (Repeats, Caught.test_a_series_is_whole),
    (Ignores, Caught.test_a_series_is_whole),
    (Files, Caught.test_a_series_is_whole),
    (Counts, Caught.test_the_key_is_made_from_the_ref),
    (Borrows, Caught.test_a_search_finds_the_series),
    (Forgets, Caught.test_reading_again_gives_the_same),
    (Forgets, Caught.test_threads_share_a_provider),
    (LinksNowhere, Caught.test_an_episode_has_links),
    (LinksAnyway, Caught.test_what_the_site_does_not_have_is_gone),
    (ClaimsAll, Caught.test_addresses_of_the_site_are_known),
    (OpensNothing, Caught.test_links_over_the_site_can_be_opened),
    (ShowsPages, Caught.test_a_cover_is_an_image),
    (ShowsAll, Caught.test_covers_are_read_from_the_site_only),
    (AsksElsewhere, Caught.test_covers_are_read_from_the_site_only),
]


@pytest.mark.parametrize(
    ("wrong", "test"),
    CASES,
    ids=[f"{number}-{case[0].__name__}" for number, case in enumerate(CASES)],
)
def test_a_wrong_provider_is_caught(
    wrong: type[Lamps], test: Callable[[Caught, Provider], None]
) -> None:
    case = Caught()
    case.lamps = wrong()
    with pytest.raises((AssertionError, ValueError, pytest.fail.Exception)):
        test(case, case.lamps)
