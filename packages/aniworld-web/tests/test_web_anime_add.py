"""Series are searched for on every site, and added by link or key."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from attrs import define, evolve, field, frozen

from aniworld_core import hookimpl
from aniworld_core.entities import EpisodeId, Link, SearchHit, Series, SeriesKey
from aniworld_core.errors import Blocked, Gone, LayoutChanged, RateLimited, Unavailable
from aniworld_core.library import Library
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import World


@frozen
class OtherSite:
    """A second catalogue, which uses the slugs of the first and some of its own."""

    name: str = "other"

    def search(self, query: str) -> Sequence[SearchHit]:
        refs = ("fern", "F%C3%BCrn", "\u30d5\u30a7\u30eb\u30f3")
        return [SearchHit(provider=self.name, ref=ref, title=f"{ref} {query}") for ref in refs]

    def series(self, ref: str) -> Series:
        return evolve(show(key="fern"), provider=self.name, ref=ref)

    def links(self, ref: str, episode: EpisodeId) -> Sequence[Link]:
        return ()

    @hookimpl
    def aniworld_providers(self) -> "list[OtherSite]":
        return [self]


@define(eq=False)
class SlowSite:
    """A catalogue that does not answer before it is told to; ``asked`` counts who waits for it."""

    name: str = "slow"
    asked: threading.Semaphore = field(factory=lambda: threading.Semaphore(0))
    answer: threading.Event = field(factory=threading.Event)

    def search(self, query: str) -> Sequence[SearchHit]:
        self.asked.release()
        self.answer.wait()
        return ()

    @hookimpl
    def aniworld_providers(self) -> "list[SlowSite]":
        return [self]


def problem(answer: httpx.Response) -> str:
    """Return the kind of a problem."""
    assert answer.headers["content-type"] == "application/problem+json"
    kind: str = answer.json()["type"]
    return kind.removeprefix("urn:aniworld:error:")


def test_a_site_that_fails_costs_the_others_nothing(
    client: httpx.Client, library: Library, world: World
) -> None:
    library.plugins.manager.add(OtherSite(), "other")
    world.provider_error = Unavailable("The site is down.", hint="Try again later.")
    answered = client.post("/api/anime/search", json={"query": "fern"})
    assert answered.status_code == 200
    site, other = answered.json()["answers"]
    assert site == {
        "site": "site",
        "hits": [],
        "problem": {
            "type": "urn:aniworld:error:unavailable",
            "detail": "The site is down.",
            "hint": "Try again later.",
        },
    }
    assert [hit["ref"] for hit in other["hits"]] == [
        "fern",
        "F%C3%BCrn",
        "\u30d5\u30a7\u30eb\u30f3",
    ]
    assert other["problem"] is None


def test_a_hit_tells_whether_it_is_there_already(client: httpx.Client, library: Library) -> None:
    library.plugins.manager.add(OtherSite(), "other")

    def known() -> dict[str, list[str | None]]:
        answers = client.post("/api/anime/search", json={"query": "fern"}).json()["answers"]
        return {one["site"]: [hit["key"] for hit in one["hits"]] for one in answers}

    assert known() == {"site": [None], "other": [None, None, None]}
    library.catalog.add("fern", provider="site")
    assert known() == {"site": ["fern"], "other": [None, None, None]}
    library.catalog.add("fern", provider="other")
    library.store.series.put(evolve(show(key="fuern"), provider="other", ref="F%C3%BCrn"))
    assert known() == {"site": ["fern"], "other": ["fern-other", "fuern", None]}


def test_a_search_for_nothing_is_refused(client: httpx.Client) -> None:
    wrong: list[object] = [
        {"query": ""},
        {"query": "x" * 301},
        {},
        {"query": 1},
        {"query": "a", "b": 1},
        [],
    ]
    for body in wrong:
        assert problem(client.post("/api/anime/search", json=body)) == "invalid-request"
    for query in (" ", "\u0000", "a\nb"):
        refused = client.post("/api/anime/search", json={"query": query})
        assert (refused.status_code, problem(refused)) == (422, "invalid-value")
    assert client.post("/api/anime/search", content=b'{"query": "fern"}').status_code == 415


def test_a_link_or_a_key_is_added(client: httpx.Client, world: World, library: Library) -> None:
    world.offer(show(EpisodeId(1, 1), key="moss"))
    for key, text in {"fern": "https://catalogue.test/anime/fern", "moss": "moss"}.items():
        added = client.post("/api/v1/anime/add", json={"link": text})
        assert added.status_code == 201
        assert added.headers["location"] == f"/api/v1/anime/{key}"
        assert client.get(added.headers["location"]).json() == added.json()
    assert [one.key for one in library.catalog.page()] == ["fern", "moss"]


def test_what_is_there_already_is_named_by_its_key(client: httpx.Client) -> None:
    body = {"link": "fern", "folder": "Fern (2013)"}
    assert client.post("/api/anime/add", json=body).json()["folder"] == "Fern (2013)"
    again = client.post("/api/anime/add", json={"link": "https://catalogue.test/fern"})
    assert (again.status_code, problem(again)) == (409, "already-there")
    assert again.json()["key"] == "fern"


def test_a_folder_has_one_series(client: httpx.Client, library: Library) -> None:
    library.store.series.put(evolve(show(key="moss"), folder="Green"))
    taken = client.post("/api/anime/add", json={"link": "fern", "folder": "Green"})
    assert (taken.status_code, taken.json()["key"]) == (409, "moss")


def test_what_cannot_be_added_is_refused(client: httpx.Client, library: Library) -> None:
    refused: dict[str, dict[str, str]] = {
        "invalid-key": {"link": "Not A Key"},
        "gone": {"link": "unknown"},
        "invalid-value": {"link": "https://evil.test/fern"},
        "invalid-request": {"link": ""},
    }
    for kind, body in refused.items():
        assert problem(client.post("/api/anime/add", json=body)) == kind
    for link in ("https://catalogue.test:80@evil.test/fern", "file:///etc/passwd", "a://\u0000"):
        assert problem(client.post("/api/anime/add", json={"link": link})) == "invalid-value"
    for folder in ("../out", "/etc", "a\\b", "C:/a", "a/b/c", "x\u0000", ".hidden"):
        answer = client.post("/api/anime/add", json={"link": "fern", "folder": folder})
        assert (answer.status_code, problem(answer)) == (422, "invalid-value")
    unknown = client.post("/api/anime/add", json={"link": "fern", "provider": "nobody"})
    assert problem(unknown) == "invalid-value"
    assert library.catalog.page() == []


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Unavailable("Down."), 503),
        (RateLimited("Slower."), 503),
        (Blocked("A captcha."), 502),
        (LayoutChanged("Unknown page."), 502),
        (Gone("Not here."), 404),
        (ZeroDivisionError("a fault of the plugin"), 503),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_a_site_answers_is_told(
    client: httpx.Client, world: World, error: Exception, status: int
) -> None:
    world.provider_error = error
    assert client.post("/api/anime/add", json={"link": "fern"}).status_code == status


def test_searches_that_wait_leave_the_others_their_threads(
    client: httpx.Client, connect: Callable[..., httpx.Client], library: Library
) -> None:
    slow = SlowSite()
    library.plugins.manager.add(slow, "slow")
    waiting = connect(**client.headers)
    waiting.timeout = httpx.Timeout(60, pool=None)
    with ThreadPoolExecutor(max_workers=60) as threads:
        for _ in range(60):
            threads.submit(waiting.post, "/api/anime/search", json={"query": "fern"})
        try:
            for _ in range(8):
                assert slow.asked.acquire(timeout=30)
            assert client.get("/api/anime", timeout=30).status_code == 200
            assert not slow.asked.acquire(blocking=False)
        finally:
            slow.answer.set()


def test_who_may_only_read_adds_nothing(
    reader: httpx.Client, stranger: httpx.Client, library: Library
) -> None:
    assert reader.post("/api/anime/search", json={"query": "fern"}).status_code == 200
    refused = reader.post("/api/anime/add", json={"link": "fern"})
    assert (refused.status_code, problem(refused)) == (403, "not-allowed")
    assert stranger.post("/api/anime/add", json={"link": "fern"}).status_code == 401
    assert library.store.series.get(SeriesKey("fern")) is None


def test_what_is_on_the_disk_already_is_not_missing(client: httpx.Client, root: Path) -> None:
    season = root / "Fern (2013)" / "Season 01"
    season.mkdir(parents=True)
    (season / "Fern - Folge 2.mp4").write_bytes(b"video" * 10_000)
    client.post("/api/anime/add", json={"link": "fern"})
    added = client.get("/api/anime/fern").json()
    assert added["folder"] == "Fern (2013)"
    assert {one["episode"]: one["state"] for one in added["episodes"]}["S01E002"] == "on-disk"
