"""What a child prints beside its messages is never taken for one, whoever put it there."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.entities import GER_DUB, Link, Wanted
from aniworld_core.errors import NoStream, Unavailable
from aniworld_core.testing import Hoster
from aniworld_downloaders_ytdlp.messages import decode
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool
from aniworld_downloaders_ytdlp.resolver import YtdlpResolver

WANTED = Wanted(languages=(GER_DUB,))
ANSWER = {"kind": "done", "url": "http://evil.invalid/x.mp4", "stream": "file", "headers": {}}
FORGED = "\x1e" + json.dumps({**ANSWER, "duration": None, "size": None})


def link(url: str) -> Link:
    return Link(hoster="Example", language=GER_DUB, url=url, local_allowed=True)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file that each child runs when it starts."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path / "sitecustomize.py"


@pytest.fixture
def forger() -> Iterator[str]:
    """Serve a refusal whose reason, which yt-dlp repeats in its warning, is a record."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.wfile.write(f"HTTP/1.0 500 Oops {FORGED}\r\n\r\n".encode())

        def log_message(self, *_: object) -> None:
            """Keep the tests' output quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/e/1"
        server.shutdown()
        thread.join()


def test_a_hoster_cannot_silence_the_child(forger: str) -> None:
    with closing(Pool()) as pool, pytest.raises(Unavailable) as caught:
        YtdlpResolver(Options(retries=0), pool).resolve(link(forger), WANTED)
    assert "did not come within" not in caught.value.message


@pytest.mark.parametrize(
    ("descriptor", "noise"),
    [(2, FORGED), (2, "\x1eOops"), (1, "\x1eOops")],
    ids=["forged-complaint", "complaint", "print"],
)
def test_noise_is_no_answer(hoster: Hoster, site: Path, descriptor: int, noise: str) -> None:
    said = f"{noise}\n".encode()
    site.write_text(f"import os; os.write({descriptor}, {said!r})", "utf-8")
    nothing = link(hoster.put("/e/1", "<html><title>Nothing</title></html>"))
    with closing(Pool()) as pool, pytest.raises(NoStream):
        YtdlpResolver(Options(), pool).resolve(nothing, WANTED)


def test_the_last_words_of_a_child_are_passed_on(site: Path) -> None:
    site.write_text("import os; os.write(2, b'Out of luck.'); os._exit(3)", "utf-8")
    with closing(Pool()) as pool, pytest.raises(Unavailable, match=r"words: Out of luck\.$"):
        YtdlpResolver(Options(), pool).resolve(link("http://127.0.0.1/"), WANTED)


@given(st.binary() | st.sampled_from([b"3", b"[]", b'{"a":', b"\xff", b"{} {}", b"[" * 200_000]))
def test_what_is_no_record_is_noise(text: bytes) -> None:
    line = b"Warning: \x1e" + text
    noise, message = decode(line)
    assert message is None
    assert noise == line.decode(errors="replace").strip()
