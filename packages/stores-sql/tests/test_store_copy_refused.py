"""What is refused before a row is copied: the wrong databases, stores in use, values that do not fit."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import make_url

from aniworld_core.clock import utc_now
from aniworld_core.entities import EpisodeId, NewItem, Series, SeriesKey, Wanted
from aniworld_core.errors import CorruptStore, InvalidConfig, NotPossible, StoreError
from aniworld_stores_sql import aniworld_open_store
from aniworld_stores_sql.copying import copy
from aniworld_stores_sql.looking import looked_at
from aniworld_stores_sql.store import SqlStore
from tools.databases import own_database
from tools.libraries import fill_many

MOON = Series(key=SeriesKey("moon"), provider="p", ref="r", title="Moon")


def unheard(_: int, __: int) -> None:
    """Stand for a report that nobody reads."""


@contextmanager
def opened(url: str) -> Iterator[SqlStore]:
    store = aniworld_open_store(url)
    assert isinstance(store, SqlStore)
    with closing(store):
        yield store


@pytest.fixture
def source(tmp_path: Path) -> str:
    """Return the URL of a library of one series."""
    url = f"sqlite:///{tmp_path / 'source.db'}"
    with opened(url) as store:
        store.series.put(MOON)
    return url


def is_empty(url: str) -> bool:
    with looked_at(url) as store:
        return store is None or store.version is None


def test_a_file_by_two_names_is_one_store(source: str, tmp_path: Path) -> None:
    (tmp_path / "other.db").symlink_to(tmp_path / "source.db")
    with pytest.raises(NotPossible, match="the same store"):
        copy(source, f"sqlite:///{tmp_path / 'other.db'}", unheard)


@pytest.mark.parametrize(
    "kind", [pytest.param(one, marks=pytest.mark.needs(one)) for one in ("postgresql", "mariadb")]
)
def test_a_database_by_two_urls_is_one_store(kind: str) -> None:
    with own_database(kind) as url:
        opened(url).__enter__().close()
        other = make_url(url).set(host="localhost").render_as_string(hide_password=False)
        with pytest.raises(NotPossible, match="the same store"):
            copy(url, other, unheard)


def test_a_target_with_rows_of_its_own_is_refused(source: str, target: str) -> None:
    other = evolve(MOON, key=SeriesKey("sun"))
    with opened(target) as store:
        store.series.put(other)
    with pytest.raises(NotPossible, match=r"holds 1 rows .* in series"):
        copy(source, target, unheard)
    with opened(target) as store:
        assert [one.key for one in store.series.page()] == ["sun"]


def test_an_unfinished_copy_of_another_store_is_refused(source: str, target: str) -> None:
    copy(source, target, unheard)
    other = f"{source}-other"
    copy(source, other, unheard)
    _mark(target, other)
    with pytest.raises(NotPossible, match=r"unfinished copy of .*-other, not of .*source\.db"):
        copy(source, target, unheard)
    copy(other, target, unheard)


def _mark(target: str, source: str) -> None:
    """Mark a store as an unfinished copy of another one."""
    from aniworld_stores_sql import unfinished

    with looked_at(source) as looked:
        assert looked is not None
        begun = unfinished.Source(looked.identity, looked.place)
    with opened(target) as store, store._database.write() as connection:
        unfinished.mark(connection, begun)


def test_a_store_that_is_open_is_refused(source: str, target: str, tmp_path: Path) -> None:
    with opened(source), pytest.raises(NotPossible, match=r"source\.db is in use: another process"):
        copy(source, target, unheard)
    copy(source, target, unheard)
    with opened(target), pytest.raises(NotPossible, match="in use"):
        copy(source, target, unheard)
    with opened(target), pytest.raises(NotPossible, match="in use"):
        copy(target, f"sqlite:///{tmp_path / 'other.db'}", unheard)
    assert not (tmp_path / "other.db").exists()


def test_a_store_whose_worker_has_a_lease_is_refused(source: str, target: str) -> None:
    new = NewItem(key=MOON.key, episode=EpisodeId(1, 1), wanted=Wanted(languages=()))
    with opened(source) as store:
        store.queue.add(new, now=utc_now())
        assert store.queue.claim("ann", timedelta(hours=1), utc_now())
    with pytest.raises(NotPossible, match="the worker ann holds 1 items"):
        copy(source, target, unheard)
    assert is_empty(target)
    with opened(source) as store:
        store.queue.release("ann")
    copy(source, target, unheard)


def test_what_a_server_cannot_keep_is_told_before_anything_is_copied(
    source: str, target: str
) -> None:
    with opened(source) as store:
        store.series.put(evolve(MOON, title="a\0b", folder="x" * 600, year=2**40))
    if target.startswith("sqlite"):
        copy(source, target, unheard)
        return
    text = "title of .1. in the table series has a NUL character"
    long = "folder of .1. in the table series is longer than 512 letters"
    with pytest.raises(NotPossible, match=r"year of .* is too large a number") as caught:
        copy(source, target, unheard)
    assert caught.match(text if target.startswith("postgresql") else long)
    assert is_empty(target)


def test_an_older_schema_is_refused(source: str, target: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "source.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
    with pytest.raises(NotPossible, match="schema version 0003") as caught:
        copy(source, target, unheard)
    assert "Open it once" in caught.value.hint


def test_what_is_no_store_is_refused(source: str, target: str, tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="no store in that file"):
        copy(f"{source}-none", target, unheard)
    assert not Path(f"{tmp_path}/source.db-none").exists()
    with pytest.raises(InvalidConfig, match="can be copied"):
        copy("memory:", target, unheard)
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection, connection:
        connection.execute("CREATE TABLE notes (text)")
    with pytest.raises(CorruptStore, match="another program"):
        copy(source, f"sqlite:///{foreign}", unheard)


def test_a_dry_run_leaves_nothing(source: str, target: str) -> None:
    copied = copy(source, target, unheard, dry_run=True)
    assert copied.written == copied.rows == 1
    assert is_empty(target)
    copy(source, target, unheard)
    assert copy(source, target, unheard, dry_run=True).written == 0


def test_a_difference_in_the_end_is_told(source: str, target: str) -> None:
    """Let somebody change the copy while it is compared."""
    with opened(source) as store:
        fill_many(store, 10, 100)

    def meddle(done: int, total: int) -> None:
        # Of three passes the second one writes: by its end the series have been there for long.
        if done == 2 * total // 3 // 250 * 250:
            _change(target)

    with pytest.raises(StoreError, match="differs from its source"):
        copy(source, target, meddle)
    with pytest.raises(StoreError, match="unfinished copy"):
        aniworld_open_store(target)
    copy(source, target, unheard)


def _change(target: str) -> None:
    from aniworld_stores_sql.copying.target import opened as opened_anyway

    with opened_anyway(target) as database, database.write() as connection:
        connection.exec_driver_sql("UPDATE series SET year = 1999 WHERE id = 1")
