"""Forwards connections between loopback and Unix sockets, which hosts of their own network share as files.

Run as ``python -m tools.forward DIRECTORY in|out PORT...``: *out* listens at the sockets and connects to the
ports, *in* listens on the ports and connects to the sockets.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

__all__ = ["main"]

_Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
_Open = Callable[[], Awaitable[_Streams]]


async def main(directory: Path, way: str, ports: list[int]) -> None:
    """Forward until the process is ended; a line on stdout tells that it began."""
    for port in ports:
        await _serve(str(directory / f"{port}.sock"), port, inwards=way == "in")
    print("ready", flush=True)
    await asyncio.Event().wait()


async def _serve(path: str, port: int, *, inwards: bool) -> None:
    if inwards:
        await asyncio.start_server(
            _joining(lambda: asyncio.open_unix_connection(path)), "127.0.0.1", port
        )
    else:
        await asyncio.start_unix_server(
            _joining(lambda: asyncio.open_connection("127.0.0.1", port)), path
        )


def _joining(
    open_other: _Open,
) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):  # whoever is there no longer has closed it
            far_reader, far_writer = await open_other()
            await asyncio.gather(_pass_on(reader, far_writer), _pass_on(far_reader, writer))
        writer.close()

    return join


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], [int(one) for one in sys.argv[3:]]))
