"""Many WebSocket clients in one process, which do no more than notice what is final.

Run as ``python -m bench.listeners URL TOKEN CLIENTS FINALS``: prints when all are connected, and in the end,
as JSON, how many clients heard everything and the milliseconds that half and 99 of 100 final states took at
most.
"""

import asyncio
import json
import re
import resource
import sys
import time
from typing import cast
from urllib.parse import urlsplit

import uvloop

__all__ = ["raise_limit"]

_FINAL = re.compile(rb'"type":"download_complete".*?"size":(\d+)\}')
_REQUEST = (
    "GET /ws/connect HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nAuthorization: Bearer {token}\r\n"
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
_PATIENCE = 60


def raise_limit() -> None:
    """Let this process have as many connections as the system allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class _Listener(asyncio.Protocol):
    """One client: the handshake, its wishes, then counting."""

    def __init__(self, request: bytes, finals: int) -> None:
        self._request = request
        self._finals = finals
        self._rest = b""
        self._joined = False
        loop = asyncio.get_running_loop()
        self.connected: asyncio.Future[None] = loop.create_future()
        self.done: asyncio.Future[None] = loop.create_future()
        self.took: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a WebSocket."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but name
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Notice what is final, and how long it took."""
        self._rest += data
        if not self.connected.done():
            if b"\r\n\r\n" not in self._rest:
                return
            assert b" 101 " in self._rest[:20], self._rest
            self._transport.write(_frame({"action": "batch"}))
            self._transport.write(_frame({"action": "join", "room": "download_progress"}))
            self.connected.set_result(None)
        now = time.time_ns() // 1000
        end = 0
        for match in _FINAL.finditer(self._rest):
            self.took.append((now - int(match[1])) / 1000)
            end = match.end()
        # What is not final is not looked at again, but the beginning of a message may be among it.
        self._rest = self._rest[max(end, len(self._rest) - 1024) :]
        if len(self.took) >= self._finals and not self.done.done():
            self.done.set_result(None)


def _frame(message: object) -> bytes:
    """Return a text frame of a client; its mask is 0, which changes nothing."""
    text = json.dumps(message).encode()
    return bytes([0x81, 0x80 | len(text)]) + bytes(4) + text


async def _listen(url: str, token: str, count: int, finals: int) -> None:
    place = urlsplit(url)
    assert place.hostname
    assert place.port
    request = _REQUEST.format(host=place.netloc, token=token).encode()
    loop = asyncio.get_running_loop()
    listeners = []
    for _ in range(count):
        _, one = await loop.create_connection(
            lambda: _Listener(request, finals), place.hostname, place.port
        )
        await one.connected
        listeners.append(one)
    print("ready", flush=True)
    await asyncio.wait([one.done for one in listeners], timeout=_PATIENCE)
    took = sorted(ms for one in listeners for ms in one.took)
    whole = sum(len(one.took) == finals for one in listeners)
    half, nearly_all = (took[int(len(took) * part)] for part in (0.5, 0.99))
    print(json.dumps({"whole": whole, "p50": half, "p99": nearly_all}), flush=True)


if __name__ == "__main__":
    raise_limit()
    uvloop.run(_listen(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
