"""HLS media playlists (RFC 8216): what is going to be fetched, and how long it must be."""

import re

from attrs import frozen

from aniworld_core.errors import NoStream, WrongFile
from aniworld_downloaders_ytdlp.verification import Pieces

__all__ = ["MediaPlaylist", "read_media_playlist"]

_KEY_METHOD = re.compile(r"^#EXT-X-(?:SESSION-)?KEY:(?:.*,)?METHOD=([^,\s]+)", re.MULTILINE)
_LENGTH = re.compile(r"^#EXTINF:([^,\r\n]*)", re.MULTILINE)
_JUMP = re.compile(r"^#EXT-X-DISCONTINUITY\s*$", re.MULTILINE)
_KEY_FORMAT = re.compile(r'KEYFORMAT="(?!identity")')


@frozen(kw_only=True)
class MediaPlaylist:
    """The pieces of a video: their lengths in seconds.

    ``exact`` tells that these are not rounded to whole seconds, ``continuous`` that the clock in the
    pieces runs through.
    """

    lengths: tuple[float, ...]
    exact: bool
    continuous: bool

    @property
    def duration(self) -> float:
        """The length of the whole in seconds."""
        return sum(self.lengths)

    @property
    def longest(self) -> float:
        """The length of the longest piece in seconds."""
        return max(self.lengths)

    @property
    def pieces(self) -> Pieces | None:
        """What can be held against the file; None where the clock jumps."""
        if not self.continuous:
            return None
        usual = sorted(self.lengths)[len(self.lengths) // 2]
        return Pieces(duration=self.duration, usual=usual, rounded=self.rounded)

    @property
    def durations(self) -> tuple[float, ...]:
        """How long the whole must be, if rounding can have changed that by two seconds at most."""
        return (self.duration,) if self.rounded <= 2 else ()

    @property
    def rounded(self) -> float:
        """The seconds by which the whole may differ, since each length may be rounded by half of one."""
        return 0.0 if self.exact else len(self.lengths) / 2


def read_media_playlist(text: str) -> MediaPlaylist:
    """Read a playlist; raises WrongFile when it is none, NoStream when it has no end or DRM."""
    if not text.lstrip("\ufeff \r\n").startswith("#EXTM3U"):
        raise WrongFile(
            "What came in place of the list of pieces is no playlist.", hint="Take another hoster."
        )
    if any(method not in {"NONE", "AES-128"} for method in _KEY_METHOD.findall(text)):
        raise NoStream("The video is DRM protected.", hint="Take another hoster.")
    if _KEY_FORMAT.search(text):
        raise NoStream("The video is DRM protected.", hint="Take another hoster.")
    if "#EXT-X-ENDLIST" not in text:
        raise NoStream("The stream is live, it has no end.", hint="Take another hoster.")
    pieces = _LENGTH.findall(text)
    if not pieces:
        raise WrongFile("The list of pieces is empty.", hint="Take another hoster.")
    return MediaPlaylist(
        lengths=tuple(map(_length, pieces)),
        exact=any("." in piece for piece in pieces),
        continuous=not _JUMP.search(text),
    )


def _length(text: str) -> float:
    try:
        length = float(text)
    except ValueError:
        length = -1.0
    if not 0 <= length < 86_400:
        raise WrongFile(f"The list of pieces is damaged: {text[:40]}", hint="Take another hoster.")
    return length
