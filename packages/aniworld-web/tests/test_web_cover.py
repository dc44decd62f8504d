"""``GET /api/anime/{key}/cover``: an image from the cache, as an image and nothing else."""

import httpx
from attrs import evolve

from aniworld_core.entities import Series
from aniworld_core.errors import Blocked, Unavailable
from aniworld_core.library import Library
from aniworld_core.testing.world import World

URL = "https://catalogue.test/fern.png"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def register(library: Library, world: World, fern: Series, image: bytes | Exception) -> None:
    """Register Fern with a cover."""
    world.covers[URL] = image
    world.offer(evolve(fern, cover=URL))
    library.catalog.add(fern.ref)


def test_a_cover_is_read_once(
    client: httpx.Client, library: Library, world: World, fern: Series
) -> None:
    register(library, world, fern, PNG)
    shown = client.get("/api/anime/fern/cover")
    assert (shown.status_code, shown.content) == (200, PNG)
    assert shown.headers["content-type"] == "image/png"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["cache-control"].startswith("private, max-age=86400")
    known = {"If-None-Match": shown.headers["etag"]}
    again = client.get("/api/anime/fern/cover", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == shown.headers["cache-control"]
    assert world.seen == [URL]


def test_what_is_no_image_is_not_passed_on(
    client: httpx.Client, library: Library, world: World, fern: Series
) -> None:
    register(library, world, fern, b"<svg onload='alert(1)'/>")
    refused = client.get("/api/anime/fern/cover")
    assert refused.status_code == 502
    assert refused.json()["type"] == "urn:aniworld:error:layout-changed"
    assert b"svg onload" not in refused.content


def test_a_series_without_cover_has_none(
    client: httpx.Client, library: Library, fern: Series
) -> None:
    library.catalog.add(fern.ref)
    for key, status in {"fern": 404, "moss": 404, "No%20Key": 422}.items():
        assert client.get(f"/api/anime/{key}/cover").status_code == status


def test_a_site_in_trouble_is_told(
    client: httpx.Client, stranger: httpx.Client, library: Library, world: World, fern: Series
) -> None:
    register(library, world, fern, Unavailable("Down."))
    assert client.get("/api/anime/fern/cover").status_code == 503
    world.covers[URL] = Blocked("A captcha.")
    assert client.get("/api/anime/fern/cover").status_code == 503, "it is left alone for a while"
    assert stranger.get("/api/anime/fern/cover").status_code == 401
