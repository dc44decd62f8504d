"""A damaged or foreign file is refused and left as it is."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from aniworld_core.clock import utc_now
from aniworld_core.entities import Episode, EpisodeId, MissingFilter, Series, SeriesKey
from aniworld_core.errors import CorruptStore, StoreError
from aniworld_stores_sql.sqlite.database import FileDatabase
from aniworld_stores_sql.store import SqlStore

Open = Callable[[], SqlStore]
KEY = SeriesKey("moon")
PAGE = 4096


def fill(store: SqlStore) -> None:
    episodes = tuple(Episode(id=EpisodeId(1, number), title="x" * 50) for number in range(1, 500))
    store.series.put(Series(key=KEY, provider="p", ref="r", title="t", episodes=episodes))
    store.close()


def refused(open_store: Open, path: Path) -> CorruptStore:
    before = path.read_bytes()
    with pytest.raises(CorruptStore) as caught:
        open_store()
    assert path.read_bytes() == before
    beside = (".lock", ".ballast")
    assert [one.name for one in path.parent.iterdir() if one.suffix not in beside] == [path.name]
    return caught.value


def test_an_empty_file_is_refused(open_store: Open, path: Path) -> None:
    path.touch()
    error = refused(open_store, path)
    assert "is empty" in error.message
    assert ".bak-" in error.hint


def test_another_kind_of_file_is_refused(open_store: Open, path: Path) -> None:
    path.write_text("a shopping list " * 100, encoding="utf-8")
    assert "not a database" in refused(open_store, path).message


def test_another_programs_database_is_refused(open_store: Open, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE series (id, name)")
    assert "another program" in refused(open_store, path).message


def test_what_another_program_left_in_its_log_stays_there(open_store: Open, path: Path) -> None:
    script = (
        "import os, sqlite3, sys; connection = sqlite3.connect(sys.argv[1]);"
        "connection.execute('PRAGMA journal_mode = WAL');"
        "connection.execute('CREATE TABLE series (id, name)'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    log = path.with_name(path.name + "-wal")
    before = (path.read_bytes(), log.read_bytes())
    assert before[1]
    with pytest.raises(CorruptStore, match="another program"):
        open_store()
    assert (path.read_bytes(), log.read_bytes()) == before


def test_a_truncated_file_is_refused(open_store: Open, path: Path) -> None:
    fill(open_store())
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert "damaged" in refused(open_store, path).message


@pytest.mark.parametrize("seed", range(10))
def test_flipped_bytes_are_refused_or_harmless(open_store: Open, path: Path, seed: int) -> None:
    fill(open_store())
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(64):
        content[chance.randrange(PAGE, len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    try:
        store = open_store()
    except CorruptStore:
        assert path.read_bytes() == content
        return
    with suppress(CorruptStore):  # then it is told by whoever reads there
        # What is within a text or a number cannot be told from what someone wrote.
        assert store.series.page()[0].episodes >= 0
        assert len(list(store.series.missing(MissingFilter(languages=())))) <= 1


def test_a_broken_page_is_refused(open_store: Open, path: Path) -> None:
    fill(open_store())
    _break_pages(path)
    refused(open_store, path)


def test_a_large_file_is_checked_once_a_day_and_after_a_crash(open_store: Open, path: Path) -> None:
    store = open_store()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO flags VALUES ('large', zeroblob(70000000), 0, 0)")
    fill(store)
    open_store().close()
    _break_pages(path)
    open_store().close()
    log = path.with_name(path.name + "-wal")
    log.touch()
    with pytest.raises(CorruptStore):
        open_store()
    log.unlink(missing_ok=True)
    open_store().close()
    with closing(sqlite3.connect(path)) as connection, connection:
        yesterday = (utc_now() - timedelta(days=1)).isoformat()
        connection.execute("UPDATE flags SET value = ? WHERE name = 'pages-checked'", [yesterday])
    with pytest.raises(CorruptStore):
        open_store()


def test_damage_that_shows_later_is_told(open_store: Open, path: Path) -> None:
    fill(open_store())
    store = open_store()
    _break_pages(path)
    # A second connection, because the first one still remembers the pages.
    with store._database.read(), pytest.raises(CorruptStore):
        store.series.get(KEY)


def _break_pages(path: Path) -> None:
    """Overwrite the beginning of the pages that hold the episodes."""
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'episodes'"
        ).fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"\xff" * 100)


def test_a_full_disk_is_told_and_survived(open_store: Open) -> None:
    store = open_store()
    database = store._database
    with database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
    episodes = tuple(Episode(id=EpisodeId(1, number)) for number in range(1, 9_000))
    series = Series(key=KEY, provider="p", ref="r", title="t", episodes=episodes)
    with pytest.raises(StoreError, match="disk is full"):
        store.series.put(series)
    assert store.series.get(KEY) is None
    with database.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    store.series.put(series)
    assert len(store.series.names()) == 1


def test_a_locked_store_is_told(open_store: Open, path: Path) -> None:
    store = open_store()
    with store._database.write() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked"):
            store.queue.pause()
        other.execute("ROLLBACK")
    assert store.queue.pause()


def test_an_interrupt_stays_an_interrupt(open_store: Open) -> None:
    store = open_store()
    database = store._database
    assert isinstance(database, FileDatabase)
    engine = database._engine

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    event.listen(engine, "do_execute", interrupt)
    for call in (store.queue.paused, store.queue.pause):
        with pytest.raises(KeyboardInterrupt):
            call()
    event.remove(engine, "do_execute", interrupt)
    assert not store.queue.paused()
    assert store.queue.pause()
