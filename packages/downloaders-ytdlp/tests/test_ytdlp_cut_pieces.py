"""Videos of which a part is missing, repeated or in the wrong place, in ways that ffmpeg does not mind."""

import subprocess
from pathlib import Path

import pytest

from aniworld_core.entities import Stream, StreamKind
from aniworld_core.errors import Unavailable, WrongFile
from aniworld_core.testing import Hoster
from aniworld_downloaders_ytdlp import ffmpeg
from aniworld_downloaders_ytdlp.child.flow import Flow
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader

_HLS = "-i film.mp4 -c copy -f hls -hls_time 4 -hls_playlist_type vod"


def quiet(_: int, __: int | None) -> None:
    """Let the job run."""


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Film 24 seconds, six pieces of four seconds: far enough apart for ffmpeg to mend their clock."""
    root = tmp_path_factory.mktemp("long")
    _ffmpeg(
        root,
        "-f lavfi -i testsrc2=size=96x54:rate=25 -f lavfi -i sine=440 -t 24 -c:v libx264 -preset"
        " ultrafast -pix_fmt yuv420p -g 25 -keyint_min 25 -sc_threshold 0 -c:a aac film.mp4",
    )
    _ffmpeg(root, f"{_HLS} index.m3u8")
    _ffmpeg(root, f"{_HLS} -hls_segment_type fmp4 -hls_flags single_file ranges.m3u8")
    _ffmpeg(
        root,
        f"{_HLS} -map 0 -var_stream_map",
        "a:0,agroup:sound v:0,agroup:sound",
        "-master_pl_name master.m3u8 part%v.m3u8",
    )
    _ffmpeg(root, "-i film.mp4 -c copy film.ts")
    _ffmpeg(root, "-i film.mp4 -c copy -movflags frag_keyframe+empty_moov fragments.mp4")
    return root


@pytest.fixture
def served(long: Path, hoster: Hoster) -> Path:
    """Serve the film in all its forms; the tests spoil some of it."""
    hoster.put_folder(long)
    return long


def pieces(hoster: Hoster, playlist: str = "index") -> Stream:
    return Stream(url=hoster.url(f"/{playlist}.m3u8"), kind=StreamKind.HLS, local_allowed=True)


def file(url: str) -> Stream:
    return Stream(url=url, kind=StreamKind.FILE, local_allowed=True)


def half(path: Path) -> bytes:
    content = path.read_bytes()
    return content[: len(content) // 2 // 188 * 188]


def refused(downloader: YtdlpDownloader, stream: Stream, folder: Path) -> str:
    with pytest.raises(WrongFile) as caught:
        downloader.fetch(stream, folder, quiet)
    return caught.value.message


@pytest.mark.parametrize("playlist", ["index", "master"])
def test_the_whole_video_in_pieces(
    served: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path, playlist: str
) -> None:
    assert downloader.fetch(pieces(hoster, playlist), tmp_path, quiet).is_file()


@pytest.mark.parametrize("piece", ["index3.ts", "index5.ts"])
def test_a_piece_whose_end_nobody_announced(
    served: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path, piece: str
) -> None:
    hoster.put_cut(f"/{piece}", half(served / piece))
    assert "how long a piece" in refused(downloader, pieces(hoster), tmp_path)


def test_a_piece_of_which_the_hoster_has_but_a_half(
    served: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put("/index3.ts", half(served / "index3.ts"))
    assert "cut short" in refused(downloader, pieces(hoster), tmp_path)


@pytest.mark.parametrize(("place", "other"), [(4, 0), (1, 5), (5, 0)])
def test_a_piece_in_the_place_of_one_far_away(
    served: Path,
    hoster: Hoster,
    downloader: YtdlpDownloader,
    tmp_path: Path,
    place: int,
    other: int,
) -> None:
    hoster.put(f"/index{place}.ts", (served / f"index{other}.ts").read_bytes())
    refused(downloader, pieces(hoster), tmp_path)


def test_two_pieces_far_away_from_each_other_that_are_swapped(
    served: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put("/index1.ts", (served / "index5.ts").read_bytes())
    hoster.put("/index5.ts", (served / "index1.ts").read_bytes())
    refused(downloader, pieces(hoster), tmp_path)


def test_another_piece_of_a_sound_that_comes_apart(
    served: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put("/part04.ts", (served / "part00.ts").read_bytes())
    refused(downloader, pieces(hoster, "master"), tmp_path)


def test_the_whole_file_in_place_of_each_part_of_it(
    served: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    """The hoster does not know ranges, and yt-dlp joins what comes."""
    assert "another part" in refused(downloader, pieces(hoster, "ranges"), tmp_path)


def test_the_parts_of_a_file(
    served: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    content = (served / "ranges.m4s").read_bytes()
    hoster.put("/ranges.m4s", content, ranges=True)
    path = downloader.fetch(pieces(hoster, "ranges"), tmp_path, quiet)
    assert path.stat().st_size == len(content)


@pytest.mark.parametrize("name", ["film.ts", "fragments.mp4"])
def test_a_file_whose_end_nobody_tells(
    served: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path, name: str
) -> None:
    """A transport stream may end anywhere, an MP4 in fragments after each of them."""
    content = (served / name).read_bytes()
    end = content.find(b"moof", len(content) // 2) - 4 if name == "fragments.mp4" else 188 * 999
    message = refused(downloader, file(hoster.put_cut("/v.mp4", content[:end])), tmp_path)
    assert "where it ends" in message


def test_a_file_that_tells_its_end_itself(
    served: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    content = (served / "film.mp4").read_bytes()
    path = downloader.fetch(file(hoster.put_cut("/v.mp4", content)), tmp_path, quiet)
    assert path.read_bytes() == content


def test_more_than_was_announced(
    served: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    content = (served / "film.mp4").read_bytes()
    longer = content + b"and something else"
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(longer), longer)
    url = hoster.put_cut(
        "/v.mp4", chunks, promised=len(content), headers={"Transfer-Encoding": "chunked"}
    )
    with pytest.raises(Unavailable):
        downloader.fetch(file(url), tmp_path, quiet)


def test_a_list_of_pieces_that_breaks_off_behind_its_end_mark(
    served: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    """The mark may stand anywhere in the list (RFC 8216, 4.3.3.4)."""
    text = (served / "index.m3u8").read_text("utf-8").replace("#EXT-X-ENDLIST\n", "")
    marked = text.replace("#EXTM3U\n", "#EXTM3U\n#EXT-X-ENDLIST\n").encode()
    hoster.put_cut("/index.m3u8", marked[: marked.index(b"index2.ts") + 10], promised=len(marked))
    with pytest.raises(Unavailable):
        downloader.fetch(pieces(hoster), tmp_path, quiet)


def test_the_lowest_speed_limit_lets_something_through() -> None:
    flow = Flow(lambda: 1, min_speed=0, patience=60, max_size=100)
    assert flow.ask(100) == 1


def _ffmpeg(folder: Path, *arguments: str) -> None:
    """Run ffmpeg; an argument between two others may have blanks."""
    words = [
        word
        for number, text in enumerate(arguments)
        for word in ([text] if number % 2 else text.split())
    ]
    subprocess.run([ffmpeg.find(), "-v", "error", "-nostdin", *words], cwd=folder, check=True)
