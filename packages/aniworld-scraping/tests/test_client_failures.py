"""The client on bad answers: which error, how many tries, which waits."""

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from threading import Thread

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from aniworld_core.errors import Blocked, Gone, LayoutChanged, RateLimited, Unavailable
from aniworld_scraping import Client


def test_a_fault_that_passes_is_not_felt(
    httpserver: HTTPServer, connect: Callable[..., Client]
) -> None:
    for _ in range(2):
        httpserver.expect_ordered_request("/").respond_with_data(status=500)
    httpserver.expect_ordered_request("/").respond_with_data("up again")
    assert connect(attempts=3).get("/").text == "up again"


def test_a_fault_that_stays_is_unavailable_after_so_many_tries(
    httpserver: HTTPServer, connect: Callable[..., Client]
) -> None:
    httpserver.expect_request("/").respond_with_data(status=502)
    with pytest.raises(Unavailable, match="502"):
        connect(attempts=3).get("/")
    assert len(httpserver.log) == 3


@pytest.mark.parametrize(
    ("status", "error"),
    [(403, Blocked), (404, Gone), (410, Gone), (451, Blocked), (405, LayoutChanged)],
)
def test_what_will_not_pass_is_not_tried_again(
    httpserver: HTTPServer, client: Client, status: int, error: type[Exception]
) -> None:
    httpserver.expect_request("/").respond_with_data(status=status)
    with pytest.raises(error):
        client.get("/")
    assert len(httpserver.log) == 1


def test_a_form_is_sent_again_after_a_fault(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_ordered_request("/", data=b"a=1").respond_with_data(status=503)
    httpserver.expect_ordered_request("/", data=b"a=1").respond_with_data("ok")
    assert client.post("/", {"a": "1"}).text == "ok"


def test_too_many_requests_without_a_time_are_left_to_the_caller(
    httpserver: HTTPServer, client: Client
) -> None:
    httpserver.expect_request("/").respond_with_data(status=429)
    with pytest.raises(RateLimited) as caught:
        client.get("/")
    assert caught.value.retry_after is None
    assert len(httpserver.log) == 1


@pytest.mark.parametrize(("status", "error"), [(429, RateLimited), (503, Unavailable)])
def test_a_long_wait_is_left_to_the_caller_and_kept_by_everyone(
    httpserver: HTTPServer, client: Client, status: int, error: type[Exception]
) -> None:
    httpserver.expect_request("/").respond_with_data(status=status, headers={"Retry-After": "60"})
    with pytest.raises(error) as caught:
        client.get("/")
    assert isinstance(caught.value, RateLimited | Unavailable)
    assert caught.value.retry_after == timedelta(seconds=60)
    with pytest.raises(RateLimited, match="asked to wait"):
        client.get("/other")
    assert len(httpserver.log) == 1


def test_a_short_wait_is_waited_out(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_ordered_request("/").respond_with_data(
        status=429, headers={"Retry-After": "1"}
    )
    httpserver.expect_ordered_request("/").respond_with_data("thank you")
    began = time.monotonic()
    assert client.get("/").text == "thank you"
    assert time.monotonic() - began >= 1.0


@pytest.mark.parametrize("at_once", [1, 2])
def test_no_more_requests_run_at_once_than_allowed(
    connect: Callable[..., Client], at_once: int
) -> None:
    running: set[int] = set()
    most = 0

    def answer(request: Request) -> Response:
        nonlocal most
        running.add(id(request))
        most = max(most, len(running))
        time.sleep(0.02)
        running.discard(id(request))
        return Response("ok")

    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        server.expect_request("/").respond_with_handler(answer)
        client = connect(base_url=server.url_for("/"), concurrency=at_once)
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(client.get, ["/"] * 6))
    assert most == at_once


def test_a_refusal_is_blocked_even_with_a_good_looking_page(
    httpserver: HTTPServer, client: Client
) -> None:
    httpserver.expect_request("/").respond_with_data(
        "<title>Just a moment...</title>", status=503, headers={"Retry-After": "1"}
    )
    with pytest.raises(Blocked):
        client.get("/")
    assert len(httpserver.log) == 1


def test_a_small_answer_that_unpacks_to_a_huge_one_is_stopped(
    httpserver: HTTPServer, connect: Callable[..., Client]
) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    httpserver.expect_request("/").respond_with_data(bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(LayoutChanged, match="larger than"):
        connect(size_limit=1_000_000).get("/")


def test_a_packed_page_is_unpacked(httpserver: HTTPServer, client: Client) -> None:
    packed = gzip.compress(b"a page")
    httpserver.expect_request("/").respond_with_data(packed, headers={"Content-Encoding": "gzip"})
    assert client.get("/").text == "a page"


def test_a_site_without_an_address_names_the_usual_cause(connect: Callable[..., Client]) -> None:
    with pytest.raises(Unavailable, match="has no address") as caught:
        connect(base_url="http://no-such-site.invalid", attempts=1).get("/")
    assert "DNS" in caught.value.hint


def test_a_site_without_a_trusted_connection_names_the_usual_cause(
    connect: Callable[..., Client], httpserver: HTTPServer
) -> None:
    url = httpserver.url_for("/").replace("http:", "https:")
    with pytest.raises(Unavailable, match="TLS") as caught:
        connect(base_url=url, attempts=1).get("/")
    assert "DNS" in caught.value.hint


def test_nobody_answers(connect: Callable[..., Client]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    with pytest.raises(Unavailable, match="cannot be reached"):
        connect(base_url=f"http://127.0.0.1:{port}").get("/")


@pytest.mark.parametrize(
    "answer",
    [b"", b"no HTTP at all\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf a pa"],
    ids=["nothing", "nonsense", "cut"],
)
def test_a_broken_answer_is_unavailable(connect: Callable[..., Client], answer: bytes) -> None:
    with (
        raw_server(lambda connection: connection.sendall(answer)) as url,
        pytest.raises(Unavailable),
    ):
        connect(base_url=url, attempts=1).get("/")


def test_a_site_that_drips_is_given_up(connect: Callable[..., Client]) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        with suppress(OSError):
            while True:
                connection.sendall(b".")
                time.sleep(0.02)

    with raw_server(drip) as url, pytest.raises(Unavailable, match="too long"):
        connect(base_url=url, attempts=1, timeout=0.3).get("/")


@contextmanager
def raw_server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Answer one request with bytes of one's own; gives the server's address."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with closing(connection):
                connection.recv(65536)
                answer(connection)

        thread = Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join()
