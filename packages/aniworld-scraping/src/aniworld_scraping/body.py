"""Reading an answer's body: unpacked, never more than a limit, never longer than a time."""

import time
import zlib
from collections.abc import Iterable

from aniworld_core.errors import LayoutChanged, Unavailable

__all__ = ["read_body"]

_AUTO = zlib.MAX_WBITS | 32
"""zlib's own word for: gzip or zlib, whichever the header shows."""


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
            raise LayoutChanged(f"The answer is larger than {limit} bytes; no known page is.")
        parts.append(part)
    return b"".join(parts)


class _Plain:
    """No packing at all."""

    def __call__(self, data: bytes, room: int) -> bytes:
        return data[:room]


class _Zlib:
    """gzip or deflate; the latter also as some servers send it, without zlib's header."""

    def __init__(self) -> None:
        self._decompress = zlib.decompressobj(_AUTO)
        self._begun = False

    def __call__(self, data: bytes, room: int) -> bytes:
        try:
            part = self._decompress.decompress(data, room)
        except zlib.error as error:
            if self._begun:
                raise _wrongly_packed() from error
            self._decompress = zlib.decompressobj(-zlib.MAX_WBITS)
            part = self._raw(data, room)
        self._begun = self._begun or bool(data)
        return part

    def _raw(self, data: bytes, room: int) -> bytes:
        try:
            return self._decompress.decompress(data, room)
        except zlib.error as error:
            raise _wrongly_packed() from error


def _unpacker(coding: str) -> _Plain | _Zlib:
    match coding.strip().lower():
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip" | "deflate":
            return _Zlib()
    # Anything else was not asked for; several layers are the way to hide a bomb.
    raise LayoutChanged(f"The answer is packed as {coding!r}, which was not asked for.")


def _wrongly_packed() -> LayoutChanged:
    return LayoutChanged("The answer is not packed as it says.")
