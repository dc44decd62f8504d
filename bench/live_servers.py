"""The two sides of the WebSocket benchmark, each a process: ours, and broadcast of the websockets library.

Each prints its address and token as one line of JSON, and begins to tell when it gets a line.
"""

import asyncio
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

from aniworld_core.config import parse
from aniworld_core.entities import EpisodeId, SeriesKey
from aniworld_core.events import DownloadFinished, DownloadProgress
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.world import World
from aniworld_web.app import create_app
from aniworld_web.live.encoding import encode, envelope
from aniworld_web.live.telling import tell
from aniworld_web.serving import Serving
from bench.listeners import raise_limit
from bench.servers import PASSWORD

__all__ = ["FINALS", "SECONDS"]

SECONDS = 5
_RATE = 200
_DOWNLOADS = 20
_FINAL_EVERY = 10
FINALS = SECONDS * _RATE // _FINAL_EVERY
"""How many final states every client has to hear of."""


def events() -> Iterator[DownloadProgress | DownloadFinished]:
    """Yield what happens at its time; the size of what is finished is when that was, in microseconds."""
    begin = time.monotonic()
    for number in range(SECONDS * _RATE):
        time.sleep(max(0.0, begin + number / _RATE - time.monotonic()))
        key, episode = SeriesKey("attack-on-titan"), EpisodeId(1, 1)
        if number % _FINAL_EVERY:
            yield DownloadProgress(
                id=number % _DOWNLOADS,
                key=key,
                episode=episode,
                received=number,
                total=10**6,
                speed=1e6,
                eta=60.0,
            )
        else:
            now = time.time_ns() // 1000
            yield DownloadFinished(
                id=1000 + number, key=key, episode=episode, path="Titan/S01E01.mkv", size=now
            )


def ours() -> None:
    """Tell by our own application."""
    with tempfile.TemporaryDirectory() as place:
        config = parse(
            {
                "library": place,
                "data": f"{place}/data",
                "store": "memory:",
                "plugins": {"web": {"download": False}},
            }
        )
        manager = PluginManager()
        manager.add(World(), "world")
        with Library.open(config, plugins=manager) as library:
            app = create_app(library)
            token = app.state.site.access.set_up(PASSWORD).token
            with Serving(app) as serving:
                _ready(serving.url, token)
                for event in events():
                    library.emit(event)
                sys.stdin.readline()


async def reference() -> None:
    """Tell by the library's own broadcast: every message to everybody."""
    clients: set[ServerConnection] = set()

    async def handle(client: ServerConnection) -> None:
        clients.add(client)
        await client.wait_closed()

    loop = asyncio.get_running_loop()
    over = asyncio.Event()

    def emit() -> None:
        for number, event in enumerate(events()):
            told = tell(event, lambda _: None)
            assert told is not None
            text = envelope(told.name, number, datetime.now(UTC), encode(told.data))
            loop.call_soon_threadsafe(broadcast, clients, text)
        sys.stdin.readline()
        loop.call_soon_threadsafe(over.set)

    async with serve(handle, "127.0.0.1", 0, compression=None) as server:
        port = server.sockets[0].getsockname()[1]
        await asyncio.to_thread(_ready, f"http://127.0.0.1:{port}", "")
        threading.Thread(target=emit).start()
        await over.wait()


def _ready(url: str, token: str) -> None:
    print(json.dumps({"url": url, "token": token}), flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    raise_limit()
    if sys.argv[1] == "ours":
        ours()
    else:
        uvloop.run(reference())
