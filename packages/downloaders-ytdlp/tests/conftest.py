"""What the tests of the yt-dlp plugin share: a hoster, a small real film, child processes."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from aniworld_core.testing import Hoster
from aniworld_downloaders_ytdlp import ffmpeg
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool
from aniworld_downloaders_ytdlp.resolver import YtdlpResolver

_ENCODING = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 25 -keyint_min 25 -sc_threshold 0"
_HLS = "-i ../film.mp4 -c copy -f hls -hls_time 1 -hls_playlist_type vod"
_CUTS = {
    "hls": f"{_HLS} index.m3u8",
    "fragments": f"{_HLS} -hls_segment_type fmp4 index.m3u8",
    "apart": f"{_HLS} -map 0 -var_stream_map a:0,agroup:sound|v:0,agroup:sound "
    "-master_pl_name master.m3u8 part%v.m3u8",
    "dash": "-i ../film.mp4 -c copy -f dash -seg_duration 2 index.mpd",
    "locked": f"{_HLS} -hls_key_info_file key.info index.m3u8",
}


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Film six seconds of picture and sound: ``film.mp4``, and a folder for each way of cutting it."""
    root = tmp_path_factory.mktemp("film")
    _ffmpeg(
        "-f lavfi -i testsrc2=size=192x108:rate=25 -f lavfi -i sine=440 -t 6 "
        f"{_ENCODING} -c:a aac -b:a 32k -movflags +faststart film.mp4",
        root,
    )
    for name, cut in _CUTS.items():
        (root / name).mkdir()
        if name == "locked":
            (root / name / "key.bin").write_bytes(bytes(range(16)))
            (root / name / "key.info").write_text("key.bin\nkey.bin\n", "utf-8")
        _ffmpeg(cut, root / name)
    return root


@pytest.fixture
def hoster() -> Iterator[Hoster]:
    with Hoster() as hoster:
        yield hoster


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    """Lend the same children to all tests: each costs half a second to start."""
    pool = Pool()
    yield pool
    pool.close()


@pytest.fixture
def resolver(pool: Pool) -> YtdlpResolver:
    return YtdlpResolver(Options(retries=1), pool)


@pytest.fixture
def downloader(pool: Pool) -> YtdlpDownloader:
    return YtdlpDownloader(Options(retries=1), pool)


def _ffmpeg(arguments: str, folder: Path) -> None:
    words = (word.replace("|", " ") for word in arguments.split())
    subprocess.run([ffmpeg.find(), "-v", "error", "-nostdin", *words], cwd=folder, check=True)
