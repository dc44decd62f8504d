"""The contract over a site of its own: a right provider passes all of it, and each wrong one is caught."""

import json
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import urlopen

import pytest
from attrs import evolve

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
from aniworld_core.errors import (
    Blocked,
    Gone,
    LayoutChanged,
    ProviderError,
    RateLimited,
    Unavailable,
)
from aniworld_core.keys import from_slug
from aniworld_core.testing import Hoster, SiteContract

T = TypeVar("T")
NAMES = {
    "lantern": "Lantern Street",
    "harbour": "Lantern Harbour",
    "hill": "Lantern Hill",
    "fog": "Fog",
}
LANTERN = {"name": "Lantern Street", "seasons": {"0": 1, "1": 2}}
PAGES = {
    "/search": "{}",
    "/search?q=lantern": json.dumps({ref: NAMES[ref] for ref in ("lantern", "harbour", "hill")}),
    "/all": json.dumps(NAMES),
    "/new": json.dumps({"lantern": "2026-02-27"}),
    "/coming": json.dumps({"fog": "2026-03-01"}),
    "/s/lantern": json.dumps(LANTERN),
}


class Lanterns:
    """A catalogue of JSON documents."""

    name = "lanterns"

    def __init__(self, url: str) -> None:
        self.url = url

    def search(self, query: str) -> Sequence[SearchHit]:
        text = "".join(letter for letter in query if letter.isalnum())
        found = self.texts(f"/search?{urlencode({'q': text})}")
        return [SearchHit(provider=self.name, ref=ref, title=name) for ref, name in found.items()]

    def series(self, ref: str) -> Series:
        document = self.document(f"/s/{self.part(ref)}")
        return Series(
            key=from_slug(ref),
            provider=self.name,
            ref=ref,
            title=str(self.one(document, "name", str)),
            episodes=tuple(self.episodes(document)),
        )

    def episodes(self, document: object) -> Sequence[Episode]:
        found = []
        for season, count in self.one(document, "seasons", dict).items():
            if not season.isdecimal() or not isinstance(count, int):
                raise LayoutChanged("The seasons are no numbers.")
            ids = (EpisodeId(int(season), number) for number in range(1, count + 1))
            found += [Episode(id=id, languages=(GER_DUB,), hosters=("Box",)) for id in ids]
        return found

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        if self.series(ref).episode(episode) is None:
            raise Gone(f"There is no {episode}.")
        return [Link(hoster="Box", language=GER_DUB, url=f"https://box.example/{ref}/{episode}")]

    def refresh(self, known: Series, seasons: Collection[int]) -> Series:
        fresh = self.series(known.ref)
        had = {one.id.season for one in known.episodes} - set(seasons)
        kept = [one for one in known.episodes if one.id.season in had]
        read = [one for one in fresh.episodes if one.id.season not in had]
        return evolve(fresh, episodes=tuple(sorted([*kept, *read], key=lambda one: one.id)))

    def titles(self) -> Sequence[Title]:
        found = self.texts("/all")
        if not found:
            raise LayoutChanged("The list is empty.")
        return [Title(provider=self.name, ref=ref, title=name) for ref, name in found.items()]

    def new_episodes(self) -> Sequence[Release]:
        return self.releases("/new", ReleaseKind.NEW)

    def calendar(self) -> Sequence[Release]:
        return self.releases("/coming", ReleaseKind.COMING)

    def releases(self, path: str, kind: ReleaseKind) -> Sequence[Release]:
        try:
            days = {ref: date.fromisoformat(day) for ref, day in self.texts(path).items()}
        except ValueError as error:
            raise LayoutChanged("A day is none.") from error
        fixed: dict[str, Any] = {"provider": self.name, "title": "Some Title", "kind": kind}
        episode = EpisodeId(1, 1)
        return [Release(ref=ref, day=day, episode=episode, **fixed) for ref, day in days.items()]

    def part(self, ref: str) -> str:
        if not ref.isascii() or not ref.isalnum():
            raise Gone(f"There is no {ref!r}.")
        return quote(ref)

    def texts(self, path: str) -> dict[str, str]:
        document = self.document(path)
        if not isinstance(document, dict) or not all(
            isinstance(text, str) and text.isprintable() and text.strip() == text and text and key
            for key, text in document.items()
        ):
            raise LayoutChanged("These are no texts.")
        return document

    def one(self, document: object, name: str, kind: type[T]) -> T:
        value = document.get(name) if isinstance(document, dict) else None
        if not isinstance(value, kind) or not str(value).isprintable():
            raise LayoutChanged(f"There is no {name}.")
        return value

    def document(self, path: str) -> object:
        try:
            text = self.text(path)
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise LayoutChanged("That is no JSON.") from error

    def text(self, path: str) -> str:
        try:
            with urlopen(f"{self.url}{path}") as answer:
                text = answer.read(2**20).decode("utf-8")
        except HTTPError as error:
            with error:
                raise {404: Gone, 429: RateLimited}.get(error.code, Unavailable)(
                    str(error)
                ) from error
        if "captcha" in text:
            raise Blocked("The site shows a captcha.")
        return str(text)


class TestLanterns(SiteContract):
    query = "lantern"
    ref = "lantern"
    episode = EpisodeId(1, 2)
    pages = PAGES
    provider_class: type[Lanterns] = Lanterns

    def make(self, url: str) -> Lanterns:
        return self.provider_class(url)


class Insists(Lanterns):
    def text(self, path: str) -> str:
        try:
            return super().text(path)
        except Blocked:
            return super().text(path)


class ReadsEveryHit(Lanterns):
    def search(self, query: str) -> Sequence[SearchHit]:
        hits = super().search(query)
        for hit in hits:
            self.text(f"/search?q={hit.ref}")
        return hits


class ReadsEveryEpisode(Lanterns):
    def series(self, ref: str) -> Series:
        series = super().series(ref)
        for _ in series.episodes:
            self.text("/all")
        return series


class ReadsTooMuchToLink(Lanterns):
    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        self.series(ref)
        self.series(ref)
        return super().links(ref, episode)


class ReadsWhatComes(Lanterns):
    def document(self, path: str) -> object:
        text = self.text(path)
        end = text.rfind(",")
        try:
            return json.loads(text)
        except ValueError:
            return json.loads(text[:end] + "}") if path.startswith("/search") and end > 0 else {}


class BelievesAnything(Lanterns):
    def one(self, document: object, name: str, kind: type[T]) -> T:
        value: T = document[name]  # type: ignore[index]
        return value


class ReadsAllSeasons(Lanterns):
    def refresh(self, known: Series, seasons: Collection[int]) -> Series:
        return self.series(known.ref)


class ForgetsSeasons(Lanterns):
    def refresh(self, known: Series, seasons: Collection[int]) -> Series:
        fresh = self.series(known.ref)
        read = tuple(one for one in fresh.episodes if one.id.season in seasons)
        return evolve(fresh, episodes=read)


class ListsTwice(Lanterns):
    def titles(self) -> Sequence[Title]:
        return [*super().titles(), *super().titles()]


class ListsNothing(Lanterns):
    def titles(self) -> Sequence[Title]:
        try:
            return super().titles()
        except ProviderError:
            return []


class MixesKinds(Lanterns):
    def calendar(self) -> Sequence[Release]:
        return self.new_episodes()


class HalfAble(Lanterns):
    hosts = frozenset({"lanterns.example"})


class WithOtherArguments(Lanterns):
    def links(self, ref: str) -> Sequence[Link]:  # type: ignore[override]
        return []


Test = Callable[[TestLanterns, Lanterns], None]
CASES: list[tuple[type[Lanterns], Test]] = [
    (
        Insists,
        lambda case, it: case.test_what_another_try_cannot_mend_is_asked_once(it, Blocked),
    ),
    (ReadsEveryHit, TestLanterns.test_a_search_reads_no_page_for_a_hit),
    (ReadsEveryEpisode, TestLanterns.test_a_series_takes_one_request_and_one_for_each_season),
    (ReadsTooMuchToLink, TestLanterns.test_the_links_of_an_episode_take_two_requests_at_most),
    (ReadsWhatComes, TestLanterns.test_a_page_that_is_cut_gives_everything_or_an_error),
    (
        BelievesAnything,
        lambda case, it: case.test_a_damaged_page_is_no_crash(it, "an empty object"),
    ),
    (ReadsAllSeasons, TestLanterns.test_a_season_is_read_again_and_the_others_stay),
    (ForgetsSeasons, TestLanterns.test_a_season_is_read_again_and_the_others_stay),
    (ForgetsSeasons, TestLanterns.test_an_unknown_season_is_read_without_being_asked_for),
    (ListsTwice, TestLanterns.test_the_whole_list_has_every_series_once),
    (
        ListsNothing,
        lambda case, it: case.test_a_list_of_a_site_in_trouble_is_not_empty(it, LayoutChanged),
    ),
    (MixesKinds, TestLanterns.test_the_calendar_says_what_is_coming),
    (HalfAble, TestLanterns.test_it_can_be_called_as_the_ports_say),
    (WithOtherArguments, TestLanterns.test_it_can_be_called_as_the_ports_say),
]


@pytest.mark.parametrize(
    ("wrong", "test"), CASES, ids=[f"{n}-{case[0].__name__}" for n, case in enumerate(CASES)]
)
def test_a_provider_with_bad_manners_is_caught(wrong: type[Lanterns], test: Test) -> None:
    case = TestLanterns()
    with Hoster() as case.site:
        for path, body in PAGES.items():
            case.site.put(path, body)
        with pytest.raises(
            (AssertionError, ValueError, TypeError, KeyError, pytest.fail.Exception)
        ):
            test(case, wrong(case.site.url("")))
