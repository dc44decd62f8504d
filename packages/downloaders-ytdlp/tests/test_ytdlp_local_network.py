"""No page, redirect, playlist or name leads a job into the local network unless that is allowed."""

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

import pytest

from aniworld_core.entities import GER_DUB, Link, Stream, StreamKind, Wanted
from aniworld_core.errors import AniworldError, Blocked
from aniworld_core.testing import Hoster
from aniworld_downloaders_ytdlp.child.guard import Refused, guarded, is_local
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool
from aniworld_downloaders_ytdlp.resolver import YtdlpResolver

LOCAL = [
    *("127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.178.1"),
    *("169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "239.1.1.1", "255.255.255.255"),
    *("::", "::1", "[::1]", "fe80::1", "fe80::1%eth0", "fd00::1", "fc00::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:192.168.0.1", "64:ff9b::a00:1", "2002:7f00:1::1"),
]
PUBLIC = [
    "1.1.1.1",
    "172.32.0.1",
    "192.0.2.1",
    "2606:4700::1",
    "::ffff:1.1.1.1",
    "hoster.example",
    "",
]


def quiet(_: int, __: int | None) -> None:
    """Let the job run."""


@pytest.mark.parametrize("address", LOCAL)
def test_local_addresses(address: str) -> None:
    assert is_local(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_other_addresses_and_names(address: str) -> None:
    assert not is_local(address)


def test_a_connection_is_refused_while_a_job_is_guarded(hoster: Hoster) -> None:
    port = int(hoster.url("").rpartition(":")[2])
    with guarded(local_allowed=False, proxies={}):
        for host in ("127.0.0.1", "localhost"):
            with pytest.raises(Refused, match="local network"):
                socket.create_connection((host, port), timeout=5)
    with (
        guarded(local_allowed=True, proxies={}),
        closing(socket.create_connection(("127.0.0.1", port))),
    ):
        pass
    with closing(socket.create_connection(("127.0.0.1", port))):
        pass


def test_the_proxy_that_the_user_set_may_be_local(hoster: Hoster) -> None:
    port = int(hoster.url("").rpartition(":")[2])
    with (
        guarded(local_allowed=False, proxies={"http": hoster.url("")}),
        closing(socket.create_connection(("127.0.0.1", port), timeout=5)),
        Hoster() as other,
        pytest.raises(Refused),
    ):
        socket.create_connection(("127.0.0.1", int(other.url("").rpartition(":")[2])), timeout=5)


def fails(downloader: YtdlpDownloader, url: str, kind: StreamKind, folder: Path) -> str:
    with pytest.raises(Blocked) as caught:
        downloader.fetch(Stream(url=url, kind=kind), folder, quiet)
    assert list(folder.iterdir()) == []
    return caught.value.message


@pytest.mark.parametrize("kind", list(StreamKind))
def test_a_stream_here_is_refused(
    hoster: Hoster, downloader: YtdlpDownloader, tmp_path: Path, kind: StreamKind
) -> None:
    url = hoster.put("/v.mp4", b"")
    for address in (url, url.replace("127.0.0.1", "localhost"), url.replace("127.0.0.1", "[::1]")):
        assert "leads into the local network" in fails(downloader, address, kind, tmp_path)
    assert hoster.asked == []


def test_a_page_here_is_refused(hoster: Hoster, resolver: YtdlpResolver) -> None:
    link = Link(hoster="Example", language=GER_DUB, url=hoster.put("/e/1", "<video src=/v.mp4>"))
    with pytest.raises(Blocked, match="local network"):
        resolver.resolve(link, Wanted(languages=(GER_DUB,)))
    assert hoster.asked == []


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator["Outside"]:
    """Stand for the web outside: the user's proxy, which answers for every host by itself."""
    with Outside() as outside:
        monkeypatch.setenv("http_proxy", outside.address)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        yield outside


class Outside:
    """A proxy that answers itself; what it was asked for is in ``asked``."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        outside = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outside.asked.append(self.path)
                status, headers, body = outside.answers.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Keep the tests' output quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def test_a_proxy_here_is_used(film: Path, outside: Outside, tmp_path: Path) -> None:
    content = (film / "film.mp4").read_bytes()
    outside.answers["http://hoster.example/v.mp4"] = (200, {}, content)
    with closing(Pool()) as pool:
        path = YtdlpDownloader(Options(), pool).fetch(
            Stream(url="http://hoster.example/v.mp4", kind=StreamKind.FILE), tmp_path, quiet
        )
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "place",
    ["127.0.0.1", "169.254.169.254", "[::1]", "localhost", "192.168.178.1", "[::ffff:10.0.0.1]"],
)
@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirect_into_the_local_network(
    outside: Outside, tmp_path: Path, place: str, status: int
) -> None:
    outside.answers["http://hoster.example/v.mp4"] = (302, {"Location": "/w.mp4"}, b"")
    outside.answers["http://hoster.example/w.mp4"] = (status, {"Location": f"http://{place}/"}, b"")
    with closing(Pool()) as pool:
        message = fails(
            YtdlpDownloader(Options(), pool),
            "http://hoster.example/v.mp4",
            StreamKind.FILE,
            tmp_path,
        )
    assert place.strip("[]") in message
    assert outside.asked == ["http://hoster.example/v.mp4", "http://hoster.example/w.mp4"]


@pytest.mark.parametrize("what", ["piece", "key", "variant"])
def test_a_playlist_that_names_the_local_network(
    film: Path, outside: Outside, hoster: Hoster, tmp_path: Path, what: str
) -> None:
    text = (film / "locked" / "index.m3u8").read_text("utf-8")
    inside = hoster.url("/secret")
    if what == "piece":
        text = text.replace("index3.ts", inside)
    elif what == "key":
        text = text.replace("key.bin", inside)
    else:
        text = f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=900000\n{inside}\n"
    for file in (film / "locked").iterdir():
        outside.answers[f"http://hoster.example/{file.name}"] = (200, {}, file.read_bytes())
    outside.answers["http://hoster.example/index.m3u8"] = (200, {}, text.encode())
    with closing(Pool()) as pool:
        fails(
            YtdlpDownloader(Options(), pool),
            "http://hoster.example/index.m3u8",
            StreamKind.HLS,
            tmp_path,
        )
    assert hoster.asked == []


@pytest.mark.skipif(
    sys.platform == "win32", reason="the made-up name is put into the child by a file"
)
def test_a_name_that_resolves_to_a_local_address(
    hoster: Hoster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\n"
        "known = socket.getaddrinfo\n"
        "def look_up(host, *rest, **more):\n"
        "    return known('127.0.0.1' if host == 'hoster.example' else host, *rest, **more)\n"
        "socket.getaddrinfo = look_up\n",
        "utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "incomplete").mkdir()
    url = hoster.put("/v.mp4", b"").replace("127.0.0.1", "hoster.example")
    with closing(Pool()) as pool:
        fails(YtdlpDownloader(Options(), pool), url, StreamKind.FILE, tmp_path / "incomplete")
    assert hoster.asked == []


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://hoster.example/v.mp4", "data:,x"])
def test_a_redirect_to_what_is_no_web_address(outside: Outside, tmp_path: Path, url: str) -> None:
    outside.answers["http://hoster.example/v.mp4"] = (302, {"Location": url}, b"")
    with closing(Pool()) as pool, pytest.raises(AniworldError):
        YtdlpDownloader(Options(retries=0), pool).fetch(
            Stream(url="http://hoster.example/v.mp4", kind=StreamKind.FILE), tmp_path, quiet
        )
    assert list(tmp_path.iterdir()) == []
