"""Small pages with the site's structure and invented titles, and a replica that serves them."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer, RequestHandler

from aniworld_providers_sto.site import Sto, StoConfig
from aniworld_scraping import Page

PAGES = Path(__file__).parent / "pages"
SERIES = "/serie/nebelwerft"
PLACES = {
    "season_1.html": SERIES,
    "season_2.html": f"{SERIES}/staffel-2",
    "specials.html": f"{SERIES}/staffel-0",
    "episode.html": f"{SERIES}/staffel-1/episode-1",
    "search.html": "/suche",
    "list.html": "/serien",
    "new_episodes.html": "/neue-episoden",
}
COVER = b"\xff\xd8\xff\xe0" + bytes(range(256))
HTML = "text/html; charset=utf-8"


def text_of(name: str) -> str:
    return (PAGES / name).read_text("utf-8")


@pytest.fixture(scope="session")
def page() -> Callable[[str], Page]:
    """Read one of the pages, as if it came from the site."""

    def read(name: str) -> Page:
        return Page(f"https://serienstream.to{PLACES.get(name, '/')}", text_of(name))

    return read


@pytest.fixture
def replica(httpserver: HTTPServer) -> HTTPServer:
    """Serve the pages where the site has them."""

    def serve(path: str, name: str, **wanted: str) -> None:
        httpserver.expect_request(path, "GET", query_string=wanted or None).respond_with_data(
            text_of(name), content_type=HTML
        )

    for name, path in PLACES.items():
        if name != "search.html":
            serve(path, name)
    serve(f"{SERIES}/staffel-1", "season_1.html")
    serve("/suche", "search.html", term="nebel", tab="shows")
    serve("/suche", "search_2.html", term="nebel", tab="shows", page="2")
    serve("/suche", "search_none.html")
    for number, headers in {
        1: {"Location": "https://hoster.example/e/abc"},
        3: {"Location": "/captcha"},
        4: {"Location": "https://s.to/captcha"},
        6: {"Location": "ftp://hoster.example/e/abc"},
    }.items():
        _token(httpserver, number).respond_with_data(status=302, headers=headers)
    _token(httpserver, 2).respond_with_data(
        '<script>window.top.location.href = "https:\\/\\/hoster.example\\/e\\/xyz";</script>'
    )
    _token(httpserver, 5).respond_with_data(
        "<title>Stream wird vorbereitet</title><div class='cf-turnstile'></div>"
    )
    cover = "/media/images/channel/desktop/nebelwerft"
    httpserver.expect_request(cover).respond_with_data(COVER, content_type="image/jpeg")
    httpserver.expect_request("").respond_with_data(
        text_of("not_found.html"), status=404, content_type=HTML
    )
    return httpserver


def _token(httpserver: HTTPServer, number: int) -> RequestHandler:
    token = base64.b64encode(f'{{"token":{number}}}'.encode()).decode()
    return httpserver.expect_request("/r", "GET", query_string={"t": token})


@pytest.fixture
def provider(replica: HTTPServer) -> Sto:
    """Return the provider of the replica."""
    return Sto(
        StoConfig(base_url=replica.url_for("/"), requests_per_second=1000, backoff=0, attempts=2)
    )
