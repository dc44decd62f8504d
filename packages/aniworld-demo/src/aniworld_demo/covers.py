"""Cover images: a small landscape a series, in colours of its own."""

import colorsys
import math
import re
import struct
import zlib
from collections.abc import Iterator
from functools import cache

from aniworld_demo.answers import Answer
from aniworld_demo.catalogue import Shows

__all__ = ["cover", "cover_path", "landscape"]

_PATH = re.compile(r"(?P<slug>.+)-stream-cover_(?P<width>\d{2,3})x(?P<height>\d{2,3})\.png")
_SKY = 32
"""Colours from the top of the sky to the horizon; the sun has the next number, the hills those after it."""
_HILLS = 3


def cover_path(slug: str, size: str) -> str:
    """Return the address of a cover; the site has it as 220x330, 150x225, 200x300 and 800x300."""
    return f"/public/img/cover/{slug}-stream-cover_{size}.png"


def cover(shows: Shows, name: str) -> Answer | None:
    """Return the picture behind the last part of :func:`cover_path`, or None."""
    match = _PATH.fullmatch(name)
    if match is None or match["slug"] not in shows:
        return None
    return landscape(match["slug"], int(match["width"]), int(match["height"]))


def landscape(slug: str, width: int, height: int) -> Answer:
    """Return a series' picture in a size."""
    return Answer(body=_picture(width, height, zlib.crc32(slug.encode())), type="image/png")


@cache
def _picture(width: int, height: int, seed: int) -> bytes:
    rows = b"".join(b"\0" + row for row in _rows(width, height, seed))
    return _png(width, height, b"".join(_palette(seed)), rows)


def _palette(seed: int) -> Iterator[bytes]:
    hue = (seed % 997) / 997
    for step in range(_SKY):
        share = step / (_SKY - 1)
        yield _colour(hue + 0.12 * share, 0.62 - 0.25 * share, 0.42 + 0.45 * share)
    yield _colour(hue + 0.16, 0.12, 1.0)
    for hill in range(_HILLS):
        yield _colour(hue + 0.02, 0.55, 0.46 - 0.14 * hill)


def _colour(hue: float, saturation: float, value: float) -> bytes:
    return bytes(round(255 * part) for part in colorsys.hsv_to_rgb(hue % 1, saturation, value))


def _rows(width: int, height: int, seed: int) -> Iterator[bytes]:
    """Yield the picture's rows, one palette number a pixel."""
    across, radius = width * (25 + seed % 51) // 100, min(width, height) // 7
    down = height * (22 + seed // 51 % 24) // 100
    ridges = [
        [_ridge(hill, x / width, seed) * height for x in range(width)] for hill in range(_HILLS)
    ]
    for y in range(height):
        row = bytearray([min(_SKY - 1, y * _SKY * 3 // (height * 2))]) * width
        if abs(y - down) < radius:
            half = math.isqrt(radius**2 - (y - down) ** 2)
            row[across - half : across + half] = bytes([_SKY]) * (2 * half)
        for hill, ridge in enumerate(ridges, _SKY + 1):
            for x, top in enumerate(ridge):
                if y > top:
                    row[x] = hill
        yield bytes(row)


def _ridge(hill: int, x: float, seed: int) -> float:
    """Return where a hill begins, as a share of the height from above."""
    turn = (seed >> (5 * hill)) % 628 / 100
    wave = math.sin((3 + hill) * x + turn) + 0.4 * math.sin((9 - 2 * hill) * x + 2 * turn)
    return 0.58 + 0.13 * hill + 0.06 * wave


def _png(width: int, height: int, palette: bytes, rows: bytes) -> bytes:
    """Write a picture of a palette (PNG, third edition: one byte a pixel, no filter)."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
