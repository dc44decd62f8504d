"""The web application as a part of others: the example mounts it, and a reverse proxy has it below a path."""

import importlib.util
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from attrs import evolve
from starlette.applications import Starlette
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from aniworld_core.config import parse
from aniworld_core.entities import GER_DUB, Episode, EpisodeId, Series, SeriesKey
from aniworld_core.events import DownloadFinished
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.watching import Heard
from aniworld_core.testing.world import World
from aniworld_stores_sql import aniworld_open_store
from aniworld_web import create_app
from aniworld_web.config import WebConfig
from aniworld_web.serving import Serving

EXAMPLE = Path(__file__).resolve().parents[1] / "docs" / "examples" / "embedding.py"
PASSWORD = "a password for tests"
FERN = Series(
    key=SeriesKey("fern"),
    provider="site",
    ref="fern",
    title="Fern",
    year=2013,
    episodes=tuple(Episode(id=EpisodeId(1, one), languages=(GER_DUB,)) for one in (1, 2)),
)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def library(tmp_path: Path, heard: Heard) -> Iterator[Library]:
    """Return an open library with an SQLite file, whose one series is Fern."""
    (tmp_path / "library").mkdir()
    world = World()
    world.offer(FERN)
    manager = PluginManager()
    manager.add(world, "world")
    config = parse(
        {
            "library": str(tmp_path / "library"),
            "data": str(tmp_path / "data"),
            "downloads": {"reserve": 0, "backoff": 0.0},
        }
    )
    store = aniworld_open_store(config.store_url)
    assert store is not None
    with Library.open(config, plugins=manager, sinks=[heard], store=store) as library:
        library.catalog.add("fern")
        yield library
    store.close()


@pytest.fixture
def application() -> Callable[[Library], Starlette]:
    """Return the function of the example that makes the whole program."""
    spec = importlib.util.spec_from_file_location("embedding", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: Callable[[Library], Starlette] = module.application
    return made


@pytest.fixture
def browser(
    application: Callable[[Library], Starlette], library: Library
) -> Iterator[httpx.Client]:
    """Serve the example, and return a client that is signed in by its cookie, as a browser is."""
    with (
        Serving(application(library)) as serving,
        httpx.Client(base_url=serving.url, trust_env=False, timeout=30) as browser,
    ):
        browser.headers["Origin"] = serving.url
        browser.post("/anime/api/auth/setup", json={"password": PASSWORD}).raise_for_status()
        yield browser


def test_the_other_program_keeps_its_own_addresses(browser: httpx.Client) -> None:
    assert browser.get("/").text.startswith("Everything at home")
    assert browser.get("/api/anime").status_code == 404
    assert browser.get("/anime").status_code in {307, 308}


def test_the_cookie_is_for_the_path_below(browser: httpx.Client) -> None:
    assert [cookie.path for cookie in browser.cookies.jar] == ["/anime"]


def test_rest_answers_below_the_path(browser: httpx.Client) -> None:
    assert browser.get("/anime/api/anime/fern").json()["title"] == "Fern"
    assert browser.get("/anime/api/v1/anime/fern").json()["title"] == "Fern"
    assert browser.get("/anime/health/live").status_code == 200


def test_pages_lead_nowhere_else(browser: httpx.Client) -> None:
    seen, waiting = set[str](), ["/anime/"]
    while waiting and len(seen) < 40:
        address = waiting.pop(0)
        seen.add(address)
        page = browser.get(address, follow_redirects=True)
        assert page.status_code == 200 or address.endswith("/cover"), address  # it has none
        if "html" not in page.headers["content-type"]:
            continue
        links = re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text)
        assert links
        assert all(link.startswith("/anime/") for link in links), address
        shown = re.findall(r'(?:href|src)="(/[^"#]*)"', page.text)
        waiting += [one.replace("&amp;", "&") for one in shown if one not in {*seen, *waiting}]
    assert any("/static/" in address for address in seen)
    assert any("/series/fern" in address for address in seen)


def test_downloads_run_and_the_websocket_tells_of_them(browser: httpx.Client, heard: Heard) -> None:
    cookie = "; ".join(f"{one.name}={one.value}" for one in browser.cookies.jar)
    base = str(browser.base_url).rstrip("/")
    address = f"{base.replace('http', 'ws', 1)}/anime/ws/connect"
    with connect(address, origin=Origin(base), additional_headers={"Cookie": cookie}) as socket:
        socket.send(json.dumps({"action": "join", "room": "downloads"}))
        added = browser.post("/anime/api/queue/add", json={"serie_id": "fern", "episodes": []})
        assert added.is_success, added.text
        told = json.loads(socket.recv(timeout=30))
        while told["type"] != "download_complete":
            told = json.loads(socket.recv(timeout=30))
    assert told["data"]["key"] == "fern"
    heard.wait(DownloadFinished, 2)
    with pytest.raises(InvalidStatus):
        connect(address, origin=Origin(base))


def test_the_settings_stay_the_other_programs(browser: httpx.Client) -> None:
    refused = browser.put("/anime/api/config", json={"downloads": {"workers": 1}})
    assert refused.status_code == 409
    assert "belong to the program" in refused.json()["detail"]


def test_the_library_stays_open_when_the_server_ends(
    application: Callable[[Library], Starlette], library: Library
) -> None:
    before = library.emit.sinks
    with Serving(application(library)):
        assert library.emit.sinks != before
    assert library.emit.sinks == before
    assert [one.key for one in library.catalog.page(limit=5)] == ["fern"]


def test_behind_a_proxy_that_takes_its_path_off_every_address_has_it(library: Library) -> None:
    config = evolve(WebConfig(), port=0, prefix="/tv/anime", download=False)
    app = create_app(library, config=config)
    with (
        Serving.by(app, config) as serving,
        httpx.Client(trust_env=False) as client,
    ):
        assert serving.url.endswith("/tv/anime")
        inside = serving.url.removesuffix("/tv/anime")  # what the proxy asks for
        signed_in = client.post(f"{inside}/api/auth/setup", json={"password": PASSWORD})
        assert "Path=/tv/anime;" in signed_in.headers["set-cookie"]
        door = client.get(f"{inside}/login")
        links = re.findall(r'(?:href|src|action)="(/[^"]*)"', door.text)
        assert links
        assert all(link.startswith("/tv/anime/") for link in links)
