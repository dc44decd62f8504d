"""Cover images: a small landscape for every series, drawn from its name."""

import re
import struct
import zlib
from collections.abc import Iterable
from colorsys import hsv_to_rgb
from functools import cache
from math import sin
from random import Random

from aniworld_demo.answers import Answer
from aniworld_demo.catalogue import shows

__all__ = ["cover", "cover_path"]

_PATH = re.compile(r"(?P<slug>.+)-stream-cover_(?P<width>\d{2,3})x(?P<height>\d{2,3})\.png")
_SKY = 96
"""Shades of the sky; after them the palette has the moon and three rows of hills."""


def cover_path(slug: str, size: str) -> str:
    """Return the address of a cover; the site has it as 220x330, 150x225, 200x300 and 800x300."""
    return f"/public/img/cover/{slug}-stream-cover_{size}.png"


def cover(name: str) -> Answer | None:
    """Return the picture behind the last part of :func:`cover_path`, or None."""
    match = _PATH.fullmatch(name)
    if match is None or match["slug"] not in shows():
        return None
    picture = _drawn(match["slug"], int(match["width"]), int(match["height"]))
    return Answer(body=picture, type="image/png")


@cache
def _drawn(slug: str, width: int, height: int) -> bytes:
    """Draw a sky with a moon over three rows of hills, in colours and shapes of the series' own."""
    chance = Random(slug)  # noqa: S311 - the same picture every time is what is wanted
    tops = [_hills(width, height * share, chance) for share in (0.58, 0.70, 0.82)]
    moon = (width * chance.uniform(0.25, 0.75), height * 0.28, width * chance.uniform(0.1, 0.16))
    rows = (_row(y, width, height, moon, tops) for y in range(height))
    return _png(width, height, _palette(chance.random()), rows)


def _hills(width: int, level: float, chance: Random) -> list[float]:
    """Return how far down each column of one row of hills begins."""
    waves = [(chance.uniform(2, 9), chance.uniform(0, 6)) for _ in range(3)]
    return [
        level + level * 0.05 * sum(sin(x / width * length + phase) for length, phase in waves)
        for x in range(width)
    ]


def _row(
    y: int, width: int, height: int, moon: tuple[float, float, float], tops: list[list[float]]
) -> bytes:
    """Return the colours of one line of pixels, as places in the palette."""
    row = bytearray([y * _SKY // height]) * width
    middle, level, radius = moon
    if abs(y - level) < radius:
        half = (radius**2 - (y - level) ** 2) ** 0.5
        begin, end = max(0, round(middle - half)), min(width, round(middle + half))
        row[begin:end] = bytes([_SKY]) * (end - begin)
    for colour, top in enumerate(tops, _SKY + 1):
        for x in range(width):
            if y >= top[x]:
                row[x] = colour
    return bytes(row)


def _palette(hue: float) -> bytes:
    """Return the colours: the sky from above to the horizon, the moon, the hills from far to near."""
    shades = [(0.62 - 0.35 * n / _SKY, 0.45 + 0.5 * n / _SKY) for n in range(_SKY)]
    shades += [(0.12, 1.0), (0.50, 0.62), (0.58, 0.44), (0.64, 0.26)]
    colours = (hsv_to_rgb(hue + 0.12 * n / len(shades), *one) for n, one in enumerate(shades))
    return bytes(round(255 * part) for colour in colours for part in colour)


def _png(width: int, height: int, palette: bytes, rows: Iterable[bytes]) -> bytes:
    """Write a picture (PNG, third edition: a palette, one byte a pixel, rows without a filter)."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette),
        (b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
