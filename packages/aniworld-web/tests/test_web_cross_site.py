"""Other sites in a signed-in browser (T18), and names that are not ours."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from attrs import evolve
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from aniworld_web.config import WebConfig
from aniworld_web.middleware import middleware
from aniworld_web.serving import Serving
from aniworld_web.site import Site

FORM: dict[str, Any] = {
    "content": b"password=a+wrong+guess",
    "headers": {"Content-Type": "application/x-www-form-urlencoded"},
}
TEXT: dict[str, Any] = {
    "content": b'{"password": "a wrong guess"}',
    "headers": {"Content-Type": "text/plain"},
}
MULTIPART: dict[str, Any] = {"files": {"password": b"a wrong guess"}}
JSON: dict[str, Any] = {"json": {"password": "a wrong guess"}}


@pytest.fixture
def browser(site: Site, stranger: httpx.Client, password: str) -> httpx.Client:
    """Return a client that is signed in by its cookie, as browsers are."""
    stranger.cookies.set("aniworld_session", site.access.set_up(password).token)
    return stranger


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "file://127.0.0.1"},
        {"Origin": "http://[::1"},
        {"Origin": "http://127.0.0.1:port"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "OWN"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    ],
    ids=str,
)
def test_writes_from_elsewhere_are_refused(
    browser: httpx.Client, url: str, elsewhere: dict[str, str]
) -> None:
    headers = {name: url if value == "OWN" else value for name, value in elsewhere.items()}
    for form in (FORM, TEXT, MULTIPART, JSON):
        sent = {**form, "headers": form.get("headers", {}) | headers}
        for method, path in (("POST", "/api/auth/logout"), ("DELETE", "/api/auth/keys/0")):
            answer = browser.request(method, path, **sent)
            assert answer.status_code == 403, answer.text
            assert answer.json()["type"] == "urn:aniworld:error:not-allowed"
    assert browser.get("/api/auth/status", headers=headers).json()["signed_in"] is True


@pytest.mark.parametrize("fetch", ["same-origin", "none", None])
def test_our_own_pages_may_write(browser: httpx.Client, url: str, fetch: str | None) -> None:
    headers = {"Origin": url} | ({"Sec-Fetch-Site": fetch} if fetch else {})
    assert browser.post("/api/auth/ws-ticket", headers=headers).status_code == 200


def test_programs_need_no_origin(client: httpx.Client, stranger: httpx.Client) -> None:
    assert client.post("/api/auth/ws-ticket").status_code == 200
    assert stranger.post("/api/auth/login", **JSON).status_code == 401
    # A program whose client kept the cookie of its login is one still.
    client.cookies.set("aniworld_session", "anything")
    assert client.post("/api/auth/ws-ticket").status_code == 200


def test_a_form_with_the_cookie_has_to_say_where_it_comes_from(browser: httpx.Client) -> None:
    for form in (FORM, TEXT, MULTIPART):
        assert browser.post("/api/auth/logout", **form).status_code == 403


@pytest.mark.parametrize("scheme", ["Basic YTpi", "Bearer"])
def test_what_a_browser_sends_to_a_proxy_is_no_word_of_ours(
    browser: httpx.Client, scheme: str
) -> None:
    headers = FORM.get("headers", {}) | {"Authorization": scheme}
    answer = browser.post("/api/auth/logout", **{**FORM, "headers": headers})
    assert answer.status_code in {401, 403}
    assert browser.get("/api/auth/status").json()["signed_in"] is True


def test_a_program_may_keep_the_cookie_of_its_login(stranger: httpx.Client, password: str) -> None:
    assert stranger.post("/api/auth/setup", json={"password": password}).is_success
    assert stranger.post("/api/auth/login", json={"password": password}).is_success
    assert stranger.post("/api/auth/ws-ticket").is_success
    assert stranger.post("/api/auth/logout").is_success


def test_what_is_refused_is_not_read(browser: httpx.Client, url: str) -> None:
    place = urlsplit(url)
    request = (
        f"POST /api/auth/logout HTTP/1.1\r\nHost: {place.netloc}\r\n"
        "Origin: https://evil.example\r\nContent-Length: 1000000\r\n\r\n"
    )
    with closing(socket.create_connection((place.hostname, place.port), 10)) as connection:
        connection.sendall(request.encode())
        assert connection.recv(1024).startswith(b"HTTP/1.1 403")


@pytest.fixture
def echo() -> Iterator[str]:
    """Serve an application that greets every socket and counts every body, behind our middleware."""

    async def greet(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_text("hello")
        await websocket.close()

    async def count(request: Request) -> Response:
        return Response(str(len(await request.body())))

    app = Starlette(
        routes=[WebSocketRoute("/ws", greet), Route("/count", count, methods=["POST", "GET"])],
        middleware=middleware(evolve(WebConfig(), allowed_hosts=("anime.example",))),
    )
    with Serving(app) as serving:
        yield serving.url


COOKIE = {"Cookie": "theme=dark; aniworld_session=token"}


def greeted(url: str, origin: str | None, headers: dict[str, str]) -> str | int:
    """Return what a WebSocket says first, or the status in the problem by which it was refused."""
    address = url.replace("http://", "ws://")
    try:
        with connect(f"{address}/ws", origin=origin, additional_headers=headers) as websocket:  # type: ignore[arg-type]
            return str(websocket.recv(10))
    except InvalidStatus as refused:
        problem: dict[str, int] = json.loads(refused.response.body or b"{}")
        return problem["status"]


def test_sockets_from_elsewhere_are_refused_before_they_open(
    echo: str, caplog: pytest.LogCaptureFixture
) -> None:
    own = echo
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1", own + "0"):
        assert greeted(echo, origin, {}) == 403, origin
        assert greeted(echo, origin, COOKIE) == 403, origin
    assert greeted(echo, None, COOKIE) == 403
    assert greeted(echo, None, COOKIE | {"Sec-Fetch-Site": "same-origin"}) == 403
    assert greeted(echo, own, COOKIE) == "hello"
    assert greeted(echo, None, {}) == "hello"
    assert greeted(echo, None, COOKIE | {"Authorization": "Bearer token"}) == "hello"
    assert not [one for one in caplog.records if one.levelname == "ERROR"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("[::1]:8765", 200),
        ("192.168.1.20", 200),
        ("localhost:1", 200),
        ("LOCALHOST.", 200),
        ("app.localhost", 200),
        ("nas", 200),
        (socket.gethostname(), 200),
        (f"{socket.gethostname().partition('.')[0]}.local:8765", 200),
        ("anime.example", 200),
        ("Anime.Example:443", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("anime.example.evil.example", 421),
        ("localhost.evil.example:8765", 421),
        ("999.0.0.1", 421),
        ("[::g]", 400),
        ("", 400),
        ("a b", 400),
        ("user@127.0.0.1", 400),
        ("127.0.0.1:80:80", 400),
    ],
)
def test_by_which_names_we_are_called(echo: str, host: str, status: int) -> None:
    place = urlsplit(echo)
    with closing(socket.create_connection((place.hostname, place.port), 10)) as connection:
        request = f"GET /count HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        assert connection.recv(1024).startswith(f"HTTP/1.1 {status} ".encode())


def test_a_body_that_is_too_large_is_refused(echo: str) -> None:
    limit = 1024 * 1024
    with httpx.Client(base_url=echo, trust_env=False) as client:
        assert client.post("/count", content=b"x" * limit).text == str(limit)
        assert client.post("/count", content=b"x" * (limit + 1)).status_code == 413
        chunks = [b"x" * 1024] * 1024
        assert client.post("/count", content=iter(chunks)).text == str(limit)
        assert client.post("/count", content=iter([*chunks, b"x"])).status_code == 413
