"""Cover images: a tiny picture of one colour a series."""

import re
import struct
import zlib

from aniworld_demo.answers import Answer
from aniworld_demo.catalogue import shows

__all__ = ["cover", "cover_path"]

_PATH = re.compile(r"(?P<slug>.+)-stream-cover_(?P<width>\d{2,3})x(?P<height>\d{2,3})\.png")


def cover_path(slug: str, size: str) -> str:
    """Return the address of a cover; the site has it as 220x330, 150x225, 200x300 and 800x300."""
    return f"/public/img/cover/{slug}-stream-cover_{size}.png"


def cover(name: str) -> Answer | None:
    """Return the picture behind the last part of :func:`cover_path`, or None."""
    match = _PATH.fullmatch(name)
    if match is None or match["slug"] not in shows():
        return None
    hue = zlib.crc32(match["slug"].encode())
    colour = bytes((hue & 255, hue >> 8 & 255, hue >> 16 & 255))
    return Answer(body=_png(int(match["width"]), int(match["height"]), colour), type="image/png")


def _png(width: int, height: int, colour: bytes) -> bytes:
    """Write a picture of one colour (PNG, third edition: a palette of one, one byte a pixel)."""
    rows = (b"\0" + bytes(width)) * height
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", colour),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
