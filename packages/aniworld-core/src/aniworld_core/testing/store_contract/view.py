"""All that can be seen of a store, in a form that can be compared."""

from collections.abc import Iterator

from attrs import evolve

from aniworld_core.entities import (
    HistoryKind,
    MissingFilter,
    QueueItem,
    ReplaceableFilter,
    SeriesFilter,
)
from aniworld_core.ports import Store
from aniworld_core.testing.strategies import DAYS, FOLDERS, KEYS, LANGUAGES, PROVIDERS, SESSIONS

__all__ = ["View", "look", "look_at_catalogue", "look_at_sharing", "without_position"]

View = tuple[str, object]
"""What was looked at, and what was seen."""


def look(store: Store) -> Iterator[View]:
    """Yield everything but what is remembered of the sites, always in this order."""
    yield from _series(store)
    yield from _files(store)
    yield from _queue(store)
    yield "history", list(store.history.of())
    yield "moments", list(store.history.moments(HistoryKind.DOWNLOADED, DAYS[0]))
    yield "paths", list(store.history.paths(KEYS[0]))
    for id in SESSIONS:
        yield f"session {id}", store.sessions.get(id)
        yield f"API key {id}", store.access.key(id)
    yield "password", store.access.password()
    yield "API keys", list(store.access.keys())


def look_at_catalogue(store: Store) -> Iterator[View]:
    """Yield all that is remembered of the sites."""
    yield "titles", list(store.titles.all())
    yield "title lists", list(store.titles.lists())
    yield "releases", list(store.releases.between(DAYS[0].date(), DAYS[-1].date()))
    yield "release lists", list(store.releases.lists())
    yield "conditions", list(store.conditions.all())
    yield "decisions", list(store.decisions.all())


def look_at_sharing(store: Store) -> Iterator[View]:
    """Yield all that processes share."""
    for day in DAYS:
        yield f"leases at {day}", list(store.leases.held(day))
    yield "workers", list(store.workers.all())
    yield "root", store.files.root()


def without_position(item: QueueItem) -> QueueItem:
    """Return an item whose position, which each store numbers in its own way, is left out."""
    return evolve(item, position=0)


def _series(store: Store) -> Iterator[View]:
    yield "page", list(store.series.page())
    yield "page of unmonitored", list(store.series.page(SeriesFilter(monitored=False)))
    yield "page of complete series", list(store.series.page(SeriesFilter(has_missing=False)))
    yield "search", list(store.series.page(SeriesFilter(text="MOND")))
    yield "names", list(store.series.names())
    yield "ages", list(store.series.ages())
    yield "removed", list(store.series.removed())
    for key in KEYS:
        id = store.series.id_of(key)
        yield f"series {key}", store.series.get(key)
        yield f"series {key} by id", None if id is None else store.series.get_by_id(id)
    filter = MissingFilter(languages=LANGUAGES[:1])
    yield "missing", list(store.series.missing(filter))
    yield "missing counts", dict(store.series.missing_counts(filter))
    waiting = evolve(filter, languages=LANGUAGES, wait_days=1, now=DAYS[1])
    yield "missing while waiting", list(store.series.missing(waiting))
    yield "missing counts while waiting", dict(store.series.missing_counts(waiting))
    later = ReplaceableFilter(languages=LANGUAGES, replace=True)
    yield "replaceable", list(store.series.replaceable(later))


def _files(store: Store) -> Iterator[View]:
    yield "folders", dict(store.files.folders())
    for folder in FOLDERS:
        yield f"files inside {folder}", list(store.files.inside(folder))
    for key in KEYS:
        yield f"files of {key}", list(store.files.of(key))


def _queue(store: Store) -> Iterator[View]:
    yield "queue", [without_position(item) for item in store.queue.page()]
    yield "queue counts", dict(store.queue.counts())
    yield "queue paused", store.queue.paused()
    yield "queue next due", store.queue.next_due()
    yield "queue next due of one provider", store.queue.next_due(PROVIDERS[:1])
