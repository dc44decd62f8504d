"""What was begun is gone on from only where it is proven to be the same file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aniworld_core.entities import Stream, StreamKind
from aniworld_core.errors import Cancelled, Unavailable
from aniworld_core.testing import Hoster
from aniworld_downloaders_ytdlp import workspace
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool

ETAG = {"ETag": '"one"'}
OLD = {"Last-Modified": "Sun, 01 Nov 2026 00:00:00 GMT"}


def quiet(_: int, __: int | None) -> None:
    """Let the job run."""


@pytest.fixture
def content(film: Path) -> bytes:
    return (film / "film.mp4").read_bytes()


def stream(url: str) -> Stream:
    return Stream(url=url, kind=StreamKind.FILE, local_allowed=True)


def part_and_record(folder: Path) -> tuple[Path, Path]:
    return folder / "episode.part", folder / "episode.part.json"


def leave(
    hoster: Hoster, folder: Path, have: bytes, content: bytes, *, validator: str = '"one"'
) -> Stream:
    """Lay down what a killed download leaves: its bytes and their record; nothing is served yet."""
    part, record = part_and_record(folder)
    part.write_bytes(have)
    known = {"size": len(content), "validator": validator, "safe": len(have)}
    record.write_text(json.dumps({"format": 1, "identity": hoster.url("/v.mp4"), **known}), "utf-8")
    return stream(hoster.url("/v.mp4?token=2"))


def asked_for(hoster: Hoster) -> list[str | None]:
    return [each.get("Range") for each in hoster.headers]


@pytest.mark.parametrize("headers", [ETAG, OLD], ids=["etag", "date"])
def test_a_stopped_download_goes_on_where_it_was(
    hoster: Hoster,
    downloader: YtdlpDownloader,
    tmp_path: Path,
    content: bytes,
    headers: dict[str, str],
) -> None:
    hoster.put("/v.mp4", content, headers=headers, ranges=True, pace=len(content) // 6)
    part, record = part_and_record(tmp_path)

    def stop(_: int, __: int | None) -> None:
        if record.exists():
            raise Cancelled("Stopped by the test.")

    with pytest.raises(Cancelled):
        downloader.fetch(stream(hoster.url("/v.mp4?token=1")), tmp_path, stop)
    safe = json.loads(record.read_text("utf-8"))["safe"]
    assert 0 < safe <= part.stat().st_size < len(content)
    assert "token" not in record.read_text("utf-8")
    hoster.put("/v.mp4", content, headers=headers, ranges=True)
    received: list[int] = []
    path = downloader.fetch(
        stream(hoster.url("/v.mp4?token=2")), tmp_path, lambda size, _: received.append(size)
    )
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]
    assert asked_for(hoster) == [None, f"bytes={safe - 16384}-"]
    assert hoster.headers[1]["If-Range"] == next(iter(headers.values()))
    assert min(size for size in received if size) >= safe


@pytest.mark.parametrize("headers", [ETAG, {}], ids=["etag", "none"])
def test_what_broke_off_is_gone_on_from_by_the_next_job(
    hoster: Hoster,
    downloader: YtdlpDownloader,
    tmp_path: Path,
    content: bytes,
    headers: dict[str, str],
) -> None:
    half = len(content) // 2
    url = hoster.put_cut("/v.mp4", content[:half], promised=len(content), headers=headers)
    with pytest.raises(Unavailable, match=f"broke off after {half} of {len(content)} bytes"):
        downloader.fetch(stream(url), tmp_path, quiet)
    assert bool(list(tmp_path.iterdir())) == bool(headers), "what cannot be proven is not kept"
    hoster.put("/v.mp4", content, headers=headers, ranges=True)
    assert downloader.fetch(stream(url), tmp_path, quiet).read_bytes() == content
    assert asked_for(hoster)[-1] == (f"bytes={half - 16384}-" if headers else None)


@pytest.mark.parametrize(
    "headers",
    [{"ETag": '"two"'}, {"ETag": 'W/"one"'}, {}],
    ids=["another", "weak", "none"],
)
def test_another_file_of_the_same_length_is_begun_anew(
    hoster: Hoster,
    downloader: YtdlpDownloader,
    tmp_path: Path,
    content: bytes,
    headers: dict[str, str],
) -> None:
    """The part of another mirror: right length, other bytes."""
    other = bytes(100) + content[100:60_000]
    found = leave(hoster, tmp_path, other, content)
    hoster.put("/v.mp4", content, headers=headers, ranges=bool(headers))
    assert downloader.fetch(found, tmp_path, quiet).read_bytes() == content


def test_bytes_that_differ_are_begun_anew_whatever_the_headers_say(
    hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path, content: bytes
) -> None:
    found = leave(hoster, tmp_path, content[:59_000] + bytes(1000), content)
    hoster.put("/v.mp4", content, headers=ETAG, ranges=True)
    assert downloader.fetch(found, tmp_path, quiet).read_bytes() == content
    assert asked_for(hoster) == [f"bytes={60_000 - 16384}-", None]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda part, record: record.unlink(),
        lambda part, record: record.write_bytes(b""),
        lambda part, record: record.write_bytes(record.read_bytes()[:-10]),
        lambda part, record: record.write_bytes(b"[" * 100_000),
        lambda part, record: record.write_text(
            record.read_text("utf-8").replace("v.mp4", "w.mp4"), "utf-8"
        ),
        lambda part, record: record.write_text(
            record.read_text("utf-8").replace("60000", "-1"), "utf-8"
        ),
        lambda part, record: part.write_bytes(part.read_bytes()[:50_000]),
        lambda part, record: part.write_bytes(b""),
        lambda part, record: part.unlink(),
    ],
    ids=["missing", "empty", "torn", "deep", "foreign", "odd", "longer", "no-bytes", "no-part"],
)
def test_a_record_that_cannot_be_believed_is_not(
    hoster: Hoster,
    downloader: YtdlpDownloader,
    tmp_path: Path,
    content: bytes,
    spoil: Callable[[Path, Path], Any],
) -> None:
    found = leave(hoster, tmp_path, content[:60_000], content)
    spoil(*part_and_record(tmp_path))
    hoster.put("/v.mp4", content, headers=ETAG, ranges=True)
    path = downloader.fetch(found, tmp_path, quiet)
    assert path.read_bytes() == content
    assert asked_for(hoster) == [None]
    assert list(tmp_path.iterdir()) == [path]


def test_bytes_beyond_the_record_are_not_believed(
    hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path, content: bytes
) -> None:
    found = leave(hoster, tmp_path, content[:60_000], content)
    with part_and_record(tmp_path)[0].open("ab") as file:
        file.write(bytes(40_000))
    hoster.put("/v.mp4", content, headers=ETAG, ranges=True)
    assert downloader.fetch(found, tmp_path, quiet).read_bytes() == content
    assert asked_for(hoster) == [f"bytes={60_000 - 16384}-"]


def test_a_file_that_is_complete_is_asked_for_once_more_all_the_same(
    hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path, content: bytes
) -> None:
    found = leave(hoster, tmp_path, content, content)
    hoster.put("/v.mp4", content, headers=ETAG, ranges=True)
    assert downloader.fetch(found, tmp_path, quiet).read_bytes() == content
    assert asked_for(hoster) == [f"bytes={len(content) - 16384}-"]


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 416},
        {"status": 206, "headers": {"Content-Range": "bytes 5-9/10"}},
        {"status": 206},
        {"status": 204},
    ],
    ids=["416", "other-range", "no-range", "nothing"],
)
def test_an_odd_answer_to_a_range_is_begun_anew(
    hoster: Hoster,
    pool: Pool,
    tmp_path: Path,
    content: bytes,
    answer: dict[str, Any],
) -> None:
    patient = YtdlpDownloader(Options(retries=5), pool)
    found = leave(hoster, tmp_path, content[:60_000], content)
    hoster.put("/v.mp4", b"", **answer)

    def mend(_: int, __: int | None) -> None:
        if hoster.asked:
            hoster.put("/v.mp4", content, headers=ETAG, ranges=True)

    assert patient.fetch(found, tmp_path, mend).read_bytes() == content


def pieces_left(folder: Path, film: Path, state: str) -> None:
    """Lay down what yt-dlp leaves of six pieces: three are there, and the index is not to be trusted."""
    pieces = [(film / "hls" / f"index{number}.ts").read_bytes() for number in range(3)]
    data, index = b"".join(pieces), json.dumps({"downloader": {"current_fragment": {"index": 3}}})
    if state == "behind":
        index = index.replace("3", "2")
    elif state == "half":
        data += pieces[2][: len(pieces[2]) // 2]
    elif state == "empty":
        index = ""
    (folder / "episode.mp4.part").write_bytes(data)
    if state != "missing":
        (folder / "episode.mp4.ytdl").write_text(index, "utf-8")


@pytest.mark.parametrize("state", ["behind", "empty", "missing", "half"])
def test_pieces_are_never_gone_on_from(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path, state: str
) -> None:
    hoster.put_folder(film / "hls")
    found = Stream(url=hoster.url("/index.m3u8"), kind=StreamKind.HLS, local_allowed=True)
    folders = [tmp_path / "clean", tmp_path / "left"]
    for folder in folders:
        folder.mkdir()
    pieces_left(folders[1], film, state)
    clean, left = (downloader.fetch(found, folder, quiet) for folder in folders)
    assert left.read_bytes() == clean.read_bytes()
    assert list(folders[1].iterdir()) == [left]


def test_a_folder_in_which_another_is_at_work_is_left_alone(
    hoster: Hoster,
    downloader: YtdlpDownloader,
    tmp_path: Path,
    content: bytes,
) -> None:
    other = tmp_path / "episode.part"
    other.write_bytes(b"somebody's")
    url = hoster.put("/v.mp4", content)
    with workspace.held(tmp_path), pytest.raises(Unavailable, match="still at work"):
        downloader.fetch(stream(url), tmp_path, quiet)
    assert other.read_bytes() == b"somebody's"
    assert hoster.asked == []


def test_a_record_that_is_a_link_is_not_written_through(
    hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path, content: bytes
) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    found = leave(hoster, folder, content[:50_000], content)
    _, record = part_and_record(folder)
    elsewhere = record.rename(tmp_path / "elsewhere.json")
    before = elsewhere.read_bytes()
    record.symlink_to(elsewhere)
    hoster.put("/v.mp4", content, headers=ETAG, ranges=True)
    assert downloader.fetch(found, folder, quiet).read_bytes() == content
    assert elsewhere.read_bytes() == before
    assert asked_for(hoster) == [None]
