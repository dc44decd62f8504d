"""Small pages with the site's structure and invented titles, and a replica that serves them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from aniworld_providers_aniworld.site import Aniworld, AniworldConfig
from aniworld_scraping import Page

PAGES = Path(__file__).parent / "pages"
SERIES = "/anime/stream/laternenstrasse-links"
COVER = b"\xff\xd8\xff\xe0" + bytes(range(256))
PLACES = {
    "series.html": SERIES,
    "season_2.html": f"{SERIES}/staffel-2",
    "films.html": f"{SERIES}/filme",
    "episode.html": f"{SERIES}/staffel-1/episode-1",
    "search.json": "/ajax/search",
    "alphabet.html": "/animes-alphabet",
    "new_episodes.html": "/neue-episoden",
    "calendar.html": "/animekalender",
}


@pytest.fixture(scope="session")
def page() -> Callable[[str], Page]:
    """Read one of the pages, as if it came from the site."""

    def read(name: str) -> Page:
        url = f"https://aniworld.to{PLACES.get(name, '/')}"
        return Page(url, (PAGES / name).read_text("utf-8"))

    return read


@pytest.fixture
def shelf() -> dict[str, bytes]:
    """Return what the replica serves, by its place; a test may put something else there."""
    pages = {place: (PAGES / name).read_bytes() for name, place in PLACES.items()}
    return {**pages, f"{SERIES}/staffel-1": pages[SERIES]}


@pytest.fixture
def missing() -> bytes:
    """Return the page for what the site does not have."""
    return (PAGES / "not_found.html").read_bytes()


@pytest.fixture
def replica(httpserver: HTTPServer, shelf: dict[str, bytes], missing: bytes) -> HTTPServer:
    """Serve the pages where the site has them."""

    def page(request: Request) -> Response:
        return Response(shelf[request.path], content_type="text/html; charset=utf-8")

    search = PLACES["search.json"]
    for place in shelf:
        if place != search:
            httpserver.expect_request(place, "GET").respond_with_handler(page)
    httpserver.expect_request(search, "POST", data="keyword=laternen").respond_with_handler(page)
    httpserver.expect_request(search, "POST").respond_with_data("null")
    httpserver.expect_request("/redirect/11").respond_with_data(
        status=302, headers={"Location": "https://hoster.example/e/abc"}
    )
    httpserver.expect_request("/redirect/12").respond_with_data("<title>Captcha</title>")
    httpserver.expect_request("/redirect/13").respond_with_data(
        status=302, headers={"Location": "/captcha"}
    )
    httpserver.expect_request("/public/img/cover/laternen_220x330.jpg").respond_with_data(
        COVER, content_type="image/jpeg"
    )
    # The site says that something does not exist with a good status.
    httpserver.expect_request(re.compile("/anime/stream/")).respond_with_data(
        missing, content_type="text/html; charset=utf-8"
    )
    return httpserver


@pytest.fixture
def provider(replica: HTTPServer) -> Aniworld:
    """Return the provider of the replica."""
    return Aniworld(
        AniworldConfig(
            base_url=replica.url_for("/"), requests_per_second=1000, backoff=0, attempts=2
        )
    )
