"""Downloads that must not end well: each hostile case is told by its kind, and leaves no file."""

import re
from pathlib import Path

import pytest

from aniworld_core.entities import Stream, StreamKind
from aniworld_core.errors import (
    AniworldError,
    Blocked,
    Gone,
    NoSpace,
    NoStream,
    RateLimited,
    Unavailable,
    WrongFile,
)
from aniworld_core.testing import Hoster
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool

START = b"\0\0\0\x18ftypisom" + bytes(5000)
PAGE = "<!DOCTYPE html><html><body><h1>Too many visitors</h1></body></html>\n"


def quiet(_: int, __: int | None) -> None:
    """Let the job run."""


def refused(
    downloader: YtdlpDownloader, stream: Stream, folder: Path, kind: type[AniworldError]
) -> str:
    """Return the message with which a download fails; it must leave nothing that looks like a video."""
    with pytest.raises(kind) as caught:
        downloader.fetch(stream, folder, quiet)
    left = set(folder.iterdir())
    if isinstance(caught.value, WrongFile):
        assert left == {caught.value.file} - {None}
    elif isinstance(caught.value, Unavailable | NoSpace):
        assert {path.suffix for path in left} <= {".part", ".json"}
    else:
        assert not left
    return caught.value.message


@pytest.fixture
def pieces(film: Path, hoster: Hoster) -> Stream:
    """Serve the film in six pieces; the tests spoil one of them."""
    hoster.put_folder(film / "hls")
    return Stream(url=hoster.url("/index.m3u8"), kind=StreamKind.HLS, local_allowed=True)


@pytest.mark.parametrize("number", [0, 3, 5])
def test_a_page_in_place_of_a_piece(
    hoster: Hoster,
    pieces: Stream,
    downloader: YtdlpDownloader,
    tmp_path: Path,
    number: int,
) -> None:
    hoster.put(f"/index{number}.ts", PAGE)
    assert "web page" in refused(downloader, pieces, tmp_path, WrongFile)


def test_a_page_in_place_of_an_mp4_piece(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put_folder(film / "fragments")
    hoster.put("/index3.m4s", PAGE)
    stream = Stream(url=hoster.url("/index.m3u8"), kind=StreamKind.HLS, local_allowed=True)
    assert "web page" in refused(downloader, stream, tmp_path, WrongFile)


def test_a_missing_piece(
    hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put("/index3.ts", status=404)
    refused(downloader, pieces, tmp_path, Gone)


def test_an_empty_piece(
    hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put("/index3.ts", b"")
    refused(downloader, pieces, tmp_path, Unavailable)


def test_a_piece_that_is_cut_short(
    film: Path, hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    piece = (film / "hls" / "index3.ts").read_bytes()
    hoster.put_cut("/index3.ts", piece[: len(piece) // 2], promised=len(piece))
    refused(downloader, pieces, tmp_path, Unavailable)


def test_a_piece_that_is_cut_short_without_a_length(
    film: Path, hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    piece = (film / "hls" / "index3.ts").read_bytes()
    hoster.put_cut("/index3.ts", piece[:188])
    refused(downloader, pieces, tmp_path, WrongFile)


def test_a_piece_that_comes_twice(
    film: Path, hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    piece = (film / "hls" / "index3.ts").read_bytes()
    hoster.put("/index3.ts", piece + piece)
    refused(downloader, pieces, tmp_path, WrongFile)


def test_another_piece_in_place_of_one(
    film: Path, hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put("/index3.ts", (film / "hls" / "index2.ts").read_bytes())
    refused(downloader, pieces, tmp_path, WrongFile)


def test_pieces_whose_lengths_are_rounded(
    film: Path, hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    """A gap is found all the same: a piece is left out, then two are swapped."""
    text = (film / "hls" / "index.m3u8").read_text("utf-8")
    rounded = re.sub(r"(#EXTINF:\d+)\.\d+", r"\1", text)
    hoster.put("/index.m3u8", re.sub(r"#EXTINF:\d+,\nindex3.ts\n", "", rounded))
    assert "a piece is missing" in refused(downloader, pieces, tmp_path, WrongFile)
    hoster.put("/index.m3u8", rounded)
    hoster.put("/index3.ts", (film / "hls" / "index2.ts").read_bytes())
    hoster.put("/index2.ts", (film / "hls" / "index3.ts").read_bytes())
    refused(downloader, pieces, tmp_path, WrongFile)


def test_the_last_piece_is_not_video(
    hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put("/index5.ts", bytes(188 * 20))
    refused(downloader, pieces, tmp_path, WrongFile)


@pytest.mark.parametrize(
    ("status", "kind"), [(403, Blocked), (429, RateLimited), (500, Unavailable)]
)
def test_a_refused_piece(
    hoster: Hoster,
    pieces: Stream,
    downloader: YtdlpDownloader,
    tmp_path: Path,
    status: int,
    kind: type[AniworldError],
) -> None:
    hoster.put("/index3.ts", status=status)
    refused(downloader, pieces, tmp_path, kind)


def test_a_playlist_without_an_end(
    film: Path, hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    text = (film / "hls" / "index.m3u8").read_text("utf-8")
    hoster.put("/index.m3u8", text.replace("#EXT-X-ENDLIST", ""))
    assert "live" in refused(downloader, pieces, tmp_path, NoStream)


def test_a_playlist_with_drm(
    film: Path, hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    text = (film / "hls" / "index.m3u8").read_text("utf-8")
    key = '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://1",KEYFORMAT="com.apple.streamingkeydelivery"'
    hoster.put("/index.m3u8", re.sub("#EXTINF", f"{key}\n#EXTINF", text, count=1))
    assert "DRM" in refused(downloader, pieces, tmp_path, NoStream)


def test_a_page_in_place_of_a_playlist(
    hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put("/index.m3u8", PAGE)
    assert "no playlist" in refused(downloader, pieces, tmp_path, WrongFile)


def test_a_video_of_another_length_than_the_page_said(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    url = hoster.put("/v.mp4", (film / "film.mp4").read_bytes())
    stream = Stream(url=url, kind=StreamKind.FILE, duration=1371.0, local_allowed=True)
    assert "should be 1371" in refused(downloader, stream, tmp_path, WrongFile)


def test_a_file_of_another_size(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    url = hoster.put("/v.mp4", (film / "film.mp4").read_bytes())
    stream = Stream(url=url, kind=StreamKind.FILE, size=5_000_000, local_allowed=True)
    assert "instead of 5000000" in refused(downloader, stream, tmp_path, WrongFile)


def test_a_file_that_is_smaller_than_any_episode(
    film: Path, hoster: Hoster, pool: Pool, tmp_path: Path
) -> None:
    url = hoster.put("/v.mp4", (film / "film.mp4").read_bytes())
    strict = YtdlpDownloader(Options(min_size=10_000_000), pool)
    message = refused(
        strict, Stream(url=url, kind=StreamKind.FILE, local_allowed=True), tmp_path, WrongFile
    )
    assert "too few" in message


def test_a_hole_of_zeros(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    content = bytearray((film / "film.mp4").read_bytes())
    middle = len(content) // 2
    content[middle : middle + 40_000] = bytes(40_000)
    url = hoster.put("/v.mp4", bytes(content))
    refused(
        downloader, Stream(url=url, kind=StreamKind.FILE, local_allowed=True), tmp_path, WrongFile
    )


def test_a_playlist_that_claims_to_be_a_file_is_not_followed(
    hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.ts"
    folder = tmp_path / "incomplete"
    folder.mkdir()
    url = hoster.put(
        "/v.mp4", f"#EXTM3U\n#EXTINF:6.0,\nfile://{secret}\n#EXT-X-ENDLIST\n" + "#\n" * 9999
    )
    refused(
        downloader, Stream(url=url, kind=StreamKind.FILE, local_allowed=True), folder, WrongFile
    )


def test_a_hoster_that_falls_silent(hoster: Hoster, pool: Pool, tmp_path: Path) -> None:
    impatient = YtdlpDownloader(Options(stall_timeout=1.0, retries=0), pool)
    url = hoster.put_endless("/v.mp4", START)
    message = refused(
        impatient, Stream(url=url, kind=StreamKind.FILE, local_allowed=True), tmp_path, Unavailable
    )
    assert "no data for 1 s" in message


def test_a_hoster_that_is_not_there(downloader: YtdlpDownloader, tmp_path: Path) -> None:
    with Hoster() as gone:
        url = gone.url("/v.mp4")
    refused(
        downloader, Stream(url=url, kind=StreamKind.FILE, local_allowed=True), tmp_path, Unavailable
    )


def test_a_redirect_that_goes_round(
    hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    url = hoster.put("/v.mp4", status=302, headers={"Location": hoster.url("/v.mp4")})
    refused(
        downloader, Stream(url=url, kind=StreamKind.FILE, local_allowed=True), tmp_path, Unavailable
    )
