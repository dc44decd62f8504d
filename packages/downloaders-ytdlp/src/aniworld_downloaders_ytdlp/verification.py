"""Whether a file is the whole, playable video that it should be."""

from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from aniworld_core.errors import WrongFile
from aniworld_downloaders_ytdlp.containers import tells_its_end
from aniworld_downloaders_ytdlp.packets import Media, Track, read_media

__all__ = ["SUFFIXES", "Expected", "Pieces", "container", "verify"]

SUFFIXES = frozenset({"avi", "flv", "m4v", "mkv", "mov", "mp4", "ts", "webm"})
"""How the names of files may end that can be checked here."""


_SILENCE = 0.5
"""Seconds between two packets of sound that are more than a blemish."""

_HINT = "The file was thrown away; another hoster is tried."


@frozen(kw_only=True)
class Pieces:
    """An HLS video: the length of all its pieces, the usual one, and how much was rounded away in all."""

    duration: float
    usual: float
    rounded: float = 0.0


@frozen(kw_only=True)
class Expected:
    """What is known beforehand: bytes, and seconds as page and playlist give them.

    ``measured`` is whether the hoster said where the file ends: else the file itself has to tell.
    """

    min_size: int
    measured: bool = True
    size: int | None = None
    durations: tuple[float, ...] = ()
    pieces: Pieces | None = None


def verify(
    path: Path, expected: Expected, *, ffmpeg: str, alive: Callable[[], None] = lambda: None
) -> str:
    """Return the suffix that fits the container; raises WrongFile with the reason in words."""
    with path.open("rb") as file:
        demuxer, suffix = container(file.read(512))
    size = path.stat().st_size
    if size < expected.min_size:
        raise WrongFile(f"The file has {size} bytes, too few for an episode.", hint=_HINT)
    if expected.size is not None and size != expected.size:
        raise WrongFile(f"The file has {size} bytes instead of {expected.size}.", hint=_HINT)
    media = read_media(path, ffmpeg=ffmpeg, demuxer=demuxer, alive=alive)
    if media.faults:
        raise WrongFile(f"The video is damaged or cut short: {media.faults[0]}", hint=_HINT)
    if not expected.measured and (media.claimed is None or not tells_its_end(path, demuxer)):
        raise WrongFile(
            "Neither the hoster nor the file says where it ends: one that breaks off looks whole.",
            hint=_HINT,
        )
    video = _required(media, "video", "picture")
    sound = _required(media, "audio", "sound")
    _check_durations(media, video, expected)
    if expected.pieces is not None:
        _check_gaps(video, sound, expected.pieces)
    return suffix


def container(start: bytes) -> tuple[str, str]:
    """Return ffmpeg's demuxer and the file name suffix that the first bytes call for."""
    if start[4:8] in {b"ftyp", b"styp", b"moov", b"mdat", b"free", b"wide", b"skip"}:
        return "mov", "mp4"
    if start.startswith(b"\x1a\x45\xdf\xa3"):
        return "matroska", "webm" if b"webm" in start[:64] else "mkv"
    if len(start) > 188 and start[0] == start[188] == 0x47:
        return "mpegts", "ts"
    if start.startswith(b"FLV\x01"):
        return "flv", "flv"
    if start.startswith(b"RIFF") and start[8:12] == b"AVI ":
        return "avi", "avi"
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{", b"#EXTM3U")):
        raise WrongFile("A web page came in place of the video.", hint=_HINT)
    raise WrongFile("What came is no video of any known kind.", hint=_HINT)


def _required(media: Media, kind: str, word: str) -> Track:
    track = media.main(kind)
    if track is None:
        raise WrongFile(f"The video has no {word}.", hint=_HINT)
    return track


def _check_durations(media: Media, video: Track, expected: Expected) -> None:
    whole = max(track.end for track in media.tracks) - min(track.begin for track in media.tracks)
    if media.claimed is not None and abs(whole - media.claimed) > _tolerance(media.claimed):
        raise WrongFile(
            f"The video breaks off after {whole:.0f} of {media.claimed:.0f} seconds.", hint=_HINT
        )
    for duration in expected.durations:
        if abs(whole - duration) > _tolerance(duration):
            raise _wrong_duration(whole, duration)
    pieces = expected.pieces
    # One piece too many or too few may be less than the usual tolerance of a long video.
    if pieces is not None and all(
        abs(found - pieces.duration) > max(0.5, pieces.usual / 2, pieces.rounded)
        for found in (whole, video.duration)
    ):
        raise _wrong_duration(video.duration, pieces.duration)


def _tolerance(duration: float) -> float:
    return max(2.0, duration / 100)


def _wrong_duration(found: float, expected: float) -> WrongFile:
    return WrongFile(
        f"The video lasts {found:.0f} seconds, it should be {expected:.0f}.", hint=_HINT
    )


def _check_gaps(video: Track, sound: Track, pieces: Pieces) -> None:
    """Look for missing pieces, and missing parts of one: a picture may stand still, sound runs through."""
    if sound.widest_gap > _SILENCE:
        raise WrongFile(
            f"The sound breaks off for {sound.widest_gap:.1f} seconds at {sound.gap_at:.0f} s: "
            "a piece is missing, or cut short.",
            hint=_HINT,
        )
    if sound.crowded * sound.duration > _SILENCE * sound.packets:
        raise WrongFile("A piece of the video comes twice, or in a wrong place.", hint=_HINT)
    if video.widest_gap > max(1.0, 0.75 * pieces.usual):
        raise WrongFile(
            f"The picture stands still for {video.widest_gap:.1f} seconds at {video.gap_at:.0f} s: "
            "a piece is missing.",
            hint=_HINT,
        )
