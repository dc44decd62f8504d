"""Queue items as rows."""

from typing import Any

from aniworld_core.entities import Language, NewItem, QueueItem, QueueState, Wanted
from aniworld_stores_sql.columns import (
    AnyRow,
    episode_id,
    join_languages,
    join_texts,
    series_key,
    split_languages,
    split_texts,
)
from aniworld_stores_sql.schema.queue import queue

__all__ = ["ITEM", "ORDER", "WAITING", "fresh", "read"]

ORDER = (queue.c.priority.desc(), queue.c.position, queue.c.id)
"""The order in which items are worked on."""

ITEM = tuple(queue.columns)[:-2]
"""What makes an item: all columns but the two timestamps."""

WAITING: dict[str, Any] = {
    "state": QueueState.QUEUED.value,
    "worker": None,
    "lease_until": None,
    "received": 0,
    "total": None,
}
"""What changes when an item goes back to wait."""


def fresh(item: NewItem) -> dict[str, Any]:
    """Return what a newly queued item is like, whether it had a row before or not."""
    return WAITING | {
        "languages": join_languages(item.wanted.languages),
        "hosters": join_texts(item.wanted.hosters),
        "quality": item.wanted.quality,
        "better_than": item.wanted.better_than,
        "priority": item.priority,
        "attempts": 0,
        "next_try": None,
        "reason": "",
        "started": None,
        "finished": None,
    }


def read(row: AnyRow) -> QueueItem:
    """Make the item of a row of :data:`ITEM`, or of a whole one."""
    return QueueItem(
        id=row.id,
        key=series_key(row.key),
        episode=episode_id(row.season, row.number),
        wanted=Wanted(
            languages=split_languages(row.languages),
            hosters=split_texts(row.hosters),
            quality=row.quality,
            better_than=Language(row.better_than) if row.better_than else None,
        ),
        priority=row.priority,
        position=row.position,
        state=QueueState(row.state),
        claim=row.claim,
        attempts=row.attempts,
        worker=row.worker,
        lease_until=row.lease_until,
        next_try=row.next_try,
        reason=row.reason,
        received=row.received,
        total=row.total,
        added=row.added,
        started=row.started,
        finished=row.finished,
    )
