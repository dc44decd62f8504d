"""Why a download failed, in words of our own, wherever the fault is met: in a list, its pieces or a file."""

import re
from collections.abc import Callable
from datetime import timedelta
from http.client import BadStatusLine
from pathlib import Path

import pytest

from aniworld_core.entities import Stream, StreamKind
from aniworld_core.errors import AniworldError, Unavailable, WrongFile
from aniworld_core.testing import Hoster
from aniworld_downloaders_ytdlp.child.faults import told
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader

LENGTH = 60_000
Spoil = Callable[[Hoster, str, bytes], object]


def redirect_to_nobody(hoster: Hoster, path: str, _: bytes) -> None:
    with Hoster() as gone:
        address = gone.url("/x")
    hoster.put_redirect(path, address)


CASES: dict[str, tuple[Spoil, str]] = {
    "a circle": (
        lambda hoster, path, _: hoster.put_redirect(path, hoster.url(path)),
        r"The hoster leads round in a circle \(302\)\.",
    ),
    "a redirect to nowhere": (
        lambda hoster, path, _: hoster.put(path, status=302),
        r"The hoster leads nowhere \(302\)\.",
    ),
    "a redirect to nobody": (redirect_to_nobody, r"The hoster does not accept connections\."),
    "a redirect to no name": (
        lambda hoster, path, _: hoster.put_redirect(path, "http://nobody.invalid/x"),
        r"The hoster's address is not known\.",
    ),
    "no certificate": (
        lambda hoster, path, _: hoster.put_redirect(path, f"https{hoster.url('/x')[4:]}"),
        r"No secure connection to the hoster is possible\.",
    ),
    "a fault of the server": (
        lambda hoster, path, _: hoster.put(path, status=500),
        r"The hoster has a fault of its own \(500\)\.",
    ),
    "a reset": (
        lambda hoster, path, body: hoster.put_reset(path, body[:9000], promised=LENGTH),
        r"The hoster broke (the connection|off after 9000 of 60000 bytes)\.",
    ),
    "a cut": (
        lambda hoster, path, body: hoster.put_cut(path, body[:9000], promised=LENGTH),
        r"The hoster broke off (in the middle of its answer|after 9000 of 60000 bytes)\.",
    ),
}


def reason(
    downloader: YtdlpDownloader, stream: Stream, folder: Path, kind: type[AniworldError]
) -> str:
    with pytest.raises(kind) as caught:
        downloader.fetch(stream, folder, lambda *_: None)
    return caught.value.message


@pytest.fixture
def pieces(film: Path, hoster: Hoster) -> Stream:
    hoster.put_folder(film / "hls")
    return Stream(url=hoster.url("/index.m3u8"), kind=StreamKind.HLS, local_allowed=True)


@pytest.mark.parametrize("path", ["/index.m3u8", "/index3.ts", "/v.mp4"])
@pytest.mark.parametrize("case", CASES)
def test_a_fault_of_the_network_is_told_in_plain_words(
    film: Path,
    hoster: Hoster,
    pieces: Stream,
    downloader: YtdlpDownloader,
    tmp_path: Path,
    case: str,
    path: str,
) -> None:
    spoil, words = CASES[case]
    spoil(hoster, path, (film / "film.mp4").read_bytes())
    file = Stream(url=hoster.url("/v.mp4"), kind=StreamKind.FILE, local_allowed=True)
    message = reason(downloader, file if path == "/v.mp4" else pieces, tmp_path, Unavailable)
    assert re.fullmatch(words, message), message


def test_an_empty_piece_sent_nothing(
    hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put("/index3.ts", b"")
    assert reason(downloader, pieces, tmp_path, Unavailable) == "The hoster sent nothing."


def test_a_piece_whose_length_is_no_number(
    hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put_flood("/index3.ts", bytes(1024**2), headers={"Content-Length": "lots"})
    message = reason(downloader, pieces, tmp_path, WrongFile)
    assert "larger than any piece" in message


def test_a_key_that_is_none(
    film: Path, hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put_folder(film / "locked")
    hoster.put("/key.bin", b"")
    stream = Stream(url=hoster.url("/index.m3u8"), kind=StreamKind.HLS, local_allowed=True)
    message = reason(downloader, stream, tmp_path, WrongFile)
    assert message == "The key of the video is damaged."


def test_a_piece_says_when_to_come_again(
    hoster: Hoster, pieces: Stream, downloader: YtdlpDownloader, tmp_path: Path
) -> None:
    hoster.put("/index3.ts", status=503, headers={"Retry-After": "7"})
    with pytest.raises(Unavailable) as caught:
        downloader.fetch(pieces, tmp_path, lambda *_: None)
    assert caught.value.retry_after == timedelta(seconds=7)


def test_what_led_to_a_fault_tells_more_than_its_words() -> None:
    fault = OSError("transport")
    assert told([fault, TimeoutError()], "odd") == "The hoster does not answer."
    assert told([fault, BadStatusLine("?")], "odd") == "The hoster's answer cannot be understood."
    words = "[Errno 101] Network is unreachable"
    assert told([fault], words).endswith("or broke off: Network is unreachable")
