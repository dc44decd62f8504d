"""Cancel, pause and stop are felt within two seconds, whatever a hoster does; no child stays at work."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aniworld_core import hookimpl
from aniworld_core.config import parse
from aniworld_core.entities import GER_DUB, EpisodeId, Link, QueueState, Stream, StreamKind, Wanted
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.ports import Downloader, Resolver
from aniworld_core.testing import Hoster
from aniworld_core.testing.arrange import files, show
from aniworld_core.testing.watching import eventually
from aniworld_core.testing.world import World
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool
from aniworld_downloaders_ytdlp.resolver import YtdlpResolver

pytestmark = [
    pytest.mark.needs("ffmpeg"),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc"),
]

ID = EpisodeId(1, 1)
LIMIT = 2.0
"""Seconds that a stop may take."""

Act = Callable[[Library, threading.Event], object]

ACTS: dict[str, Act] = {
    "stop": lambda _, stop: stop.set(),
    "pause the queue": lambda library, _: library.queue.pause(),
    "pause the item": lambda library, _: library.queue.pause(library.queue.page()[0].id),
    "cancel the item": lambda library, _: library.queue.remove(library.queue.page()[0].id),
}


class Direct:
    """A resolver for addresses of files."""

    name = "direct"

    def accepts(self, link: Link) -> bool:
        return link.url.endswith((".mp4", ".m3u8"))

    def resolve(self, link: Link, wanted: Wanted) -> Stream:
        kind = StreamKind.HLS if link.url.endswith(".m3u8") else StreamKind.FILE
        return Stream(url=link.url, kind=kind, local_allowed=link.local_allowed)


class Real(World):
    """A catalogue in memory, with the real resolver and downloader behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.pool = Pool()

    @hookimpl
    def aniworld_resolvers(self) -> Iterable[Resolver]:  # type: ignore[override]
        return [Direct(), YtdlpResolver(Options(), self.pool)]

    @hookimpl
    def aniworld_downloaders(self) -> Iterable[Downloader]:  # type: ignore[override]
        return [YtdlpDownloader(Options(), self.pool)]

    def at(self, url: str) -> None:
        """Let the episode be at an address."""
        link = Link(hoster="VOE", language=GER_DUB, url=url, local_allowed=True)
        self.links[ID] = [link]


@pytest.fixture
def hoster() -> Iterator[Hoster]:
    with Hoster() as hoster:
        yield hoster


@pytest.fixture
def world() -> Iterator[Real]:
    world = Real()
    world.series["show"] = show(ID)
    yield world
    world.pool.close()


@pytest.fixture
def library(tmp_path: Path, world: Real) -> Iterator[Library]:
    root = tmp_path / "library"
    root.mkdir()
    config = parse(
        {
            "library": str(root),
            "data": str(tmp_path / "data"),
            "store": "memory:",
            "downloads": {"reserve": 0, "patience": 0.0, "workers": 1},
        }
    )
    manager = PluginManager()
    manager.register(world)
    with Library.open(config, plugins=manager) as library:
        library.catalog.add("show")
        library.queue.add("show")
        yield library


def dripping(hoster: Hoster, film: bytes) -> str:
    return hoster.put("/v.mp4", film, headers={"ETag": '"one"'}, ranges=True, pace=100_000)


def silent(hoster: Hoster, _: bytes) -> str:
    return hoster.put_endless("/v.mp4", b"\0\0\0\x18ftypisom" + bytes(200_000))


def hanging(hoster: Hoster, _: bytes) -> str:
    return hoster.put_endless("/e/page")


def in_pieces(hoster: Hoster, _: bytes) -> str:
    hoster.put_endless("/piece.ts", bytes(100_000))
    lines = ("#EXTM3U", "#EXT-X-TARGETDURATION:6", "#EXTINF:6,", "piece.ts", "#EXT-X-ENDLIST")
    return hoster.put("/v.m3u8", "\n".join(lines))


def at_work(world: Real) -> list[int]:
    """List the children that have a job, and live."""
    return [worker.pid for worker in world.pool._busy if Path(f"/proc/{worker.pid}").exists()]


@pytest.mark.parametrize(
    ("serve", "act"),
    [
        *((dripping, act) for act in ACTS),
        *((serve, act) for serve in (silent, in_pieces, hanging) for act in list(ACTS)[:2]),
    ],
)
def test_a_stop_is_felt_at_once(
    library: Library,
    world: Real,
    hoster: Hoster,
    film: bytes,
    serve: Callable[[Hoster, bytes], str],
    act: str,
) -> None:
    world.at(serve(hoster, film))
    stop = threading.Event()
    with ThreadPoolExecutor(1) as threads:
        work = threads.submit(library.downloads.work, stop)
        eventually(lambda: (hoster.asked, at_work(world)), all)
        threading.Event().wait(0.3)  # into the middle of it
        begun = time.monotonic()
        ACTS[act](library, stop)
        result = work.result(30)
    assert time.monotonic() - begun < LIMIT
    assert (result.finished, result.failed) == (0, 0)
    if serve is not hanging:  # a page is read to its end by a child that nobody listens to
        assert at_work(world) == []
    items = library.queue.page()
    states = [(item.state, item.attempts) for item in items]
    expected = {"pause the item": [(QueueState.PAUSED, 0)], "cancel the item": []}
    assert states == expected.get(act, [(QueueState.QUEUED, 0)])


def test_a_paused_queue_goes_on_where_it_was(
    library: Library, world: Real, hoster: Hoster, film: bytes
) -> None:
    world.at(dripping(hoster, film))
    with ThreadPoolExecutor(1) as threads:
        work = threads.submit(library.downloads.work)
        eventually(lambda: list(library.config.root.glob(".aniworld/incomplete/*/*/*.json")), bool)
        library.queue.pause()
        assert work.result(LIMIT).paused
    hoster.put("/v.mp4", film, headers={"ETag": '"one"'}, ranges=True)
    library.queue.resume()
    assert library.downloads.work().finished == 1
    asked = [headers.get("Range") for headers in hoster.headers]
    assert asked[0] is None
    assert asked[-1] is not None, "the beginning was fetched a second time"
    assert hoster.headers[-1].get("If-Range") == '"one"'
    (path,) = files(library.config.root)
    assert (library.config.root / path).read_bytes() == film
