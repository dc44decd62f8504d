"""The history in SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from aniworld_core.entities import EpisodeId, HistoryEntry, HistoryKind, Language, SeriesKey
from aniworld_stores_sql.columns import AnyRow, episode_id, series_key
from aniworld_stores_sql.database import Database
from aniworld_stores_sql.schema.history import history

__all__ = ["SqlHistory", "note"]


class SqlHistory:
    """Fulfils :class:`aniworld_core.ports.HistoryStore`; newest is what was appended last."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, *entries: HistoryEntry) -> None:
        """Add entries in this order."""
        if entries:
            with self._database.write(durable=True) as connection:
                note(connection, entries)

    def of(
        self, key: SeriesKey | None = None, episode: EpisodeId | None = None, limit: int = 100
    ) -> Sequence[HistoryEntry]:
        """List the newest entries, newest first; ``key`` and ``episode`` each narrow the list."""
        return [entry for _, entry in self.page(key, episode, limit=limit)]

    def page(
        self,
        key: SeriesKey | None = None,
        episode: EpisodeId | None = None,
        *,
        before: int | None = None,
        limit: int = 100,
    ) -> Sequence[tuple[int, HistoryEntry]]:
        """List entries with their numbers, newest first."""
        query = select(history).order_by(history.c.id.desc()).limit(limit)
        if key is not None:
            query = query.where(history.c.key == key)
        if episode is not None:
            query = query.where(
                history.c.season == episode.season, history.c.number == episode.number
            )
        if before is not None:
            query = query.where(history.c.id < before)
        with self._database.read() as connection:
            return [(row.id, _entry(row)) for row in connection.execute(query)]

    def moments(self, kind: HistoryKind, since: datetime) -> Sequence[datetime]:
        """List when entries of a kind were made."""
        query = (
            select(history.c.at)
            .where(history.c.kind == kind.value, history.c.at > since)
            .order_by(history.c.at)
        )
        with self._database.read() as connection:
            return connection.scalars(query).all()

    def paths(self, key: SeriesKey) -> Sequence[HistoryEntry]:
        """List the entries of a series that name a path."""
        query = select(history).where(history.c.key == key, history.c.path != "")
        with self._database.read() as connection:
            return [_entry(row) for row in connection.execute(query.order_by(history.c.id))]


def note(connection: Connection, entries: Sequence[HistoryEntry]) -> None:
    """Add entries in this order."""
    if entries:
        connection.execute(insert(history), [_row(entry) for entry in entries])


def _row(entry: HistoryEntry) -> dict[str, Any]:
    return {
        "key": entry.key,
        "season": entry.episode.season,
        "number": entry.episode.number,
        "at": entry.at,
        "kind": entry.kind.value,
        "text": entry.text,
        "hoster": entry.hoster,
        "language": entry.language,
        "path": entry.path,
    }


def _entry(row: AnyRow) -> HistoryEntry:
    return HistoryEntry(
        key=series_key(row.key),
        episode=episode_id(row.season, row.number),
        at=row.at,
        kind=HistoryKind(row.kind),
        text=row.text,
        hoster=row.hoster,
        language=None if row.language is None else Language(row.language),
        path=row.path,
    )
