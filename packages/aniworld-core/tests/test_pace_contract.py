"""The contract of a provider that shares its pace: a right one passes, and each wrong one is caught."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from urllib.request import urlopen

import pytest

from aniworld_core.entities import Allowance, EpisodeId, Link, SearchHit, Series
from aniworld_core.errors import RateLimited
from aniworld_core.ports import Spend
from aniworld_core.testing import Hoster, SiteContract
from aniworld_core.testing.arrange import show


class Paced:
    """A catalogue that reads the same page whatever it is asked."""

    name = "paced"

    def __init__(self, url: str) -> None:
        self.url = url
        self.spend: Spend = lambda name, allowance: timedelta(0)

    def share_pace(self, spend: Spend) -> None:
        self.spend = spend

    def search(self, query: str) -> Sequence[SearchHit]:
        self.read()
        return [SearchHit(provider=self.name, ref=query, title=query)]

    def series(self, ref: str) -> Series:
        self.read()
        return show(EpisodeId(1, 1), key=ref)

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        self.read()
        return []

    def read(self) -> None:
        wait = self.spend(f"site {self.url}", Allowance(every=timedelta(seconds=1)))
        if wait:
            raise RateLimited("There were enough requests.", retry_after=wait)
        with urlopen(f"{self.url}/") as answer:
            answer.read()


class NeverAsks(Paced):
    def share_pace(self, spend: Spend) -> None:
        """Forget it."""


class NeverWaits(Paced):
    def share_pace(self, spend: Spend) -> None:
        def hurry(name: str, allowance: Allowance) -> timedelta:
            spend(name, allowance)
            return timedelta(0)

        self.spend = hurry


class SpendsByAnyName(Paced):
    def share_pace(self, spend: Spend) -> None:
        self.spend = lambda name, allowance: spend("paced", allowance)


class Case(SiteContract):
    """The contract, to be run by hand."""

    __test__ = False
    query = ref = "lantern"
    episode = EpisodeId(1, 1)

    def make(self, url: str) -> Paced:
        return Paced(url)


@pytest.fixture
def case() -> Iterator[Case]:
    case = Case()
    with Hoster() as case.site:
        case.site.put("/", "a page")
        yield case


def test_who_asks_before_each_request_and_waits_fulfils_it(case: Case) -> None:
    case.test_limits_are_kept_with_all_processes(Paced(case.site.url("")))


@pytest.mark.parametrize("wrong", [NeverAsks, NeverWaits, SpendsByAnyName])
def test_who_does_not_is_caught(case: Case, wrong: type[Paced]) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        case.test_limits_are_kept_with_all_processes(wrong(case.site.url("")))
