"""Fixtures of the web application's tests: one served over a small world, and its clients."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from aniworld_core.clock import utc_now
from aniworld_core.config import parse
from aniworld_core.entities import EpisodeId, Scope, Series, Session
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager
from aniworld_core.testing.arrange import show
from aniworld_core.testing.world import World
from aniworld_web.app import create_app
from aniworld_web.auth.passwords import Passwords
from aniworld_web.auth.tokens import Tokens
from aniworld_web.serving import Serving
from aniworld_web.site import Site


@pytest.fixture(scope="session")
def password() -> str:
    """Return the password of the application that `client` is signed in to."""
    return "a password for tests"


@pytest.fixture(scope="session")
def hashed(password: str) -> str:
    """Return the hash of that password, which takes its time: so once for all tests."""
    return Passwords().hash(password)


@pytest.fixture
def fern() -> Series:
    """Return a series with five episodes and a film, all dubbed."""
    ids = [*(EpisodeId(1, number) for number in range(1, 6)), EpisodeId(0, 1)]
    return show(*ids, key="fern", title="Fern")


@pytest.fixture
def world(fern: Series) -> World:
    """Return a world whose catalogue offers Fern (2013)."""
    world = World()
    world.offer(fern)
    return world


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the empty library folder."""
    root = tmp_path / "library"
    root.mkdir()
    return root


@pytest.fixture
def downloads() -> dict[str, object]:
    """Return settings of the downloads beside those that all tests have; a test overrides them."""
    return {}


@pytest.fixture
def library(
    world: World, root: Path, tmp_path: Path, downloads: dict[str, object]
) -> Iterator[Library]:
    """Return an open library over the world; nobody works its queue off by itself."""
    config = parse(
        {
            "library": str(root),
            "data": str(tmp_path / "data"),
            "store": "memory:",
            "downloads": {"reserve": 0, "backoff": 0.0, "patience": 0.0, **downloads},
            "plugins": {"web": {"download": False}},
        }
    )
    manager = PluginManager()
    manager.add(world, "world")
    with Library.open(config, plugins=manager) as library:
        yield library


@pytest.fixture
def app(library: Library) -> Starlette:
    """Return the web application, before it is served."""
    return create_app(library)


@pytest.fixture
def site(app: Starlette) -> Site:
    """Return what the application works with."""
    site: Site = app.state.site
    return site


@pytest.fixture
def url(app: Starlette) -> Iterator[str]:
    """Serve the application, and return where."""
    with Serving(app) as serving:
        yield serving.url


@pytest.fixture
def connect(url: str) -> Iterator[Callable[..., httpx.Client]]:
    """Return a function that makes clients of the application, each with its own headers."""
    clients: list[httpx.Client] = []

    def make(**headers: str) -> httpx.Client:
        clients.append(httpx.Client(base_url=url, headers=headers, trust_env=False))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def stranger(connect: Callable[..., httpx.Client]) -> httpx.Client:
    """Return a client that is not signed in."""
    return connect()


@pytest.fixture
def token(site: Site, hashed: str) -> str:
    """Return the token of a person who is signed in."""
    store, now = site.library.store, utc_now().replace(microsecond=0)
    session = Session(id="of-the-tests", issued=now, expires=now + timedelta(hours=1))
    store.access.set_password(hashed, now)
    store.sessions.add(session)
    return Tokens(store.access).write(session)


@pytest.fixture
def client(connect: Callable[..., httpx.Client], token: str) -> httpx.Client:
    """Return a client that is signed in, by a token in its headers."""
    return connect(Authorization=f"Bearer {token}")


@pytest.fixture
def reader(site: Site, connect: Callable[..., httpx.Client]) -> httpx.Client:
    """Return a program's client, whose API key lets it read only."""
    return connect(Authorization=f"Bearer {site.access.keys.add('reader', scope=Scope.READ).text}")
