"""Which episode a video is: a text in every key frame, written over without encoding anything.

The text is H.264 user data (ITU-T H.264, D.1.6) of fixed length: writing an episode's code over it
makes that episode's video at once, the same bytes every time. It survives remuxing, so that any
finished file can be told and its key frames counted.
"""

import re
from pathlib import Path

from aniworld_demo import transport

__all__ = ["BLANK", "code_in", "stamped", "stamped_segment"]

_LABEL = "aniworld-demo "
_STAMP = re.compile(re.escape(_LABEL.encode()) + rb"(d\d{6}l\d)")

BLANK = f"{_LABEL}d000000l0"
"""The text in a video that is nobody's yet."""


def stamped(video: bytes, code: str) -> bytes:
    """Make an mp4 the video of ``code``."""
    return video.replace(BLANK.encode(), f"{_LABEL}{code}".encode())


def stamped_segment(segment: bytes, code: str) -> bytes:
    """Make an HLS segment part of the video of ``code``."""
    return transport.replaced(segment, BLANK.encode(), f"{_LABEL}{code}".encode())


def code_in(path: Path) -> tuple[str, int] | None:
    """Return whose video a finished file is, and its length in key frames (one a second).

    None when it is no video of this program, or pieces of several.
    """
    codes: list[bytes] = _STAMP.findall(path.read_bytes())
    return (codes[0].decode(), len(codes)) if len(set(codes)) == 1 else None
