"""Lists of megabytes: sent once while they are unchanged, and refused when they are too large."""

import gzip
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from aniworld_core.errors import LayoutChanged
from aniworld_scraping import Client

Connect = Callable[..., Client]
LIST = "".join(f"<li><a href='/series/{n}'>Größe {n:06}</a></li>\n" for n in range(60_000))


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_large_list_is_sent_once_while_it_is_unchanged(
    httpserver: HTTPServer, connect: Connect, tmp_path: Path, validator: str, *, packed: bool
) -> None:
    value = {"ETag": '"1"', "Last-Modified": "Sun, 01 Jan 2023 00:00:00 GMT"}[validator]
    asked = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[validator]
    body = gzip.compress(LIST.encode()) if packed else LIST.encode()

    def answer(request: Request) -> Response:
        headers = {validator: value, **({"Content-Encoding": "gzip"} if packed else {})}
        if request.headers.get(asked) == value:
            return Response(status=304, headers={validator: value})
        return Response(body, headers=headers)

    httpserver.expect_request("/list").respond_with_handler(answer)
    # A client each, as each run of the program has one.
    texts = [connect(cache=tmp_path / "cache.db").get("/list").text for _ in range(2)]
    assert len(LIST) > 2_500_000
    assert texts == [LIST, LIST]
    assert [response.status_code for _, response in httpserver.log] == [200, 304]


def test_fifty_megabytes_are_refused_without_being_held(
    httpserver: HTTPServer, connect: Connect, tmp_path: Path
) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(800):
            yield bytes(65536)

    httpserver.expect_request("/").respond_with_handler(
        lambda _: Response(endless(), headers={"ETag": '"1"'})
    )
    client = connect(cache=tmp_path / "cache.db", size_limit=1024**2)
    tracemalloc.start()
    try:
        with pytest.raises(LayoutChanged, match="larger than 1048576 bytes"):
            client.get("/")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 20 * 1024**2  # with what the server beside it holds


def test_what_was_refused_is_not_remembered_as_a_page(
    httpserver: HTTPServer, connect: Connect, tmp_path: Path
) -> None:
    httpserver.expect_request("/").respond_with_data(LIST, headers={"ETag": '"1"'})
    cache = tmp_path / "cache.db"
    with pytest.raises(LayoutChanged):
        connect(cache=cache, size_limit=100_000).get("/")
    assert connect(cache=cache).get("/").text == LIST
    assert "If-None-Match" not in httpserver.log[1][0].headers
