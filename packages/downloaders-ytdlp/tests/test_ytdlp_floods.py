"""Bodies that are too long, too slow, packed or broken off: each ends early, in its own words."""

import re
import resource
import sys
from pathlib import Path

import pytest

from aniworld_core.entities import GER_DUB, Link, Stream, StreamKind, Wanted
from aniworld_core.errors import (
    AniworldError,
    DownloadError,
    NoSpace,
    NoStream,
    Unavailable,
    WrongFile,
)
from aniworld_core.testing import Hoster
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool
from aniworld_downloaders_ytdlp.resolver import YtdlpResolver

START = b"\0\0\0\x18ftypisom" + bytes(1024**2)
MEMORY = 200 * 1024


def quiet(_: int, __: int | None) -> None:
    """Let the job run."""


def stream(url: str, **known: float) -> Stream:
    return Stream(url=url, kind=StreamKind.FILE, local_allowed=True, **known)  # type: ignore[arg-type]


def refused(
    downloader: YtdlpDownloader, found: Stream, folder: Path, kind: type[AniworldError]
) -> str:
    with pytest.raises(kind) as caught:
        downloader.fetch(found, folder, quiet)
    assert not [path for path in folder.iterdir() if path.suffix not in {".part", ".json"}]
    return caught.value.message


def test_a_file_of_ten_gigabytes_that_should_be_six_seconds_long(
    hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    url = hoster.put_cut("/v.mp4", START, promised=10_000_000_000)
    message = refused(downloader, stream(url, duration=6.0), tmp_path, WrongFile)
    assert "more than a video of this length has" in message


def test_a_file_that_is_announced_larger_than_any_episode(
    hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    url = hoster.put_cut("/v.mp4", START, promised=40 * 1024**3)
    assert "More than 32.2 GB" in refused(downloader, stream(url), tmp_path, WrongFile)


def test_a_file_for_which_there_is_no_room(hoster: Hoster, pool: Pool, tmp_path: Path) -> None:
    trusting = YtdlpDownloader(Options(max_size=2**62), pool)
    url = hoster.put_cut("/v.mp4", START, promised=10**15)
    with pytest.raises(DownloadError, match=r"1000\.0 TB are to come") as caught:
        trusting.fetch(stream(url), tmp_path, lambda *_: None)
    assert not isinstance(caught.value, NoSpace), "what one hoster says holds no other download"


def test_a_body_without_an_end(hoster: Hoster, pool: Pool, tmp_path: Path) -> None:
    strict = YtdlpDownloader(Options(max_size=8 * 1024**2), pool)
    url = hoster.put_flood("/v.mp4", START)
    assert "More than 0.00839 GB" in refused(strict, stream(url), tmp_path, WrongFile)


def test_a_file_that_comes_packed(
    hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    url = hoster.put_bomb("/v.mp4", size=64 * 1024**2)
    assert "packed (gzip)" in refused(downloader, stream(url), tmp_path, WrongFile)


@pytest.mark.parametrize("path", ["/index.m3u8", "/index3.ts", "/key.bin"])
def test_packed_and_endless_answers_of_a_playlist(
    film: Path, hoster: Hoster, pool: Pool, tmp_path: Path, path: str
) -> None:
    strict = YtdlpDownloader(Options(retries=0), pool)
    hoster.put_folder(film / ("locked" if path == "/key.bin" else "hls"))
    found = Stream(url=hoster.url("/index.m3u8"), kind=StreamKind.HLS, local_allowed=True)
    hoster.put_bomb(path, size=256 * 1024**2)
    refused(strict, found, tmp_path, WrongFile)
    hoster.put_flood(path, START)
    assert re.search("no end|larger than any piece", refused(strict, found, tmp_path, WrongFile))


def test_pages_that_are_packed_without_an_end(hoster: Hoster, resolver: YtdlpResolver) -> None:
    url = hoster.put_bomb("/e/1", size=256 * 1024**2)
    link = Link(hoster="Example", language=GER_DUB, url=url, local_allowed=True)
    with pytest.raises(NoStream) as caught:
        resolver.resolve(link, Wanted(languages=(GER_DUB,)))
    assert "no end" in caught.value.hint


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a child from /proc")
def test_the_memory_of_both_stays_bounded(film: Path, hoster: Hoster, tmp_path: Path) -> None:
    pool = Pool()
    downloader = YtdlpDownloader(Options(max_size=256 * 1024**2, retries=0), pool)
    hoster.put_folder(film / "hls")
    hoster.put_flood("/index3.ts", START)
    pieces = Stream(url=hoster.url("/index.m3u8"), kind=StreamKind.HLS, local_allowed=True)
    file = stream(hoster.put_flood("/v.mp4", START))
    bomb = stream(hoster.put_bomb("/b.mp4", size=512 * 1024**2))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for found in (file, bomb, pieces):
        refused(downloader, found, tmp_path, WrongFile)
    (worker,) = pool._idle
    status = Path(f"/proc/{worker.pid}/status").read_text("utf-8")
    peak = re.search(r"VmHWM:\s+(\d+) kB", status)
    pool.close()
    assert peak is not None
    assert int(peak[1]) < MEMORY
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY


@pytest.mark.parametrize("kind", [StreamKind.FILE, StreamKind.HLS])
def test_a_hoster_that_drips(
    film: Path, hoster: Hoster, pool: Pool, tmp_path: Path, kind: StreamKind
) -> None:
    impatient = YtdlpDownloader(Options(stall_timeout=2.0, retries=0), pool)
    hoster.put_folder(film / "hls")
    content = (film / "hls" / "index2.ts").read_bytes()
    hoster.put("/index2.ts", content, pace=10)
    hoster.put("/v.mp4", (film / "film.mp4").read_bytes(), pace=10)
    path = "/index.m3u8" if kind is StreamKind.HLS else "/v.mp4"
    found = Stream(url=hoster.url(path), kind=kind, local_allowed=True)
    assert "too slow: " in refused(impatient, found, tmp_path, Unavailable)


def test_who_asks_for_little_is_given_little(
    film: Path, hoster: Hoster, pool: Pool, tmp_path: Path
) -> None:
    """A limit below what a hoster has to give is no fault of the hoster."""
    strict = YtdlpDownloader(Options(stall_timeout=2.0, min_speed=10**9), pool)
    content = (film / "film.mp4").read_bytes()
    path = strict.fetch(
        stream(hoster.put("/v.mp4", content)), tmp_path, lambda _, __: len(content) // 3
    )
    assert path.read_bytes() == content


def test_a_reset_in_the_middle(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    content = (film / "film.mp4").read_bytes()
    half = len(content) // 2
    url = hoster.put_reset("/v.mp4", content[:half], promised=len(content))
    message = refused(downloader, stream(url), tmp_path, Unavailable)
    assert f"broke off after {half} of {len(content)} bytes" in message
    assert hoster.asked == ["/v.mp4", "/v.mp4"], "it is tried once more, not for ever"


def test_an_image_in_place_of_a_video(
    hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    url = hoster.put("/v.mp4", b"\x89PNG\r\n" + bytes(200_000), kind="video/mp4")
    assert "no video of any known kind" in refused(downloader, stream(url), tmp_path, WrongFile)


def test_an_answer_without_a_body(
    hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    url = hoster.put("/v.mp4", status=204)
    refused(downloader, stream(url), tmp_path, Unavailable)
    url = hoster.put_cut("/v.mp4", b"")
    assert "after 0 bytes" in refused(downloader, stream(url), tmp_path, Unavailable)


def test_what_failed_its_check_is_kept_for_a_look(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    content = (film / "film.mp4").read_bytes()
    url = hoster.put("/v.mp4", content)
    with pytest.raises(WrongFile, match="should be 1371") as caught:
        downloader.fetch(stream(url, duration=1371.0), tmp_path, quiet)
    assert caught.value.file == tmp_path / "episode.mp4"
    assert caught.value.file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [caught.value.file]
