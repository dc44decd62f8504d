"""Stores of every older schema: what they hold is there after the upgrade, and goes on as before."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from attrs import evolve
from sqlalchemy import Connection

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    GER_DUB,
    GER_SUB,
    EpisodeId,
    HistoryKind,
    MissingFilter,
    QueueState,
    ReplaceableFilter,
    SeriesKey,
)
from aniworld_stores_sql.columns import moment
from aniworld_stores_sql.sqlite.check import APPLICATION_ID
from aniworld_stores_sql.sqlite.engine import make_engine
from aniworld_stores_sql.store import SqlStore

Open = Callable[[], SqlStore]


@contextmanager
def old(path: Path, version: str) -> Iterator[Connection]:
    """Make a store as that version of the schema had it, to be filled."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        file.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    engine = make_engine(path)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "aniworld_stores_sql:migrations")
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        yield connection
    engine.dispose()


def test_series_of_the_first_version_are_as_they_were(open_store: Open, path: Path) -> None:
    with old(path, "0001") as connection:
        connection.exec_driver_sql(
            "INSERT INTO series VALUES (1, 'moon', 'p', 'r', 'Moon', '[]', NULL, '', '', '', 'Moon',"
            " '[]', 5, NULL, 'moon', 1, 1, NULL, 5, 5)"
        )
        connection.exec_driver_sql(
            "INSERT INTO episodes VALUES (1, 1, 1, '', '', 'ger-dub', '[]', NULL, 1, 0, 0, 0, 5, 5)"
        )
    store = open_store()
    kept = store.series.get(SeriesKey("moon"))
    assert kept is not None
    assert (kept.folder, kept.monitored, kept.languages) == ("Moon", True, ())
    assert len(kept.episodes) == 1
    assert [one.missing for one in store.series.page()] == [1]
    store.series.put(evolve(kept, languages=(GER_DUB,), monitored=False))
    assert [one.missing for one in store.series.page()] == [0]
    assert len(list(path.parent.glob("library.db.bak-*"))) == 1


def test_a_series_of_the_second_version_ages_from_its_next_reading(
    open_store: Open, path: Path
) -> None:
    with old(path, "0002") as connection:
        connection.exec_driver_sql(
            "INSERT INTO series (id, key, provider, ref, title, aliases, description, cover, link,"
            " genres, added, checked, search, episode_count, missing_count, created, updated,"
            " monitored) VALUES (1, 'moon', 'p', 'r', 'Moon', '[]', '', '', '', '[]', 5, 6,"
            " 'moon', 0, 0, 5, 5, 0)"
        )
    store = open_store()
    (kept,) = filter(None, [store.series.get(SeriesKey("moon"))])
    assert (kept.imdb, kept.ended, kept.changed, kept.monitored) == ("", None, None, False)
    (age,) = store.series.ages()
    assert (age.checked, age.changed, age.upcoming) == (kept.checked, None, False)


def test_what_the_third_version_queued_goes_on(open_store: Open, path: Path) -> None:
    with old(path, "0003") as connection:
        connection.exec_driver_sql(
            "INSERT INTO series (id, key, provider, ref, title, aliases, description, cover, link,"
            " folder, genres, added, checked, search, episode_count, missing_count, created,"
            " updated) VALUES (1, 'moon', 'p', 'r', 'Moon', '[]', '', '', '', 'Moon', '[]', 5, 6,"
            " 'moon', 2, 1, 5, 5)"
        )
        connection.exec_driver_sql(
            "INSERT INTO episodes (series_id, season, number, title, original_title, languages,"
            " hosters, counted, upcoming, ignored, on_disk, created, updated) VALUES"
            " (1, 1, 1, '', '', 'ger-dub,ger-sub', '[]', 1, 0, 0, 1, 5, 5),"
            " (1, 1, 2, '', '', 'ger-sub', '[]', 2, 0, 0, 0, 5, 5)"
        )
        connection.exec_driver_sql("INSERT INTO folders VALUES (1, 'Moon', '1', '{}', 1, 5, 5)")
        connection.exec_driver_sql(
            "INSERT INTO files VALUES (1, 1, 1, 'Moon/1.mkv', 0, 1, 1, 'ger-sub', 5, 5)"
        )
        connection.exec_driver_sql(
            "INSERT INTO queue VALUES (7, 'moon', 1, 2, 'ger-dub,ger-sub', '[\"One\"]', 'best', 0, 1,"
            " 'running', 3, 1, 'ann', 9, NULL, '', 5, 9, 4, 4, NULL, 4, 4)"
        )
        connection.exec_driver_sql(
            "INSERT INTO history VALUES (1, 'moon', 1, 1, 8, 'downloaded', '', 'One', 'ger-sub',"
            " 'Moon/1.mkv', 8, 8)"
        )
    store = open_store()
    (kept,) = filter(None, [store.series.get(SeriesKey("moon"))])
    assert (kept.wait_days, kept.replace) == (None, None)
    assert [one.offered for one in kept.episodes] == [None, None]
    waiting = MissingFilter(languages=(GER_DUB, GER_SUB), wait_days=3650, now=utc_now())
    (missing,) = store.series.missing(waiting)
    assert [one.waits_until for one in missing.missing] == [None]
    assert store.queue.reap(utc_now()) == 1
    (item,) = store.queue.page([QueueState.QUEUED])
    assert (item.id, item.claim, item.wanted.better_than) == (7, 3, None)
    assert item.wanted.languages == (GER_DUB, GER_SUB)
    assert list(store.history.moments(HistoryKind.DOWNLOADED, moment(0))) == [moment(8)]
    (better,) = store.series.replaceable(
        ReplaceableFilter(languages=(GER_DUB, GER_SUB), replace=True)
    )
    assert (better.episode, better.better) == (EpisodeId(1, 1), (GER_DUB,))
    store.series.put(evolve(kept, replace=False, wait_days=0))
    assert not store.series.replaceable(
        ReplaceableFilter(languages=(GER_DUB, GER_SUB), replace=True)
    )
    assert len(list(path.parent.glob("library.db.bak-*"))) == 1
