"""Series in SQL."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, select, update

from aniworld_core.clock import utc_now
from aniworld_core.entities import (
    LIVE,
    MissingFilter,
    Replaceable,
    ReplaceableFilter,
    Series,
    SeriesAge,
    SeriesFilter,
    SeriesKey,
    SeriesMissing,
    SeriesSummary,
)
from aniworld_core.errors import SeriesNotFound, StoreError
from aniworld_stores_sql import missing, presence, replaceable, series_rows, series_writing
from aniworld_stores_sql.database import Database, Part
from aniworld_stores_sql.repeating import repeated
from aniworld_stores_sql.schema.queue import queue
from aniworld_stores_sql.schema.series import series

__all__ = ["SqlSeries"]

_ALL = SeriesFilter()
_BATCH = 500
"""Series written at a time."""


@lru_cache(maxsize=64)  # to build it takes as long as to run it
def _page(filter: SeriesFilter, limit: int, *, begins: bool) -> Select[Any]:
    of_page = select(*series_rows.SUMMARY).where(*series_rows.fits(filter))
    if not begins:
        of_page = of_page.where(series.c.key > bindparam("after"))
    return of_page.order_by(series.c.key).limit(limit)


class SqlSeries:
    """Fulfils :class:`aniworld_core.ports.SeriesStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self, filter: SeriesFilter = _ALL, after: SeriesKey | None = None, limit: int = 100
    ) -> Sequence[SeriesSummary]:
        """List summaries in order of keys; the counts stand in the rows."""
        query = _page(filter, limit, begins=after is None)
        with self._database.read() as connection:
            rows = connection.execute(query, {"after": after}).all()
        return [series_rows.summary(row) for row in rows]

    def get(self, key: SeriesKey) -> Series | None:
        """Return a series, or None."""
        with self._database.read() as connection:
            stored = series_writing.load(connection, [key]).get(key)
        return None if stored is None or stored.hidden else stored.series

    def get_by_id(self, id: int) -> Series | None:
        """Return the series with this number, or None."""
        with self._database.read() as connection:
            key = connection.scalar(select(series.c.key).where(series.c.id == id))
        return None if key is None else self.get(key)

    def id_of(self, key: SeriesKey) -> int | None:
        """Return the number of a series, or None."""
        query = select(series.c.id).where(series.c.key == key, series.c.deleted.is_(None))
        with self._database.read() as connection:
            return connection.scalar(query)

    def names(self) -> Sequence[SeriesSummary]:
        """List every series without counting."""
        return self._names(series.c.deleted.is_(None))

    def ages(self) -> Sequence[SeriesAge]:
        """List what tells when each series is to be read again."""
        query = select(*series_rows.AGES).where(series.c.deleted.is_(None)).order_by(series.c.key)
        with self._database.read() as connection:
            return [series_rows.age(row) for row in connection.execute(query)]

    def removed(self) -> Sequence[SeriesSummary]:
        """List every removed series without counting."""
        return self._names(series.c.deleted.is_not(None))

    def _names(self, which: ColumnElement[bool]) -> Sequence[SeriesSummary]:
        query = select(*series_rows.NAMES).where(which).order_by(series.c.key)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [series_rows.summary(row) for row in rows]

    def put(self, *series: Series) -> None:
        """Insert or replace; a series without ``added`` keeps its first one, or was added now."""
        with self._database.write(Part.LIBRARY) as connection:
            for run in series_writing.runs(series, _BATCH):
                series_writing.put(connection, run)

    def update(self, key: SeriesKey, change: Callable[[Series], Series]) -> Series:
        """Apply a change; raises SeriesNotFound, or StoreError when it gives another key."""
        with self._database.write(Part.LIBRARY) as connection:
            stored = series_writing.load(connection, [key]).get(key)
            if stored is None or stored.hidden:
                raise SeriesNotFound(f"There is no series {key}.")
            changed = change(stored.series)
            if changed.key != key:
                raise StoreError(f"A change may not turn the series {key} into {changed.key}.")
            return series_writing.put(connection, [changed])[0]

    @repeated
    def delete(self, key: SeriesKey) -> bool:
        """Hide a series and drop its live queue items."""
        hidden = update(series).where(series.c.key == key, series.c.deleted.is_(None))
        live = queue.c.state.in_([state.value for state in LIVE])
        # Durable, because the queue changes too.
        with self._database.write(Part.LIBRARY, Part.QUEUE, durable=True) as connection:
            if not connection.execute(hidden.values(deleted=utc_now())).rowcount:
                return False
            connection.execute(delete(queue).where(queue.c.key == key, live))
            return True

    def restore(self, key: SeriesKey) -> bool:
        """List a removed series again."""
        hidden = select(series.c.id, series.c.folder).where(
            series.c.key == key, series.c.deleted.is_not(None)
        )
        with self._database.write(Part.LIBRARY) as connection:
            row = connection.execute(hidden).first()
            if row is None:
                return False
            owner = select(series.c.id).where(
                series.c.folder == row.folder, series.c.deleted.is_(None)
            )
            folder = row.folder if connection.scalar(owner) is None else None
            back = update(series).where(series.c.id == row.id)
            connection.execute(back.values(deleted=None, folder=folder))
            presence.refresh(connection, [row.id])
            return True

    def missing(self, filter: MissingFilter) -> Iterator[SeriesMissing]:
        """List what is missing, as it is at the call."""
        with self._database.read() as connection:
            return missing.find(connection, filter)

    def replaceable(self, filter: ReplaceableFilter) -> Sequence[Replaceable]:
        """List what is on the disk in a later language."""
        with self._database.read() as connection:
            return replaceable.find(connection, filter)

    def missing_counts(self, filter: MissingFilter) -> Mapping[str, int]:
        """Count what is missing by reason."""
        with self._database.read() as connection:
            return missing.count(connection, filter)
