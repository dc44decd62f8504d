"""A site served on loopback by threads, with keep-alive and a log of every request."""

import socket
import sys
import threading
from collections.abc import Iterator, MutableSequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from attrs import frozen

from aniworld_core.errors import InvalidValue
from aniworld_demo.answers import Answer, Ask, Site, finish

__all__ = ["Visit", "serve"]


@frozen
class Visit:
    """One answered request: the host asked, the method, the path with its query, the status."""

    host: str
    method: str
    path: str
    status: int


@contextmanager
def serve(site: Site, *, host: str, visits: MutableSequence[Visit], port: int = 0) -> Iterator[str]:
    """Serve a site while the context lasts; yield its base URL. ``host`` is its name in the log.

    Raises InvalidValue for a port that cannot be had.
    """
    try:
        server = _Server(("127.0.0.1", port), _Handler)
    except OSError as error:
        raise InvalidValue(
            f"Port {port} cannot be used: {error.strerror}.", hint="Name another one, or 0 for any."
        ) from error
    server.site, server.host, server.visits = site, host, visits
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name=f"demo {host}")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.hang_up()
        server.server_close()


class _Server(ThreadingHTTPServer):
    """Also knows its open connections, since a keep-alive client may hold one for ever."""

    daemon_threads = False  # server_close waits for every thread: none outlives the context
    site: Site
    host: str
    visits: MutableSequence[Visit]

    def __init__(self, *args: Any) -> None:
        self._open: set[socket.socket] = set()
        super().__init__(*args)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a visitor may vanish at any time
            super().handle_error(request, client_address)

    def hang_up(self) -> None:
        """Close every connection; their threads then end by themselves."""
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the client was faster


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    wbufsize = -1
    disable_nagle_algorithm = True  # else every answer in two writes costs 40 ms

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Keep quiet: the server has a log of its own."""

    def _answer(self) -> None:
        ask = self._ask()
        answer = finish(ask, self.server.site(ask))
        visit = Visit(self.server.host, self.command, self.path, answer.status)
        self.server.visits.append(visit)
        try:
            self._send(answer)
        except ConnectionError:
            self.close_connection = True  # the visitor hung up

    def _ask(self) -> Ask:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = urlsplit(self.path)
        return Ask(
            method=self.command,
            path=address.path,
            query=dict(parse_qsl(address.query)),
            form=dict(parse_qsl(body.decode("utf-8", "replace"))),
            headers={name.lower(): value for name, value in self.headers.items()},
        )

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Type", answer.type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
        self.wfile.flush()
