"""Connections that break, and a store that was closed."""

import os

import pytest
from attrs import evolve

from aniworld_core.entities import Series, SeriesKey
from aniworld_core.errors import StoreError
from aniworld_stores_sql.server.database import ServerDatabase
from aniworld_stores_sql.server.pulse import keep_alive
from aniworld_stores_sql.store import SqlStore
from tools.databases import cut

KEY = SeriesKey("moon")
MOON = Series(key=KEY, provider="p", ref="r", title="Moon", year=0)


def test_a_cut_connection_is_told_and_the_next_call_works(
    server_store: SqlStore, server_url: str
) -> None:
    server_store.series.put(MOON)

    def change(series: Series) -> Series:
        assert cut(server_url)
        return evolve(series, year=7)

    with pytest.raises(StoreError, match=r"lost|stopping") as caught:
        server_store.series.update(KEY, change)
    assert "try again" in caught.value.hint
    kept = server_store.series.get(KEY)
    assert kept is not None
    assert kept.year == 0
    server_store.series.update(KEY, lambda one: evolve(one, year=8))


def test_connections_that_died_unused_are_not_noticed(
    server_store: SqlStore, server_url: str
) -> None:
    server_store.series.put(MOON)
    assert cut(server_url)
    assert len(server_store.series.page()) == 1
    assert cut(server_url)
    server_store.queue.pause()


def test_who_seems_to_have_gone_is_asked(server_store: SqlStore, server_url: str) -> None:
    """Let every idle connection look as if the server had said something."""
    database = server_store._database
    assert isinstance(database, ServerDatabase)
    engine = database.kind.engine(database._engine.url)
    ear, mouth = os.pipe()
    os.write(mouth, b"something")
    keep_alive(engine, lambda _: ear)

    def used() -> object:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
            return connection.connection.driver_connection

    first = used()
    assert used() is first
    assert cut(server_url)
    assert used() is not first
    engine.dispose()
    os.close(ear)
    os.close(mouth)


def test_a_closed_store_says_so(server_store: SqlStore) -> None:
    server_store.close()
    for call in (server_store.queue.paused, server_store.queue.pause):
        with pytest.raises(StoreError, match="closed"):
            call()
