"""Stores for tests: files, and databases of their own on servers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import GER_DUB, EpisodeId, NewItem, QueueItem, SeriesKey, Wanted
from aniworld_stores_sql import aniworld_open_store
from aniworld_stores_sql.schema import all_tables
from aniworld_stores_sql.server.database import ServerDatabase
from aniworld_stores_sql.store import SqlStore
from tools.databases import SERVERS, own_database

Open = Callable[[], SqlStore]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the store's file is."""
    return tmp_path / "library.db"


@pytest.fixture
def open_store(path: Path) -> Iterator[Open]:
    """Return a function that opens the store; all are closed at the end."""
    opened: list[SqlStore] = []

    def open_one() -> SqlStore:
        store = aniworld_open_store(f"sqlite:///{path}")
        assert isinstance(store, SqlStore)
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture(
    scope="module", params=[pytest.param(kind, marks=pytest.mark.needs(kind)) for kind in SERVERS]
)
def server_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the URL of a database that the module has to itself, on each kind of server."""
    with own_database(request.param) as url:
        yield url


@pytest.fixture(
    params=["sqlite", *(pytest.param(kind, marks=pytest.mark.needs(kind)) for kind in SERVERS)]
)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of an empty database, or of a file that is not there, of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'target.db'}"
    else:
        with own_database(request.param) as url:
            yield url


@pytest.fixture
def server_store(server_url: str) -> Iterator[SqlStore]:
    """Return an empty store on each kind of server."""
    store = aniworld_open_store(server_url)
    assert isinstance(store, SqlStore)
    with store._database.write() as connection:
        for table in reversed(all_tables().sorted_tables):
            connection.execute(delete(table))
    yield store
    store.close()


@pytest.fixture
def again(server_store: SqlStore) -> Iterator[Callable[..., SqlStore]]:
    """Return a function that opens that store once more, as another host with habits of its own."""
    opened: list[SqlStore] = []
    database = server_store._database
    assert isinstance(database, ServerDatabase)

    def open_again(*, patience: int = 30, clock: Clock = utc_now) -> SqlStore:
        kind = type(database.kind)(patience=patience)  # type: ignore[call-arg]  # one of our two
        engine = kind.engine(database._engine.url)
        opened.append(SqlStore(ServerDatabase(kind, engine, clock=clock)))
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()


@pytest.fixture
def add(server_store: SqlStore) -> Callable[..., list[QueueItem]]:
    """Return a function that queues episodes by their numbers."""
    wanted = Wanted(languages=(GER_DUB,))

    def add(*numbers: int) -> list[QueueItem]:
        items = [
            NewItem(key=SeriesKey("moon"), episode=EpisodeId(1, number), wanted=wanted)
            for number in numbers
        ]
        return list(server_store.queue.add(*items, now=utc_now()))

    return add
