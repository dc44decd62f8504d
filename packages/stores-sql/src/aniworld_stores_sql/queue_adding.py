"""Queueing many episodes with few statements."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from aniworld_core.entities import LIVE, EpisodeId, NewItem, QueueItem, SeriesKey
from aniworld_stores_sql.bulk import batches
from aniworld_stores_sql.queue_rows import fresh, read
from aniworld_stores_sql.schema.queue import queue

__all__ = ["Place", "add"]

Place = tuple[SeriesKey, EpisodeId]


def add(connection: Connection, items: Sequence[NewItem], now: datetime) -> Sequence[QueueItem]:
    """Give each episode a live item, in this order, and return the items."""
    keys = list({item.key for item in items})
    known = _of_series(connection, keys)
    position: int = connection.scalar(select(func.coalesce(func.max(queue.c.position), 0))) or 0
    rows: dict[Place, dict[str, Any]] = {}
    for item in items:
        place = (item.key, item.episode)
        old = known.get(place)
        if place in rows or (old is not None and old.state in LIVE):
            continue
        position += 1
        rows[place] = fresh(item) | {"position": position, "added": now}
    _write(connection, rows, known)
    written = _of_series(connection, keys)
    return [written[item.key, item.episode] for item in items]


def _write(
    connection: Connection,
    rows: Mapping[Place, dict[str, Any]],
    known: Mapping[Place, QueueItem],
) -> None:
    new = [
        {"key": key, "season": episode.season, "number": episode.number, "claim": 0, **row}
        for (key, episode), row in rows.items()
        if (key, episode) not in known
    ]
    if new:
        connection.execute(insert(queue), new)
    again = [{"id_": known[place].id, **row} for place, row in rows.items() if place in known]
    if again:
        connection.execute(update(queue).where(queue.c.id == bindparam("id_")), again)


def _of_series(connection: Connection, keys: Sequence[SeriesKey]) -> dict[Place, QueueItem]:
    items = [
        read(row)
        for batch in batches(keys, 500)
        for row in connection.execute(select(queue).where(queue.c.key.in_(batch)))
    ]
    return {(item.key, item.episode): item for item in items}
