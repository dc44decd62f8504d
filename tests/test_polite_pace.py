"""Hosters that ask for a rest get it: nobody asks them meanwhile, one at a time else, others go on (T6)."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Self

import pytest

from aniworld_core import hookimpl
from aniworld_core.config import Config, parse
from aniworld_core.entities import GER_DUB, EpisodeId, Link, Stream, StreamKind, Wanted
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.ports import Downloader, Resolver
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import World
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool

EPISODES = 6
REST = 3
"""Seconds that the hoster asks for."""

Refusal = Callable[[], tuple[int, dict[str, str]]]


class Guarded:
    """A hoster that refuses its first requests, and counts all of them."""

    def __init__(self, film: bytes, refusals: Iterable[Refusal] = ()) -> None:
        self._film = film
        self._refusals = list(refusals)
        self._lock = Lock()
        self._now = self.most = 0
        self.refused: list[float] = []
        self.asked: list[float] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def url(self, episode: EpisodeId) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/{episode}.mp4"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hoster = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hoster.answer(self)

            def log_message(self, *_: object) -> None:
                """Keep the output of the tests clean."""

        return Handler

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self.asked.append(time.monotonic())
            refusal = self._refusals.pop(0) if self._refusals else None
            self._now += 1
            self.most = max(self.most, self._now)
        status, headers = (200, {}) if refusal is None else refusal()
        body = self._film if refusal is None else b""
        request.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            request.send_header(name, value)
        request.send_header("Content-Type", "video/mp4")
        request.end_headers()
        time.sleep(0.1)
        with self._lock:  # before the last byte: who has that may ask again at once
            self._now -= 1
            if refusal is not None:
                self.refused.append(time.monotonic())
        request.wfile.write(body)


class Direct:
    """A resolver for addresses of files."""

    name = "direct"

    def accepts(self, link: Link) -> bool:
        return link.url.endswith(".mp4")

    def resolve(self, link: Link, wanted: Wanted) -> Stream:
        return Stream(url=link.url, kind=StreamKind.FILE, local_allowed=link.local_allowed)


class Real(World):
    """A catalogue in memory, with the real downloader behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.pool = Pool()

    @hookimpl
    def aniworld_resolvers(self) -> Iterable[Resolver]:  # type: ignore[override]
        return [Direct()]

    @hookimpl
    def aniworld_downloaders(self) -> Iterable[Downloader]:  # type: ignore[override]
        return [YtdlpDownloader(Options(retries=0), self.pool)]


@pytest.fixture
def world() -> Iterator[Real]:
    world = Real()
    yield world
    world.pool.close()


def in_seconds() -> tuple[int, dict[str, str]]:
    return 429, {"Retry-After": str(REST)}


def at_a_date() -> tuple[int, dict[str, str]]:
    # Dates are whole seconds: one more, so that it is no less than the rest after all.
    until = datetime.now(UTC) + timedelta(seconds=REST + 1)
    return 429, {"Retry-After": format_datetime(until, usegmt=True)}


def unavailable() -> tuple[int, dict[str, str]]:
    return 503, {"Retry-After": str(REST)}


@pytest.mark.needs("ffmpeg")
@pytest.mark.parametrize("refusal", [in_seconds, at_a_date, unavailable])
def test_who_asks_for_a_rest_has_it_while_others_go_on(
    world: Real, tmp_path: Path, film: bytes, refusal: Refusal
) -> None:
    ids = [EpisodeId(1, number) for number in range(1, EPISODES + 1)]
    with (
        Guarded(film, [refusal]) as strict,
        Guarded(film) as easy,
        Library.open(_config(tmp_path), plugins=_plugins(world)) as library,
    ):
        world.series["show"] = show(*ids)
        for id in ids:
            name, hoster = ("VOE", strict) if id.number % 2 else ("Vidoza", easy)
            world.links[id] = [
                Link(hoster=name, language=GER_DUB, url=hoster.url(id), local_allowed=True)
            ]
        library.catalog.add("show")
        library.queue.add("show")
        result = library.downloads.work()
        items = library.queue.page()
    assert result.finished == EPISODES, [item.reason for item in items]
    (refused,) = strict.refused
    later = [asked for asked in strict.asked if asked > refused]
    assert min(later) - refused >= REST - 0.2, "it was asked before its time"
    assert len(strict.asked) <= EPISODES // 2 + 1
    assert len(easy.asked) == EPISODES // 2
    assert any(refused < asked < min(later) for asked in easy.asked), "the other hoster waited, too"
    assert (strict.most, easy.most) == (1, 1)


def _config(tmp_path: Path) -> Config:
    root = tmp_path / "library"
    root.mkdir()
    downloads = {"reserve": 0, "patience": 30.0, "workers": 4, "per_hoster": 1, "backoff": 0.2}
    return parse(
        {
            "library": str(root),
            "data": str(tmp_path / "data"),
            "store": "memory:",
            "downloads": downloads,
        }
    )


def _plugins(world: World) -> PluginManager:
    manager = PluginManager()
    manager.register(world)
    return manager
