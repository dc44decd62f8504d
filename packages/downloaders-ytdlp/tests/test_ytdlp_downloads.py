"""Downloads that end well: every kind of stream, byte for byte the same each time."""

from pathlib import Path

import imageio_ffmpeg  # type: ignore[import-untyped]  # it ships no types
import pytest

from aniworld_core.entities import Stream, StreamKind
from aniworld_core.errors import NoStream
from aniworld_core.testing import Hoster
from aniworld_downloaders_ytdlp import ffmpeg
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.packets import read_media
from aniworld_downloaders_ytdlp.pool import Pool

KINDS = [
    ("hls", "index.m3u8", StreamKind.HLS),
    ("fragments", "index.m3u8", StreamKind.HLS),
    ("apart", "master.m3u8", StreamKind.HLS),
    ("locked", "index.m3u8", StreamKind.HLS),
    ("dash", "index.mpd", StreamKind.DASH),
]


def quiet(_: int, __: int | None) -> None:
    """Let the job run."""


@pytest.mark.parametrize(("folder", "manifest", "kind"), KINDS, ids=[name for name, _, _ in KINDS])
def test_pieces_become_one_file_that_is_the_same_each_time(
    film: Path,
    hoster: Hoster,
    downloader: YtdlpDownloader,
    tmp_path: Path,
    folder: str,
    manifest: str,
    kind: StreamKind,
) -> None:
    hoster.put_folder(film / folder)
    stream = Stream(url=hoster.url(f"/{manifest}"), kind=kind, duration=6.0, local_allowed=True)
    folders = [tmp_path / "first", tmp_path / "second"]
    for each in folders:
        each.mkdir()
    first, second = (downloader.fetch(stream, each, quiet) for each in folders)
    assert first.read_bytes() == second.read_bytes()
    assert list(first.parent.iterdir()) == [first]
    demuxer = {".mp4": "mov", ".mkv": "matroska"}[first.suffix]
    media = read_media(first, ffmpeg=ffmpeg.find(), demuxer=demuxer)
    video = media.main("video")
    assert video is not None
    assert video.packets == 150
    assert media.main("audio") is not None


@pytest.mark.parametrize(("folder", "manifest"), [("hls", "index"), ("apart", "master")])
def test_the_ffmpeg_of_the_wheel_is_enough(
    film: Path, hoster: Hoster, pool: Pool, tmp_path: Path, folder: str, manifest: str
) -> None:
    """It stands in a folder of its own, under a name of its own, without an ffprobe."""
    alone = YtdlpDownloader(Options(ffmpeg=imageio_ffmpeg.get_ffmpeg_exe()), pool)
    hoster.put_folder(film / folder)
    stream = Stream(url=hoster.url(f"/{manifest}.m3u8"), kind=StreamKind.HLS, local_allowed=True)
    assert alone.fetch(stream, tmp_path, quiet).is_file()


def test_a_file_arrives_as_it_is(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    content = (film / "film.mp4").read_bytes()
    url = hoster.put("/v.mp4", content)
    path = downloader.fetch(
        Stream(url=url, kind=StreamKind.FILE, size=len(content), local_allowed=True),
        tmp_path,
        quiet,
    )
    assert path.read_bytes() == content


def test_a_connection_that_breaks_is_taken_up_again(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    content = (film / "film.mp4").read_bytes()
    url = hoster.put_cut("/v.mp4", content[:20_000], promised=len(content))

    def mend(received: int, _: int | None) -> None:
        if received:
            hoster.put("/v.mp4", content, ranges=True)

    path = downloader.fetch(
        Stream(url=url, kind=StreamKind.FILE, local_allowed=True), tmp_path, mend
    )
    assert path.read_bytes() == content
    assert hoster.asked == ["/v.mp4", "/v.mp4"]


def test_headers_go_to_the_playlist_and_to_every_piece(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put_folder(film / "apart")
    headers = {"Referer": "https://player.example/"}
    stream = Stream(
        url=hoster.url("/master.m3u8"), kind=StreamKind.HLS, headers=headers, local_allowed=True
    )
    downloader.fetch(stream, tmp_path, quiet)
    assert len(hoster.headers) > 6
    assert {each.get("Referer") for each in hoster.headers} == {"https://player.example/"}


def test_the_quality_is_chosen_from_the_master_playlist(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put_folder(film / "hls", "/low")
    hoster.put(
        "/master.m3u8",
        "#EXTM3U\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=900000,RESOLUTION=1920x1080\nhigh/index.m3u8\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=300000,RESOLUTION=640x360\nlow/index.m3u8\n",
    )
    stream = Stream(
        url=hoster.url("/master.m3u8"), kind=StreamKind.HLS, quality="720p", local_allowed=True
    )
    assert downloader.fetch(stream, tmp_path, quiet).is_file()
    assert not any(path.startswith("/high") for path in hoster.asked)


def test_a_quality_that_does_not_exist_is_said(
    hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    line = "#EXT-X-STREAM-INF:BANDWIDTH=900000,RESOLUTION=1920x1080"
    url = hoster.put("/master.m3u8", f"#EXTM3U\n{line}\nhigh/index.m3u8\n")
    stream = Stream(url=url, kind=StreamKind.HLS, quality="480p", local_allowed=True)
    with pytest.raises(NoStream, match="wanted quality"):
        downloader.fetch(stream, tmp_path, quiet)


def test_the_suffix_tells_the_container(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    pieces = sorted((film / "hls").glob("*.ts"))
    url = hoster.put("/v.mp4", b"".join(piece.read_bytes() for piece in pieces))
    path = downloader.fetch(
        Stream(url=url, kind=StreamKind.FILE, local_allowed=True), tmp_path, quiet
    )
    assert path.suffix == ".ts"


def test_progress_counts_all_bytes_and_ends_with_the_file(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    content = (film / "film.mp4").read_bytes()
    url = hoster.put("/v.mp4", content)
    reports: list[tuple[int, int | None]] = []

    def slow(received: int, total: int | None) -> int:
        reports.append((received, total))
        return len(content)

    downloader.fetch(Stream(url=url, kind=StreamKind.FILE, local_allowed=True), tmp_path, slow)
    received = [size for size, _ in reports]
    assert received == sorted(received)
    assert len(set(received)) > 2
    assert reports[-1] == (len(content), len(content))


@pytest.mark.parametrize(
    ("kind", "path"), [(StreamKind.FILE, "/film.mp4"), (StreamKind.HLS, "/index.m3u8")]
)
def test_what_lies_in_the_folder_is_not_believed(
    film: Path,
    hoster: Hoster,
    downloader: YtdlpDownloader,
    tmp_path: Path,
    kind: StreamKind,
    path: str,
) -> None:
    """A file that was cut short under the final name, a folder, a link that leads elsewhere."""
    content = (film / "film.mp4").read_bytes()
    folder, other = tmp_path / "incomplete", tmp_path / "other.mp4"
    (folder / "pieces").mkdir(parents=True)
    (folder / "pieces" / "1.ts").write_bytes(b"somebody's")
    (folder / "episode.mp4").write_bytes(content[: len(content) // 2])
    other.write_bytes(b"somebody's")
    (folder / "episode.part").symlink_to(other)
    hoster.put_folder(film / "hls")
    hoster.put("/film.mp4", content)
    found = downloader.fetch(
        Stream(url=hoster.url(path), kind=kind, local_allowed=True), folder, quiet
    )
    assert list(folder.iterdir()) == [found]
    assert found.stat().st_size > len(content) // 2
    assert other.read_bytes() == b"somebody's"
