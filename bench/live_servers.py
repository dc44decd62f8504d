"""The servers of the WebSocket benchmarks, each a process, and what only tells them through Redis.

Run as ``python -m bench.live_servers WHO PLAN [RELAY]``. Each prints its address and token as one line of
JSON, and begins to tell when it gets a line:

- ``ours``: our own application;
- ``reference``: ``broadcast`` of the websockets library;
- ``hearing``: our own application, which tells what it hears from the relay;
- ``telling``: no server, but what tells the relay.
"""

import asyncio
import json
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

import aniworld_relays_redis
from aniworld_core.config import parse
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.world import World
from aniworld_web.app import create_app
from aniworld_web.live.encoding import encode, envelope
from aniworld_web.live.telling import tell
from aniworld_web.serving import Serving
from bench.listeners import raise_limit
from bench.live_events import PLANS, Plan
from bench.servers import PASSWORD

__all__: list[str] = []


def ours(plan: Plan, relay: str = "") -> None:
    """Tell by our own application."""
    with _serving(relay) as library:
        for event in plan.events():
            library.emit(event)
        sys.stdin.readline()


def hearing(_: Plan, relay: str) -> None:
    """Tell what comes through the relay."""
    with _serving(relay):
        pass  # it was told to end when it got its line


def telling(plan: Plan, relay: str) -> None:
    """Publish, as a worker without any front end."""
    opened = aniworld_relays_redis.aniworld_open_relay(relay)
    assert opened is not None
    _ready("", "")
    for event in plan.events():
        opened.publish(event)
    sys.stdin.readline()
    opened.close()


def reference(plan: Plan, _: str = "") -> None:
    """Tell by the library's own broadcast: every message to everybody."""
    uvloop.run(_broadcasting(plan))


WHO: dict[str, Callable[..., None]] = {
    "ours": ours,
    "reference": reference,
    "hearing": hearing,
    "telling": telling,
}


@contextmanager
def _serving(relay: str) -> Iterator[Library]:
    """Serve a library until the process is told to begin, and until this is left."""
    with tempfile.TemporaryDirectory() as place:
        config = parse(
            {
                "library": place,
                "data": f"{place}/data",
                "store": "memory:",
                "relay": relay,
                "plugins": {"web": {"download": False}},
            }
        )
        manager = PluginManager()
        manager.add(World(), "world")
        manager.add(aniworld_relays_redis, "redis")
        with Library.open(config, plugins=manager) as library:
            app = create_app(library)
            token = app.state.site.access.set_up(PASSWORD).token
            with Serving(app) as serving:
                _ready(serving.url, token)
                yield library


async def _broadcasting(plan: Plan) -> None:
    clients: set[ServerConnection] = set()

    async def handle(client: ServerConnection) -> None:
        clients.add(client)
        await client.wait_closed()

    loop = asyncio.get_running_loop()
    over = asyncio.Event()

    def emit() -> None:
        for number, event in enumerate(plan.events()):
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
    WHO[sys.argv[1]](PLANS[sys.argv[2]], *sys.argv[3:])
