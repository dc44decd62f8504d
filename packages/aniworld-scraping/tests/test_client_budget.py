"""The client and the budget of a host: what costs something, and what happens when it is used up."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from aniworld_core.entities import Allowance
from aniworld_core.errors import RateLimited
from aniworld_core.memory import MemoryStore
from aniworld_core.ports import Spend
from aniworld_scraping import Client

Connect = Callable[..., Client]


@pytest.fixture
def spend() -> Spend:
    """Return what all clients of a test share, as processes share their store."""
    paces = MemoryStore().paces
    return lambda name, allowance: paces.spend(name, allowance, datetime.now(UTC))


def test_a_used_up_budget_is_told_and_asks_nothing(
    httpserver: HTTPServer, connect: Connect, spend: Spend
) -> None:
    httpserver.expect_request("/").respond_with_data("the page")
    first, client = connect(requests_per_hour=3), connect(requests_per_hour=3)
    for one in (first, client):
        one.share_pace(spend)
    first.get("/")
    for _ in range(2):
        client.get("/")
    with pytest.raises(
        RateLimited, match=r"3 requests an hour to localhost:\d+ are used"
    ) as caught:
        client.get("/")
    assert caught.value.retry_after is not None
    assert timedelta(minutes=59) < caught.value.retry_after <= timedelta(minutes=61)
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
    httpserver: HTTPServer, connect: Connect, spend: Spend
) -> None:
    httpserver.expect_request("/").respond_with_data("the page")
    httpserver.expect_request("/busy").respond_with_data(
        status=429, headers={"Retry-After": "3600"}
    )
    resting, awake = connect(requests_per_hour=3), connect(requests_per_hour=3)
    for one in (resting, awake):
        one.share_pace(spend)
    for _ in range(9):
        with pytest.raises(RateLimited, match=r"too many|asked to wait"):
            resting.get("/busy")
    assert [awake.get("/").text for _ in range(2)] == ["the page"] * 2
    with pytest.raises(RateLimited, match="used up"):
        awake.get("/")


def test_every_host_has_a_budget_of_its_own(httpserver: HTTPServer, connect: Connect) -> None:
    httpserver.expect_request("/").respond_with_data("the page")
    mine, other = f"localhost:{httpserver.port}", f"127.0.0.1:{httpserver.port}"
    client = connect(mirrors=[mine, other], requests_per_hour=1)
    for host in (mine, other):
        assert client.get(f"http://{host}/").text == "the page"
        with pytest.raises(RateLimited, match=host):
            client.get(f"http://{host}/")


def test_a_wait_within_patience_is_waited_out(httpserver: HTTPServer, connect: Connect) -> None:
    httpserver.expect_request("/").respond_with_data("the page")
    client = connect(requests_per_hour=1, patience=600)
    answers = [timedelta(seconds=0.2), timedelta(0)]
    asked: list[tuple[str, Allowance]] = []

    def spend(name: str, allowance: Allowance) -> timedelta:
        asked.append((name, allowance))
        return answers.pop(0)

    client.share_pace(spend)
    began = datetime.now(UTC)
    assert client.get("/").text == "the page"
    assert datetime.now(UTC) - began >= timedelta(seconds=0.2)
    wanted = Allowance(every=timedelta(milliseconds=1), burst=4, per_hour=1)
    assert asked == [(f"site localhost:{httpserver.port}", wanted)] * 2
