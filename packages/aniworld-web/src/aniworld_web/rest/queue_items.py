"""Queue items as the REST interface shows them, and pages of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Annotated

from attrs import frozen
from msgspec import Meta

from aniworld_core.entities import QueueItem, QueueState, Series
from aniworld_web.rest.fields import Key
from aniworld_web.rest.paging import cut
from aniworld_web.site import Site

__all__ = ["Item", "ItemNumber", "ItemPage", "Progress", "page_of", "shown"]

ItemNumber = Annotated[int, Meta(ge=0, le=2**63 - 1, description="The id of a queue item.")]


@frozen(kw_only=True)
class Progress:
    """Bytes so far. ``total``, ``percent``, ``speed`` and ``eta_seconds`` are null while unknown."""

    received: int
    total: int | None
    percent: Annotated[float, Meta(ge=0, le=100)] | None
    speed: Annotated[float, Meta(description="Bytes a second.")] | None
    eta_seconds: float | None


@frozen(kw_only=True)
class Item:
    """One episode in the queue.

    ``serie_id`` is the key of its series, ``serie_folder`` and ``serie_name`` are there to be shown.
    ``reason`` tells why the last try failed, or why it waits; ``next_try`` is when it is tried again.
    ``attempts`` are the tries that failed by a fault of a site. Higher ``priority`` comes first.
    ``worker`` is the process that works on it, null = none.
    """

    id: ItemNumber
    serie_id: Key
    serie_folder: str | None
    serie_name: str
    episode: str
    status: QueueState
    progress: Progress
    reason: str
    attempts: int
    next_try: datetime | None
    priority: int
    languages: tuple[str, ...]
    worker: str | None
    added: datetime
    started: datetime | None
    finished: datetime | None


@frozen(kw_only=True)
class ItemPage:
    """Items in working order, ``total`` of all pages; ``next`` is the cursor, null at the end."""

    items: tuple[Item, ...]
    total: int
    next: ItemNumber | None


def page_of(
    site: Site,
    states: Collection[QueueState],
    *,
    counts: Mapping[QueueState, int],
    after: int | None = None,
    limit: int,
) -> ItemPage:
    """Return a page of the items in these states (none: all)."""
    found = site.library.queue.page(states, after, limit + 1)
    items, following = cut(found, limit, lambda item: item.id)
    total = sum(count for state, count in counts.items() if not states or state in states)
    return ItemPage(items=tuple(shown(site, items)), total=total, next=following)


def shown(site: Site, items: Sequence[QueueItem]) -> list[Item]:
    """Return items with the names of their series and the speed of those that run."""
    store = site.library.store.series
    series = {key: store.get(key) for key in dict.fromkeys(item.key for item in items)}
    return [_shown(site, item, series[item.key]) for item in items]


def _shown(site: Site, item: QueueItem, series: Series | None) -> Item:
    return Item(
        id=item.id,
        serie_id=item.key,
        serie_folder=None if series is None else series.folder,
        serie_name=item.key if series is None else series.title,
        episode=str(item.episode),
        status=item.state,
        progress=_progress(site, item),
        reason=item.reason,
        attempts=item.attempts,
        next_try=item.next_try,
        priority=item.priority,
        languages=tuple(map(str, item.wanted.languages)),
        worker=item.worker,
        added=item.added,
        started=item.started,
        finished=item.finished,
    )


def _progress(site: Site, item: QueueItem) -> Progress:
    received, total = item.received, item.total
    speed, eta = None, None
    last = site.speeds.of(item.id) if item.state is QueueState.RUNNING else None
    if last is not None:  # newer than what the store has
        received, total, speed, eta = last.received, last.total, last.speed, last.eta
    percent = round(min(received / total, 1) * 100, 1) if total else None
    return Progress(received=received, total=total, percent=percent, speed=speed, eta_seconds=eta)
