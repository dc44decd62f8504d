"""Writing whole series."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from attrs import evolve, frozen
from sqlalchemy import Connection, bindparam, insert, select, update

from aniworld_core.clock import utc_now
from aniworld_core.entities import Series, SeriesKey
from aniworld_stores_sql import episode_rows, presence, series_rows
from aniworld_stores_sql.schema.series import series

__all__ = ["StoredSeries", "load", "put", "runs"]


_PLACE = attrgetter("id.season", "id.number")
"""The order of ids, without asking two of them which comes first."""


@frozen
class StoredSeries:
    """A series as it stands in the store, also a hidden one."""

    id: int
    series: Series
    hidden: bool


def load(connection: Connection, keys: Sequence[SeriesKey]) -> dict[SeriesKey, StoredSeries]:
    """Return what is stored under these keys."""
    rows = connection.execute(select(series).where(series.c.key.in_(keys))).all()
    episodes = episode_rows.read(connection, [row.id for row in rows])
    stored = (
        StoredSeries(
            row.id, series_rows.read(row, episodes.get(row.id, ())), row.deleted is not None
        )
        for row in rows
    )
    return {one.series.key: one for one in stored}


def put(connection: Connection, batch: Sequence[Series]) -> Sequence[Series]:
    """Insert or replace series of different keys; return them as they stand now."""
    stored = load(connection, [one.key for one in batch])
    batch = [_as_kept(one, stored.get(one.key)) for one in batch]
    _replace(connection, [(stored[one.key], one) for one in batch if one.key in stored])
    _insert(connection, [one for one in batch if one.key not in stored])
    return batch


def runs(all_series: Iterable[Series], size: int) -> Iterator[Sequence[Series]]:
    """Split series into lists of at most ``size`` without a key twice in one, keeping the order."""
    run: dict[SeriesKey, Series] = {}
    for one in all_series:
        if one.key in run or len(run) == size:
            yield list(run.values())
            run = {}
        run[one.key] = one
    yield list(run.values())


def _as_kept(new: Series, old: StoredSeries | None) -> Series:
    """Return a series with its time of adding, and each episode once in order (the last word counts)."""
    episodes = {episode.id: episode for episode in new.episodes}
    return evolve(
        new,
        added=new.added or (old.series.added if old else utc_now()),
        episodes=tuple(sorted(episodes.values(), key=_PLACE)),
    )


def _insert(connection: Connection, new: Sequence[Series]) -> None:
    if not new:
        return
    rows = [series_rows.write(one) | {"missing_count": _fetchable(one)} for one in new]
    connection.execute(insert(series), rows)
    keys = [one.key for one in new]
    found = connection.execute(select(series.c.key, series.c.id).where(series.c.key.in_(keys)))
    ids = {row.key: row.id for row in found}
    episode_rows.insert(connection, {ids[one.key]: one.episodes for one in new})
    # Counted above as if nothing were on the disk, which holds for most new series.
    at_home = connection.scalars(presence.with_folder(list(ids.values()))).all()
    presence.refresh(connection, at_home)


def _replace(connection: Connection, pairs: Sequence[tuple[StoredSeries, Series]]) -> None:
    if not pairs:
        return
    rows: list[dict[str, Any]] = [{"id_": old.id, **series_rows.write(new)} for old, new in pairs]
    connection.execute(update(series).where(series.c.id == bindparam("id_")), rows)
    for old, new in pairs:
        if old.series.episodes != new.episodes:
            episode_rows.replace(connection, old.id, old=old.series.episodes, new=new.episodes)
    presence.refresh(connection, [old.id for old, _ in pairs])


def _fetchable(one: Series) -> int:
    if not one.monitored:
        return 0
    return sum(not episode.ignored and not episode.upcoming for episode in one.episodes)
