"""Real small videos made by ffmpeg: a few pictures, encoded once a process."""

import re
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import imageio_ffmpeg  # type: ignore[import-untyped]  # it ships no types
from attrs import frozen

from aniworld_demo.stamps import BLANK

__all__ = ["Footage", "footage"]

_PICTURES = (
    ("testsrc2=size=320x180:rate=25", 440, 3),
    ("mandelbrot=size=320x180:rate=25", 523, 4),
    ("smptehdbars=size=640x360:rate=25,noise=alls=8:all_seed=7", 587, 5),
    ("life=size=160x90:rate=25:seed=7:mold=10:ratio=0.2,scale=320:180", 659, 6),
)
"""What is filmed, the sound's frequency in hertz, and the length in seconds."""

# No time, program name or version in the files: the same bytes at every run.
_EXACT = ("-fflags", "+bitexact", "-flags", "+bitexact", "-map_metadata", "-1")
# A key frame a second, marked with the text that stamps are written over; any UUID will do.
_FRAMES = ("-g", "25", "-keyint_min", "25", "-sc_threshold", "0", "-threads", "1")
_MARK = f"h264_metadata=sei_user_data=3f2504e0-4f89-41d3-9a0c-0305e82c3301+{BLANK}"

_one_at_a_time = threading.Lock()


@frozen(kw_only=True)
class Footage:
    """One encoded picture that is nobody's episode yet: as an mp4, and cut for HLS.

    ``segments`` are pairs of a length in seconds and an MPEG transport stream.
    """

    seconds: int
    mp4: bytes
    segments: tuple[tuple[float, bytes], ...]


def footage(number: int) -> Footage:
    """Return one of the few pictures; any number will do. The first call takes about a second."""
    with _one_at_a_time:
        films = _films()
    return films[number % len(films)]


@cache
def _films() -> list[Footage]:
    with TemporaryDirectory(prefix="aniworld-demo-") as name, ThreadPoolExecutor(2) as pool:
        directories = [Path(name, str(number)) for number in range(len(_PICTURES))]
        return list(pool.map(_film, _PICTURES, directories))


def _film(picture: tuple[str, int, int], directory: Path) -> Footage:
    source, hertz, seconds = picture
    directory.mkdir()
    _ffmpeg(
        directory,
        *("-f", "lavfi", "-i", source, "-f", "lavfi", "-i", f"sine=frequency={hertz}"),
        *("-t", str(seconds), "-c:v", "libx264", "-preset", "veryfast", "-crf", "28"),
        *(*_FRAMES, "-pix_fmt", "yuv420p", "-bsf:v", f"filter_units=remove_types=6,{_MARK}"),
        *("-c:a", "aac", "-b:a", "64k", *_EXACT, "-movflags", "+faststart", "whole.mp4"),
    )
    _ffmpeg(
        directory,
        *("-i", "whole.mp4", "-c", "copy", *_EXACT, "-f", "hls", "-hls_playlist_type", "vod"),
        *("-hls_time", "2", "-hls_segment_filename", "%d.ts", "index.m3u8"),
    )
    lengths = re.findall(r"#EXTINF:([\d.]+)", (directory / "index.m3u8").read_text("ascii"))
    return Footage(
        seconds=seconds,
        mp4=(directory / "whole.mp4").read_bytes(),
        segments=tuple(
            (float(length), (directory / f"{number}.ts").read_bytes())
            for number, length in enumerate(lengths)
        ),
    )


def _ffmpeg(directory: Path, *arguments: str) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *arguments]
    subprocess.run(command, cwd=directory, check=True)
