"""Sends requests over many connections and tells how many a second were answered, and how late."""

import asyncio
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from attrs import frozen

__all__ = ["Load", "load"]


@frozen(kw_only=True)
class Load:
    """What came of it: requests a second, and the latency in seconds that 99 of 100 kept."""

    rate: float
    p99: float


def load(
    url: str,
    headers: Mapping[str, str],
    *,
    status: int = 200,
    connections: int = 50,
    seconds: float = 3.0,
    until: Callable[[], bool] | None = None,
) -> Load:
    """Ask for one address over and over, each connection as soon as it has its answer.

    Lasts so many ``seconds``, or ``until`` something is so. Every answer has to have the ``status``.
    """
    request = _request(url, headers)
    times = asyncio.run(_all(url, request, status, connections, seconds, until))
    latencies = sorted(later - earlier for one in times for earlier, later in one)
    first = min(one[0][0] for one in times)
    last = max(one[-1][1] for one in times)
    return Load(rate=len(latencies) / (last - first), p99=latencies[int(len(latencies) * 0.99)])


def _request(url: str, headers: Mapping[str, str]) -> bytes:
    parts = urlsplit(url)
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    lines = [f"GET {target} HTTP/1.1", f"Host: {parts.netloc}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


async def _all(
    url: str,
    request: bytes,
    status: int,
    connections: int,
    seconds: float,
    until: Callable[[], bool] | None,
) -> list[list[tuple[float, float]]]:
    end = time.perf_counter() + seconds
    over = until or (lambda: time.perf_counter() >= end)
    parts = urlsplit(url)
    tasks = [
        _ask(str(parts.hostname), int(parts.port or 80), request, status, over)
        for _ in range(connections)
    ]
    return await asyncio.gather(*tasks)


async def _ask(
    host: str, port: int, request: bytes, status: int, over: Callable[[], bool]
) -> list[tuple[float, float]]:
    reader, writer = await asyncio.open_connection(host, port)
    times: list[tuple[float, float]] = []
    while not times or not over():
        begin = time.perf_counter()
        writer.write(request)
        await _answer(reader, status)
        times.append((begin, time.perf_counter()))
    writer.close()
    await writer.wait_closed()
    return times


async def _answer(reader: asyncio.StreamReader, status: int) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if int(head[9:12]) != status:
        raise RuntimeError(f"answered {head.decode('latin-1')}")
    _, found, rest = head.partition(b"\r\ncontent-length:")
    if found:
        await reader.readexactly(int(rest.partition(b"\r\n")[0]))
