"""The headers that every answer has."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from aniworld_web.serving import Serving

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


@pytest.fixture
def proxied(app: Starlette) -> Iterator[httpx.Client]:
    """Return a client of the application behind a proxy that it trusts."""
    trusting: Any = ProxyHeadersMiddleware
    with (
        Serving(trusting(app, "127.0.0.1")) as serving,
        httpx.Client(base_url=serving.url, trust_env=False) as client,
    ):
        yield client


@pytest.mark.parametrize(
    "path", ["/api/auth/status", "/api/auth/keys", "/nowhere", "/static/favicon.svg"]
)
def test_every_answer_is_guarded(stranger: httpx.Client, path: str) -> None:
    headers = stranger.get(path).headers
    policy = headers["content-security-policy"].split("; ")
    assert dict(part.split(" ", 1) for part in policy) == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "strict-transport-security" not in headers
    assert "server" not in headers


def test_only_static_files_are_kept(stranger: httpx.Client) -> None:
    assert stranger.get("/api/auth/status").headers["cache-control"] == "no-store"
    kept = stranger.get("/static/favicon.svg")
    assert kept.status_code == 200
    assert "no-store" not in kept.headers.get("cache-control", "")


def test_behind_https_the_browser_is_held_to_it(proxied: httpx.Client, password: str) -> None:
    secure = {"X-Forwarded-Proto": "https"}
    answer = proxied.post("/api/auth/setup", json={"password": password}, headers=secure)
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert "Secure" in answer.headers["set-cookie"].split("; ")


def test_behind_https_an_http_page_of_the_same_name_is_another_site(proxied: httpx.Client) -> None:
    host = proxied.base_url.netloc.decode()
    for scheme, status in (("http", 403), ("https", 422)):
        headers = {"X-Forwarded-Proto": "https", "Origin": f"{scheme}://{host}"}
        assert proxied.post("/api/auth/login", json={}, headers=headers).status_code == status


def test_a_mounted_application_keeps_its_cookie_to_itself(app: Starlette, password: str) -> None:
    outer = Starlette()
    outer.mount("/anime", app)
    with Serving(outer) as serving, httpx.Client(trust_env=False) as client:
        answer = client.post(f"{serving.url}/anime/api/auth/setup", json={"password": password})
        assert "Path=/anime" in answer.headers["set-cookie"].split("; ")
        static = client.get(f"{serving.url}/anime/static/favicon.svg")
        assert "no-store" not in static.headers.get("cache-control", "")
