"""Reading an answer's body: unpacked, never more than a limit, never longer than a time."""

import time
import zlib
from collections.abc import Iterable

from aniworld_core.errors import LayoutChanged, Unavailable

__all__ = ["read_body"]

_AUTO = zlib.MAX_WBITS | 32
"""zlib's own word for: gzip or zlib, whichever the header shows."""
_HEADER = 2
"""Bytes that tell gzip and zlib from a stream without a header (RFC 1950, 2.2; RFC 1952, 2.3.1)."""


def read_body(chunks: Iterable[bytes], coding: str, *, limit: int, deadline: float) -> bytes:
    """Join the chunks of a body and undo its Content-Encoding (none, gzip or deflate).

    ``limit`` is in bytes after unpacking; a small body that unpacks to a huge one is stopped there
    without ever being held. ``deadline`` is a time of the monotonic clock. Raises LayoutChanged for
    a body that is too large or wrongly packed, Unavailable when the time is over.
    """
    unpack = _unpacker(coding)
    parts: list[bytes] = []
    room = limit
    for chunk in chunks:
        if time.monotonic() > deadline:
            raise Unavailable("The answer took too long.", hint="Try again later.")
        part = unpack(chunk, room + 1)
        room -= len(part)
        if room < 0:
            raise LayoutChanged(f"The answer is larger than {limit} bytes; nothing known is.")
        parts.append(part)
    return b"".join(parts)


class _Plain:
    """No packing at all."""

    def __call__(self, data: bytes, room: int) -> bytes:
        return data[:room]


class _Zlib:
    """gzip or deflate; the latter also as some servers send it, without zlib's header."""

    def __init__(self) -> None:
        self._head = b""
        self._decompress: zlib._Decompress | None = None

    def __call__(self, data: bytes, room: int) -> bytes:
        if self._decompress is None:
            data = self._head = self._head + data
            if len(data) < _HEADER:
                return b""
            self._decompress = zlib.decompressobj(_window(data))
        try:
            return self._decompress.decompress(data, room)
        except zlib.error as error:
            raise LayoutChanged("The answer is not packed as it says.") from error


def _window(head: bytes) -> int:
    """Return what zlib has to expect: a header, or none at all."""
    try:
        zlib.decompressobj(_AUTO).decompress(head[:_HEADER])
    except zlib.error:
        return -zlib.MAX_WBITS
    return _AUTO


def _unpacker(coding: str) -> _Plain | _Zlib:
    match coding.strip().lower():
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip" | "deflate":
            return _Zlib()
    # Anything else was not asked for; several layers are the way to hide a bomb.
    raise LayoutChanged(f"The answer is packed as {coding!r}, which was not asked for.")
