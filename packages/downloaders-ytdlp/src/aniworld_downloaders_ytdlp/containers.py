"""What the outer structure of a video file tells about its end."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

__all__ = ["tells_its_end"]

_LONG = 8
"""Bytes of the size of a box whose short one is 1 (ISO/IEC 14496-12, 4.2)."""


def tells_its_end(path: Path, demuxer: str) -> bool:
    """Tell whether a file that breaks off anywhere can be told from a whole one by its header.

    A transport stream may end after any packet, and an MP4 in fragments after any of these. What a header
    of Matroska claims is held against its packets.
    """
    if demuxer != "mov":
        return demuxer in {"matroska", "avi"}
    with path.open("rb") as file:
        return b"moof" not in _boxes(file)


def _boxes(file: BinaryIO) -> Iterator[bytes]:
    """Yield the kinds of the top-level boxes."""
    at = 0
    while len(head := _read(file, at, 8)) == 8:
        size = int.from_bytes(head[:4], "big")
        if size == 1:
            size = int.from_bytes(_read(file, at + 8, _LONG), "big")
        yield head[4:]
        if size < 8:  # up to the end of the file
            return
        at += size


def _read(file: BinaryIO, at: int, size: int) -> bytes:
    file.seek(at)
    return file.read(size)
