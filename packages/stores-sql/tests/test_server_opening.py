"""Opening a store on a server: which URLs, what is told, making and migrating its tables."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, String, create_engine, event, inspect, make_url, text

from aniworld_core.errors import CorruptStore, InvalidConfig, NewerSchema, StoreError
from aniworld_stores_sql import aniworld_open_store
from aniworld_stores_sql.schema import all_tables
from aniworld_stores_sql.server import opening, upgrade
from aniworld_stores_sql.server.database import ServerDatabase
from aniworld_stores_sql.server.versions import VERSIONS
from aniworld_stores_sql.store import SqlStore
from aniworld_stores_sql.versions import CURRENT
from tools.databases import SERVERS, own_database

SECRET = "s3cr3t-w0rd"


@pytest.fixture(params=[pytest.param(kind, marks=pytest.mark.needs(kind)) for kind in SERVERS])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the URL of an empty database."""
    with own_database(request.param) as url:
        yield url


@pytest.fixture
def beside(url: str) -> Iterator[Engine]:
    """Return a way to the same database beside the store."""
    engine = create_engine(url)
    yield engine
    engine.dispose()


def opened(url: str) -> SqlStore:
    store = aniworld_open_store(url)
    assert isinstance(store, SqlStore)
    return store


def versions(connection: Connection) -> list[str]:
    return list(connection.scalars(text(f"SELECT version_num FROM {VERSIONS}")))


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgresql://me:s3cr3t-w0rd@localhost/library", "postgresql+psycopg"),
        ("postgres://me:s3cr3t-w0rd@localhost/library", "postgresql+psycopg"),
        ("postgresql+asyncpg://me:s3cr3t-w0rd@localhost/library", "postgresql+psycopg"),
        ("mysql://me:s3cr3t-w0rd@localhost/library", "mariadb+pymysql"),
        ("mariadb+mariadbconnector://me:s3cr3t-w0rd@localhost/library", "mariadb+pymysql"),
        ("mysql+pymysql://me:s3cr3t-w0rd@localhost", "mariadb+pymysql"),
        ("postgresql+psycopg://me:s3cr3t-w0rd@localhost/", "postgresql+psycopg"),
        ("postgresql+psycopg://me:s3cr3t-w0rd@localhost:port/library", "postgresql+psycopg"),
    ],
)
def test_a_url_that_cannot_be_used_is_told_without_its_password(url: str, driver: str) -> None:
    with pytest.raises(InvalidConfig) as caught:
        aniworld_open_store(url)
    assert f"{driver}://" in caught.value.hint
    assert SECRET not in str(caught.value) + caught.value.hint
    assert caught.value.__cause__ is None


def test_a_missing_driver_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(opening._DRIVERS, "mysql+pymysql", ("no_such_driver", "mariadb"))
    with pytest.raises(InvalidConfig, match="no_such_driver") as caught:
        aniworld_open_store("mysql+pymysql://localhost/library")
    assert "aniworld-stores-sql[mariadb]" in caught.value.hint
    ((setting, problem),) = caught.value.problems
    assert setting == "store"
    assert "aniworld-stores-sql[mariadb]" in problem


@pytest.mark.needs("postgresql")
@pytest.mark.needs("mariadb")
@pytest.mark.parametrize("kind", SERVERS)
def test_a_server_that_is_not_there_is_told(kind: str) -> None:
    # No server listens on a port that only the system may open.
    url = make_url(SERVERS[kind]).set(username="me", password=SECRET, port=9)
    with pytest.raises(StoreError, match="cannot be reached") as caught:
        aniworld_open_store(url.render_as_string(hide_password=False))
    assert SECRET not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.hint}"


@pytest.mark.needs("mariadb")
def test_a_refused_password_is_told_and_not_shown() -> None:
    url = make_url(SERVERS["mariadb"]).set(username="nobody", password=SECRET)
    with pytest.raises(StoreError, match="refuses this user or password") as caught:
        aniworld_open_store(url.render_as_string(hide_password=False))
    assert SECRET not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.hint}"


def test_a_missing_database_is_told(url: str) -> None:
    missing = make_url(url).set(database="aniw_no_such_database")
    with pytest.raises(StoreError, match="no such database"):
        aniworld_open_store(missing.render_as_string(hide_password=False))


@pytest.mark.needs("postgresql")
def test_a_missing_schema_is_told() -> None:
    url = make_url(SERVERS["postgresql"]).set(query={"options": "-csearch_path=aniw_no_such"})
    with pytest.raises(InvalidConfig, match="schema that is not there"):
        aniworld_open_store(url.render_as_string(hide_password=False))


@pytest.mark.needs("mariadb")
@pytest.mark.parametrize("query", ["nosuch=1", "connect_timeout=soon", "ssl_ca=/no/such/file"])
def test_a_parameter_that_the_driver_does_not_know_is_told(query: str) -> None:
    with pytest.raises(InvalidConfig, match="has a wrong parameter"):
        aniworld_open_store(f"{SERVERS['mariadb']}?{query}")


def test_another_programs_database_is_left_alone(url: str, beside: Engine) -> None:
    with beside.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
    with pytest.raises(CorruptStore, match="another program") as caught:
        aniworld_open_store(url)
    assert "left as it is" in caught.value.hint
    with beside.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    opened(url).close()


def test_a_newer_schema_is_refused(url: str, beside: Engine) -> None:
    opened(url).close()
    with beside.begin() as connection:
        connection.execute(text(f"UPDATE {VERSIONS} SET version_num = '9999'"))
    with pytest.raises(NewerSchema, match="9999"):
        aniworld_open_store(url)
    with beside.connect() as connection:
        assert versions(connection) == ["9999"]


def test_ten_processes_may_open_an_empty_database_at_once(url: str, beside: Engine) -> None:
    script = Path(__file__).with_name("opening_together.py")
    done = subprocess.run(
        [sys.executable, script, url, "10"], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    with beside.connect() as connection:
        assert versions(connection) == [CURRENT]
    store = opened(url)
    assert store.queue.paused()
    store.close()


def test_the_migrations_make_the_tables(url: str, beside: Engine) -> None:
    opened(url).close()
    options = {"compare_type": same_text, "version_table": VERSIONS}
    with beside.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        found = compare_metadata(context, all_tables())
        assert context.get_current_revision() == CURRENT
    # Only on servers rows of files are numbered, and found by an index.
    told = [(what, getattr(thing[-1], "name", "")) for what, *thing in found]
    assert told == [("remove_index", "ix_files_episode"), ("remove_column", "id")]


def same_text(*arguments: object) -> bool | None:
    """Take all texts for one type: how long one may be differs."""
    *_, inspected, ours = arguments
    return False if isinstance(inspected, String) and isinstance(ours, String) else None


class _Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.needs("postgresql")
def test_a_migration_that_was_cut_off_leaves_nothing_on_postgresql() -> None:
    with own_database("postgresql") as url:
        assert not migrated(url, statements=20)
        engine = create_engine(url)
        with engine.connect() as connection:
            assert inspect(connection).get_table_names() == []
        engine.dispose()
        opened(url).close()


@pytest.mark.needs("mariadb")
def test_a_migration_that_was_cut_off_goes_on_on_mariadb() -> None:
    """There every statement stays; each further start gets three statements further."""
    with own_database("mariadb") as url:
        starts = 1
        while not migrated(url, statements=3 * starts):
            starts += 1
        assert starts > 5
        store = opened(url)
        store.queue.pause()
        assert store.queue.paused()
        store.close()


def migrated(url: str, *, statements: int) -> bool:
    """Migrate until so many statements changed a table; tell whether that was enough."""
    address = make_url(url)
    kind = opening._kind_of(address.drivername)
    engine = kind.engine(address)
    left = statements

    def count(*arguments: object) -> None:
        nonlocal left
        left -= str(arguments[2]).lstrip().startswith(("CREATE", "ALTER", "DROP"))
        if left < 0:
            raise _Killed

    event.listen(engine, "before_cursor_execute", count)
    database = ServerDatabase(kind, engine)
    try:
        upgrade.upgrade(database)
    except _Killed:
        return False
    finally:
        database.close()
    return True
