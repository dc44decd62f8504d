"""Who may open the WebSocket, and until when."""

import json
import threading
from contextlib import AbstractContextManager, suppress

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from aniworld_web.site import Site


@pytest.fixture(autouse=True)
def look_often(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the hub notice at once that a session is over."""
    monkeypatch.setattr(site.hub, "_watch", 0.05)


def dial(
    url: str, query: str = "", origin: str | None = "", **headers: str
) -> AbstractContextManager[ClientConnection]:
    """Connect as a page of the server, or of another origin."""
    origin = url if origin == "" else origin
    return connect(
        f"{url.replace('http', 'ws', 1)}/ws/connect{query}",
        origin=None if origin is None else Origin(origin),
        additional_headers=headers,
        proxy=None,
    )


def refusal(url: str, query: str = "", origin: str | None = "", **headers: str) -> int:
    """Return the status that an attempt to connect is refused with."""
    with pytest.raises(InvalidStatus) as refused, dial(url, query, origin, **headers):
        pass
    return refused.value.response.status_code


def hear(connection: ClientConnection, type: str) -> None:
    """Wait for a message of a type."""
    while json.loads(connection.recv(timeout=10))["type"] != type:
        pass


def test_who_is_not_signed_in_or_comes_from_elsewhere_is_refused(
    url: str, token: str, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    cookie = {"Cookie": f"aniworld_session={token}"}
    assert refusal(url) == 401
    assert refusal(url, Cookie="aniworld_session=wrong") == 401
    assert refusal(url, f"?token={token}") == 401
    for foreign in (None, "null", "http://evil.test", f"{url}.evil.test", f"{url}0"):
        assert refusal(url, origin=foreign, **cookie) == 403
        assert refusal(url, origin=foreign, Authorization=f"Bearer {token}") == 403
    assert site.hub.feed.readers == set()
    assert not caplog.records
    with dial(url, **cookie), dial(url, Authorization=f"Bearer {token}"):
        assert len(site.hub.feed.readers) == 2


def test_a_ticket_opens_one_connection(url: str, client: httpx.Client) -> None:
    ticket = client.post("/api/auth/ws-ticket").json()["ticket"]
    assert refusal(url, f"?ticket={ticket}", origin=None) == 403
    ticket = client.post("/api/auth/ws-ticket").json()["ticket"]
    with dial(url, f"?ticket={ticket}") as opened:
        assert json.loads(opened.recv(timeout=10))["type"] == "hello"
    assert refusal(url, f"?ticket={ticket}") == 401


def test_the_end_of_a_session_ends_its_connections(
    url: str, token: str, site: Site, password: str
) -> None:
    other = site.access.sign_in(password, "127.0.0.1")
    with (
        dial(url, Authorization=f"Bearer {token}") as ended,
        dial(url, Authorization=f"Bearer {other.token}") as remaining,
    ):
        httpx.post(f"{url}/api/auth/logout", headers={"Authorization": f"Bearer {token}"})
        with pytest.raises(ConnectionClosed):
            hear(ended, "nothing")
        assert ended.close_code == 4401
        remaining.send('{"action": "ping"}')
        hear(remaining, "pong")


def test_a_password_that_changes_ends_every_connection(url: str, token: str, site: Site) -> None:
    with dial(url, Authorization=f"Bearer {token}") as ended:
        site.access.reset("another password for tests")
        with pytest.raises(ConnectionClosed):
            hear(ended, "nothing")
        assert ended.close_code == 4401


def test_a_fault_while_sessions_are_looked_at_is_not_for_ever(
    url: str,
    token: str,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    failed = threading.Event()

    def fail(_: object) -> bool:
        failed.set()
        raise RuntimeError("a fault")

    with dial(url, Authorization=f"Bearer {token}") as ended:
        hear(ended, "hello")
        with monkeypatch.context() as broken:
            broken.setattr(site.access, "counts", fail)
            assert failed.wait(10)
        site.access.sign_out_everywhere()
        with pytest.raises(ConnectionClosed):
            hear(ended, "nothing")
        assert ended.close_code == 4401
    assert {one.exc_info[0] for one in caplog.records if one.exc_info} == {RuntimeError}


def test_too_many_messages_end_the_connection(url: str, token: str) -> None:
    with dial(url, Authorization=f"Bearer {token}") as flooding:
        with suppress(ConnectionClosed):
            for _ in range(200):
                flooding.send('{"action": "ping"}')
        with pytest.raises(ConnectionClosed):
            hear(flooding, "nothing")
        assert flooding.close_code == 1008
