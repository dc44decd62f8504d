"""Opening a store: which URLs, how quickly, with which settings; making and migrating its file."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    Episode,
    EpisodeFile,
    EpisodeId,
    FolderScan,
    MissingFilter,
    Reason,
    Series,
    SeriesKey,
)
from aniworld_core.errors import InvalidConfig, NewerSchema, StoreError
from aniworld_stores_sql import aniworld_open_store
from aniworld_stores_sql.schema import all_tables
from aniworld_stores_sql.sqlite.check import APPLICATION_ID
from aniworld_stores_sql.sqlite.database import FileDatabase
from aniworld_stores_sql.store import SqlStore
from aniworld_stores_sql.versions import CURRENT

Open = Callable[[], SqlStore]


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_other_schemes_are_left_to_other_plugins() -> None:
    assert aniworld_open_store("oracle://localhost/library") is None


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_url_has_to_name_a_file(url: str) -> None:
    with pytest.raises(InvalidConfig):
        aniworld_open_store(url)


def test_the_file_says_whose_it_is(open_store: Open, path: Path) -> None:
    open_store().close()
    assert rows(path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert rows(path, "PRAGMA user_version") == [(int(CURRENT),)]
    assert rows(path, "PRAGMA journal_mode") == [("wal",)]
    assert not list(path.parent.glob("*-wal"))


def test_folders_are_made(tmp_path: Path) -> None:
    store = aniworld_open_store(f"sqlite:///{tmp_path}/a/b/library.db")
    assert store is not None
    store.close()
    assert (tmp_path / "a/b/library.db").exists()


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be made"):
        aniworld_open_store(f"sqlite:///{tmp_path}/file/library.db")


def test_several_may_open_a_new_store_at_once(open_store: Open) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(), range(4)))
    stores[0].queue.pause()
    assert all(store.queue.paused() for store in stores)


def test_a_store_half_made_by_a_killed_process_is_made_anew(open_store: Open, path: Path) -> None:
    path.with_name(path.name + ".new").write_bytes(b"half")
    open_store()
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_queue_history_and_access_are_written_through(open_store: Open) -> None:
    store = open_store()
    store.queue.pause()
    assert _synchronous(store) == 2
    store.files.forget("Moon")
    assert _synchronous(store) == 1
    assert store.sessions.revoke_all(utc_now()) == 0
    assert _synchronous(store) == 2
    store.files.forget("Moon")
    store.access.set_password("hash", utc_now())
    assert _synchronous(store) == 2


def _synchronous(store: SqlStore) -> object:
    database = store._database
    assert isinstance(database, FileDatabase)
    writer = database._writer
    assert writer is not None
    level = writer.exec_driver_sql("PRAGMA synchronous").scalar_one()
    writer.rollback()
    return level


def test_a_closed_store_says_so(open_store: Open) -> None:
    store = open_store()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.queue.paused()
    with pytest.raises(StoreError, match="closed"):
        store.queue.pause()


def test_a_name_that_is_no_text_is_told(open_store: Open) -> None:
    file = EpisodeFile(path="Moon/\udcff.mkv", episodes=(), size=1, mtime=1)
    scan = FolderScan(folder="Moon", device=1, dirs={}, files=(file,))
    store = open_store()
    with pytest.raises(StoreError, match="surrogates"):
        store.files.record(scan)
    assert not store.files.folders()


def test_an_existing_store_opens_without_the_migrations(open_store: Open, path: Path) -> None:
    open_store().close()
    script = (
        "import sys; from aniworld_stores_sql import aniworld_open_store;"
        "assert 'sqlalchemy' not in sys.modules;"
        f"aniworld_open_store('sqlite:///{path}').queue.page();"
        "print('alembic' in sys.modules, 'filelock' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]


def test_the_migrations_make_the_tables(open_store: Open) -> None:
    with open_store()._database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, all_tables()) == []
        script = ScriptDirectory.from_config(_config())
        assert context.get_current_revision() == CURRENT == script.get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "aniworld_stores_sql:migrations")
    config.set_main_option("path_separator", "os")
    return config


def test_every_table_tells_when_its_rows_were_made_and_changed() -> None:
    for table in all_tables().tables.values():
        assert [column.name for column in table.columns][-2:] == ["created", "updated"]


def test_a_change_keeps_when_a_row_was_made(open_store: Open, path: Path) -> None:
    store = open_store()
    series = Series(key=SeriesKey("moon"), provider="p", ref="r", title="t")
    store.series.put(series)
    ((created, updated),) = rows(path, "SELECT created, updated FROM series")
    store.series.put(series)
    ((still, later),) = rows(path, "SELECT created, updated FROM series")
    assert created == still
    assert isinstance(later, int)
    assert isinstance(updated, int)
    assert later > updated


def test_missing_episodes_are_found_by_their_index(open_store: Open, path: Path) -> None:
    store = open_store()
    store.series.put(
        Series(
            key=SeriesKey("moon"),
            provider="p",
            ref="r",
            title="t",
            episodes=(Episode(id=EpisodeId(1, 1)),),
        )
    )
    (plan,) = _plans(store, path, MissingFilter(languages=()))
    assert "ix_episodes_missing" in plan
    for filter in (
        MissingFilter(languages=(), limit=1),
        MissingFilter(languages=(), limit=1, after=SeriesKey("a")),
        MissingFilter(languages=(), limit=1, reasons=(Reason.NOT_DOWNLOADED,)),
    ):
        keys, page = _plans(store, path, filter)
        assert "(key>?)" in keys
        assert "ix_episodes_missing (series_id=?" in keys
        assert "TEMP B-TREE" not in keys, "a page costs the library"
        assert "(key>? AND key<?)" in page or "(key<?)" in page


def _plans(store: SqlStore, path: Path, filter: MissingFilter) -> list[str]:
    """Return how SQLite finds what is missing, query by query."""
    statements: list[str] = []
    with store._database.read() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_trace_callback(statements.append)
    assert list(store.series.missing(filter))
    queries = [one for one in statements if one.startswith("SELECT")]
    return [str(rows(path, f"EXPLAIN QUERY PLAN {query}")) for query in queries]


def test_a_newer_schema_is_refused(open_store: Open, path: Path) -> None:
    open_store().close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(NewerSchema, match="9999"):
        open_store()
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.bak-*"))


def make_old(path: Path, *statements: str) -> None:
    """Make what could have stood there before the first version."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        for statement in statements:
            connection.execute(statement)


def test_an_older_schema_is_backed_up_and_migrated(open_store: Open, path: Path) -> None:
    make_old(path, "CREATE TABLE notes (text)", "INSERT INTO notes VALUES ('kept')")
    open_store().queue.pause()
    assert rows(path, "SELECT * FROM notes") == [("kept",)]
    assert rows(path, "SELECT version_num FROM alembic_version") == [(CURRENT,)]
    (backup,) = path.parent.glob("library.db.bak-*")
    assert rows(backup, "SELECT * FROM notes") == [("kept",)]
    assert rows(backup, "SELECT * FROM alembic_version") == []
    assert not list(path.parent.glob("*.tmp"))


def test_a_migration_that_fails_changes_nothing(open_store: Open, path: Path) -> None:
    make_old(path, "CREATE TABLE flags (in_the_way)")
    with pytest.raises(StoreError, match="flags"):
        open_store()
    tables = rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    assert tables == [("alembic_version",), ("flags",)]
    assert rows(path, "PRAGMA user_version") == [(0,)]
