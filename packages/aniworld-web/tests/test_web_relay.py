"""What another process does is told live: by the WebSocket, the queue and the pages; counted only there."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from aniworld_core.config import parse
from aniworld_core.entities import EpisodeId, Series, SeriesKey
from aniworld_core.events import (
    DownloadFinished,
    DownloadProgress,
    DownloadStarted,
    QueuePaused,
    QueueResumed,
)
from aniworld_core.library import Library
from aniworld_core.memory import MemoryExchange
from aniworld_core.plugins import PluginManager
from aniworld_core.ports import Relay
from aniworld_core.services.settings import Settings
from aniworld_core.testing.watching import Heard, eventually
from aniworld_core.testing.world import World
from aniworld_web.live import scribe
from aniworld_web.reload import change
from aniworld_web.serving import Serving
from aniworld_web.site import Site

FERN, EPISODE = SeriesKey("fern"), EpisodeId(1, 1)
STARTED = DownloadStarted(id=1, key=FERN, episode=EPISODE)
FINISHED = DownloadFinished(id=1, key=FERN, episode=EPISODE, path="Fern.mkv", size=1000)


@pytest.fixture
def exchange() -> MemoryExchange:
    return MemoryExchange()


@pytest.fixture
def other(exchange: MemoryExchange) -> Relay:
    """Return the relay of another process."""
    return exchange.relay()


@pytest.fixture
def library(
    world: World, root: Path, tmp_path: Path, exchange: MemoryExchange
) -> Iterator[Library]:
    config = parse(
        {
            "library": str(root),
            "data": str(tmp_path / "data"),
            "store": "memory:",
            "downloads": {"reserve": 0, "backoff": 0.0, "patience": 0.0},
            "plugins": {"web": {"download": False}},
        }
    )
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(config, plugins=manager, relay=exchange.relay()) as library:
        yield library


def progress(received: int) -> DownloadProgress:
    return DownloadProgress(
        id=1, key=FERN, episode=EPISODE, received=received, total=1000, speed=1e6, eta=3.0
    )


@contextmanager
def listening(url: str, token: str, *rooms: str, **replay: object) -> Iterator[ClientConnection]:
    with connect(
        f"{url.replace('http', 'ws', 1)}/ws/connect",
        origin=Origin(url),
        additional_headers={"Cookie": f"aniworld_session={token}"},
        proxy=None,
    ) as connection:
        for room in rooms:
            connection.send(json.dumps({"action": "join", "room": room}))
            hear(connection, "joined")
        if replay:
            connection.send(json.dumps({"action": "replay", **replay}))
        yield connection


def hear(connection: ClientConnection, *types: str) -> Any:
    while True:
        message = json.loads(connection.recv(timeout=10))
        if message["type"] in types:
            return message


def test_a_download_elsewhere_is_told_live(url: str, token: str, other: Relay) -> None:
    with listening(url, token, "download_progress", "downloads") as connection:
        other.publish(STARTED)
        other.publish(progress(500))
        while (told := hear(connection, "download_progress")["data"])["received"] == 0:
            pass
        assert (told["percent"], told["speed_mbps"]) == (50.0, 8.0)
        other.publish(FINISHED)
        assert hear(connection, "download_complete")["data"]["path"] == "Fern.mkv"


def test_its_speed_is_known_here(url: str, site: Site, other: Relay) -> None:
    other.publish(progress(500))
    assert eventually(lambda: site.speeds.of(1), bool) == progress(500)


def test_what_the_other_counts_is_not_counted_twice(
    client: httpx.Client, site: Site, other: Relay, library: Library
) -> None:
    other.publish(FINISHED)
    library.emit(FINISHED)
    assert b'aniworld_downloads_total{result="finished"} 1.0' in site.meters.text()


def test_changed_settings_keep_the_relay_and_each_event_is_still_told_once(
    url: str, token: str, site: Site, other: Relay, tmp_path: Path
) -> None:
    site.settings, heard, before = Settings(tmp_path / "config.toml"), Heard(), site.library
    data = {"plugins": {"web": {"download": False}}, "store": "memory:", "relay": "redis://else"}
    site.load = lambda: parse({"data": str(tmp_path / "data"), **data})
    other.subscribe(heard)
    with listening(url, token, "downloads") as connection:
        done = change(site, lambda settings: settings.set("downloads.workers", "7"))
        assert "relay" in done.restart_needed
        assert site.library is not before
        assert site.library.relay is before.relay
        other.publish(FINISHED)
        before.emit(progress(500))  # what ran goes on to tell
        site.library.emit(progress(600))
        assert len(heard.wait(DownloadProgress, 2)) == 2
        other.publish(FINISHED)
        hear(connection, "download_complete")
        hear(connection, "download_complete")
        with pytest.raises(TimeoutError):
            connection.recv(timeout=0.5)


def test_a_pause_elsewhere_is_told_at_once(
    url: str, token: str, library: Library, other: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scribe, "_LOOK", 3600.0)  # nobody sees it by looking
    with listening(url, token, "queue") as connection:
        library.store.queue.pause()
        other.publish(QueuePaused())
        while not hear(connection, "queue_status")["data"]["is_paused"]:
            pass
        library.store.queue.resume()
        other.publish(QueueResumed())
        assert not hear(connection, "queue_status")["data"]["is_paused"]


@pytest.mark.usefixtures("url")
def test_a_queue_that_goes_on_elsewhere_goes_on_here(
    site: Site, library: Library, other: Relay, fern: Series
) -> None:
    heard = Heard()
    library.emit.add(heard)
    library.store.series.put(fern)
    library.queue.add("fern", [EPISODE])
    library.store.queue.pause()
    site.runner.start()
    with pytest.raises(AssertionError):
        heard.wait(DownloadStarted, within=0.5)
    library.store.queue.resume()
    other.publish(QueueResumed())
    heard.wait(DownloadStarted, within=10)  # by itself it would look after half a minute


def test_after_its_end_nothing_is_heard(app: Starlette, site: Site, other: Relay) -> None:
    with Serving(app):
        pass
    other.publish(progress(500))
    assert site.speeds.of(1) is None


@pytest.mark.parametrize("epoch", [None, "of another process"], ids=["unnamed", "named"])
def test_a_number_of_another_process_brings_a_snapshot(
    url: str, token: str, site: Site, other: Relay, epoch: str | None
) -> None:
    """A proxy may lead a client to another process when it comes back, with a number that is near by."""
    with listening(url, token, "download_progress") as connection:
        for received in (100, 200):
            other.publish(progress(received))
            hear(connection, "download_progress")
        own = site.hub.feed.head
        number = own - 1 if epoch is None else own
        assert site.hub.feed.holds(own)
    named = {"rooms": ["download_progress"], "epoch": epoch}
    with listening(url, token, seq=number, **named) as again:
        snapshot = hear(again, "snapshot", "download_progress")
        assert snapshot["type"] == "snapshot"
        assert snapshot["data"]["downloads"][0]["received"] == 200
