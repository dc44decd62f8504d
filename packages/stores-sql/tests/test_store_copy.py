"""A copied store is the same store, on whatever engine; a copy that was stopped goes on."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from aniworld_core.clock import utc_now
from aniworld_core.entities import EpisodeFile, EpisodeId, NewItem, QueueState, Wanted
from aniworld_core.errors import Cancelled, StoreError
from aniworld_core.testing.store_contract.view import look, look_at_catalogue
from aniworld_core.testing.strategies import KEYS
from aniworld_stores_sql import aniworld_open_store
from aniworld_stores_sql.checking import check
from aniworld_stores_sql.copying import copy
from aniworld_stores_sql.copying.pairs import paired
from aniworld_stores_sql.looking import looked_at
from aniworld_stores_sql.plain import plain_tables, rows
from aniworld_stores_sql.schema import all_tables
from aniworld_stores_sql.store import SqlStore
from tools.databases import SERVERS, own_database
from tools.libraries import Content, contents, fill, fill_many

SERIES, EPISODES = 30, 60
"""A library of some batches."""


@pytest.fixture(scope="module")
def urls() -> Iterator[list[str]]:
    """Return the URL of a database on each server."""
    with ExitStack() as stack:
        yield [stack.enter_context(own_database(kind)) for kind in SERVERS]


@pytest.fixture
def source(tmp_path: Path) -> str:
    """Return the URL of a library of some thousand rows."""
    url = f"sqlite:///{tmp_path / 'source.db'}"
    with opened(url) as store:
        fill_many(store, SERIES, EPISODES)
    return url


@contextmanager
def opened(url: str) -> Iterator[SqlStore]:
    store = aniworld_open_store(url)
    assert isinstance(store, SqlStore)
    with closing(store):
        yield store


def unheard(_: int, __: int) -> None:
    """Stand for a report that nobody reads."""


def stop_after(calls: int) -> Callable[[int, int], None]:
    """Return a report that stops the copy at its so manieth call."""
    heard = count(1)

    def report(_: int, __: int) -> None:
        if next(heard) == calls:
            raise Cancelled("Stopped.")

    return report


def all_rows(url: str) -> dict[str, list[object]]:
    """Return every row of a store."""
    with looked_at(url) as store:
        assert store is not None
        with store.database.read() as connection:
            return {one.name: list(rows(connection, one)) for one in plain_tables()}


def seen(url: str) -> list[object]:
    """Return all that a program sees of a store, ids of queue items included."""
    with opened(url) as store:
        return [*look(store), *look_at_catalogue(store)]


def empty(url: str) -> None:
    with opened(url) as store, store._database.write() as connection:
        for table in reversed(all_tables().sorted_tables):
            connection.execute(delete(table))


@pytest.mark.slow
@pytest.mark.needs("postgresql")
@pytest.mark.needs("mariadb")
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(content=contents())
def test_a_library_goes_round_all_engines_and_comes_back_equal(
    content: Content, urls: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("round")
    first, last = (f"sqlite:///{home / name}.db" for name in ("first", "last"))
    with opened(first) as store:
        fill(store, content)
    whole, before = all_rows(first), seen(first)
    for url in urls:
        empty(url)
    for here, there in zip([first, *urls], [*urls, last], strict=True):
        copied = copy(here, there, unheard)
        assert copied.written == copied.rows == sum(map(len, whole.values()))
        assert all_rows(there) == whole
        assert seen(there) == before
        assert [one for one in check(there) if not one.ok] == []
    assert all_rows(first) == whole


@pytest.mark.needs("postgresql")
@pytest.mark.needs("mariadb")
def test_no_id_is_given_twice(urls: list[str], tmp_path: Path) -> None:
    """The last item was erased before the move; its id stays unknown wherever the library goes."""
    first, last = (f"sqlite:///{tmp_path / name}.db" for name in ("first", "last"))
    with opened(first) as store:
        erased = add(store, 1)
        store.queue.remove(erased)
    for url in urls:
        empty(url)
    for here, there in zip([first, *urls], [*urls, last], strict=True):
        copy(here, there, unheard)
    with opened(last) as store:
        assert add(store, 2) > erased
    for url in urls:
        with opened(url) as store:
            assert add(store, 2) > erased


def add(store: SqlStore, number: int) -> int:
    new = NewItem(key=KEYS[0], episode=EpisodeId(1, number), wanted=Wanted(languages=()))
    (item,) = store.queue.add(new, now=utc_now())
    return item.id


def test_the_copy_knows_the_library_folder(source: str, target: str) -> None:
    with opened(source) as store:
        store.files.adopt_root("the mark of the folder")
    copy(source, target, unheard)
    with opened(target) as store:
        assert store.files.root() == "the mark of the folder"


def test_series_that_come_later_get_new_ids(source: str, target: str) -> None:
    copy(source, target, unheard)
    with opened(target) as store:
        new = store.series.get(KEYS[0])
        assert new is None
        fill_many(store, SERIES + 1, 1)
        highest = store.series.id_of(f"moon-{SERIES}")  # type: ignore[arg-type]
    assert highest == SERIES + 1


@pytest.mark.parametrize("calls", [1, 13, 20, 33])
def test_a_copy_that_was_stopped_goes_on(source: str, target: str, calls: int) -> None:
    with pytest.raises(Cancelled):
        copy(source, target, stop_after(calls))
    copied = copy(source, target, unheard)
    assert all_rows(target) == all_rows(source)
    assert (copied.written < copied.rows) == (calls > 12)
    with opened(target) as store:
        assert len(store.series.page()) == SERIES


def test_an_unfinished_copy_is_opened_for_nothing_else(source: str, target: str) -> None:
    with pytest.raises(Cancelled):
        copy(source, target, stop_after(20))
    with pytest.raises(StoreError, match=r"unfinished copy of .*source\.db") as caught:
        aniworld_open_store(target)
    assert "aniw store copy" in caught.value.hint
    with pytest.raises(StoreError, match="unfinished copy"):
        copy(target, f"{source}-2", unheard)
    (finding,) = (one for one in check(target) if one.name == "copy")
    assert not finding.ok


def test_what_changed_in_between_is_copied_too(source: str, target: str) -> None:
    with pytest.raises(Cancelled):
        copy(source, target, stop_after(25))
    with opened(source) as store:
        *_, second, first = store.series.page()
        store.series.delete(first.key)
        store.files.forget(second.folder or "")
        assert store.queue.clear(QueueState.QUEUED)
        fill_many(store, 1, EPISODES + 5)
    copy(source, target, unheard)
    assert all_rows(target) == all_rows(source)


def test_a_finished_copy_takes_what_is_new_in_its_source(source: str, target: str) -> None:
    copy(source, target, unheard)
    with opened(source) as store:
        store.queue.pause()
    copied = copy(source, target, unheard)
    assert copied.written == 1
    assert all_rows(target) == all_rows(source)


def test_long_paths_that_differ_at_the_end_come_in_order(target: str, tmp_path: Path) -> None:
    """MariaDB compares only the beginnings when it sorts long texts."""
    files = [
        EpisodeFile(path=f"Moon/{'月' * 1200}{end}", episodes=(EpisodeId(1, 1),), size=1, mtime=1)
        for end in "dacfbe"
    ]
    with opened(target) as store:
        store.files.add("Moon", *files)
    back = f"sqlite:///{tmp_path / 'back.db'}"
    assert copy(target, back, unheard).written == 1 + len(files)
    assert all_rows(back) == all_rows(target)
    with opened(back) as store:
        assert [one.path[-1] for one in store.files.inside("Moon")] == list("abcdef")


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_streams_side_by_side_leave_nothing_out(ours: set[int], theirs: set[int]) -> None:
    first, second = (
        [(one, name) for one in sorted(ids)] for ids, name in ((ours, "a"), (theirs, "b"))
    )
    pairs = list(paired(iter(first), iter(second), lambda row: row[:1]))
    both = sorted(ours | theirs)
    assert pairs == [
        ((one, "a") if one in ours else None, (one, "b") if one in theirs else None) for one in both
    ]
