"""A large library on PostgreSQL: filling it, what it takes on the disk, its pages beside plain queries."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from aniworld_core.clock import utc_now
from aniworld_core.entities import GER_DUB, MissingFilter
from aniworld_core.ports import Store
from aniworld_stores_sql import aniworld_open_store
from bench.harness import FULL, measure, within
from bench.large_library import EPISODES, PRESENT, fill
from bench.services import there
from tools.databases import answers, own_database

__all__ = ["run"]

_SERIES = 10_000 if FULL else 1_000
_CALLS = 20
"""Calls that are timed together: one takes a millisecond."""

_LIMIT = 2.0
"""The reference makes a dictionary of each row, ours the values of the library."""

_PAGE = """
    SELECT key, provider, title, year, folder, link, monitored, episode_count, missing_count
    FROM series WHERE deleted IS NULL ORDER BY key LIMIT 100
"""
_MISSING = """
    SELECT s.key, s.title, s.folder, s.monitored, s.languages AS wanted, e.season, e.number,
        e.title AS episode, e.languages, e.ignored, e.upcoming, e.offered, q.state, q.reason, q.next_try
    FROM (
        SELECT * FROM series WHERE deleted IS NULL
            AND EXISTS (SELECT FROM episodes WHERE series_id = series.id AND NOT on_disk)
        ORDER BY key LIMIT 100
    ) AS s
    JOIN episodes AS e ON e.series_id = s.id AND NOT e.on_disk
    LEFT JOIN queue AS q ON q.key = s.key AND q.season = e.season AND q.number = e.number
    ORDER BY s.key, e.season, e.number
"""
_COUNTS = """
    SELECT e.ignored, e.upcoming, e.languages, s.monitored, s.languages AS wanted, q.state, count(*)
    FROM series AS s JOIN episodes AS e ON e.series_id = s.id
    LEFT JOIN queue AS q ON q.key = s.key AND q.season = e.season AND q.number = e.number
    WHERE s.deleted IS NULL AND NOT e.on_disk GROUP BY 1, 2, 3, 4, 5, 6
"""
_SIZES = """
    SELECT relname, pg_table_size(oid) AS rows, pg_indexes_size(oid) AS indexes FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relname IN ('series', 'episodes', 'files')
    ORDER BY relname
"""


def run() -> None:
    """Measure in a database of its own; what is filled in is dropped afterwards."""
    if not there("postgresql", answers=answers("postgresql")):
        return
    import psycopg
    from psycopg.rows import dict_row

    with own_database("postgresql") as url:
        store = aniworld_open_store(url)
        assert store is not None
        _fill(store)
        plain_url = url.replace("postgresql+psycopg", "postgresql", 1)
        with psycopg.connect(plain_url, row_factory=dict_row) as plain:
            plain.execute("ANALYZE")
            plain.commit()
            _sizes(plain)
            _pages(store, plain)
        store.close()


def _fill(store: Store) -> None:
    begin = time.perf_counter()
    fill(store, _SERIES)
    episodes = _SERIES * EPISODES
    each = (time.perf_counter() - begin) / episodes * 1e6
    within(f"filling {episodes:,} episodes, {PRESENT} of 100 with a file", each, 300, "µs each")


def _sizes(plain: Any) -> None:
    for one in plain.execute(_SIZES).fetchall():
        what, number = (
            ("series", _SERIES) if one["relname"] == "series" else ("episode", _SERIES * EPISODES)
        )
        rows, indexes = one["rows"] / number, one["indexes"] / number
        print(f"   {one['relname']}: {rows:.0f} bytes and {indexes:.0f} of indexes for each {what}")
    plain.rollback()


def _pages(store: Store, plain: Any) -> None:
    asked = MissingFilter(languages=(GER_DUB,), now=utc_now(), limit=100)
    measure(
        f"first 100 of {_SERIES:,} series",
        partial(_often, store.series.page),
        partial(_often, partial(_rows, plain, _PAGE)),
        _LIMIT,
    )
    measure(
        f"missing of the first 100 of {_SERIES:,} series",
        partial(_often, lambda: list(store.series.missing(asked))),
        partial(_often, partial(_rows, plain, _MISSING)),
        _LIMIT,
    )
    measure(
        f"{_SERIES * (EPISODES - PRESENT):,} missing by reason",
        lambda: store.series.missing_counts(asked),
        partial(_rows, plain, _COUNTS),
        _LIMIT,
    )


def _often(call: Callable[[], object]) -> None:
    for _ in range(_CALLS):
        call()


def _rows(plain: Any, query: str) -> None:
    """Read in a transaction, as the driver does by itself."""
    plain.execute(query).fetchall()
    plain.rollback()
