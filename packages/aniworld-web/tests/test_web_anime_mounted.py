"""Addresses in answers hold below the path that another application mounts this one at."""

import httpx
from starlette.applications import Starlette
from starlette.routing import Mount

from aniworld_core.entities import Series
from aniworld_core.library import Library
from aniworld_web.serving import Serving
from aniworld_web.site import Site


def test_addresses_have_the_prefix(
    app: Starlette, site: Site, library: Library, fern: Series, password: str
) -> None:
    outer = Starlette(routes=[Mount("/tools/aniworld", app)], lifespan=app.state.lifespan)
    token = site.access.set_up(password).token
    with (
        Serving(outer) as serving,
        httpx.Client(
            base_url=serving.url, headers={"Authorization": f"Bearer {token}"}, trust_env=False
        ) as client,
    ):
        for place in ("/tools/aniworld/api", "/tools/aniworld/api/v1"):
            added = client.post(f"{place}/anime/add", json={"link": "fern", "folder": "Fern 1"})
            assert added.headers["location"] == f"{place}/anime/fern"
            assert client.get(added.headers["location"]).json()["title"] == fern.title
            found = client.get(f"{place}/anime/Fern%201")
            assert found.headers["link"] == f'<{place}/anime/fern>; rel="canonical"'
            library.catalog.remove("fern")
