"""The client and the budget of a host: what costs something, and what happens when it is used up."""

from array import array
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from aniworld_core.errors import RateLimited
from aniworld_scraping import Client

Connect = Callable[..., Client]


def test_a_used_up_budget_is_told_and_asks_nothing(
    httpserver: HTTPServer, connect: Connect, tmp_path: Path
) -> None:
    httpserver.expect_request("/").respond_with_data("the page")
    cache = tmp_path / "cache.db"
    connect(cache=cache, requests_per_hour=3).get("/")
    # Another client of the data folder, such as that of another process, has what is left.
    client = connect(cache=cache, requests_per_hour=3)
    for _ in range(2):
        client.get("/")
    with pytest.raises(
        RateLimited, match=r"3 requests an hour to localhost:\d+ are used"
    ) as caught:
        client.get("/")
    assert caught.value.retry_after is not None
    assert timedelta(minutes=59) < caught.value.retry_after <= timedelta(hours=1)
    assert len(httpserver.log) == 3


def test_a_page_that_is_unchanged_costs_a_request_too(
    httpserver: HTTPServer, connect: Connect, tmp_path: Path
) -> None:
    def answer(request: Request) -> Response:
        known = "If-None-Match" in request.headers
        return Response("the page", status=304 if known else 200, headers={"ETag": '"1"'})

    httpserver.expect_request("/").respond_with_handler(answer)
    client = connect(cache=tmp_path / "cache.db", requests_per_hour=2)
    assert [client.get("/").text for _ in range(2)] == ["the page"] * 2
    assert [response.status_code for _, response in httpserver.log] == [200, 304]
    with pytest.raises(RateLimited):
        client.get("/")


def test_a_request_that_is_not_made_while_the_site_rests_costs_nothing(
    httpserver: HTTPServer, connect: Connect, tmp_path: Path
) -> None:
    httpserver.expect_request("/").respond_with_data("the page")
    httpserver.expect_request("/busy").respond_with_data(
        status=429, headers={"Retry-After": "3600"}
    )
    cache = tmp_path / "cache.db"
    resting = connect(cache=cache, requests_per_hour=3)
    for _ in range(9):
        with pytest.raises(RateLimited, match=r"too many|asked to wait"):
            resting.get("/busy")
    awake = connect(cache=cache, requests_per_hour=3)
    assert [awake.get("/").text for _ in range(2)] == ["the page"] * 2
    with pytest.raises(RateLimited, match="used up"):
        awake.get("/")


def test_every_host_has_a_budget_of_its_own(
    httpserver: HTTPServer, connect: Connect, tmp_path: Path
) -> None:
    httpserver.expect_request("/").respond_with_data("the page")
    mine, other = f"localhost:{httpserver.port}", f"127.0.0.1:{httpserver.port}"
    client = connect(cache=tmp_path / "cache.db", mirrors=[mine, other], requests_per_hour=1)
    for host in (mine, other):
        assert client.get(f"http://{host}/").text == "the page"
        with pytest.raises(RateLimited, match=host):
            client.get(f"http://{host}/")


def test_a_wait_within_patience_is_waited_out(
    httpserver: HTTPServer, connect: Connect, tmp_path: Path
) -> None:
    httpserver.expect_request("/").respond_with_data("the page")
    client = connect(cache=tmp_path / "cache.db", requests_per_hour=1, patience=600)
    client.get("/")
    # As if the request above had been made almost an hour ago.
    (count,) = tmp_path.glob("*.requests")
    set_back(count, 3599.8)
    assert client.get("/").text == "the page"
    assert len(httpserver.log) == 2


def set_back(file: Path, seconds: float) -> None:
    """Make the times in a budget's file older."""
    times = array("d", file.read_bytes())
    file.write_bytes(array("d", [time - seconds for time in times]).tobytes())
