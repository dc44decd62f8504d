"""Reads a video file to its end with ffmpeg alone: its streams, packet times and faults."""

import re
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from attrs import Factory, define, field, frozen

from aniworld_core.errors import DownloadError

__all__ = ["Media", "Track", "read_media"]

_DURATION = re.compile(r"Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")
_LEVELS = ("[error]", "[fatal]", "[panic]")
_AT_ONCE = 0.001
"""Seconds; no frame of picture or sound is as short."""

_EVERY = 2000
"""Packets between two signs of life."""


@define
class Track:
    """One stream: what it is and the times of its packets, in seconds."""

    tick: float
    kind: str = ""
    packets: int = 0
    begin: float = float("inf")
    end: float = float("-inf")
    widest_gap: float = 0.0
    gap_at: float = 0.0
    crowded: int = 0
    """Packets that come at once after the one before: ffmpeg puts those there whose time is over."""
    _last: float | None = field(default=None, init=False)

    @property
    def duration(self) -> float:
        """Seconds from the first packet's begin to the last one's end."""
        return max(0.0, self.end - self.begin)

    def add(self, *, dts: float, pts: float, length: float) -> None:
        """Count a packet; gaps are measured between decoding times, which never run backwards."""
        self.packets += 1
        self.begin = min(self.begin, pts)
        self.end = max(self.end, pts + length)
        if self._last is not None:
            self.crowded += dts - self._last < _AT_ONCE
            if dts - self._last > self.widest_gap:
                self.widest_gap, self.gap_at = dts - self._last, self._last
        self._last = dts


@frozen(kw_only=True)
class Media:
    """What a file holds: the seconds its header claims, its tracks, and what ffmpeg minds."""

    claimed: float | None
    tracks: tuple[Track, ...]
    faults: tuple[str, ...] = Factory(tuple)

    def main(self, kind: str) -> Track | None:
        """Return the track of a kind with the most packets: a cover picture is no video."""
        tracks = [track for track in self.tracks if track.kind == kind and track.packets > 1]
        return max(tracks, key=lambda track: track.packets, default=None)


def read_media(
    path: Path, *, ffmpeg: str, demuxer: str, alive: Callable[[], None] = lambda: None
) -> Media:
    """Demux the whole file; ``alive`` is called again and again while that lasts.

    Raises DownloadError when ffmpeg itself does not work.
    """
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            [
                *(ffmpeg, "-hide_banner", "-nostdin", "-nostats", "-loglevel", "level+info"),
                # The file is data: it may name no other file and no address.
                *("-protocol_whitelist", "file", "-f", demuxer, "-i", f"file:{path}"),
                *("-map", "0:v?", "-map", "0:a?", "-c", "copy", "-f", "framecrc", "-"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
        )
        with process:
            tracks = _read_tracks(process.stdout or (), alive)
        complaints.seek(0)
        said = complaints.read().decode(errors="replace")
    faults = [line for line in said.splitlines() if any(level in line for level in _LEVELS)]
    if process.returncode and not said:  # of a broken file it says something
        raise DownloadError(
            f"The video could not be checked: {ffmpeg} ended with code {process.returncode}.",
            hint="See: aniw doctor",
        )
    if process.returncode and not faults:
        faults.append(f"ffmpeg ended with code {process.returncode}")
    return Media(claimed=_claimed(said), tracks=tuple(tracks.values()), faults=tuple(faults))


def _read_tracks(lines: Iterable[bytes], alive: Callable[[], None]) -> dict[int, Track]:
    """Read ffmpeg's framecrc format: ``#key index: value`` lines, then a line for each packet."""
    tracks: dict[int, Track] = {}
    for number, line in enumerate(lines):
        if number % _EVERY == 0:
            alive()
        if line.startswith(b"#"):
            _read_head(line.decode(), tracks)
            continue
        index, dts, pts, length, _ = line.split(b",", 4)
        track = tracks[int(index)]
        track.add(
            dts=int(dts) * track.tick, pts=int(pts) * track.tick, length=int(length) * track.tick
        )
    return tracks


def _read_head(line: str, tracks: dict[int, Track]) -> None:
    key, _, value = line[1:].partition(": ")
    name, _, index = key.partition(" ")
    if name == "tb":
        above, _, below = value.partition("/")
        tracks[int(index)] = Track(int(above) / int(below))
    elif name == "media_type":
        tracks[int(index)].kind = value.strip()


def _claimed(said: str) -> float | None:
    found = _DURATION.search(said)
    if found is None:
        return None
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])
