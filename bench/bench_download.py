"""Downloads from loopback: a file beside curl, pieces beside yt-dlp itself; what the check costs, apart."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from yt_dlp import YoutubeDL  # type: ignore[import-untyped]

from aniworld_core.entities import Stream, StreamKind
from aniworld_downloaders_ytdlp import ffmpeg
from aniworld_downloaders_ytdlp.child.channel import Channel
from aniworld_downloaders_ytdlp.child.direct import DirectFile
from aniworld_downloaders_ytdlp.child.engine import StrictEngine, common_options
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool
from aniworld_downloaders_ytdlp.verification import Expected, verify
from bench.harness import measure, within
from bench.servers import free_port

__all__ = ["run"]

_FILE = 1024**3
_PIECES = 600
_SERVER = """
import http.server, os, sys

class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def copyfile(self, source, out):
        out.flush()
        at, size = 0, os.fstat(source.fileno()).st_size
        while at < size:
            at += os.sendfile(self.connection.fileno(), source.fileno(), at, size - at)

os.chdir(sys.argv[1])
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Handler).serve_forever()
"""


def run() -> None:
    """Measure a file of 1 GiB and a video of 600 pieces, on the disk of the temporary folder."""
    with TemporaryDirectory() as name:
        place = Path(name)
        (place / "site").mkdir()
        with _served(place / "site") as url:
            _file(place, url)
            _pieces(place, url)


def _file(place: Path, url: str) -> None:
    video = place / "site" / "v.mp4"
    with video.open("wb") as file:
        file.write(b"\0\0\0\x18ftypisom")
        file.truncate(_FILE)  # what is not written takes no time to read
    folder, copy = place / "ours", place / "copy.mp4"

    def prepare() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        copy.unlink(missing_ok=True)
        os.sync()

    def curl() -> None:
        subprocess.run(["curl", "-sf", "-o", copy, f"{url}/v.mp4"], check=True)

    measure(
        "one file of 1 GiB, on the disk / curl",
        lambda: _fetch(f"{url}/v.mp4", folder),
        curl,
        1.3,
        repeat=2,
        prepare=prepare,
    )
    prepare()
    video.unlink()


def _fetch(url: str, folder: Path) -> None:
    """Do what the child does with a plain file, without the check at its end."""
    job: dict[str, Any] = {
        "url": url,
        "headers": {},
        "size": None,
        "duration": None,
        "directory": str(folder),
        "retries": 0,
        "min_size": 0,
        "max_size": 2 * _FILE,
        "min_speed": 1,
        "patience": 60.0,
        "local_allowed": True,
    }
    with Path(os.devnull).open("wb") as nowhere:
        channel = Channel(BytesIO(), nowhere)
        with StrictEngine(job, channel, common_options(job)) as engine:
            DirectFile(engine, job, channel).fetch()


def _pieces(place: Path, url: str) -> None:
    _film(place / "film.mp4", place / "site")
    playlist = f"{url}/index.m3u8"
    folder = place / "pieces"

    def prepare() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()

    seconds = {}
    for connections in (1, 4, 8):
        prepare()
        seconds[connections] = _seconds(lambda n=connections: _plainly(playlist, folder, n))  # type: ignore[misc]
    fastest = min(seconds, key=seconds.__getitem__)
    told = ", ".join(f"{n}: {second:.2f} s" for n, second in seconds.items())
    print(f"   yt-dlp alone, by its connections: {told}")
    stream = Stream(url=playlist, kind=StreamKind.HLS, local_allowed=True)
    with closing(Pool()) as pool:
        downloader = YtdlpDownloader(Options(), pool)
        prepare()
        path = downloader.fetch(stream, folder, lambda _, __: None)
        check = _seconds(lambda: verify(path, Expected(min_size=1), ffmpeg=ffmpeg.find()))
        within(f"the check of {_PIECES} joined pieces", check, 5.0, "s")
        measure(
            f"{_PIECES} pieces, checked / yt-dlp, {fastest} at a time",
            lambda: downloader.fetch(stream, folder, lambda _, __: None),
            lambda: _plainly(playlist, folder, fastest),
            1.2,
            repeat=2,
            prepare=prepare,
        )


def _plainly(playlist: str, folder: Path, connections: int) -> None:
    options = {
        "quiet": True,
        "noprogress": True,
        "outtmpl": str(folder / "plain.%(ext)s"),
        "concurrent_fragment_downloads": connections,
        "cachedir": False,
    }
    with YoutubeDL(options) as engine:
        engine.download([playlist])


def _film(path: Path, folder: Path) -> None:
    """Film 20 seconds and cut 30 of them into pieces of a second."""
    _ffmpeg(
        "-f lavfi -i testsrc2=size=640x360:rate=25 -f lavfi -i sine=440 -t 20 "
        f"-c:v libx264 -preset ultrafast -b:v 2M -g 25 -keyint_min 25 -c:a aac {path}",
        folder,
    )
    _ffmpeg(
        f"-stream_loop {_PIECES // 20 - 1} -i {path} "
        "-c copy -f hls -hls_time 1 -hls_playlist_type vod index.m3u8",
        folder,
    )


def _ffmpeg(arguments: str, folder: Path) -> None:
    command = [ffmpeg.find(), "-v", "error", "-nostdin", *arguments.split()]
    subprocess.run(command, cwd=folder, check=True)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-c", _SERVER, str(folder), str(port)]
    with subprocess.Popen(command) as server:
        try:
            url = f"http://127.0.0.1:{port}"
            while subprocess.run(["curl", "-sI", "-o", os.devnull, url], check=False).returncode:
                time.sleep(0.05)
            yield url
        finally:
            server.terminate()


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
