"""A hoster on loopback for tests: every answer is set by the test, also the bad ones."""

import mimetypes
import os
import socket
import struct
import threading
import zlib
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from pathlib import Path
from typing import Self

__all__ = ["Answer", "Hoster"]

_PATIENCE = 60.0
_TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".mpd": "application/dash+xml",
    ".ts": "video/mp2t",
}

Answer = Callable[[BaseHTTPRequestHandler], None]


class Hoster:
    """A web server for the length of a ``with`` block; what was not put there is answered with 404.

    A path with a query (``/search?q=moon``) answers that one alone, without one any other query.
    ``asked`` lists the paths in the order of the requests, ``headers`` what came with each.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self._answers: dict[str, Answer] = {}
        self._everywhere: Answer | None = None
        self._released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self._answer))
        # Closing waits for the requests, so that none outlives its test.
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def put(
        self,
        path: str,
        body: bytes | str = b"",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        kind: str | None = None,
        ranges: bool = False,
        pace: int | None = None,
    ) -> str:
        """Answer a path with a body and return its address; ``kind`` is a type if the suffix tells it not.

        With ``ranges`` a part may be asked for, and If-Range is held against the ETag or Last-Modified
        among the ``headers``. ``pace`` is how many bytes a second are sent.
        """
        answer = _whole(path, body, status, headers, kind, ranges=ranges, send=self._send(pace))
        return self._put(path, answer)

    def put_everywhere(
        self,
        body: bytes | str = b"",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer every path alike from now on, whatever else was put there."""
        send = self._send(None)
        self._everywhere = _whole("/", body, status, headers, None, ranges=False, send=send)

    def put_folder(self, folder: Path, below: str = "") -> None:
        """Answer with every file of a folder, by its name."""
        for file in folder.iterdir():
            self.put(f"{below}/{file.name}", file.read_bytes())

    def put_cut(
        self,
        path: str,
        body: bytes,
        *,
        promised: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Send a body and hang up; the length that is ``promised`` is sent before it, if there is one."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            _begin(request, path, promised, headers)
            request.wfile.write(body)

        return self._put(path, answer)

    def put_reset(self, path: str, body: bytes, *, promised: int) -> str:
        """Send a body, shorter than promised, and break the connection as a router does that forgets it."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            _begin(request, path, promised)
            request.wfile.write(body)
            # Time for the body to arrive: a reset throws away what was not read yet.
            self._released.wait(0.2)
            request.connection.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            os.close(request.connection.detach())  # past the server, which would say goodbye

        return self._put(path, answer)

    def put_redirect(self, path: str, to: str, *, status: int = 302) -> str:
        """Lead from a path to another address."""
        return self.put(path, status=status, headers={"Location": to})

    def put_flood(self, path: str, body: bytes, *, headers: Mapping[str, str] | None = None) -> str:
        """Send a body and then its last megabyte again and again, until the client has enough."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            _begin(request, path, None, headers)
            request.wfile.write(body)
            while not self._released.is_set():
                request.wfile.write(body[-(1024**2) :])

        return self._put(path, answer)

    def put_bomb(self, path: str, *, size: int = 1024**3) -> str:
        """Send so many zeros, packed with gzip into a thousandth of that, whatever was asked for."""
        packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
        packed = b"".join(packer.compress(bytes(1024**2)) for _ in range(size // 1024**2))
        return self.put(path, packed + packer.flush(), headers={"Content-Encoding": "gzip"})

    def put_endless(self, path: str, body: bytes = b"") -> str:
        """Send a body and then nothing more; the connection stays open until the test is over."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            _begin(request, path, len(body) + 1_000_000)
            request.wfile.write(body)
            self._released.wait(_PATIENCE)

        return self._put(path, answer)

    def _put(self, path: str, answer: Answer) -> str:
        self._answers[path] = answer
        return self.url(path)

    def _send(self, pace: int | None) -> Callable[[BufferedIOBase, bytes], None]:
        def send(out: BufferedIOBase, content: bytes) -> None:
            if pace is None:
                out.write(content)
                return
            step = max(1, pace // 50)
            for at in range(0, len(content), step):
                out.write(content[at : at + step])
                if self._released.wait(step / pace):
                    return

        return send

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        path = request.path.partition("?")[0]
        self.asked.append(path)
        self.headers.append(dict(request.headers))
        answer = self._everywhere or self._answers.get(request.path) or self._answers.get(path)
        if answer is None:
            request.send_error(404)
            return
        try:
            answer(request)
        except ConnectionError:
            request.close_connection = True


def _handler(answer: Answer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer(self)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer(self)

        def log_message(self, *_: object) -> None:
            """Keep the output of the tests clean."""

    return Handler


def _whole(
    path: str,
    body: bytes | str,
    status: int,
    headers: Mapping[str, str] | None,
    kind: str | None,
    *,
    ranges: bool,
    send: Callable[[BufferedIOBase, bytes], None],
) -> Answer:
    content = body.encode() if isinstance(body, str) else body

    def answer(request: BaseHTTPRequestHandler) -> None:
        asked = request.headers.get("Range", "") if ranges else ""
        known = {(headers or {}).get("ETag"), (headers or {}).get("Last-Modified"), None}
        if request.headers.get("If-Range") not in known:
            asked = ""
        first, _, last = asked.removeprefix("bytes=").partition("-")
        start, end = int(first or 0), min(int(last or len(content)), len(content) - 1)
        request.send_response(206 if asked else status)
        request.send_header("Content-Type", kind or _type(path))
        request.send_header("Content-Length", str(end + 1 - start))
        # A client that keeps its connection open would keep the test open, too.
        request.send_header("Connection", "close")
        if asked:
            span = f"bytes {start}-{end}/{len(content)}"
            request.send_header("Content-Range", span)
        for name, value in (headers or {}).items():
            request.send_header(name, value)
        request.end_headers()
        send(request.wfile, content[start : end + 1])

    return answer


def _begin(
    request: BaseHTTPRequestHandler,
    path: str,
    length: int | None,
    headers: Mapping[str, str] | None = None,
) -> None:
    request.close_connection = True
    request.send_response(200)
    request.send_header("Content-Type", _type(path))
    if length is not None:
        request.send_header("Content-Length", str(length))
    for name, value in (headers or {}).items():
        request.send_header(name, value)
    request.end_headers()


def _type(path: str) -> str:
    suffix = Path(path).suffix
    return _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "text/html; charset=utf-8")
