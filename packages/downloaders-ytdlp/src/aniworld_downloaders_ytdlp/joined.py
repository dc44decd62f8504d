"""Looks through the joined pieces of an HLS download before ffmpeg smooths over what is wrong.

A web page in place of a piece is found here: ffmpeg skips it without a word.
"""

import mmap
from pathlib import Path

from aniworld_core.errors import WrongFile

__all__ = ["check_joined"]

_PACKET = 188
"""Bytes of a transport stream packet (ISO/IEC 13818-1); each begins with the byte 0x47."""

_SYNC = 0x47
_BLOCK = _PACKET * 8192
_BOXES = {b"ftyp", b"styp", b"moov", b"moof", b"sidx"}
_HINT = "Take another hoster."


def check_joined(path: Path) -> None:
    """Raise WrongFile when text stands between the media, or a box of an MP4 is cut short.

    Other padding of a transport stream, such as the picture some hosters put before each piece, is
    left to ffmpeg.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if _is_text(data[:64]):
            raise _a_page()
        if data[4:8] in _BOXES:
            _check_boxes(data)
        else:
            _check_packets(data)


def _check_packets(data: mmap.mmap) -> None:
    at = 0
    while at < len(data):
        at = _out_of_step(data, at)
        if _is_text(data[at : at + 64]):
            raise _a_page()
        at = _in_step(data, at)


def _out_of_step(data: mmap.mmap, at: int) -> int:
    """Return where, from ``at`` on, the first packet does not begin as it should."""
    while at < len(data):
        starts = data[at : at + _BLOCK : _PACKET]
        good = len(starts) - len(starts.lstrip(b"\x47"))
        at += good * _PACKET
        if good < len(starts):
            return at
    return len(data)


def _in_step(data: mmap.mmap, at: int) -> int:
    """Return where, from ``at`` on, three packets follow each other again."""
    while (at := data.find(b"\x47", at)) != -1:
        if all(
            data[spot] == _SYNC for spot in range(at, min(at + 3 * _PACKET, len(data)), _PACKET)
        ):
            return at
        at += 1
    return len(data)


def _check_boxes(data: mmap.mmap) -> None:
    """Walk the top-level boxes (ISO/IEC 14496-12, 4.2)."""
    at = 0
    while at < len(data):
        if _is_text(data[at : at + 64]):
            raise _a_page()
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size < 8 or at + size > len(data):
            raise WrongFile("A piece of the video is damaged or cut short.", hint=_HINT)
        at += size


def _is_text(start: bytes) -> bool:
    return len(start) >= 8 and all(byte >= 0x20 or byte in b"\t\r\n" for byte in start)


def _a_page() -> WrongFile:
    return WrongFile("A web page came in place of a piece of the video.", hint=_HINT)
